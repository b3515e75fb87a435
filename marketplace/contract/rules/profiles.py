"""The reader's own: the profile that clients see, and what the bell may tell when."""

from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marketplace.contract.commands import EditProfile, ReadNotifications, SetNotificationSettings
from marketplace.contract.entities import Channel, Highlight, NotificationKind, NotificationSettings, QuietHours
from marketplace.contract.policy import Limits, Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.terms import hourly_rate
from marketplace.contract.rules.texts import first, some_text, text


def edit_profile(command: EditProfile, policy: Policy) -> Refusal | None:
    """A title, a rate in the range, texts within their limits, each highlight under a name of its own."""
    limits = policy.limits
    return first(
        some_text(command.title, limits.profile_title, "title") if command.title is not None else None,
        text(command.overview or "", limits.profile_overview, "overview"),
        hourly_rate(command.rate, limits) if command.rate is not None else None,
        _highlights(command.highlights or (), limits),
    )


def settings(command: SetNotificationSettings) -> Refusal | None:
    """Quiet hours are those of a place; a kind is named once."""
    chosen = command.settings
    is_anywhere = chosen.quiet is None or is_time_zone(chosen.quiet.time_zone)
    is_short = all(len(set(kinds)) == len(kinds) for kinds in (chosen.not_under_bell, chosen.not_on_desktop))
    return first(
        None if is_anywhere else Refusal(name="unknown_time_zone", field="time_zone"),
        None if is_short else Refusal(name="malformed", field="settings", detail="A kind is named twice."),
    )


def read_notifications(command: ReadNotifications, policy: Policy) -> Refusal | None:
    """So many by name; for more than that there is a way to say all."""
    most = policy.limits.read_at_once
    if len(command.notifications) <= most:
        return None
    return Refusal(name="malformed", field="notifications", detail=f"Name up to {most:,}, or none for all of them.")


def is_time_zone(name: str) -> bool:
    """Whether the calendar knows a time zone of that name."""
    return _zone(name) is not None


def tells(chosen: NotificationSettings, kind: NotificationKind, channel: Channel, at: datetime, policy: Policy) -> bool:
    """Whether `kind` is told on `channel` at that moment. Some kinds always are; quiet hours spare the desktop only."""
    if kind in policy.always_told:
        return True
    match channel:
        case Channel.BELL:
            return kind not in chosen.not_under_bell
        case Channel.TOAST:
            return kind not in chosen.not_on_desktop and not (chosen.quiet is not None and _is_quiet(chosen.quiet, at))


def _is_quiet(quiet: QuietHours, at: datetime) -> bool:
    zone = _zone(quiet.time_zone)
    if zone is None:
        return False
    local = at.astimezone(zone).time()
    start, end = (time(minute // 60, minute % 60) for minute in (quiet.start, quiet.end))
    return start <= local < end if start <= end else local >= start or local < end


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _highlights(highlights: tuple[Highlight, ...], limits: Limits) -> Refusal | None:
    ids = [highlight.id for highlight in highlights]
    if len(ids) > limits.profile_highlights or len(set(ids)) < len(ids):
        detail = f"A profile has up to {limits.profile_highlights} highlights, each under an id of its own."
        return Refusal(name="too_many_highlights", field="highlights", detail=detail)
    return first(*(_highlight(each, limits, f"highlights.{at}") for at, each in enumerate(highlights)))


def _highlight(highlight: Highlight, limits: Limits, field: str) -> Refusal | None:
    return first(
        text(highlight.id, limits.profile_title, field) if highlight.id else Refusal(name="malformed", field=field),
        some_text(highlight.title, limits.profile_title, field),
        text(highlight.detail, limits.question, field),
    )
