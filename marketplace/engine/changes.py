"""What changed for whom, in order: each account has a sequence of its own, and each thing stands in it once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    select,
    union_all,
    update,
)

from marketplace.contract.ids import AccountId, ClientId
from marketplace.engine.schema import account, change, invitation, proposal, room, room_member

TOUCHED = "touched"
"""Where a connection keeps the accounts that its transaction touches."""


# Made once: who waits for changes asks these again and again.
_HEAD = select(account.c.seq).where(account.c.id == bindparam("reader"))
_AFTER = (
    select(change.c.seq, change.c.kind, change.c.id, change.c.gone)
    .where(change.c.account == bindparam("reader"), change.c.seq > bindparam("since"))
    .order_by(change.c.seq)
    .limit(bindparam("most", type_=Integer))
)


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
        _forget(connection, rows)
        append(connection, reader, rows)


def append(connection: Connection, reader: AccountId, rows: Sequence[dict[str, object]]) -> None:
    """Give new change rows their places; none of their things may stand in the sequence yet."""
    first = _reserve(connection, reader, len(rows))
    connection.info.setdefault(TOUCHED, set()).add(reader)
    connection.execute(insert(change), [{**row, "seq": seq} for seq, row in enumerate(rows, first)])


def touch_client(connection: Connection, client: ClientId, reader: AccountId | None = None) -> None:
    """What readers see of `client` changed: everything that shows them is told again, to `reader` or to all.

    The things' own versions stay: nothing that a command could be based on is different.
    """
    shown: dict[AccountId, list[Thing]] = {}
    for owner, kind, id_ in connection.execute(_showing(client, reader)):
        shown.setdefault(owner, []).append(Thing(kind, id_))
    for owner, things in shown.items():
        touch(connection, owner, things)


def head(connection: Connection, reader: AccountId) -> int:
    """The last number of the sequence; 0 for nobody."""
    return connection.execute(_HEAD, {"reader": reader}).scalar() or 0


def after(connection: Connection, reader: AccountId, since: int, limit: int) -> list[Entry]:
    """At most `limit` entries after number `since`, in order."""
    rows = connection.execute(_AFTER, {"reader": reader, "since": since, "most": limit})
    return [Entry(seq, Thing(kind, id_), gone) for seq, kind, id_, gone in rows]


def _forget(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    connection.execute(
        delete(change).where(
            change.c.account == bindparam("account"), change.c.kind == bindparam("kind"), change.c.id == bindparam("id")
        ),
        rows,
    )


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
