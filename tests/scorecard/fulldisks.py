"""Full disks: the store on a disk that has no room left at any write, and has some again later."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random

from desktop.errors import DiskProblem
from desktop.local.store import Connection, open_store, transaction, translated
from tests.faults import working
from tests.faults.power import Disk, plugged_in
from tests.scorecard.card import Outcome, Row
from tests.unit.desktop.things import a_store_in_memory

MOST_WRITES = 60


def measure(size: int, seed: int) -> Outcome:
    """Fill the disk `size` times."""
    with tempfile.TemporaryDirectory() as folder, plugged_in(seed) as disk:
        path = Path(folder, "bellhop.sqlite3")
        path.touch()
        failures = [f"seed {seed}: {each}" for each in _filled(disk, path, size, Random(seed))]
    return Outcome(f"{{size}} times full: {len(failures)} commits lost, damaged, or not gone on from", failures)


def _filled(disk: Disk, path: Path, size: int, chance: Random) -> Iterator[str]:
    numbers = count(1)
    with closing(open_store(path)) as store, closing(a_store_in_memory()) as wanted:
        store.pragma("wal_autocheckpoint", 0)  # SQLite passes over its errors; the bindings would raise them
        _do(store, wanted, path, working.first_step)
        for number in range(size):
            disk.full_after(chance.randrange(MOST_WRITES))
            step = _until_full(store, wanted, path, chance, numbers)
            found = working.content(store)
            disk.make_room()
            for table, rows in working.content(wanted).items():
                if found[table] != rows:
                    yield f"when full for the {number}th time: the table {table} is not as it was committed"
                    return
            _do(store, wanted, path, step)
            store.execute("pragma wal_checkpoint")
        if (answer := store.pragma("integrity_check")) != "ok":
            yield f"integrity_check says {answer}"
    with closing(open_store(path)) as again:
        if again.execute("select count(*) from draft_revision").fetchall() == [(0,)]:
            yield "nothing is there when it is opened again"


def _until_full(
    store: Connection, wanted: Connection, path: Path, chance: Random, numbers: "count[int]"
) -> working.Step:
    """Work until there is no room; returns what could not be done."""
    while True:
        step = working.next_step(wanted, chance, next(numbers))
        try:
            _do(store, wanted, path, step)
        except DiskProblem:
            return step


def _do(store: Connection, wanted: Connection, path: Path, step: working.Step) -> None:
    with translated(path):
        transaction(store, step)
    transaction(wanted, step)


ROW = Row(
    name="fulldisks",
    claim="A disk that is full at any write, and has room again later",
    target="0 commits lost, all gone on from without a restart",
    measure=measure,
    short=100,
    long=2_000,
)
