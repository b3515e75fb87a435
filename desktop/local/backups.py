"""Backups of the store, and of what else is one file: copied as of one moment, checked, and only then given a name. Old
ones are thinned.

A copy that fails its check never gets a name, so it can push no good one out.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import apsw

from desktop.errors import StoreDamaged
from desktop.local.files import create_private, put_in_place
from desktop.local.opening import UNCHECKED
from desktop.local.schema import APPLICATION_ID, VERSION
from desktop.local.store import one, translated
from desktop.local.thinning import DAY, MONTH, WEEK, Rung, kept
from marketplace import faults

NEWEST = 8
RUNGS = (Rung(DAY, 7), Rung(WEEK, 4), Rung(MONTH, 6))
MOST_BYTES = 1_000_000_000
"""What all backups may weigh together; the two newest stay whatever they weigh."""

_PAGES = 4_096
_FORM = "%Y%m%d-%H%M%S"
_ENDING = ".sqlite3"


class Backup(NamedTuple):
    """A copy of the store as it was at `taken_at`, in milliseconds since the epoch."""

    path: Path
    taken_at: int

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.path.stem

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size


def is_good(path: Path) -> bool:
    """Whether `path` is a store of ours, not newer than we are, that SQLite finds no damage in."""
    try:
        with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as copy:
            is_known = 0 < int(copy.pragma("user_version")) <= VERSION
            is_ours = int(copy.pragma("application_id")) == APPLICATION_ID
            return is_known and is_ours and str(one(copy, "pragma quick_check(1)")) == "ok"
    except (apsw.Error, UnicodeDecodeError):
        return False


def _copy(store: Path, place: Path) -> None:
    """Through SQLite's backup API, in steps, all of which see the store as it was at the first."""
    with (
        closing(apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READONLY)) as source,
        closing(apsw.Connection(str(place))) as copy,
    ):
        source.set_busy_timeout(10_000)
        copy.pragma("synchronous", "off")  # it is flushed once, as a whole
        source.execute("begin")
        one(source, "select count(*) from sqlite_schema")
        with copy.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(_PAGES)
        # One file, without a log beside it.
        copy.pragma("journal_mode", "delete")


class Subject(NamedTuple):
    """What is kept safe: how its backups are named, how it is copied as of one moment into an empty file, and whether a
    copy is good. What `copy` raises is a StoreDamaged or a DiskProblem.
    """

    name: str
    copy: Callable[[Path, Path], None]
    is_good: Callable[[Path], bool]


STORE = Subject("bellhop", _copy, is_good)


class Backups:
    """The backups of one subject in a directory. Blocking; call it from a thread that may wait."""

    def __init__(self, directory: Path, subject: Subject = STORE) -> None:
        self._directory = directory
        self._subject = subject

    def newest_first(self) -> list[Backup]:
        """All backups. A file is one by its name, which says when it was taken."""
        found = [_backup(path, self._subject) for path in self._directory.glob(f"{self._subject.name}-*{_ENDING}")]
        return sorted((each for each in found if each is not None), key=lambda each: each.taken_at, reverse=True)

    def named(self, name: str) -> Backup | None:
        """One backup by its name, with or without its ending."""
        wanted = name.removesuffix(_ENDING)
        return next((each for each in self.newest_first() if each.name == wanted), None)

    def good(self) -> Iterator[Backup]:
        """Backups that can be restored, newest first; each is checked when it is asked for."""
        return (each for each in self.newest_first() if self._subject.is_good(each.path))

    def take(self, store: Path, now: int) -> Backup:
        """A backup of `store` as it is now; then the old ones are thinned. Raises StoreDamaged or DiskProblem.

        Nobody who writes to the store waits for it.
        """
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        backup = Backup(self._directory / f"{self._subject.name}-{_stamp(now)}{_ENDING}", now)
        copy_checked(store, backup.path, self._subject)
        self._thin()
        return backup

    def _thin(self) -> None:
        backups = self.newest_first()
        stay = kept((each.taken_at for each in backups), NEWEST, RUNGS)
        weight = 0
        for number, backup in enumerate(backups):
            weight += backup.size
            if backup.taken_at not in stay or (number >= 2 and weight > MOST_BYTES):
                backup.path.unlink(missing_ok=True)
                faults.point("backups.thinned")


def copy_checked(store: Path, place: Path, subject: Subject = STORE) -> None:
    """A copy of `store` as of one moment, at `place`, where it appears only when it is whole and was found good."""
    unchecked = place.with_name(f"{place.name}{UNCHECKED}")
    unchecked.unlink(missing_ok=True)
    try:
        with translated(store):
            create_private(unchecked)
            faults.point("backups.begun")
            subject.copy(store, unchecked)
            faults.point("backups.copied")
            if not subject.is_good(unchecked):
                raise StoreDamaged(f"The file {store.name} is damaged: its copy was not kept as a backup.")
            faults.point("backups.checked")
            put_in_place(unchecked, place)
            faults.point("backups.kept")
    finally:
        unchecked.unlink(missing_ok=True)


def _stamp(now: int) -> str:
    moment = datetime.fromtimestamp(now / 1000, UTC)
    return f"{moment:{_FORM}}-{now % 1000:03}"


def _backup(path: Path, subject: Subject) -> Backup | None:
    try:
        stamp, thousandths = path.stem.removeprefix(f"{subject.name}-").rsplit("-", 1)
        moment = datetime.strptime(stamp, _FORM).replace(tzinfo=UTC)
        return Backup(path, int(moment.timestamp()) * 1000 + int(thousandths))
    except ValueError:
        return None
