"""How often somebody may ask: a bucket of requests for each, which fills again by the second. In this process only."""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

MOST_KEYS = 10_000


class Allowance(NamedTuple):
    """`per_second` requests in the long run, `burst` of them at once."""

    per_second: float
    burst: int


class RateLimit:
    """Counts requests by key."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._clock = clock
        self._full_at: dict[str, float] = {}
        """When each bucket will be full again; who is not in it has a full one."""

    def take(self, key: str) -> int:
        """Take one request out of the bucket of `key`: 0, or the seconds after which there is one again."""
        now, step = self._clock(), 1 / self._allowance.per_second
        full_at = max(self._full_at.get(key, now), now) + step
        lacking = full_at - now - self._allowance.burst * step
        if lacking > 1e-9:
            return math.ceil(lacking)
        self._full_at[key] = full_at
        if len(self._full_at) > MOST_KEYS:
            self._forget(now)
        return 0

    def _forget(self, now: float) -> None:
        self._full_at = {key: full_at for key, full_at in self._full_at.items() if full_at > now}
