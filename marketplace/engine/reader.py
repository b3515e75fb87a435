"""The eyes of one account: jobs and clients as this reader may see them, a batch at a time."""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import Connection, Row, func, select

from marketplace.contract.entities import Client, Job
from marketplace.contract.ids import AccountId, ClientId, JobId
from marketplace.engine.schema import block, client, job, room


class Reader:
    """Sees for `account`: a client's name only once there is a room with them, unless names are not hidden."""

    def __init__(self, connection: Connection, account: AccountId, *, hides_names: bool) -> None:
        self.connection = connection
        self.account = account
        self._hides_names = hides_names

    def jobs_of(self, rows: Iterable[Row[tuple[object, ...]]]) -> dict[JobId, Job]:
        """The jobs that `rows` stand for, by id."""
        ids = {row.job for row in rows}
        found = self.connection.execute(select(job.c.id, job.c.body).where(job.c.id.in_(ids)))
        return dict(found.all())

    def clients_of(self, rows: Iterable[Row[tuple[object, ...]]]) -> dict[ClientId, Client]:
        """The clients that `rows` stand for, by id."""
        return self.clients({row.client for row in rows})

    def clients(self, ids: set[ClientId]) -> dict[ClientId, Client]:
        """The clients of `ids`, each with the block and the open jobs of this moment."""
        blocked, met, open_jobs = self._blocked(ids), self._met(ids), self._open_jobs(ids)
        found = self.connection.execute(select(client.c.id, client.c.body).where(client.c.id.in_(ids)))
        return {
            id_: replace(
                body,
                name=body.name if id_ in met else None,
                is_blocked=id_ in blocked,
                open_jobs=open_jobs.get(id_, 0),
            )
            for id_, body in found
        }

    def _blocked(self, ids: set[ClientId]) -> set[ClientId]:
        mine = select(block.c.client).where(block.c.account == self.account, block.c.client.in_(ids))
        return set(self.connection.scalars(mine))

    def _met(self, ids: set[ClientId]) -> set[ClientId]:
        if not self._hides_names:
            return ids
        mine = select(room.c.client).where(room.c.client.in_(ids), room.c.account == self.account)
        return set(self.connection.scalars(mine))

    def _open_jobs(self, ids: set[ClientId]) -> dict[ClientId, int]:
        counted = (
            select(job.c.client, func.count())
            .where(job.c.client.in_(ids), job.c.is_open.is_(True))
            .group_by(job.c.client)
        )
        return dict(self.connection.execute(counted).all())
