"""Starting the program a hundred times as cheaply: from a process that has imported everything, and made nothing.

Each run is a fork of this process: its own window, threads, files and end, and nothing shared but modules. Linux only;
elsewhere systems' libraries do not outlive a fork.
"""

import gc
import importlib
import os
import pkgutil
import signal
import sys
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import IO

GLANCE = 0.005


class Forked:
    """A run of the program, looked at as `subprocess.Popen` would have it."""

    def __init__(self, process: int, said: IO[str]) -> None:
        self.pid = process
        self.returncode: int | None = None
        self._said = said

    def poll(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        if self.returncode is None:
            process, status = os.waitpid(self.pid, os.WNOHANG)
            if process:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def kill(self) -> None:
        """SIGKILL."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Ask it to end, or whatever `number` means to it."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; nothing, and what it had to say. Raises TimeoutError."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(GLANCE)
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
    from tests.soak import inside

    said = (diary.parent / f"{diary.name}.said").open("w+", encoding="utf-8")
    child = os.fork()
    if child:
        return Forked(child, said)
    try:
        os.dup2(said.fileno(), sys.stderr.fileno())
        code = inside.main(part, str(profile), str(diary), str(seed))
    except BaseException:  # noqa: BLE001 - this process ends here in any case
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        sys.stderr.flush()
    os._exit(code)
