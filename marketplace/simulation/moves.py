"""What a simulated client does next: a command, by whom, and the moment when it is due."""

from datetime import datetime
from typing import NamedTuple

from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Party
from marketplace.contract.ids import ClientId, CommandId
from marketplace.engine import Actor
from marketplace.simulation.naming import derived


class Move(NamedTuple):
    """A client's next command, and the moment when it is due. Made of what it is about, it has the same id again."""

    due: datetime
    actor: Actor
    id: CommandId
    command: AnyCommand


def move(client: ClientId, verb: str, about: str, command: AnyCommand, due: datetime) -> Move:
    """`client` does `verb` to the thing called `about`."""
    return Move(due, Actor(Party.CLIENT, client), CommandId(derived("command", verb, about)), command)
