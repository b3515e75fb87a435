"""Jobs and the clients who post them."""

from collections.abc import Collection, Mapping

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, insert, select, update

from marketplace.contract.commands import PostJob
from marketplace.contract.entities import Client, Job
from marketplace.contract.ids import ClientId, JobId
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules import first
from marketplace.engine import changes
from marketplace.engine.schema import client, job
from marketplace.engine.work import Work, new_name


def find(connection: Connection, id_: JobId) -> Job | None:
    """The job of that id."""
    found: Job | None = connection.execute(select(job.c.body).where(job.c.id == id_)).scalar()
    return found


def client_of(connection: Connection, id_: JobId) -> Client | None:
    """Who posted it, with nothing hidden."""
    owner = select(client.c.body).join(job, job.c.client == client.c.id).where(job.c.id == id_)
    found: Client | None = connection.execute(owner).scalar()
    return found


def post(work: Work, command: PostJob) -> Refusal | None:
    """Put a job up; a client whom the marketplace does not know yet is stored with it."""
    new = command.job
    refusal = first(
        Refusal(name="not_yours_to_do") if command.client.id != work.actor.id else None,
        new_name(command.client.id, "client", is_taken=False),
        new_name(new.id, "job", is_taken=find(work.connection, new.id) is not None),
    )
    if refusal is None:
        add_clients(work.connection, [command.client])
        add = insert(job).values(
            id=new.id, client=command.client.id, is_open=new.is_open, posted_at=new.posted_at, body=new
        )
        work.connection.execute(add)
        count_open(work.connection, {command.client.id: int(new.is_open)})
        changes.touch_client(work.connection, command.client.id)
    return refusal


def mark_closed(work: Work, open_job: Job, owner: ClientId) -> None:
    """The job takes no more answers, and its client has one open job less."""
    closed = replace(open_job, is_open=False)
    work.connection.execute(update(job).where(job.c.id == closed.id).values(is_open=False, body=closed))
    count_open(work.connection, {owner: -1})
    changes.touch_client(work.connection, owner)


def add_clients(connection: Connection, clients: Collection[Client]) -> None:
    """Store those of `clients` who are new, with no job yet; who is known stays as they are."""
    ids = {one.id for one in clients}
    known = set(connection.scalars(select(client.c.id).where(client.c.id.in_(ids))))
    new = [{"id": one.id, "open_jobs": 0, "body": one} for one in clients if one.id not in known]
    if new:
        connection.execute(insert(client), new)


def count_open(connection: Connection, more: Mapping[ClientId, int]) -> None:
    """Clients have so many open jobs more."""
    counting = (
        update(client).where(client.c.id == bindparam("of")).values(open_jobs=client.c.open_jobs + bindparam("more"))
    )
    connection.execute(counting, [{"of": id_, "more": count} for id_, count in more.items()])
