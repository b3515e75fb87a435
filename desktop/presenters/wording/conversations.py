"""The panel `Conversation`, said."""

from desktop.local.conversations import Said
from desktop.local.entries import milliseconds
from desktop.models.plain import block, one_line
from desktop.models.rows import MessageRow, RoomSheet
from desktop.presenters.wording import clients, times
from desktop.services.rooms import Conversation
from marketplace.contract.entities import Party, Room

_STANDINGS = {"delivered": "delivered", "waiting": "waiting to be sent"}


def sheet(conversation: Conversation, now: int) -> RoomSheet:
    """The head of the panel."""
    room = conversation.room
    return RoomSheet(
        id=room.id,
        title=one_line(room.job.title, 300),
        byline=f"{_members(room)} · {_contacts(room)}",
        client=clients.card(room.client, now),
        text_limit=conversation.policy.limits.chat_message,
    )


def _members(room: Room) -> str:
    """`You, Mara Lopes (agency), Studio Ferrante`."""
    others = [member for member in room.members if member.party not in {room.reader, Party.CLIENT}]
    named = (f"{one_line(member.name, 80)} ({member.party})" for member in others)
    return ", ".join(("You", *named, clients.short_name(room.client)))


def _contacts(room: Room) -> str:
    if room.has_contract:
        return "a contract has started, contact details may be shared"
    return "contact details open once a contract starts"


def messages(conversation: Conversation, now: int) -> list[MessageRow]:
    """The stream, oldest first."""
    return [message(said, now, conversation.room.reader) for said in conversation.said]


def message(said: Said, now: int, reader: Party = Party.FREELANCER) -> MessageRow:
    """One bubble, as whoever sits in the room as `reader` sees it."""
    it, is_mine = said.message, said.message.author is reader
    at = milliseconds(it.sent_at)
    author = "You" if is_mine else one_line(it.author_name.strip(), 80) or "The client"
    status = _STANDINGS[said.standing] if is_mine else ""
    text = block(it.text)
    return MessageRow(
        id=it.id,
        author=author,
        text=text,
        time=times.clock(at),
        day=times.day(at, now),
        is_mine=is_mine,
        status=status,
        files=tuple(one_line(each.name, 120) for each in it.attachments),
        spoken=f"{author}, {times.at_length(at, now)}: {one_line(it.text, 1000)}" + (f", {status}" if is_mine else ""),
    )
