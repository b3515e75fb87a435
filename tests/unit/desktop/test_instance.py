"""A second start on a profile: its note carries a link and nothing else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import calling
from desktop.calling import CALLS, DRAFT, MOST
from desktop.instance import Reception

CALL = "import sys; from pathlib import Path; from desktop.calling import call_the_other as call;"
CALL += "sys.exit(0 if call(Path(sys.argv[1]), sys.argv[2]) else 1)"


def called(qtbot: QtBot, directory: Path, link: str) -> tuple[int, list[str]]:
    """What another process's call brings about here."""
    owner, links = QObject(), list[str]()
    reception = Reception(directory, owner)
    reception.called.connect(links.append)
    caller = subprocess.Popen([sys.executable, "-c", CALL, str(directory), link], cwd=Path.cwd())
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=8_000)
    owner.deleteLater()
    return caller.returncode, links


def test_a_second_start_hands_its_link_over(qtbot: QtBot, tmp_path: Path) -> None:
    assert called(qtbot, tmp_path, "bellhop:invitation/i1") == (0, ["bellhop:invitation/i1"])


def test_a_link_in_any_script_arrives_and_an_endless_one_is_cut(qtbot: QtBot, tmp_path: Path) -> None:
    code, links = called(qtbot, tmp_path, "bellhop:invitation/ü" + "x" * 20_000)
    assert code == 0
    (link,) = links
    assert link.startswith("bellhop:invitation/ü")
    assert len(link.encode()) <= MOST


def test_where_nobody_listens_nobody_answers_and_the_note_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "ANSWER_SECONDS", 0.05)
    (tmp_path / CALLS).mkdir()
    assert not calling.call_the_other(tmp_path, "bellhop:invitation/i1")
    assert list((tmp_path / CALLS).iterdir()) == []


def test_a_profile_that_nobody_ever_used_answers_nobody(tmp_path: Path) -> None:
    assert not calling.call_the_other(tmp_path, "")


@pytest.fixture
def links(qtbot: QtBot, tmp_path: Path) -> Iterator[list[str]]:
    """What a reception that begins now is called with; notes named `early` and `old` lie there already."""
    notes, owner, links = tmp_path / CALLS, QObject(), list[str]()
    notes.mkdir()
    for name in ("early", "old"):
        (notes / name).write_text(name)
    os.utime(notes / "old", (0, 0))
    Reception(tmp_path, owner).called.connect(links.append)
    qtbot.wait(50)
    yield links
    owner.deleteLater()


def test_who_called_during_the_start_is_heard_and_who_was_killed_long_ago_is_not(
    links: list[str], tmp_path: Path
) -> None:
    assert links == ["early"]
    assert list((tmp_path / CALLS).iterdir()) == []


def test_half_a_note_is_no_call(qtbot: QtBot, links: list[str], tmp_path: Path) -> None:
    (tmp_path / CALLS / f"7{DRAFT}").write_text("half")
    qtbot.wait(100)
    assert "half" not in links


def test_a_verb_that_changed_something_says_so_and_calls_nobody_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    owner, links, told = QObject(), list[str](), list[tuple[str, str]]()
    reception = Reception(tmp_path, owner)
    reception.called.connect(links.append)
    reception.told.connect(lambda kind, thing: told.append((kind, thing)))
    program = "import sys; from pathlib import Path; from desktop.calling import tell_of_change as tell;"
    program += "sys.exit(0 if tell(Path(sys.argv[1]), 'draft', 'd1') else 1)"
    caller = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=Path.cwd())
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=8_000)
    owner.deleteLater()
    assert (caller.returncode, links, told) == (0, [], [("draft", "d1")])
