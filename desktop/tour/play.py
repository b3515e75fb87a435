"""Conducting: each act is a start of the program, on one throw-away profile."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop.commandline import Options
from desktop.tour import script

ACT_SECONDS = 180
KILLED = -9


def play(options: Options) -> int:
    """Play the whole story into `options.tour`. Returns 0 where every step held, 1 where one did not."""
    assert options.tour is not None
    directory = options.tour.resolve()
    if options.act:
        return script.perform(options, directory)
    if not _clear(directory):
        return 1
    (directory / "transcript.md").write_text(script.TITLE, encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="bellhop-tour-") as profile:
        for number, act in enumerate(script.ACTS, 1):
            code = _start(number, act, directory, Path(profile))
            if code != act.ends_with:
                print(
                    f"Act {number}, “{act.name}”, ended with {code}. See {directory / 'transcript.md'}.",
                    file=sys.stderr,
                )
                return 1
    print(f"All {len(script.ACTS)} acts held. Pictures and transcript.md are in {directory}.")
    return 0


def _start(number: int, act: "script.Act", directory: Path, profile: Path) -> int:
    command = [
        *_program(),
        "--tour",
        str(directory),
        "--act",
        str(number),
        "--profile",
        str(profile),
        "--client-speed",
        "0",
        *act.arguments,
    ]
    return subprocess.run(command, env=_environment(), timeout=ACT_SECONDS, check=False).returncode


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]


def _environment() -> dict[str, str]:
    """Without a display Qt would abort: draw off the screen then."""
    environment = dict(os.environ)
    has_display = sys.platform != "linux" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if not has_display:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _clear(directory: Path) -> bool:
    """Make room: only what an earlier tour left may be replaced."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for old in (*directory.glob("[0-9][0-9]-*-light.png"), *directory.glob("[0-9][0-9]-*-dark.png")):
            old.unlink()
    except OSError as error:
        print(f"The tour cannot write into {directory}: {error.strerror}.", file=sys.stderr)
        return False
    return True
