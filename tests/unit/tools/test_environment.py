"""The environment is made again when its reasons change, and only then."""

import sys
from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that exists, with a lock of its own."""
    monkeypatch.delenv("PYTHON", raising=False)
    monkeypatch.setattr(environment, "HOME", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "LOCK", tmp_path / "constraints.txt")
    (tmp_path / "python").symlink_to(Path(sys.executable))
    (tmp_path / "constraints.txt").write_text("apsw==3.54\n")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was really done, in order."""
    done: list[str] = []
    monkeypatch.setattr(environment, "_create", lambda: done.append("create"))
    monkeypatch.setattr(environment, "_install_packages", lambda: done.append("packages"))
    monkeypatch.setattr(environment, "_pip", lambda *_arguments: done.append("project"))
    return done


def test_a_new_environment_gets_packages_and_project(home: Path, steps: list[str]) -> None:
    environment.ensure()
    assert steps == ["create", "packages", "project"]


def test_a_second_time_there_is_nothing_to_do(home: Path, steps: list[str]) -> None:
    environment.ensure()
    steps.clear()
    environment.ensure()
    assert not steps


def test_a_new_lock_makes_it_anew(home: Path, steps: list[str]) -> None:
    environment.ensure()
    steps.clear()
    environment.LOCK.write_text("apsw==3.55\n")
    environment.ensure()
    assert steps == ["create", "packages", "project"]


def test_another_chosen_interpreter_makes_it_anew(
    home: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure()
    steps.clear()
    monkeypatch.setenv("PYTHON", "python3.13")
    monkeypatch.setattr("sys.version", "3.13.0 (of another make)")
    environment.ensure()
    assert steps[0] == "create"


def test_an_interrupted_installation_is_repeated(home: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install_packages", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure()
    steps.clear()
    environment.ensure()
    assert steps == ["create", "packages", "project"]
