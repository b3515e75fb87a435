"""The bell: read here at once, and over there soon after."""

import asyncio

import pytest

from desktop.errors import DiskProblem
from desktop.local import outbox
from marketplace.contract.ids import InvitationId
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import INVITATION, Story


def test_reading_one_leaves_the_others(desk: Desk, story: Story) -> None:
    async def read() -> None:
        async with desk.synced(), desk.delivering():
            newest = await desk.bell.newest()
            await desk.bell.read(newest[0].id)
            assert await desk.bell.unread() == 1
            await desk.until_delivered()

    _two_invitations(story)
    asyncio.run(read())
    assert [notice.is_read for notice in story.bell()] == [False, True]


def test_reading_all_reads_all_there_too(desk: Desk, story: Story) -> None:
    async def read() -> None:
        async with desk.synced(), desk.delivering():
            await desk.bell.read_all()
            assert desk.heard.notifications
            assert await desk.bell.unread() == 0
            await desk.until_delivered()

    _two_invitations(story)
    asyncio.run(read())
    assert all(notice.is_read for notice in story.bell())


def test_who_opened_the_thing_has_read_what_was_said_about_it(desk: Desk, story: Story) -> None:
    async def read() -> None:
        async with desk.synced(), desk.delivering():
            await desk.bell.read_about("invitation", INVITATION)
            assert await desk.bell.unread() == 1
            await desk.until_delivered()

    _two_invitations(story)
    asyncio.run(read())
    assert [notice.is_read for notice in story.bell()] == [True, False]


def test_where_nothing_is_unread_nothing_is_sent(desk: Desk, story: Story, market: NearMarket) -> None:
    async def read() -> None:
        async with desk.synced(), desk.delivering():
            await desk.bell.read_all()
            await desk.until_delivered()
            for _ in range(3):
                await desk.bell.read_all()
                await desk.bell.read_about("invitation", INVITATION)
                await desk.bell.read()
            await desk.until_delivered()

    _two_invitations(story)
    asyncio.run(read())
    assert len(market.sent) == 1


def _two_invitations(story: Story) -> None:
    story.invited()
    story.invites(InvitationId("second"))


def test_a_mark_and_its_command_are_one(desk: Desk, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.invited()

    def full(*_: object) -> None:
        raise DiskProblem("The disk is full.")

    async def mark() -> None:
        async with desk.synced():
            before = await desk.bell.unread()
            monkeypatch.setattr(outbox, "put", full)
            with pytest.raises(DiskProblem):
                await desk.bell.read_all()
            assert await desk.bell.unread() == before > 0

    asyncio.run(mark())
