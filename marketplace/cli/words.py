"""Words of a command line as what they mean; argparse says what is wrong with those that mean nothing."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from marketplace.contract.entities import Milestone


def count(text: str) -> int:
    """A whole number above zero."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10_000_000):
        raise ArgumentTypeError("must be a whole number from 1 to 10,000,000")
    return int(text)


def speed(text: str) -> float:
    """How much faster than usual."""
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.0001 <= speed <= 1000:
        raise ArgumentTypeError("must be a number from 0.0001 to 1000")
    return speed


def dollars(text: str) -> Decimal:
    """A sum of money."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and amount > 0):
        raise ArgumentTypeError("must be an amount of dollars")
    return amount


def moment(text: str) -> datetime:
    """A moment, in UTC unless it says otherwise."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("must be a moment such as 2026-11-23T09:00:00+00:00") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def milestone(text: str) -> Milestone:
    """`450 First draft` or `450 2026-12-24 First draft`."""
    amount, _, rest = text.strip().partition(" ")
    first, _, others = rest.strip().partition(" ")
    try:
        due, description = date.fromisoformat(first), others.strip()
    except ValueError:
        due, description = None, rest.strip()
    if not description:
        raise ArgumentTypeError("must be an amount, perhaps a day, and what it is for: 450 2026-12-24 First draft")
    return Milestone(description=description, amount=dollars(amount), due=due)
