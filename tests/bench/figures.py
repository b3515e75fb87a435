"""What a measurement comes to: one line of the table, with its bound where there is one."""

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

HEAD = ("Figure", "Bellhop", "Floor", "Result", "Bound")


class Figure(NamedTuple):
    """`result` is compared with `most`, in `unit`; both may be None, where there is nothing to compare or to bound."""

    name: str
    measured: str
    floor: str = ""
    result: float | None = None
    unit: str = ""
    most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the bound is kept; what has none always does."""
        return self.most is None or (self.result is not None and self.result <= self.most)

    def cells(self) -> tuple[str, ...]:
        """The line of the table, as texts."""
        result = "" if self.result is None else f"{self.result:.2f}{self.unit}"
        verdict = "" if self.most is None else f"≤ {self.most:g}{self.unit} {'✓' if self.holds else '✗ missed'}"
        return self.name, self.measured, self.floor, result, verdict


def ratio(name: str, unit: str, pairs: Sequence[tuple[float, float]], most: float) -> Figure:
    """The median of `(ours, floor)` ratios: what disturbs a pair disturbs both of it."""
    ours, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
    middle = statistics.median(mine / bare for mine, bare in pairs)
    return Figure(name, f"{ours:.0f} {unit}", f"{floor:.0f} {unit}", middle, "×", most)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of `values` that at least `percent` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def markdown(figures: Sequence[Figure]) -> str:
    """The table, as Markdown."""
    lines = (HEAD, ("---",) * len(HEAD), *(figure.cells() for figure in figures))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
