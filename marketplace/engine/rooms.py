"""Rooms and what is said in them. A room opens when a client answers a proposal; its members are those two."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from marketplace.contract import effects, rules
from marketplace.contract.commands import AnswerProposal, ReadRoom, SendMessage
from marketplace.contract.entities import Client, Member, Message, Party, Proposal, Room
from marketplace.contract.ids import AccountId, MessageId, RoomId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, blobs, changes, notifications
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader, SeenRow
from marketplace.engine.schema import message, room
from marketplace.engine.work import Work, new_name, stale, unknown

PREVIEW = 140

_later = message.alias("later")


# --- what both sides do -----------------------------------------------------------------------------------


def send_message(work: Work, command: SendMessage) -> Refusal | None:
    """Say something in a room one is a member of."""
    found = _for_member(work, command.room)
    if isinstance(found, Refusal):
        return found
    account, one = found
    refusal = rules.first(
        stale(command, one),
        new_name(command.message, "message", is_taken=_exists(work.connection, command.message)),
        rules.send_message(command, work.policy),
        _files_missing(work, account, command),
    )
    if refusal is None:
        _say(work, account, one, command)
    return refusal


def read(work: Work, command: ReadRoom) -> Refusal | None:
    """Everything up to a place has been read; reading never goes backwards."""
    reader = work.reader(AccountId(work.actor.id))
    found = load_rooms(reader, [command.room]).get(command.room)
    if found is None:
        return unknown("room")
    unread = _count_unread(work.connection, found.id, command.position)
    if unread < found.unread:
        values = {"unread": unread, "read_to": command.position, "version": found.version + 1}
        work.connection.execute(update(room).where(room.c.id == found.id).values(values))
        changes.touch(work.connection, reader.account, [Thing("room", found.id)])
    return None


# --- opening ----------------------------------------------------------------------------------------------


def why_not_open(work: Work, command: AnswerProposal) -> Refusal | None:
    """A first message that can be sent, and fresh names for it and the room."""
    is_room = work.connection.execute(select(room.c.id).where(room.c.id == command.room)).first() is not None
    return rules.first(
        new_name(command.room, "room", is_taken=is_room),
        new_name(command.message, "message", is_taken=_exists(work.connection, command.message)),
        rules.send_message(_first_words(command), work.policy),
    )


def open_room(work: Work, account: AccountId, proposal: Proposal, command: AnswerProposal) -> None:
    """Open the room of an answered proposal with the client's first message."""
    work.connection.execute(
        insert(room).values(
            id=command.room,
            account=account,
            job=proposal.job.id,
            client=proposal.client.id,
            proposal=proposal.id,
            version=1,
            opened_at=work.now,
            last_at=work.now,
            preview=preview(command.text),
            unread=1,
            read_to=0,
        )
    )
    # From here on the client's name is visible, wherever the client is.
    changes.touch_client(work.connection, proposal.client.id, account)
    opened = load_rooms(work.reader(account), [command.room])[command.room]
    said = effects.message(_first_words(command), Party.CLIENT, opened.client.name or "", work.now, 1)
    _add_message(work, account, said)
    notifications.client_answered(work, account, opened)


def preview(text: str) -> str:
    """The beginning of `text` in one line, at most 140 characters."""
    line = " ".join(text[: 4 * PREVIEW].split())
    return line if len(line) <= PREVIEW else line[: PREVIEW - 1] + "…"


# --- rows -------------------------------------------------------------------------------------------------


def load_rooms(reader: Reader, ids: Collection[str]) -> dict[str, Room]:
    """Those of `ids` that are the reader's."""
    account = accounts.find(reader.connection, reader.account)
    name = "" if account is None else account.name
    return {row.id: _of_row(row, reader.client_of(row), name) for row in reader.rows(room, ids)}


def load_messages(reader: Reader, ids: Collection[str]) -> dict[str, Message]:
    """Those of `ids` that were said in the reader's rooms."""
    columns = [message.c[name] for name in Message.__struct_fields__]
    mine = select(*columns).join(room, room.c.id == message.c.room)
    rows = reader.connection.execute(mine.where(message.c.id.in_(ids), room.c.account == reader.account))
    return {row["id"]: _message_of(row) for row in rows.mappings()}


def account_of(connection: Connection, id_: RoomId) -> AccountId | None:
    """The freelancer of the room."""
    return connection.execute(select(room.c.account).where(room.c.id == id_)).scalar()


def last_message(connection: Connection, id_: RoomId) -> Message | None:
    """What was said last."""
    columns = [message.c[name] for name in Message.__struct_fields__]
    newest = select(*columns).where(message.c.room == id_).order_by(message.c.position.desc()).limit(1)
    row = connection.execute(newest).mappings().one_or_none()
    return None if row is None else _message_of(row)


def unanswered(connection: Connection) -> Sequence[Message]:
    """What freelancers said last, in rooms where the client has not spoken since; the oldest first."""
    last = select(func.max(_later.c.position)).where(_later.c.room == message.c.room).scalar_subquery()
    columns = [message.c[name] for name in Message.__struct_fields__]
    theirs = select(*columns).where(message.c.position == last, message.c.author == Party.FREELANCER)
    rows = connection.execute(theirs.order_by(message.c.sent_at, message.c.id)).mappings()
    return [_message_of(row) for row in rows]


def _for_member(work: Work, id_: RoomId) -> tuple[AccountId, Room] | Refusal:
    """The room and its freelancer, where the actor is one of the members."""
    account = account_of(work.connection, id_)
    found = None if account is None else load_rooms(work.reader(account), [id_]).get(id_)
    if account is None or found is None:
        return unknown("room")
    member = account if work.actor.party is Party.FREELANCER else found.client.id
    return (account, found) if member == work.actor.id else unknown("room")


def _files_missing(work: Work, account: AccountId, command: SendMessage) -> Refusal | None:
    """A file that a client sends must be there; it becomes the freelancer's to read by being sent."""
    if work.actor.party is Party.FREELANCER:
        return blobs.missing(work.connection, account, command.attachments)
    return blobs.unknown(work.connection, command.attachments)


def _say(work: Work, account: AccountId, one: Room, command: SendMessage) -> None:
    is_client = work.actor.party is Party.CLIENT
    author = next(member for member in one.members if member.party is work.actor.party)
    position = _last_position(work.connection, one.id) + 1
    said = effects.message(command, author.party, author.name, work.now, position)
    _add_message(work, account, said)
    line = preview(said.text) or said.attachments[0].name
    values = {
        "last_at": work.now,
        "preview": line,
        "unread": one.unread + is_client,
        "version": one.version + 1,
    }
    work.connection.execute(update(room).where(room.c.id == one.id).values(values))
    changes.touch(work.connection, account, [Thing("room", one.id)])
    if is_client:
        blobs.share(work.connection, account, command.attachments)
        notifications.message_received(work, account, one, line)


def _add_message(work: Work, account: AccountId, said: Message) -> None:
    row = {name: getattr(said, name) for name in Message.__struct_fields__}
    work.connection.execute(insert(message), [row])
    changes.touch(work.connection, account, [Thing("message", said.id)])


def _first_words(command: AnswerProposal) -> SendMessage:
    return SendMessage(room=command.room, message=command.message, text=command.text)


def _exists(connection: Connection, id_: MessageId) -> bool:
    return connection.execute(select(message.c.id).where(message.c.id == id_)).first() is not None


def _last_position(connection: Connection, id_: RoomId) -> int:
    last = select(func.max(message.c.position)).where(message.c.room == id_)
    return connection.execute(last).scalar() or 0


def _count_unread(connection: Connection, id_: RoomId, position: int) -> int:
    theirs = (message.c.room == id_) & (message.c.author == Party.CLIENT) & (message.c.position > position)
    return connection.execute(select(func.count()).select_from(message).where(theirs)).scalar_one()


def _of_row(row: SeenRow, client: Client, freelancer: str) -> Room:
    return Room(
        id=row.id,
        version=row.version,
        proposal=row.proposal,
        job=row.job_body,
        client=client,
        members=(
            Member(name=freelancer, party=Party.FREELANCER),
            Member(name=client.name or "", party=Party.CLIENT),
        ),
        opened_at=row.opened_at,
        last_at=row.last_at,
        preview=row.preview,
        unread=row.unread,
    )


def _message_of(row: RowMapping) -> Message:
    return Message(**{**row, "author": Party(row["author"])})
