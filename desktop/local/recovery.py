"""Putting another store in the place of one that is damaged, or not wanted: whole, or not at all.

The new one is built beside, gets a name that says what it is for, and is then exchanged. Whenever this is killed, the
next start goes on from there; the former file is kept under the name that the user is told.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, count
from pathlib import Path

from desktop.errors import StoreDamaged
from desktop.local import mirror
from desktop.local.backups import Backup, Backups
from desktop.local.files import create_private, put_in_place
from desktop.local.opening import exchange, instead_of, store_files
from desktop.local.salvage import carry_over
from desktop.local.store import open_store, transaction, translated
from marketplace import faults

KEPT = 3
"""So many damaged stores stay, and so many replaced ones: each can be as large as the store."""


def recover(path: Path, backups: Backups) -> str:
    """Instead of the damaged store: the newest good backup, or a fresh one, with what can still be read on top.

    Returns what to tell the user. The store can be opened afterwards. Raises DiskProblem.
    """
    kept = free_name(path, "damaged")
    for base in chain(backups.good(), [None]):
        try:
            carried = _build(path, base, kept, is_successor=True)
        except StoreDamaged:
            if base is None:
                raise
            continue  # found good by SQLite, and still not usable
        exchange(path)
        thin(path, "damaged", kept)
        return _told(base, kept, carried=carried)
    raise AssertionError("a fresh store can always be built")


def restore(path: Path, backup: Backup) -> str:
    """Instead of the store: `backup`, with the drafts, the outbox and the receipts of now on top.

    What was written since is still there, and what the backup would send is asked about before. Returns what to tell
    the user. Raises StoreDamaged where the backup is not good.
    """
    kept = free_name(path, "replaced")
    _build(path, backup, kept, is_successor=False)
    exchange(path)
    thin(path, "replaced", kept)
    return f"The backup of {said(backup)} was restored. The former store is kept as {kept.name}."


def _build(path: Path, base: Backup | None, kept: Path, *, is_successor: bool) -> bool:
    """Build the new store under the name that waits to be exchanged. False where nothing of the former was read."""
    making = path.with_name(f"{path.stem}.making{path.suffix}")
    for file in store_files(making):
        file.unlink(missing_ok=True)
    with translated(path):
        create_private(making)
        faults.point("recovery.begun")
        if base is not None:
            shutil.copyfile(base.path, making)
            faults.point("recovery.base_copied")
        with closing(open_store(making)) as store:
            carried = carry_over(path, store, is_successor=is_successor)
            if not mirror.is_readable(store):
                transaction(store, mirror.forget)
            faults.point("recovery.carried_over")
            store.execute("pragma wal_checkpoint(truncate)")
        faults.point("recovery.built")
        put_in_place(making, instead_of(path, kept))
        faults.point("recovery.waits_for_exchange")
    return carried


def free_name(path: Path, why: str) -> Path:
    """A name beside `path` that nothing has yet, so that no earlier copy is overwritten."""
    return next(name for name in _names(path, f"{why}-{time.strftime('%Y%m%d-%H%M%S')}") if not name.exists())


def thin(path: Path, why: str, newest: Path) -> None:
    """Let go of former stores that were put aside for the same reason long ago; never of the one that is told of."""
    former = sorted(path.parent.glob(f"{path.stem}.{why}-*{path.suffix}"), key=lambda each: each.stem, reverse=True)
    for old in [each for each in former if each != newest][KEPT - 1 :]:
        for file in store_files(old):
            file.unlink(missing_ok=True)


def _names(path: Path, stem: str) -> Iterator[Path]:
    endings = chain([""], (f"-{number}" for number in count(2)))
    return (path.with_name(f"{path.stem}.{stem}{ending}{path.suffix}") for ending in endings)


def _told(base: Backup | None, kept: Path, *, carried: bool) -> str:
    what = "Drafts and what was waiting were carried over" if carried else "Nothing in it could be read"
    if base is None:
        return f"The local store was damaged. {what}; the file is kept as {kept.name}."
    place = f"The backup of {said(base)} took its place"
    what = "with drafts and what was waiting as they were" if carried else "and nothing newer could be read"
    return f"The local store was damaged. {place}, {what}; the file is kept as {kept.name}."


def said(backup: Backup) -> str:
    """When a backup was taken, in words."""
    return time.strftime("%d %B %Y, %H:%M", time.localtime(backup.taken_at / 1000))
