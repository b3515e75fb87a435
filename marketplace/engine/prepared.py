"""Statements asked thousands of times a second: compiled once, carried out by the driver itself.

They are SQLAlchemy's, in its transaction and with its types. Only its way through each execution is left out, which
takes several times as long as the database does.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError

Meaning = TypeVar("Meaning", covariant=True)
Values = Mapping[str, str | int]


class Prepared:
    """One statement, whose values are texts and whole numbers as the driver takes them."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, str], Compiled] = {}

    def rows(self, connection: Connection, values: Values) -> Sequence[Any]:
        """What comes of it with these values: named tuples."""
        compiled = self.compiled(connection.dialect)
        return [compiled.row(raw) for raw in _fetch(connection, compiled, values)]

    def compiled(self, dialect: Dialect) -> "Compiled":
        """In the words of a dialect, made on the first call."""
        key = dialect.name, dialect.paramstyle
        found = self._compiled.get(key)
        if found is None:
            found = self._compiled[key] = _compile(self._statement, dialect)
        return found


class Question(NamedTuple, Generic[Meaning]):
    """A read that is one statement, as a value: whoever has a way to the database can ask it."""

    statement: Prepared
    values: Values
    meaning: Callable[[Sequence[Any]], Meaning]
    """What the statement's rows say."""

    def ask(self, connection: Connection) -> Meaning:
        """The answer over SQLAlchemy's connection."""
        return self.meaning(self.statement.rows(connection, self.values))


class Compiled(NamedTuple):
    """A statement in the words of one driver, and what makes rows of its answers."""

    text: str
    order: Sequence[str] | None
    """Of the values, for a driver that numbers them."""
    own: Mapping[str, Any]
    """Values that stand in the statement itself."""
    row: Callable[[Sequence[Any]], Any]

    def given(self, values: Values) -> Mapping[str, Any] | tuple[Any, ...]:
        """`values` as the driver takes them."""
        named = {**self.own, **values}
        return named if self.order is None else tuple(named[name] for name in self.order)


def _compile(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> Compiled:
    compiled = statement.compile(dialect=dialect)
    columns = list(statement.selected_columns)
    shape = namedtuple("Row", [str(column.key) for column in columns])  # type: ignore[misc]
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    made = [(at, read) for at, read in enumerate(readers) if read is not None]

    def row(raw: Sequence[Any]) -> Any:
        values = list(raw)
        for at, read in made:
            values[at] = read(values[at])
        return shape._make(values)

    own = {name: value for name, value in compiled.params.items() if value is not None}
    return Compiled(str(compiled), compiled.positiontup if compiled.positional else None, own, row)


def _fetch(connection: Connection, compiled: Compiled, values: Values) -> Sequence[Sequence[Any]]:
    with driver(connection, compiled.text) as cursor:
        given = compiled.given(values)
        for hear in connection.dispatch.before_cursor_execute:
            hear(connection, cursor, compiled.text, given, None, False)
        cursor.execute(compiled.text, given)
        found: Sequence[Sequence[Any]] = cursor.fetchall()
        return found


@contextmanager
def driver(connection: Connection, text: str) -> Iterator[Any]:
    """The driver's own cursor for the statement `text`; what fails is SQLAlchemy's error, as everywhere."""
    dialect = connection.dialect
    assert dialect.dbapi is not None
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except dialect.dbapi.Error as error:
        is_lost = dialect.is_disconnect(error, connection.connection, cursor)
        failure = DBAPIError.instance(
            text, None, error, dialect.dbapi.Error, connection_invalidated=is_lost, dialect=dialect
        )
        if is_lost:
            connection.invalidate(error)
        raise failure from error
    finally:
        cursor.close()
