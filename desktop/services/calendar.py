"""Noticing that another day has begun, or that this computer's clock shows another zone's time.

What is said as “today 09:12” is said anew then. A process learns of its system's zone once, unless it asks again.
"""

import asyncio
import time
from collections.abc import Callable

from desktop.clock import Clock

TICK = 30.0

Page = tuple[int, int, int]
"""Year, day of the year, and seconds east of Greenwich."""


class Calendar:
    """Runs until its task is cancelled, and calls `on_turned` after each change."""

    def __init__(self, on_turned: Callable[[], None], clock: Clock) -> None:
        self._on_turned = on_turned
        self._clock = clock

    async def run(self) -> None:
        """Look every half minute."""
        page = self._page()
        while True:
            await asyncio.sleep(TICK)
            former, page = page, self._page()
            if page != former:
                self._on_turned()

    def _page(self) -> Page:
        if hasattr(time, "tzset"):
            time.tzset()
        today = time.localtime(self._clock())
        return today.tm_year, today.tm_yday, today.tm_gmtoff
