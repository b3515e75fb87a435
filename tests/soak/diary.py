"""What the one who types notes down, outside of the program, for the one who checks afterwards."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

SECOND = 1_000_000_000
GAP = SECOND // 6
"""As much of a pause between two entries counts as the program's own time: the rest it was kept from working."""


class Entry(NamedTuple):
    """At `at` (monotonic nanoseconds) `length` characters to `invitation` were `typed`, `saved` or `sent`; or stood
    there while somebody thought, and the program `lived`."""

    what: str
    at: int
    invitation: str
    length: int


def due(entries: Sequence[Entry], killed: int) -> dict[str, int]:
    """How much of each letter has to be there after a kill at `killed`: all that was said to be safe, and all that was
    typed more than a second of the program's own time before."""
    lengths: dict[str, int] = {}
    lived, later = 0, killed
    for entry in reversed(entries):
        lived += min(later - entry.at, GAP)
        later = entry.at
        is_due = entry.what in {"saved", "sent"} or (entry.what == "typed" and lived > SECOND)
        lengths[entry.invitation] = max(lengths.get(entry.invitation, 0), entry.length if is_due else 0)
    return lengths


class Diary:
    """Lines in a file. Each is in the system's hands before the next key is pressed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, what: str, invitation: str, length: int) -> None:
        """Add a line."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{what} {time.monotonic_ns()} {invitation} {length}\n")

    def entries(self) -> list[Entry]:
        """All whole lines; the last one may have been cut by a kill."""
        text = self.path.read_text("utf-8") if self.path.exists() else ""
        lines = text[: text.rfind("\n") + 1].splitlines()
        return [Entry(what, int(at), invitation, int(length)) for what, at, invitation, length in map(str.split, lines)]
