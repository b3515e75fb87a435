"""The bell's tray, said."""

from desktop.local.entries import milliseconds
from desktop.models.plain import one_line
from desktop.models.rows import NoticeRow
from desktop.presenters.wording import times
from marketplace.contract.entities import Notification, NotificationKind

_ICONS = {
    NotificationKind.INVITATION_RECEIVED: ("mail", "accent"),
    NotificationKind.INVITATION_WITHDRAWN: ("undo-2", "plain"),
    NotificationKind.INVITATION_REMOVED: ("triangle-alert", "warning"),
    NotificationKind.PROPOSAL_VIEWED: ("eye", "accent"),
    NotificationKind.PROPOSAL_DECLINED: ("x", "warning"),
    NotificationKind.JOB_CLOSED: ("archive", "plain"),
    NotificationKind.CLIENT_ANSWERED: ("message-square", "good"),
    NotificationKind.MESSAGE_RECEIVED: ("message-square", "accent"),
    NotificationKind.MEETING_PROPOSED: ("clock", "accent"),
    NotificationKind.MEETING_MOVED: ("clock", "plain"),
    NotificationKind.OFFER_RECEIVED: ("star", "good"),
    NotificationKind.OFFER_CHANGED: ("star", "accent"),
    NotificationKind.OFFER_RUNNING_OUT: ("clock", "warning"),
    NotificationKind.INTERVIEW_REQUIRED: ("circle-alert", "accent"),
    NotificationKind.CONTRACT_STARTED: ("circle-check", "good"),
    NotificationKind.POLICY_WARNING: ("triangle-alert", "warning"),
}


def row(notification: Notification, now: int) -> NoticeRow:
    """One line under the bell."""
    at = milliseconds(notification.at)
    name, tone = icon(notification.kind)
    title, text = one_line(notification.title, 160), one_line(notification.text, 300)
    unread = [] if notification.is_read else ["unread"]
    return NoticeRow(
        id=notification.id,
        icon=name,
        tone=tone,
        title=title,
        text=text,
        time=times.clock(at),
        day=times.day(at, now),
        is_unread=not notification.is_read,
        about_kind=notification.about.kind,
        about_id=notification.about.id,
        spoken=", ".join(part for part in (title, text, *unread, times.at_length(at, now)) if part),
    )


def icon(kind: NotificationKind) -> tuple[str, str]:
    """The icon of a kind, a file of `resources/icons`, and its tone."""
    return _ICONS.get(kind, ("bell", "plain"))
