"""What commands do to things, without a marketplace: the client shows the same before the receipt comes."""

from datetime import timedelta
from decimal import Decimal

from marketplace.contract import effects
from marketplace.contract.commands import AcceptInvitation, DeclineInvitation, SubmitProposal
from marketplace.contract.entities import HourlyTerms, Invitation, InvitationState
from tests.unit.marketplace.stories import CLIENTS, INVITATION, JOB, NORDWIND, PROPOSAL, START, a_job

CLIENT = CLIENTS[NORDWIND]
RECEIVED = Invitation(id=INVITATION, version=3, job=a_job(), client=CLIENT, message="", sent_at=START)
LATER = START + timedelta(hours=1)
FEE = Decimal(10)


def test_seeing_remembers_the_first_look() -> None:
    seen = effects.see(effects.see(RECEIVED, START), LATER)
    assert (seen.state, seen.seen_at) == (InvitationState.SEEN, START)


def test_ignoring_is_no_answer() -> None:
    ignored = effects.ignore(RECEIVED, LATER)
    assert (ignored.state, ignored.seen_at, ignored.answered_at) == (InvitationState.IGNORED, LATER, None)


def test_declining_with_a_block_blocks_the_client() -> None:
    command = DeclineInvitation(invitation=INVITATION, reason="spam", block=True)
    assert effects.decline(RECEIVED, command, LATER).client.is_blocked


def test_declining_leaves_the_version_to_the_marketplace() -> None:
    command = DeclineInvitation(invitation=INVITATION, reason="spam")
    assert effects.decline(RECEIVED, command, LATER).version == RECEIVED.version


def test_accepting_makes_two_things_that_know_each_other() -> None:
    accepted, proposal = effects.accept(
        RECEIVED, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), LATER, FEE
    )
    assert (accepted.proposal, proposal.invitation) == (PROPOSAL, INVITATION)


def test_the_offered_terms_written_out_are_still_as_offered() -> None:
    command = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, terms=HourlyTerms(rate=Decimal("52.00")))
    assert effects.accept(RECEIVED, command, LATER, FEE)[1].as_offered


def test_only_an_application_without_invitation_costs_connects() -> None:
    applied = effects.submit(a_job(connects=6), CLIENT, SubmitProposal(job=JOB, proposal=PROPOSAL), LATER, FEE)
    accepted = effects.accept(RECEIVED, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), LATER, FEE)[1]
    assert (applied.connects, accepted.connects) == (6, 0)
