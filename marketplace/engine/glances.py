"""Short reads beside the engine, on a connection that only they use: what the engine does around one costs more.

Where there is no answer at once, because somebody is writing or more is asked for than is read at a glance, the engine
has to be asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from marketplace.contract.entities import AnyEntity, Changes, Party
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import pages
from marketplace.engine.actors import Actor
from marketplace.engine.database import Aside
from marketplace.engine.reader import Reader

FEW = 20
"""Changes that are read at a glance, at most."""


class NotAtAGlance(Exception):
    """Ask the engine."""


class Glances:
    """Reads of the marketplace `market`; for one thread."""

    def __init__(self, aside: Aside, market: str, policy: Policy, clock: Callable[[], datetime]) -> None:
        self._source, self._begin = aside
        self._market = market
        self._policy = policy
        self._clock = clock
        self._kept: Connection | None = None

    def thing(self, viewer: Actor, kind: str, id_: str) -> AnyEntity | None:
        """As Engine.thing has it; raises NotAtAGlance."""
        begin = None if kind in pages.OF_ONE_STATEMENT else self._begin
        with self._reading(begin) as connection:
            return pages.LOADERS[kind](self._reader(connection, viewer), [id_]).get(id_)

    def changes(self, account: AccountId, since: int, limit: int) -> Changes | Refusal:
        """As Engine.changes has it; raises NotAtAGlance."""
        viewer = Actor(Party.FREELANCER, account)
        with self._reading(None) as connection:
            small = pages.small_changes(self._reader(connection, viewer), self._market, since)
        if small is not None:
            return small
        with self._reading(self._begin) as connection:
            page = pages.changes(self._reader(connection, viewer), self._market, since, min(limit, FEW))
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
    def _reading(self, begin: str | None) -> Iterator[Connection]:
        """A transaction, begun and ended by the driver: for SQLAlchemy that costs more than the read."""
        try:
            if self._kept is None:
                self._kept = self._source.connect()
            driver: Any = self._kept.connection.driver_connection
            if begin is not None:
                driver.execute(begin)
            try:
                yield self._kept
            finally:
                self._kept.rollback()  # of SQLAlchemy's own notion of a transaction, where there is one
                if begin is not None:
                    driver.rollback()
        except (DatabaseError, self._source.dialect.loaded_dbapi.Error) as error:
            if self._kept is not None:
                self._kept.invalidate()  # whatever is wrong with it
            self.close()
            raise NotAtAGlance from error
