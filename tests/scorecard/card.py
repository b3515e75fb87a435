"""A claim, how it is measured, and the table of what came out."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

HEAD = ("Claim", "Measured", "Target", "")


class Outcome(NamedTuple):
    """What a measurement came to, in a few words, and what went wrong: one sentence each, with its seed."""

    measured: str
    failures: Sequence[str] = ()


class Row(NamedTuple):
    """A line of the card. `measure(size, seed)` does it `size` times: `short` in every test run, `long` in a soak.

    `claim` and `target` are what the table says; `{size}` in them is filled in. `seconds` is how long the short run may
    take before something hangs.
    """

    name: str
    claim: str
    target: str
    measure: Callable[[int, int], Outcome]
    short: int
    long: int
    seconds: float = 120.0


class Line(NamedTuple):
    """A row that was measured."""

    row: Row
    size: int
    outcome: Outcome

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong."""
        return not self.outcome.failures

    def cells(self) -> tuple[str, ...]:
        """The line of the table, as texts."""
        said = (text.format(size=f"{self.size:,}") for text in (self.row.claim, self.outcome.measured, self.row.target))
        return (*said, "✓" if self.holds else "✗")


def markdown(lines: Sequence[Line]) -> str:
    """The table, as Markdown."""
    return table([line.cells() for line in lines])


def table(cells: Sequence[Sequence[str]]) -> str:
    """The same of lines whose texts are there already."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (HEAD, ("---",) * len(HEAD), *cells))
