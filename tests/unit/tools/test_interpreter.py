"""A fitting Python is found, and one that does not fit is refused in a sentence."""

import sys

import pytest

from tools import interpreter


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_these_versions_fit(version: tuple[int, int]) -> None:
    assert interpreter.is_fitting(version)


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14), (4, 0)])
def test_these_versions_do_not_fit(version: tuple[int, int]) -> None:
    assert not interpreter.is_fitting(version)


def test_without_a_choice_the_running_python_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON", raising=False)
    assert interpreter.find() == sys.executable


def test_a_choice_that_is_no_python_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON", "no-such-python")
    with pytest.raises(interpreter.NoInterpreter, match="PYTHON=no-such-python"):
        interpreter.find()


def test_an_old_python_alone_is_refused_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(interpreter.NoInterpreter, match=r"this is 3\.9"):
        interpreter.find()
