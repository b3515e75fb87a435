"""Answering invitations: at once here, by the marketplace's own rules, once over there."""

import asyncio

import pytest

from desktop.local.outbox import Standing
from desktop.local.sections import Section
from desktop.services.inbox import Inbox
from marketplace.contract.commands import DeclineInvitation, WithdrawInvitation
from marketplace.contract.entities import InvitationState
from marketplace.contract.ids import InvitationId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.services.desks import Desk, NearMarket, client_does
from tests.unit.marketplace.stories import INVITATION, NORDWIND, TERN, Story

SPAM = DeclineInvitation(invitation=INVITATION, reason="spam")


def test_opening_is_noted_once(desk: Desk, story: Story, market: NearMarket) -> None:
    async def read() -> None:
        async with desk.synced(), desk.delivering():
            for _ in range(3):
                found = await desk.inbox.invitation(INVITATION)
                assert found is not None
                await desk.inbox.see(found[0])
            await desk.until_delivered()

    story.invited()
    asyncio.run(read())
    assert story.state() is InvitationState.SEEN
    assert len(market.sent) == 1


def test_ignoring_moves_it_to_the_archive_and_can_still_be_followed_by_a_no(desk: Desk, story: Story) -> None:
    async def change_of_mind() -> None:
        async with desk.synced(), desk.delivering():
            assert not isinstance(await desk.inbox.ignore(INVITATION), Refusal)
            assert [record.id for record in await desk.section(Section.ARCHIVED)] == [INVITATION]
            command = DeclineInvitation(invitation=INVITATION, reason="too_busy", message="Thank you.")
            assert not isinstance(await desk.inbox.decline(command), Refusal)
            await desk.until_delivered()

    story.invited()
    asyncio.run(change_of_mind())
    assert story.state() is InvitationState.DECLINED


def test_a_decline_without_a_reason_of_the_list_is_stopped_here(desk: Desk, story: Story, market: NearMarket) -> None:
    async def decline() -> None:
        async with desk.synced():
            refusal = await desk.inbox.decline(DeclineInvitation(invitation=INVITATION, reason="moon"))
            assert isinstance(refusal, Refusal)
            assert refusal.field == "reason"
            assert await desk.outgoing.standing() == Standing(0, 0)

    story.invited()
    asyncio.run(decline())
    assert market.sent == []


def test_a_client_who_cannot_be_blocked_is_not(desk: Desk, story: Story) -> None:
    async def block() -> None:
        async with desk.synced():
            refusal = await desk.inbox.decline(DeclineInvitation(invitation=INVITATION, reason="spam", block=True))
            assert isinstance(refusal, Refusal)
            assert refusal.name == "client_not_blockable"

    story.invited(client=TERN)
    asyncio.run(block())


def test_what_was_answered_cannot_be_answered_again_although_it_has_not_gone_out(desk: Desk, story: Story) -> None:
    async def answer_twice() -> None:
        async with desk.synced():
            assert not isinstance(await desk.inbox.decline(SPAM), Refusal)
            refusal = await desk.inbox.ignore(INVITATION)
            assert isinstance(refusal, Refusal)
            assert refusal.name == "already_answered"

    story.invited()
    asyncio.run(answer_twice())


def test_an_answer_to_what_the_client_took_back_meanwhile_needs_the_user_and_shows_the_truth(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    async def answer_too_late() -> None:
        async with desk.synced():
            assert not isinstance(await desk.inbox.decline(SPAM), Refusal)
            client_does(story, market, NORDWIND, WithdrawInvitation(invitation=INVITATION))
            async with desk.delivering():
                await desk.until_delivered()
            assert await desk.outgoing.standing() == Standing(0, 1)
            (record,) = await desk.section(Section.OUTBOX)
            assert record.preview == "The client withdrew this invitation."

    async def later() -> InvitationState:
        async with desk.synced():
            found = await desk.inbox.invitation(INVITATION)
            assert found is not None
            return found[0].state

    story.invited()
    asyncio.run(answer_too_late())
    desk.start_again()
    assert asyncio.run(later()) is InvitationState.WITHDRAWN


def test_what_nobody_knows_is_said_to_be_unknown(desk: Desk) -> None:
    async def answer_nothing() -> None:
        assert await desk.inbox.invitation("nothing") is None
        assert await desk.inbox.proposal("nothing") is None
        for refusal in (
            await desk.inbox.ignore("nothing"),
            await desk.inbox.decline(DeclineInvitation(invitation=InvitationId("nothing"), reason="spam")),
        ):
            assert isinstance(refusal, Refusal)
            assert refusal.name == "unknown_thing"

    asyncio.run(answer_nothing())


@pytest.mark.parametrize(("chosen", "seconds"), [(None, 5), (0, 0), (12, 12)])
def test_an_answer_can_be_undone_for_as_long_as_was_chosen_and_otherwise_not_long(
    desk: Desk, story: Story, chosen: int | None, seconds: int
) -> None:
    async def hesitate() -> int:
        async with desk.synced():
            inbox = Inbox(desk.store, desk.outgoing, chosen)
            command = await inbox.ignore(INVITATION)
            assert not isinstance(command, Refusal)
            waiting = await desk.outgoing.get(command)
            assert waiting is not None
            return waiting.not_before - waiting.created_at

    story.invited()
    assert asyncio.run(hesitate()) == seconds * 1000
