"""Which Python runs the project. Parses on every Python since 3.6, so that an old one can still say what is wrong."""

import os
import shutil
import subprocess
import sys

LOWEST = (3, 11)
BEYOND = (3, 14)
ADVICE = "Bellhop needs Python 3.11, 3.12 or 3.13"


class NoInterpreter(Exception):
    """No fitting Python; the message is one sentence for the person at the terminal."""


def is_fitting(version: "tuple[int, int]") -> bool:
    """Whether the project runs on a Python of this version, major and minor."""
    return LOWEST <= version < BEYOND


def find() -> str:
    """The path of a fitting interpreter: the one named by PYTHON, else this one, else one of the usual names."""
    chosen = os.environ.get("PYTHON")
    if chosen:
        return _only(chosen)
    if is_fitting(sys.version_info[:2]):
        return sys.executable
    for command in _usual_commands():
        path = _path_if_fitting(command)
        if path:
            return path
    major, minor = sys.version_info[:2]
    raise NoInterpreter(
        f"{ADVICE}; this is {major}.{minor} and no other was found. Install one, or name it in the variable PYTHON."
    )


def _only(chosen: str) -> str:
    path = _path_if_fitting([chosen])
    if not path:
        raise NoInterpreter(f"{ADVICE}; PYTHON={chosen} is not one of them.")
    return path


def _usual_commands() -> "list[list[str]]":
    versions = [f"3.{minor}" for minor in range(BEYOND[1] - 1, LOWEST[1] - 1, -1)]
    launcher = [["py", f"-{version}"] for version in versions] if os.name == "nt" else []
    return [*launcher, ["python3"], *([f"python{version}"] for version in versions)]


def _path_if_fitting(command: "list[str]") -> "str | None":
    if not shutil.which(command[0]):
        return None
    question = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)"
    try:
        answer = subprocess.check_output([*command, "-c", question], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor, path = answer.decode().strip().split(" ", 2)
    return path if is_fitting((int(major), int(minor))) else None
