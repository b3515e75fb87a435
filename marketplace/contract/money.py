"""Exact amounts in US dollars. Never binary floating point."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MOST = Decimal("999999999.99")
LONGEST = 32
"""Characters of an amount as it is written and kept."""


def cents(amount: Decimal) -> Decimal:
    """`amount` rounded to whole cents, halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def is_amount(value: Decimal) -> bool:
    """Whether `value` is a sum that anybody could pay: finite, not negative, at most `MOST`."""
    return value.is_finite() and 0 <= value <= MOST


def is_writable(value: Decimal) -> bool:
    """Whether `value` can be kept as it was written: "45" can, and "45." with thousands of zeros cannot."""
    return len(str(value)) <= LONGEST


def service_fee(amount: Decimal, percent: Decimal) -> Decimal:
    """The marketplace's share of `amount`, in whole cents."""
    return cents(amount * percent / 100)


def you_receive(amount: Decimal, percent: Decimal) -> Decimal:
    """What is left of `amount` for the freelancer; fee and rest always add up to the amount."""
    return cents(amount) - service_fee(amount, percent)


def dollars(amount: Decimal) -> str:
    """`amount` as a person writes it: `$1,800`, `$48.60`."""
    whole = amount == amount.to_integral_value()
    return f"${amount:,.0f}" if whole else f"${amount:,.2f}"
