"""Changing what was sent, and taking it back."""

import asyncio
from decimal import Decimal

import pytest
from msgspec.structs import replace

from desktop.local.drafts import Fields
from desktop.local.sections import Section
from desktop.services import proposals
from desktop.services.outgoing import Sent
from desktop.services.proposals import Proposals, changes, fields_of
from marketplace.contract.commands import EditProposal, ViewProposal, WithdrawProposal
from marketplace.contract.entities import (
    Attachment,
    FixedBudget,
    Highlight,
    HighlightKind,
    HourlyTerms,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    Proposal,
    ProposalState,
    RateIncrease,
    Terms,
)
from marketplace.contract.ids import BlobId, HighlightId, ProposalId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.services.desks import Desk, client_does
from tests.unit.desktop.services.test_composer import sent
from tests.unit.desktop.things import a_job, a_proposal
from tests.unit.marketplace.stories import NORDWIND, Story

FIXED = a_job(budget=FixedBudget(amount=Decimal(900)))
PARTS = MilestoneTerms(milestones=(Milestone(description="All of it", amount=Decimal("900.50")),))


@pytest.mark.parametrize(
    "terms",
    [
        HourlyTerms(rate=Decimal("48.50")),
        HourlyTerms(rate=Decimal(48), increase=RateIncrease(months=6, percent=Decimal(5))),
    ],
)
def test_unchanged_fields_change_nothing_by_the_hour(terms: Terms) -> None:
    proposal = a_proposal(terms=terms, as_offered=False, cover_letter="Dear team", answers=())
    assert changes(proposal, fields_of(proposal)) == EditProposal(proposal=proposal.id)


@pytest.mark.parametrize("terms", [ProjectTerms(amount=Decimal("899.99")), PARTS])
def test_unchanged_fields_change_nothing_at_a_fixed_price(terms: Terms) -> None:
    proposal = a_proposal(job=FIXED, terms=terms, as_offered=False)
    assert changes(proposal, fields_of(proposal)) == EditProposal(proposal=proposal.id)


def test_only_what_differs_is_sent() -> None:
    proposal = a_proposal(cover_letter="Dear team", message="Hello")
    fields = replace(fields_of(proposal), message="Good morning")
    assert changes(proposal, fields) == EditProposal(proposal=proposal.id, message="Good morning")


def test_files_and_highlights_are_changed_where_they_differ() -> None:
    plan = Attachment(blob=BlobId("a" * 64), name="plan.txt", size=4)
    memoir = Highlight(id=HighlightId("memoir"), kind=HighlightKind.PORTFOLIO, title="A memoir")
    proposal = a_proposal(attachments=(plan,), highlights=(memoir,))
    same = changes(proposal, fields_of(proposal))
    assert (same.attachments, same.highlights) == (None, None)
    without = changes(proposal, replace(fields_of(proposal), attachments=(), highlights=()))
    assert (without.attachments, without.highlights) == ((), ())


def test_as_offered_again_is_a_change() -> None:
    proposal = a_proposal(terms=HourlyTerms(rate=Decimal(48)), as_offered=False)
    fields = replace(fields_of(proposal), as_offered=True)
    assert changes(proposal, fields).terms == HourlyTerms(rate=Decimal(52))


def the_proposal(story: Story) -> Proposal:
    (found,) = [each for each in story.seen() if isinstance(each, Proposal)]
    return found


async def a_sent_one(desk: Desk) -> ProposalId:
    """A proposal that has arrived, and was pulled."""
    outcome = await sent(desk, Fields(cover_letter="Dear team"))
    assert isinstance(outcome, Sent)
    await desk.until_delivered()
    return ProposalId(outcome.proposal)


def test_a_change_shows_at_once_and_arrives(desk: Desk, story: Story) -> None:
    async def change() -> None:
        service = Proposals(desk.store, desk.outgoing, desk._clock)
        async with desk.synced(), desk.delivering():
            thing = await a_sent_one(desk)
            composition = await service.composition(thing)
            assert composition is not None
            fields = replace(composition.draft.fields, cover_letter="Dear team, with pleasure.")
            assert not isinstance(await service.edit(thing, fields), Refusal)
            look = await desk.inbox.proposal(thing)
            assert look is not None
            assert look.proposal.cover_letter == "Dear team, with pleasure."
            assert await service.edit(thing, fields) is None
            await desk.until_delivered()

    story.invited()
    desk.now = story.now.timestamp() if hasattr(story, "now") else desk.now
    asyncio.run(change())
    assert the_proposal(story).cover_letter == "Dear team, with pleasure."


def test_contact_information_is_no_change(desk: Desk, story: Story) -> None:
    async def change() -> object:
        service = Proposals(desk.store, desk.outgoing, desk._clock)
        async with desk.synced(), desk.delivering():
            thing = await a_sent_one(desk)
            composition = await service.composition(thing)
            assert composition is not None
            return await service.edit(
                thing, replace(composition.draft.fields, cover_letter="Write to ana@textwerk-reis.de")
            )

    story.invited()
    refusal = asyncio.run(change())
    assert isinstance(refusal, Refusal)
    assert refusal.name == "contact_information"


def test_once_viewed_texts_stay_and_terms_can_be_changed(desk: Desk, story: Story) -> None:
    async def change() -> tuple[object, object]:
        service = Proposals(desk.store, desk.outgoing, desk._clock)
        assert desk.market is not None
        async with desk.synced(), desk.delivering():
            thing = await a_sent_one(desk)
            client_does(story, desk.market, NORDWIND, ViewProposal(proposal=thing))
            await asyncio.sleep(0.05)
            composition = await service.composition(thing)
            assert composition is not None
            fields = composition.draft.fields
            texts = await service.edit(thing, replace(fields, cover_letter="Another"))
            terms = await service.edit(thing, replace(fields, as_offered=False, amount="49.00"))
            await desk.until_delivered()
            return texts, terms

    story.invited()
    texts, terms = asyncio.run(change())
    assert isinstance(texts, Refusal)
    assert texts.name == "proposal_viewed"
    assert not isinstance(terms, Refusal)
    assert the_proposal(story).terms == HourlyTerms(rate=Decimal(49))


def test_withdrawing_shows_at_once_and_arrives(desk: Desk, story: Story) -> None:
    async def withdraw() -> None:
        service = Proposals(desk.store, desk.outgoing, desk._clock)
        async with desk.synced(), desk.delivering():
            thing = await a_sent_one(desk)
            await service.withdraw(WithdrawProposal(proposal=thing, reason="schedule"), "")
            assert await desk.section(Section.SUBMITTED) == []
            await desk.until_delivered()

    story.invited()
    asyncio.run(withdraw())
    assert (the_proposal(story).state, the_proposal(story).reason) == (ProposalState.WITHDRAWN, "schedule")


def test_withdrawing_needs_a_reason_of_the_list(desk: Desk, story: Story) -> None:
    async def withdraw() -> object:
        service = Proposals(desk.store, desk.outgoing, desk._clock)
        async with desk.synced(), desk.delivering():
            thing = await a_sent_one(desk)
            return await service.withdraw(WithdrawProposal(proposal=thing, reason="boredom"), "")

    story.invited()
    refusal = asyncio.run(withdraw())
    assert isinstance(refusal, Refusal)
    assert refusal.name == "unknown_reason"


def test_a_last_word_needs_a_room() -> None:
    assert proposals._last_word(a_proposal(), "Sorry") is None
    said = proposals._last_word(a_proposal(room="r1"), "Sorry")
    assert said is not None
    assert (said.room, said.text) == ("r1", "Sorry")
    assert proposals._last_word(a_proposal(room="r1"), "  ") is None
