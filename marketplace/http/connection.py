"""A connection of uvicorn's that is not held open by a request that never arrives, and refuses garbage in JSON."""

import asyncio
from http import HTTPStatus
from typing import ClassVar

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from marketplace.contract.refusals import Problem, Refusal


class PatientConnection(H11Protocol):
    """uvicorn waits without end for the rest of a request's head: a thousand silent sockets would be an outage."""

    head_seconds: ClassVar[float] = 10.0
    """In which a head has to be there, from the connection's beginning or the head's first byte."""

    _head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Override H11Protocol.connection_made."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Override H11Protocol.data_received."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Override H11Protocol.connection_lost."""
        super().connection_lost(exc)
        self._unwatch()

    def send_400_response(self, msg: str) -> None:
        """Override H11Protocol.send_400_response: what is no HTTP gets a problem document, too."""
        self._refuse(HTTPStatus.BAD_REQUEST, Refusal(name="malformed", detail=msg))

    def _watch(self) -> None:
        is_reading_head = self.conn.their_state is h11.IDLE and not self.transport.is_closing()
        if not is_reading_head:
            self._unwatch()
        elif self._head_due is None:
            self._head_due = self.loop.call_later(self.head_seconds, self._give_up)

    def _unwatch(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _give_up(self) -> None:
        self._head_due = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, Refusal(name="too_slow"))

    def _refuse(self, status: HTTPStatus, refusal: Refusal) -> None:
        body = msgspec.json.encode(Problem.of(refusal, status))
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
