"""What stands in which order is told by the marketplace, or by what was done first: never by a clock."""

import asyncio

import pytest

from desktop.local import conversations, outbox
from desktop.local.drafts import Fields
from marketplace.contract.commands import SendMessage
from tests.unit.desktop.services.desks import Desk
from tests.unit.desktop.services.test_delivery import said
from tests.unit.marketplace.stories import INVITATION, ROOM, Story

YEAR = 365 * 86_400
TEXTS = ["one", "two", "three", "four"]


@pytest.mark.parametrize("jumps", [(YEAR, -2 * YEAR, YEAR), (-YEAR, 2 * YEAR, -YEAR), (-3600, 3600, -3600)])
def test_messages_stay_in_the_order_in_which_they_were_said(desk: Desk, story: Story, jumps: tuple[int, ...]) -> None:
    async def shown() -> list[str]:
        return [each.message.text for each in await desk.store.read(conversations.of_room, ROOM)]

    async def talk() -> None:
        async with desk.synced():
            opening, conversation = await shown(), await desk.rooms.open(ROOM)
            assert conversation is not None
            for text, jump in zip(TEXTS, (0, *jumps), strict=True):
                desk.clock_was_set_by += jump
                await desk.rooms.say(conversation, text)
            waiting = [item.command for item in await desk.store.read(outbox.everything)]
            assert [each.text for each in waiting if isinstance(each, SendMessage)] == TEXTS
            assert await shown() == opening + TEXTS
            async with desk.delivering():
                await desk.until_delivered()
                await desk.until(lambda: said(story) == TEXTS, "the messages over there")
            assert await shown() == opening + TEXTS

    story.answered()
    asyncio.run(talk())


@pytest.mark.parametrize("jump", [-YEAR, YEAR])
def test_versions_of_a_draft_stay_in_the_order_in_which_they_were_written(desk: Desk, story: Story, jump: int) -> None:
    async def write() -> list[str]:
        async with desk.synced():
            composition = await desk.composer.open(INVITATION)
            assert composition is not None
            draft = composition.draft
            for text in TEXTS:
                desk.clock_was_set_by += jump
                draft = await desk.composer.save(draft._replace(fields=Fields(cover_letter=text)))
            return [each.fields.cover_letter for each in await desk.composer.history(draft.id)][: len(TEXTS)]

    story.invited()
    assert asyncio.run(write()) == TEXTS[::-1]
