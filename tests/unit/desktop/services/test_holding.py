"""The time in which sending can be undone is as long as it was said to be, whatever anybody does to the clock."""

import asyncio
from pathlib import Path

import pytest

from desktop.clock import milliseconds
from desktop.errors import Offline
from desktop.local import dispatch
from desktop.local.outbox import Standing
from tests.unit.desktop.services.desks import Desk, NearMarket, running
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


@pytest.mark.parametrize("jump", [-365 * 86_400, -3600, -5, 5, 3600, 365 * 86_400])
def test_what_is_sent_right_after_the_clock_was_set_is_held_as_long_as_anything(
    desk: Desk, story: Story, market: NearMarket, jump: float
) -> None:
    """A laptop whose clock stood still is set right years later, and nothing else happens before somebody sends."""

    async def deliver() -> None:
        async with desk.delivering():
            await desk.until(lambda: desk.delivery._lead == 0, "a look at the clock")
            desk.clock_was_set_by = jump
            await put(desk, a_message("held", hold=10_000))
            await desk.until(lambda: desk.delivery._lead == jump, "another look at the clock")
            for seconds in (0, 9):
                desk.now += seconds
                desk.delivery.poke()
                await asyncio.sleep(0.05)
                assert said(story) == []
            desk.now += 1
            desk.delivery.poke()
            await desk.until(lambda: said(story) == ["held"], "the held message")

    story.answered()
    asyncio.run(deliver())


@pytest.mark.parametrize("jump", [-365 * 86_400, -3600, 3600, 365 * 86_400])
def test_what_might_have_gone_before_the_clock_was_set_may_go_afterwards(
    desk: Desk, story: Story, market: NearMarket, jump: float
) -> None:
    async def deliver() -> None:
        async with running(desk.delivery.run()):
            await put(desk, a_message("waits for a connection"))
            desk.now += 60
            desk.clock_was_set_by = jump
            desk.connectivity.reached()
            desk.delivery.poke()
            await desk.until(lambda: said(story) == ["waits for a connection"], "the message")

    story.answered()
    asyncio.run(deliver())


@pytest.mark.parametrize("jump", [-365 * 86_400, 365 * 86_400])
def test_what_went_out_before_the_clock_was_set_is_asked_about_afterwards(
    desk: Desk, story: Story, market: NearMarket, jump: float
) -> None:
    async def deliver() -> None:
        market.after_sending = [Offline("The answer got lost.")]
        async with running(desk.delivery.run()):
            desk.connectivity.reached()
            await put(desk, a_message("on its way"))
            await desk.until(lambda: said(story) == ["on its way"], "the message over there")
            await desk.until(lambda: not desk.connectivity.is_open, "the failure")
            desk.clock_was_set_by = jump
            desk.connectivity.reached()
            desk.delivery.retry()
            await desk.until_it_stands(Standing(0, 0))

    story.answered()
    asyncio.run(deliver())


@pytest.mark.parametrize("jump", [-365 * 86_400, 365 * 86_400])
def test_what_a_verb_puts_in_right_after_the_clock_was_set_goes_at_once(
    desk: Desk, story: Story, market: NearMarket, jump: float
) -> None:
    """Another process writes: it knows the clock as it is, and nothing of what it was."""

    async def deliver() -> None:
        async with desk.delivering():
            await desk.until(lambda: desk.delivery._lead == 0, "a look at the clock")
            desk.clock_was_set_by = jump
            now = milliseconds(desk.now + jump)
            await desk.store.write(dispatch.enqueue, a_message("from a terminal"), now)
            desk.delivery.poke()
            await desk.until(lambda: said(story) == ["from a terminal"], "the message")

    story.answered()
    asyncio.run(deliver())


def test_a_clock_that_was_set_back_between_two_runs_holds_nothing_for_ever(tmp_path: Path, story: Story) -> None:
    async def put_only() -> None:
        await put(first, a_message("held", hold=10_000), a_message("not held"))

    async def deliver() -> None:
        async with again.delivering():
            await again.until(lambda: again.delivery._lead == 0, "a look at the clock")
            await asyncio.sleep(0.05)
            assert said(story) == []
            again.now += 10
            again.delivery.poke()
            await again.until(lambda: said(story) == ["held", "not held"], "both, in their order")

    story.answered()
    first = Desk(tmp_path / "profile", NearMarket(story))
    asyncio.run(put_only())
    first.close()
    again = Desk(tmp_path / "profile", NearMarket(story))
    again.now -= 365 * 86_400
    asyncio.run(deliver())
    again.close()
