"""The smallest set of removals and insertions that turns one list of keys into another. Pure functions."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple


class Removal(NamedTuple):
    """`size` keys go, from `first` on; positions are those at the time this edit is made."""

    first: int
    size: int


class Insertion(NamedTuple):
    """`size` keys come in before position `first`; in the new list they stand at the same position."""

    first: int
    size: int


def edits(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Removal | Insertion] | None:
    """What to do to `old`, one after the other, to get `new`; None when keys changed places. Keys are unique."""
    before, after = set(old), set(new)
    if [key for key in old if key in after] != [key for key in new if key in before]:
        return None
    gone = [Removal(first, count) for first, count in reversed(_runs([key not in after for key in old]))]
    come = [Insertion(first, count) for first, count in _runs([key not in before for key in new])]
    return [*gone, *come]


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First position and length of each run of True."""
    runs: list[tuple[int, int]] = []
    for position, flag in enumerate(flags):
        if not flag:
            continue
        if runs and sum(runs[-1]) == position:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((position, 1))
    return runs


def middle(old: bytes, new: bytes, width: int) -> tuple[int, int, int]:
    """Where two arrays of items of `width` bytes differ: items alike in front, and the ends of what differs.

    Returns `(start, old_end, new_end)` in items: `old[start:old_end]` became `new[start:new_end]`.
    """
    most = min(len(old), len(new)) // width
    start = _longest(most, lambda n: old[: n * width] == new[: n * width])
    rest = most - start
    tail = _longest(rest, lambda n: old[len(old) - n * width :] == new[len(new) - n * width :])
    return start, len(old) // width - tail, len(new) // width - tail


def _longest(most: int, alike: Callable[[int], bool]) -> int:
    low, high = 0, most
    while low < high:
        half = (low + high + 1) // 2
        if alike(half):
            low = half
        else:
            high = half - 1
    return low
