"""How long what was sent can be changed, and taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.contract.commands import (
    AnswerProposal,
    CloseJob,
    EditProposal,
    SubmitProposal,
    ViewProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import HourlyTerms, InvitationState, ProposalState, RateIncrease
from marketplace.contract.ids import HighlightId, JobId, ProposalId
from tests.unit.marketplace.stories import ANA, BEN, JOB, NORDWIND, OPENING, PROPOSAL, ROOM, Story, a_job

DEARER = HourlyTerms(rate=Decimal(55))
NEW_TERMS = EditProposal(proposal=PROPOSAL, terms=DEARER)
NEW_LETTER = EditProposal(proposal=PROPOSAL, cover_letter="Dear Nordwind")
WITHDRAW = WithdrawProposal(proposal=PROPOSAL, reason="mistake")
VIEW = ViewProposal(proposal=PROPOSAL)


def test_within_the_hours_everything_can_be_changed(story: Story) -> None:
    story.accepted().does(ANA, EditProposal(proposal=PROPOSAL, terms=DEARER, cover_letter="Hello", message="Soon"))
    changed = story.proposal()
    assert (changed.terms, changed.as_offered, changed.cover_letter, changed.message) == (
        DEARER,
        False,
        "Hello",
        "Soon",
    )
    assert changed.edited_at == story.now


def test_what_is_not_named_stays(story: Story) -> None:
    before = story.accepted().proposal()
    story.does(ANA, NEW_LETTER)
    after = story.proposal()
    assert (after.terms, after.as_offered, after.answers) == (before.terms, True, before.answers)


def test_texts_can_be_changed_until_the_last_moment_of_the_hours(story: Story) -> None:
    story.accepted().now += timedelta(hours=6) - timedelta(minutes=2)
    story.does(ANA, NEW_LETTER)
    assert story.is_refused(ANA, NEW_LETTER) == "editing_over"


def test_terms_can_be_changed_after_the_hours_and_after_a_look(story: Story) -> None:
    story.accepted().does(NORDWIND, VIEW)
    story.now += timedelta(days=3)
    story.does(ANA, NEW_TERMS)
    assert story.proposal().terms == DEARER


def test_a_look_ends_the_changing_of_texts(story: Story) -> None:
    story.accepted().does(NORDWIND, VIEW)
    assert story.is_refused(ANA, NEW_LETTER) == "proposal_viewed"


def test_an_answer_ends_the_changing_of_terms(story: Story) -> None:
    assert story.answered().is_refused(ANA, NEW_TERMS) == "client_answered"


def test_what_is_over_cannot_be_changed(story: Story) -> None:
    story.accepted().does(ANA, WITHDRAW)
    assert story.is_refused(ANA, NEW_TERMS) == "proposal_closed"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (EditProposal(proposal=PROPOSAL, terms=HourlyTerms(rate=Decimal(1000))), "rate_out_of_range"),
        (EditProposal(proposal=PROPOSAL, cover_letter="x" * 5001), "text_too_long"),
        (EditProposal(proposal=PROPOSAL, cover_letter="Write to ana.reis@posteo.de"), "contact_information"),
        (EditProposal(proposal=PROPOSAL, answers=("One too many",)), "malformed"),
        (EditProposal(proposal=PROPOSAL, highlights=(HighlightId("not-mine"),)), "unknown_highlight"),
        (EditProposal(proposal=PROPOSAL, duration="for ever"), "unknown_duration"),
    ],
)
def test_a_change_keeps_the_rules_of_sending(story: Story, change: EditProposal, name: str) -> None:
    assert story.accepted().is_refused(ANA, change) == name


def test_a_letter_that_was_asked_for_cannot_be_emptied(story: Story) -> None:
    story.posts(a_job(letter="required"))
    story.does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL, cover_letter="Dear all"))
    assert story.is_refused(ANA, EditProposal(proposal=PROPOSAL, cover_letter=" ")) == "letter_required"


def test_nobody_changes_or_withdraws_what_another_sent(story: Story) -> None:
    story.accepted()
    assert [story.is_refused(BEN, each) for each in (NEW_TERMS, WITHDRAW)] == ["unknown_thing"] * 2


def test_a_proposal_is_withdrawn_with_a_reason(story: Story) -> None:
    story.accepted().does(ANA, WITHDRAW)
    assert (story.proposal().state, story.proposal().reason) == (ProposalState.WITHDRAWN, "mistake")
    assert story.state() is InvitationState.ACCEPTED


def test_the_client_does_not_learn_the_reason(story: Story) -> None:
    story.accepted().does(ANA, WITHDRAW)
    seen = story.engine.thing(NORDWIND, "proposal", PROPOSAL)
    assert seen is not None
    assert getattr(seen, "reason", "?") is None


def test_a_reason_is_one_of_the_list(story: Story) -> None:
    assert story.accepted().is_refused(ANA, WithdrawProposal(proposal=PROPOSAL, reason="bored")) == "unknown_reason"


def test_it_can_be_withdrawn_after_an_answer_but_not_against_an_offer(story: Story) -> None:
    assert story.offered().is_refused(ANA, WITHDRAW) == "offer_waits"


def test_it_can_be_withdrawn_while_the_conversation_goes_on(story: Story) -> None:
    story.answered().does(ANA, WITHDRAW)
    assert story.proposal().state is ProposalState.WITHDRAWN


@pytest.mark.parametrize("again", [WITHDRAW, NEW_LETTER])
def test_what_was_hired_stays(story: Story, again: WithdrawProposal | EditProposal) -> None:
    assert story.hired().is_refused(ANA, again) in {"proposal_closed", "client_answered"}


def test_after_withdrawing_one_can_apply_anew(story: Story) -> None:
    story.accepted().does(ANA, WITHDRAW)
    story.does(ANA, SubmitProposal(job=JOB, proposal=ProposalId("second")))
    assert story.proposal(ProposalId("second")).state is ProposalState.SUBMITTED


def test_withdrawing_gives_no_connects_back_but_a_job_closed_without_an_answer_does(story: Story) -> None:
    story.posts()
    story.does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL))
    story.does(ANA, WITHDRAW)
    after_withdrawing = story.connects()
    story.posts(a_job(JobId("second")))
    story.does(ANA, SubmitProposal(job=JobId("second"), proposal=ProposalId("second")))
    story.does(NORDWIND, CloseJob(job=JobId("second")))
    assert (after_withdrawing, story.connects()) == (14, 14)


def test_a_rate_can_rise(story: Story) -> None:
    rising = HourlyTerms(rate=Decimal(50), increase=RateIncrease(months=6, percent=Decimal(5)))
    story.accepted().does(ANA, EditProposal(proposal=PROPOSAL, terms=rising))
    assert story.proposal().terms == rising


def test_an_older_version_is_told_what_it_missed(story: Story) -> None:
    story.accepted().does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Hi"))
    outcome = story.tries(ANA, EditProposal(proposal=PROPOSAL, terms=DEARER, expects=1))
    assert getattr(outcome, "current", None) == story.proposal()
