"""The engine in threads of its own: it is synchronous, the event loop must stay free for those who wait."""

import asyncio
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Concatenate, ParamSpec, TypeVar

from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import AnyEntity, Changes, Receipt
from marketplace.contract.ids import AccountId, CommandId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine, MarketUnavailable
from marketplace.engine.database import NotAtAGlance
from marketplace.engine.glances import Glances
from marketplace.engine.tokens import Grant
from marketplace.http.turns import Pace

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

AT_ONCE = 5_000
"""Accounts that one statement asks about."""


class EngineThread:
    """Owns one engine, made by `make` on the first call, and tells when something changed for an account.

    Use it from one event loop. `threads` above one are for an engine that takes many.
    """

    def __init__(self, make: Callable[[], Engine], threads: int = 1) -> None:
        self._make = make
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self._threads = ThreadPoolExecutor(threads, "marketplace-engine")
        self._pace = Pace(threads)
        self._glances: Glances | None = None
        self._loop: asyncio.AbstractEventLoop
        self._stop_listening: Callable[[], None] = lambda: None
        self._watching: dict[AccountId, dict[asyncio.Event, int]] = {}
        self._looking: set[asyncio.Task[None]] = set()
        self.is_closing = False

    async def call(
        self,
        method: Callable[Concatenate[Engine, Parameters], Result],
        *args: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Result:
        """Run an engine's method: `await thread.call(Engine.changes, account, since)`."""
        self._loop = asyncio.get_running_loop()
        return await self._loop.run_in_executor(self._threads, lambda: method(self._opened(), *args, **options))

    async def handle(self, actor: Actor, id_: CommandId, command: AnyCommand) -> Receipt | Refusal:
        """Engine.handle, beside as many others as does them good."""
        async with self._pace.one():
            before = self._repeats()
            outcome = await self.call(Engine.handle, actor, id_, command)
            self._pace.note(has_met=self._repeats() > before)
            return outcome

    async def grant(self, token: str) -> Grant | None:
        """Engine.grant, at a glance where that is possible."""
        if self._glances is not None:
            with suppress(NotAtAGlance):
                return await self._glances.grant(token)
        return await self.call(Engine.grant, token)

    async def thing(self, viewer: Actor, kind: str, id_: str) -> AnyEntity | None:
        """Engine.thing, at a glance where that is possible."""
        if self._glances is not None:
            with suppress(NotAtAGlance):
                return await self._glances.thing(viewer, kind, id_)
        return await self.call(Engine.thing, viewer, kind, id_)

    async def changes(self, account: AccountId, since: int, limit: int) -> Changes | Refusal:
        """Engine.changes, at a glance where that is possible."""
        if self._glances is not None:
            with suppress(NotAtAGlance):
                return await self._glances.changes(account, since, limit)
        return await self.call(Engine.changes, account, since, limit)

    @contextmanager
    def watching(self, account: AccountId, since: int) -> Iterator[asyncio.Event]:
        """An event that is set when something changes for `account`, whose changes up to `since` are known, or when
        everybody has to go. Take it before you look, and clear it each time.
        """
        changed = asyncio.Event()
        self._watching.setdefault(account, {})[changed] = since
        try:
            yield changed
        finally:
            del self._watching[account][changed]
            if not self._watching[account]:
                del self._watching[account]

    @property
    def watchers(self) -> int:
        """How many wait for changes."""
        return sum(map(len, self._watching.values()))

    def release(self) -> None:
        """Let everybody who waits go, for good."""
        self.is_closing = True
        self._wake(None)

    async def close(self) -> None:
        """Close the engine and end its threads; one that is being opened just now is closed as soon as it is open."""
        self.release()
        for looking in self._looking:
            looking.cancel()
        await asyncio.get_running_loop().run_in_executor(self._threads, self._close)
        glances, self._glances = self._glances, None
        if glances is not None:
            await glances.close()
        self._threads.shutdown(wait=False)

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = self._make()
                self._glances = self._engine.glances()
                self._stop_listening = self._engine.listen(self._told)
            return self._engine

    def _repeats(self) -> int:
        return 0 if self._engine is None else self._engine.repeats

    def _close(self) -> None:
        with self._opening:
            if self._engine is not None:
                self._stop_listening()
                self._engine.close()

    def _told(self, accounts: Collection[AccountId] | None) -> None:
        """In any thread: something changed for `accounts`, or for nobody knows whom."""
        self._loop.call_soon_threadsafe(self._hear, accounts)

    def _hear(self, accounts: Collection[AccountId] | None) -> None:
        if accounts is not None:
            self._wake(accounts)
        elif self._watching:
            looking = self._loop.create_task(self._look_for_all())
            self._looking.add(looking)
            looking.add_done_callback(self._looking.discard)

    async def _look_for_all(self) -> None:
        """Nobody knows for whom something changed: one look tells, where each who waits would have looked in turn."""
        waiting = list(self._watching)
        for at in range(0, len(waiting), AT_ONCE):
            some = waiting[at : at + AT_ONCE]
            try:
                heads = await self.call(Engine.heads, some)
            except MarketUnavailable:
                heads = {}  # they will find that out, too, and say so
            self._wake([one for one in some if any(since != heads.get(one) for since in self._sinces(one))])

    def _sinces(self, account: AccountId) -> Collection[int]:
        return self._watching.get(account, {}).values()

    def _wake(self, accounts: Collection[AccountId] | None) -> None:
        for account in list(self._watching) if accounts is None else accounts:
            for changed in self._watching.get(account, {}):
                changed.set()
