"""How long to wait before trying again: by chance, growing, bounded; a server's own wish comes first.

Two troubles ask for opposite things. A computer that slept, or came into another network, should be in step within
seconds: something happened here, nobody else comes, and it may `hurry`. A server that goes is lost by everybody at the
same moment, and must not be met by everybody at the same moment when it comes back: what worked and stopped by itself
is tried again at moments that are spread over the time that a person overlooks.
"""

import random

from desktop.errors import Busy, Offline, StoreProblem

FIRST = 1.0
LEAST, MOST = 0.25, 300.0
MOST_OFFLINE = 28.0
"""With nobody there, so that no outbox waits for more than half a minute once there is a way again."""
SOON = 9.0
"""A single connection that died is replaced within ten seconds: so far may the first tries of many be spread."""
SPREAD = 28.0
"""Over which those come back whom a server sent away, even to the same second."""
REST = 45.0
"""Over which those who came back begin to wait for news again: they need not all do at once what each does in turn."""


class Patience:
    """Counts failures in a row and says how many seconds to wait after each.

    `in_company`: many others lose at the same moment what this one loses.
    """

    def __init__(self, dice: random.Random, *, in_company: bool = False) -> None:
        self._dice = dice
        self._in_company = in_company
        self._failures = 0
        self._is_one_of_many = False

    def hurry(self) -> None:
        """Something happened here: waits begin small again, and nobody else is thought of."""
        self._failures, self._is_one_of_many = 0, False

    def succeeded(self) -> float:
        """The next failure starts from the beginning. Returns the seconds for which nothing should be asked unasked."""
        is_back_with_many = bool(self._failures) and self._is_one_of_many
        self._failures, self._is_one_of_many = 0, self._in_company
        return self._dice.uniform(0, REST) if is_back_with_many else 0.0

    def after(self, error: Exception) -> float:
        """Seconds to wait after `error`."""
        least, most = self._bounds(error)
        self._failures = min(self._failures + 1, 16)
        wait = max(LEAST, self._dice.uniform(least, most))
        return wait + error.retry_after if isinstance(error, Busy) else wait

    def _bounds(self, error: Exception) -> tuple[float, float]:
        match error:
            case Offline():
                return self._bounds_offline()
            case Busy(retry_after=wish):
                first = SPREAD if self._is_one_of_many else FIRST
                return 0.0, min(first * 2**self._failures, max(SPREAD, MOST - wish))
            case StoreProblem():  # a disk is asked again whether it has room: nobody is troubled by that
                return 0.0, min(FIRST * 2**self._failures, MOST_OFFLINE)
            case _:
                return 0.0, min(FIRST * 2**self._failures, MOST)

    def _bounds_offline(self) -> tuple[float, float]:
        """Full chance while it grows; then at least half of the most, so that tries of many stay evenly spread."""
        if self._is_one_of_many and not self._failures:
            return 0.0, SOON
        most = MOST_OFFLINE if self._is_one_of_many else FIRST * 2**self._failures
        return (0.0, most) if most < MOST_OFFLINE else (MOST_OFFLINE / 2, MOST_OFFLINE)
