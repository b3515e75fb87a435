"""What exists only here, read out of a store that is damaged and put on top of one that is good.

A table is read from its beginning and, where it breaks off, from its end; the same once more behind a header and a
schema that are not damaged; then whatever of it lies on pages that nothing leads to any more. What is not found leaves
standing what the good store has: a draft goes only where its receipt is, and a command that nothing more is known of is
asked about.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import apsw
import msgspec

from desktop.local import dispatch, drafts, interviews, looks, outbox, pages, posts, receipts
from desktop.local.forms import FORMS, Row
from desktop.local.relaid import relaid
from desktop.local.store import Connection, one, transaction
from marketplace.contract.refusals import Refusal

KEYS = {
    "document": ("name",),
    "blob": ("id",),
    "attachment_source": ("blob",),
    "receipt": ("command",),
    "post": ("id",),
    "draft": ("id",),
    "draft_revision": ("draft", "revision"),
    "interview_answer": ("draft", "place"),
    "outbox": ("position",),
}
"""The tables, in the order in which they are put in, and the key that each is read along."""

INDEX = "draft_of"
"""What drafts are written to, said a second time: not put in, but asked where a draft says what cannot be."""

OF_THE_STORE = {"cursor", "search"}
"""Documents that say something about the good store itself."""


class Found(NamedTuple):
    """What could be read of a table."""

    rows: list[Row]
    is_whole: bool


NOTHING = Found([], False)


def carry_over(damaged: Path, store: Connection, *, is_successor: bool) -> bool:
    """Put what `damaged` still says on top of `store`, in one transaction. False where nothing could be read.

    `is_successor` says that `store` is an earlier state of `damaged`: a command that has gone from there since was
    delivered, or taken back.
    """
    columns = {table: _columns(store, table) for table in KEYS}
    found = _read(damaged, store, columns)
    transaction(store, _put_on_top, found, knows_all=is_successor and found["outbox"].is_whole)
    return any(table.is_whole or table.rows for table in found.values())


def _columns(store: Connection, table: str) -> list[str]:
    return [name for _, name, *_ in store.execute(f"pragma table_info({table})")]


# --- reading ----------------------------------------------------------------------------------------------


def _read(damaged: Path, store: Connection, columns: Mapping[str, list[str]]) -> dict[str, Found]:
    """By table, and under `INDEX` what drafts are written to. `columns` are those of the good store."""
    found = _read_tables(partial(apsw.Connection, str(damaged), flags=apsw.SQLITE_OPEN_READONLY), columns)
    if not all(table.is_whole for table in found.values()):
        for others in (_read_tables(partial(relaid, damaged, store, KEYS), columns), _read_pages(damaged)):
            found = {
                table: rows if rows.is_whole else _and(rows, others[table].rows, KEYS.get(table, KEYS["draft"]))
                for table, rows in found.items()
            }
    return found | {"draft": _and(found["draft"], _bare(found[INDEX].rows), KEYS["draft"])}


def _read_tables(opened: Callable[[], Connection], columns: Mapping[str, list[str]]) -> dict[str, Found]:
    try:
        with closing(opened()) as source:
            return {table: _read_table(source, table, columns[table]) for table in KEYS} | {INDEX: _read_index(source)}
    except apsw.Error:
        return dict.fromkeys((*KEYS, INDEX), NOTHING)


def _read_pages(damaged: Path) -> dict[str, Found]:
    """Rows of those tables that hold what was typed, known by their form: nothing else says whose they are."""
    found = {table: list[Row]() for table in FORMS}
    for row in pages.rows(damaged):
        for table, form in FORMS.items():
            if form.fits(row):
                found[table].append(form.named(row))
    return dict.fromkeys(KEYS, NOTHING) | {table: Found(rows, False) for table, rows in found.items()}


def _and(found: Found, others: list[Row], key: tuple[str, ...]) -> Found:
    """`found`, and behind it what only other places still say."""
    known = {tuple(row[column] for column in key) for row in found.rows}
    more = {tuple(row[column] for column in key): row for row in others}
    return found._replace(rows=[*found.rows, *(row for name, row in more.items() if name not in known)])


def _read_table(source: Connection, table: str, columns: Sequence[str]) -> Found:
    """Columns are known by their place: what the damaged file calls them may be garbled as well."""
    places = [columns.index(column) + 1 for column in KEYS[table]]
    ascending, descending = (", ".join(f"{place} {way}" for place in places) for way in ("asc", "desc"))
    forward, is_whole = _read_until_damage(source, f"select * from {table} order by {ascending}", columns)
    if is_whole:
        return Found(forward, True)
    backward, _ = _read_until_damage(source, f"select * from {table} order by {descending}", columns)
    rows = {tuple(row[column] for column in KEYS[table]): row for row in (*backward, *forward)}
    return Found(list(rows.values()), False)


def _read_until_damage(source: Connection, sql: str, columns: Sequence[str]) -> tuple[list[Row], bool]:
    """Rows by `columns`, of which an earlier version lacks the last ones; and whether that was all."""
    rows = list[Row]()
    with suppress(apsw.Error, UnicodeDecodeError):
        for row in source.execute(sql):
            rows.append(dict(zip(columns, row, strict=False)))
        return rows, True
    return rows, False


def _read_index(source: Connection) -> Found:
    """Whose a draft is stands in its index a second time; which state it is in can be told from the outbox."""
    columns = ("id", "invitation", "direct")
    sql = f"select {', '.join(columns)} from draft indexed by {INDEX}"
    rows, is_whole = _read_until_damage(source, sql, columns)
    return Found(rows, is_whole)


def _bare(rows: list[Row]) -> list[Row]:
    return [{**row, "state": "", "revision": 0} for row in rows]


# --- writing ----------------------------------------------------------------------------------------------


def _put_on_top(store: Connection, found: dict[str, Found], *, knows_all: bool) -> None:
    subjects = outbox.subjects(store)
    if knows_all:
        store.execute("delete from outbox")
    else:
        outbox.ask_first(store)
    written = {row["draft"] for row in found["draft_revision"].rows}
    said_twice = {row["id"]: row for row in found[INDEX].rows}
    for table in KEYS:
        for row in found[table].rows:
            if table == "draft":
                row = _as_it_was(store, row, said_twice.get(row["id"]))
            if _is_readable(table, row) and (table != "draft" or row["id"] in written):
                with suppress(apsw.ConstraintError):  # a value that was garbled
                    _put(store, table, row)
    receipts.prevail(store)
    drafts.mend(store)
    outbox.forget_unreadable(store)
    dispatch.show_all(store, subjects)
    looks.show_proposals_on_their_way(store)


def _as_it_was(store: Connection, draft: Row, said_twice: Row | None) -> Row:
    """A draft that is written to something that is not there, where its index names something that is."""
    if said_twice is None or _is_there(store, draft) or not _is_there(store, said_twice):
        return draft
    return draft | {"invitation": said_twice["invitation"], "direct": said_twice["direct"]}


def _is_there(store: Connection, draft: Row) -> bool:
    return looks.invitation(store, draft["invitation"]) is not None


def _put(store: Connection, table: str, row: Row) -> None:
    if table == "draft":
        if row["state"] not in drafts.STATES:
            row = row | {"state": "sending"}  # what is not in the outbox will be open again
        store.execute(
            "delete from draft where invitation = ? and direct = ? and id != ?",
            (row["invitation"], row["direct"], row["id"]),
        )
    if table == "outbox":
        store.execute("delete from outbox where id = ?", (row["id"],))
        if one(store, "select 1 from outbox where position = ?", (row["position"],)):
            row = row | {"position": None}  # the number means another command here; this one goes behind it
    columns, keys = ", ".join(row), KEYS[table]
    changes = ", ".join(f"{column} = excluded.{column}" for column in row if column not in keys)
    store.execute(
        f"insert into {table} ({columns}) values ({', '.join('?' for _ in row)})"
        f" on conflict ({', '.join(keys)}) do update set {changes}",
        tuple(row.values()),
    )


def _is_readable(table: str, row: Row) -> bool:
    """Whether a row says something that the program can go on with."""
    match table:
        case "document":
            return row["name"] not in OF_THE_STORE
        case "draft_revision":
            return drafts.is_readable(row["fields"])
        case "draft":
            return row.get("refusal") is None or _is_refusal(row["refusal"])
        case "post":
            return posts.is_readable(row["body"])
        case "interview_answer":
            return interviews.is_readable(row["answer"])
        case _:
            return True


def _is_refusal(body: bytes) -> bool:
    try:
        msgspec.json.decode(body, type=Refusal)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return False
    return True
