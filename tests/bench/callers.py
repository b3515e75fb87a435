"""Callers of a server who cost little themselves: raw sockets, each with the next request as soon as it is answered."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Load(NamedTuple):
    """What came of it: answers in a second, and how long each took, in milliseconds."""

    per_second: float
    milliseconds: list[float]


class Caller(asyncio.Protocol):
    """One connection that sends the next request as soon as an answer is there."""

    def __init__(self, requests: Iterator[bytes], done: Callable[[bytes, float], None]) -> None:
        self._requests = requests
        self._done = done
        self._received = bytearray()
        self._expected = -1
        self._sent_at = 0.0
        self._transport: asyncio.Transport
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Override asyncio.Protocol.connection_made."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Override asyncio.Protocol.data_received."""
        self._received += data
        if self._expected < 0:
            self._read_head()
        if 0 <= self._expected <= len(self._received):
            self._done(bytes(self._received), 1000 * (time.perf_counter() - self._sent_at))
            self._received.clear()
            self._expected = -1
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """Override asyncio.Protocol.connection_lost."""
        if not self.ended.done():
            self.ended.set_exception(exc or ConnectionError("The server hung up."))

    def _read_head(self) -> None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._received[:end]).lower()
        at = head.index(b"content-length:") + 15
        self._expected = end + 4 + int(head[at : head.index(b"\r\n", at) if b"\r\n" in head[at:] else end])

    def _next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self.ended.set_result(None)
            self._transport.close()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)


def get(path: str, token: str) -> bytes:
    """A request to read."""
    return f"GET {path} HTTP/1.1\r\nhost: market\r\nauthorization: Bearer {token}\r\n\r\n".encode()


def put(path: str, token: str, body: bytes) -> bytes:
    """A request to do something."""
    head = (
        f"PUT {path} HTTP/1.1\r\nhost: market\r\nauthorization: Bearer {token}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def call(port: int, streams: Sequence[Iterator[bytes]], check: Callable[[bytes], None]) -> Load:
    """Each stream over a connection of its own, until all have ended; `check` looks at every answer."""
    taken: list[float] = []

    def done(answer: bytes, milliseconds: float) -> None:
        check(answer)
        taken.append(milliseconds)

    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    callers = [
        (await loop.create_connection(lambda stream=stream: Caller(stream, done), "127.0.0.1", port))[1]  # type: ignore[misc]
        for stream in streams
    ]
    await asyncio.gather(*(caller.ended for caller in callers))
    return Load(len(taken) / (time.perf_counter() - began), taken)


def is_good(answer: bytes) -> None:
    """Every answer that is measured is a good one."""
    assert answer.startswith(b"HTTP/1.1 200 "), answer[:300]
