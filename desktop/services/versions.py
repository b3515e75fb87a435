"""Of all revisions of a draft, the few that a person would call versions. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.local.drafts import Fields
from desktop.local.revisions import Revision

PAUSE = 60_000
"""Milliseconds without a change, after which what was there is a version of its own."""
MUCH = 40
"""Characters that went between two saves, from which on what was there before is a version: it was written over."""
MOST = 200


def minutes_written(history: Sequence[Revision]) -> int:
    """For how long the draft was worked on: the time between saves, pauses left out; at least one minute."""
    worked = sum(min(newer.saved_at - older.saved_at, PAUSE) for newer, older in pairwise(history))
    return max(1, round(worked / 60_000))


def of(history: Sequence[Revision]) -> list[Revision]:
    """The versions in `history`, both newest first: the newest, those before a pause, those of which much was written
    over, those from elsewhere, the first.
    """
    if not history:
        return []
    kept = {history[0].revision, history[-1].revision}
    kept |= {older.revision for newer, older in pairwise(history) if newer.saved_at - older.saved_at >= PAUSE}
    kept |= {older.revision for newer, older in pairwise(history) if _lost(older.fields, newer.fields) >= MUCH}
    kept |= {each.revision for each in history if each.origin is not None}
    return [each for each in history if each.revision in kept][:MOST]


def _lost(older: Fields, newer: Fields) -> int:
    """How many characters of the older text are not in the newer any more, where one stretch of it was changed."""
    before, after = _written(older), _written(newer)
    if before == after:
        return 0
    ahead = _shared(before, after)
    behind = _shared(before[ahead:][::-1], after[ahead:][::-1])
    return len(before) - ahead - behind


def _written(fields: Fields) -> str:
    return "\n".join((fields.cover_letter, fields.message, *fields.answers))


def _shared(one: str, other: str) -> int:
    """How many characters both begin with, found by halving: texts are long, and revisions are many."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
