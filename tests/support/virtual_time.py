"""An event loop whose time passes as fast as there is nothing to do: hours of waiting in moments, in their order."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Begins at 0. Nothing outside of the loop is waited for: what belongs into another thread is given to `Inline`."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_Leaping(self))

    def time(self) -> float:
        """Override asyncio.BaseEventLoop.time."""
        return self.now


class _Leaping(selectors.DefaultSelector):
    """Instead of waiting it makes time pass."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Override selectors.BaseSelector.select."""
        found = super().select(0)
        if not found:
            assert timeout is not None, "everybody waits for something that nobody does"
            self._loop.now += timeout
        return found


class Inline(Executor):
    """Does what it is given at once, where it is given: no time passes meanwhile."""

    def submit(
        self, work: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> "Future[Result]":
        """Override concurrent.futures.Executor.submit."""
        done: Future[Result] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
            done.set_exception(error)
        return done


async def until(holds: Callable[[], bool]) -> None:
    """Time goes on until `holds()`, for an hour at most."""
    loop = asyncio.get_running_loop()
    last = loop.time() + 3_600
    while loop.time() < last:
        if holds():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """`main` to its end, in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
