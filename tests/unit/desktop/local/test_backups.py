"""Backups: whole, checked, private, thinned; a bad one never takes the place of a good one."""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from desktop.errors import DiskProblem, StoreDamaged
from desktop.local import backups as module
from desktop.local.backups import STORE, Backup, Backups, is_good
from desktop.local.schema import VERSION
from desktop.local.store import Connection, one, open_store, transaction
from desktop.local.thinning import DAY, HOUR
from tests.unit.desktop.things import NOW


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    """Where backups are kept; the directory is not there yet."""
    return Backups(tmp_path / "backups")


def write(connection: Connection, name: str, body: bytes = b"kept") -> None:
    """Something that is only in this store."""
    connection.execute("insert into document values (?, ?)", (name, body))


def counted(connection: Connection) -> str:
    """How far the count has come."""
    return str(one(connection, "select cast(body as text) from document where name = 'count'"))


def names(backup: Backup) -> set[str]:
    """What a backup holds."""
    copy = apsw.Connection(str(backup.path), flags=apsw.SQLITE_OPEN_READONLY)
    found = {row[0] for row in copy.execute("select name from document")}
    copy.close()
    return found


def files(backups: Backups) -> list[str]:
    """All that lies in the directory."""
    return sorted(path.name for path in backups._directory.iterdir())


def test_a_backup_holds_what_was_committed_although_it_is_only_in_the_log(
    store: Connection, path: Path, backups: Backups
) -> None:
    transaction(store, write, "note")
    assert names(backups.take(path, NOW)) == {"note"}


def test_a_backup_is_one_file_that_says_when_it_was_taken(store: Connection, path: Path, backups: Backups) -> None:
    backup = backups.take(path, NOW + 7)
    assert files(backups) == ["bellhop-20260302-090000-007.sqlite3"]
    assert backups.newest_first() == [backup]
    assert backups.named("bellhop-20260302-090000-007") == backup


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_only_its_owner_can_read_it_whatever_the_umask(store: Connection, path: Path, backups: Backups) -> None:
    former = os.umask(0)
    try:
        backup = backups.take(path, NOW)
    finally:
        os.umask(former)
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700


def test_a_backup_is_of_one_moment_while_somebody_writes(store: Connection, path: Path, backups: Backups) -> None:
    done = threading.Event()
    store.execute("insert into document values ('count', cast(0 as blob))")

    def count_up(connection: Connection) -> None:
        connection.execute("update document set body = cast(cast(body as integer) + 1 as blob)")
        connection.execute(
            "insert into receipt (command, seq, at, sha256) values (?, 1, 1, '')",
            (str(one(connection, "select cast(body as text) from document")),),
        )

    def work() -> None:
        while not done.is_set():
            transaction(store, count_up)

    writer = threading.Thread(target=work)
    writer.start()
    try:
        taken = [backups.take(path, NOW + number) for number in range(5)]
    finally:
        done.set()
        writer.join()
    for backup in taken:
        copy = apsw.Connection(str(backup.path), flags=apsw.SQLITE_OPEN_READONLY)
        assert int(counted(copy)) == one(copy, "select count(*) from receipt")
        copy.close()


# --- what is not good -------------------------------------------------------------------------------------


def spoil(path: Path) -> None:
    """Overwrite a page in the middle, as a bad sector would."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 8192 * 4096)
        file.write(b"\xa5" * 4096)


def filled(path: Path) -> None:
    """A store of many pages, closed."""
    connection = open_store(path)
    for number in range(200):
        write(connection, f"note {number}", b"x" * 2000)
    connection.close()


def test_a_damaged_store_pushes_no_good_backup_out(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NEWEST", 2)
    filled(path)
    good = [backups.take(path, NOW + number * HOUR) for number in range(2)]
    spoil(path)
    for number in range(5):
        with pytest.raises(StoreDamaged):
            backups.take(path, NOW + DAY + number * HOUR)
    assert backups.newest_first() == good[::-1]
    assert len(files(backups)) == 2


def test_good_ones_are_found_behind_bad_ones(path: Path, backups: Backups) -> None:
    filled(path)
    first, second, third = (backups.take(path, NOW + number) for number in range(3))
    spoil(third.path)
    second.path.write_bytes(b"")
    assert list(backups.good()) == [first]


@pytest.mark.parametrize(
    "change",
    [
        lambda copy: copy.pragma("user_version", VERSION + 1),
        lambda copy: copy.pragma("application_id", 1),
        lambda copy: copy.pragma("user_version", 0),
    ],
)
def test_what_is_not_a_store_we_know_is_no_good_backup(
    store: Connection, path: Path, backups: Backups, change: Callable[[Connection], object]
) -> None:
    backup = backups.take(path, NOW)
    assert is_good(backup.path)
    copy = apsw.Connection(str(backup.path))
    change(copy)
    copy.close()
    assert not is_good(backup.path)


def test_a_full_disk_is_said_and_leaves_no_half_a_copy(path: Path, backups: Backups) -> None:
    filled(path)
    good = backups.take(path, NOW)

    def full(*_: object) -> None:
        raise apsw.FullError

    with pytest.raises(DiskProblem, match="disk is full"):
        Backups(backups._directory, STORE._replace(copy=full)).take(path, NOW + 1)
    assert files(backups) == [good.path.name]


def test_what_else_lies_in_the_directory_is_left_alone(store: Connection, path: Path, backups: Backups) -> None:
    backups.take(path, NOW)
    for name in ("bellhop-mine.sqlite3", "notes.txt", "bellhop-20260302-090000-xyz.sqlite3"):
        (backups._directory / name).write_text("mine", encoding="utf-8")
    backups.take(path, NOW + 1)
    assert len(files(backups)) == 5
    assert len(backups.newest_first()) == 2


def test_backups_weigh_no_more_than_they_may(
    store: Connection, path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = backups.take(path, NOW).size
    monkeypatch.setattr(module, "MOST_BYTES", size * 3)
    for number in range(1, 7):
        backups.take(path, NOW + number)
    assert [each.taken_at for each in backups.newest_first()] == [NOW + 6, NOW + 5, NOW + 4]
    monkeypatch.setattr(module, "MOST_BYTES", 1)
    backups.take(path, NOW + 7)
    assert [each.taken_at for each in backups.newest_first()] == [NOW + 7, NOW + 6]
