"""Days as people write them, and as they are shown. Pure functions.

A day is written `2026-12-24`, `24.12.2026`, `24 Dec`, `24 December 2026` or `+14` for so many days from today. Numbers
around slashes are not read: half of the world would mean another day.
"""

import re
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HINT = "Write a day like 2026-12-24, 24 Dec, or +14 for two weeks from today."

_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_DOTTED = r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})"
_NAMED = r"(\d{1,2})\.?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?"
_AHEAD = r"\+\s*(\d{1,4})"


def read(text: str, today: date) -> date | None:
    """The day that `text` says; None where it says none. A day without its year is the next one of that name."""
    told = text.strip().lower()
    try:
        if found := re.fullmatch(_ISO, told):
            return date(*map(int, found.groups()))
        if found := re.fullmatch(_DOTTED, told):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := re.fullmatch(_AHEAD, told):
            return today + timedelta(days=int(found[1]))
        if (found := re.fullmatch(_NAMED, told)) and found[2][:3] in MONTHS:
            return _named(int(found[1]), MONTHS.index(found[2][:3]) + 1, found[3], today)
    except (ValueError, OverflowError):
        pass
    return None


def from_iso(text: str) -> date | None:
    """The day of `2026-12-24`; None of anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-12-24") else None
    except ValueError:
        return None


def shown(text: str) -> str:
    """`24 Dec 2026` for the ISO form of a day; what is none is shown as it was written."""
    day = from_iso(text)
    return text if day is None else f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _named(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
