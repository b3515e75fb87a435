"""Databases of earlier versions are led to the newest one, with everything in them, or left as they were.

`golden/DATABASE-VERSION.sql` is a database as that version made it: add one with each step, and never edit one.
"""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from marketplace.contract.commands import ReadRoom
from marketplace.contract.entities import Block, Changes, Party, Receipt, Room
from marketplace.contract.ids import AccountId, BlobId, ClientId, CommandId, new_id
from marketplace.engine import Engine, MarketUnavailable, migrations
from marketplace.engine.database import open_database
from marketplace.engine.listing import Wanted
from marketplace.engine.schema import metadata
from marketplace.engine.steps import STEPS
from tests.support.postgresql import Cluster
from tests.unit.marketplace.stories import ANA, BEN, ROOM, START

GOLDEN = Path(__file__).parent / "golden"
OLD = sorted(GOLDEN.glob("*.sql"))


def build(script: Path, folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database as `script` makes it."""
    if script.name.startswith("sqlite"):
        yield old_file(script, folder)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    address = cluster.create()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(script.read_bytes())
    yield address
    cluster.drop(address)


def old_file(script: Path, folder: Path) -> str:
    """The address of a file as `script` makes it."""
    path = folder / "market.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(script.read_text("utf-8"))
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Each database that was ever released."""
    yield from build(request.param, tmp_path, request)


def differences(address: str) -> list[Any]:
    """How the database at `address` differs from the newest schema."""
    database = open_database(address, migrations.NEWEST)
    with database.reader.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": False}), metadata)
    database.close()
    return list(found)


def test_an_old_database_becomes_what_a_new_one_is(old: str) -> None:
    Engine(old).close()
    assert differences(old) == []


def test_a_difference_would_be_noticed(old: str) -> None:
    assert differences(old) or old.startswith("postgresql"), "the comparison is blind"


def test_there_is_a_step_from_every_version() -> None:
    assert list(STEPS) == list(range(1, migrations.NEWEST))


def test_what_was_told_is_still_there(tmp_path: Path) -> None:
    engine = Engine(old_file(GOLDEN / "sqlite-1.sql", tmp_path))
    page, (token,) = engine.changes(AccountId("ana"), 0), engine.tokens()
    engine.close()
    assert isinstance(page, Changes)
    assert ROOM in [getattr(one, "id", "") for one in page.entities]
    assert (token.party, token.holder, token.scopes, token.label) == (
        Party.FREELANCER,
        "ana",
        ("read", "write"),
        "laptop",
    )


def test_an_old_market_lives_on(tmp_path: Path) -> None:
    engine = Engine(old_file(GOLDEN / "sqlite-1.sql", tmp_path))
    outcome = engine.handle(ANA, CommandId(new_id()), ReadRoom(room=ROOM, position=1))
    engine.close()
    assert isinstance(outcome, Receipt)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(op: Operations) -> None:
        op.drop_table("token")
        raise ZeroDivisionError

    monkeypatch.setattr("marketplace.engine.steps.STEPS", {**STEPS, 1: half})
    address = old_file(GOLDEN / "sqlite-1.sql", tmp_path)
    before = dump(tmp_path / "market.sqlite3")
    with pytest.raises(ZeroDivisionError):
        Engine(address)
    assert dump(tmp_path / "market.sqlite3") == before


def dump(path: Path) -> list[str]:
    """Everything in a file."""
    connection = sqlite3.connect(path)
    lines = [*connection.iterdump(), str(connection.execute("pragma user_version").fetchone())]
    connection.close()
    return lines


def test_who_opens_the_newest_version_does_not_pay_for_alembic(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'market.sqlite3'}"
    script = (
        "import sys; from marketplace.engine import Engine; Engine(sys.argv[1]).close();"
        "print([name for name in ('alembic', 'psycopg') if name in sys.modules])"
    )
    for _ in ("made", "opened"):
        ended = subprocess.run([sys.executable, "-c", script, address], capture_output=True, text=True, check=True)
        assert ended.stdout == "[]\n"


def test_several_processes_make_one_marketplace(cluster: Cluster) -> None:
    address = cluster.create()
    script = "import sys; from marketplace.engine import Engine; print(Engine(sys.argv[1]).market)"
    started = [
        subprocess.Popen([sys.executable, "-c", script, address], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    markets = {process.communicate(timeout=60)[0] for process in started}
    cluster.drop(address)
    assert len(markets) == 1
    assert markets != {""}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("create table album (title text)", "another program"),
        ("create table meta (name text, value text)", "another program"),
        ("create table meta (name text, value text); insert into meta values ('schema', '99')", "newer Bellhop"),
    ],
)
def test_a_database_that_is_not_ours_is_refused_and_left_alone(cluster: Cluster, statement: str, words: str) -> None:
    address = cluster.create()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
    with pytest.raises(MarketUnavailable, match=words):
        Engine(address)
    with psycopg.connect(address) as connection:
        tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
    cluster.drop(address)
    assert tables == (1,)


def test_who_sat_in_a_room_has_read_as_far_as_before(tmp_path: Path) -> None:
    room, _ = read_again(tmp_path, "sqlite-2.sql")
    assert (room.unread, [member.party for member in room.members]) == (1, [Party.FREELANCER, Party.CLIENT])


def test_who_was_blocked_is_told_with_where_it_came_from(tmp_path: Path) -> None:
    _, block = read_again(tmp_path, "sqlite-2.sql")
    assert (block.id, block.client.name, block.invitation) == ("nordwind", "Nordwind Energie", "spam")
    assert block.job_title == "Turbine manual"


def test_files_are_still_whose_they_were(tmp_path: Path) -> None:
    engine = Engine(old_file(GOLDEN / "sqlite-2.sql", tmp_path))
    blob = BlobId(hashlib.sha256(b"curriculum").hexdigest())
    progress = engine.blob_progress(ANA, blob), engine.blob_progress(BEN, blob)
    engine.close()
    assert [getattr(each, "complete", None) for each in progress] == [True, False]


def read_again(folder: Path, script: str) -> tuple[Room, Block]:
    """The room and the block of an old market, as Ana reads them now."""
    engine = Engine(old_file(GOLDEN / script, folder))
    page = engine.changes(AccountId("ana"), 0)
    engine.close()
    assert isinstance(page, Changes)
    (room,) = (one for one in page.entities if isinstance(one, Room))
    (block,) = (one for one in page.entities if isinstance(one, Block))
    return room, block


@pytest.mark.parametrize("script", ["sqlite-4.sql", "postgresql-4.sql"])
def test_jobs_of_before_are_found_by_their_words(script: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for address in build(GOLDEN / script, tmp_path, request):
        engine = Engine(address, clock=lambda: START)
        wanted = Wanted(ClientId("nordwind"), "masse ubersetzung", is_open=True)
        posts, _ = engine.posts(BEN, wanted, None, 10)
        engine.close()
        assert [post.job.id for post in posts] == ["gearbox"]
