"""Starting the program and the bare window as a person's computer does, and watching them from outside."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE_WINDOW = ROOT / "tests" / "bench" / "bare_window.py"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
GLANCE = 0.001
PATIENCE = 180.0


class Program:
    """One running process that notes its moments in a file."""

    def __init__(self, process: subprocess.Popen[bytes], marks: Path, began: int) -> None:
        self._process = process
        self._marks = marks
        self._began = began

    def until(self, name: str) -> float:
        """Wait for the moment `name`; seconds from the start of the process to it. Raises RuntimeError."""
        deadline = time.monotonic() + PATIENCE
        while (moment := self._moment(name)) is None:
            if self._process.poll() is not None or time.monotonic() > deadline:
                said = self._marks.with_name("said").read_text("utf-8", "replace")
                raise RuntimeError(f"The program ended, or took too long, before “{name}”. {said}")
            time.sleep(GLANCE)
        return (moment - self._began) / 1e9

    def megabytes(self) -> float:
        """What the process adds to the computer's memory: its own pages, and its share of those it shares (PSS)."""
        for line in Path(f"/proc/{self._process.pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("The kernel does not tell the proportional set size.")

    def _moment(self, name: str) -> int | None:
        for line in self._marks.read_text("ascii").splitlines():
            word, _, nanoseconds = line.partition(" ")
            if word == name and nanoseconds:
                return int(nanoseconds)
        return None


@contextlib.contextmanager
def bare_window(screen: Mapping[str, str]) -> Iterator[Program]:
    """The floor, on `screen`."""
    with _marks() as marks, _started([str(BARE_WINDOW), str(marks)], screen, marks) as program:
        yield program


@contextlib.contextmanager
def bellhop(profile: Path, screen: Mapping[str, str]) -> Iterator[Program]:
    """The program on a profile, on `screen`."""
    with _marks() as marks, _started(["-m", "desktop", "--profile", str(profile)], screen, marks) as program:
        yield program


def inside(figure: str, *arguments: str) -> str:
    """What the measurement `figure` prints that has to run in a process of its own; see `tests.bench.inside`."""
    command = [sys.executable, "-m", "tests.bench.inside", figure, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=_environment(OFFSCREEN), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


@contextlib.contextmanager
def _marks() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bellhop-bench-") as folder:
        marks = Path(folder) / "marks"
        marks.touch()
        yield marks


@contextlib.contextmanager
def _started(arguments: Sequence[str], screen: Mapping[str, str], marks: Path) -> Iterator[Program]:
    environment = _environment({**screen, "BELLHOP_MARKS": str(marks)})
    began = time.monotonic_ns()
    with marks.with_name("said").open("wb") as said:
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stderr=said)
    try:
        yield Program(process, marks, began)
    finally:
        process.terminate()
        process.wait()


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """As it is for a person: compiled modules are kept, which only programs that develop others forbid."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | dict(more)
