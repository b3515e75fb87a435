"""Lines of lists, said."""

from desktop.local.listing import Count, Record
from desktop.models.list_rows import Chip, EntryRow, SectionRow
from desktop.models.plain import one_line
from desktop.presenters.wording import amounts, times

SECTIONS = (
    ("offers", "Offers", "Proposals and offers"),
    ("invitations", "Invitations to apply", "Proposals and offers"),
    ("active", "Active proposals", "Proposals and offers"),
    ("submitted", "Submitted proposals", "Proposals and offers"),
    ("archived", "Archived", "Proposals and offers"),
    ("messages", "Messages", "Work"),
    ("drafts", "Drafts", "Work"),
    ("outbox", "Outbox", "Work"),
)
NAMES = {key: name for key, name, _ in SECTIONS}

TITLE, SUBTITLE = 160, 200

_STATES = {
    "accepted": Chip("Accepted", "good"),
    "ignored": Chip("Ignored"),
    "declined": Chip("Declined"),
    "withdrawn": Chip("Withdrawn"),
    "closed": Chip("Job closed"),
    "removed": Chip("Removed", "warning"),
    "submitted": Chip("Submitted"),
    "viewed": Chip("Viewed by the client", "accent"),
    "active": Chip("Active", "good"),
    "offered": Chip("Offer", "accent"),
    "hired": Chip("Hired", "good"),
    "archived": Chip("Job closed"),
    "needs_you": Chip("Needs you", "bad"),
    "sent": Chip("Sending"),
    "refused": Chip("Needs you", "bad"),
}


def sections(counts: dict[str, Count]) -> list[SectionRow]:
    """The navigation with its counts; the archive is not counted, nobody works it off."""
    return [_section(key, name, group, counts.get(key, Count(0, 0))) for key, name, group in SECTIONS]


def entry(record: Record, now: int) -> EntryRow:
    """A line as it is painted and spoken. `now` is in milliseconds."""
    title = one_line(record.title, TITLE)
    time = times.short(record.at, now)
    subtitle, chips = _subtitle(record), _chips(record, now)
    is_pending = bool(record.pending) and record.state != "sent"
    marks = [*(["unread"] if record.unread else []), *(["waiting to be sent"] if is_pending else [])]
    spoken = [title, subtitle, *(chip.text for chip in chips), *marks, time]
    return EntryRow(
        key=record.position,
        kind=record.kind,
        id=record.id,
        title=title,
        time=time,
        subtitle=subtitle,
        chips=chips,
        is_unread=bool(record.unread),
        is_pending=is_pending,
        spoken=", ".join(part for part in spoken if part),
    )


def client_line(record: Record) -> str:
    """`Nordwind Energie · Germany · 4.9 ★ · $84k spent`."""
    parts = [record.client, record.country]
    if record.verified is not None:
        parts.append(f"{record.rating} ★" if record.rating else "no reviews yet")
    if record.spent is not None:
        parts.append(f"{amounts.roughly(record.spent)} spent" if record.spent else "nothing spent yet")
    return one_line(" · ".join(part for part in parts if part), SUBTITLE)


def _subtitle(record: Record) -> str:
    if record.kind == "room" and record.client:
        return one_line(f"{record.client}: {record.preview or ''}", SUBTITLE)
    if record.kind in {"room", "command", "draft"} and record.preview:
        return one_line(record.preview, SUBTITLE)
    if record.kind == "command":
        return "Goes out when the marketplace can be reached" if record.state == "waiting" else ""
    return client_line(record)


def _chips(record: Record, now: int) -> tuple[Chip, ...]:
    match record.kind:
        case "invitation":
            chips = _invitation_chips(record, now)
        case "proposal":
            chips = [*_state(record), *_terms(record), *([_duration(record.duration)] if record.duration else [])]
        case "room":
            chips = [Chip(amounts.count(record.unread, "new message"), "accent")] if record.unread else []
        case "draft":
            chips = [*(_state(record) or [Chip("Draft")]), *_terms(record)]
        case _:
            chips = _state(record)
    return tuple(chips)


def _invitation_chips(record: Record, now: int) -> list[Chip]:
    chips = [*_state(record), *_terms(record)]
    if record.section == "archived" and record.state in {"received", "seen"}:
        chips.insert(0, Chip("Client blocked", "warning"))
    if record.wants == "interview":
        chips.append(Chip("Interview", "accent"))
    if (
        record.closes_at is not None
        and record.section == "invitations"
        and 0 <= record.closes_at - now <= 7 * times.DAY
    ):
        chips.append(Chip(f"Closes {times.until(record.closes_at, now)}", "warning"))
    if record.earlier:
        chips.append(Chip(f"{amounts.ordinal(record.earlier + 1)} invitation", "accent"))
    chips.append(Chip("Payment verified", "good") if record.verified else Chip("Payment not verified", "warning"))
    if record.duration:
        chips.append(_duration(record.duration))
    if record.questions:
        chips.append(Chip(amounts.count(record.questions, "question")))
    return chips


def _state(record: Record) -> list[Chip]:
    chip = _STATES.get(record.state or "")
    return [chip] if chip is not None else []


def _terms(record: Record) -> list[Chip]:
    if record.pricing is None or record.low is None or record.high is None:
        return []
    return [Chip(amounts.terms(record.pricing, record.low, record.high))]


def _duration(text: str) -> Chip:
    return Chip(one_line(text, 40))


def _section(key: str, name: str, group: str, count: Count) -> SectionRow:
    if key == "archived":
        return SectionRow(key, name, group, 0, f"{count.total:,} in all" if count.total else "empty")
    shown = count.unread if key == "messages" else count.total
    noun = "unread" if key == "messages" else "in all"
    return SectionRow(key, name, group, shown, f"{shown:,} {noun}" if shown else "empty")
