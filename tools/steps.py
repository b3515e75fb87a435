"""Running other programs and speaking to the person at the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class StepFailed(Exception):
    """A step did not succeed. The message is for the person at the terminal; empty when the step already spoke."""

    def __init__(self, message: str = "", code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def say(sentence: str) -> None:
    """One line for the person, in order with what the programs print."""
    print(sentence, flush=True)


def call(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> int:
    """Run a program in the project's directory with our input and output; answer its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})})


def check(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Like `call`, but a failure ends the target with the same exit code."""
    if code := call(command, env=env):
        raise StepFailed(code=code if code > 0 else 1)


def quietly(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program without input and keep what it says, to be shown only if it fails."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def is_interactive() -> bool:
    """Whether a person watches the output."""
    return sys.stdout.isatty()
