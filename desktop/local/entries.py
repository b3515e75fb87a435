"""Writing the lines of lists: each entity as a row of `entry`, its columns ready for sorting and wording."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from desktop.local import sections
from desktop.local.store import Connection
from marketplace.contract.entities import (
    Client,
    FixedBudget,
    HourlyRange,
    HourlyTerms,
    Invitation,
    InvitationState,
    Job,
    Proposal,
    Room,
    Terms,
    price,
)
from marketplace.contract.policy import Policy, text_of

PREVIEW = 200

UPSERT = """
insert into entry (kind, id, section, at, unread, pending, title, client, country, rating, spent, verified, pricing,
                   low, high, duration, state, questions, wants, closes_at, earlier, preview, version, body)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (kind, id) do update set
    section = excluded.section, at = excluded.at, unread = excluded.unread, pending = excluded.pending,
    title = excluded.title, client = excluded.client, country = excluded.country, rating = excluded.rating,
    spent = excluded.spent, verified = excluded.verified, pricing = excluded.pricing, low = excluded.low,
    high = excluded.high, duration = excluded.duration, state = excluded.state, questions = excluded.questions,
    wants = excluded.wants, closes_at = excluded.closes_at, earlier = excluded.earlier, preview = excluded.preview,
    version = excluded.version, body = coalesce(excluded.body, entry.body)
"""

Listed = Invitation | Proposal | Room


class Line(NamedTuple):
    """The columns of a row of `entry`, in the table's order, without its body."""

    kind: str
    id: str
    section: str
    at: int
    unread: int
    pending: int
    title: str
    client: str | None = None
    country: str | None = None
    rating: str | None = None
    spent: int | None = None
    verified: int | None = None
    pricing: str | None = None
    low: int | None = None
    high: int | None = None
    duration: str | None = None
    state: str | None = None
    questions: int | None = None
    wants: str | None = None
    closes_at: int | None = None
    earlier: int | None = None
    preview: str | None = None
    version: int = 0


def write(connection: Connection, line: Line, body: bytes | None) -> None:
    """Insert or replace a line; `body` None leaves the marketplace's copy as it is."""
    connection.execute(UPSERT, (*line, body))


def remove(connection: Connection, kind: str, thing: str) -> None:
    """Take a line out of every list."""
    connection.execute("delete from entry where kind = ? and id = ?", (kind, thing))


def body_of(connection: Connection, kind: str, thing: str) -> bytes | None:
    """The marketplace's copy of a thing, None where there is none."""
    row = connection.execute("select body from entry where kind = ? and id = ?", (kind, thing)).fetchone()
    return None if row is None else row[0]


def line_of(thing: Listed, policy: Policy, *, is_pending: bool) -> Line:
    """How `thing` stands in a list."""
    match thing:
        case Invitation():
            return _of_invitation(thing, policy, is_pending)
        case Proposal():
            return _of_proposal(thing, policy, is_pending)
        case Room():
            return _of_room(thing, is_pending)


def milliseconds(moment: datetime) -> int:
    """An aware time as milliseconds since the epoch."""
    return round(moment.timestamp() * 1000)


def _of_invitation(it: Invitation, policy: Policy, is_pending: bool) -> Line:
    pricing, low, high = _budget(it.job)
    return Line(
        kind="invitation",
        id=it.id,
        section=sections.of_invitation(it),
        at=milliseconds(it.sent_at),
        unread=it.state is InvitationState.RECEIVED,
        pending=is_pending,
        title=it.job.title,
        client=it.client.name,
        country=it.client.country,
        rating=_rating(it.client),
        spent=_whole(it.client.spent),
        verified=it.client.payment_verified,
        pricing=pricing,
        low=low,
        high=high,
        duration=text_of(policy.durations, it.job.duration) or None,
        state=it.state,
        questions=len(it.job.questions),
        wants=it.job.letter,
        closes_at=None if it.job.closes_at is None else milliseconds(it.job.closes_at),
        earlier=it.earlier,
        preview=it.message[:PREVIEW],
        version=it.version,
    )


def _of_proposal(it: Proposal, policy: Policy, is_pending: bool) -> Line:
    pricing, amount = _terms(it.terms)
    return Line(
        kind="proposal",
        id=it.id,
        section=sections.of_proposal(it),
        at=milliseconds(it.answered_at or it.submitted_at),
        unread=False,
        pending=is_pending,
        title=it.job.title,
        client=it.client.name,
        country=it.client.country,
        rating=_rating(it.client),
        spent=_whole(it.client.spent),
        verified=it.client.payment_verified,
        pricing=pricing,
        low=amount,
        high=amount,
        duration=text_of(policy.durations, it.duration) or None,
        state=it.state,
        preview=it.cover_letter[:PREVIEW],
        version=it.version,
    )


def _of_room(it: Room, is_pending: bool) -> Line:
    return Line(
        kind="room",
        id=it.id,
        section=sections.of_room(it),
        at=milliseconds(it.last_at),
        unread=it.unread,
        pending=is_pending,
        title=it.job.title,
        client=it.client.name,
        country=it.client.country,
        state="room",
        preview=it.preview[:PREVIEW],
        version=it.version,
    )


def _budget(job: Job) -> tuple[str, int, int]:
    match job.budget:
        case HourlyRange(low=low, high=high):
            return "hourly", _cents(low), _cents(high)
        case FixedBudget(amount=amount):
            return "fixed", _cents(amount), _cents(amount)


def _terms(terms: Terms) -> tuple[str, int]:
    return "hourly" if isinstance(terms, HourlyTerms) else "project", _cents(price(terms))


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)


def _rating(client: Client) -> str | None:
    return None if client.rating is None or not client.reviews else f"{client.rating:.1f}"
