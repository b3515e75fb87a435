"""Values and refusals as HTTP answers: JSON, and problem documents (RFC 9457)."""

import hashlib
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from marketplace.contract.refusals import Problem, Refusal
from marketplace.engine import MarketUnavailable

STATUS = {
    "malformed": HTTPStatus.BAD_REQUEST,
    "signed_out": HTTPStatus.UNAUTHORIZED,
    "not_yours_to_do": HTTPStatus.FORBIDDEN,
    "unknown_thing": HTTPStatus.NOT_FOUND,
    "too_old": HTTPStatus.GONE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_slow": HTTPStatus.REQUEST_TIMEOUT,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "scope_missing": HTTPStatus.FORBIDDEN,
    "too_many_uploads": HTTPStatus.TOO_MANY_REQUESTS,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
    **dict.fromkeys(
        (
            "already_answered",
            "already_applied",
            "changes_too_late",
            "changes_too_often",
            "client_answered",
            "client_blocked",
            "command_id_used",
            "drafts_not_kept",
            "editing_over",
            "invitation_removed",
            "invitation_withdrawn",
            "job_closed",
            "meeting_declined",
            "meeting_over",
            "offer_answered",
            "offer_exists",
            "offer_expired",
            "offer_replaced",
            "offer_waits",
            "offer_withdrawn",
            "other_party_answers",
            "proposal_closed",
            "proposal_viewed",
            "stale",
            "still_running",
            "unblock_not_confirmed",
            "wrong_state",
        ),
        HTTPStatus.CONFLICT,
    ),
}
"""What is refused because of the state of things is a conflict; what is wrong in the request itself is 422."""

HEADERS = {
    "signed_out": {"www-authenticate": "Bearer"},
    "still_running": {"retry-after": "1"},
    "too_slow": {"connection": "close"},
    "too_many_uploads": {"retry-after": "60"},
}
"""What the answer to a refusal of that name says beside the document."""


def answer(value: Any) -> Response:
    """`value` as JSON, or as a problem document where it is a refusal."""
    return refused(value) if isinstance(value, Refusal) else json(value)


def json(value: Any) -> Response:
    """`value` of the contract as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def tagged(request: Request, value: Any) -> Response:
    """`value` as JSON with an `ETag`; nothing but that for a reader who has it already."""
    if isinstance(value, Refusal):
        return refused(value)
    body = msgspec.json.encode(value)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if _names(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _names(header: str, tag: str) -> bool:
    return any(given.strip().removeprefix("W/") in {tag, "*"} for given in header.split(","))


def refused(refusal: Refusal) -> Response:
    """`refusal` as a problem document."""
    status = STATUS.get(refusal.name, HTTPStatus.UNPROCESSABLE_ENTITY)
    return problem(Problem.of(refusal, status), HEADERS.get(refusal.name))


def problem(document: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem document."""
    body = msgspec.json.encode(document)
    return Response(body, document.status, headers=headers, media_type="application/problem+json")


async def not_found(_request: Request, error: Exception) -> Response:
    """Paths and methods that do not exist."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return refused(Refusal(name="unknown_thing"))
    return problem(Problem(type="about:blank", title=error.detail, status=error.status_code), dict(error.headers or {}))


async def unavailable(_request: Request, error: Exception) -> Response:
    """The database cannot be used just now."""
    title = "The marketplace is not available."
    document = Problem(type="/problems/unavailable", title=title, status=503, detail=str(error))
    return problem(document, {"retry-after": "5"})


async def out_of_range(_request: Request, error: Exception) -> Response:
    """A request that cannot be understood, or is too large."""
    assert isinstance(error, BadRequest)
    return refused(error.refusal)


class BadRequest(Exception):
    """A request that cannot be understood; carries the refusal to answer with."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class TooOften(Exception):
    """Somebody asks more often than they may; there is room again after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Again in {seconds} s")
        self.seconds = seconds


async def slow_down(_request: Request, error: Exception) -> Response:
    """Too often."""
    assert isinstance(error, TooOften)
    refusal = Refusal(name="too_often")
    return problem(Problem.of(refusal, STATUS[refusal.name]), {"retry-after": str(error.seconds)})


HANDLERS = {HTTPException: not_found, MarketUnavailable: unavailable, BadRequest: out_of_range, TooOften: slow_down}
