"""The panel `About the client`, said."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.models.plain import one_line
from desktop.models.rows import Chip, ClientCard, Fact
from desktop.presenters.wording import amounts, times
from marketplace.contract.entities import Client
from marketplace.contract.money import dollars

LINE = 120


def card(client: Client, now: int) -> ClientCard:
    """What is known of a client, the most telling first."""
    facts = [
        Fact("Name", one_line(client.name, LINE) if client.name else "Shown once there is a conversation"),
        Fact("Location", _location(client, now)),
        Fact("Spent", _spent(client)),
        Fact("Rating", _rating(client)),
        Fact("Open jobs", f"{client.open_jobs:,}"),
        Fact("Member since", f"{times.LONG_MONTHS[client.member_since.month - 1]} {client.member_since.year}"),
    ]
    if client.last_jobs:
        facts.append(Fact("Last jobs", " · ".join(one_line(job, LINE) for job in client.last_jobs[:5])))
    return ClientCard(_chips(client), tuple(facts))


def short_name(client: Client) -> str:
    """The client's name, or what can be said of one who has none yet."""
    return one_line(client.name, LINE) if client.name else f"a client in {one_line(client.country, LINE)}"


def _chips(client: Client) -> tuple[Chip, ...]:
    chips = [Chip("Payment verified", "good") if client.payment_verified else Chip("Payment not verified", "warning")]
    if client.phone_verified:
        chips.append(Chip("Phone verified", "good"))
    if client.is_blocked:
        chips.append(Chip("Blocked by you", "bad"))
    return tuple(chips)


def _location(client: Client, now: int) -> str:
    place = one_line(", ".join(part for part in (client.city, client.country) if part), LINE)
    try:
        there = datetime.fromtimestamp(now / 1000, ZoneInfo(client.time_zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return place
    return f"{place} · {there:%H:%M} there now"


def _spent(client: Client) -> str:
    hires = amounts.count(client.hires, "hire")
    rate = f" · {client.hire_rate} % hire rate" if client.hire_rate is not None else ""
    spent = "Not shown by the client" if client.spent is None else dollars(client.spent)
    return f"{spent} · {hires}{rate}"


def _rating(client: Client) -> str:
    if client.rating is None or not client.reviews:
        return "No reviews yet"
    return f"{client.rating:.1f} ★ from {amounts.count(client.reviews, 'review')}"
