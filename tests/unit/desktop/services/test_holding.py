"""The time in which sending can be undone is as long as it was said to be, whatever anybody does to the clock."""

import asyncio
from pathlib import Path

import pytest

from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.desktop.services.test_delivery import a_message, put, said
from tests.unit.marketplace.stories import Story


@pytest.mark.parametrize("jump", [-365 * 86_400, -3600, 3600, 365 * 86_400])
def test_a_clock_that_is_set_neither_shortens_nor_prolongs_the_undo_time(
    desk: Desk, story: Story, market: NearMarket, jump: float
) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, a_message("held", hold=10_000))
            await desk.until(lambda: desk.delivery._lead == 0, "a look at the clock")
            desk.clock_was_set_by = jump
            desk.delivery.poke()
            await desk.until(lambda: desk.delivery._lead == jump, "another look at the clock")
            await asyncio.sleep(0.05)
            assert said(story) == []
            desk.now += 10
            desk.delivery.poke()
            await desk.until(lambda: said(story) == ["held"], "the held message")

    story.answered()
    asyncio.run(deliver())


def test_a_clock_that_was_set_back_between_two_runs_holds_nothing_for_ever(tmp_path: Path, story: Story) -> None:
    async def put_only() -> None:
        await put(first, a_message("held", hold=10_000))

    async def deliver() -> None:
        async with again.delivering():
            await again.until(lambda: again.delivery._lead == 0, "a look at the clock")
            await asyncio.sleep(0.05)
            assert said(story) == []
            again.now += 10
            again.delivery.poke()
            await again.until(lambda: said(story) == ["held"], "the held message")

    story.answered()
    first = Desk(tmp_path / "profile", NearMarket(story))
    asyncio.run(put_only())
    first.close()
    again = Desk(tmp_path / "profile", NearMarket(story))
    again.now -= 365 * 86_400
    asyncio.run(deliver())
    again.close()
