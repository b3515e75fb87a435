"""Reads of PostgreSQL in the event loop's own thread: one connection, with many questions under way at a time.

It speaks with libpq itself, in its pipeline mode. A thread that waits for an answer has to take the interpreter back
from the event loop afterwards, which costs several times as much as the answer; a cursor for each question costs as
much as the rest of it.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import psycopg
from psycopg import pq
from psycopg.adapt import Transformer
from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from marketplace.engine.database import Beside, NotAtAGlance
from marketplace.engine.prepared import Compiled, Prepared, Question, Values

Meaning = TypeVar("Meaning")
Row = tuple[Any, ...]

PAUSE = 2.0
"""Seconds after a failed attempt to connect in which nobody makes another one."""

# libpq numbers the values; psycopg's own way of writing them is not in between.
DIALECT: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class Pipeline(Beside):
    """The connection that `connect` makes: when the first question is asked, and again after it was lost."""

    def __init__(self, connect: Callable[[], "psycopg.Connection[Any]"]) -> None:
        self._connect = connect
        self._line: _Line | None = None
        self._opening: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._is_closed = False

    async def ask(self, question: Question[Meaning]) -> Meaning:
        """Override Beside.ask."""
        line = self._line
        if line is None or line.is_lost:
            line = await self._opened()
        compiled = question.statement.compiled(DIALECT)
        raw = await line.ask(question.statement, compiled, question.values)
        return question.meaning([compiled.row(one) for one in raw])

    def snapshot(self) -> AbstractContextManager[Connection]:
        """Override Beside.snapshot: whoever needs several statements would keep all others waiting."""
        raise NotAtAGlance

    async def close(self) -> None:
        """Override Beside.close."""
        self._is_closed = True
        if self._opening is not None:
            await asyncio.shield(self._opening)
        if self._line is not None:
            self._line.close()

    async def _opened(self) -> "_Line":
        if self._is_closed or time.monotonic() < self._not_before:
            raise NotAtAGlance
        if self._opening is None:
            self._opening = asyncio.create_task(self._open(), name="Connecting to PostgreSQL")
        # Who goes away meanwhile does not take the others' connection along.
        await asyncio.shield(self._opening)
        if self._line is None or self._line.is_lost:
            raise NotAtAGlance
        return self._line

    async def _open(self) -> None:
        self._not_before = time.monotonic() + PAUSE
        try:
            self._line = _Line(await asyncio.to_thread(self._connect))
            self._not_before = 0.0
        except psycopg.Error:
            pass  # not there just now; the engine will say why
        except NotImplementedError:
            self._not_before = math.inf  # this event loop watches no sockets, and never will
        finally:
            self._opening = None


class _Line:
    """A connection in pipeline mode, watched by the event loop. Raises NotImplementedError where that cannot watch."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self.is_lost = False
        self._connection = connection
        self._libpq = connection.pgconn
        self._socket = self._libpq.socket
        self._loop = asyncio.get_running_loop()
        self._names: dict[Prepared, bytes] = {}
        self._waiting: deque[asyncio.Future[list[Row]]] = deque()
        self._result: pq.abc.PGresult | None = None
        self._rows = Transformer()
        try:
            self._loop.add_reader(self._socket, self._receive)
        except NotImplementedError:
            connection.close()
            raise
        self._libpq.nonblocking = 1
        self._libpq.enter_pipeline_mode()

    def ask(self, statement: Prepared, compiled: Compiled, values: Values) -> "asyncio.Future[list[Row]]":
        """Send a question off; the future has its rows, or NotAtAGlance."""
        answer: asyncio.Future[list[Row]] = self._loop.create_future()
        try:
            given = [_written(value) for value in compiled.given(values)]
            self._send(statement, compiled, given)
        except ValueError:
            answer.set_exception(NotAtAGlance())
        except psycopg.Error:
            self.close()
            answer.set_exception(NotAtAGlance())
        else:
            self._waiting.append(answer)
        return answer

    def close(self) -> None:
        """Hang up; who waits for an answer asks the engine."""
        if self.is_lost:
            return
        self.is_lost = True
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._connection.close()
        while self._waiting:
            _tell(self._waiting.popleft(), NotAtAGlance())

    def _send(self, statement: Prepared, compiled: Compiled, given: Sequence[bytes]) -> None:
        name = self._names.get(statement)
        if name is None:
            name = self._names[statement] = b"question-%d" % len(self._names)
            self._libpq.send_prepare(name, compiled.text.encode())
        self._libpq.send_query_prepared(name, given)
        # Each question is a transaction of its own, whatever becomes of the others.
        self._libpq.pipeline_sync()
        if self._libpq.flush():
            self._loop.add_writer(self._socket, self._flush)

    def _flush(self) -> None:
        try:
            if not self._libpq.flush():
                self._loop.remove_writer(self._socket)
        except psycopg.Error:
            self.close()

    def _receive(self) -> None:
        try:
            self._libpq.consume_input()
            for result in self._results():
                said = self._read(result)  # which may fail: nobody is forgotten then
                _tell(self._waiting.popleft(), said)
        except psycopg.Error:
            self.close()

    def _results(self) -> Iterator[pq.abc.PGresult]:
        """The last result of each question that has been answered: before it there may be that of its preparation."""
        while self._waiting and not self._libpq.is_busy():
            result = self._libpq.get_result()
            if result is None:  # the end of one statement
                continue
            if result.status != pq.ExecStatus.PIPELINE_SYNC:
                self._result = result
                continue
            last, self._result = self._result, None
            if last is None:  # it cannot be; everybody would get the answer of the one before
                raise psycopg.InternalError("An answer without a result.")
            yield last

    def _read(self, result: pq.abc.PGresult) -> list[Row]:
        if result.status != pq.ExecStatus.TUPLES_OK:
            # Whatever it is, perhaps a schema that has changed: the engine will say, and the next question starts anew.
            raise psycopg.DatabaseError(result.error_message.decode(errors="replace"))
        self._rows.set_pgresult(result)
        return self._rows.load_rows(0, result.ntuples, tuple)


def _tell(answer: "asyncio.Future[list[Row]]", said: list[Row] | NotAtAGlance) -> None:
    if answer.done():  # whoever asked has gone
        return
    if isinstance(said, NotAtAGlance):
        answer.set_exception(said)
    else:
        answer.set_result(said)


def _written(value: object) -> bytes:
    """A value as libpq takes it, whose texts end with a NUL; raises ValueError for what PostgreSQL cannot hold."""
    text = str(value).encode()
    if b"\0" in text:
        raise ValueError(value)
    return text
