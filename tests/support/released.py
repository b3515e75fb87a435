"""A store of each version that was released, and what has to be true of it after it came up to date."""

from contextlib import closing
from pathlib import Path

import apsw

from desktop.local.schema import FIRST
from desktop.local.store import Connection

VERSIONS = {
    int(path.stem.removeprefix("v")): path
    for path in sorted((Path(__file__).parents[1] / "released").glob("v*.sqlite3"))
}
"""The file of each version."""


def schema(connection: Connection) -> list[tuple[object, ...]]:
    """All tables, indexes and triggers, to the letter."""
    return connection.execute("select type, name, sql from sqlite_schema order by type, name").fetchall()


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything that the tables of the first version hold, by column."""
    with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")]
        return {str(table): _rows_of(connection, str(table)) for table in tables if f"create table {table} (" in FIRST}


def _rows_of(connection: Connection, table: str) -> list[dict[str, object]]:
    cursor = connection.execute(f"select * from {table} order by 1, 2")
    return [dict(zip((name for name, _ in cursor.get_description()), row, strict=True)) for row in cursor]


def is_kept(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> bool:
    """Whether every value that was there is there; columns and rows may have come beside them."""
    return all(
        any(old.items() <= new.items() for new in after[table]) for table, former in before.items() for old in former
    )
