"""The time, as a value that can be handed in. Display uses it; order never depends on it, nor does waiting."""

import time
from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since the epoch, UTC."""

system_clock: Clock = time.time
steady_clock: Clock = time.monotonic
"""Seconds since some moment; nobody can set it, and on most systems it rests while the computer sleeps."""


def milliseconds(seconds: float) -> int:
    """Seconds since the epoch as the whole milliseconds that the store keeps."""
    return round(seconds * 1000)
