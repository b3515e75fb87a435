"""An act: by whom, what, and what to say when it is done."""

from typing import NamedTuple

from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Party
from marketplace.engine import Actor
from marketplace.engine.overview import Line

MODERATOR = Actor(Party.MODERATOR, "moderator")


class Act(NamedTuple):
    """Something to do: by whom, what, and what to say when it is done. `made` is the id of the thing it is about."""

    actor: Actor
    command: AnyCommand
    made: str
    sentence: str


def client_of(line: Line) -> Actor:
    """The client of the job that a line is about."""
    return Actor(Party.CLIENT, line.client)
