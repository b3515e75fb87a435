"""Of all revisions of a draft, the few that a person would call versions. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.local.revisions import Revision

PAUSE = 60_000
"""Milliseconds without a change, after which what was there is a version of its own."""
MOST = 200


def of(history: Sequence[Revision]) -> list[Revision]:
    """The versions in `history`, both newest first: the newest, those before a pause or from elsewhere, the first."""
    if not history:
        return []
    kept = {history[0].revision, history[-1].revision}
    kept |= {older.revision for newer, older in pairwise(history) if newer.saved_at - older.saved_at >= PAUSE}
    kept |= {each.revision for each in history if each.origin is not None}
    return [each for each in history if each.revision in kept][:MOST]
