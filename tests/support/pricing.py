"""Terms of any kind as somebody types them, and what has to be shown and sent, counted by hand.

The hand knows the marketplace's rules and the `decimal` of the standard library, and nothing of ours.
"""

import decimal
from decimal import Decimal
from random import Random
from typing import NamedTuple

CENT = Decimal("0.01")
MOST_PARTS = 15
HAND = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_UP)
"""Room for every digit: what is rounded is rounded on purpose, halves away from zero."""


class Part(NamedTuple):
    """A milestone as it is typed."""

    description: str
    due: str
    amount: str


class Typed(NamedTuple):
    """Everything somebody types and chooses. `fee` is in percent, as the marketplace decrees it."""

    is_hourly: bool
    offered: Decimal
    fee: Decimal
    as_offered: bool
    amount: str = ""
    months: int = 0
    percent: str = ""
    by_milestone: bool = False
    parts: tuple[Part, ...] = ()


class Shown(NamedTuple):
    """What stands on the sheet, what blocks sending by reason of the terms, and what is sent."""

    fee: str
    receive: str
    sum: str
    fields: tuple[str, ...]
    blocked: frozenset[str]
    sent: object


# --- any terms --------------------------------------------------------------------------------------------


def drawn(chance: Random) -> Typed:
    """Any terms: sums of every size, typed in every way, fitting more often than not."""
    is_hourly = chance.random() < 0.4
    offered = _cents(chance, 300, 99_900) if is_hourly else _cents(chance, 500, 100_000_000)
    # Ten percent of every tenth amount is half a cent.
    fee = Decimal(10) if chance.random() < 0.5 else Decimal(chance.randrange(1501)).scaleb(-2)
    plain = Typed(is_hourly, offered, fee, chance.random() < 0.15)
    if is_hourly:
        plain = plain._replace(amount=_typed(chance, 300, 99_900))
        rises = chance.random() < 0.6
        return plain._replace(months=chance.choice((3, 6, 12)), percent=_typed(chance, 100, 5_000)) if rises else plain
    if chance.random() < 0.3:
        return plain._replace(amount=_typed(chance, 500, 100_000_000))
    count = chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, MOST_PARTS))
    most, oddity = 100_000_000 // max(count, 1), chance.choice((0.0, 0.0, 0.2))
    return plain._replace(by_milestone=True, parts=tuple(_part(chance, most, oddity) for _ in range(count)))


def _part(chance: Random, most: int, oddity: float) -> Part:
    description = chance.choice(("Part", "First draft", "Proof, indexed", "Übergabe"))
    if chance.random() < oddity / 4:
        description = " "
    return Part(description, chance.choice(("", "", "2027-01-20", "2028-02-29")), _typed(chance, 500, most, oddity))


def _cents(chance: Random, low: int, high: int) -> Decimal:
    """Small sums as often as large ones, and the ends of what is allowed more often than either."""
    drawn_from = chance.choice(((low, high), (low, min(high, low * 20)), (low, low), (high, high)))
    cents = chance.randint(*drawn_from)
    return Decimal(cents - cents % 5 if chance.random() < 0.5 else cents).scaleb(-2)


def _typed(chance: Random, low: int, high: int, oddity: float = 0.2) -> str:
    """An amount as somebody might write it, with half cents and less; now and then out of range, or not at all."""
    value = _cents(chance, low, high)
    if chance.random() < oddity:
        if chance.random() < 0.2:
            return ""
        value = chance.choice((value - CENT, value + CENT, value + high, Decimal(0), value.scaleb(7)))
    if chance.random() < 0.1:
        value += Decimal(chance.randrange(1, 100)).scaleb(-4)
    return _written_by(chance, value)


def _written_by(chance: Random, value: Decimal) -> str:
    """`1234.5`, `$1,234.50`, `1.234,50` and so on."""
    text = format(value, chance.choice((",f", "f")))
    if chance.random() < 0.2:
        text = format(value.quantize(CENT), chance.choice((",f", "f"))).translate(str.maketrans(",.", ".,"))
        return text.removesuffix(",00") if text.count(".") > 1 else text
    if "." in text and chance.random() < 0.5:
        text = text.rstrip("0").rstrip(".")
    return chance.choice(("", "", "$", "  ")) + text


# --- counted by hand --------------------------------------------------------------------------------------


def by_hand(typed: Typed) -> Shown:
    """What has to be shown and sent."""
    with decimal.localcontext(HAND):
        if typed.as_offered:
            return Shown(*_earned([typed.offered], typed), "", (_written(typed.offered),), frozenset(), None)
        if typed.is_hourly:
            return _hourly(typed)
        return _in_parts(typed) if typed.by_milestone else _as_project(typed)


def _hourly(typed: Typed) -> Shown:
    rate, percent = _read(typed.amount), _read(typed.percent)
    blocked = set() if rate is not None and 3 <= rate <= 999 else {"rate"}
    fields = [_written(rate)]
    sent: dict[str, object] = {"pricing": "hourly", "rate": _exact(rate)}
    if typed.months:
        fields.append("" if percent is None else f"{_plain(percent)} %")
        sent["increase"] = {"months": typed.months, "percent": _exact(percent)}
        # One sentence at a time is said of the terms: a rate that is wrong comes before its increase.
        if not blocked and not (percent is not None and 1 <= percent <= 50):
            blocked = {"increase"}
    return Shown(*_earned([rate], typed), "", tuple(fields), frozenset(blocked), sent)


def _as_project(typed: Typed) -> Shown:
    amount = _read(typed.amount)
    blocked = set() if amount is not None and 5 <= amount <= 1_000_000 else {"amount"}
    sent = {"pricing": "project", "amount": _exact(amount)}
    return Shown(*_earned([amount], typed), "", (_written(amount),), frozenset(blocked), sent)


def _in_parts(typed: Typed) -> Shown:
    amounts = [_read(part.amount) for part in typed.parts]
    sent = {
        "pricing": "milestones",
        "milestones": [
            {"description": part.description, "amount": _exact(amount), **({"due": part.due} if part.due else {})}
            for part, amount in zip(typed.parts, amounts, strict=True)
        ],
    }
    fields = tuple(_written(amount) for amount in amounts)
    return Shown(*_earned(amounts, typed), _total(typed), fields, _against_parts(typed.parts, amounts), sent)


def _against_parts(parts: tuple[Part, ...], amounts: list[Decimal | None]) -> frozenset[str]:
    if not parts:
        return frozenset({"milestones"})
    for place, (part, amount) in enumerate(zip(parts, amounts, strict=True)):
        if not part.description.strip() or amount is None or not 5 <= amount <= 1_000_000:
            return frozenset({f"milestones.{place}"})
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    return frozenset() if 5 <= total <= 1_000_000 else frozenset({"milestones"})


def _earned(amounts: list[Decimal | None], typed: Typed) -> tuple[str, str]:
    """The marketplace's share in whole cents, and what is left; nothing is said of sums that nobody pays."""
    named = [amount for amount in amounts if amount is not None and 0 < amount < 1_000_000_000]
    if not named or len(named) < len(amounts):
        return f"Service fee {_plain(typed.fee)} %", "You receive —"
    whole = sum(named, Decimal(0))
    fee = (whole * typed.fee / Decimal(100)).quantize(CENT)
    an_hour = " an hour" if typed.is_hourly else ""
    return f"Service fee {_plain(typed.fee)} % ({_dollars(fee)})", f"You receive {_dollars(whole - fee)}{an_hour}"


def _total(typed: Typed) -> str:
    if not typed.parts:
        return ""
    payable = [amount for part in typed.parts if (amount := _read(part.amount)) is not None and amount < 1_000_000_000]
    many = "1 milestone" if len(typed.parts) == 1 else f"{len(typed.parts)} milestones"
    return f"{many}, {_dollars(sum(payable, Decimal(0)))} in all"


def _read(text: str) -> Decimal | None:
    """Commas part thousands; but a last one with one or two digits behind it, and no dollar before, parts cents."""
    whole, comma, rest = text.strip().rpartition(",")
    if comma and "$" not in text and "." not in rest and "," not in whole and len(rest) in {1, 2}:
        digits = f"{whole.replace('.', '')}.{rest}"
    else:
        digits = text.replace("$", "").replace(",", "").strip()
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    return Decimal(digits).quantize(CENT) if digits else None


def _exact(amount: Decimal | None) -> str:
    """What is sent; what is no sum of money is sent as none, for the rules to say so."""
    return str(amount) if amount is not None and amount < 1_000_000_000 else "0"


def _written(amount: Decimal | None) -> str:
    return "" if amount is None else f"${amount:,.2f}"


def _dollars(amount: Decimal) -> str:
    whole, _, rest = f"{amount:,.2f}".partition(".")
    return f"${whole}" if rest == "00" else f"${whole}.{rest}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
