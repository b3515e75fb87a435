"""A proxy between a client and an honest server that does to each exchange what its weather says.

It reads a whole request, and a whole answer, so that it can lose, repeat, swap or garble them at the moment that hurts:
the answer after the effect, above all. Everything that is left to chance comes from one seed.
"""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from random import Random
from typing import NamedTuple

END = b"\r\n\r\n"
JSON = b"content-type: application/json\r\n"


class Exchange:
    """One request on its way. `forward` has its effect and gives the answer; `writer` leads back to who asked."""

    def __init__(self, proxy: "Proxy", request: bytes, writer: asyncio.StreamWriter) -> None:
        self.proxy = proxy
        self.request = request
        self.writer = writer
        self.dice = proxy.dice

    @property
    def method(self) -> str:
        """`GET` or `PUT`."""
        return self.request.split(b" ", 1)[0].decode()

    @property
    def path(self) -> str:
        """The path with its query."""
        return self.request.split(b" ", 2)[1].decode()

    async def forward(self) -> bytes:
        """The server's whole answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.proxy.server)
        try:
            writer.write(self.request)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()

    async def say(self, answer: bytes) -> None:
        """Give an answer back."""
        self.writer.write(answer)
        await self.writer.drain()


Fault = Callable[[Exchange], Awaitable[None]]


class Chance(NamedTuple):
    """A fault, and how many exchanges of a hundred it befalls."""

    fault: Fault
    percent: float


class Proxy:
    """Faults befall by chance, exchange by exchange; `counts` says how often each did."""

    def __init__(self, server: int, weather: Sequence[Chance], seed: int) -> None:
        self.server = server
        self.weather = weather
        self.dice = Random(seed)
        self.counts: dict[str, int] = {}
        self.last_answer = b""
        self.methods: set[str] = set()
        self.is_down = False
        self._url = ""

    @property
    def url(self) -> str:
        """Where to reach it."""
        return self._url

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        """While it serves."""
        tasks: set[asyncio.Task[None]] = set()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(self._serve(reader, writer))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        self._url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for task in tuple(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One exchange for each connection."""
        try:
            if not self.is_down:
                exchange = Exchange(self, await _request(reader), writer)
                self.methods.add(exchange.method)
                await self._drawn(exchange)(exchange)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            pass  # somebody hung up, and the other one will notice
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _drawn(self, exchange: Exchange) -> Fault:
        throw = self.dice.uniform(0, 100)
        for fault, percent in self.weather:
            throw -= percent
            if throw < 0:
                self.counts[fault.__name__] = self.counts.get(fault.__name__, 0) + 1
                return fault
        return passes


async def _request(reader: asyncio.StreamReader) -> bytes:
    """A whole request, which asks to be the last of its connection."""
    head = await reader.readuntil(END)
    lines = [line for line in head[: -len(END)].split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    return b"\r\n".join([*lines, b"connection: close"]) + END + await reader.readexactly(length)


# --- what can happen to an exchange -----------------------------------------------------------------------


async def passes(exchange: Exchange) -> None:
    """Nothing happens to it."""
    answer = await exchange.forward()
    exchange.proxy.last_answer = answer
    await exchange.say(answer)


async def loses_request(exchange: Exchange) -> None:
    """It never arrives."""


async def loses_answer(exchange: Exchange) -> None:
    """It has its effect, and nobody hears of it."""
    await exchange.forward()


async def resets(exchange: Exchange) -> None:
    """It has its effect, and the connection is reset."""
    await exchange.forward()
    end = exchange.writer.get_extra_info("socket")
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.writer.transport.abort()


async def hangs(exchange: Exchange) -> None:
    """It has its effect, and the line is dead: nothing comes, and nobody hangs up."""
    await exchange.forward()
    await asyncio.sleep(3600)


async def delays(exchange: Exchange) -> None:
    """It takes its time, both ways."""
    await asyncio.sleep(exchange.dice.uniform(0, 0.05))
    answer = await exchange.forward()
    await asyncio.sleep(exchange.dice.uniform(0, 0.05))
    await exchange.say(answer)


async def repeats(exchange: Exchange) -> None:
    """It arrives twice, and the second answer is given."""
    await exchange.forward()
    await exchange.say(await exchange.forward())


async def swaps(exchange: Exchange) -> None:
    """It has its effect, and is answered with what was said to somebody else just before."""
    answer = await exchange.forward()
    await exchange.say(exchange.proxy.last_answer or answer)


async def truncates(exchange: Exchange) -> None:
    """It has its effect, and its answer breaks off somewhere."""
    answer = await exchange.forward()
    await exchange.say(answer[: exchange.dice.randrange(len(answer) + 1)])


async def garbles(exchange: Exchange) -> None:
    """It has its effect, and a piece of its answer is noise."""
    answer = bytearray(await exchange.forward())
    at = exchange.dice.randrange(max(1, len(answer)))
    answer[at : at + 16] = exchange.dice.randbytes(16)
    await exchange.say(bytes(answer))


async def trickles(exchange: Exchange) -> None:
    """Its answer comes in the smallest pieces."""
    answer = await exchange.forward()
    for at in range(0, len(answer), 7):
        await exchange.say(answer[at : at + 7])
        await asyncio.sleep(0)


async def is_too_busy(exchange: Exchange) -> None:
    """Somebody on the way says that there is too much to do."""
    status = exchange.dice.choice((b"429 Too Many Requests", b"502 Bad Gateway", b"503 Service Unavailable"))
    await exchange.say(b"HTTP/1.1 %s\r\n%sretry-after: 0\r\ncontent-length: 2\r\n\r\n{}" % (status, JSON))


async def is_a_hotel(exchange: Exchange) -> None:
    """Somebody on the way wants a room number first."""
    page = b"<html><h1>Welcome to our Wi-Fi</h1></html>"
    await exchange.say(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n%s" % (len(page), page)
    )


STORM = (
    Chance(loses_answer, 30),
    Chance(loses_request, 10),
    *(Chance(fault, 2) for fault in (resets, repeats, swaps, truncates, garbles, trickles, is_too_busy, is_a_hotel)),
    Chance(delays, 1),
)
"""A third of all answers is lost, and everything else happens as well."""
