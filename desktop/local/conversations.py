"""Messages of rooms, as the marketplace has them and as they wait to go."""

from typing import NamedTuple

import msgspec

from desktop.local import looks, outbox
from desktop.local.store import Connection
from marketplace.contract import effects
from marketplace.contract.commands import SendMessage
from marketplace.contract.entities import Message, Party

_messages = msgspec.json.Decoder(Message)
_encode = msgspec.json.Encoder().encode

NEWEST = 500


class Said(NamedTuple):
    """A message and how far it got: `delivered`, `waiting`, or `refused`."""

    message: Message
    standing: str


def write(connection: Connection, message: Message) -> None:
    """Insert or replace a message."""
    connection.execute(
        "insert into message values (?, ?, ?, ?)"
        " on conflict (id) do update set position = excluded.position, body = excluded.body",
        (message.id, message.room, message.position, _encode(message)),
    )


def remove(connection: Connection, message: str) -> None:
    """Forget a message."""
    connection.execute("delete from message where id = ?", (message,))


def of_room(connection: Connection, room: str) -> list[Said]:
    """The newest messages of a room, oldest first; our own that are still on their way stand at the end."""
    rows = connection.execute(
        "select body from (select body, position from message where room = ? order by position desc limit ?)"
        " order by position",
        (room, NEWEST),
    )
    said = [Said(_messages.decode(row[0]), "delivered") for row in rows]
    arrived = {each.message.id for each in said}
    position = said[-1].message.position if said else 0
    for item in outbox.about(connection, "room", room):
        if isinstance(item.command, SendMessage) and item.command.message not in arrived:
            position += 1
            message = effects.message(item.command, Party.FREELANCER, "", looks.moment(item.created_at), position)
            said.append(Said(message, "delivered" if item.state == "answered" else "waiting"))
    return said
