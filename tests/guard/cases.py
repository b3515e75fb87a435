"""Labelled texts of several authors: `texts/*.txt`, a case a line.

`KIND | text with ⟦what may not be said⟧`, where KIND is a kind of finding, or `clean`; `\\n` is a line break. A case
without brackets is only said to be found somewhere.
"""

from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent / "texts"
CLEAN = "clean"


class Case(NamedTuple):
    """A text, what is in it, and where."""

    author: str
    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing may be found."""
        return self.kind == CLEAN


def all_cases() -> list[Case]:
    """Every case, by author."""
    return [case for path in sorted(HERE.glob("*.txt")) for case in _of(path)]


def _of(path: Path) -> list[Case]:
    lines = (line.partition(" | ") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return [_case(path.stem, kind, text.replace("\\n", "\n")) for kind, _, text in lines]


def _case(author: str, kind: str, text: str) -> Case:
    spans: list[tuple[int, int]] = []
    while "⟦" in text:
        start = text.index("⟦")
        text = text.replace("⟦", "", 1)
        end = text.index("⟧")
        text = text.replace("⟧", "", 1)
        spans.append((start, end))
    return Case(author, kind, text, tuple(spans))
