"""Which files are the marketplace's, and that no other one is ever touched."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from marketplace.contract.commands import SeeInvitation
from marketplace.contract.ids import AccountId
from marketplace.engine import Engine, MarketUnavailable, sqlite
from tests.unit.marketplace.stories import ANA, INVITATION, Story


def url(path: Path) -> str:
    """The file's address."""
    return f"sqlite:///{path}"


def foreign(path: Path) -> None:
    """A database of another program."""
    with sqlite3.connect(path) as connection:
        connection.execute("create table album (title text)")
    connection.close()


def newer(path: Path) -> None:
    """A marketplace of a later version."""
    Engine(url(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()


def text(path: Path) -> None:
    """No database at all."""
    path.write_text("Dear diary, today I wrote a hundred and twenty characters of text, which is no database." * 3)


def cut_off(path: Path) -> None:
    """A database of which only the beginning of the header is left."""
    Engine(url(path)).close()
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize(
    ("make", "words"),
    [(foreign, "another program"), (newer, "newer Bellhop"), (text, "not a marketplace's file"), (cut_off, "damaged")],
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "market.sqlite3"
    make(path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(MarketUnavailable, match=words):
        Engine(url(path))
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_file_with_damaged_pages_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "market.sqlite3"
    Engine(url(path)).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(MarketUnavailable, match="damaged"):
        Engine(url(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://localhost/market", "SQLite or PostgreSQL"),
        ("postgresql://127.0.0.1:1/market", "cannot be reached"),
        ("no address", "not a database's address"),
        ("sqlite:////nowhere/at/all/market.sqlite3", "no directory"),
        ("sqlite:////", "cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_in_words(address: str, words: str) -> None:
    with pytest.raises(MarketUnavailable, match=words):
        Engine(address)


def test_an_empty_file_is_a_new_marketplace(tmp_path: Path) -> None:
    path = tmp_path / "market.sqlite3"
    path.touch()
    Engine(url(path)).close()
    assert path.stat().st_size > 0


def test_a_marketplace_keeps_its_identity_and_everything_in_it(tmp_path: Path) -> None:
    address = url(tmp_path / "market.sqlite3")
    first = Story(address).accepted()
    told = first.seen()
    first.engine.close()
    again = Engine(address, clock=lambda: first.now)
    assert again.market == first.engine.market
    page = again.changes(AccountId("ana"), 0)
    again.close()
    assert list(getattr(page, "entities", ())) == told


def test_two_marketplaces_are_told_apart() -> None:
    engines = [Engine("sqlite://"), Engine("sqlite://")]
    assert engines[0].market != engines[1].market
    for engine in engines:
        engine.close()


def test_the_file_is_driven_in_the_safe_way(tmp_path: Path) -> None:
    path = tmp_path / "market.sqlite3"
    engine = Engine(url(path))
    with engine._reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.close()
    assert pragmas == {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_locked_file_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.engine.sqlite.BUSY_SECONDS", 0)
    path = tmp_path / "market.sqlite3"
    engine = Engine(url(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(MarketUnavailable, match="busy"):
        engine.head(AccountId("ana"))
    other.close()
    engine.close()


def test_two_processes_write_to_one_file(tmp_path: Path) -> None:
    address = url(tmp_path / "market.sqlite3")
    one = Story(address)
    other = Engine(address, clock=lambda: one.now)
    one.invited()
    told = other.changes(AccountId("ana"), 0)
    other.close()
    assert len(getattr(told, "entities", ())) == 3
    one.engine.close()


def test_what_another_process_writes_while_nobody_can_look_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOOK_SECONDS", 0.02)
    path, told = tmp_path / "market.sqlite3", threading.Event()
    engine = Engine(url(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    stop = engine.listen(lambda _accounts: told.set())
    try:
        other.execute("update meta set value = value")
        assert not told.wait(0.2), "it looked through the lock"
        other.execute("commit")
        assert told.wait(10)
    finally:
        stop()
        other.close()
        engine.close()


def cut(address: str) -> None:
    """Every connection to the database is lost, as when it is started anew."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


def test_a_lost_connection_costs_a_writer_nothing(postgresql: str) -> None:
    story = Story(postgresql).invited()
    cut(postgresql)
    story.does(ANA, SeeInvitation(invitation=INVITATION))
    assert story.invitation().version == 2
    story.engine.close()


def test_a_lost_connection_costs_a_reader_one_answer(postgresql: str) -> None:
    story = Story(postgresql).invited()
    cut(postgresql)
    with pytest.raises(MarketUnavailable, match=r"cannot be reached|being stopped"):
        story.engine.head(AccountId("ana"))
    assert story.engine.head(AccountId("ana")) == 3
    story.engine.close()


def test_who_listens_hears_again_after_the_connection_was_lost(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.engine.postgresql.RECONNECT_SECONDS", 0.1)
    story, heard = Story(postgresql), threading.Event()
    other = Engine(postgresql)
    stop = other.listen(lambda accounts: heard.set())
    assert heard.wait(10), "who begins to listen is told to look once"
    cut(postgresql)
    heard.clear()
    assert heard.wait(20), "and who has to begin anew is, too"
    heard.clear()
    story.invited()
    assert heard.wait(10)
    stop()
    other.close()
    story.engine.close()
