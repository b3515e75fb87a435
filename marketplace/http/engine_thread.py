"""The engine in a thread of its own: it is synchronous, the event loop must stay free for those who wait."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from marketplace.engine import Engine

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class EngineThread:
    """Owns one engine, made by `make` in its thread on the first call, and tells when something was written.

    Use it from one event loop.
    """

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._make = make
        self._engine: Engine | None = None
        self._thread = ThreadPoolExecutor(1, "marketplace-engine")
        self._written = asyncio.Event()
        self.is_closing = False

    async def call(
        self,
        method: Callable[Concatenate[Engine, Parameters], Result],
        *args: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Result:
        """Run an engine's method: `await thread.call(Engine.changes, account, since)`."""
        loop = asyncio.get_running_loop()

        def work() -> Result:
            engine = self._opened()
            before = engine.commits
            try:
                return method(engine, *args, **options)
            finally:
                if engine.commits != before:
                    loop.call_soon_threadsafe(self._tell)

        return await loop.run_in_executor(self._thread, work)

    def next_write(self) -> asyncio.Event:
        """Set at the next write that is made here, or when the thread closes. Take it before you look."""
        return self._written

    def release(self) -> None:
        """Let everybody who waits for a write go, for good."""
        self.is_closing = True
        self._tell()

    async def close(self) -> None:
        """Close the engine and end the thread."""
        self.release()
        if self._engine is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.close)
        self._thread.shutdown(wait=False)

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = self._make()
        return self._engine

    def _tell(self) -> None:
        told, self._written = self._written, asyncio.Event()
        told.set()
