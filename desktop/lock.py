"""The profile's lock: whoever holds it syncs, delivers and repairs; others may read, write, and tell the holder.

It is the system's own lock on an open file, so it ends with its holder, however that ends, and what lies in the file
means nothing.
"""

import os
import sys
from pathlib import Path

from desktop.errors import ProfileProblem

if sys.platform == "win32":
    import msvcrt

    def _claim(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _claim(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A lock that is held until it is let go, or the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def unlock(self) -> None:
        """Let it go."""
        os.close(self._descriptor)


def hold(path: Path) -> Lock | None:
    """The lock, held; None where another process holds it. Raises ProfileProblem where the disk knows no locks."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _no_lock(path, error) from error
    try:
        _claim(descriptor)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except OSError as error:
        os.close(descriptor)
        raise _no_lock(path, error) from error
    return Lock(descriptor)


def _no_lock(path: Path, error: OSError) -> ProfileProblem:
    return ProfileProblem(
        f"The profile {path.parent} cannot be locked ({error.strerror}), so two programs could write to it at once."
        " Choose another with --profile, on a disk of this computer."
    )
