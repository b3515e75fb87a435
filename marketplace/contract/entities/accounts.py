"""The reader themselves: profile, agencies, figures, the clients they have blocked."""

from decimal import Decimal
from enum import StrEnum

from marketplace.contract.entities.jobs import Client
from marketplace.contract.entities.notifications import NotificationSettings
from marketplace.contract.entities.values import Count, Entity, Moment, Value, check_amounts
from marketplace.contract.ids import AccountId, AgencyId, ClientId, HighlightId, InvitationId


class HighlightKind(StrEnum):
    """What of a profile can be put beside a proposal."""

    PORTFOLIO = "portfolio"
    CERTIFICATE = "certificate"


class Highlight(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A portfolio item or a certificate of the profile; `detail` says what, or by whom."""

    id: HighlightId
    kind: HighlightKind
    title: str
    detail: str = ""


class Membership(Value, frozen=True, kw_only=True):
    """An agency in whose name the reader may apply; `is_manager` where they are its business manager."""

    id: AgencyId
    name: str
    is_manager: bool = False


class Responsiveness(Value, frozen=True, kw_only=True, omit_defaults=True):
    """How the newest invitations were answered: `answered` of `counted`; `usual_time` is a key of the policy's buckets.

    Ignoring is no answer. What was taken away within a day never counts.
    """

    counted: Count = 0
    answered: Count = 0
    usual_time: str | None = None


class Account(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="account"):
    """The reader themselves. `rate` is the profile's hourly rate, `connects` what is left to spend.

    `keeps_drafts` where the marketplace keeps copies of their drafts, for their other computers.
    """

    id: AccountId
    version: Count
    name: str
    title: str
    rate: Decimal
    connects: Count
    overview: str = ""
    highlights: tuple[Highlight, ...] = ()
    agencies: tuple[Membership, ...] = ()
    responsiveness: Responsiveness = Responsiveness()
    settings: NotificationSettings = NotificationSettings()
    keeps_drafts: bool = False

    def __post_init__(self) -> None:
        check_amounts(self.rate)


class Block(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="block"):
    """A client whom the reader has blocked, under the client's id, and the invitation with which it was done."""

    id: ClientId
    version: Count
    client: Client
    at: Moment
    invitation: InvitationId | None = None
    job_title: str = ""
