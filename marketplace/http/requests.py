"""Reading requests without trusting them: every body has a bound in size and in time."""

import asyncio
import json
import re
from uuid import UUID

import msgspec
from starlette.requests import ClientDisconnect, Request

from marketplace.contract.commands import AnyCommand
from marketplace.contract.ids import CommandId
from marketplace.contract.refusals import Refusal
from marketplace.http.answers import BadRequest
from marketplace.http.queries import malformed

COMMAND_BYTES = 2**20
PIECE_BYTES = 4 * 2**20
BODY_SECONDS = 30.0
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""A NUL as JSON writes it, behind an even number of backslashes: PostgreSQL keeps none, and no text needs one."""

_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)


async def body(request: Request, most: int) -> bytes:
    """The request's body, at most `most` bytes; a larger one is not read to its end, a slow one not waited for."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > most:
        raise BadRequest(Refusal(name="too_large"))
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request, most)
    except TimeoutError as error:
        raise BadRequest(Refusal(name="too_slow")) from error
    except ClientDisconnect as error:
        raise malformed("The request broke off.") from error


async def _read(request: Request, most: int) -> bytes:
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > most:
            raise BadRequest(Refusal(name="too_large"))
    return bytes(received)


async def command(request: Request) -> AnyCommand:
    """The command in the request's body."""
    received = await body(request, COMMAND_BYTES)
    try:
        decoded = _commands.decode(received)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise malformed(_reason(error)) from error
    if NUL.search(received):
        raise malformed("A text holds a NUL character, which cannot be kept.")
    _check_keys(received)
    return decoded


def _check_keys(received: bytes) -> None:
    """A key that comes twice has two meanings: one for us, and another for whoever else reads the request."""
    try:
        json.loads(received, object_pairs_hook=_once_each)
    except _Twice as error:
        raise malformed(f"The key {error} comes twice.") from error


def _once_each(pairs: list[tuple[str, object]]) -> None:
    seen = set[str]()
    for key, _ in pairs:
        if key in seen:
            raise _Twice(ascii(key))
        seen.add(key)


class _Twice(Exception):
    """A key that comes twice in one object."""


def command_id(request: Request) -> CommandId:
    """The command's id in the path: a UUID, in its usual writing."""
    given = str(request.path_params["command"])
    try:
        is_usual = str(UUID(given)) == given
    except ValueError:
        is_usual = False
    if not is_usual:
        raise malformed("A command's id is a UUID.")
    return CommandId(given)


def _reason(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return f"The command does not fit: {error}."
    return "The command is not valid JSON."
