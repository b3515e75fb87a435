"""The virtual environment in `.venv`: made once, made again when the lock or the interpreter changes.

Stamps inside it say what is done: the locked packages, the project itself, Qt's trial on this system. Each is
written last, so an interrupted set-up is repeated, not trusted.
"""

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path

from tools import system_packages
from tools.steps import ROOT, StepFailed, is_interactive, quietly, say

HOME = ROOT / ".venv"
LOCK = ROOT / "constraints.txt"


def python_of(home: Path) -> Path:
    """The interpreter of the virtual environment in `home`."""
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


PYTHON = python_of(HOME)

# pip's own wish for a newer pip, and its worry about root, are noise in an environment that is ours alone.
_PIP_ENVIRONMENT = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"}


class Stamp:
    """A mark in the environment that something was done for a certain state of the project, its `key`."""

    def __init__(self, name: str) -> None:
        self._file = HOME / f"{name}.stamp"

    def is_set(self, key: str) -> bool:
        """Whether it was done for this very state."""
        return PYTHON.exists() and self._file.exists() and self._file.read_text() == key

    def set(self, key: str) -> None:
        """Say that it is done now."""
        self._file.write_text(key)


def ensure() -> None:
    """Have an environment with the locked packages and the project, doing only what is not done yet."""
    packages, project = Stamp("packages"), Stamp("project")
    if not packages.is_set(packages_key()):
        _create()
        _install_packages()
        packages.set(packages_key())
    if not project.is_set(_project_key()):
        _pip("--no-deps", "--no-build-isolation", "--editable", ".")
        project.set(_project_key())


def packages_key() -> str:
    """Changes when the lock, the place or the chosen interpreter does.

    Without PYTHON an environment stays with the interpreter it was made with, as long as that still runs.
    """
    interpreter = sys.version if os.environ.get("PYTHON") else _version_of_environment()
    return _digest(LOCK.read_bytes(), str(ROOT).encode(), interpreter.encode())


def _version_of_environment() -> str:
    if not PYTHON.exists():
        return sys.version
    answer = quietly([PYTHON, "-c", "import sys; sys.stdout.write(sys.version)"])
    return answer.stdout if answer.returncode == 0 else sys.version


def _project_key() -> str:
    return _digest(packages_key().encode(), (ROOT / "pyproject.toml").read_bytes())


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _create() -> None:
    say(f"Making .venv with Python {sys.version.split()[0]}")
    _require_venv()
    shutil.rmtree(HOME, ignore_errors=True)
    made = quietly([sys.executable, "-m", "venv", HOME])
    if made.returncode:
        raise StepFailed(f"The virtual environment could not be made:\n{made.stdout.strip()}")


def _require_venv() -> None:
    """Debian ships Python without ensurepip, in a package of its own."""
    if quietly([sys.executable, "-c", "import venv, ensurepip"]).returncode == 0:
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not system_packages.install([package]):
        raise StepFailed(
            f"This Python cannot make virtual environments. On Debian and Ubuntu: {system_packages.command([package])}"
        )


def _install_packages() -> None:
    count = len(re.findall(r"^[a-z0-9].*==", LOCK.read_text(), re.MULTILINE))
    say(f"Installing up to {count} packages, about 450 MB to fetch the first time")
    _pip("--require-hashes", "--only-binary", ":all:", "--requirement", LOCK.name)


def _pip(*arguments: str) -> None:
    """Install without chatter; when it fails, show all that pip said."""
    progress = [] if is_interactive() else ["--progress-bar", "off"]
    done = quietly([PYTHON, "-m", "pip", "install", *progress, *arguments], env=_PIP_ENVIRONMENT)
    if done.returncode:
        raise StepFailed(f"{done.stdout.strip()}\n\npip could not install the packages; see above.")
