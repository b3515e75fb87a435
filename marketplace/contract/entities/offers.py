"""Offers that answer a proposal, and the contracts that come of them."""

from decimal import Decimal
from enum import StrEnum

from marketplace.contract.entities.terms import Terms, amounts_in
from marketplace.contract.entities.values import Moment, Value, check_amounts
from marketplace.contract.ids import ContractId, OfferId


class OfferState(StrEnum):
    """Where an offer stands; only an open one can be answered."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ChangeRequest(Value, frozen=True, kw_only=True):
    """What the freelancer would like to have changed; the offer as it stands remains acceptable."""

    at: Moment
    text: str


class Offer(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A client's offer: `terms` and `message` as they stand now, open until `expires_at` unless answered before.

    `requests` are the newest change requests, the oldest first; `reason` is why it was declined or withdrawn.
    """

    id: OfferId
    terms: Terms
    message: str
    made_at: Moment
    expires_at: Moment
    state: OfferState = OfferState.OPEN
    revised_at: Moment | None = None
    requests: tuple[ChangeRequest, ...] = ()
    answered_at: Moment | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        check_amounts(*amounts_in(self.terms))


class Contract(Value, frozen=True, kw_only=True):
    """What an accepted offer became: `fee_percent` of the terms are the marketplace's."""

    id: ContractId
    offer: OfferId
    terms: Terms
    fee_percent: Decimal
    started_at: Moment

    def __post_init__(self) -> None:
        check_amounts(self.fee_percent, *amounts_in(self.terms))
