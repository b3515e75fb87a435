"""Statements are compiled once for all marketplaces of a test run, and not once for each.

SQLAlchemy keeps what it has compiled with the engine, and nearly every test makes an engine of its own: compiling was
a third of what the marketplace's tests cost. A run has databases of two kinds only, whose dialects are alike.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

ENOUGH = 2_000
"""Statements that are kept of each kind; the marketplace has a few hundred, some of them in several forms."""


@pytest.fixture(autouse=True, scope="session")
def statements_compiled_once() -> Iterator[None]:
    """Engines for the same kind of database keep what they compiled together."""
    kept: dict[str, LRUCache[Any, Any]] = {}
    make = Engine.__init__

    def make_sharing(self: Engine, *arguments: Any, **options: Any) -> None:
        make(self, *arguments, **options)
        self._compiled_cache = kept.setdefault(_kind(self.dialect), LRUCache(ENOUGH))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", make_sharing)
        patch.setattr(DefaultDialect, "__eq__", lambda one, other: _kind(one) == _kind(other))
        patch.setattr(DefaultDialect, "__hash__", lambda one: hash(_kind(one)))
        yield


def _kind(dialect: Any) -> str:
    return f"{dialect.name}+{dialect.driver}"
