"""What the one who types notes down, outside of the program, for the one who checks afterwards."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SECOND = 1_000_000_000


class Entry(NamedTuple):
    """At `at` (monotonic nanoseconds) `length` characters to `invitation` were `typed`, `saved` or `sent`."""

    what: str
    at: int
    invitation: str
    length: int


def due(entries: Iterable[Entry], killed: int) -> dict[str, int]:
    """How much of each letter has to be there after a kill at `killed`: all that was said to be safe, and all that is
    older than a second."""
    lengths: dict[str, int] = {}
    for entry in entries:
        is_due = entry.what != "typed" or entry.at <= killed - SECOND
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
