"""Starting the program with a guide inside, from outside."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]


class Program(Protocol):
    """A running program, as `subprocess.Popen` or `tests.soak.forking` has it."""

    @property
    def returncode(self) -> Any:
        """Its exit code, None while it runs."""

    def poll(self) -> int | None:
        """The same, looked at now."""

    def kill(self) -> None:
        """SIGKILL."""

    def communicate(self, *, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; what it wrote, and what it complained of."""


Start = Callable[[str, Path, Path, int], Program]


def start(part: str, profile: Path, diary: Path, seed: int) -> subprocess.Popen[str]:
    """The running program with `part` of `tests.soak.inside` as its user, off the screen."""
    return _started("tests.soak.inside", part, str(profile), str(diary), str(seed))


def start_alone(profile: Path) -> subprocess.Popen[str]:
    """The running program with nobody at it."""
    return _started("desktop", "--profile", str(profile), "--client-speed", "0")


def finish(program: Program, seconds: float) -> list[str]:
    """Wait for its end; what it had to say where that was not a good one."""
    try:
        _, said = program.communicate(timeout=seconds)
    except (subprocess.TimeoutExpired, TimeoutError):
        program.kill()
        _, said = program.communicate()
        return [f"the program did not end within {seconds:g} seconds: {said}"]
    return [f"the program ended with {program.returncode}: {said}"] if program.returncode else []


def _started(module: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
