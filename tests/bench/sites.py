"""Where servers are measured: databases of both kinds, filled, and a server process on one of them."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import psutil

from marketplace.contract.entities import Party
from marketplace.engine import Actor, Engine, migrations
from marketplace.simulation.demo import ANA
from marketplace.simulation.market import bulk
from tests.bench.programs import ROOT
from tests.support.postgresql import running

SHELF = ROOT / "build" / "bench"
SEED = 11
NOW = datetime.now(UTC)
READER = Actor(Party.FREELANCER, ANA.id)


class Site(NamedTuple):
    """A kind of database; `new` makes an empty one of a name and gives its address, `files` is for its files."""

    name: str
    new: Callable[[str], str]
    files: Path


class Server(NamedTuple):
    """A server process, and the port it answers at."""

    process: psutil.Process
    port: int


@contextlib.contextmanager
def sites() -> Iterator[Sequence[Site]]:
    """Both kinds, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="bellhop-bench-") as folder, running() as cluster:
        files = Path(folder, "files")
        yield (
            Site("SQLite", lambda name: f"sqlite:///{Path(folder) / name}.sqlite3", files),
            Site("PostgreSQL", lambda _name: cluster.create(), files),
        )


def filled(site: Site, count: int) -> str:
    """A database with `count` invitations for one reader; a file is made once and kept."""
    address = site.new(f"market-{count}")
    if site.name != "SQLite":
        _fill(address, count)
        return address
    kept = SHELF / f"served-{count}-{migrations.NEWEST}.sqlite3"
    if not kept.exists():
        draft = kept.with_suffix(".unfinished")
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        _fill(f"sqlite:///{draft}", count)
        draft.rename(kept)
        draft.with_name(f"{draft.name}-journal").unlink(missing_ok=True)  # empty, as it is cut off instead of removed
    shutil.copyfile(kept, address.removeprefix("sqlite:///"))
    return address


def tokens(address: str, actors: Iterable[Actor]) -> list[str]:
    """A token for each of `actors`."""
    engine = Engine(address)
    with engine.together():
        made = [engine.issue_token(actor, "bench", timedelta(days=1)) for actor in actors]
    engine.close()
    return made


@contextlib.contextmanager
def serving(address: str, site: Site) -> Iterator[Server]:
    """A server of one process on a database, without limits of rate."""
    command = [sys.executable, "-m", "marketplace", "serve", "--database", address, "--port", "0", "--rate", "0"]
    with _announcing([*command, "--blobs", str(site.files)]) as (process, line):
        yield Server(process, int(line.rpartition(":")[2]))


@contextlib.contextmanager
def constant(size: int) -> Iterator[Server]:
    """A server that answers with `size` bytes, always the same."""
    with _announcing([sys.executable, "-m", "tests.bench.constant", str(size)]) as (process, line):
        yield Server(process, int(line))


@contextlib.contextmanager
def _announcing(command: Sequence[str]) -> Iterator[tuple[psutil.Process, str]]:
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield psutil.Process(process.pid), process.stdout.readline()
        finally:
            process.kill()


def _fill(address: str, count: int) -> None:
    engine = Engine(address, clock=lambda: NOW)
    try:
        engine.add_account(ANA)
        engine.load(bulk(count, SEED, NOW), ANA.id)
    finally:
        engine.close()
