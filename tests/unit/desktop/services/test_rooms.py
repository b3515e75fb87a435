"""Conversations: reading marks, saying, and what is being written."""

import asyncio
from pathlib import Path

from desktop.changes import NOTHING
from desktop.services.rooms import Conversation
from marketplace.contract.commands import SendMessage
from marketplace.contract.entities import Message
from marketplace.contract.ids import MessageId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.services.desks import Desk, NearMarket, client_does
from tests.unit.marketplace.stories import NORDWIND, ROOM, Story


async def opened(desk: Desk) -> Conversation:
    """The room as it looks here."""
    conversation = await desk.rooms.open(ROOM)
    assert conversation is not None
    return conversation


def texts(conversation: Conversation) -> list[tuple[str, str]]:
    """What was said, and how far it got."""
    return [(said.message.text, said.standing) for said in conversation.said]


def test_what_is_said_shows_at_once_and_arrives_once(desk: Desk, story: Story) -> None:
    async def talk() -> None:
        async with desk.synced():
            assert not isinstance(await desk.rooms.say(await opened(desk), "With pleasure"), Refusal)
            assert texts(await opened(desk)) == [("Good morning!", "delivered"), ("With pleasure", "waiting")]
            async with desk.delivering():
                await desk.until_delivered()
            assert texts(await opened(desk)) == [("Good morning!", "delivered"), ("With pleasure", "delivered")]

    story.answered()
    asyncio.run(talk())
    assert [one.text for one in story.seen() if isinstance(one, Message)] == ["Good morning!", "With pleasure"]


def test_what_the_client_says_comes_in(desk: Desk, story: Story, market: NearMarket) -> None:
    async def listen() -> None:
        async with desk.synced():
            message = SendMessage(room=ROOM, message=MessageId("more"), text="Are you there?")
            desk.heard = NOTHING
            client_does(story, market, NORDWIND, message)
            await desk.until(lambda: ("room", ROOM) in desk.heard.things, "the message")
            await desk.until(lambda: market.is_waited_for, "the rest of the page")
            assert texts(await opened(desk))[-1] == ("Are you there?", "delivered")

    story.answered()
    asyncio.run(listen())


def test_opening_a_room_reads_it_there_too_once(desk: Desk, story: Story, market: NearMarket) -> None:
    async def read() -> None:
        async with desk.synced():
            async with desk.delivering():
                for _ in range(3):
                    await desk.rooms.read(await opened(desk))
                await desk.until_delivered()
            assert (await opened(desk)).room.unread == 0

    story.answered()
    assert story.room().unread == 1
    asyncio.run(read())
    assert story.room().unread == 0
    assert len(market.sent) == 1


def test_nothing_and_too_much_are_not_sent(desk: Desk, story: Story) -> None:
    async def talk() -> None:
        async with desk.synced():
            names = []
            for text in ("", "  \n", "x" * 10_241):
                refusal = await desk.rooms.say(await opened(desk), text)
                assert isinstance(refusal, Refusal)
                names.append(refusal.name)
            assert names == ["text_required", "text_required", "text_too_long"]
            assert len((await opened(desk)).said) == 1

    story.answered()
    asyncio.run(talk())


def test_what_is_being_written_is_kept_for_each_room(tmp_path: Path, market: NearMarket) -> None:
    async def write() -> None:
        await first.rooms.keep_unsent("one", "Half a sen")
        await first.rooms.keep_unsent("two", "Dear")
        await first.rooms.keep_unsent("two", "")

    async def read() -> list[str]:
        return [await again.rooms.unsent(room) for room in ("one", "two", "three")]

    first = Desk(tmp_path / "profile", market)
    asyncio.run(write())
    first.close()
    again = Desk(tmp_path / "profile", market)
    assert asyncio.run(read()) == ["Half a sen", "", ""]
    again.close()


def test_what_was_said_is_no_longer_being_written(desk: Desk, story: Story) -> None:
    async def talk() -> str:
        async with desk.synced():
            await desk.rooms.keep_unsent(ROOM, "With pleasure")
            await desk.rooms.say(await opened(desk), "With pleasure")
            return await desk.rooms.unsent(ROOM)

    story.answered()
    assert asyncio.run(talk()) == ""


def test_a_room_that_has_gone_is_none(desk: Desk) -> None:
    assert asyncio.run(desk.rooms.open("nothing")) is None
