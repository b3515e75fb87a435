"""Which of many copies in time are kept: all of the newest, then fewer and fewer the older they are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
MONTH = 30 * DAY


class Rung(NamedTuple):
    """The newest of each `period` (milliseconds) is kept, for the `most` newest periods that have any."""

    period: int
    most: int


def kept(moments: Iterable[int], newest: int, rungs: Sequence[Rung]) -> set[int]:
    """Those of `moments` (milliseconds since the epoch) that stay: the `newest` ones, and what each rung keeps."""
    descending = sorted(set(moments), reverse=True)
    stay = set(descending[:newest])
    for period, most in rungs:
        newest_of = dict[int, int]()
        for moment in descending:
            newest_of.setdefault(moment // period, moment)
        stay.update(list(newest_of.values())[:most])
    return stay
