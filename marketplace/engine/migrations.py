"""The schema's versions. A new database gets the newest at once; an older one is led up step by step.

The version stands in `meta` for every database, and for SQLite in the file's header as well, where it can be read
without opening the file. Alembic knows how each database changes its tables; it is imported only when one has to.
"""

from datetime import datetime

from sqlalchemy import Connection, insert, inspect, select, update

from marketplace.contract.ids import new_id
from marketplace.engine.columns import Moment
from marketplace.engine.database import Database
from marketplace.engine.schema import meta, metadata

NEWEST = 5


def bring_up(database: Database, now: datetime, market: str | None) -> str:
    """Create or migrate the schema, all of it or nothing; returns the marketplace's identity."""
    with database.translated(), database.reader.begin() as connection:
        if _version(connection) == NEWEST:
            return _read(connection, "market")
    with database.changing_schema() as connection:
        version = _version(connection)
        if version is None:
            return _create(database, connection, now, market or new_id())
        _lead_up(database, connection, version)
        return _read(connection, "market")


def _create(database: Database, connection: Connection, now: datetime, market: str) -> str:
    metadata.create_all(connection)
    created = Moment().process_bind_param(now, connection.dialect)
    facts = {"schema": str(NEWEST), "market": market, "created_at": created}
    connection.execute(insert(meta), [{"name": name, "value": value} for name, value in facts.items()])
    database.stamp(connection, NEWEST)
    return market


def _lead_up(database: Database, connection: Connection, version: int) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    from marketplace.engine.steps import STEPS

    operations = Operations(MigrationContext.configure(connection))
    for old in range(version, NEWEST):
        STEPS[old](operations)
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(old + 1)))
        database.stamp(connection, old + 1)


def _version(connection: Connection) -> int | None:
    """The schema's version; None where there is no schema yet."""
    return int(_read(connection, "schema")) if inspect(connection).has_table(meta.name) else None


def _read(connection: Connection, name: str) -> str:
    return str(connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar_one())
