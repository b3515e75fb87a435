# ruff: noqa: ARG002 - SQLAlchemy gives the dialect to every type
"""Column types that mean the same in every database: moments, amounts of money, and documents."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator, UserDefinedType

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number as large as the contract allows; SQLite's own integers already are."""


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as ISO 8601 in UTC with microseconds: its text sorts as time does."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Override TypeDecorator.process_bind_param."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Override TypeDecorator.process_result_value."""
        return None if value is None else datetime.fromisoformat(value)


class Amount(TypeDecorator[Decimal]):
    """An exact decimal, kept as its own text: no database makes binary floating point of it."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Override TypeDecorator.process_bind_param."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Override TypeDecorator.process_result_value."""
        return None if value is None else Decimal(value)


class Document(UserDefinedType[Any]):
    """A value of the contract, whole, as JSON: for what is read and written together and never searched."""

    cache_ok = True

    def __init__(self, shape: Any) -> None:
        self.shape = shape
        self._decode = msgspec.json.Decoder(shape).decode

    def get_col_spec(self, **_options: Any) -> str:
        """Override UserDefinedType.get_col_spec."""
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """Override TypeEngine.bind_processor."""
        return _encode

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        """Override TypeEngine.result_processor."""
        decode = self._decode
        # Hot in a first sync: one call for each value, which a TypeDecorator would make three.
        return lambda value: None if value is None else decode(value)


def _encode(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()
