"""A damaged file in memory, behind a header and a schema of ours: what leads to its tables is known without it.

Tables are always made in the same order, so that a row of the damaged schema is known by its place, whatever it calls
itself. Where even that row is gone, its table is looked for where it begins in a store that was never migrated.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import apsw

from desktop.local import pages
from desktop.local.store import Connection

SIZE = 4096
_PAGES_AT = slice(28, 32)
"""Where the header says how many pages there are."""


class Entry(NamedTuple):
    """A row of a schema: the table or index `name`, which begins on page `root`."""

    place: int
    kind: str
    name: str
    table: str
    root: int
    sql: str | None


def relaid(damaged: Path, store: Connection, tables: Collection[str]) -> Connection:
    """`damaged` as it lies, its log included, in which `tables` are where they must be by the schema of `store`."""
    found = pages.read(damaged)
    count = max(found, default=1)
    connection = apsw.Connection(":memory:")
    content = _first_page(count) + b"".join(_fitting(found.get(number)) for number in range(2, count + 1))
    connection.deserialize("main", content)
    connection.pragma("writable_schema", True)
    for each in _schema(damaged, store, tables, count):
        connection.execute("insert into sqlite_schema values (?, ?, ?, ?, ?)", each[1:])
    connection.execute("pragma writable_schema = reset")
    return connection


def _first_page(count: int) -> bytes:
    """The first page of a database of so many pages that has no tables yet."""
    fresh = apsw.Connection(":memory:")
    fresh.pragma("user_version", 1)
    page = bytearray(fresh.serialize("main"))
    page[_PAGES_AT] = count.to_bytes(4, "big")
    return bytes(page)


def _fitting(page: bytes | None) -> bytes:
    return page if page is not None and len(page) == SIZE else bytes(SIZE)


def _schema(damaged: Path, store: Connection, tables: Collection[str], count: int) -> Iterator[Entry]:
    """What leads to `tables`, with the pages on which they begin in the damaged file."""
    said = {row.key: row.values for row in pages.rows(damaged) if row.key is not None and len(row.values) == 5}
    for row in store.execute("select rowid, type, name, tbl_name, rootpage, sql from sqlite_schema order by rowid"):
        ours = Entry(*row)
        if ours.table in tables and ours.kind in {"table", "index"}:
            root = said.get(ours.place, ours[1:])[3]
            yield ours._replace(root=root) if isinstance(root, int) and 1 < root <= count else ours
