"""The marketplace as an ASGI app: the table of its endpoints, and what guards them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marketplace.contract.refusals import Refusal
from marketplace.engine import Engine
from marketplace.http.answers import HANDLERS, TooOften, refused
from marketplace.http.api import ENDPOINTS, Api
from marketplace.http.endpoints import Endpoint
from marketplace.http.engine_thread import EngineThread
from marketplace.http.grants import Grants
from marketplace.http.limits import Allowance, RateLimit
from marketplace.http.log import RequestLog
from marketplace.http.queries import malformed

if TYPE_CHECKING:
    from marketplace.http.metrics import Metrics

Handle = Callable[[Request], Awaitable[Response]]


def create_app(
    make_engine: Callable[[], Engine],
    *,
    threads: int = 1,
    allowance: Allowance | None = None,
    metrics: "Metrics | None" = None,
) -> Starlette:
    """The app of the marketplace that `make_engine` opens, in threads of its own, when the first request comes.

    `allowance` is what each party may ask in this process; None for a marketplace with one user, who owns it.
    `app.state.engine` is the `EngineThread`. Whoever runs the app without ASGI's lifespan closes that at the end.
    """
    engine = EngineThread(make_engine, threads)
    door = _Door(Api(engine, metrics), Grants(engine), RateLimit(allowance) if allowance else None)
    app = Starlette(
        routes=_routes(door),
        middleware=[*([Middleware(metrics.around)] if metrics else ()), Middleware(RequestLog)],
        exception_handlers=HANDLERS,
        lifespan=_closing,
    )
    # A path with a slash too many does not exist; a redirect would take a command's body along.
    app.router.redirect_slashes = False
    app.state.engine = engine
    return app


def _routes(door: "_Door") -> list[Route]:
    """One for each path, so that a method which is not there is answered with all that are."""
    ways: dict[str, dict[str, Handle]] = {}
    for one in ENDPOINTS:
        ways.setdefault(one.path, {})[one.method] = door.to(one)
    return [Route(path, _by_method(methods), methods=list(methods)) for path, methods in ways.items()]


def _by_method(methods: dict[str, Handle]) -> Handle:
    async def handle(request: Request) -> Response:
        return await methods["GET" if request.method == "HEAD" else request.method](request)

    return handle


class _Door:
    """Lets in who may come: each request with a good token, not too often, for what the token and its party may do."""

    def __init__(self, api: Api, grants: Grants, limit: RateLimit | None) -> None:
        self._api = api
        self._grants = grants
        self._limit = limit

    def to(self, endpoint: Endpoint) -> Handle:
        """The way to one endpoint."""
        return self._open(endpoint) if endpoint.scope is None else self._guarded(endpoint)

    def _open(self, endpoint: Endpoint) -> Handle:
        async def handle(request: Request) -> Response:
            request.scope["endpoint_path"] = endpoint.path
            return await endpoint.handler(self._api, request)

        return handle

    def _guarded(self, endpoint: Endpoint) -> Handle:
        async def handle(request: Request) -> Response:
            request.scope["endpoint_path"] = endpoint.path
            if "\0" in request.scope["path"]:
                raise malformed("There is a NUL character in the path.")
            grant = await self._grants.of(request.headers.get("authorization", ""))
            self._slow_down(_peer(request) if grant is None else grant.actor.key)
            if grant is None:
                return refused(Refusal(name="signed_out"))
            if endpoint.scope not in grant.scopes:
                return refused(Refusal(name="scope_missing"))
            if grant.actor.party not in endpoint.parties:
                return refused(Refusal(name="not_yours_to_do"))
            return await endpoint.handler(self._api, request, grant.actor)

        return handle

    def _slow_down(self, who: str) -> None:
        if self._limit is not None and (seconds := self._limit.take(who)):
            raise TooOften(seconds)


def _peer(request: Request) -> str:
    return request.client.host if request.client else "somebody"


@asynccontextmanager
async def _closing(app: Starlette) -> AsyncIterator[None]:
    yield
    await app.state.engine.close()
