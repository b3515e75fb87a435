"""Money and counts in few characters. Amounts are whole cents or whole dollars, as the store keeps them."""

ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


def dollars(cents: int) -> str:
    """`$38`, `$6,500`, `$48.60`."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02}" if rest else f"${whole:,}"


def terms(pricing: str, low: int, high: int) -> str:
    """`Hourly $38-52`, `Hourly $54`, `Fixed $6,500`."""
    name = "Hourly" if pricing == "hourly" else "Fixed"
    if low == high:
        return f"{name} {dollars(high)}"
    return f"{name} {dollars(low)}\N{EN DASH}{dollars(high).removeprefix('$')}"


def roughly(amount: int) -> str:
    """`$900`, `$84k`, `$1.2M`; never more than it is."""
    if amount >= 1_000_000:
        millions, tenths = divmod(amount // 100_000, 10)
        return f"${millions}.{tenths}M" if tenths else f"${millions}M"
    return f"${amount // 1000}k" if amount >= 1000 else f"${amount}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 question`, `2 questions`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """`Third`, `12th`, `21st`."""
    if 0 < number < len(ORDINALS):
        return ORDINALS[number]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def size(octets: int) -> str:
    """`640 bytes`, `12 KB`, `2.1 MB`."""
    if octets < 1024:
        return count(octets, "byte")
    if octets < 1024 * 1024:
        return f"{octets // 1024} KB"
    return f"{octets / 1024 / 1024:.1f} MB"


def clock(seconds: int) -> str:
    """`0:42`, `12:05`."""
    return f"{seconds // 60}:{seconds % 60:02}"
