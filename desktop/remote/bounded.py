"""Reading answers from outside without trusting their size: every response goes through `read`.

`httpx` hands out decompressed chunks of any size (a 0.4 MB body became 400 MB), so the bytes are taken raw and
inflated here, piece by piece, up to a bound.
"""

import zlib
from typing import TYPE_CHECKING

import httpx

from desktop.errors import Unreadable

if TYPE_CHECKING:
    from zlib import _Decompress

PIECE = 64 * 1024


async def read(response: httpx.Response, most: int) -> bytes:
    """The body of a streamed `response`, at most `most` bytes after decompression.

    Raises Unreadable where it is larger, truncated, or encoded in a way that was not asked for.
    """
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    inflate = _decoder(response.headers.get("content-encoding", "identity").strip().lower())
    body = bytearray()
    async for raw in response.aiter_raw(PIECE):
        _append(body, raw, inflate, most)
        if inflate is not None and inflate.eof:
            break  # what comes behind the end, for ever perhaps, is nothing to us
    if inflate is not None and not inflate.eof:
        raise Unreadable("The marketplace's answer broke off. Nothing was changed; it is asked again.")
    return bytes(body)


def _append(body: bytearray, raw: bytes, inflate: "_Decompress | None", most: int) -> None:
    if inflate is None:
        body += raw
    else:
        while raw and not inflate.eof and len(body) <= most:
            body += inflate.decompress(raw, min(PIECE, most + 1 - len(body)))
            raw = inflate.unconsumed_tail
    if len(body) > most:
        raise _too_large(most)


def _decoder(encoding: str) -> "_Decompress | None":
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "deflate"}:
        return zlib.decompressobj(wbits=47)
    raise Unreadable("The marketplace answered in an encoding that was not asked for. Nothing was changed.")


def _too_large(most: int) -> Unreadable:
    return Unreadable(
        f"The marketplace's answer is larger than {most // 2**20} MB and was not read. Nothing was changed."
    )
