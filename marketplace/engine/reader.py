"""The eyes of one account: things with their job and their client, as this reader may see them.

One statement for each kind of thing, however many there are: a first sync reads a hundred thousand.
"""

from collections.abc import Collection, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Row, Select, Table, exists, select

from marketplace.contract.entities import Client
from marketplace.contract.ids import AccountId, JobId
from marketplace.engine.schema import block, client, job, room

SeenRow = Row[tuple[Any, ...]]
"""A row of a thing, followed by `job_body` and what `Reader.client_of` makes its client of."""

_shared = room.alias("shared")
"""Made once: an alias is some forty objects in a circle, and a first sync reads five hundred pages."""


class Reader:
    """Sees for `account`: a client's name only once there is a room with them, unless names are not hidden."""

    def __init__(self, connection: Connection, account: AccountId, *, hides_names: bool) -> None:
        self.connection = connection
        self.account = account
        self._hides_names = hides_names

    def rows(self, table: Table, ids: Collection[str]) -> Sequence[SeenRow]:
        """Those of `ids` that are the reader's, with their jobs and clients."""
        mine = (
            self._seen(table).join_from(table, job, table.c.job == job.c.id).join(client, job.c.client == client.c.id)
        )
        return self.connection.execute(mine.where(table.c.id.in_(ids), table.c.account == self.account)).all()

    def client_of(self, row: SeenRow) -> Client:
        """The client of a row, with the block and the open jobs of this moment."""
        body: Client = row.client_body
        name = body.name if row.has_met or not self._hides_names else None
        return replace(body, name=name, is_blocked=row.is_blocked, open_jobs=row.client_open_jobs)

    def client_of_job(self, id_: JobId) -> Client | None:
        """Who posted a job."""
        posted = self._seen(job).join_from(job, client, job.c.client == client.c.id).where(job.c.id == id_)
        row = self.connection.execute(posted).one_or_none()
        return None if row is None else self.client_of(row)

    def _seen(self, table: Table) -> Select[*tuple[Any, ...]]:
        blocked = exists().where(block.c.account == self.account, block.c.client == client.c.id)
        met = exists().where(_shared.c.client == client.c.id, _shared.c.account == self.account)
        return select(
            table,
            job.c.body.label("job_body"),
            client.c.body.label("client_body"),
            client.c.open_jobs.label("client_open_jobs"),
            blocked.label("is_blocked"),
            met.label("has_met"),
        )
