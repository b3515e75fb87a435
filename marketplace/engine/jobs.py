"""Jobs and the clients who post them."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, insert, select, update

from marketplace.contract import rules
from marketplace.contract.commands import PostJob
from marketplace.contract.entities import Client, Job
from marketplace.contract.ids import AccountId, ClientId, JobId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import changes, contacts, searching
from marketplace.engine.schema import client, job, proposal
from marketplace.engine.work import Work, new_name


def post(work: Work, command: PostJob) -> Refusal | None:
    """Put a job up; a client whom the marketplace does not know yet is stored with it."""
    new = _put_up(command.job, work)
    known = find_client(work.connection, command.client.id)
    poster = known or _introduced(command.client, work.now)
    refusal = rules.first(
        Refusal(name="not_yours_to_do") if poster.id != work.actor.id else None,
        new_name(poster.id, "client", is_taken=False),
        new_name(new.id, "job", is_taken=_exists(work.connection, new.id)),
        rules.post_job(new, work.policy, work.now),
        rules.introduce(poster, work.policy) if known is None else None,
    ) or contacts.shared(work, command, poster)
    if refusal is None:
        add_clients(work.connection, [poster])
        work.connection.execute(insert(job), [row_of(new, poster.id, work.policy, work.now)])
        count_open(work.connection, {command.client.id: 1})
        changes.touch_client(work.connection, command.client.id)
    return refusal


def row_of(new: Job, owner: ClientId, policy: Policy, now: datetime) -> dict[str, object]:
    """`new` as a row of the table; from `now` on it is idle."""
    return {
        "id": new.id,
        "client": owner,
        "is_open": new.is_open,
        "posted_at": new.posted_at,
        "closing_at": _closing_at(new, policy, now),
        "body": new,
        "words": searching.words_of(new),
    }


def keep_open(work: Work, active: Job) -> None:
    """Its client did something about the job: it is not idle. One whose time is over does not come back."""
    if active.is_open:
        later = update(job).where(job.c.id == active.id)
        work.connection.execute(later.values(closing_at=_closing_at(active, work.policy, work.now)))


def due(connection: Connection, now: datetime, most: int) -> Collection[JobId]:
    """Up to `most` open jobs whose time is over."""
    over = select(job.c.id).where(job.c.is_open.is_(True), job.c.closing_at <= now)
    return connection.scalars(over.order_by(job.c.closing_at).limit(most)).all()


def mark_closed(work: Work, closing: Job, owner: ClientId) -> None:
    """The job takes no more answers, and its client has one open job less."""
    closed = replace(closing, is_open=False)
    work.connection.execute(update(job).where(job.c.id == closed.id).values(is_open=False, body=closed))
    count_open(work.connection, {owner: -1})
    changes.touch_client(work.connection, owner)


# --- clients ----------------------------------------------------------------------------------------------


def find_client(connection: Connection, id_: ClientId) -> Client | None:
    """The client of that id, with nothing hidden."""
    found: Client | None = connection.execute(select(client.c.body).where(client.c.id == id_)).scalar()
    return found


def add_clients(connection: Connection, clients: Collection[Client]) -> None:
    """Store those of `clients` who are new, with no job yet; who is known stays as they are."""
    ids = {one.id for one in clients}
    known = set(connection.scalars(select(client.c.id).where(client.c.id.in_(ids))))
    new = [{"id": one.id, "open_jobs": 0, "body": one} for one in clients if one.id not in known]
    if new:
        connection.execute(insert(client), new)


def change_client(connection: Connection, changed: Client) -> None:
    """What is known of a client is different; everybody who sees them is told."""
    connection.execute(update(client).where(client.c.id == changed.id).values(body=changed))
    changes.touch_client(connection, changed.id)


def exempt(work: Work, changed: Job, owner: ClientId) -> None:
    """Other exemptions from the contact rule; everybody who sees the job is told."""
    work.connection.execute(update(job).where(job.c.id == changed.id).values(body=changed))
    changes.touch_client(work.connection, owner)


def count_hire(connection: Connection, id_: ClientId) -> None:
    """A client has hired once more."""
    known = find_client(connection, id_)
    assert known is not None
    change_client(connection, replace(known, hires=known.hires + 1))


def count_open(connection: Connection, more: Mapping[ClientId, int]) -> None:
    """Clients have so many open jobs more."""
    counting = (
        update(client).where(client.c.id == bindparam("of")).values(open_jobs=client.c.open_jobs + bindparam("more"))
    )
    if more:
        connection.execute(counting, [{"of": id_, "more": count} for id_, count in more.items()])


def has_applied(connection: Connection, account: AccountId, id_: JobId) -> bool:
    """Whether the account has a proposal for the job that is not over."""
    going = select(proposal.c.id).where(
        proposal.c.job == id_, proposal.c.account == account, proposal.c.state.not_in(rules.OVER)
    )
    return connection.execute(going).first() is not None


def _put_up(one: Job, work: Work) -> Job:
    """What the marketplace says of a post itself: when it came, and what a proposal costs where that was left open."""
    return replace(one, posted_at=work.now, connects=one.connects or work.policy.usual_connects)


def _introduced(stranger: Client, now: datetime) -> Client:
    """What a new client may say of themselves: name and place. Everything else is for the marketplace to find out."""
    return Client(
        id=stranger.id,
        name=stranger.name,
        country=stranger.country,
        city=stranger.city,
        time_zone=stranger.time_zone,
        member_since=now.date(),
    )


def _closing_at(one: Job, policy: Policy, now: datetime) -> datetime:
    idle = now + timedelta(days=policy.periods.idle_job_days)
    return idle if one.closes_at is None else min(idle, one.closes_at)


def _exists(connection: Connection, id_: JobId) -> bool:
    return connection.execute(select(job.c.id).where(job.c.id == id_)).first() is not None
