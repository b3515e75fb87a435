"""Migrations: a store of each released version, brought up to date by a process that ends at each statement in turn."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from desktop.local.store import open_store
from tests.bench.programs import ROOT
from tests.scorecard.card import Outcome, Row
from tests.support.released import VERSIONS, is_kept, rows, schema

STOPPED = 137
STOP_AT = """
import os, sys
from pathlib import Path
import apsw
from desktop.local.store import open_store

left = int(sys.argv[2])


def count(_cursor, _sql, _bindings):
    global left
    left -= 1
    if left < 0:
        os._exit(137)
    return True


def watch(connection):
    connection.exec_trace = count


apsw.connection_hooks.append(watch)
open_store(Path(sys.argv[1])).close()
"""


def measure(_size: int, _seed: int) -> Outcome:
    """Every version, every statement."""
    failures, stops = list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        with closing(open_store(Path(folder, "fresh.sqlite3"))) as fresh:
            wanted = schema(fresh)
        for version, file in VERSIONS.items():
            for number in count():
                path = Path(shutil.copy(file, Path(folder, f"{version}-{number}.sqlite3")))
                is_through = _stopped_at(path, number)
                failures += (f"version {version}, statement {number}: {each}" for each in _problems(path, file, wanted))
                if is_through:
                    break
                stops += 1
    measured = (
        f"versions {', '.join(map(str, VERSIONS))}, {stops} ends: {len(failures)} not as a fresh store, or not whole"
    )
    return Outcome(measured, failures)


def _stopped_at(path: Path, statement: int) -> bool:
    """Bring the store up to date in a process that ends at that statement. Whether it came through before."""
    command = [sys.executable, "-c", STOP_AT, str(path), str(statement)]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code not in {0, STOPPED}:
        raise RuntimeError(f"The migration ended with {code} at statement {statement}.")
    return code == 0


def _problems(path: Path, original: Path, wanted: list[tuple[object, ...]]) -> Iterator[str]:
    with closing(open_store(path)) as store:
        if schema(store) != wanted:
            yield "the schema is not that of a fresh store"
        if (answer := store.pragma("integrity_check")) != "ok":
            yield f"integrity_check says {answer}"
    if not is_kept(rows(original), rows(path)):
        yield "something that it held is not there"


ROW = Row(
    name="migrations",
    claim="Stores of every released version, the process ended at every statement of their migration",
    target="100 % equal a fresh store and keep every value",
    measure=measure,
    short=1,
    long=1,
)
