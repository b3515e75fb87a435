"""The profile's lock: one instance for one profile."""

from pathlib import Path

from PySide6.QtCore import QLockFile


def hold(path: Path) -> QLockFile | None:
    """The lock, held; None where another instance holds it.

    A file that a dead process, another machine or a damaged disk left is taken over: as long as its holder lives, the
    system itself keeps it from being removed.
    """
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    is_held = lock.tryLock(0) or (lock.removeStaleLockFile() and lock.tryLock(0))
    return lock if is_held else None
