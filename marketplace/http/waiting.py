"""Waiting for changes: a request that is held until there is something to say, or nobody listens any more."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from starlette.requests import Request

from marketplace.contract.entities import Changes
from marketplace.contract.ids import AccountId
from marketplace.contract.refusals import Refusal
from marketplace.http.engine_thread import EngineThread

Result = TypeVar("Result")


async def changes(engine: EngineThread, account: AccountId, since: int, limit: int, wait: float) -> Changes | Refusal:
    """A page of changes, as soon as there is one; an empty one after `wait` seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait
    with engine.watching(account, since) as changed:
        while True:
            changed.clear()
            page = await engine.changes(account, since, limit)
            left = deadline - loop.time()
            if isinstance(page, Refusal) or page.entities or left <= 0 or engine.is_closing:
                return page
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), left)


async def unless_gone(request: Request, work: Coroutine[Any, Any, Result]) -> Result | None:
    """The result of `work`, or None when the client left first. Servers do not end handlers by themselves."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
