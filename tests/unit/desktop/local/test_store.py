"""Opening the store: what is there is kept, what cannot be used is said in a sentence and not touched."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from desktop.errors import AppError, DiskProblem, StoreDamaged, StoreNewer, StoreProblem
from desktop.local.schema import APPLICATION_ID, VERSION
from desktop.local.store import Connection, one, open_reader, open_store, transaction, translated


def test_a_new_store_is_made_at_the_newest_version_and_marked_as_ours(store: Connection) -> None:
    assert (store.pragma("user_version"), store.pragma("application_id")) == (VERSION, APPLICATION_ID)


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_only_its_owner_can_read_it(store: Connection, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_commit_is_on_the_disk_before_it_returns(store: Connection) -> None:
    assert (store.pragma("journal_mode"), store.pragma("synchronous")) == ("wal", 2)


def test_what_was_written_is_there_when_it_is_opened_again(store: Connection, path: Path) -> None:
    store.execute("insert into document values ('note', cast('kept' as blob))")
    store.close()
    again = open_store(path)
    assert one(again, "select body from document where name = 'note'") == b"kept"
    again.close()


def test_a_reader_sees_what_was_committed_and_cannot_write(store: Connection, path: Path) -> None:
    reader = open_reader(path)
    store.execute("insert into document values ('note', cast('kept' as blob))")
    assert one(reader, "select count(*) from document") == 1
    with pytest.raises(apsw.ReadOnlyError):
        reader.execute("delete from document")
    reader.close()


# --- what cannot be used ----------------------------------------------------------------------------------


def _newer(path: Path) -> None:
    connection = open_store(path)
    connection.execute("create table of_tomorrow (id)")
    connection.pragma("user_version", VERSION + 1)
    connection.close()


def _foreign(path: Path) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("create table bookmark (url)")
    connection.close()


def _random_bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def _a_letter(path: Path) -> None:
    path.write_text("Dear client, " * 100, encoding="utf-8")


def _broken_schema(path: Path) -> None:
    open_store(path).close()
    content = bytearray(path.read_bytes())
    content[100:2000] = b"\xff" * 1900
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (_newer, StoreNewer),
        (_foreign, StoreDamaged),
        (_random_bytes, StoreDamaged),
        (_a_letter, StoreDamaged),
        (_broken_schema, StoreDamaged),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_not_touched(
    path: Path, spoil: Callable[[Path], None], error: type[AppError]
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(error, match=path.name):
        open_store(path)
    assert path.read_bytes() == before


def test_a_directory_in_its_place_is_a_problem_of_the_disk(path: Path) -> None:
    path.mkdir()
    with pytest.raises(DiskProblem, match="cannot be written"):
        open_store(path)


def test_a_missing_directory_is_a_problem_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(DiskProblem, match="cannot be written"):
        open_store(tmp_path / "gone" / "bellhop.sqlite3")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold root back")
def test_a_file_that_may_not_be_written_is_a_problem_of_the_disk(store: Connection, path: Path) -> None:
    store.close()
    path.chmod(0o400)
    with pytest.raises(DiskProblem, match="cannot be written"):
        open_store(path)


def test_a_full_disk_says_that_what_was_typed_is_safe(store: Connection, path: Path) -> None:
    store.pragma("max_page_count", store.pragma("page_count"))
    with pytest.raises(DiskProblem, match="disk is full"), translated(path):
        store.execute("insert into document values ('large', zeroblob(100000))")


def test_another_program_that_holds_the_store_is_named(store: Connection, path: Path) -> None:
    other = apsw.Connection(str(path))
    other.execute("begin immediate")
    store.set_busy_timeout(1)
    with pytest.raises(StoreProblem, match="Another program"), translated(path):
        transaction(store, _write_a_note)
    other.close()


def test_a_trigger_that_was_garbled_is_noticed_before_it_is_used(store: Connection, path: Path) -> None:
    store.close()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"entry_moved after update of section", b"entry_moved after update of seqtion"))
    with pytest.raises(StoreDamaged):
        open_store(path)


# --- transactions -----------------------------------------------------------------------------------------


def test_a_transaction_that_fails_leaves_nothing_behind(store: Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        transaction(store, _write_a_note_and_fail)
    assert one(store, "select count(*) from document") == 0
    assert not store.in_transaction


def test_a_transaction_answers_what_its_work_answers(store: Connection) -> None:
    assert transaction(store, _write_a_note) == "written"
    assert one(store, "select count(*) from document") == 1


def _write_a_note(connection: Connection) -> str:
    connection.execute("insert into document values ('note', cast('kept' as blob))")
    return "written"


def _write_a_note_and_fail(connection: Connection) -> None:
    _write_a_note(connection)
    raise ZeroDivisionError
