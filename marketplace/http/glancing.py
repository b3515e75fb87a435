"""Where glances are made: in the event loop's own thread where they cannot wait, or in a few threads."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from marketplace.engine import Engine
from marketplace.engine.glances import Glances

Result = TypeVar("Result")

THREADS = 3
"""For a database that is somewhere else. Each has a connection of its own; more of them take turns at the interpreter
more often than they find it free.
"""


class Glancing:
    """Glances at the marketplace of `engine`, which has them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(THREADS, "marketplace-glances") if engine.takes_many else None
        self._of_thread = threading.local()
        self._all: list[Glances] = []

    async def at(self, look: Callable[[Glances], Result]) -> Result:
        """What `look` finds; raises NotAtAGlance."""
        if self._threads is None:
            return look(self._mine())
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: look(self._mine()))

    def close(self) -> None:
        """Close all connections; who is looking just then does not find anything."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for glances in self._all:
            glances.close()

    def _mine(self) -> Glances:
        mine: Glances | None = getattr(self._of_thread, "glances", None)
        if mine is None:
            mine = self._of_thread.glances = self._engine.glances()
            assert mine is not None
            self._all.append(mine)
        return mine
