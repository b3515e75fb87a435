"""Work that runs beside: every task has an owner and dies with it, and every failure ends in one funnel."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """A group of tasks. `failed` gets each exception that a task did not handle itself."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._running: set[asyncio.Task[Any]] = set()
        self._latest: dict[str, asyncio.Task[Any]] = {}
        self._closed = False

    def spawn(self, work: Coroutine[Any, Any, Any], *, latest: str | None = None) -> None:
        """Start `work`. Of all work spawned with the same `latest`, only the newest goes on."""
        if self._closed:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        if latest is not None:
            if (former := self._latest.get(latest)) is not None:
                former.cancel()
            self._latest[latest] = task

    async def close(self) -> None:
        """Cancel everything and wait until it has ended; nothing can be spawned afterwards."""
        self._closed = True
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        for name in [name for name, latest in self._latest.items() if latest is task]:
            del self._latest[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)
