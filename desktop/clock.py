"""The time, as a value that can be handed in. Display uses it, and what ends at a time; order and waiting never do."""

import sys
import time
from collections.abc import Callable
from functools import partial

Clock = Callable[[], float]
"""Seconds since the epoch, UTC."""

system_clock: Clock = time.time
steady_clock: Clock = time.monotonic
"""Seconds since some moment; nobody can set it, and on most systems it rests while the computer sleeps."""
lasting_clock: Clock = partial(time.clock_gettime, time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic
"""The same, going on while the computer sleeps where the system has such a clock."""

CLOSE = 2.0
"""Seconds by which two clocks may differ and still say the same: one is told in whole seconds, and on a slow way."""


class CorrectedClock:
    """The time that somebody told who should know, going on by a clock that nobody sets; this computer's until then."""

    def __init__(self, clock: Clock, lasting: Clock = lasting_clock) -> None:
        self._clock = clock
        self._lasting = lasting
        self._lead: float | None = None

    def __call__(self) -> float:
        """Seconds since the epoch."""
        return self._clock() if self._lead is None else self._lasting() + self._lead

    def told(self, there: float) -> None:
        """It is `there` now, where it counts. What is nearly what was thought changes nothing: times do not jump."""
        here, now = self(), self._lasting()
        self._lead = (here if abs(there - here) <= CLOSE else there) - now


def milliseconds(seconds: float) -> int:
    """Seconds since the epoch as the whole milliseconds that the store keeps."""
    return round(seconds * 1000)
