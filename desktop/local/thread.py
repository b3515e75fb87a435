"""The store's own thread: everything that writes, and every read that is not for painting, happens on it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from desktop.local.store import Connection, transaction, translated

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class StoreThread:
    """Owns the writing connection. Functions that are given to it take the connection first and never touch Qt."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._executor = ThreadPoolExecutor(1, "store")

    async def read(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`work(connection, ...)` over there. Raises StoreProblem."""
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._translated(work, *args, **kwargs)
        )

    async def write(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`work(connection, ...)` over there in one transaction, which is committed when this returns.

        A write that has begun is finished even where its caller is cancelled. Raises StoreProblem.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._translated(_in_transaction(work), *args, **kwargs)
        )

    def close(self) -> None:
        """Finish what was begun, fold the log into the file, and close it. Blocks for that long."""
        self._executor.submit(self._close_connection)
        self._executor.shutdown(wait=True)

    def _translated(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        with translated(self._path):
            return work(self._connection, *args, **kwargs)

    def _close_connection(self) -> None:
        self._connection.execute("pragma wal_checkpoint(truncate)")
        self._connection.close()


def _in_transaction(
    work: Callable[Concatenate[Connection, Parameters], Result],
) -> Callable[Concatenate[Connection, Parameters], Result]:
    def whole(connection: Connection, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        return transaction(connection, work, *args, **kwargs)

    return whole
