"""Rooms and what is said in them. A room opens when a client answers a proposal.

Its members are freelancer and client; where the freelancer applied in the name of an agency, somebody of that as well.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, exists, func, insert, select, update

from marketplace.contract import effects, rules
from marketplace.contract.commands import AnswerProposal, ReadRoom, SendMessage
from marketplace.contract.entities import Meeting, Member, Message, Party, Proposal, Room
from marketplace.contract.ids import AccountId, MessageId, RoomId
from marketplace.contract.refusals import Refusal
from marketplace.engine import agencies, blobs, changes, contacts, jobs, meetings, notifications
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader, SeenRow
from marketplace.engine.schema import account, contract, message, room, room_member
from marketplace.engine.work import Work, new_name, stale, unknown

PREVIEW = 140

_later = message.alias("later")


class Seat(NamedTuple):
    """A place in a room, and how much whoever sits there has not read."""

    account: AccountId
    name: str
    party: str
    unread: int


# --- what both sides do -----------------------------------------------------------------------------------


def send_message(work: Work, command: SendMessage) -> Refusal | None:
    """Say something in a room one is a member of."""
    found = find(work.eyes, command.room)
    if found is None:
        return unknown("room")
    refusal = rules.first(
        stale(command, found),
        new_name(command.message, "message", is_taken=_exists(work.connection, command.message)),
        rules.send_message(command, work.policy),
    )
    refusal = refusal or blobs.missing(work, command.attachments) or contacts.shared_in(work, command, found)
    if refusal is None:
        _say(work, found, command)
    return refusal


def read(work: Work, command: ReadRoom) -> Refusal | None:
    """Everything up to a place has been read; reading never goes backwards."""
    found = find(work.eyes, command.room)
    if found is None:
        return unknown("room")
    unread = _count_unread(work.connection, found, command.position)
    if unread < found.unread:
        mine = update(room_member).where(room_member.c.room == found.id, room_member.c.account == work.account)
        work.connection.execute(mine.values(unread=unread, read_to=command.position))
        work.connection.execute(update(room).where(room.c.id == found.id).values(version=found.version + 1))
        changes.touch(work.connection, work.account, [Thing("room", found.id)])
    return None


# --- opening ----------------------------------------------------------------------------------------------


def why_not_open(work: Work, command: AnswerProposal) -> Refusal | None:
    """A first message that can be sent, and fresh names for it and the room."""
    is_room = work.connection.execute(select(room.c.id).where(room.c.id == command.room)).first() is not None
    first_words = SendMessage(room=command.room, message=command.message, text=command.text)
    return rules.first(
        new_name(command.room, "room", is_taken=is_room),
        new_name(command.message, "message", is_taken=_exists(work.connection, command.message)),
        rules.send_message(first_words, work.policy),
    )


def open_room(work: Work, freelancer: AccountId, proposal: Proposal, opening: MessageId, text: str) -> None:
    """Open the room of an answered proposal with the client's first message."""
    assert proposal.room is not None
    work.connection.execute(
        insert(room).values(
            id=proposal.room,
            account=freelancer,
            job=proposal.job.id,
            client=proposal.client.id,
            proposal=proposal.id,
            version=1,
            opened_at=work.now,
            last_at=work.now,
            preview=preview(text),
        )
    )
    _seat(work, freelancer, proposal)
    for member in members(work.connection, proposal.room):
        # From here on the client's name is visible, wherever the client is.
        changes.touch_client(work.connection, proposal.client.id, member)
    opened = load_rooms(work.reader(freelancer), [proposal.room])[proposal.room]
    first_words = SendMessage(room=opened.id, message=opening, text=text)
    _add_message(work, effects.message(first_words, Party.CLIENT, opened.client.name or "", work.now, 1))
    for member in members(work.connection, opened.id):
        notifications.client_answered(work, member, opened)


def _seat(work: Work, freelancer: AccountId, proposal: Proposal) -> None:
    agency = proposal.agency
    guest = None if agency is None else agencies.guest(work.connection, agency.id, freelancer)
    seats = {freelancer: Party.FREELANCER} | ({} if guest is None else {guest: Party.AGENCY})
    rows = [
        {"room": proposal.room, "account": each, "party": party, "unread": 1, "read_to": 0}
        for each, party in seats.items()
    ]
    work.connection.execute(insert(room_member), rows)


def preview(text: str) -> str:
    """The beginning of `text` in one line, at most 140 characters."""
    line = " ".join(text[: 4 * PREVIEW].split())
    return line if len(line) <= PREVIEW else line[: PREVIEW - 1] + "…"


# --- rows -------------------------------------------------------------------------------------------------


def load_rooms(reader: Reader, ids: Collection[str]) -> dict[str, Room]:
    """Those of `ids` in which the viewer sits."""
    return of_rows(reader, reader.rows(room, ids))


def find(reader: Reader, id_: RoomId) -> Room | None:
    """One room, where the viewer sits in it."""
    return load_rooms(reader, [id_]).get(id_)


def of_rows(reader: Reader, rows: Sequence[SeenRow]) -> dict[str, Room]:
    """Rows as the viewer may see them, with their members and meetings."""
    ids = [row.id for row in rows]
    seats = _seats(reader.connection, ids)
    arranged = meetings.of_rooms(reader.connection, ids)
    signed = _with_contracts(reader.connection, ids)
    return {
        row.id: _of_row(reader, row, seats[row.id], arranged.get(row.id, ()), has_contract=row.id in signed)
        for row in rows
    }


def load_messages(reader: Reader, ids: Collection[str]) -> dict[str, Message]:
    """Those of `ids` that were said in the viewer's rooms."""
    columns = [message.c[name] for name in Message.__struct_fields__]
    mine = select(*columns).join(room, room.c.id == message.c.room)
    rows = reader.connection.execute(mine.where(message.c.id.in_(ids), reader.owns(room)))
    return {row["id"]: message_of(row) for row in rows.mappings()}


def members(connection: Connection, id_: RoomId) -> list[AccountId]:
    """The accounts that sit in a room."""
    seated = select(room_member.c.account).where(room_member.c.room == id_).order_by(room_member.c.account)
    return list(connection.scalars(seated))


def tell(work: Work, about: Proposal) -> None:
    """Something that the room of a proposal shows is different."""
    assert about.room is not None
    work.connection.execute(update(room).where(room.c.id == about.room).values(version=room.c.version + 1))
    for member in members(work.connection, about.room):
        changes.touch(work.connection, member, [Thing("room", about.room)])


def account_of(connection: Connection, id_: RoomId) -> AccountId | None:
    """The freelancer of the room."""
    return connection.execute(select(room.c.account).where(room.c.id == id_)).scalar()


def last_message(connection: Connection, id_: RoomId) -> Message | None:
    """What was said last."""
    columns = [message.c[name] for name in Message.__struct_fields__]
    newest = select(*columns).where(message.c.room == id_).order_by(message.c.position.desc()).limit(1)
    row = connection.execute(newest).mappings().one_or_none()
    return None if row is None else message_of(row)


def unanswered(connection: Connection) -> Sequence[Message]:
    """What freelancers said last, in rooms where the client has not spoken since; the oldest first."""
    last = select(func.max(_later.c.position)).where(_later.c.room == message.c.room).scalar_subquery()
    columns = [message.c[name] for name in Message.__struct_fields__]
    theirs = select(*columns).where(message.c.position == last, message.c.author == Party.FREELANCER)
    rows = connection.execute(theirs.order_by(message.c.sent_at, message.c.id)).mappings()
    return [message_of(row) for row in rows]


def message_of(row: RowMapping) -> Message:
    """A row of messages."""
    return Message(**{**row, "author": Party(row["author"])})


def _say(work: Work, where: Room, command: SendMessage) -> None:
    author = next(member for member in where.members if member.party is where.reader)
    position = _last_position(work.connection, where.id) + 1
    said = effects.message(command, author.party, author.name, work.now, position)
    line = preview(said.text) or said.attachments[0].name
    values = {"last_at": work.now, "preview": line, "version": where.version + 1}
    work.connection.execute(update(room).where(room.c.id == where.id).values(values))
    seated = members(work.connection, where.id)
    listening = [each for each in seated if work.actor.party is Party.CLIENT or each != work.account]
    others = room_member.c.account.in_(listening) & (room_member.c.room == where.id)
    work.connection.execute(update(room_member).where(others).values(unread=room_member.c.unread + 1))
    for member in seated:
        changes.touch(work.connection, member, [Thing("room", where.id)])
    _add_message(work, said)
    _share_files(work, where, command, seated)
    for member in listening:
        notifications.message_received(work, member, where, author, line)
    if work.actor.party is Party.CLIENT:
        jobs.keep_open(work, where.job)


def _share_files(work: Work, where: Room, command: SendMessage, seated: Sequence[AccountId]) -> None:
    for member in seated:
        blobs.share(work.connection, blobs.account_key(member), command.attachments)
    blobs.share(work.connection, blobs.client_key(where.client.id), command.attachments)


def _add_message(work: Work, said: Message) -> None:
    row = {name: getattr(said, name) for name in Message.__struct_fields__}
    work.connection.execute(insert(message), [row])
    for member in members(work.connection, said.room):
        changes.touch(work.connection, member, [Thing("message", said.id)])


def _exists(connection: Connection, id_: MessageId) -> bool:
    return connection.execute(select(message.c.id).where(message.c.id == id_)).first() is not None


def _last_position(connection: Connection, id_: RoomId) -> int:
    last = select(func.max(message.c.position)).where(message.c.room == id_)
    return connection.execute(last).scalar() or 0


def _count_unread(connection: Connection, where: Room, position: int) -> int:
    theirs = (message.c.room == where.id) & (message.c.author != where.reader) & (message.c.position > position)
    return connection.execute(select(func.count()).select_from(message).where(theirs)).scalar_one()


def _seats(connection: Connection, ids: Collection[RoomId]) -> Mapping[str, list[Seat]]:
    seated = (
        select(room_member.c.room, account.c.id, account.c.name, room_member.c.party, room_member.c.unread)
        .join(account, account.c.id == room_member.c.account)
        .where(room_member.c.room.in_(ids))
        .order_by(room_member.c.party.desc())
    )
    seats: dict[str, list[Seat]] = {id_: [] for id_ in ids}
    for room_id, *seat in connection.execute(seated):
        seats[room_id].append(Seat(*seat))
    return seats


def _with_contracts(connection: Connection, ids: Collection[RoomId]) -> set[str]:
    signed = exists().where(contract.c.proposal == room.c.proposal)
    return set(connection.scalars(select(room.c.id).where(room.c.id.in_(ids), signed)))


def _of_row(
    reader: Reader,
    row: SeenRow,
    seats: Sequence[Seat],
    arranged: tuple[Meeting, ...],
    *,
    has_contract: bool,
) -> Room:
    client = reader.client_of(row)
    mine = next((seat for seat in seats if reader.is_freelancer and seat.account == reader.account), None)
    return Room(
        id=row.id,
        version=row.version,
        proposal=row.proposal,
        job=reader.job_of(row),
        client=client,
        members=(
            *(Member(name=seat.name, party=Party(seat.party)) for seat in seats),
            Member(name=client.name or "", party=Party.CLIENT),
        ),
        opened_at=row.opened_at,
        last_at=row.last_at,
        preview=row.preview,
        unread=0 if mine is None else mine.unread,
        reader=reader.viewer.party if mine is None else Party(mine.party),
        meetings=arranged,
        has_contract=has_contract,
    )
