"""Offers: made, changed, asked about, taken, refused, taken back, run out."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.contract.commands import (
    AcceptOffer,
    AnyCommand,
    DeclineInvitation,
    DeclineOffer,
    MakeOffer,
    RequestOfferChanges,
    ReviseOffer,
    SendMessage,
    WithdrawOffer,
    WithdrawProposal,
)
from marketplace.contract.entities import HourlyTerms, Message, NotificationKind, Offer, OfferState, ProposalState
from marketplace.contract.ids import ContractId, InvitationId, JobId, MessageId, OfferId
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    CONTRACT,
    NORDWIND,
    OFFER,
    PROPOSAL,
    ROOM,
    TERN,
    Story,
    a_job,
)

MAKE = MakeOffer(proposal=PROPOSAL, offer=OFFER, message="Shall we?")
ACCEPT = AcceptOffer(offer=OFFER, contract=CONTRACT)
DECLINE = DeclineOffer(offer=OFFER, message="The schedule does not fit.")
ASK = RequestOfferChanges(offer=OFFER, text="Could we start in June?")
LOWER = HourlyTerms(rate=Decimal(48))
REVISE = ReviseOffer(offer=OFFER, terms=LOWER, message="This is what we have.")
WITHDRAW = WithdrawOffer(offer=OFFER, reason="The project was cancelled.")


def offer_of(story: Story) -> Offer:
    """The offer, as Ana sees it."""
    offer = story.proposal().offer
    assert offer is not None
    return offer


def test_an_offer_has_the_terms_that_were_proposed(story: Story) -> None:
    made = story.offered().proposal()
    assert made.state is ProposalState.OFFERED
    assert (offer_of(story).terms, offer_of(story).message) == (made.terms, "Shall we?")
    assert offer_of(story).expires_at - offer_of(story).made_at == timedelta(days=7)


def test_an_offer_answers_a_proposal_and_opens_the_room(story: Story) -> None:
    story.accepted().does(NORDWIND, MAKE)
    (said,) = (one for one in story.seen() if isinstance(one, Message))
    assert (story.proposal().room, said.text) == (said.room, "Shall we?")
    assert story.proposal().client.name == "Nordwind Energie"


def test_an_offer_that_opens_the_room_says_something(story: Story) -> None:
    story.accepted()
    assert story.is_refused(NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OFFER)) == "text_required"


def test_accepting_starts_a_contract(story: Story) -> None:
    signed = story.hired().proposal()
    assert signed.contract is not None
    assert (signed.state, offer_of(story).state) == (ProposalState.HIRED, OfferState.ACCEPTED)
    assert (signed.contract.id, signed.contract.offer, signed.contract.terms) == (CONTRACT, OFFER, signed.terms)
    assert story.room().has_contract


def test_a_client_who_hires_has_hired_once_more(story: Story) -> None:
    assert story.hired().proposal().client.hires == 1


def test_declining_goes_back_to_the_conversation(story: Story) -> None:
    story.offered().does(ANA, DECLINE)
    assert (story.proposal().state, offer_of(story).state) == (ProposalState.ACTIVE, OfferState.DECLINED)
    assert offer_of(story).reason == "The schedule does not fit."


def test_after_a_no_there_can_be_another_offer(story: Story) -> None:
    story.offered().does(ANA, DECLINE)
    story.does(NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OfferId("better")))
    assert offer_of(story).id == "better"
    assert story.is_refused(ANA, ACCEPT) == "offer_replaced"


def test_changes_can_be_asked_for_and_the_offer_stays_acceptable(story: Story) -> None:
    story.offered().does(ANA, ASK)
    assert [each.text for each in offer_of(story).requests] == ["Could we start in June?"]
    story.does(ANA, ACCEPT)
    assert story.proposal().state is ProposalState.HIRED


def test_three_times_an_hour_and_no_more(story: Story) -> None:
    story.offered()
    for _ in range(3):
        story.does(ANA, ASK)
    assert story.is_refused(ANA, ASK) == "changes_too_often"
    story.now += timedelta(minutes=57)
    story.does(ANA, ASK)


def test_a_changed_offer_has_its_whole_time_again(story: Story) -> None:
    story.offered().now += timedelta(days=6)
    story.does(NORDWIND, REVISE)
    assert (offer_of(story).terms, offer_of(story).expires_at) == (LOWER, story.now + timedelta(days=7))
    assert story.proposal().contract is None


def test_an_offer_that_was_taken_back_is_gone(story: Story) -> None:
    story.offered().does(NORDWIND, WITHDRAW)
    assert (story.proposal().state, offer_of(story).state) == (ProposalState.ACTIVE, OfferState.WITHDRAWN)
    assert story.is_refused(ANA, ACCEPT) == "offer_withdrawn"


@pytest.mark.parametrize("command", [ACCEPT, DECLINE, ASK, WITHDRAW, REVISE])
def test_after_seven_days_nothing_can_be_done_whether_it_was_noticed_or_not(story: Story, command: AnyCommand) -> None:
    story.offered().now += timedelta(days=7)
    actor = NORDWIND if command in (WITHDRAW, REVISE) else ANA
    assert story.is_refused(actor, command) == "offer_expired"


def test_an_offer_runs_out_and_is_warned_of_before_once(story: Story) -> None:
    story.offered().waits(days=6, hours=1)
    story.waits(hours=1)
    warned = [one for one in story.bell() if one.kind is NotificationKind.OFFER_RUNNING_OUT]
    story.waits(days=1)
    assert len(warned) == 1
    assert (story.proposal().state, offer_of(story).state) == (ProposalState.ACTIVE, OfferState.EXPIRED)
    assert story.last_bell()[:2] == ("offer_changed", "An offer ran out")


def test_of_a_changed_offer_is_warned_anew(story: Story) -> None:
    story.offered().waits(days=6, hours=1)
    story.does(NORDWIND, REVISE)
    story.waits(days=6, hours=1)
    assert [one.kind for one in story.bell()].count(NotificationKind.OFFER_RUNNING_OUT) == 2


@pytest.mark.parametrize(
    ("answer", "name"), [(ACCEPT, "offer_answered"), (DECLINE, "offer_answered"), (WITHDRAW, "offer_withdrawn")]
)
def test_an_offer_has_one_end(story: Story, answer: AnyCommand, name: str) -> None:
    actor = NORDWIND if answer is WITHDRAW else ANA
    story.offered().does(actor, answer)
    assert [story.is_refused(ANA, each) for each in (DECLINE, ASK)] == [name] * 2
    assert story.is_refused(NORDWIND, REVISE) == name


def test_there_is_one_offer_at_a_time(story: Story) -> None:
    story.offered()
    assert story.is_refused(NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OfferId("second"))) == "offer_exists"


def test_what_was_withdrawn_gets_no_offer(story: Story) -> None:
    story.answered().does(ANA, WithdrawProposal(proposal=PROPOSAL, reason="other"))
    assert story.is_refused(NORDWIND, MAKE) == "proposal_closed"


def test_a_blocked_client_makes_no_offers(story: Story) -> None:
    story.answered().posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    story.does(ANA, DeclineInvitation(invitation=InvitationId("second"), reason="spam", block=True))
    assert story.is_refused(NORDWIND, MAKE) == "client_blocked"


def test_a_blocked_client_does_not_make_a_new_offer_of_an_old_one(story: Story) -> None:
    story.offered().posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    story.does(ANA, DeclineInvitation(invitation=InvitationId("second"), reason="spam", block=True))
    assert story.is_refused(NORDWIND, REVISE) == "client_blocked"
    story.does(ANA, ACCEPT)


def test_offers_are_between_those_two(story: Story) -> None:
    story.offered()
    assert [story.is_refused(BEN, each) for each in (ACCEPT, DECLINE, ASK)] == ["unknown_thing"] * 3
    assert [story.is_refused(TERN, each) for each in (REVISE, WITHDRAW)] == ["unknown_thing"] * 2
    assert [story.is_refused(NORDWIND, each) for each in (ACCEPT, DECLINE, ASK)] == ["not_yours_to_do"] * 3


@pytest.mark.parametrize(
    ("terms", "name"), [(HourlyTerms(rate=Decimal(2)), "rate_out_of_range"), (None, "contact_information")]
)
def test_an_offer_keeps_the_rules(story: Story, terms: HourlyTerms | None, name: str) -> None:
    text = "Call me: +44 20 7946 0958" if terms is None else "Shall we?"
    offered = MakeOffer(proposal=PROPOSAL, offer=OFFER, terms=terms, message=text)
    assert story.answered().is_refused(NORDWIND, offered) == name


def test_a_changed_offer_keeps_the_rules_as_well(story: Story) -> None:
    dear = ReviseOffer(offer=OFFER, terms=HourlyTerms(rate=Decimal(1_000)))
    assert story.offered().is_refused(NORDWIND, dear) == "rate_out_of_range"


def test_with_the_contract_contact_information_may_be_shared(story: Story) -> None:
    said = SendMessage(room=ROOM, message=MessageId("m"), text="My number is +44 20 7946 0958.")
    assert story.offered().is_refused(ANA, said) == "contact_information"
    story.does(ANA, ACCEPT)
    story.does(ANA, said)


def test_two_contracts_have_two_names(story: Story) -> None:
    story.hired()
    assert story.is_refused(ANA, AcceptOffer(offer=OFFER, contract=ContractId("second"))) == "offer_answered"


def test_the_bell_tells_of_each_step(story: Story) -> None:
    story.offered().does(NORDWIND, REVISE)
    story.does(ANA, ACCEPT)
    assert [one.kind for one in story.bell()][-3:] == ["offer_received", "offer_changed", "contract_started"]
    assert story.bell()[-1].about.id == PROPOSAL
