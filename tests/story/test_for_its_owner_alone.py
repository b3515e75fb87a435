"""A whole session of the real program: what it leaves is for its owner alone, and nobody can knock at it meanwhile."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.profile import Profile
from tests.soak import ground, starting
from tests.soak.diary import Diary
from tests.soak.letters import text_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(sys.platform != "linux", reason="permission bits are POSIX's, and /proc is Linux's"),
]

SEED = 12
PATIENCE = 60.0
LISTENING = "0A"
"""The state of a socket that waits for callers, as /proc/net/tcp has it."""


class Session(NamedTuple):
    """What was there of a program that had its doors left wide open: any umask, a place of its own for loose files.

    `fresh` is a profile that the program filled all by itself.
    """

    profile: Profile
    fresh: Path
    loose: Path
    letters: list[str]
    sockets: list[str]
    commands: str


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The program types and sends for a while, is asked to end, and its verbs keep what it has."""
    folder = tmp_path_factory.mktemp("session")
    loose, diary = folder / "loose", Diary(folder / "diary")
    loose.mkdir()
    former = os.umask(0o077)
    profile = ground.prepare(folder / "profile", SEED, count=10)  # a marketplace that somebody else made
    os.umask(former)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(loose))
        former = os.umask(0)
        try:
            program = starting.start("type", profile.directory, diary.path, SEED)
            try:
                sockets, commands = _watched(program, diary)
            finally:
                program.send_signal(signal.SIGTERM)
                ended = starting.finish(program, PATIENCE)
            assert ended == []
            _begin(folder / "fresh", folder / "marks", patch)
            for verb in ("backup", "list", "doctor"):
                _verb(verb, "--profile", str(profile.directory))
        finally:
            os.umask(former)
    letters = [text_of(each.invitation, each.length)[-24:] for each in diary.entries() if each.length > 100]
    return Session(profile, folder / "fresh", loose, letters, sockets, commands)


def _begin(profile: Path, marks: Path, patch: pytest.MonkeyPatch) -> None:
    """The program's first start on this computer, until its list is there."""
    patch.setenv("BELLHOP_MARKS", str(marks))
    program, deadline = starting.start_alone(profile), time.monotonic() + PATIENCE
    try:
        while not (marks.exists() and "synced" in marks.read_text("utf-8")):
            assert program.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        program.send_signal(signal.SIGTERM)
        ended = starting.finish(program, PATIENCE)
    assert ended == []


def _watched(program: "subprocess.Popen[str]", diary: Diary) -> tuple[list[str], str]:
    """Who could knock, and what `ps` shows to everybody, once a proposal was sent."""
    deadline = time.monotonic() + PATIENCE
    while not any(entry.what == "sent" for entry in diary.entries()):
        assert program.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return list(_listening(program.pid)), "".join(_commands(program.pid))


def _listening(process: int) -> Iterator[str]:
    """The sockets of a process that wait for callers: of the internet, and of this computer."""
    held = {str(each.readlink()) for each in Path(f"/proc/{process}/fd").iterdir() if each.is_symlink()}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text("ascii").splitlines()[1:]:
            parts = line.split()
            if parts[3] == LISTENING and f"socket:[{parts[9]}]" in held:
                yield line
    for line in Path(f"/proc/{process}/net/unix").read_text("utf-8", "replace").splitlines()[1:]:
        parts = line.split()
        if int(parts[3], 16) & 0x10000 and f"socket:[{parts[6]}]" in held:
            yield line


def _commands(process: int) -> Iterator[str]:
    """Of the process and of those that it started."""
    yield Path(f"/proc/{process}/cmdline").read_text("utf-8", "replace")
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            yield from _commands(int(child))


def _verb(*arguments: str) -> None:
    command = [sys.executable, "-m", "desktop", *arguments]
    done = subprocess.run(command, cwd=starting.ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _open_to_others(directory: Path) -> dict[str, str]:
    """What lies there and can be looked at by somebody else, with its mode."""
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in (directory, *directory.rglob("*"))}
    return {str(path): oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}


def test_everything_in_its_profile_is_for_its_owner_alone(session: Session) -> None:
    assert _open_to_others(session.profile.directory) == {}
    met = {path.name for path in session.profile.directory.iterdir()}
    assert {"lock", "bellhop.sqlite3", "market.sqlite3", "backups", "calls"} <= met


def test_so_is_everything_that_it_makes_at_its_first_start(session: Session) -> None:
    assert _open_to_others(session.fresh) == {}
    assert {path.name for path in session.fresh.iterdir()} >= {"bellhop.sqlite3", "market.sqlite3"}


def test_nobody_can_knock_at_it(session: Session) -> None:
    assert session.sockets == []


def test_who_could_be_knocked_at_is_seen(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX) as local:
        before = len(list(_listening(os.getpid())))
        local.bind(str(tmp_path / "door"))
        local.listen()
        assert before > 0
        assert len(list(_listening(os.getpid()))) == before + 1


def test_letters_stand_in_no_command_and_nothing_is_left_lying_about(session: Session) -> None:
    assert len(session.letters) > 3
    assert [letter for letter in session.letters if letter in session.commands] == []
    assert list(session.loose.iterdir()) == []
