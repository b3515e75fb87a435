"""Lists as windows over the store: keys of a section in order, records by key, counts. Cheap before the first paint.

Order is by time, newest first, then by arrival.
"""

import json
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from desktop.local.store import Connection

COLUMNS = (
    "position, kind, id, section, at, unread, pending, title, client, country, rating, spent, verified, pricing,"
    " low, high, duration, state, questions, wants, closes_at, earlier, preview"
)


class Record(NamedTuple):
    """A line of a list, unworded. `at` and `closes_at` are milliseconds since the epoch, `low` and `high` cents,
    `spent` whole dollars, `pricing` is `hourly`, `fixed` or `project`; `wants` is the job's kind of letter."""

    position: int
    kind: str
    id: str
    section: str
    at: int
    unread: int
    pending: int
    title: str
    client: str | None
    country: str | None
    rating: str | None
    spent: int | None
    verified: int | None
    pricing: str | None
    low: int | None
    high: int | None
    duration: str | None
    state: str | None
    questions: int | None
    wants: str | None
    closes_at: int | None
    earlier: int | None
    preview: str | None


class Count(NamedTuple):
    """How many things a section holds, and how many of them are unread."""

    total: int
    unread: int


def keys(connection: Connection, section: str) -> "array[int]":
    """All keys (`position`) of a section in the list's order."""
    rows = connection.execute(
        "select position from entry where section = ? order by at desc, position desc", (section,)
    )
    return array("q", (row[0] for row in rows))


def first(connection: Connection, section: str, most: int) -> list[Record]:
    """The first `most` records of a section."""
    rows = connection.execute(
        f"select {COLUMNS} from entry where section = ? order by at desc, position desc limit ?", (section, most)
    )
    return [Record(*row) for row in rows]


def records(connection: Connection, wanted: Sequence[int]) -> list[Record | None]:
    """The records of `wanted` keys, in that order; None where one has gone meanwhile."""
    rows = connection.execute(
        f"select {COLUMNS} from entry where position in (select value from json_each(?))", (json.dumps(list(wanted)),)
    )
    found = {row[0]: Record(*row) for row in rows}
    return [found.get(key) for key in wanted]


def record_of(connection: Connection, kind: str, thing: str) -> Record | None:
    """The record of one thing, or None."""
    row = connection.execute(f"select {COLUMNS} from entry where kind = ? and id = ?", (kind, thing)).fetchone()
    return None if row is None else Record(*row)


def beginning_with(connection: Connection, beginning: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Up to two things of these kinds, of any kind where none is named, whose id begins so; the whole id alone."""
    rows = connection.execute(
        "select kind, id from entry where substr(id, 1, ?1) = ?2"
        " and (?3 = '[]' or kind in (select value from json_each(?3))) order by id != ?2 limit 2",
        (len(beginning), beginning, json.dumps(list(kinds))),
    ).fetchall()
    found = [(str(row[0]), str(row[1])) for row in rows]
    return found[:1] if found and found[0][1] == beginning else found


def has_whole_copy(connection: Connection) -> bool:
    """Whether everything has been fetched at least once."""
    found = connection.execute(
        "select json_extract(cast(body as text), '$.is_complete') from document where name = 'cursor'"
    ).fetchone()
    return found is not None and bool(found[0])


def counts(connection: Connection) -> dict[str, Count]:
    """Sections that hold something."""
    return {
        row[0]: Count(row[1], row[2]) for row in connection.execute("select section, total, unread from section_count")
    }
