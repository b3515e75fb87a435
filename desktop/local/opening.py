"""Opening the store at the start, whatever state it is in. Before the first paint, so nothing heavy is imported."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from desktop.errors import StoreDamaged
from desktop.local.files import flush_directory
from desktop.local.schema import VERSION
from desktop.local.store import Connection, open_store
from marketplace import faults

INSTEAD_OF = ".instead-of"
UNCHECKED = ".unchecked"
"""What a copy is called at its end until it was found good."""
_VERSION_AT = 60


class Opened(NamedTuple):
    """The connection that writes, and what to tell the user, if anything."""

    connection: Connection
    notice: str


def open_or_recover(path: Path, backups: Path, now: int) -> Opened:
    """The store at `path`; a damaged one is replaced by the newest good of `backups`, and what can be read of it.

    A store of an earlier version is backed up before it is brought up to date. Raises StoreNewer or DiskProblem.
    """
    exchange(path)
    try:
        _expect_something(path, backups)
        _back_up_before_migration(path, backups, now)
        return Opened(open_store(path), "")
    except StoreDamaged:
        from desktop.local.backups import Backups
        from desktop.local.recovery import recover

        notice = recover(path, Backups(backups))
        return Opened(open_store(path), notice)


def share_copied(path: Path, backups: Path) -> float:
    """How much of the store has been copied by who backs it up, or recovers it, right now: 0 to 1."""
    making = path.with_name(f"{path.stem}.making{path.suffix}")
    sizes = [_size(file) for file in (making, *backups.glob(f"*{UNCHECKED}"))]
    return min(1.0, max(sizes) / max(1, _size(path)))


def instead_of(path: Path, kept: Path) -> Path:
    """The name under which a finished file waits to be `path`; what is there now will be `kept`."""
    return path.with_name(f"{path.stem}{INSTEAD_OF}{kept.name.removeprefix(path.stem)}")


def exchange(path: Path) -> None:
    """Finish what a recovery has begun: the file that waits to take the place of `path` takes it."""
    for made in path.parent.glob(f"{path.stem}{INSTEAD_OF}*{path.suffix}"):
        kept = path.with_name(made.name.replace(INSTEAD_OF, "", 1))
        for file, other in zip(store_files(path), store_files(kept), strict=True):
            with suppress(FileNotFoundError):
                file.rename(other)
                faults.point("exchange.put_aside")
        made.replace(path)
        faults.point("exchange.replaced")
        flush_directory(path.parent)


def store_files(path: Path) -> Iterator[Path]:
    """The file, and those that SQLite may have beside it."""
    return (Path(f"{path}{ending}") for ending in ("", "-wal", "-shm", "-journal"))


def _expect_something(path: Path, backups: Path) -> None:
    """An empty file is a new store only where there never was another."""
    if not _begins(path) and any(backups.glob("bellhop-*.sqlite3")):
        raise StoreDamaged(f"The local store {path.name} is empty.")


def is_earlier(path: Path) -> bool:
    """Whether a store of an earlier version is there, by what its header says."""
    return 0 < int.from_bytes(_begins(path)[_VERSION_AT : _VERSION_AT + 4], "big") < VERSION


def _back_up_before_migration(path: Path, backups: Path, now: int) -> None:
    if is_earlier(path):
        from desktop.local.backups import Backups

        Backups(backups).take(path, now)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _begins(path: Path) -> bytes:
    """The header of the file; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError:
        return b""
