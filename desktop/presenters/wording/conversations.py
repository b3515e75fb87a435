"""The panel `Conversation`, said."""

from desktop.local.conversations import Said
from desktop.local.entries import milliseconds
from desktop.models.plain import block, one_line
from desktop.models.rows import MessageRow, RoomSheet
from desktop.presenters.wording import clients, times
from desktop.services.rooms import Conversation
from marketplace.contract.entities import Party

_STANDINGS = {"delivered": "delivered", "waiting": "waiting to be sent"}


def sheet(conversation: Conversation, now: int) -> RoomSheet:
    """The head of the panel."""
    room = conversation.room
    return RoomSheet(
        id=room.id,
        title=one_line(room.job.title, 300),
        byline=f"You, {clients.short_name(room.client)} · contact details open once a contract starts",
        client=clients.card(room.client, now),
        text_limit=conversation.policy.limits.chat_message,
    )


def messages(conversation: Conversation, now: int) -> list[MessageRow]:
    """The stream, oldest first."""
    return [message(said, now) for said in conversation.said]


def message(said: Said, now: int) -> MessageRow:
    """One bubble."""
    it, is_mine = said.message, said.message.author is Party.FREELANCER
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
