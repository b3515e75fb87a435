"""Single values the client keeps: the served policy, the account, how far the mirror has come, the settings."""

from typing import TypeVar

import msgspec

from desktop.local.store import Connection, one

Value = TypeVar("Value")


class Cursor(msgspec.Struct, frozen=True):
    """How far the mirror has come: `market` is whose copy it is, `next` the sequence number to ask after."""

    market: str
    next: int
    is_complete: bool = False


def load(connection: Connection, name: str, kind: type[Value]) -> Value | None:
    """The document `name`, or None where there is none yet or an older form cannot be read any more."""
    body = one(connection, "select body from document where name = ?", (name,))
    if body is None:
        return None
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError:
        return None


def save(connection: Connection, name: str, value: object) -> None:
    """Keep `value` as the document `name`."""
    connection.execute(
        "insert into document values (?, ?) on conflict (name) do update set body = excluded.body",
        (name, msgspec.json.encode(value)),
    )
