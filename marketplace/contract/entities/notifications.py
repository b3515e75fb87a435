"""What the bell tells, and what a reader wants to be told."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from marketplace.contract.entities.values import Count, Entity, Moment, Value
from marketplace.contract.ids import NotificationId


class NotificationKind(StrEnum):
    """What the bell can tell. An offer that ended is an offer changed, a meeting answered is a meeting moved on."""

    INVITATION_RECEIVED = "invitation_received"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_REMOVED = "invitation_removed"
    PROPOSAL_VIEWED = "proposal_viewed"
    PROPOSAL_DECLINED = "proposal_declined"
    JOB_CLOSED = "job_closed"
    CLIENT_ANSWERED = "client_answered"
    MESSAGE_RECEIVED = "message_received"
    MEETING_PROPOSED = "meeting_proposed"
    MEETING_MOVED = "meeting_moved"
    OFFER_RECEIVED = "offer_received"
    OFFER_CHANGED = "offer_changed"
    OFFER_RUNNING_OUT = "offer_running_out"
    INTERVIEW_REQUIRED = "interview_required"
    CONTRACT_STARTED = "contract_started"
    POLICY_WARNING = "policy_warning"


class About(Value, frozen=True, kw_only=True):
    """The thing a notification opens: `kind` is `invitation`, `proposal`, `room` or `account`."""

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


class Channel(StrEnum):
    """Where something is told: under the bell, or on the desktop as it happens."""

    BELL = "bell"
    TOAST = "toast"


Minute = Annotated[int, Meta(ge=0, lt=24 * 60)]


class QuietHours(Value, frozen=True, kw_only=True):
    """From minute `start` to minute `end` of the day in `time_zone`, over midnight where `end` is before `start`."""

    start: Minute
    end: Minute
    time_zone: str


class NotificationSettings(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Kinds that are not told under the bell, or not on the desktop, and hours in which the desktop stays quiet."""

    not_under_bell: tuple[NotificationKind, ...] = ()
    not_on_desktop: tuple[NotificationKind, ...] = ()
    quiet: QuietHours | None = None
