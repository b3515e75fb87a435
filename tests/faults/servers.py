"""A server on the loopback that does what no honest marketplace would, byte by byte."""

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from desktop.remote.encryption import network_transport
from desktop.remote.market import Market

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

JSON = b"content-type: application/json\r\n"


def response(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A whole answer, with its true length."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"HTTP/1.1 %s\r\n%s%scontent-length: %d\r\n\r\n%s" % (status, JSON, lines, len(body), body)


def gzipped(body: bytes) -> bytes:
    """`body` as gzip, as an answer."""
    return response(gzip.compress(body), b"content-encoding: gzip")


def bomb(megabytes: int) -> bytes:
    """A small gzip body that becomes that many megabytes of blanks."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()


def says(*pieces: bytes) -> Behaviour:
    """Read the request, send the pieces, close."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return behave


def says_for_ever(beginning: bytes, piece: bytes) -> Behaviour:
    """Send a beginning, and then the same piece again and again."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await says(beginning)(reader, writer)
        while True:
            writer.write(piece)
            await writer.drain()

    return behave


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read the request and reset the connection."""
    await reader.readuntil(b"\r\n\r\n")
    at_once = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    writer.transport.abort()


async def dawdles(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send an endless header, a byte at a time: each read succeeds, and nothing is ever said."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nx-patience: ")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.01)


async def keeps_silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Take the request and never answer."""
    await reader.read()


@asynccontextmanager
async def market_that(behaviour: Behaviour) -> AsyncIterator[Market]:
    """A client of a server that behaves so to everybody."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await behaviour(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    market = Market(f"http://127.0.0.1:{port}", "token", network_transport)
    try:
        yield market
    finally:
        await market.close()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)
