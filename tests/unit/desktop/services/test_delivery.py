"""Delivery: once, in order, whatever happens to the answers; one that cannot go holds up nobody else."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.clock import milliseconds
from desktop.errors import AppError, Busy, Offline, SignedOut, Unreadable
from desktop.local import dispatch, looks, mirror, outbox
from desktop.local.outbox import Order, Standing
from desktop.services import delivery
from desktop.services.connectivity import Reach
from marketplace.contract.commands import AcceptInvitation, AnyCommand, SendMessage, WithdrawInvitation
from marketplace.contract.entities import Attachment, Message
from marketplace.contract.ids import CommandId, MessageId, RoomId
from tests.unit.desktop.services.desks import Desk, NearMarket, running
from tests.unit.marketplace.stories import ANA, INVITATION, NORDWIND, PROPOSAL, ROOM, Story

OFFLINE, BUSY = Offline("Nobody there."), Busy("Later.", 0)


def a_message(text: str, room: RoomId = ROOM, attachments: tuple[Attachment, ...] = (), hold: int = 0) -> Order:
    """An order to say `text`, which names everything about it."""
    command = SendMessage(
        room=room, message=MessageId(f"m-{text.replace(' ', '-')}"), text=text, attachments=attachments
    )
    return _order(command, room, text, hold)


def an_acceptance(attachments: tuple[Attachment, ...] = (), hold: int = 0) -> Order:
    """An order to accept the invitation."""
    command = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, attachments=attachments)
    return _order(command, INVITATION, "acceptance", hold)


def _order(command: AnyCommand, lane: str, name: str, hold: int) -> Order:
    return Order(CommandId(f"command-{name}"), command, lane, "invitation", lane, name, hold=hold)


def said(story: Story) -> list[str]:
    """What Ana said in the room, as the marketplace has it."""
    messages = [one for one in story.seen() if isinstance(one, Message) and one.author == "freelancer"]
    return [one.text for one in sorted(messages, key=lambda one: one.position)]


async def put(desk: Desk, *orders: Order) -> None:
    """Order some."""
    for order in orders:
        await desk.outgoing.put(order)


def test_what_is_put_in_goes_out_by_itself_in_order(desk: Desk, story: Story) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, a_message("one"), a_message("two"), a_message("three"))
            await desk.until_delivered()

    story.answered()
    asyncio.run(deliver())
    assert said(story) == ["one", "two", "three"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.lists(st.sampled_from(["lost answer", "no connection", "busy", "unreadable", "fine"]), max_size=6))
def test_through_any_weather_each_arrives_once_and_in_order(tmp_path: Path, weather: list[str]) -> None:
    story = Story().answered()
    market = NearMarket(story)
    desk = Desk(tmp_path / hashlib.sha256(repr((weather, id(story))).encode()).hexdigest(), market)
    market.before = {"send": [_CLOUDS[each] for each in weather if each in _CLOUDS]}
    market.after_sending = [OFFLINE for each in weather if each == "lost answer"]

    async def deliver() -> None:
        desk.patience.seconds = 0.001
        async with desk.delivering():
            await put(desk, a_message("one"), a_message("two"), a_message("three"))
            await desk.until_delivered()

    asyncio.run(deliver())
    assert said(story) == ["one", "two", "three"]
    desk.close()
    story.engine.close()


_CLOUDS = {"no connection": OFFLINE, "busy": BUSY, "unreadable": Unreadable("Odd.")}


def test_where_only_the_answer_got_lost_the_command_is_asked_about_and_not_sent_again(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance())
            await desk.until_delivered()

    story.invited()
    market.after_sending = [OFFLINE]
    market.before = {"outcome": [OFFLINE, Unreadable("Odd."), BUSY]}
    asyncio.run(deliver())
    assert market.asked == ["send command-acceptance", *["outcome command-acceptance"] * 4]
    assert len([one for one in story.seen() if one.id == PROPOSAL]) == 1


@pytest.mark.parametrize("step", ["begin", "settle"])
def test_a_disk_that_is_full_while_a_command_goes_out_is_no_refusal(
    desk: Desk, story: Story, market: NearMarket, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    attempts, do = list[None](), getattr(dispatch, step)

    def fail_twice(*args: Any) -> Any:
        attempts.append(None)
        if len(attempts) < 3:
            raise apsw.FullError
        return do(*args)

    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance())
            await desk.until_delivered()
            assert await desk.outgoing.standing() == Standing(0, 0)

    story.invited()
    monkeypatch.setattr(dispatch, step, fail_twice)
    asyncio.run(deliver())
    assert len(attempts) == 3
    assert len([one for one in story.seen() if one.id == PROPOSAL]) == 1


def test_what_was_refused_without_our_hearing_it_is_refused_when_asked_about(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    async def deliver() -> None:
        await put(desk, order)
        assert await desk.store.write(dispatch.begin, order.id, milliseconds(desk.now))
        async with desk.delivering():
            await desk.until_delivered()

    order = an_acceptance()
    story.invited()
    story.does(NORDWIND, WithdrawInvitation(invitation=INVITATION))
    story.tries(ANA, order.command, order.id)
    asyncio.run(deliver())
    assert market.asked == [f"outcome {order.id}"]
    item = asyncio.run(desk.command(order.id))
    assert item is not None
    assert item.reason is not None
    assert item.reason.name == "invitation_withdrawn"


def test_an_answer_that_comes_after_the_copy_leaves_nothing_over_it(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    """The answer was lost, the client of the story went on talking, and the copy saw both before we asked."""

    async def deliver() -> None:
        sync = desk.made_sync()
        await sync.catch_up()
        await put(desk, a_message("one"))
        await desk.delivery.drain()
        story.does(NORDWIND, SendMessage(room=ROOM, message=MessageId("later"), text="Something later"))
        await sync.catch_up()
        desk.delivery.retry()
        await desk.delivery.drain()
        assert await desk.command("command-one") is None
        assert await desk.store.read(looks.room, ROOM) == story.room()

    story.answered()
    market.after_sending = [OFFLINE]
    asyncio.run(deliver())


def test_what_was_sent_and_never_arrived_goes_out_after_asking(desk: Desk, story: Story, market: NearMarket) -> None:
    async def deliver() -> None:
        await put(desk, a_message("one"))
        assert await desk.store.write(dispatch.begin, "command-one", milliseconds(desk.now))
        async with desk.delivering():
            await desk.until_delivered()

    story.answered()
    asyncio.run(deliver())
    assert market.asked == ["outcome command-one", "send command-one"]
    assert said(story) == ["one"]


def test_nothing_goes_out_before_somebody_has_looked_who_is_there(desk: Desk, story: Story, market: NearMarket) -> None:
    async def deliver() -> None:
        await put(desk, a_message("one"))
        async with running(desk.delivery.run()):
            desk.delivery.poke()
            await asyncio.sleep(0.05)

    story.answered()
    asyncio.run(deliver())
    assert market.asked == []


@pytest.mark.parametrize("error", [BUSY, Unreadable("Odd.")])
def test_one_that_the_marketplace_cannot_take_now_holds_up_its_own_lane_only(
    desk: Desk, story: Story, market: NearMarket, error: AppError
) -> None:
    async def deliver() -> None:
        desk.patience.seconds = 600
        async with desk.delivering():
            await put(desk, an_acceptance(), a_message("one"), a_message("two"))
            await desk.until_it_stands(Standing(1, 0))

    story.answered()
    market.before = {"send": [error]}
    asyncio.run(deliver())
    assert said(story) == ["one", "two"]


def test_a_held_command_goes_in_time_although_another_lane_rests(desk: Desk, story: Story, market: NearMarket) -> None:
    async def deliver() -> None:
        desk.patience.seconds = 600
        async with desk.delivering():
            await put(desk, an_acceptance(), a_message("held", hold=100))
            await desk.until(lambda: len(desk.patience.failures) == 1, "the failure")
            desk.now += 0.1
            await desk.until(lambda: said(story) == ["held"], "the held message")

    story.answered()
    market.before = {"send": [BUSY]}
    asyncio.run(deliver())


@pytest.mark.parametrize(("error", "reach"), [(OFFLINE, Reach.OFFLINE), (SignedOut("Who?"), Reach.TROUBLE)])
def test_without_a_connection_everything_waits_and_nobody_is_pestered(
    desk: Desk, story: Story, market: NearMarket, error: AppError, reach: Reach
) -> None:
    async def deliver() -> None:
        desk.patience.seconds = 600
        async with desk.delivering():
            await put(desk, an_acceptance(), a_message("one"))
            await desk.until(lambda: desk.connectivity.reach is reach, "the failure")
            await asyncio.sleep(0.1)

    story.answered()
    market.is_down = error
    asyncio.run(deliver())
    assert len(market.asked) == 1
    assert asyncio.run(desk.outgoing.standing()) == Standing(2, 0)


def test_back_online_what_waited_goes_out_at_once(desk: Desk, story: Story, market: NearMarket) -> None:
    async def deliver() -> None:
        desk.patience.seconds = 600
        async with desk.delivering():
            await put(desk, a_message("one"))
            await desk.until(lambda: desk.connectivity.reach is Reach.OFFLINE, "the failure")
            market.is_down = None
            desk.delivery.retry()
            await desk.until(lambda: said(story) == ["one"], "the message")

    story.answered()
    market.is_down = OFFLINE
    asyncio.run(deliver())


def test_without_a_marketplace_everything_waits(tmp_path: Path) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, a_message("one"))
            desk.outgoing.retry()
            await asyncio.sleep(0.05)
            assert await desk.outgoing.standing() == Standing(1, 0)

    desk = Desk(tmp_path / "profile", None)
    asyncio.run(deliver())
    desk.close()


def test_a_refusal_is_final_and_lets_the_next_one_go(desk: Desk, story: Story, market: NearMarket) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, a_message(" "), a_message("two"))
            await desk.until_delivered()
        item = await desk.command("command- ")
        assert item is not None
        assert item.reason is not None
        assert (item.state, item.reason.name) == ("refused", "text_required")

    story.answered()
    asyncio.run(deliver())
    assert said(story) == ["two"]
    assert asyncio.run(desk.outgoing.standing()) == Standing(0, 1)


# --- held back --------------------------------------------------------------------------------------------


def test_what_can_still_be_undone_is_never_sent_early_not_even_after_a_restart(
    tmp_path: Path, story: Story, market: NearMarket
) -> None:
    async def order() -> None:
        async with first.delivering():
            await put(first, an_acceptance(hold=10_000))
            first.now += 9.9
            first.delivery.poke()
            await asyncio.sleep(0.1)

    async def deliver() -> None:
        again.now = first.now
        async with again.delivering():
            again.outgoing.retry()
            await asyncio.sleep(0.1)
            assert market.sent == []
            again.now += 0.1
            await again.until_delivered()

    story.invited()
    first = Desk(tmp_path / "profile", market)
    asyncio.run(order())
    first.close()
    again = Desk(tmp_path / "profile", market)
    asyncio.run(deliver())
    again.close()
    assert market.sent == ["command-acceptance"]


def test_what_was_undone_never_goes(desk: Desk, story: Story, market: NearMarket) -> None:
    async def undo() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance(hold=10_000))
            assert await desk.outgoing.take_back("command-acceptance")
            desk.now += 20
            desk.outgoing.retry()
            await asyncio.sleep(0.1)

    story.invited()
    asyncio.run(undo())
    assert market.sent == []


def test_undoing_too_late_changes_nothing(desk: Desk, story: Story) -> None:
    async def undo() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance())
            await desk.until_delivered()
            assert not await desk.outgoing.take_back("command-acceptance")

    story.invited()
    asyncio.run(undo())
    assert story.proposal().id == PROPOSAL


# --- files ------------------------------------------------------------------------------------------------


@pytest.fixture
def file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Attachment:
    """A file of ten pieces."""
    monkeypatch.setattr(delivery, "PIECE", 100)
    source = tmp_path / "samples.pdf"
    source.write_bytes(bytes(range(250)) * 4)
    return desk.blobs.take(source, 10_000)


def test_a_file_arrives_whole_before_the_command_that_mentions_it(
    desk: Desk, story: Story, market: NearMarket, file: Attachment
) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance((file,)))
            await desk.until_delivered()

    story.invited()
    asyncio.run(deliver())
    assert story.proposal().attachments == (file,)
    assert [asked for asked in market.asked if asked.startswith("upload")] == [
        f"upload_piece {offset}+100" for offset in range(0, 1000, 100)
    ]


def test_an_upload_that_broke_off_goes_on_where_it_stopped(
    desk: Desk, story: Story, market: NearMarket, file: Attachment
) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance((file,)))
            await desk.until_delivered()

    story.invited()
    broken_off = asyncio.run(market.upload_piece(file.blob, 1000, 0, bytes(range(250))))
    assert broken_off.received == 250
    market.asked.clear()
    market.before = {"upload_piece": [OFFLINE]}
    asyncio.run(deliver())
    pieces = [asked for asked in market.asked if asked.startswith("upload")]
    assert pieces[:2] == ["upload_piece 250+100", "upload_piece 250+100"]
    assert story.proposal().attachments == (file,)


def test_a_file_that_is_there_already_is_not_sent_again(
    desk: Desk, story: Story, market: NearMarket, file: Attachment
) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance((file,)))
            await desk.until_delivered()
            market.asked.clear()
            await put(desk, a_message("one", RoomId("nowhere"), (file,)))
            await desk.until_delivered()

    story.invited()
    asyncio.run(deliver())
    assert not [asked for asked in market.asked if asked.startswith("upload")]


def test_an_empty_file_arrives_too(desk: Desk, story: Story, tmp_path: Path) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance((empty,)))
            await desk.until_delivered()

    story.invited()
    source = tmp_path / "empty.txt"
    source.touch()
    empty = desk.blobs.take(source, 10)
    asyncio.run(deliver())
    assert story.proposal().attachments == (empty,)


@pytest.mark.parametrize("damage", ["gone", "shorter", "other"])
def test_a_copy_that_is_not_what_it_was_needs_the_user_and_sends_nothing(
    desk: Desk, story: Story, market: NearMarket, file: Attachment, damage: str
) -> None:
    async def deliver() -> None:
        async with desk.delivering():
            await put(desk, an_acceptance((file,)))
            await desk.until_delivered()
        assert await desk.outgoing.standing() == Standing(0, 1)

    story.invited()
    copy = desk.blobs.path(file.blob)
    if damage == "gone":
        copy.unlink()
    else:
        copy.write_bytes(b"x" * (400 if damage == "shorter" else 1000))
    asyncio.run(deliver())
    assert market.sent == []


# --- its effects ------------------------------------------------------------------------------------------


def test_the_receipt_is_told_to_those_who_show_things(desk: Desk, story: Story) -> None:
    async def deliver() -> None:
        await desk.store.write(mirror.write_page, next(story.pages()))
        async with desk.delivering():
            await put(desk, an_acceptance())
            await desk.until_delivered()
        assert ("proposal", PROPOSAL) in desk.heard.things
        assert {"invitations", "submitted", "outbox", "drafts"} <= desk.heard.sections

    story.invited()
    asyncio.run(deliver())


def test_what_was_sent_without_an_answer_when_the_program_ended_is_asked_about_after_the_restart(
    tmp_path: Path, story: Story, market: NearMarket
) -> None:
    async def break_off() -> None:
        first.patience.seconds = 600
        async with first.delivering():
            await put(first, an_acceptance())
            await first.until(lambda: len(first.patience.failures) == 1, "the failure")
        item = await first.command("command-acceptance")
        assert item is not None
        assert item.state == "sent"

    async def deliver() -> None:
        async with again.delivering():
            await again.until_delivered()
        assert await again.store.read(outbox.standing) == Standing(0, 0)

    story.invited()
    market.after_sending = [OFFLINE]
    first = Desk(tmp_path / "profile", market)
    asyncio.run(break_off())
    first.close()
    again = Desk(tmp_path / "profile", market)
    asyncio.run(deliver())
    again.close()
    assert story.proposal().id == PROPOSAL
