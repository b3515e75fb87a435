"""`constraints.txt`: every package of the project and its tools, with hashes, for all systems and Pythons at once."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tools import environment
from tools.steps import ROOT, StepFailed, quietly, say

_RESOLVER = "uv>=0.8"
_COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--all-extras", "--generate-hashes"),
    *("--only-binary", ":all:", "--no-header", "--no-annotate"),
    *("--output-file", "constraints.txt", "pyproject.toml"),
)
_HEADER = """\
# Every package that runs, tests and builds Bellhop, for Python 3.11-3.13 on Linux, macOS and Windows.
# Made by `make lock` from pyproject.toml; do not edit.
"""


def renew(arguments: Sequence[str]) -> None:
    """resolve pyproject.toml into constraints.txt, keeping what still fits (ARGS=--upgrade: the newest)"""
    home = ROOT / "build" / "lock"
    python = environment.python_of(home)
    _quietly_check([sys.executable, "-m", "venv", home])
    _quietly_check([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", _RESOLVER])
    _quietly_check([python, "-m", "uv", *_COMPILE, *arguments])
    environment.LOCK.write_text(_HEADER + environment.LOCK.read_text())
    say("constraints.txt is renewed; the next `make setup` installs it.")


def _quietly_check(command: Sequence[str | Path]) -> None:
    done = quietly(command)
    if done.returncode:
        raise StepFailed(done.stdout.strip())
