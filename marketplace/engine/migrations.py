"""The schema's versions. A new database gets the newest at once; an older one is led up step by step.

The version stands in `meta` for every database, and for SQLite in the file's header as well, where it can be read
without opening the file.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, inspect, select, update

from marketplace.contract.ids import new_id
from marketplace.engine import database
from marketplace.engine.columns import Moment
from marketplace.engine.schema import meta, metadata

NEWEST = 1

STEPS: Mapping[int, Callable[[Connection], None]] = {}
"""What leads from version N to N + 1, under N. Released steps are never edited."""


def bring_up(connection: Connection, now: datetime, market: str | None) -> str:
    """Create or migrate the schema inside the caller's transaction; returns the marketplace's identity."""
    if not inspect(connection).has_table(meta.name):
        return _create(connection, now, market or new_id())
    for version in range(int(_read(connection, "schema")), NEWEST):
        STEPS[version](connection)
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(version + 1)))
        database.stamp(connection, version + 1)
    return _read(connection, "market")


def _create(connection: Connection, now: datetime, market: str) -> str:
    metadata.create_all(connection)
    created = Moment().process_bind_param(now, connection.dialect)
    facts = {"schema": str(NEWEST), "market": market, "created_at": created}
    connection.execute(insert(meta), [{"name": name, "value": value} for name, value in facts.items()])
    database.stamp(connection, NEWEST)
    return market


def _read(connection: Connection, name: str) -> str:
    return str(connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar_one())
