"""An update: a store of the first version with many things in it, backed up and brought up to date by one start."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw

from desktop.local.backups import Backups
from desktop.local.opening import open_or_recover
from desktop.local.schema import VERSION
from desktop.local.store import Connection, one
from tests.scorecard.card import Outcome, Row
from tests.support.released import VERSIONS
from tests.unit.desktop.things import NOW

MOST_SECONDS = 5.0
COLUMNS = (
    "kind, section, at, unread, pending, title, client, country, rating, spent, verified, pricing, low, high, duration,"
    " state, questions, wants, closes_at, earlier, preview, version, body"
)
MANY = f"""
with recursive numbers (number) as (select 1 union all select number + 1 from numbers where number < ?1)
insert into entry (id, {COLUMNS})
select 'many-' || number, {COLUMNS} from numbers
join (select * from entry where kind = 'invitation' and body is not null limit 1)
"""


def measure(size: int, _seed: int) -> Outcome:
    """Bring one of `size` rows up to date."""
    with tempfile.TemporaryDirectory() as folder:
        path, backups = Path(folder, "bellhop.sqlite3"), Path(folder, "backups")
        shutil.copy(VERSIONS[1], path)
        with closing(apsw.Connection(str(path))) as former:
            former.execute(MANY, (size,))
        megabytes, began = path.stat().st_size / 1e6, time.monotonic()
        with closing(open_or_recover(path, backups, NOW).connection) as store:
            seconds = time.monotonic() - began
            failures = list(_problems(store, backups, size))
    if seconds > MOST_SECONDS:
        failures.append(f"it took {seconds:.1f} s")
    return Outcome(f"{{size}} rows, {megabytes:.0f} MB, in {seconds:.1f} s: {len(failures)} problems", failures)


def _problems(store: Connection, backups: Path, size: int) -> Iterator[str]:
    if store.pragma("user_version") != VERSION:
        yield "the store is still one of the first version"
    if one(store, "select count(*) from entry where id like 'many-%'") != size:
        yield "not every row is there"
    if next(Backups(backups).good(), None) is None:
        yield "there is no good backup of how it was"


ROW = Row(
    name="upgrade",
    claim="A store of the first version with {size} rows, backed up and brought up to date at a start",
    target=f"≤ {MOST_SECONDS:.0f} s, every row there",
    measure=measure,
    short=20_000,
    long=100_000,
)
