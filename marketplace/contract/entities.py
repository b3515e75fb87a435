"""The things that cross the wire, each as the one who reads it may see it.

An invitation and a proposal carry their job and client with them: what hangs in a list is one value, and a
reader never waits for a second one. Every entity has an `id`, and a `version` that grows with each change.
Money is decimal US dollars, times are aware UTC, text is plain text.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

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


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that crosses the wire; unknown fields of a newer sender are passed over."""


class Entity(Value, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of what a `changes` page may hold."""


# --- jobs and clients -------------------------------------------------------------------------------------


class HourlyRange(Value, frozen=True, tag_field="pricing", tag="hourly"):
    """The client pays by the hour, between `low` and `high` dollars."""

    low: Decimal
    high: Decimal


class FixedBudget(Value, frozen=True, tag_field="pricing", tag="fixed"):
    """The client pays `amount` dollars for the whole job."""

    amount: Decimal


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
    posted_at: datetime
    skills: tuple[str, ...] = ()
    duration: str | None = None
    hours_per_week: int | None = None
    level: str | None = None
    questions: tuple[str, ...] = ()
    letter: Letter = Letter.OPTIONAL
    connects: int = 0
    closes_at: datetime | None = None
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
    hires: int = 0
    hire_rate: int | None = None
    open_jobs: int = 0
    rating: Decimal | None = None
    reviews: int = 0
    last_jobs: tuple[str, ...] = ()
    can_be_blocked: bool = True
    is_blocked: bool = False


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
    version: int
    job: Job
    client: Client
    message: str
    sent_at: datetime
    state: InvitationState = InvitationState.RECEIVED
    origin: Origin = Origin.PERSONAL
    earlier: int = 0
    seen_at: datetime | None = None
    answered_at: datetime | None = None
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
    size: int


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
    version: int
    job: Job
    client: Client
    terms: Terms
    as_offered: bool
    fee_percent: Decimal
    submitted_at: datetime
    invitation: InvitationId | None = None
    duration: str | None = None
    cover_letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    connects: int = 0
    state: ProposalState = ProposalState.SUBMITTED
    viewed_at: datetime | None = None
    answered_at: datetime | None = None
    room: RoomId | None = None
    reason: str | None = None


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
    version: int
    proposal: ProposalId
    job: Job
    client: Client
    members: tuple[Member, ...]
    opened_at: datetime
    last_at: datetime
    preview: str = ""
    unread: int = 0


class Message(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="message"):
    """One message of a room; `position` is its place in the room as the marketplace counts, from 1."""

    id: MessageId
    version: int
    room: RoomId
    author: Party
    author_name: str
    text: str
    sent_at: datetime
    position: int
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
    version: int
    kind: NotificationKind
    title: str
    text: str
    at: datetime
    about: About
    is_read: bool = False


class Account(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="account"):
    """The reader themselves. `rate` is the profile's hourly rate, `connects` what is left to spend."""

    id: AccountId
    version: int
    name: str
    title: str
    rate: Decimal
    connects: int


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
    next: int
    more: bool


class Receipt(Value, frozen=True, kw_only=True):
    """The one answer to a command that was carried out; `seq` is the account's sequence number after it."""

    command: CommandId
    seq: int
    at: datetime


class BlobProgress(Value, frozen=True, kw_only=True):
    """How much of a blob has arrived: the next piece starts at byte `received`."""

    received: int
    complete: bool
