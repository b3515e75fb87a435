"""The embedded marketplace: an ASGI app on its own asyncio loop in one daemon thread, behind an httpx transport.

Its imports, its handlers and its bugs never touch the GUI thread; the client's code is the same as over a network.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, MutableMapping
from typing import Any, TypeVar

import httpx

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class LoopThread:
    """One daemon thread with one asyncio loop of its own."""

    def __init__(self, name: str) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event

    def start(self) -> None:
        """Start the thread; returns once its loop takes work."""
        self._thread.start()
        self._ready.wait()

    async def call(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run `work` over there and wait for it here; cancelling here cancels there."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def stop(self, timeout: float = 5.0) -> None:
        """End the loop, which cancels what still runs on it, and join the thread for up to `timeout` seconds."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout)

    def _run(self) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._main())

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._stop.wait()


class EmbeddedTransport(httpx.AsyncBaseTransport):
    """Carries requests to an ASGI app on `host`. The app is built over there by `build`, on the first request.

    A request's body is pulled piece by piece; an answer is handed over whole.
    """

    def __init__(self, host: LoopThread, build: Callable[[], Awaitable[AsgiApp]]) -> None:
        self._host = host
        self._build = build
        self._app: asyncio.Future[AsgiApp] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Override httpx.AsyncBaseTransport.handle_async_request."""
        here = asyncio.get_running_loop()
        assert isinstance(request.stream, httpx.AsyncByteStream)
        chunks = request.stream.__aiter__()

        async def pull() -> bytes | None:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_next(chunks), here))

        status, headers, body = await self._host.call(self._serve(request, pull))
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body), request=request)

    async def settle(self) -> None:
        """Wait until an app that is being built is built, or has failed. Call it when no request comes any more."""
        await self._host.call(self._settled())

    async def _settled(self) -> None:
        if self._app is not None:
            await asyncio.gather(self._app, return_exceptions=True)

    async def _serve(
        self, request: httpx.Request, pull: Callable[[], Awaitable[bytes | None]]
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        app = await self._built()
        exchange = _Exchange(pull)
        try:
            await app(_scope(request), exchange.receive, exchange.send)
        except Exception:
            # As over a network: the caller sees the answer that was begun, a bug of the app's stays the app's.
            if not exchange.is_begun:
                raise
            log.exception("The embedded marketplace failed while it answered.")
        return exchange.status, exchange.headers, b"".join(exchange.parts)

    async def _built(self) -> AsgiApp:
        """The app, built once; a build that failed is tried again by the next request."""
        if self._app is None or (self._app.done() and (self._app.cancelled() or self._app.exception())):
            self._app = asyncio.ensure_future(self._build())
        return await asyncio.shield(self._app)


class _Exchange:
    """The app's side of one request."""

    def __init__(self, pull: Callable[[], Awaitable[bytes | None]]) -> None:
        self._pull = pull
        self._is_read = False
        self._is_answered = asyncio.Event()
        self.is_begun = False
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.parts: list[bytes] = []

    async def receive(self) -> Message:
        if self._is_read:
            await self._is_answered.wait()
            return {"type": "http.disconnect"}
        chunk = await self._pull()
        self._is_read = chunk is None
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_begun = True
            self.status, self.headers = message["status"], list(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                self._is_answered.set()


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    return await anext(chunks, None)


def _scope(request: httpx.Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (request.url.host, request.url.port),
        "client": ("embedded", 0),
        "extensions": {},
    }
