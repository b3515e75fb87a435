"""The contact rule, asked for what a command says: with what was said before, and with what moderators have allowed."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.contract import rules
from marketplace.contract.commands import Command
from marketplace.contract.entities import Client, Job, Room
from marketplace.contract.refusals import Refusal
from marketplace.engine.schema import message
from marketplace.engine.work import Work

REMEMBERED = 8


def shared(work: Work, command: Command, client: Client, job: Job | None = None) -> Refusal | None:
    """The place where `command` shares contact information or asks for it, to or from `client`."""
    return rules.contact(rules.said(command, work.texts), allowed=rules.exemptions(client, job))


def shared_in(work: Work, command: Command, room: Room) -> Refusal | None:
    """As `shared`, in a room: a number may come digit by digit. With a contract everything may be said."""
    if room.has_contract:
        return None
    allowed = rules.exemptions(room.client, room.job)
    return rules.contact(rules.said(command, work.texts), history=_said_before(work, room), allowed=allowed)


def _said_before(work: Work, room: Room) -> Sequence[str]:
    """The last words of the one who speaks now, the oldest first."""
    theirs = select(message.c.text).where(message.c.room == room.id, message.c.author == room.reader)
    return work.connection.scalars(theirs.order_by(message.c.position.desc()).limit(REMEMBERED)).all()[::-1]
