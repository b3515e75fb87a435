"""The time, as a value that can be handed in. Display uses it; order never depends on it."""

import time
from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since the epoch, UTC."""

system_clock: Clock = time.time


def milliseconds(seconds: float) -> int:
    """Seconds since the epoch as the whole milliseconds that the store keeps."""
    return round(seconds * 1000)
