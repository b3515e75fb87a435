"""The marketplace as the client sees it: one coroutine per call, typed values in and out, failures as AppErrors."""

import asyncio
import secrets
import time
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from desktop.errors import Busy, Offline, Refused, SignedOut, Unreadable, Untrusted
from desktop.remote import bounded, encryption
from marketplace.contract.entities import Account, BlobProgress, Changes, Draft, JobPost, Page, Receipt
from marketplace.contract.ids import BlobId, CommandId, DraftId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Problem, Refusal

MOST = 16 * 2**20
QUESTION = "x-request-id"
DEADLINE = 30.0
GRACE = 20.0
"""Seconds beyond the time for which one waits for news until the line must be dead: 45 in all."""
MOST_JOBS = 50
USUAL_WISH, LONGEST_WISH = 5.0, 300.0
"""Seconds to leave a busy marketplace alone where it names none, and at most."""

HUNG_UP = "Server disconnected without sending a response."
"""httpx tells this from an answer that makes no sense by its words alone."""

Answer = TypeVar("Answer")


class Market:
    """Calls to one marketplace. Use it inside one event loop, and `close()` it there.

    `make_transport` gives a fresh transport; a client whose pool is jammed by cancelled requests is replaced by a
    new one, which is safe because nothing was sent.
    """

    def __init__(
        self,
        address: str,
        token: str | None,
        make_transport: Callable[[], httpx.AsyncBaseTransport],
        why_signed_out: str = "",
    ) -> None:
        self._address = address
        self._token = _good(token)
        self._why_signed_out = why_signed_out
        self._make_transport = make_transport
        self._client = self._make()
        self._retired: list[httpx.AsyncClient] = []
        self._tell_time: Callable[[float], None] = _nobody
        self.clock_lead: float | None = None
        """Seconds by which this computer's clock is ahead of the marketplace's, as of its last answer."""

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a token to show; without one nothing is asked."""
        return self._token is not None

    def sign(self, token: str | None, why_signed_out: str = "") -> None:
        """Show this token from now on. Raises SignedOut where it cannot be one."""
        self._token, self._why_signed_out = _good(token), why_signed_out

    def when_told_time(self, tell: Callable[[float], None]) -> None:
        """`tell` hears what time it is there, in seconds since the epoch, with each answer that says so."""
        self._tell_time = tell

    async def policy(self) -> Policy:
        """The policy document in force."""
        return await self._ask("GET", "/v1/policy", Policy)

    async def account(self) -> Account:
        """Whose token this is."""
        return await self._ask("GET", "/v1/account", Account)

    async def changes(self, since: int, wait: float, limit: int = 500) -> Changes:
        """What changed after `since`; waits up to `wait` seconds for something to change.

        Raises Refused with `too_old` where a snapshot (since 0) has to be taken.
        """
        query = {"since": since, "wait": f"{wait:g}", "limit": limit}
        return await self._ask("GET", "/v1/changes", Changes, params=query, deadline=wait + GRACE if wait else DEADLINE)

    async def send(self, command: CommandId, body: bytes) -> Receipt:
        """Deliver a frozen command; the same id and body are answered the same however often they are sent."""
        return await self._ask("PUT", f"/v1/commands/{command}", Receipt, content=body)

    async def outcome(self, command: CommandId) -> Receipt | None:
        """What became of a command: its receipt, or None where it never arrived. Raises Refused where it was."""
        try:
            return await self._ask("GET", f"/v1/commands/{command}", Receipt)
        except Refused as error:
            if error.refusal.name != "unknown_thing":
                raise
            return None

    async def draft(self, draft: DraftId) -> Draft | None:
        """What is kept of a draft there, or its tombstone; None where there never was one."""
        try:
            return await self._ask("GET", f"/v1/drafts/{quote(draft, safe='')}", Draft)
        except Refused as error:
            if error.refusal.name != "unknown_thing":
                raise
            return None

    async def open_jobs(self, client: str, words: str) -> Page[JobPost]:
        """A client's open job posts in which all `words` begin, the newest first: as many as anybody looks through."""
        query = {"client": client, "state": "open", "words": words, "limit": MOST_JOBS}
        return await self._ask("GET", "/v1/jobs", Page[JobPost], params=query)

    async def blob_progress(self, blob: BlobId) -> BlobProgress:
        """How much of a file has arrived there."""
        return await self._ask("GET", f"/v1/blobs/{blob}/progress", BlobProgress)

    async def upload_piece(self, blob: BlobId, size: int, offset: int, piece: bytes) -> BlobProgress:
        """Send `piece` of a file of `size` bytes, to stand at `offset`."""
        query = {"offset": offset, "size": size}
        return await self._ask("PUT", f"/v1/blobs/{blob}", BlobProgress, params=query, content=piece)

    async def renew(self) -> None:
        """Leave all connections behind: after a sleep they lead nowhere, and nobody says so. Whoever waits fails."""
        dead, self._client = self._client, self._make()
        await dead.aclose()

    async def close(self) -> None:
        """Close all connections."""
        for client in (self._client, *self._retired):
            await client.aclose()

    async def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        params: dict[str, Any] | None = None,
        content: bytes | None = None,
        deadline: float = DEADLINE,
    ) -> Answer:
        if self._token is None:
            raise SignedOut(self._why_signed_out)
        async with _translated(), asyncio.timeout(deadline):
            status, headers, body = await self._exchange(method, path, params, content, deadline)
        there = _moment(headers.get("date", ""))
        self.clock_lead = None if there is None else time.time() - there
        if there is not None:
            self._tell_time(there)
        if status != httpx.codes.OK:
            _raise_for(status, headers, body)
        return _decode(body, answer)

    async def _exchange(
        self, method: str, path: str, params: dict[str, Any] | None, content: bytes | None, deadline: float
    ) -> tuple[int, httpx.Headers, bytes]:
        timeout = httpx.Timeout(10.0, read=deadline, pool=2.0)
        question = secrets.token_hex(8)
        headers = {"authorization": f"Bearer {self._token}", QUESTION: question}
        for is_last in (False, True):
            client = self._client
            try:
                async with client.stream(
                    method, path, params=params, content=content, headers=headers, timeout=timeout
                ) as response:
                    _check_question(response.headers, question)
                    return response.status_code, response.headers, await bounded.read(response, MOST)
            except httpx.PoolTimeout:
                if is_last:
                    raise
                self._replace(client)
        raise AssertionError

    def _replace(self, jammed: httpx.AsyncClient) -> None:
        if self._client is jammed:
            self._retired.append(jammed)
            self._client = self._make()

    def _make(self) -> httpx.AsyncClient:
        try:
            return httpx.AsyncClient(
                base_url=self._address,
                transport=self._make_transport(),
                headers={"accept-encoding": "gzip"},
                follow_redirects=False,
                trust_env=False,
            )
        except httpx.InvalidURL as error:
            raise _no_address() from error


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    """The only place that knows httpx's exceptions."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise Offline("The marketplace does not answer. Your work is kept here; it is tried again.") from error
    except (httpx.DecodingError, httpx.RemoteProtocolError, zlib.error) as error:
        if str(error) == HUNG_UP:
            raise Offline(
                "The marketplace hung up without an answer. Your work is kept here; it is tried again."
            ) from error
        raise Unreadable(
            "The marketplace's answer could not be read. Nothing was changed; it is asked again."
        ) from error
    except httpx.TransportError as error:
        if encryption.is_mistrust(error):
            raise Untrusted(
                "Whoever answers at this address cannot show that it is the marketplace: its certificate is not valid."
                " Nothing was sent, your access token neither. Try another network, or ask the marketplace."
            ) from error
        raise Offline("The marketplace cannot be reached. Your work is kept here and sent later.") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise _no_address() from error


def _nobody(_there: float) -> None:
    return None


def _good(token: str | None) -> str | None:
    if token is not None and not (token.isascii() and token.isprintable()):
        raise SignedOut("The access token holds characters that no token has. Copy it again from the marketplace.")
    return token


def _no_address() -> Unreadable:
    return Unreadable("This is not the address of a marketplace. Check the address after --server.")


def _decode(body: bytes, answer: type[Answer]) -> Answer:
    try:
        return msgspec.json.decode(body, type=answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(
            "The answer does not come from a marketplace that Bellhop knows. Nothing was changed."
        ) from error


def _raise_for(status: int, headers: httpx.Headers, body: bytes) -> NoReturn:
    if status == httpx.codes.UNAUTHORIZED:
        raise SignedOut(
            "The marketplace does not accept the access token. Your work is kept. Sign in again with “bellhop sign-in”."
        )
    if status in {408, 425, 429} or status >= 500 or (status == httpx.codes.CONFLICT and "retry-after" in headers):
        raise Busy("The marketplace is busy. Your work is kept here and sent later.", _retry_after(headers))
    raise Refused(_problem(status, body))


def _problem(status: int, body: bytes) -> Refusal:
    try:
        return msgspec.json.decode(body, type=Problem).refusal()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(
            f"The address answered with HTTP {status} and not as a marketplace would. Nothing was changed."
        ) from error


def _check_question(headers: httpx.Headers, question: str) -> None:
    """A marketplace repeats whose answer it is; what somebody on the way mixed up is not believed."""
    if headers.get(QUESTION, question) != question:
        raise Unreadable("The answer belongs to another question. Nothing was changed; it is asked again.")


def _retry_after(headers: httpx.Headers) -> float:
    """Seconds to wait as the server wishes, bounded to five minutes; a date is taken as well as a number.

    A date is the server's, so it is compared to the server's own clock where the answer tells it.
    """
    value = headers.get("retry-after", "")
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_WISH)
    until = _moment(value)
    if until is None:
        return USUAL_WISH
    now = _moment(headers.get("date", ""))
    return max(0.0, min(until - (time.time() if now is None else now), LONGEST_WISH))


def _moment(value: str) -> float | None:
    """An HTTP date in seconds since the epoch."""
    try:
        return parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError):
        return None
