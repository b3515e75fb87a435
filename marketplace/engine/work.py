"""What a verb has in hand while it works: one transaction, one actor, one moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from marketplace.contract.commands import Command
from marketplace.contract.entities import AnyEntity, Gone, Invitation, Party, Proposal
from marketplace.contract.ids import AccountId, BlobId, CommandId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine.actors import Actor
from marketplace.engine.reader import Reader

FAIR_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,99}")
"""What can stand in the path of an address as it is, and holds no words."""


@dataclass(frozen=True, slots=True)
class Work:
    """The hands of one command. Verbs decide first and write after: one that refuses has written nothing."""

    connection: Connection
    policy: Policy
    actor: Actor
    command: CommandId
    now: datetime
    texts: Mapping[BlobId, str] = field(default_factory=dict)
    """What stands in the files of the command, as far as it can be read."""

    @property
    def account(self) -> AccountId:
        """The actor's account; for verbs that only freelancers have."""
        return AccountId(self.actor.id)

    @property
    def eyes(self) -> Reader:
        """What the actor sees: what is not theirs is not there."""
        return Reader(self.connection, self.actor, self.policy, self.now)

    def reader(self, account: AccountId) -> Reader:
        """The eyes of `account`."""
        return Reader(self.connection, Actor(Party.FREELANCER, account), self.policy, self.now)


def account_of(thing: Invitation | Proposal) -> AccountId:
    """Whose thing it is, as others than themselves see it."""
    assert thing.freelancer is not None
    return thing.freelancer.id


def unknown(field: str | None = None) -> Refusal:
    """Not there, or not the actor's to see: nobody learns which."""
    return Refusal(name="unknown_thing", field=field)


def stale(command: Command, current: AnyEntity) -> Refusal | None:
    """A command made on an older version than `current` is refused, and shown what it missed."""
    if command.expects is None or isinstance(current, Gone) or command.expects >= current.version:
        return None
    return Refusal(name="stale", current=current)


def new_name(id_: str, field: str, *, is_taken: bool) -> Refusal | None:
    """Ids are made by senders: a new one must be a fair name, and not name something else already."""
    if not FAIR_NAME.fullmatch(id_):
        return Refusal(name="malformed", field=field, detail="This is not an id that the marketplace can keep.")
    if is_taken:
        return Refusal(name="malformed", field=field, detail="This id names something else already.")
    return None
