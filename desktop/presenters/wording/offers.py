"""Offers that answer a proposal, said."""

from desktop.local.entries import milliseconds
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner
from desktop.presenters.wording import times
from desktop.presenters.wording.terms import said
from marketplace.contract.entities import Offer, OfferState
from marketplace.contract.policy import Policy


def banner(offer: Offer, policy: Policy, now: int) -> Banner:
    """Where the client's newest offer stands, and what it says."""
    match offer.state:
        case OfferState.OPEN:
            ends = times.until(milliseconds(offer.expires_at), now)
            return Banner(
                f"The client offers {said(offer.terms)}; the offer runs out {ends}.{_quoted(offer.message)}", "good"
            )
        case OfferState.ACCEPTED:
            return Banner(f"You accepted the offer of {said(offer.terms)}. {block(policy.wordings.contract)}", "good")
        case OfferState.DECLINED:
            return Banner(f"You declined the client’s offer of {said(offer.terms)}.", "plain")
        case OfferState.WITHDRAWN:
            return Banner(f"The client withdrew the offer of {said(offer.terms)}.{_quoted(offer.reason)}")
        case OfferState.EXPIRED:
            return Banner(f"The client’s offer of {said(offer.terms)} ran out without an answer.")


def _quoted(text: str) -> str:
    return f" “{one_line(text, 300)}”" if text.strip() else ""
