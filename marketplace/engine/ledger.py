"""What became of each command: the same id with the same body has the same outcome, for as long as the row lives."""

import hashlib
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId
from marketplace.contract.refusals import Refusal
from marketplace.engine.actors import Actor
from marketplace.engine.schema import command as table

Outcome = Receipt | Refusal


def recall(connection: Connection, actor: Actor, id_: CommandId, body: AnyCommand | None = None) -> Outcome | None:
    """The outcome of an earlier command, None where there was none; a refusal where `body` is not what it was."""
    mine = select(table.c.sha256, table.c.receipt, table.c.refusal).where(table.c.actor == actor.key, table.c.id == id_)
    row = connection.execute(mine).one_or_none()
    if row is None:
        return None
    if body is not None and row.sha256 != digest(body):
        return Refusal(name="command_id_used")
    outcome: Outcome = row.receipt or row.refusal
    return outcome


def record(
    connection: Connection, actor: Actor, id_: CommandId, body: AnyCommand, outcome: Outcome, now: datetime
) -> None:
    """Keep the one outcome of a command; belongs into the transaction that carried it out."""
    kind = "receipt" if isinstance(outcome, Receipt) else "refusal"
    row = {"actor": actor.key, "id": id_, "sha256": digest(body), "at": now, kind: outcome}
    connection.execute(insert(table).values(row))


def digest(body: AnyCommand) -> str:
    """SHA-256 of the canonical body: fields in their order, defaults left out, no spaces."""
    return hashlib.sha256(msgspec.json.encode(body)).hexdigest()
