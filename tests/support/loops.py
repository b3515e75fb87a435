"""Tests on the real loop, asyncio over Qt. The only file of the tests that touches qasync's private names."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Protocol, TypeVar

import pytest

Result = TypeVar("Result")


class Run(Protocol):
    """`run(coroutine, timeout=seconds)` answers what the coroutine does, or raises what it raises."""

    def __call__(self, main: Coroutine[Any, Any, Result], *, timeout: float = 5) -> Result: ...


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The application under test is the product's own."""
    from desktop.application import Application

    return Application


@pytest.fixture
def run(qapp: Any) -> Run:
    """Run the body of an asynchronous test on the Qt loop: `run(story())`. Tasks it leaves fail the test."""
    import qasync

    def run_to_end(main: Coroutine[Any, Any, Result], *, timeout: float = 5) -> Result:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
            return runner.run(_alone(main, seconds=timeout))

    return run_to_end


async def _alone(main: Coroutine[Any, Any, Result], *, seconds: float) -> Result:
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: failures.append(context))
    async with asyncio.timeout(seconds):
        result = await main
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"leaked tasks: {left}"
    assert not failures, failures
    return result


@pytest.fixture
def loop(qapp: Any) -> Iterator[asyncio.AbstractEventLoop]:
    """A running Qt loop for a synchronous test: `loop.create_task(...)` goes on during `qtbot.waitUntil(...)`."""
    import qasync

    qloop = qasync.QEventLoop(qapp, already_running=True)
    errors: list[dict[str, Any]] = []
    qloop.set_exception_handler(lambda _loop, context: errors.append(context))
    try:
        yield qloop
        left = _cancel_all(qloop, qapp.processEvents)
    finally:
        _detach(qloop, qapp)
    assert not left, f"tasks survived cancellation: {left}"
    assert not errors, errors


def _cancel_all(qloop: Any, process_events: Callable[[], None]) -> set[asyncio.Task[Any]]:
    for task in asyncio.all_tasks(qloop):
        task.cancel()
    deadline = qloop.time() + 2
    while asyncio.all_tasks(qloop) and qloop.time() < deadline:
        process_events()
    return asyncio.all_tasks(qloop)


def _detach(qloop: Any, qapp: Any) -> None:
    """Take the loop off the application without `stop()`, after which every later wait would return at once."""
    asyncio.events._set_running_loop(None)
    qapp.aboutToQuit.disconnect(qloop._after_run_forever)
    qloop._QEventLoop__is_running = False
    qloop.close()
    gc.collect()  # errors of tasks that nobody awaited surface here
