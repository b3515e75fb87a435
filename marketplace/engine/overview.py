"""The marketplace from above, for whoever runs it: lines about the newest things, and ids by their beginning."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, literal, select

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


def lines(connection: Connection, kind: str, prefix: str, limit: int) -> Sequence[Line]:
    """At most `limit` things of `kind` whose id begins with `prefix`, the newest first."""
    wanted, id_, at = KINDS[kind]
    rows = connection.execute(
        wanted.where(id_.startswith(prefix, autoescape=True)).order_by(at.desc(), id_).limit(limit)
    )
    return [
        Line(row.id, str(row.state), row.client, row.client_body.name or row.client, row.job_body.title, row.at)
        for row in rows
    ]


def _about(id_: ColumnElement[str], state: ColumnElement[Any], at: ColumnElement[datetime]) -> Select[Any]:
    shown = (id_.label("id"), state.label("state"), at.label("at"), job.c.client)
    return select(*shown, client.c.body.label("client_body"), job.c.body.label("job_body"))


def _with_job(table: Any, state: ColumnElement[Any], at: ColumnElement[datetime]) -> Select[Any]:
    joined = table.join(job, table.c.job == job.c.id).join(client, job.c.client == client.c.id)
    return _about(table.c.id, state, at).select_from(joined)


_jobs = _about(job.c.id, job.c.is_open, job.c.posted_at).select_from(job.join(client, job.c.client == client.c.id))

KINDS: Mapping[str, tuple[Select[Any], ColumnElement[str], ColumnElement[datetime]]] = {
    "jobs": (_jobs, job.c.id, job.c.posted_at),
    "invitations": (
        _with_job(invitation, invitation.c.state, invitation.c.sent_at),
        invitation.c.id,
        invitation.c.sent_at,
    ),
    "proposals": (
        _with_job(proposal, proposal.c.state, proposal.c.submitted_at),
        proposal.c.id,
        proposal.c.submitted_at,
    ),
    "rooms": (_with_job(room, literal("open"), room.c.last_at), room.c.id, room.c.last_at),
}
