"""What can be asked for on the command line; what makes no sense is said in a sentence, with exit code 2."""

from pathlib import Path

import pytest

from desktop import commandline
from desktop.commandline import VERBS, Options, names_verb, parse


def test_nothing_asked_for_is_the_usual_program() -> None:
    assert parse([]) == Options()


def test_everything_that_can_be_asked_for_is_understood() -> None:
    asked = "--profile /p --server https://market --offline --safe-mode --theme dark --font-scale 1.5 --undo-seconds 3"
    assert parse([*asked.split(), "--client-speed", "0", "bellhop:invitation/i1"]) == Options(
        profile=Path("/p"),
        server="https://market",
        offline=True,
        safe_mode=True,
        theme="dark",
        font_scale=1.5,
        undo_seconds=3,
        client_speed=0.0,
        link="bellhop:invitation/i1",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--server", "market.example"], "begins with https:// or http://"),
        (["--server", "file:///etc/passwd"], "begins with https:// or http://"),
        (["invitations"], "neither an option nor a link"),
        (["https://market/invitation/i1"], "neither an option nor a link"),
        (["--theme", "pink"], "invalid choice"),
        (["--font-scale", "9"], "invalid"),
        (["--font-scale", "nan"], "invalid"),
        (["--font-scale", "large"], "invalid"),
        (["--undo-seconds", "61"], "invalid"),
        (["--undo-seconds", "-1"], "invalid"),
        (["--client-speed", "inf"], "invalid"),
        (["--language", "xx"], "speaks English so far"),
        (["--temp-profile", "--profile", "/p"], "not allowed with"),
        (["--serv", "https://market"], "neither|unrecognized"),
        (["--unknown"], "unrecognized arguments"),
        (["--profile"], "expected one argument"),
    ],
)
def test_what_makes_no_sense_is_said_so(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(arguments)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert any(part in said for part in sentence.split("|"))
    assert "Traceback" not in said


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_without_a_window_comes_first(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert names_verb([verb, "--json"])
    with pytest.raises(SystemExit) as left:
        parse(["--offline", verb])
    assert left.value.code == 2
    assert f"The verb comes first: “bellhop {verb} ...”" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_asking_about_the_program_is_answered(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse([option])
    assert left.value.code == 0
    assert "bellhop" in capsys.readouterr().out.lower()


@pytest.mark.parametrize("asked", ["", "--temp-profile", "--profile /p", "--profile p"])
def test_a_usual_start_means_the_same_without_argparse(asked: str) -> None:
    assert commandline._usual(asked.split()) == commandline._parse(asked.split())


@pytest.mark.parametrize("asked", ["--profile --offline", "--offline", "--profile /p --temp-profile", "--profile"])
def test_any_other_start_is_left_to_argparse(asked: str) -> None:
    assert commandline._usual(asked.split()) is None
