"""The disk without power forgets what was not flushed, and nothing else: a store that does not flush is found out."""

from contextlib import closing, suppress
from pathlib import Path

import apsw
import pytest

from tests.faults.power import Disk, PowerCut, plugged_in

COMMITS = 30


def _written(disk: Disk, synchronous: str) -> list[int]:
    """What is found of so many commits when the power fails after the last."""
    connection = apsw.Connection("notes")
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    connection.execute("create table note (number integer)")
    connection.pragma("synchronous", synchronous)
    for number in range(COMMITS):
        connection.execute("insert into note values (?)", (number,))
    disk.cut_after(0)
    with suppress(PowerCut):
        connection.close()
    disk.power_on()
    with closing(apsw.Connection("notes")) as again:
        return [int(str(row[0])) for row in again.execute("select number from note")]


@pytest.mark.parametrize("seed", range(5))
def test_commits_that_were_flushed_are_found(seed: int) -> None:
    with plugged_in(seed) as disk:
        assert _written(disk, "full") == list(range(COMMITS))


def test_commits_that_were_not_flushed_may_be_gone() -> None:
    found = []
    for seed in range(5):
        with plugged_in(seed) as disk:
            found.append(len(_written(disk, "normal")))
    assert min(found) < COMMITS


def test_the_power_fails_where_it_was_told_to() -> None:
    with plugged_in(1) as disk:
        connection = apsw.Connection("notes")
        connection.execute("create table note (number integer)")
        disk.cut_after(3)
        with pytest.raises(PowerCut):
            connection.execute("insert into note values (1)")
        with suppress(PowerCut):
            connection.close()


def test_other_connections_are_on_the_real_disk_afterwards(tmp_path: Path) -> None:
    with plugged_in(1):
        pass
    with closing(apsw.Connection(str(tmp_path / "notes"))) as connection:
        connection.execute("create table note (number integer)")
    assert (tmp_path / "notes").stat().st_size > 0
