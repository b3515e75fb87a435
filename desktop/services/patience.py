"""How long to wait before trying again: full jitter, doubling, bounded; a server's own wish comes first."""

import random

from desktop.errors import Busy

FIRST = 1.0
MOST = 60.0
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
        ceiling = min(MOST, FIRST * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        wait = max(LEAST, self._dice.uniform(0, ceiling))
        if isinstance(error, Busy):
            return error.retry_after + wait
        return wait
