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
    start = _alike(most, lambda a, b: old[a * width : b * width] == new[a * width : b * width])
    old_end, new_end = len(old) // width, len(new) // width
    tail = _alike(most - start, lambda a, b: _before(old, width, a, b) == _before(new, width, a, b))
    return start, old_end - tail, new_end - tail


def _before(keys: bytes, width: int, first: int, last: int) -> bytes:
    """The items from `first` to `last`, counted from the end."""
    return keys[len(keys) - last * width : len(keys) - first * width]


def _alike(most: int, alike: Callable[[int, int], bool]) -> int:
    """How many items are alike from 0 on. No item is compared much more than once: lists have millions of them."""
    known, step = 0, 1 << most.bit_length()
    while step:
        if known + step <= most and alike(known, known + step):
            known += step
        else:
            step >>= 1
    return known
