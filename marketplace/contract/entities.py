"""The things that cross the wire, each as the one who reads it may see it.

An invitation and a proposal carry their job and client with them: what hangs in a list is one value, and a
reader never waits for a second one. Every entity has an `id`, and a `version` that grows with each change.
Money is decimal US dollars, times are aware UTC, text is plain text. What does not fit does not decode: an amount
that is no number, a time without a zone, a count that no database holds.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from marketplace.contract.ids import (
    AccountId,
    BlobId,
    ClientId,
    CommandId,
    InvitationId,
    JobId,
    MessageId,
    NotificationId,
    ProposalId,
    RoomId,
)
from marketplace.contract.money import is_amount

Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=2**53)]


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that crosses the wire; unknown fields of a newer sender are passed over."""


def _amounts(*amounts: Decimal | None) -> None:
    if not all(amount is None or is_amount(amount) for amount in amounts):
        raise ValueError("An amount is no sum of money")


class Entity(Value, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of what a `changes` page may hold."""


# --- jobs and clients -------------------------------------------------------------------------------------


class HourlyRange(Value, frozen=True, tag_field="pricing", tag="hourly"):
    """The client pays by the hour, between `low` and `high` dollars."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        _amounts(self.low, self.high)


class FixedBudget(Value, frozen=True, tag_field="pricing", tag="fixed"):
    """The client pays `amount` dollars for the whole job."""

    amount: Decimal

    def __post_init__(self) -> None:
        _amounts(self.amount)


class Letter(StrEnum):
    """What a job wants beside the terms."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    INTERVIEW = "interview"


class Job(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A job post. `duration` is a key of the policy's durations; `level` is `entry`, `intermediate` or `expert`."""

    id: JobId
    title: str
    description: str
    category: str
    budget: HourlyRange | FixedBudget
    posted_at: Moment
    skills: tuple[str, ...] = ()
    duration: str | None = None
    hours_per_week: Count | None = None
    level: str | None = None
    questions: tuple[str, ...] = ()
    letter: Letter = Letter.OPTIONAL
    connects: Count = 0
    closes_at: Moment | None = None
    is_open: bool = True


class Client(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A client as this freelancer may see them: `name` is None until there is a room, `spent` where it is hidden."""

    id: ClientId
    name: str | None = None
    country: str
    city: str | None = None
    time_zone: str = "UTC"
    member_since: date
    payment_verified: bool = False
    phone_verified: bool = False
    spent: Decimal | None = None
    hires: Count = 0
    hire_rate: Count | None = None
    open_jobs: Count = 0
    rating: Decimal | None = None
    reviews: Count = 0
    last_jobs: tuple[str, ...] = ()
    can_be_blocked: bool = True
    is_blocked: bool = False

    def __post_init__(self) -> None:
        _amounts(self.spent, self.rating)


# --- invitations ------------------------------------------------------------------------------------------


class InvitationState(StrEnum):
    """Where an invitation stands; `received` to `ignored` can still be answered where the job is open."""

    RECEIVED = "received"
    SEEN = "seen"
    IGNORED = "ignored"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REMOVED = "removed"


ANSWERABLE = frozenset({InvitationState.RECEIVED, InvitationState.SEEN, InvitationState.IGNORED})


class Origin(StrEnum):
    """Who sent an invitation: a person, or the marketplace because the profile fits a featured job."""

    PERSONAL = "personal"
    AUTOMATIC = "automatic"


class Decline(Value, frozen=True, kw_only=True, omit_defaults=True):
    """How an invitation was declined; `reason` is a key of the policy's decline reasons."""

    reason: str
    message: str = ""
    blocked: bool = False


class Invitation(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="invitation"):
    """A client's invitation to apply to one of their jobs. `notice` tells why it was removed."""

    id: InvitationId
    version: Count
    job: Job
    client: Client
    message: str
    sent_at: Moment
    state: InvitationState = InvitationState.RECEIVED
    origin: Origin = Origin.PERSONAL
    earlier: Count = 0
    seen_at: Moment | None = None
    answered_at: Moment | None = None
    decline: Decline | None = None
    proposal: ProposalId | None = None
    notice: str | None = None


# --- proposals --------------------------------------------------------------------------------------------


class HourlyTerms(Value, frozen=True, tag_field="pricing", tag="hourly"):
    """`rate` dollars an hour."""

    rate: Decimal


class ProjectTerms(Value, frozen=True, tag_field="pricing", tag="project"):
    """`amount` dollars for the whole project."""

    amount: Decimal


Terms = HourlyTerms | ProjectTerms


class Attachment(Value, frozen=True, kw_only=True):
    """A file by content: `name` as the sender called it (untrusted), `size` in bytes."""

    blob: BlobId
    name: str
    size: Count


class ProposalState(StrEnum):
    """Where a proposal stands; a room exists from `active` on."""

    SUBMITTED = "submitted"
    VIEWED = "viewed"
    ACTIVE = "active"
    OFFERED = "offered"
    HIRED = "hired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class Proposal(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="proposal"):
    """What the freelancer sent: to an invitation, or directly to a job post (then `invitation` is None)."""

    id: ProposalId
    version: Count
    job: Job
    client: Client
    terms: Terms
    as_offered: bool
    fee_percent: Decimal
    submitted_at: Moment
    invitation: InvitationId | None = None
    duration: str | None = None
    cover_letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    connects: Count = 0
    state: ProposalState = ProposalState.SUBMITTED
    viewed_at: Moment | None = None
    answered_at: Moment | None = None
    room: RoomId | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        price = self.terms.rate if isinstance(self.terms, HourlyTerms) else self.terms.amount
        _amounts(price, self.fee_percent)


# --- rooms ------------------------------------------------------------------------------------------------


class Party(StrEnum):
    """Who speaks or acts."""

    FREELANCER = "freelancer"
    CLIENT = "client"
    MODERATOR = "moderator"


class Member(Value, frozen=True, kw_only=True):
    """Somebody in a room."""

    name: str
    party: Party


class Room(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="room"):
    """The conversation that opens when the client answers. `unread` counts the reader's unread messages."""

    id: RoomId
    version: Count
    proposal: ProposalId
    job: Job
    client: Client
    members: tuple[Member, ...]
    opened_at: Moment
    last_at: Moment
    preview: str = ""
    unread: Count = 0


class Message(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="message"):
    """One message of a room; `position` is its place in the room as the marketplace counts, from 1."""

    id: MessageId
    version: Count
    room: RoomId
    author: Party
    author_name: str
    text: str
    sent_at: Moment
    position: Count
    attachments: tuple[Attachment, ...] = ()


# --- the rest ---------------------------------------------------------------------------------------------


class NotificationKind(StrEnum):
    """What the bell can tell."""

    INVITATION_RECEIVED = "invitation_received"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_REMOVED = "invitation_removed"
    PROPOSAL_VIEWED = "proposal_viewed"
    PROPOSAL_DECLINED = "proposal_declined"
    JOB_CLOSED = "job_closed"
    CLIENT_ANSWERED = "client_answered"
    MESSAGE_RECEIVED = "message_received"


class About(Value, frozen=True, kw_only=True):
    """The thing a notification opens: `kind` is `invitation`, `proposal` or `room`."""

    kind: str
    id: str


class Notification(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="notification"):
    """One line under the bell."""

    id: NotificationId
    version: Count
    kind: NotificationKind
    title: str
    text: str
    at: Moment
    about: About
    is_read: bool = False


class Account(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="account"):
    """The reader themselves. `rate` is the profile's hourly rate, `connects` what is left to spend."""

    id: AccountId
    version: Count
    name: str
    title: str
    rate: Decimal
    connects: Count

    def __post_init__(self) -> None:
        _amounts(self.rate)


class Gone(Entity, frozen=True, kw_only=True, tag="gone"):
    """A tombstone: the entity `kind`/`id` is no longer this reader's to see."""

    kind: str
    id: str


AnyEntity = Invitation | Proposal | Room | Message | Notification | Account | Gone


class Changes(Value, frozen=True, kw_only=True):
    """A page of what changed for one account after a sequence number.

    `market` names the marketplace, so that a client notices when another one answers; `next` is the `since` of
    the following call; `more` says that it should not wait.
    """

    market: str
    entities: tuple[AnyEntity, ...]
    next: Count
    more: bool


class Receipt(Value, frozen=True, kw_only=True):
    """The one answer to a command that was carried out; `seq` is the account's sequence number after it."""

    command: CommandId
    seq: Count
    at: Moment


class BlobProgress(Value, frozen=True, kw_only=True):
    """How much of a blob has arrived: the next piece starts at byte `received`."""

    received: Count
    complete: bool
