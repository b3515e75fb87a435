"""Short reads in a thread that must not wait, beside the engine's own: they have a connection that only they use.

Another thread costs a request more than such a read does. Where somebody is writing at that very moment, or more is
asked for than is read at a glance, there is no answer, and the engine has to be asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Engine as Source
from sqlalchemy.exc import DatabaseError

from marketplace.contract.entities import AnyEntity, Changes, Party
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import pages
from marketplace.engine.actors import Actor
from marketplace.engine.reader import Reader

FEW = 20
"""Changes that are read at a glance, at most."""


class NotAtAGlance(Exception):
    """Ask the engine."""


class Glances:
    """Reads of the marketplace `market` through `source`, whose connections never wait; for one thread."""

    def __init__(self, source: Source, market: str, policy: Policy, clock: Callable[[], datetime]) -> None:
        self._source = source
        self._market = market
        self._policy = policy
        self._clock = clock
        self._kept: Connection | None = None

    def thing(self, viewer: Actor, kind: str, id_: str) -> AnyEntity | None:
        """As Engine.thing has it; raises NotAtAGlance."""
        with self._reading() as connection:
            return pages.LOADERS[kind](self._reader(connection, viewer), [id_]).get(id_)

    def changes(self, account: AccountId, since: int, limit: int) -> Changes | Refusal:
        """As Engine.changes has it; raises NotAtAGlance."""
        with self._reading() as connection:
            reader = self._reader(connection, Actor(Party.FREELANCER, account))
            page = pages.changes(reader, self._market, since, min(limit, FEW))
        if isinstance(page, Changes) and page.more and limit > FEW:
            raise NotAtAGlance
        return page

    def close(self) -> None:
        """Close the connection; the next glance opens another one."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        self._source.dispose()

    def _reader(self, connection: Connection, viewer: Actor) -> Reader:
        return Reader(connection, viewer, self._policy, self._clock())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction, begun and ended by the driver: for SQLAlchemy that costs more than the read."""
        try:
            if self._kept is None:
                self._kept = self._source.connect()
            driver: Any = self._kept.connection.driver_connection
            driver.execute("BEGIN")
            try:
                yield self._kept
            finally:
                self._kept.rollback()  # of SQLAlchemy's own notion of a transaction, where there is one
                driver.rollback()
        except (DatabaseError, self._source.dialect.loaded_dbapi.Error) as error:
            self.close()
            raise NotAtAGlance from error
