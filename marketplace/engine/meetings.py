"""Meetings as they are kept; `arranging.py` is what the parties do about them."""

from collections.abc import Collection

from sqlalchemy import Connection, insert, select, update

from marketplace.contract.entities import Medium, Meeting, MeetingState, Party
from marketplace.contract.ids import MeetingId, RoomId
from marketplace.engine.schema import meeting

CHANGING = ("at", "by", "proposed_at", "state", "note", "answered_at", "moves")


def of_rooms(connection: Connection, ids: Collection[RoomId]) -> dict[str, tuple[Meeting, ...]]:
    """The meetings of those rooms that have any, the newest first."""
    arranged = select(meeting).where(meeting.c.room.in_(ids)).order_by(meeting.c.proposed_at.desc(), meeting.c.id)
    found: dict[str, tuple[Meeting, ...]] = {}
    for row in connection.execute(arranged).mappings():
        facts = {name: row[name] for name in Meeting.__struct_fields__}
        kinds = {"medium": Medium(row["medium"]), "by": Party(row["by"]), "state": MeetingState(row["state"])}
        found[row["room"]] = (*found.get(row["room"], ()), Meeting(**facts | kinds))
    return found


def room_of(connection: Connection, id_: MeetingId) -> RoomId | None:
    """Where a meeting was arranged."""
    return connection.execute(select(meeting.c.room).where(meeting.c.id == id_)).scalar()


def named_by_freelancers(connection: Connection) -> Collection[RoomId]:
    """Rooms with a time that a freelancer named and nobody has answered."""
    waiting = select(meeting.c.room).where(meeting.c.state == MeetingState.PROPOSED, meeting.c.by == Party.FREELANCER)
    return connection.scalars(waiting.order_by(meeting.c.proposed_at)).all()


def add(connection: Connection, room: RoomId, new: Meeting) -> None:
    """Keep a new meeting."""
    row = {name: getattr(new, name) for name in Meeting.__struct_fields__}
    connection.execute(insert(meeting).values(**row, room=room))


def save(connection: Connection, changed: Meeting) -> None:
    """Keep what is different."""
    values = {name: getattr(changed, name) for name in CHANGING}
    connection.execute(update(meeting).where(meeting.c.id == changed.id).values(values))
