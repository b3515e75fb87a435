"""Conversations with clients who answered."""

from typing import NamedTuple

from desktop.changes import Changes
from desktop.local import conversations, dispatch, documents, looks
from desktop.local.conversations import Said
from desktop.local.outbox import Order
from desktop.local.store import Connection
from desktop.local.thread import StoreThread
from desktop.services.outgoing import Outgoing
from marketplace.contract import rules
from marketplace.contract.commands import ReadRoom, SendMessage
from marketplace.contract.entities import Party, Room
from marketplace.contract.ids import CommandId, MessageId, RoomId, new_id
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal

REMEMBERED = 8
"""Messages that are looked at together, as the marketplace does."""


class Conversation(NamedTuple):
    """A room with its newest messages, oldest first."""

    room: Room
    said: list[Said]
    policy: Policy


class Rooms:
    """Verbs in rooms."""

    def __init__(self, store: StoreThread, outgoing: Outgoing) -> None:
        self._store = store
        self._outgoing = outgoing

    async def open(self, room: str) -> Conversation | None:
        """A room as it looks here; None where it has gone."""
        return await self._store.read(_conversation, room)

    async def read(self, conversation: Conversation) -> None:
        """Everything that is shown has been read."""
        if conversation.room.unread:
            position = max((said.message.position for said in conversation.said), default=0)
            command = ReadRoom(room=RoomId(conversation.room.id), position=position)
            await self._outgoing.put(_order(conversation.room, command))

    async def say(self, conversation: Conversation, text: str) -> CommandId | Refusal:
        """Send a message: the command that does, or what is wrong with it."""
        command = SendMessage(room=RoomId(conversation.room.id), message=MessageId(new_id()), text=text)
        flaw = rules.send_message(command, conversation.policy) or _shared(command, conversation)
        if flaw is not None:
            return flaw
        order = _order(conversation.room, command)
        await self._outgoing.commit(_say, order)
        return order.id

    async def unsent(self, room: str) -> str:
        """What was being written in a room."""
        return await self._store.read(documents.load, _unsent(room), str) or ""

    async def put_away(self, refused: str) -> None:
        """What was refused is written anew."""
        await self._outgoing.take_back(refused)

    async def keep_unsent(self, room: str, text: str) -> None:
        """Keep what is being written in a room."""
        await self._store.write(documents.save, _unsent(room), text)


def _order(room: Room, command: ReadRoom | SendMessage) -> Order:
    return Order(
        id=CommandId(new_id()),
        command=command,
        lane=room.id,
        about_kind="room",
        about_id=room.id,
        title=f"Message: {room.job.title}",
    )


def _say(connection: Connection, order: Order, now: int) -> Changes:
    """What is on its way is no longer being written, whatever happens in between."""
    documents.save(connection, _unsent(order.about_id), "")
    return dispatch.enqueue(connection, order, now)


def _unsent(room: str) -> str:
    """The name of the document that holds what is being written in a room."""
    return f"unsent {room}"


def said_before(conversation: Conversation) -> tuple[str, ...]:
    """The last words of the one who writes, oldest first: a number may come digit by digit."""
    own = [said.message.text for said in conversation.said if said.message.author is Party.FREELANCER]
    return tuple(own[-REMEMBERED:])


def _shared(command: SendMessage, conversation: Conversation) -> Refusal | None:
    """Contact information before a contract; with one, everything may be said."""
    if conversation.room.has_contract:
        return None
    allowed = rules.exemptions(conversation.room.client, conversation.room.job)
    return rules.contact(rules.said(command), history=said_before(conversation), allowed=allowed)


def _conversation(connection: Connection, thing: str) -> Conversation | None:
    room = looks.room(connection, thing)
    if room is None:
        return None
    return Conversation(room, conversations.of_room(connection, thing), looks.policy(connection))
