"""How long to wait before trying again: full jitter, doubling, bounded; a server's own wish comes first."""

import random

from desktop.errors import Busy, Offline

FIRST = 1.0
MOST = 300.0
MOST_OFFLINE = 30.0
"""Nobody is troubled by our asking whether anybody is there, and the user is by waiting for it."""
LEAST = 0.25


class Patience:
    """Counts failures in a row and says how many seconds to wait after each."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._failures = 0

    def succeeded(self) -> None:
        """The next failure starts from the beginning."""
        self._failures = 0

    def after(self, error: Exception) -> float:
        """Seconds to wait after `error`."""
        most = MOST_OFFLINE if isinstance(error, Offline) else MOST
        ceiling = min(most, FIRST * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        wait = max(LEAST, self._dice.uniform(0, ceiling))
        if isinstance(error, Busy):
            return error.retry_after + wait
        return wait
