"""What changed for whom, in order: each account has a sequence of its own, and each thing stands in it once."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    literal,
    select,
    text,
    union_all,
    update,
)

from marketplace.contract.ids import AccountId, ClientId
from marketplace.engine.prepared import Prepared
from marketplace.engine.schema import account, change, invitation, proposal, room, room_member

TOUCHED = "touched"
"""Where a connection keeps the accounts that its transaction touches."""


_HEAD = Prepared(select(account.c.seq).where(account.c.id == bindparam("reader", type_=String)))


def stretch(most: ColumnElement[int]) -> Select[int, str, str, bool]:
    """At most `most` entries of the sequence of `reader` after number `since`, in order."""
    entries = select(change.c.seq, change.c.kind, change.c.id, change.c.gone)
    reader, since = bindparam("reader", type_=String), bindparam("since", type_=BigInteger)
    after = entries.where(change.c.account == reader, change.c.seq > since)
    return after.order_by(change.c.seq).limit(most)


_AFTER = Prepared(stretch(bindparam("most", type_=Integer)))


class Thing(NamedTuple):
    """Something that a page of changes can hold: `kind` is its entity's tag."""

    kind: str
    id: str


class Entry(NamedTuple):
    """One line of the sequence."""

    seq: int
    thing: Thing
    gone: bool


def watch(connection: Connection) -> set[AccountId]:
    """The accounts that this transaction touches from now on, as a set that fills itself."""
    touched: set[AccountId] = set()
    connection.info[TOUCHED] = touched
    return touched


def touch(connection: Connection, reader: AccountId, things: Iterable[Thing]) -> None:
    """`things` changed for `reader`: they move to the end of their sequence, in the given order."""
    rows = [{"account": reader, "kind": thing.kind, "id": thing.id, "gone": False} for thing in dict.fromkeys(things)]
    if rows:
        connection.execute(_MOVE, placed(connection, reader, rows))


def touch_client(connection: Connection, client: ClientId, reader: AccountId | None = None) -> None:
    """What readers see of `client` changed: everything that shows them is told again, to `reader` or to all.

    The things' own versions stay: nothing that a command could be based on is different.
    """
    shown: dict[AccountId, list[Thing]] = {}
    for owner, kind, id_ in connection.execute(_showing(client, reader)):
        shown.setdefault(owner, []).append(Thing(kind, id_))
    for owner, things in shown.items():
        touch(connection, owner, things)


def head(connection: Connection, reader: AccountId) -> int | None:
    """The last number of the sequence; None where there is no such account."""
    found = _HEAD.rows(connection, {"reader": reader})
    return int(found[0].seq) if found else None


def heads(connection: Connection, readers: Collection[AccountId]) -> dict[AccountId, int]:
    """The last numbers of many sequences."""
    rows = connection.execute(select(account.c.id, account.c.seq).where(account.c.id.in_(readers)))
    return {AccountId(id_): seq for id_, seq in rows}


def after(connection: Connection, reader: AccountId, since: int, limit: int) -> list[Entry]:
    """At most `limit` entries after number `since`, in order."""
    rows = _AFTER.rows(connection, {"reader": reader, "since": since, "most": limit})
    return [Entry(row.seq, Thing(row.kind, row.id), row.gone) for row in rows]


# In words that both databases have, because SQLAlchemy has them for each one apart. On PostgreSQL who deletes has read,
# and meets everybody whose rows are near by; who inserts has not.
_MOVE = text(
    "insert into change (account, seq, kind, id, gone) values (:account, :seq, :kind, :id, :gone)"
    " on conflict (account, kind, id) do update set seq = excluded.seq, gone = excluded.gone"
)


def placed(connection: Connection, reader: AccountId, rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """`rows` with their places at the end of the sequence, where none of their things may stand yet."""
    first = _reserve(connection, reader, len(rows))
    connection.info.setdefault(TOUCHED, set()).add(reader)
    return [{**row, "seq": seq} for seq, row in enumerate(rows, first)]


def _reserve(connection: Connection, reader: AccountId, count: int) -> int:
    """Take the next `count` numbers; returns the first of them."""
    taken = update(account).where(account.c.id == reader).values(seq=account.c.seq + count).returning(account.c.seq)
    return int(connection.execute(taken).scalar_one()) - count + 1


def _showing(client: ClientId, reader: AccountId | None) -> Select[AccountId, str, str]:
    sitting = room_member.join(room, room.c.id == room_member.c.room)
    parts = (
        _of(invitation, invitation.c.account, invitation, client, reader),
        _of(proposal, proposal.c.account, proposal, client, reader),
        _of(room, room_member.c.account, sitting, client, reader),
    )
    return select(union_all(*parts).subquery())


def _of(
    table: Table, owner: Column[AccountId], rows: FromClause, client: ClientId, reader: AccountId | None
) -> Select[AccountId, str, str]:
    things = select(owner, literal(table.name).label("kind"), table.c.id).select_from(rows)
    theirs = things.where(table.c.client == client)
    return theirs if reader is None else theirs.where(owner == reader)
