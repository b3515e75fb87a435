"""Backups are taken by themselves: when the last is old enough and something changed, and never in anybody's way."""

import asyncio
from pathlib import Path

import pytest

from desktop.errors import DiskProblem, StoreDamaged
from desktop.local import documents
from desktop.local.backups import Backups
from desktop.services.safekeeping import EVERY, Safekeeping
from tests.unit.desktop.services.desks import Desk


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    """Where backups are kept."""
    return Backups(tmp_path / "backups")


@pytest.fixture
def safekeeping(desk: Desk, backups: Backups) -> Safekeeping:
    """The service over the desk's store."""
    return Safekeeping(desk.store, backups, desk._clock)


async def change(desk: Desk, value: int) -> None:
    """Something that the store has to keep."""
    await desk.store.write(documents.save, "value", value)


def test_a_backup_is_taken_when_the_last_is_old_enough_and_something_changed(
    desk: Desk, backups: Backups, safekeeping: Safekeeping
) -> None:
    async def story() -> None:
        await change(desk, 1)
        taken = [await safekeeping.back_up_if_due()]
        await change(desk, 2)
        taken.append(await safekeeping.back_up_if_due())
        desk.now += EVERY
        taken.append(await safekeeping.back_up_if_due())
        desk.now += EVERY
        taken.append(await safekeeping.back_up_if_due())
        assert taken == [True, False, True, False]

    asyncio.run(story())
    assert len(backups.newest_first()) == 2


def test_what_lies_beside_the_store_is_told_the_time_and_may_fail(desk: Desk, backups: Backups) -> None:
    told = list[int]()

    def beside(now: int) -> None:
        told.append(now)
        raise DiskProblem("The disk is full.")

    asyncio.run(Safekeeping(desk.store, backups, desk._clock, beside).back_up_beside())
    assert told == [round(desk.now * 1000)]


def test_a_clock_that_was_set_back_by_years_does_not_end_all_backups(
    desk: Desk, backups: Backups, safekeeping: Safekeeping
) -> None:
    async def story() -> None:
        await change(desk, 1)
        await safekeeping.back_up_if_due()
        desk.now -= 365 * 24 * 3600
        await change(desk, 2)
        assert await safekeeping.back_up_if_due()

    asyncio.run(story())


def test_a_full_disk_ends_nothing_and_the_next_time_is_tried_again(
    desk: Desk, backups: Backups, safekeeping: Safekeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskProblem("The disk is full.")

    async def story() -> None:
        await change(desk, 1)
        with monkeypatch.context() as patch:
            patch.setattr(Backups, "take", full)
            assert not await safekeeping.back_up_if_due()
        assert await safekeeping.back_up_if_due()

    asyncio.run(story())


def test_a_damage_that_only_the_check_of_the_copy_found_is_mended(
    desk: Desk, safekeeping: Safekeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    mended = []

    def damaged(*_: object) -> None:
        raise StoreDamaged("The local store is damaged.")

    async def mend() -> None:
        mended.append(True)

    async def story() -> None:
        desk.store.when_damaged(mend)
        monkeypatch.setattr(Backups, "take", damaged)
        await safekeeping.back_up_if_due()

    asyncio.run(story())
    assert mended == [True]
