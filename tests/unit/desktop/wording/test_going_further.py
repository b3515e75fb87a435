"""What goes further than a conversation, said: offers, contracts, milestones, rooms with more than two."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.local.conversations import Said
from desktop.presenters.wording import conversations, notices, offers, proposals, terms
from desktop.services.rooms import Conversation
from marketplace.contract.entities import (
    HourlyTerms,
    Member,
    Milestone,
    MilestoneTerms,
    NotificationKind,
    Offer,
    OfferState,
    Party,
    ProjectTerms,
    ProposalState,
    RateIncrease,
    Terms,
)
from marketplace.contract.ids import OfferId
from marketplace.contract.policy import Policy
from tests.unit.desktop.things import a_message, a_proposal, a_room

POLICY = Policy()
MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = round(MADE.timestamp() * 1000)
PARTS = MilestoneTerms(
    milestones=(
        Milestone(description="Draft", amount=Decimal("400.50"), due=date(2026, 4, 1)),
        Milestone(description="Rest", amount=Decimal("99.50")),
    )
)
RISING = HourlyTerms(rate=Decimal(54), increase=RateIncrease(months=6, percent=Decimal("5.0")))


def an_offer(state: OfferState = OfferState.OPEN, **facts: object) -> Offer:
    """An offer of 54 dollars an hour."""
    plain: dict[str, object] = {"message": "Shall we?", "made_at": MADE, "expires_at": MADE + timedelta(days=7)}
    return Offer(id=OfferId("offer"), terms=HourlyTerms(rate=Decimal(54)), state=state, **plain | facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (RISING, "$54 an hour"),
        (ProjectTerms(amount=Decimal(1800)), "$1,800 for the project"),
        (PARTS, "$500 in 2 milestones"),
        (MilestoneTerms(milestones=PARTS.milestones[:1]), "$400.50 in 1 milestone"),
    ],
)
def test_every_way_to_be_paid_has_its_words(given: Terms, words: str) -> None:
    assert terms.said(given) == words


def test_milestones_are_listed_with_fee_and_rest_of_their_sum() -> None:
    facts = {fact.label: fact.value for fact in terms.facts(PARTS, Decimal(10))}
    assert facts["Milestone 1"] == "Draft: $400.50, due 2026-04-01"
    assert facts["Milestone 2"] == "Rest: $99.50"
    assert (facts["Service fee"], facts["You receive"]) == ("10 % ($50)", "$450")


def test_a_rate_that_rises_says_how() -> None:
    facts = {fact.label: fact.value for fact in terms.facts(RISING, Decimal(10))}
    assert facts["Rate increase"] == "5 % every 6 months"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OfferState.OPEN, "The client offers $54 an hour; the offer runs out in 7 days. “Shall we?”"),
        (OfferState.DECLINED, "You declined the client’s offer of $54 an hour."),
        (OfferState.WITHDRAWN, "The client withdrew the offer of $54 an hour. “Plans changed.”"),
        (OfferState.EXPIRED, "The client’s offer of $54 an hour ran out without an answer."),
    ],
)
def test_an_offer_says_where_it_stands(state: OfferState, words: str) -> None:
    reason = "Plans changed." if state is OfferState.WITHDRAWN else ""
    assert offers.banner(an_offer(state, reason=reason), POLICY, NOW).text == words


def test_an_accepted_offer_says_what_the_contract_opens() -> None:
    words = offers.banner(an_offer(OfferState.ACCEPTED), POLICY, NOW).text
    assert words == f"You accepted the offer of $54 an hour. {POLICY.wordings.contract}"


def test_a_proposal_shows_its_offer() -> None:
    sheet = proposals.sheet(a_proposal(state=ProposalState.OFFERED, offer=an_offer()), POLICY, NOW, is_pending=False)
    assert sheet.banner is not None
    assert sheet.banner.text.startswith("The client offers $54 an hour")


def test_a_room_names_who_else_sits_there_and_what_may_be_said() -> None:
    members = (
        Member(name="Ana", party=Party.FREELANCER),
        Member(name="Mara Lopes", party=Party.AGENCY),
        Member(name="Nordwind Energie", party=Party.CLIENT),
    )
    said = [
        conversations.sheet(Conversation(a_room(members=members, has_contract=signed), [], POLICY), NOW).byline
        for signed in (False, True)
    ]
    assert said[0].startswith("You, Mara Lopes (agency), ")
    assert said[0].endswith("contact details open once a contract starts")
    assert said[1].endswith("contact details may be shared")


def test_what_the_agency_says_is_not_ones_own() -> None:
    said = Said(a_message(author=Party.AGENCY, author_name="Mara Lopes"), "delivered")
    rows = [
        conversations.messages(Conversation(a_room(reader=reader), [said], POLICY), NOW)[0]
        for reader in (Party.FREELANCER, Party.AGENCY)
    ]
    assert [(row.author, row.is_mine) for row in rows] == [("Mara Lopes", False), ("You", True)]


@pytest.mark.parametrize("kind", NotificationKind)
def test_every_kind_of_notification_has_an_icon_of_its_own(kind: NotificationKind) -> None:
    assert notices.icon(kind)[0] != "bell"
