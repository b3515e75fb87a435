"""A real keyring: the Secret Service of a private session, where this system has the programs for one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
ASK = """
import asyncio
from desktop.secrets import tokens

async def ask():
    yield await tokens.find("key")
    yield await tokens.keep("key", "token-1")
    yield await tokens.find("key")
    yield await tokens.forget("key")
    yield await tokens.find("key")

async def main():
    print(*[found.standing.value + (":" + found.token if found.token else "") async for found in ask()])

asyncio.run(main())
"""
UNLOCKED = "echo -n password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; sleep 0.5;"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; sleep 0.5;"


def answers(*command: str, home: Path) -> list[str]:
    """How five questions end, asked by a process within `command`."""
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    done = subprocess.run(
        [*command, sys.executable, "-c", ASK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="these systems always have a keyring")
def test_without_a_session_bus_there_is_no_keyring_and_nothing_else_is_tried(tmp_path: Path) -> None:
    said = " ".join(answers(home=tmp_path))
    assert said == " ".join(["no ring"] * 5)


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring-daemon",
)
def test_a_real_secret_service_is_told_apart_open_and_locked(tmp_path: Path) -> None:
    session = ("dbus-run-session", "--", "bash", "-c")
    opened = answers(*session, f'{UNLOCKED} exec "$@"', "bash", home=tmp_path)
    assert opened == ["absent", "kept:token-1", "found:token-1", "absent", "absent"]
    assert answers(*session, f'{LOCKED} exec "$@"', "bash", home=tmp_path) == ["locked"] * 5
