"""The eyes of one party: things with their job and their client, as this viewer may see them.

One statement for each kind of thing, however many there are: a first sync reads a hundred thousand.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    Table,
    bindparam,
    exists,
    literal,
    select,
    true,
)

from marketplace.contract.entities import Client, Freelancer, Job, JobPost, Party
from marketplace.contract.ids import AccountId, ClientId, JobId
from marketplace.contract.policy import Policy
from marketplace.engine.actors import Actor
from marketplace.engine.prepared import Prepared
from marketplace.engine.schema import account, block, client, job, room, room_member

SeenRow = Row[tuple[Any, ...]]
"""A row of a thing, followed by what `Eyes.job_of`, `client_of` and `freelancer_of` make of it."""

# Made once: an alias is some forty objects in a circle, and a first sync reads five hundred pages.
_shared = room.alias("shared")
_sitting = room_member.alias("sitting")


class Eyes:
    """What rows mean to `viewer`, at the moment `now`.

    A freelancer sees what is theirs, and a client's name only once they share a room, unless the policy hides none;
    a client sees what is about their own jobs, but nothing of blocks and no other client's name; a moderator sees
    everything.
    """

    def __init__(self, viewer: Actor, policy: Policy, now: datetime) -> None:
        self.viewer = viewer
        self.policy = policy
        self.now = now
        self.is_freelancer = viewer.party is Party.FREELANCER

    @property
    def account(self) -> AccountId:
        """The viewer's account, where they are a freelancer."""
        return AccountId(self.viewer.id)

    def job_of(self, row: SeenRow) -> Job:
        """The job of a row; one whose time is over is closed, whether anybody has closed it yet or not."""
        body: Job = row.job_body
        return replace(body, is_open=False) if body.is_open and row.job_closing_at <= self.now else body

    def client_of(self, row: SeenRow) -> Client:
        """The client of a row, with the block and the open jobs of this moment."""
        body: Client = row.client_body
        if not self.is_freelancer:
            return replace(body, name=self._name_for_others(body), open_jobs=row.client_open_jobs)
        name = body.name if row.has_met or not self.policy.hides_client_name_until_room else None
        return replace(body, name=name, is_blocked=row.is_blocked, open_jobs=row.client_open_jobs)

    def _name_for_others(self, body: Client) -> str | None:
        """Clients are hidden from each other as well: nobody looks behind the veil with a second account."""
        is_hidden = self.viewer.party is Party.CLIENT and self.viewer.id != body.id
        return None if is_hidden and self.policy.hides_client_name_until_room else body.name

    def freelancer_of(self, row: SeenRow) -> Freelancer | None:
        """Whose thing a row is, for others than themselves."""
        if self.is_freelancer:
            return None
        return Freelancer(
            id=row.freelancer_id, name=row.freelancer_name, title=row.freelancer_title, rate=row.freelancer_rate
        )


class Reader(Eyes):
    """The eyes of `viewer` on a connection of their own."""

    def __init__(self, connection: Connection, viewer: Actor, policy: Policy, now: datetime) -> None:
        super().__init__(viewer, policy, now)
        self.connection = connection

    def rows(self, table: Table, ids: Collection[str]) -> Sequence[SeenRow]:
        """Those of `ids` that are the viewer's to see, with their jobs and clients."""
        if len(ids) == 1:
            (id_,) = ids
            return one(table, self.viewer.party).rows(self.connection, {"viewer": self.viewer.id, "id": id_})
        wanted = {"viewer": self.viewer.id, "ids": ids}
        return self.connection.execute(_rows(table, self.viewer.party), wanted).all()

    def seen(self, table: Table) -> Select[*tuple[Any, ...]]:
        """Rows of `table`, a thing that has a job, as `rows` gives them."""
        return _seen(table, self.viewer.party, literal(self.viewer.id))

    def owns(self, table: Table) -> ColumnElement[bool]:
        """What the viewer may see of `table`."""
        return _owns(table, self.viewer.party, literal(self.viewer.id))

    def post(self, id_: JobId) -> JobPost | None:
        """A job with who posted it, open or not, whosever it is: posts are public."""
        row = self.connection.execute(self.seen(job).where(job.c.id == id_)).one_or_none()
        return None if row is None else JobPost(job=self.job_of(row), client=self.client_of(row))

    def has_met(self, id_: ClientId) -> bool:
        """Whether the viewer, a freelancer, shares a room with that client."""
        together = select(_sitting.c.room).join(_shared, _sitting.c.room == _shared.c.id)
        mine = together.where(_shared.c.client == id_, _sitting.c.account == self.account)
        return self.connection.execute(mine.limit(1)).first() is not None


@cache
def _rows(table: Table, party: Party) -> Select[*tuple[Any, ...]]:
    """The statement of `Reader.rows`, made once: putting one together takes longer than carrying it out."""
    viewer = bindparam("viewer", type_=String)
    mine = _seen(table, party, viewer).where(table.c.id.in_(bindparam("ids", expanding=True)))
    return mine.where(_owns(table, party, viewer))


@cache
def one(table: Table, party: Party) -> Prepared:
    """The statement that finds a single thing, by `id`, with its job and its client, for a `viewer` of that party."""
    viewer = bindparam("viewer", type_=String)
    mine = _seen(table, party, viewer).where(table.c.id == bindparam("id"), _owns(table, party, viewer))
    return Prepared(mine)


def _seen(table: Table, party: Party, viewer: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    tables = table if table is job else table.join(job, table.c.job == job.c.id)
    found = select(table, *beside(party, viewer)).select_from(tables.join(client, job.c.client == client.c.id))
    if party is Party.FREELANCER or "account" not in table.c:
        return found
    sender = (account.c.id, account.c.name, account.c.title, account.c.rate)
    labels = ("freelancer_id", "freelancer_name", "freelancer_title", "freelancer_rate")
    return found.join(account, table.c.account == account.c.id).add_columns(
        *(column.label(label) for column, label in zip(sender, labels, strict=True))
    )


def _owns(table: Table, party: Party, viewer: ColumnElement[str]) -> ColumnElement[bool]:
    match party:
        case Party.FREELANCER if table is room:
            return exists().where(_sitting.c.room == room.c.id, _sitting.c.account == viewer)
        case Party.FREELANCER:
            return table.c.account == viewer
        case Party.CLIENT:
            return table.c.client == viewer
        case _:
            return true()


def beside(party: Party, viewer: ColumnElement[str]) -> list[ColumnElement[Any]]:
    """What stands in a row beside the thing itself: of its job, its client, and what is between client and viewer."""
    columns: list[ColumnElement[Any]] = [
        job.c.body.label("job_body"),
        job.c.closing_at.label("job_closing_at"),
        client.c.body.label("client_body"),
        client.c.open_jobs.label("client_open_jobs"),
    ]
    if party is Party.FREELANCER:
        blocked = exists().where(block.c.account == viewer, block.c.client == client.c.id)
        met = exists().where(
            _shared.c.client == client.c.id, _sitting.c.room == _shared.c.id, _sitting.c.account == viewer
        )
        columns += [blocked.label("is_blocked"), met.label("has_met")]
    return columns
