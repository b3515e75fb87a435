"""The operating system's own packages: installed where that needs no question, named where it does."""

import functools
import os
import shutil
from collections.abc import Mapping, Sequence

from tools.steps import quietly, say


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages without asking anything; False where that is not possible."""
    prefix = _privilege()
    if not packages or not shutil.which("apt-get") or prefix is None:
        return False
    say(f"Installing {' '.join(packages)}")
    _refresh_lists()
    apt = ["apt-get", "install", "--yes", "--no-install-recommends", "--quiet", *packages]
    return quietly([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *apt]).returncode == 0


def have(programs: Mapping[str, str]) -> list[str]:
    """Have `programs`, each with the package that holds it, installing those that lack; names what lacks still."""
    lacking = [package for program, package in programs.items() if not shutil.which(program)]
    return [] if install(lacking) else lacking


def command(debian: Sequence[str], fedora: Sequence[str] = ()) -> str:
    """What a person would type to install the packages on this system."""
    if shutil.which("dnf") and fedora:
        return f"sudo dnf install {' '.join(fedora)}"
    return f"sudo apt-get install {' '.join(debian)}"


def _privilege() -> list[str] | None:
    """What to put before a command that needs root: nothing, `sudo -n`, or None where a question would come."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    may_sudo = shutil.which("sudo") and quietly(["sudo", "-n", "true"]).returncode == 0
    return ["sudo", "-n"] if may_sudo else None


@functools.cache
def _refresh_lists() -> None:
    """Once per run: fresh containers come with empty lists."""
    quietly([*(_privilege() or []), "apt-get", "update", "--quiet"])
