"""Every request gets an id, one line in the log, and never a traceback for an answer."""

import logging
import os
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marketplace.contract.refusals import Problem
from marketplace.http import answers

log = logging.getLogger("marketplace.http")

ID = re.compile(rb"[0-9a-f]{12,32}")


class RequestLog:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(_asked_id(scope) or os.urandom(6).hex(), send)
        started = time.monotonic()
        try:
            await self._app(scope, receive, exchange.send)
        except Exception:
            log.exception("%s failed", exchange.id)
            if exchange.status:
                raise
            await _failed(exchange.id)(scope, receive, exchange.send)
        spent = 1000 * (time.monotonic() - started)
        log.info("%s %s %s %d %.1f ms", exchange.id, scope["method"], scope["path"], exchange.status, spent)


class _Exchange:
    """One request and how it was answered."""

    def __init__(self, id_: str, send: Send) -> None:
        self.id = id_
        self.status = 0
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], (b"x-request-id", self.id.encode())]}
        await self._send(message)


def _asked_id(scope: Scope) -> str | None:
    """The id that the asker gave: they can tell by it whose answer they got. Nothing else gets into the log."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode("ascii") if ID.fullmatch(given) else None


def _failed(request: str) -> ASGIApp:
    title = "The marketplace failed. Nothing was changed; try again."
    return answers.problem(Problem(type="/problems/failed", title=title, status=500, detail=f"Request {request}"))
