"""A store of every version that was released comes up to date: whole, wherever it is interrupted, with all it holds."""

import shutil
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from desktop.errors import StoreNewer
from desktop.local import drafts, listing, outbox
from desktop.local import store as stores
from desktop.local.backups import Backups
from desktop.local.opening import open_or_recover
from desktop.local.schema import MIGRATIONS, VERSION
from desktop.local.store import Connection, open_store
from tests.support.released import VERSIONS, is_kept, rows, schema
from tests.unit.desktop.things import NOW


@pytest.fixture(params=VERSIONS, ids=lambda version: f"v{version}")
def released(request: pytest.FixtureRequest, path: Path) -> Path:
    """A store as an earlier Bellhop left it."""
    shutil.copy(VERSIONS[request.param], path)
    return path


def test_every_released_version_has_its_file() -> None:
    assert set(range(1, VERSION)) <= set(VERSIONS)


def test_a_released_step_was_not_edited(released: Path, tmp_path: Path) -> None:
    with closing(apsw.Connection(str(released))) as connection:
        former, version = schema(connection), int(connection.pragma("user_version"))
    with closing(apsw.Connection(str(tmp_path / "fresh"))) as fresh:
        for step in MIGRATIONS[:version]:
            fresh.execute(step)
        assert schema(fresh) == former


def test_it_becomes_what_a_fresh_store_is_and_keeps_every_value(released: Path, tmp_path: Path) -> None:
    before = rows(released)
    with closing(open_store(released)) as migrated, closing(open_store(tmp_path / "fresh.sqlite3")) as fresh:
        assert schema(migrated) == schema(fresh)
        assert migrated.pragma("user_version") == VERSION
        assert migrated.pragma("integrity_check") == "ok"
    assert is_kept(before, rows(released))


def test_what_was_written_then_can_be_gone_on_with(released: Path) -> None:
    with closing(open_store(released)) as store:
        draft = drafts.open_for(store, "i0", direct=False)
        assert draft.fields.cover_letter == "Dear client, I would gladly take this on."
        assert drafts.save(store, draft._replace(fields=drafts.Fields(cover_letter="More")), NOW).revision == 4
        assert {item.id for item in map(outbox._waiting, _outbox(store))} == {
            "waits",
            "refused",
            "answered",
            "sent",
            "says",
        }
        assert listing.counts(store)["drafts"].total == 2


def _outbox(store: Connection) -> list[tuple[object, ...]]:
    return store.execute(f"select {outbox._FIELDS} from outbox").fetchall()


def test_a_step_that_fails_leaves_the_store_at_the_version_before(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(released).close()
    before = rows(released)
    with monkeypatch.context() as patch:
        patch.setattr(stores, "MIGRATIONS", (*MIGRATIONS, "create table half (a); create nonsense"))
        patch.setattr(stores, "VERSION", VERSION + 1)
        with pytest.raises(apsw.SQLError):
            open_store(released)
    with closing(open_store(released)) as again:
        assert again.pragma("user_version") == VERSION
    assert rows(released) == before


def test_an_earlier_store_is_backed_up_before_it_is_changed(released: Path, tmp_path: Path) -> None:
    former = rows(released)
    with closing(apsw.Connection(str(released))) as connection:
        version = int(connection.pragma("user_version"))
    directory = tmp_path / "backups"
    open_or_recover(released, directory, NOW).connection.close()
    taken = Backups(directory).newest_first()
    assert len(taken) == (version < VERSION)
    assert all(rows(backup.path) == former for backup in taken)
    open_or_recover(released, directory, NOW + 1).connection.close()
    assert Backups(directory).newest_first() == taken


def test_each_step_changes_the_schema(path: Path) -> None:
    """So that a version number which was garbled is told from one that is true."""
    with closing(apsw.Connection(str(path))) as connection:
        seen = [stores._schema(connection)]
        for step in MIGRATIONS:
            connection.execute(step)
            seen.append(stores._schema(connection))
    assert len(set(seen)) == VERSION + 1


@pytest.mark.parametrize("version", [VERSION - 1, VERSION + 1, 2**30])
def test_a_version_number_that_was_garbled_is_damage_and_nothing_is_lost(
    path: Path, tmp_path: Path, version: int
) -> None:
    with closing(open_store(path)) as store:
        store.execute("insert into document values ('note', cast('of today' as blob))")
        store.pragma("user_version", version)
    opened = open_or_recover(path, tmp_path / "backups", NOW)
    with closing(opened.connection) as store:
        assert stores.one(store, "select body from document where name = 'note'") == b"of today"
    assert "was damaged" in opened.notice


def test_a_newer_store_is_not_touched_and_neither_is_its_log(path: Path, tmp_path: Path) -> None:
    newer = open_store(path)
    newer.execute("create table of_tomorrow (id)")
    newer.pragma("user_version", VERSION + 1)
    newer.execute("insert into document values ('note', cast('of tomorrow' as blob))")
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    newer.close()
    before = {ending: Path(f"{copy}{ending}").read_bytes() for ending in ("", "-wal")}
    with pytest.raises(StoreNewer, match="A newer Bellhop wrote"):
        open_or_recover(copy, tmp_path / "backups", NOW)
    assert {ending: Path(f"{copy}{ending}").read_bytes() for ending in ("", "-wal")} == before
