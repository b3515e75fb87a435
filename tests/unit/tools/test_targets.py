"""A target is found by name, gets its arguments, and ends with an exit code instead of a traceback."""

from collections.abc import Sequence

import pytest

from tools import screen, targets
from tools.steps import StepFailed


def test_an_unknown_target_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert targets.run(["fly"]) == 2
    assert "no target fly" in capsys.readouterr().err


def test_every_target_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    targets.run([])
    assert len(capsys.readouterr().out.splitlines()) == len(targets.TARGETS)
    assert all(target.__doc__ for target in targets.TARGETS.values())


def test_arguments_come_from_the_line_and_from_make(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setitem(targets.TARGETS, "probe", seen.extend)
    monkeypatch.setenv("ARGS", "--theme dark --profile 'a b'")
    assert targets.run(["probe", "--offline"]) == 0
    assert seen == ["--offline", "--theme", "dark", "--profile", "a b"]


def test_a_failed_step_speaks_one_sentence_and_gives_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_arguments: Sequence[str]) -> None:
        raise StepFailed("The disk is full.", code=3)

    monkeypatch.setitem(targets.TARGETS, "probe", fail)
    assert targets.run(["probe"]) == 3
    assert capsys.readouterr().err == "The disk is full.\n"


def test_without_a_screen_the_tour_is_played(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    played: list[Sequence[str]] = []
    monkeypatch.setattr(targets, "setup", lambda: None)
    monkeypatch.setattr(targets, "tour", played.append)
    monkeypatch.setattr(screen, "is_there", lambda: False)
    targets.start(["--theme", "dark"])
    assert played == [()]
    assert "No display" in capsys.readouterr().out


@pytest.mark.parametrize("display", ["", ":4711", "nonsense", ":x", "localhost"])
def test_a_display_that_does_not_answer_is_no_screen(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not screen.is_there()
