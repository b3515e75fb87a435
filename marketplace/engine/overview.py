"""The marketplace from above, for whoever runs it: lines about the newest things, and ids by their beginning."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, case, literal, select

from marketplace.contract.entities import Client
from marketplace.contract.ids import ClientId
from marketplace.engine.schema import client, invitation, job, proposal, room


class Line(NamedTuple):
    """One thing: whose it is, what it is about and where it stands."""

    id: str
    state: str
    client: ClientId
    client_name: str
    title: str
    at: datetime


def lines(
    connection: Connection, kind: str, prefix: str = "", states: Collection[str] = (), limit: int = 50
) -> Sequence[Line]:
    """At most `limit` things of `kind`, the newest first: with ids that begin with `prefix`, in one of `states`."""
    source = KINDS[kind]
    wanted = source.rows.where(source.id.startswith(prefix, autoescape=True))
    if states:
        wanted = wanted.where(source.state.in_(states))
    rows = connection.execute(wanted.order_by(source.at.desc(), source.id).limit(limit))
    return [
        Line(row.id, row.state, row.client, row.client_body.name or row.client, row.job_body.title, row.at)
        for row in rows
    ]


def clients(connection: Connection, prefix: str, limit: int) -> Sequence[Client]:
    """At most `limit` clients whose ids begin with `prefix`, with nothing hidden."""
    wanted = select(client.c.body).where(client.c.id.startswith(prefix, autoescape=True)).order_by(client.c.id)
    return connection.scalars(wanted.limit(limit)).all()


class _Source(NamedTuple):
    """Where lines of a kind come from."""

    rows: Select[Any]
    id: ColumnElement[str]
    state: ColumnElement[str]
    at: ColumnElement[datetime]


def _source(table: Table, state: ColumnElement[str], at: ColumnElement[datetime]) -> _Source:
    columns = (table.c.id, state.label("state"), at.label("at"), job.c.client)
    bodies = (client.c.body.label("client_body"), job.c.body.label("job_body"))
    jobs = job if table is job else table.join(job, table.c.job == job.c.id)
    rows = select(*columns, *bodies).select_from(jobs.join(client, job.c.client == client.c.id))
    return _Source(rows, table.c.id, state, at)


KINDS: Mapping[str, _Source] = {
    "jobs": _source(job, case((job.c.is_open, "open"), else_="closed"), job.c.posted_at),
    "invitations": _source(invitation, invitation.c.state, invitation.c.sent_at),
    "proposals": _source(proposal, proposal.c.state, proposal.c.submitted_at),
    "rooms": _source(room, literal("open"), room.c.last_at),
}
