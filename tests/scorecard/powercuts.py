"""Power cuts: the store on a disk that forgets what was not flushed, cut off at any write, again and again."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from random import Random

from desktop.local.store import Connection, open_store, transaction
from tests.faults import working
from tests.faults.power import PowerCut, plugged_in
from tests.scorecard.card import Outcome, Row
from tests.unit.desktop.things import a_store_in_memory

CUTS_OF_A_DISK = 25
MOST_OPERATIONS = 400
PAGES_OF_THE_LOG = 40
"""When the log is folded into the file: early, so that cuts meet that, too."""


def measure(size: int, seed: int) -> Outcome:
    """Cut the power `size` times."""
    failures, steps = list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(0, size, CUTS_OF_A_DISK):
            desk = Desk(Path(folder) / f"{number}.sqlite3", seed + number)
            failures += (f"seed {seed + number}: {each}" for each in desk.live(min(CUTS_OF_A_DISK, size - number)))
            steps += desk.committed
    return Outcome(f"{{size}} cuts in {steps:,} commits: {len(failures)} damaged or lost", failures)


class Desk:
    """A store on such a disk, and beside it in memory what has to be in it."""

    def __init__(self, path: Path, seed: int) -> None:
        path.touch()
        self._path = path
        self._seed = seed
        self._chance = Random(seed)
        self._wanted = a_store_in_memory()
        self._numbers = count(1)
        self._unanswered: working.Step | None = working.first_step
        self.committed = 0

    def live(self, cuts: int) -> Iterator[str]:
        """Work through so many cuts. Says what is not as it has to be."""
        with plugged_in(self._seed) as disk, closing(self._wanted):
            for number in range(cuts):
                disk.cut_after(self._chance.randrange(1, MOST_OPERATIONS))
                with suppress(PowerCut):
                    self._work()
                disk.power_on()
                for problem in self._problems():
                    yield f"after cut {number}: {problem}"
                    return

    def _work(self) -> None:
        """Until the power fails; now and then the program is ended properly and started again."""
        while True:
            store = open_store(self._path)
            try:
                store.pragma("wal_autocheckpoint", PAGES_OF_THE_LOG)
                for _ in range(self._chance.randrange(1, 60)):
                    self._do(
                        store, self._unanswered or working.next_step(self._wanted, self._chance, next(self._numbers))
                    )
            finally:
                with suppress(PowerCut):
                    store.close()

    def _do(self, store: Connection, step: working.Step) -> None:
        self._unanswered = step
        transaction(store, step)
        transaction(self._wanted, step)
        self._unanswered = None
        self.committed += 1

    def _problems(self) -> Iterator[str]:
        """Everything that was committed is there, and what was being committed wholly or not at all."""
        with closing(open_store(self._path)) as store:
            if (answer := store.pragma("integrity_check")) != "ok":
                yield f"integrity_check says {answer}"
            found = working.content(store)
        if found != working.content(self._wanted) and self._unanswered is not None:
            transaction(self._wanted, self._unanswered)
            self._unanswered = None
        for table, rows in working.content(self._wanted).items():
            if found[table] != rows:
                yield f"the table {table} is not as it was committed"


ROW = Row(
    name="powercuts",
    claim="Power cuts at any write, on a disk that drops and reorders what was not flushed",
    target="0 damaged, 0 commits lost",
    measure=measure,
    short=300,
    long=5_000,
)
