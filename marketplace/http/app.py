"""The interface: every path, what it reads, and which method of the engine answers."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from marketplace.contract.entities import BlobProgress
from marketplace.contract.ids import AccountId, BlobId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine
from marketplace.engine.engine import MOST
from marketplace.http import requests, waiting
from marketplace.http.answers import HANDLERS, answer, json, refused
from marketplace.http.engine_thread import EngineThread
from marketplace.http.log import RequestLog

LONGEST_WAIT = 25.0

SignedIn = Callable[[Request, Actor], Awaitable[Response]]


def create_app(make_engine: Callable[[], Engine]) -> Starlette:
    """The app of the marketplace that `make_engine` opens, in a thread of its own, when the first request comes.

    `app.state.engine` is the `EngineThread`. Whoever runs the app without ASGI's lifespan closes that at the end.
    """
    engine = EngineThread(make_engine)
    app = Starlette(
        routes=_routes(Api(engine)),
        middleware=[Middleware(RequestLog)],
        exception_handlers=HANDLERS,
        lifespan=_closing,
    )
    # A path with a slash too many does not exist; a redirect would take a command's body along.
    app.router.redirect_slashes = False
    app.state.engine = engine
    return app


class Api:
    """One method for each path."""

    def __init__(self, engine: EngineThread) -> None:
        self._engine = engine

    def signed_in(self, handler: SignedIn) -> Callable[[Request], Awaitable[Response]]:
        """`handler` for those who show a good access token."""

        async def handle(request: Request) -> Response:
            scheme, _, token = request.headers.get("authorization", "").partition(" ")
            grant = await self._engine.call(Engine.grant, token.strip()) if scheme.lower() == "bearer" else None
            return refused(Refusal(name="signed_out")) if grant is None else await handler(request, grant.actor)

        return handle

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - every handler has this shape
        """It is up, and its database answers."""
        await self._engine.call(Engine.head, AccountId(""))
        return json({"status": "ok"})

    async def policy(self, request: Request, actor: Actor) -> Response:  # noqa: ARG002
        """The policy in force; `ETag` tells whether the reader has it already."""
        body = msgspec.json.encode(await self._engine.call(_policy))
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"etag": tag})
        return Response(body, media_type="application/json", headers={"etag": tag, "cache-control": "no-cache"})

    async def account(self, request: Request, actor: Actor) -> Response:  # noqa: ARG002
        """Whose token this is."""
        found = await self._engine.call(Engine.account, AccountId(actor.id))
        return answer(found or Refusal(name="unknown_thing"))

    async def changes(self, request: Request, actor: Actor) -> Response:
        """`?since=&wait=&limit=`: what changed; with `wait` it is held until something does."""
        since, limit = requests.integer(request, "since", 0), requests.integer(request, "limit", 500, 1, MOST)
        wait = requests.seconds(request, "wait", LONGEST_WAIT)
        looking = waiting.changes(self._engine, AccountId(actor.id), since, limit, wait)
        page = await waiting.unless_gone(request, looking)
        return Response(status_code=499) if page is None else answer(page)

    async def put_command(self, request: Request, actor: Actor) -> Response:
        """Carry a command out: a receipt, or a problem."""
        id_, command = requests.command_id(request), await requests.command(request)
        return answer(await self._engine.call(Engine.handle, actor, id_, command))

    async def get_command(self, request: Request, actor: Actor) -> Response:
        """What became of a command."""
        outcome = await self._engine.call(Engine.outcome, actor, requests.command_id(request))
        return answer(outcome or Refusal(name="unknown_thing"))

    async def blob_progress(self, request: Request, actor: Actor) -> Response:
        """How much of a file has arrived."""
        return answer(await self._engine.call(Engine.blob_progress, AccountId(actor.id), _blob(request)))

    async def put_piece(self, request: Request, actor: Actor) -> Response:
        """`?offset=&size=`: take a piece of a file of `size` bytes, which stands at `offset`."""
        offset, size = requests.integer(request, "offset", None), requests.integer(request, "size", None)
        piece = await requests.body(request, requests.PIECE_BYTES)
        account = AccountId(actor.id)
        taken: BlobProgress | Refusal = await self._engine.call(
            Engine.put_piece, account, _blob(request), offset, size, piece
        )
        return answer(taken)

    async def get_blob(self, request: Request, actor: Actor) -> Response:
        """A file that the caller may see, as bytes of no particular kind."""
        blob = _blob(request)
        path = await self._engine.call(Engine.blob_path, AccountId(actor.id), blob)
        if path is None:
            return refused(Refusal(name="unknown_thing"))
        headers = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
        return FileResponse(path, filename=blob, media_type="application/octet-stream", headers=headers)


def _routes(api: Api) -> list[Route]:
    return [
        Route("/health", api.health, methods=["GET"]),
        Route("/v1/policy", api.signed_in(api.policy), methods=["GET"]),
        Route("/v1/account", api.signed_in(api.account), methods=["GET"]),
        Route("/v1/changes", api.signed_in(api.changes), methods=["GET"]),
        Route("/v1/commands/{id}", api.signed_in(api.put_command), methods=["PUT"]),
        Route("/v1/commands/{id}", api.signed_in(api.get_command), methods=["GET"]),
        Route("/v1/blobs/{blob}/progress", api.signed_in(api.blob_progress), methods=["GET"]),
        Route("/v1/blobs/{blob}", api.signed_in(api.put_piece), methods=["PUT"]),
        Route("/v1/blobs/{blob}", api.signed_in(api.get_blob), methods=["GET"]),
    ]


@asynccontextmanager
async def _closing(app: Starlette) -> AsyncIterator[None]:
    yield
    await app.state.engine.close()


def _blob(request: Request) -> BlobId:
    return BlobId(str(request.path_params["blob"]))


def _policy(engine: Engine) -> Policy:
    return engine.policy
