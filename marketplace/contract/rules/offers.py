"""Offers: when one can be made, answered, changed and taken back."""

from datetime import datetime, timedelta

from marketplace.contract.commands import DeclineOffer, MakeOffer, RequestOfferChanges, ReviseOffer, WithdrawOffer
from marketplace.contract.entities import Job, Offer, OfferState, Proposal, ProposalState
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.proposals import why_not_waiting
from marketplace.contract.rules.terms import terms
from marketplace.contract.rules.texts import first, some_text, text

OFFERABLE = frozenset({ProposalState.SUBMITTED, ProposalState.VIEWED, ProposalState.ACTIVE})

_ENDED = {
    OfferState.ACCEPTED: "offer_answered",
    OfferState.DECLINED: "offer_answered",
    OfferState.WITHDRAWN: "offer_withdrawn",
    OfferState.EXPIRED: "offer_expired",
}


def why_not_open(offer: Offer, now: datetime) -> Refusal | None:
    """An offer is open until it was answered or taken back, or its days are over, whoever has noticed that yet."""
    if offer.state is OfferState.OPEN:
        return Refusal(name="offer_expired") if now >= offer.expires_at else None
    return Refusal(name=_ENDED[offer.state])


def make_offer(proposal: Proposal, command: MakeOffer, policy: Policy, *, is_blocked: bool) -> Refusal | None:
    """One offer at a time, for a proposal in play; none from a client whom the freelancer has blocked."""
    return first(
        _why_not_offerable(proposal),
        Refusal(name="client_blocked") if is_blocked else None,
        terms(proposal.job, command.terms, policy) if command.terms is not None else None,
        # As the answer to a proposal it opens the conversation.
        (text if proposal.state is ProposalState.ACTIVE else some_text)(
            command.message, policy.limits.offer_message, "message"
        ),
    )


def revise_offer(
    offer: Offer, job: Job, command: ReviseOffer, policy: Policy, now: datetime, *, is_blocked: bool
) -> Refusal | None:
    """Other terms, while the offer is open; to a freelancer who has blocked the client it would be one more offer."""
    return first(
        why_not_open(offer, now),
        Refusal(name="client_blocked") if is_blocked else None,
        terms(job, command.terms, policy),
        text(command.message, policy.limits.offer_message, "message"),
    )


def withdraw_offer(offer: Offer, command: WithdrawOffer, policy: Policy, now: datetime) -> Refusal | None:
    """While it is open."""
    return first(why_not_open(offer, now), text(command.reason, policy.limits.notice, "reason"))


def accept_offer(offer: Offer, now: datetime) -> Refusal | None:
    """While it is open."""
    return why_not_open(offer, now)


def decline_offer(offer: Offer, command: DeclineOffer, policy: Policy, now: datetime) -> Refusal | None:
    """While it is open."""
    return first(why_not_open(offer, now), text(command.message, policy.limits.decline_message, "message"))


def request_changes(offer: Offer, command: RequestOfferChanges, policy: Policy, now: datetime) -> Refusal | None:
    """Within some days of the offer, some times an hour; asking changes nothing about the offer."""
    since = offer.revised_at or offer.made_at
    periods = policy.periods
    lately = [each for each in offer.requests if now - each.at < timedelta(hours=1)]
    return first(
        why_not_open(offer, now),
        Refusal(name="changes_too_late") if now - since >= timedelta(days=periods.change_request_days) else None,
        Refusal(name="changes_too_often") if len(lately) >= periods.change_requests_an_hour else None,
        some_text(command.text, policy.limits.change_request, "text"),
    )


def _why_not_offerable(proposal: Proposal) -> Refusal | None:
    if proposal.state in OFFERABLE:
        return why_not_waiting(proposal)
    return Refusal(name="offer_exists" if proposal.state is ProposalState.OFFERED else "proposal_closed")
