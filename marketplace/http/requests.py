"""Reading requests without trusting them: every body has a bound, every parameter a range."""

import math
from uuid import UUID

import msgspec
from starlette.requests import ClientDisconnect, Request

from marketplace.contract.commands import AnyCommand
from marketplace.contract.ids import CommandId
from marketplace.contract.refusals import Refusal
from marketplace.http.answers import BadRequest

COMMAND_BYTES = 2**20
PIECE_BYTES = 4 * 2**20
LARGEST = 2**53

_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)


async def body(request: Request, most: int) -> bytes:
    """The request's body, at most `most` bytes; a larger one is not read to its end."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > most:
        raise BadRequest(Refusal(name="too_large"))
    received = bytearray()
    try:
        async for piece in request.stream():
            received += piece
            if len(received) > most:
                raise BadRequest(Refusal(name="too_large"))
    except ClientDisconnect as error:
        raise malformed("The request broke off.") from error
    return bytes(received)


async def command(request: Request) -> AnyCommand:
    """The command in the request's body."""
    received = await body(request, COMMAND_BYTES)
    try:
        return _commands.decode(received)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise malformed(_reason(error)) from error


def command_id(request: Request) -> CommandId:
    """The command's id in the path: a UUID, in its usual writing."""
    given = str(request.path_params["id"])
    try:
        is_usual = str(UUID(given)) == given
    except ValueError:
        is_usual = False
    if not is_usual:
        raise malformed("A command's id is a UUID.")
    return CommandId(given)


def integer(request: Request, name: str, default: int | None, low: int = 0, high: int = LARGEST) -> int:
    """A whole number of the query, within its range; without a default it must be there."""
    given = request.query_params.get(name)
    if given is None and default is not None:
        return default
    if given is None or not (given.isascii() and given.isdigit() and len(given) <= 16):
        raise malformed(f"“{name}” must be a whole number.")
    return _within(name, int(given), low, high)


def seconds(request: Request, name: str, high: float) -> float:
    """A duration of the query; 0 where it is not there, `high` where it is longer."""
    given = request.query_params.get(name, "0")
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if not value >= 0:
        raise malformed(f"“{name}” must be a number of seconds.")
    return min(value, high)


def malformed(detail: str) -> BadRequest:
    """The request cannot be understood, because of `detail`."""
    return BadRequest(Refusal(name="malformed", detail=detail))


def _within(name: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise malformed(f"“{name}” must be from {low} to {high}.")
    return value


def _reason(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return f"The command does not fit: {error}."
    return "The command is not valid JSON."
