"""What commands do to things, without a marketplace: the client shows the same before the receipt comes."""

from datetime import datetime, timedelta
from decimal import Decimal

from msgspec.structs import replace

from marketplace.contract import effects
from marketplace.contract.commands import (
    AcceptInvitation,
    AcceptOffer,
    DeclineInvitation,
    MakeOffer,
    RequestOfferChanges,
    SubmitProposal,
)
from marketplace.contract.entities import HourlyTerms, Invitation, InvitationState, Proposal
from marketplace.contract.policy import Periods
from tests.unit.marketplace.stories import (
    CLIENTS,
    CONTRACT,
    INVITATION,
    JOB,
    NORDWIND,
    OFFER,
    PROPOSAL,
    START,
    a_job,
)

CLIENT = CLIENTS[NORDWIND]
RECEIVED = Invitation(id=INVITATION, version=3, job=a_job(), client=CLIENT, message="", sent_at=START)
LATER = START + timedelta(hours=1)
FEE = Decimal(10)
ACCEPT = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)


def test_seeing_remembers_the_first_look() -> None:
    seen = effects.see(effects.see(RECEIVED, START), LATER)
    assert (seen.state, seen.seen_at) == (InvitationState.SEEN, START)


def test_ignoring_is_no_answer() -> None:
    ignored = effects.ignore(RECEIVED, LATER)
    assert (ignored.state, ignored.seen_at, ignored.answered_at) == (InvitationState.IGNORED, LATER, None)


def test_declining_with_a_block_blocks_the_client_and_takes_their_words_away() -> None:
    command = DeclineInvitation(invitation=INVITATION, reason="spam", block=True)
    declined = effects.decline(replace(RECEIVED, message="Quick money!"), command, LATER)
    assert (declined.client.is_blocked, declined.message) == (True, "")


def test_declining_leaves_the_version_to_the_marketplace() -> None:
    command = DeclineInvitation(invitation=INVITATION, reason="spam")
    assert effects.decline(RECEIVED, command, LATER).version == RECEIVED.version


def test_accepting_makes_two_things_that_know_each_other() -> None:
    accepted, proposal = effects.accept(
        RECEIVED, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), LATER, FEE
    )
    assert (accepted.proposal, proposal.invitation) == (PROPOSAL, INVITATION)


def test_an_answer_leaves_the_first_look_where_it_was() -> None:
    seen = effects.see(RECEIVED, START)
    accepted, _ = effects.accept(seen, ACCEPT, LATER, FEE)
    declined = effects.decline(seen, DeclineInvitation(invitation=INVITATION, reason="spam"), LATER)
    assert [(one.seen_at, one.answered_at) for one in (accepted, declined)] == [(START, LATER)] * 2


def offered(answered_at: datetime | None = None) -> Proposal:
    """A proposal with an offer an hour after it was sent."""
    sent = replace(effects.accept(RECEIVED, ACCEPT, START, FEE)[1], answered_at=answered_at)
    return effects.make_offer(sent, MakeOffer(proposal=PROPOSAL, offer=OFFER), LATER, Periods())


def test_an_offer_is_an_answer_but_not_the_second_one() -> None:
    assert [offered().answered_at, offered(START).answered_at] == [LATER, START]


def test_of_many_requests_the_newest_are_kept() -> None:
    offer = offered().offer
    assert offer is not None
    for number in range(effects.KEPT_REQUESTS + 3):
        offer = effects.request_changes(offer, RequestOfferChanges(offer=OFFER, text=str(number)), LATER)
    assert [each.text for each in offer.requests] == [str(number) for number in range(3, effects.KEPT_REQUESTS + 3)]


def test_a_contract_keeps_the_fee_of_its_proposal_and_the_terms_of_its_offer() -> None:
    proposal = offered()
    assert proposal.offer is not None
    offer = replace(proposal.offer, terms=HourlyTerms(rate=Decimal(48)))
    signed = effects.accept_offer(proposal, offer, AcceptOffer(offer=OFFER, contract=CONTRACT), LATER).contract
    assert signed is not None
    assert (signed.fee_percent, signed.terms, signed.started_at) == (FEE, offer.terms, LATER)


def test_the_offered_terms_written_out_are_still_as_offered() -> None:
    command = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, terms=HourlyTerms(rate=Decimal("52.00")))
    assert effects.accept(RECEIVED, command, LATER, FEE)[1].as_offered


def test_only_an_application_without_invitation_costs_connects() -> None:
    applied = effects.submit(a_job(connects=6), CLIENT, SubmitProposal(job=JOB, proposal=PROPOSAL), LATER, FEE)
    accepted = effects.accept(RECEIVED, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), LATER, FEE)[1]
    assert (applied.connects, accepted.connects) == (6, 0)
