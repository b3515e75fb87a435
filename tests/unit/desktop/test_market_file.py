"""The embedded marketplace's file: backed up while it works, and replaced by the best there is where it is damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from desktop import market_file
from desktop.errors import StoreDamaged
from desktop.local.opening import exchange
from desktop.local.thinning import HOUR
from desktop.profile import Profile, open_profile
from marketplace import faults
from marketplace.engine import Engine, MarketUnavailable, keeping
from marketplace.engine.migrations import NEWEST
from tests.unit.desktop.things import NOW
from tests.unit.marketplace.stories import ANA, INVITATION, Story, end_all


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    """A profile whose marketplace has one invitation."""
    made = open_profile(tmp_path / "profile")
    Story(f"sqlite:///{made.market}").invited().engine.close()
    yield made
    end_all()


def taken(profile: Profile, now: int = NOW) -> Path:
    """A backup of the marketplace."""
    return market_file.backups_of(profile).take(profile.market, now).path


def states(file: Path) -> list[str]:
    """How the invitations of a marketplace stand."""
    with closing(sqlite3.connect(file)) as market:
        return [str(row[0]) for row in market.execute("select state from invitation")]


def ignore(profile: Profile) -> None:
    """Something happens after the backup."""
    with closing(sqlite3.connect(profile.market)) as market, market:
        market.execute("update invitation set state = 'ignored'")


def garble(file: Path, seed: int) -> None:
    """Half of the pages are noise."""
    chance, content = Random(seed), bytearray(file.read_bytes())
    for start in range(4096, len(content), 8192):
        content[start : start + 4096] = chance.randbytes(4096)
    file.write_bytes(content)


def kept(profile: Profile) -> list[Path]:
    """Files that were put aside."""
    return sorted(profile.directory.glob("market.damaged-*.sqlite3"))


def test_a_backup_holds_what_was_committed_and_goes_beside_those_of_the_store(profile: Profile) -> None:
    ignore(profile)
    assert taken(profile).name == "market-20260302-090000-000.sqlite3"
    assert states(taken(profile, NOW + 1)) == ["ignored"]


def test_a_damaged_file_is_no_backup(profile: Profile) -> None:
    garble(profile.market, 1)
    with pytest.raises(StoreDamaged):
        taken(profile)
    assert market_file.backups_of(profile).newest_first() == []


def test_a_backup_is_due_when_the_newest_is_old_and_something_was_written_since(profile: Profile) -> None:
    now = int(profile.market.stat().st_mtime * 1000) + HOUR
    due = [market_file.back_up_if_due(profile, now + after) for after in (0, 1, HOUR)]
    os.utime(profile.market, (now / 1000 + 1, now / 1000 + 1))
    due += [market_file.back_up_if_due(profile, now + after) for after in (2, 2 * HOUR)]
    assert due == [True, False, False, False, True]


def test_a_good_file_is_left_alone(profile: Profile) -> None:
    before = profile.market.read_bytes()
    assert market_file.recover_if_damaged(profile) == ""
    assert profile.market.read_bytes() == before


def test_a_damaged_file_is_kept_and_its_backup_takes_its_place(profile: Profile) -> None:
    taken(profile)
    ignore(profile)
    garble(profile.market, 2)
    damaged = profile.market.read_bytes()
    told = market_file.recover_if_damaged(profile)
    assert "The backup of 02 March 2026" in told
    assert states(profile.market) == ["received"]
    assert [file.read_bytes() for file in kept(profile)] == [damaged]
    assert kept(profile)[0].name in told


def test_a_file_of_which_only_an_index_is_damaged_loses_nothing(profile: Profile) -> None:
    taken(profile)
    ignore(profile)
    with closing(sqlite3.connect(profile.market)) as market:
        ((page,),) = market.execute(
            "select rootpage from sqlite_schema where type = 'index' and tbl_name = 'invitation' limit 1"
        ).fetchall()
        ((size,),) = market.execute("pragma page_size").fetchall()
    content = bytearray(profile.market.read_bytes())
    content[(page - 1) * size + size // 2 : page * size] = bytes(size // 2)
    profile.market.write_bytes(content)
    assert "Nothing of it was lost" in market_file.recover_if_damaged(profile)
    assert states(profile.market) == ["ignored"]


@pytest.mark.parametrize(
    "garbling",
    [
        pytest.param("update invitation set message = cast(x'41ff' as text)", id="no text"),
        pytest.param("update job set body = '[]'", id="no job"),
        pytest.param("update invitation set sent_at = '2026-13-41'", id="no day"),
    ],
)
def test_a_row_that_says_nothing_is_damage_where_sqlite_finds_none(profile: Profile, garbling: str) -> None:
    taken(profile)
    with closing(sqlite3.connect(profile.market)) as market, market:
        market.execute(garbling)
    assert "The backup of" in market_file.recover_if_damaged(profile)
    assert states(profile.market) == ["received"]


def test_a_file_that_another_program_holds_is_not_taken_for_a_damaged_one(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(profile)
    ignore(profile)
    monkeypatch.setattr(keeping, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(profile.market, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(MarketUnavailable, match="cannot be read now"):
            market_file.recover_if_damaged(profile)
        other.execute("rollback")
    assert (states(profile.market), kept(profile)) == (["ignored"], [])


def test_an_empty_file_where_there_was_a_marketplace_is_damaged(profile: Profile) -> None:
    taken(profile)
    profile.market.write_bytes(b"")
    assert "The backup of" in market_file.recover_if_damaged(profile)
    assert states(profile.market) == ["received"]


def test_without_a_backup_a_new_one_can_be_begun_and_the_damaged_one_is_kept(profile: Profile) -> None:
    garble(profile.market, 3)
    assert "There is no backup of it" in market_file.recover_if_damaged(profile)
    assert profile.market.stat().st_size == 0
    assert len(kept(profile)) == 1


def test_a_backup_that_went_bad_is_passed_over(profile: Profile) -> None:
    taken(profile)
    garble(taken(profile, NOW + HOUR), 4)
    garble(profile.market, 4)
    assert "02 March 2026, " in market_file.recover_if_damaged(profile)
    assert states(profile.market) == ["received"]


def test_what_a_newer_version_made_is_not_touched(profile: Profile) -> None:
    taken(profile)
    with closing(sqlite3.connect(profile.market)) as market:
        market.execute(f"pragma user_version = {NEWEST + 1}")
    before = profile.market.read_bytes()
    assert market_file.recover_if_damaged(profile) == ""
    assert profile.market.read_bytes() == before


def test_a_journal_of_the_damaged_file_does_not_come_upon_its_successor(profile: Profile) -> None:
    taken(profile)
    garble(profile.market, 5)
    journal = Path(f"{profile.market}-journal")
    journal.write_bytes(b"of the damaged file")
    market_file.recover_if_damaged(profile)
    assert not journal.exists()
    assert states(profile.market) == ["received"]


@pytest.mark.parametrize("moment", ["exchange.put_aside", "exchange.replaced"])
def test_a_recovery_that_was_killed_is_finished_by_the_next_start(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    class Killed(BaseException):
        pass

    def kill(name: str) -> None:
        if name == moment:
            raise Killed

    taken(profile)
    garble(profile.market, 6)
    with monkeypatch.context() as patch:
        patch.setattr(faults, "point", kill)
        with pytest.raises(Killed):
            market_file.recover_if_damaged(profile)
    exchange(profile.market)
    assert market_file.recover_if_damaged(profile) == ""
    assert states(profile.market) == ["received"]
    assert len(kept(profile)) == 1


def test_a_backup_can_be_restored_on_purpose_and_what_was_there_is_kept(profile: Profile) -> None:
    taken(profile)
    ignore(profile)
    (backup,) = market_file.backups_of(profile).newest_first()
    told = market_file.restore(profile, backup)
    (former,) = profile.directory.glob("market.replaced-*.sqlite3")
    assert former.name in told
    assert (states(profile.market), states(former)) == (["received"], ["ignored"])


@pytest.mark.parametrize("seed", range(12))
def test_wherever_it_is_damaged_it_opens_again(profile: Profile, seed: int) -> None:
    taken(profile)
    chance, content = Random(seed), bytearray(profile.market.read_bytes())
    for _ in range(chance.randrange(1, 40)):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    profile.market.write_bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
    market_file.recover_if_damaged(profile)
    with closing(Engine(f"sqlite:///{profile.market}")) as engine:
        assert engine.thing(ANA, "invitation", INVITATION) is not None, f"seed {seed}"
