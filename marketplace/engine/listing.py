"""Lists of what one party may see, the newest first, in pages by key: each page costs the same, wherever it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, literal, select, tuple_

from marketplace.contract.entities import AnyEntity, JobPost, Message, Party
from marketplace.contract.ids import ClientId, RoomId
from marketplace.engine.pages import LOADERS
from marketplace.engine.reader import Reader
from marketplace.engine.rooms import message_of
from marketplace.engine.schema import invitation, job, message, notification, proposal, room, room_member
from marketplace.engine.searching import has_all


class Place(NamedTuple):
    """Where a page ends: the moment and the id of its last thing."""

    at: datetime
    id: str


class Wanted(NamedTuple):
    """Which job posts: one client's, all or those that are open, in which each of the `words` begins one."""

    client: ClientId
    words: str = ""
    is_open: bool = False


class _Order(NamedTuple):
    """What orders a list."""

    table: Table
    at: ColumnElement[datetime]


ORDERS: Mapping[str, _Order] = {
    "invitation": _Order(invitation, invitation.c.sent_at),
    "proposal": _Order(proposal, proposal.c.submitted_at),
    "room": _Order(room, room.c.last_at),
    "notification": _Order(notification, notification.c.at),
}


def things(reader: Reader, kind: str, before: Place | None, limit: int) -> tuple[Sequence[AnyEntity], Place | None]:
    """At most `limit` things of `kind` behind `before`, and where the next page begins; None where there is none."""
    order = ORDERS[kind]
    places, following = _page(reader, order, _mine(reader, order), before, limit)
    found = LOADERS[kind](reader, [place.id for place in places])
    return [found[place.id] for place in places if place.id in found], following


def posts(reader: Reader, wanted: Wanted, before: Place | None, limit: int) -> tuple[Sequence[JobPost], Place | None]:
    """At most `limit` jobs of one client, as things are listed; posts are public."""
    order = _Order(job, job.c.posted_at)
    of_client = select(job).where(job.c.client == wanted.client, has_all(wanted.words))
    if wanted.is_open:
        of_client = of_client.where(job.c.is_open.is_(True), job.c.closing_at > reader.now)
    places, following = _page(reader, order, of_client, before, limit)
    rows = reader.connection.execute(reader.seen(job).where(job.c.id.in_([place.id for place in places])))
    found = {row.id: JobPost(job=reader.job_of(row), client=reader.client_of(row)) for row in rows}
    return [found[place.id] for place in places], following


def messages(reader: Reader, where: RoomId, before: int, limit: int) -> Sequence[Message] | None:
    """At most `limit` messages of a room before position `before`, the newest first; None for a room of others."""
    if not LOADERS["room"](reader, [where]):
        return None
    columns = [message.c[name] for name in Message.__struct_fields__]
    said = select(*columns).where(message.c.room == where, message.c.position < before)
    rows = reader.connection.execute(said.order_by(message.c.position.desc()).limit(limit)).mappings()
    return [message_of(row) for row in rows]


def _page(
    reader: Reader, order: _Order, mine: Select[Any], before: Place | None, limit: int
) -> tuple[list[Place], Place | None]:
    key = (order.at, order.table.c.id)
    wanted = mine.with_only_columns(*key).order_by(order.at.desc(), order.table.c.id.desc()).limit(limit + 1)
    if before is not None:
        wanted = wanted.where(tuple_(*key) < tuple_(literal(before.at, order.at.type), before.id))
    places = [Place(at, id_) for at, id_ in reader.connection.execute(wanted)]
    return places[:limit], places[limit - 1] if len(places) > limit else None


def _mine(reader: Reader, order: _Order) -> Select[Any]:
    if order.table is room and reader.viewer.party is Party.FREELANCER:
        # From their seats, not from all rooms there are.
        seats = select(room).join(room_member, room_member.c.room == room.c.id)
        return seats.where(room_member.c.account == reader.account)
    return select(order.table).where(reader.owns(order.table))
