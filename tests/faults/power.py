"""A disk without power, or without room, for a while: a VFS for SQLite, whose writes are safe once they were flushed.

Everything lives in memory. Each file is what is on the platter, and what was written since the last flush. `cut()` lets
the power fail: of every sector written since then, any of its states may be the one that is found, the oldest as well
as the newest; a file whose name was not flushed may be gone, one that was deleted may be back. SQLite's WAL needs
shared memory that such a VFS does not have, so connections on it have to hold the file exclusively.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import apsw

SECTOR = 512
NEVER = 1 << 60
JOURNALS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL


class PowerCut(Exception):
    """The process that this is raised in is no more."""


class _File:
    """The content that its writer sees, and everything that the platter may hold."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.is_named = False
        self._safe = b""
        self._possible = dict[int, list[bytes]]()
        self._sizes = list[int]()

    def write(self, offset: int, data: bytes) -> None:
        """Write, for now into the cache."""
        end = offset + len(data)
        self.content.extend(bytes(max(0, end - len(self.content))))
        self.content[offset:end] = data
        self._note(offset, end)

    def truncate(self, size: int) -> None:
        """Cut off, for now in the cache."""
        del self.content[size:]
        self._sizes.append(size)

    def flush(self) -> None:
        """Everything is on the platter."""
        self._safe, self.is_named = bytes(self.content), True
        self._possible.clear()
        self._sizes.clear()

    def cut(self, chance: Random) -> bool:
        """Become what is found after the power has failed. False where the file itself is not found."""
        if not self.is_named and chance.random() < 0.5:
            return False
        found = bytearray(self._safe)
        for sector, states in self._possible.items():
            state = chance.choice([None, *states])
            if state is not None:
                start = sector * SECTOR
                found.extend(bytes(max(0, start + len(state) - len(found))))
                found[start : start + len(state)] = state
        if self._sizes and chance.random() < 0.5:
            del found[self._sizes[-1] :]
        self.content = found
        self.flush()
        return True

    def _note(self, start: int, end: int) -> None:
        for sector in range(start // SECTOR, (end - 1) // SECTOR + 1):
            state = bytes(self.content[sector * SECTOR : (sector + 1) * SECTOR])
            self._possible.setdefault(sector, []).append(state)
        self._sizes.append(len(self.content))


class Disk(apsw.VFS):
    """Use it through `plugged_in`. `operations` says how many writes and flushes are let through before the cut."""

    NAME = "power"

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._files = dict[str, _File]()
        self._deleted = dict[str, _File]()
        self._left = NEVER
        self._room = NEVER
        super().__init__(self.NAME, "", makedefault=True)

    def cut_after(self, operations: int) -> None:
        """Let the power fail at the next write, flush, truncation or deletion after so many."""
        self._left = operations

    def full_after(self, writes: int) -> None:
        """Have no room for anything after so many writes."""
        self._room = writes

    def make_room(self) -> None:
        """Somebody has freed some space."""
        self._room = NEVER

    def take_room(self) -> None:
        """One more write. Raises FullError where it is one too many."""
        if self._room <= 0:
            raise apsw.FullError
        self._room -= 1

    def power_on(self) -> None:
        """What is found when the power is back."""
        self._left = NEVER
        for name, file in self._deleted.items():
            if name not in self._files and self._chance.random() < 0.5:
                self._files[name] = file
        self._deleted.clear()
        self._files = {name: file for name, file in self._files.items() if file.cut(self._chance)}

    def flush_directory(self) -> None:
        """Names that came or went are on the platter."""
        self._deleted.clear()
        for file in self._files.values():
            file.is_named = True

    def operate(self) -> None:
        """One more operation. Raises PowerCut where it is one too many."""
        if self._left <= 0:
            raise PowerCut
        self._left -= 1

    # --- what SQLite asks of a VFS ------------------------------------------------------------------------

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        """Open, or create, a file; one without a name is a temporary one."""
        path = name.filename() if hasattr(name, "filename") else str(name)
        flags[1] = flags[0]
        is_journal = bool(flags[0] & JOURNALS) and bool(flags[0] & apsw.SQLITE_OPEN_CREATE)
        return _Handle(self, self._files.setdefault(path, _File()), is_journal=is_journal)

    def xAccess(self, path: str, _flags: int) -> bool:  # noqa: N802
        """Whether a file is there."""
        return path in self._files

    def xDelete(self, path: str, sync: bool) -> None:  # noqa: N802
        """Delete a file; where its directory is not flushed it may come back."""
        self.operate()
        file = self._files.pop(path, None)
        if sync:
            self.flush_directory()
        elif file is not None:
            self._deleted[path] = file

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        """Names are as they are."""
        return name


class _Handle:
    """One open file."""

    def __init__(self, disk: Disk, file: _File, *, is_journal: bool) -> None:
        self._disk = disk
        self._file = file
        self._flushes_directory = is_journal

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self._file.content[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.operate()
        self._disk.take_room()
        self._file.write(offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.operate()
        self._file.truncate(size)

    def xSync(self, _flags: int) -> bool:  # noqa: N802
        self._disk.operate()
        self._file.flush()
        if self._flushes_directory:  # as SQLite's own does, at the first flush of a journal that it made
            self._flushes_directory = False
            self._disk.flush_directory()
        return True

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._file.content)

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, _operation: int, _pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0

    def xClose(self) -> None:  # noqa: N802
        pass


@contextmanager
def plugged_in(seed: int) -> Iterator[Disk]:
    """While this lasts, every connection of this process is on the disk, alone."""
    former = list(apsw.connection_hooks)
    apsw.connection_hooks.append(_hold_alone)
    disk = Disk(seed)
    try:
        yield disk
    finally:
        disk.unregister()
        apsw.connection_hooks[:] = former


def _hold_alone(connection: apsw.Connection) -> None:
    connection.pragma("locking_mode", "exclusive")
