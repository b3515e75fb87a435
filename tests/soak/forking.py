"""Starting the program a hundred times as cheaply: from a process that has imported everything, and made nothing.

Each run is a fork of this process: its own window, threads, files and end, and nothing shared but modules. Linux only;
elsewhere systems' libraries do not outlive a fork.
"""

import gc
import importlib
import multiprocessing
import os
import pkgutil
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import IO

FORK = multiprocessing.get_context("fork")


class Forked:
    """A run of the program, looked at as `subprocess.Popen` would have it."""

    def __init__(self, process: multiprocessing.process.BaseProcess, said: IO[str]) -> None:
        self._process = process
        self._said = said

    @property
    def returncode(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The same, looked at now."""
        return self._process.exitcode

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def communicate(self, *, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; nothing, and what it had to say. Raises TimeoutError."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError
        self._said.seek(0)
        return "", self._said.read()


def import_everything() -> None:
    """What a run would import, now. Whoever calls this has no threads, and makes none."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.disable()  # as the program's own entry does
    from desktop import qt

    qt.load()
    import desktop
    import marketplace
    import tests.soak

    for package in (desktop, marketplace, tests.soak):
        _import_all(package)
    gc.freeze()
    if threading.active_count() > 1:
        raise RuntimeError(f"An import has started a thread: {threading.enumerate()}")


def _import_all(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__") and ".recording" not in found.name:
            importlib.import_module(found.name)


def start(part: str, profile: Path, diary: Path, seed: int) -> Forked:
    """The running program with `part` of `tests.soak.inside` as its user. Call `import_everything` before."""
    said = (diary.parent / f"{diary.name}.said").open("w+", encoding="utf-8")
    process = FORK.Process(target=_run, args=(said, part, str(profile), str(diary), str(seed)))
    process.start()
    return Forked(process, said)


def _run(said: IO[str], *arguments: str) -> None:
    from tests.soak import inside

    os.dup2(said.fileno(), sys.stderr.fileno())
    sys.exit(inside.main(*arguments))
