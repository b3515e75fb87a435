"""The targets of `make`, one small function each; its docstring is what `make help` shows."""

import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import environment, lock, qt_libraries, screen, system_packages
from tools.environment import PYTHON
from tools.steps import ROOT, StepFailed, check, quietly, say

Target = Callable[[Sequence[str]], None]
SIDE_BY_SIDE = ("-n", "3", "--dist", "load", "--maxschedchunk", "1")
"""Three processes of tests for two cores, as much of what they do is to wait; each takes the next when it is free."""
ASKED = {"curl": "curl"}
"""What tests start besides our own programs. Where it cannot be had, they say so."""
PACKAGING = {"objdump": "binutils"}
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def run(arguments: Sequence[str]) -> int:
    """Run the target named first with the rest as its arguments; answer the exit code.

    Arguments may also come in the variable ARGS, which is how `make` passes them.
    """
    name, *rest = arguments or ["help"]
    target = TARGETS.get(name)
    if target is None:
        print(f"There is no target {name}; `help` lists them.", file=sys.stderr)
        return 2
    try:
        target([*rest, *shlex.split(os.environ.get("ARGS", ""))])
    except StepFailed as failure:
        if str(failure):
            print(failure, file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130
    return 0


def setup(_arguments: Sequence[str] = ()) -> None:
    """prepare .venv and what Qt needs from the system"""
    environment.ensure()
    qt_libraries.ensure()


def start(arguments: Sequence[str]) -> None:
    """start Bellhop on the embedded marketplace; plays the tour where there is no display"""
    setup()
    if screen.is_there():
        check([PYTHON, "-m", "desktop", *arguments])
        return
    say("No display here, so no window: playing the tour into tour/ instead.")
    tour(())


def tour(arguments: Sequence[str]) -> None:
    """play the whole story without a person; pictures and a transcript in tour/"""
    setup()
    play: list[str | Path] = [PYTHON, "-m", "desktop", "--tour", "tour", *arguments]
    if screen.is_there() or not qt_libraries.is_known_complete() or not screen.ensure_virtual():
        check(play, env=OFFSCREEN)  # nobody's own screen flickers with it
        return
    with screen.virtual() as display:
        check(play, env=display)


def lint(_arguments: Sequence[str] = ()) -> None:
    """style, types, who may import whom, and the rules of the house"""
    _static_checks()
    check([PYTHON, "-m", "pytest", "--quiet", "tests/architecture"])


def test(arguments: Sequence[str]) -> None:
    """all checks: lint and every test"""
    _static_checks()
    screen.ensure_virtual()
    system_packages.have(ASKED)
    check([PYTHON, "-m", "pytest", *SIDE_BY_SIDE, *arguments])


def _static_checks() -> None:
    setup()
    check([PYTHON, "-m", "ruff", "check", "--quiet", "."])
    check([PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."])
    check([PYTHON, "-m", "mypy"])
    check([PYTHON.with_name("lint-imports")])


def format_code(_arguments: Sequence[str]) -> None:
    """rewrite the code in the house's format"""
    setup()
    check([PYTHON, "-m", "ruff", "check", "--fix", "--quiet", "."])
    check([PYTHON, "-m", "ruff", "format", "--quiet", "."])


def bench(arguments: Sequence[str]) -> None:
    """measure start, memory, stalls and scrolling against a bare window"""
    setup()
    check([PYTHON, "-m", "tests.bench", *arguments])


def scorecard(arguments: Sequence[str]) -> None:
    """measure what is claimed about safety, and print the card; ARGS=--write puts it into the README"""
    setup()
    check([PYTHON, "-m", "tests.scorecard", *arguments])


def soak(arguments: Sequence[str]) -> None:
    """the long runs: hours of use, then the long column of the score card"""
    setup()
    try:
        check([PYTHON, "-m", "tests.soak", *arguments])
    finally:  # hours of use that ended badly are no reason not to see the table
        check([PYTHON, "-m", "tests.scorecard", "--long"])


def dist(_arguments: Sequence[str]) -> None:
    """build the folder dist/bellhop and play the tour with the frozen program"""
    setup()
    if sys.platform == "linux":
        _ensure_packaging()
    began = time.monotonic()
    check([PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "build.spec"])
    folder = ROOT / "dist" / "bellhop"
    program = folder / ("bellhop.exe" if os.name == "nt" else "bellhop")
    say(f"dist/bellhop: {_megabytes(folder):.0f} MB, built in {time.monotonic() - began:.0f} s; playing its tour")
    check([program, "--tour", ROOT / "build" / "tour"], env=OFFSCREEN)


def _ensure_packaging() -> None:
    """What PyInstaller asks of the system: objdump, and the library that a system's own Python comes without."""
    if lacking := system_packages.have(PACKAGING):
        raise StepFailed(f"Packaging reads libraries with objdump. For it: {system_packages.command(lacking, lacking)}")
    asked = "import sys; print(sys.base_prefix, *sys.version_info[:2])"
    home, major, minor = quietly([PYTHON, "-c", asked]).stdout.split()
    if home == "/usr" and not any(Path("/usr/lib").glob(f"*/libpython{major}.{minor}.so*")):
        system_packages.install([f"libpython{major}.{minor}"])


def _megabytes(folder: Path) -> float:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6


def clean(_arguments: Sequence[str]) -> None:
    """remove all that the other targets made, .venv included"""
    made = (".venv", "build", "dist", "tour", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache")
    for name in (*made, ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("desktop", "marketplace", "tests", "tools"):
        for cache in sorted((ROOT / folder).rglob("__pycache__")):
            shutil.rmtree(cache, ignore_errors=True)


def show_help(_arguments: Sequence[str]) -> None:
    """list the targets"""
    for name, target in TARGETS.items():
        say(f"{name:9} {target.__doc__}")


TARGETS: dict[str, Target] = {
    "run": start,
    "setup": setup,
    "test": test,
    "lint": lint,
    "format": format_code,
    "tour": tour,
    "bench": bench,
    "scorecard": scorecard,
    "soak": soak,
    "dist": dist,
    "lock": lock.renew,
    "clean": clean,
    "help": show_help,
}
