"""The store's own thread: everything that writes, and every read that is not for painting, happens on it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import apsw

from desktop.errors import StoreBusy, StoreDamaged
from desktop.local.store import Connection, close_as_it_is, open_store, transaction, translated

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Mend = Callable[[], Awaitable[None]]

TURN_MILLISECONDS = 250
"""How long a write stands in line for another program's, before it lets everybody pass who only reads."""
PATIENCE_SECONDS = 30.0
"""How long it comes back for another turn, before its caller is told."""
BEHIND = "Another program holds the local store, and something else waits for it already. Nothing is lost; try again."


class StoreThread:
    """Owns the writing connection. Functions that are given to it take the connection first and never touch Qt.

    Where somebody said how a damage is mended (`when_damaged`), who meets one waits for that, and is then served.
    """

    def __init__(self, connection: Connection, path: Path, executor: Executor | None = None) -> None:
        """`executor` does one thing after the other; a thread of its own where none is given."""
        self._use(connection)
        self.path = path
        self._executor = executor or ThreadPoolExecutor(1, "store")
        self._mend: Mend | None = None
        self._mending = asyncio.Lock()
        self._tickets = count()
        self._wanted: set[int] = set()
        self._held_up: set[int] = set()

    async def read(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`work(connection, ...)` over there. Raises StoreProblem."""
        met = self._connection
        try:
            return await self._there(work, *args, **kwargs)
        except StoreDamaged:
            if self._mend is None:
                raise
            await asyncio.shield(self._mended(self._mend, met))
        return await self._there(work, *args, **kwargs)

    async def write(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`work(connection, ...)` over there in one transaction, which is committed when this returns.

        Writes keep their order; while another program holds the store they wait, and nothing else does. One that has
        begun is finished even where its caller is cancelled. Raises StoreProblem.
        """
        ticket, until = next(self._tickets), time.monotonic() + PATIENCE_SECONDS
        whole = self._in_turn(ticket, work)
        self._wanted.add(ticket)
        try:
            while True:
                try:
                    return await self.read(whole, *args, **kwargs)
                except StoreBusy:
                    if time.monotonic() > until:
                        raise
        finally:
            self._wanted.discard(ticket)
            self._held_up.discard(ticket)

    def when_damaged(self, mend: Mend) -> None:
        """From now on a damage is mended, by `mend`, which calls `reopen`; then what met it is tried once more."""
        self._mend = mend

    async def mend(self) -> None:
        """Somebody else met a damage: mend it, where it is known how."""
        if self._mend is not None:
            await asyncio.shield(self._mended(self._mend, self._connection))

    async def reopen(self, replace: Callable[[], str]) -> str:
        """Let go of the file, let `replace` put another in its place over there, and go on with that one.

        Returns what `replace` returns. Raises StoreProblem.
        """
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._reopened, replace)

    def close(self) -> None:
        """Finish what was begun, fold the log into the file, and close it. Blocks for that long."""
        self._executor.submit(self._close_connection)
        self._executor.shutdown(wait=True)

    async def _mended(self, mend: Mend, met: Connection) -> None:
        """Whoever meets the same damage waits for the same mending."""
        async with self._mending:
            if self._connection is met:
                await mend()

    def _reopened(self, replace: Callable[[], str]) -> str:
        close_as_it_is(self._connection)
        try:
            return replace()
        finally:
            self._use(open_store(self.path))

    def _in_turn(
        self, ticket: int, work: Callable[Concatenate[Connection, Parameters], Result]
    ) -> Callable[Concatenate[Connection, Parameters], Result]:
        """`work` in one transaction, never before an earlier write that was held up and is still wanted."""

        def whole(connection: Connection, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            if min(self._held_up & self._wanted, default=ticket) < ticket:
                raise StoreBusy(BEHIND)
            try:
                result = transaction(connection, work, *args, **kwargs)
            except apsw.BusyError:
                self._held_up.add(ticket)
                raise
            self._held_up.discard(ticket)
            return result

        return whole

    def _use(self, connection: Connection) -> None:
        connection.set_busy_timeout(TURN_MILLISECONDS)
        self._connection = connection

    async def _there(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._translated(work, *args, **kwargs)
        )

    def _translated(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        with translated(self.path, self._connection):
            return work(self._connection, *args, **kwargs)

    def _close_connection(self) -> None:
        with translated(self.path):
            self._connection.execute("pragma wal_checkpoint(truncate)")
            self._connection.close()
