"""Of all revisions of a draft, the few that a person would call versions. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.local.revisions import Revision

PAUSE = 60_000
"""Milliseconds without a change, after which what was there is a version of its own."""
MOST = 200


def minutes_written(history: Sequence[Revision]) -> int:
    """For how long the draft was worked on: the time between saves, pauses left out; at least one minute."""
    worked = sum(min(newer.saved_at - older.saved_at, PAUSE) for newer, older in pairwise(history))
    return max(1, round(worked / 60_000))


def of(history: Sequence[Revision]) -> list[Revision]:
    """The versions in `history`, both newest first: the newest, those before a pause or from elsewhere, the first."""
    if not history:
        return []
    kept = {history[0].revision, history[-1].revision}
    kept |= {older.revision for newer, older in pairwise(history) if newer.saved_at - older.saved_at >= PAUSE}
    kept |= {each.revision for each in history if each.origin is not None}
    return [each for each in history if each.revision in kept][:MOST]
