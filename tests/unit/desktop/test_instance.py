"""A second start on a profile: the socket carries a link and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop import instance
from desktop.instance import MOST, Reception

CALL = "import sys; from pathlib import Path; from desktop.instance import call_the_other as call;"
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


def test_where_nobody_listens_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "ANSWER_MILLISECONDS", 50)
    assert not instance.call_the_other(tmp_path, "")


def test_a_socket_that_a_dead_process_left_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    left = QObject()
    Reception(tmp_path, left)  # never closed before the next one begins
    assert called(qtbot, tmp_path, "")[0] == 0
    left.deleteLater()


def test_a_caller_who_says_nothing_is_no_call(qtbot: QtBot, tmp_path: Path) -> None:
    owner, links = QObject(), list[str]()
    reception = Reception(tmp_path, owner)
    reception.called.connect(links.append)
    socket = QLocalSocket()
    socket.connectToServer(instance._name(tmp_path))
    socket.write(b"x" * 100)
    qtbot.wait(50)
    socket.abort()
    qtbot.wait(20)
    owner.deleteLater()
    assert links == []
