"""Moments of a start, for whoever measures it: lines `name nanoseconds` on the monotonic clock, in the file that
BELLHOP_MARKS names. Costs nothing where it is not set."""

import os
import time

_FILE = os.environ.get("BELLHOP_MARKS", "")


def mark(name: str) -> None:
    """Note that `name` has happened now."""
    if _FILE:
        with open(_FILE, "a", encoding="utf-8") as marks:  # noqa: PTH123 - before the first paint
            marks.write(f"{name} {time.monotonic_ns()}\n")
