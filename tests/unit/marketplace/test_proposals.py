"""What can become of a proposal."""

from decimal import Decimal

import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    AnyCommand,
    CloseJob,
    DeclineProposal,
    SubmitProposal,
    ViewProposal,
)
from marketplace.contract.entities import HourlyTerms, InvitationState, ProposalState
from marketplace.contract.ids import JobId, MessageId, ProposalId, RoomId
from tests.unit.marketplace.stories import (
    ANA,
    INVITATION,
    JOB,
    NORDWIND,
    OPENING,
    PROPOSAL,
    ROOM,
    TERN,
    Story,
    a_job,
)

VIEW = ViewProposal(proposal=PROPOSAL)
ANSWER = AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!")
DECLINE = DeclineProposal(proposal=PROPOSAL, reason="We found somebody nearer.")


def test_accepting_makes_a_proposal_as_offered(story: Story) -> None:
    made = story.accepted().proposal()
    assert (made.terms, made.as_offered) == (HourlyTerms(rate=Decimal(52)), True)


def test_accepting_links_invitation_and_proposal(story: Story) -> None:
    story.accepted()
    assert (story.state(), story.invitation().proposal) == (InvitationState.ACCEPTED, PROPOSAL)
    assert story.proposal().invitation == INVITATION


def test_other_terms_can_be_proposed(story: Story) -> None:
    terms = HourlyTerms(rate=Decimal("61.50"))
    story.invited().does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, terms=terms))
    assert (story.proposal().terms, story.proposal().as_offered) == (terms, False)


def test_everything_that_was_written_arrives(story: Story) -> None:
    job = a_job(questions=("Which tools?", "How fast?"))
    sent = AcceptInvitation(
        invitation=INVITATION,
        proposal=PROPOSAL,
        duration="1_to_3_months",
        cover_letter="Dear all,\n\nI translate.",
        message="Looking forward.",
        answers=("OmegaT", "2,000 words a day"),
    )
    story.invited(job).does(ANA, sent)
    made = story.proposal()
    assert (made.duration, made.cover_letter, made.message, made.answers) == (
        sent.duration,
        sent.cover_letter,
        sent.message,
        sent.answers,
    )


def test_accepting_costs_no_connects(story: Story) -> None:
    before = story.connects()
    assert story.accepted().connects() == before


def test_applying_to_a_job_post_costs_its_connects(story: Story) -> None:
    story.posts(a_job(connects=6))
    story.does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL))
    assert (story.connects(), story.proposal().connects) == (14, 6)


def test_without_enough_connects_nothing_is_sent(story: Story) -> None:
    story.posts(a_job(connects=21))
    assert story.is_refused(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL)) == "not_enough_connects"
    assert story.connects() == 20


@pytest.mark.parametrize(
    "again",
    [
        SubmitProposal(job=JOB, proposal=ProposalId("again")),
        SubmitProposal(job=JOB, proposal=PROPOSAL),
    ],
)
def test_there_is_one_open_proposal_for_a_job(story: Story, again: AnyCommand) -> None:
    assert story.accepted().is_refused(ANA, again) == "already_applied"


def test_who_has_applied_cannot_accept_as_well(story: Story) -> None:
    story.invited()
    story.applies(ANA, JOB, "direct")
    accept = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)
    assert story.is_refused(ANA, accept) == "already_applied"


def test_after_a_no_one_can_apply_again(story: Story) -> None:
    story.accepted().does(NORDWIND, DECLINE)
    story.does(ANA, SubmitProposal(job=JOB, proposal=ProposalId("again")))
    assert story.proposal(ProposalId("again")).state is ProposalState.SUBMITTED


def test_a_proposals_id_is_used_once(story: Story) -> None:
    story.accepted()
    story.posts(a_job(JobId("second")))
    taken = SubmitProposal(job=JobId("second"), proposal=PROPOSAL)
    assert story.is_refused(ANA, taken) == "malformed"


def test_the_first_look_is_told(story: Story) -> None:
    story.accepted().does(NORDWIND, VIEW)
    assert (story.proposal().state, story.proposal().viewed_at) == (ProposalState.VIEWED, story.now)


def test_a_second_look_is_none(story: Story) -> None:
    story.accepted().does(NORDWIND, VIEW)
    assert story.is_refused(NORDWIND, VIEW) == "wrong_state"


def test_an_answer_makes_it_active_with_a_room(story: Story) -> None:
    active = story.answered().proposal()
    assert (active.state, active.room, active.answered_at) == (ProposalState.ACTIVE, ROOM, story.now)


def test_a_client_answers_once(story: Story) -> None:
    again = AnswerProposal(proposal=PROPOSAL, room=RoomId("r"), message=MessageId("m"), text="Hello")
    assert story.answered().is_refused(NORDWIND, again) == "wrong_state"


def test_an_answer_says_something(story: Story) -> None:
    empty = AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text=" ")
    assert story.accepted().is_refused(NORDWIND, empty) == "text_required"


def test_a_client_can_say_no(story: Story) -> None:
    story.accepted().does(NORDWIND, DECLINE)
    over = story.proposal()
    assert (over.state, over.reason) == (ProposalState.DECLINED, "We found somebody nearer.")


@pytest.mark.parametrize("command", [VIEW, ANSWER, DECLINE])
def test_only_its_client_acts_on_a_proposal(story: Story, command: AnyCommand) -> None:
    assert story.accepted().is_refused(TERN, command) == "unknown_thing"


@pytest.mark.parametrize("command", [VIEW, ANSWER, DECLINE])
def test_a_freelancer_does_not_act_for_the_client(story: Story, command: AnyCommand) -> None:
    assert story.accepted().is_refused(ANA, command) == "not_yours_to_do"


def test_closing_the_job_archives_what_waits(story: Story) -> None:
    story.accepted().does(NORDWIND, CloseJob(job=JOB))
    assert story.proposal().state is ProposalState.ARCHIVED


def test_closing_the_job_leaves_a_conversation_going(story: Story) -> None:
    story.answered().does(NORDWIND, CloseJob(job=JOB))
    assert (story.proposal().state, story.proposal().job.is_open) == (ProposalState.ACTIVE, False)


def test_the_oldest_waiting_proposal_comes_first(story: Story) -> None:
    story.accepted()
    second = JobId("second")
    story.posts(a_job(second))
    story.applies(ANA, second, "later")
    assert [one.id for one in story.engine.waiting_proposals()] == [PROPOSAL, "later"]


def test_an_answered_proposal_waits_no_more(story: Story) -> None:
    assert story.answered().engine.waiting_proposals() == []
