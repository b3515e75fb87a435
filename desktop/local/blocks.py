"""The clients whom the user has blocked, as the marketplace tells it."""

import msgspec

from desktop.local.store import Connection
from marketplace.contract.entities import Block

_decode = msgspec.json.Decoder(Block).decode


def write(connection: Connection, block: Block) -> None:
    """The marketplace says that this client is blocked."""
    connection.execute("insert or replace into block values (?, ?)", (block.id, msgspec.json.encode(block)))


def remove(connection: Connection, client: str) -> None:
    """The block is no more."""
    connection.execute("delete from block where client = ?", (client,))


def forget(connection: Connection) -> None:
    """Let go of the copy."""
    connection.execute("delete from block")


def all_of(connection: Connection) -> list[Block]:
    """Who is blocked as far as the marketplace has told, the newest first."""
    bodies = (row[0] for row in connection.execute("select body from block").fetchall())
    found = [_decode(body) for body in bodies if isinstance(body, bytes)]
    return sorted(found, key=_newest_first)


def _newest_first(block: Block) -> float:
    return -block.at.timestamp()
