"""What all entities are made of: strict values, moments, counts, amounts, files, and who is who."""

from datetime import MAXYEAR, MINYEAR, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from marketplace.contract.ids import AccountId, BlobId
from marketplace.contract.money import is_amount

Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=2**53)]


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that crosses the wire; unknown fields of a newer sender are passed over."""


class Entity(Value, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of what a `changes` page may hold."""


def check_amounts(*amounts: Decimal | None) -> None:
    """Raises ValueError, which no decoder lets pass, where one of `amounts` is no sum of money."""
    if not all(amount is None or is_amount(amount) for amount in amounts):
        raise ValueError("An amount is no sum of money")


def check_moments(*moments: datetime | None) -> None:
    """Raises ValueError, which no decoder lets pass, for a moment that not every time zone has in its calendar."""
    if not all(moment is None or MINYEAR < moment.year < MAXYEAR for moment in moments):
        raise ValueError("A moment lies outside the calendar")


class Party(StrEnum):
    """Who speaks or acts. `agency` is a business manager or owner who sits in a room beside their freelancer."""

    FREELANCER = "freelancer"
    CLIENT = "client"
    MODERATOR = "moderator"
    AGENCY = "agency"


class Attachment(Value, frozen=True, kw_only=True):
    """A file by content: `name` as the sender called it (untrusted), `size` in bytes."""

    blob: BlobId
    name: str
    size: Count


class Freelancer(Value, frozen=True, kw_only=True):
    """A freelancer as a client sees them."""

    id: AccountId
    name: str
    title: str
    rate: Decimal

    def __post_init__(self) -> None:
        check_amounts(self.rate)
