"""What the marketplace does for each request: one method for each endpoint, and the table that says which is which."""

from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from marketplace import faults
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Account, BlobProgress, Changes, Receipt
from marketplace.contract.ids import AccountId, BlobId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine
from marketplace.engine.engine import MOST
from marketplace.engine.tokens import Scope
from marketplace.http import requests, waiting
from marketplace.http.answers import answer, json, refused, tagged
from marketplace.http.endpoints import Endpoint
from marketplace.http.engine_thread import EngineThread
from marketplace.http.queries import Seconds, Whole
from marketplace.http.reads import FREELANCER, READS, Reads
from marketplace.http.turns import Turns

if TYPE_CHECKING:
    from marketplace.http.metrics import Metrics

LONGEST_WAIT = 25.0
BYTES = "application/octet-stream"

SINCE = Whole(name="since", about="The `next` of the page before; 0 for everything.", default=0)
LIMIT = Whole(name="limit", about="Entities on a page, at most.", default=500, low=1, high=MOST)
WAIT = Seconds(name="wait", about=f"Seconds to wait for something; {LONGEST_WAIT:g} at most.", high=LONGEST_WAIT)
OFFSET = Whole(name="offset", about="Where the piece stands in the file, in bytes.")
SIZE = Whole(name="size", about="The whole file's size in bytes.")


class Health(msgspec.Struct, frozen=True):
    """How the marketplace is."""

    status: str


class Api(Reads):
    """One method for each endpoint; its docstring is what the interface's description says."""

    def __init__(self, engine: EngineThread, metrics: "Metrics | None") -> None:
        self._engine = engine
        self._metrics = metrics
        self._turns = Turns()

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - every handler has this shape
        """It is up, and its database answers."""
        await self._engine.call(Engine.head, AccountId(""))
        return json(Health("ok"))

    async def metrics(self, request: Request) -> Response:  # noqa: ARG002
        """What this server counts about itself."""
        if self._metrics is None:
            return refused(Refusal(name="unknown_thing"))
        return Response(self._metrics.text(), media_type="text/plain; version=0.0.4")

    async def openapi(self, request: Request) -> Response:
        """This description."""
        # Only who asks for it pays for it.
        from marketplace.http.openapi import document

        return tagged(request, document(ENDPOINTS))

    async def policy(self, request: Request, actor: Actor) -> Response:  # noqa: ARG002
        """Every limit, list and wording in force."""
        return tagged(request, await self._engine.call(_policy))

    async def account(self, request: Request, actor: Actor) -> Response:
        """Whose token this is."""
        found = await self._engine.call(Engine.account, AccountId(actor.id))
        return tagged(request, found or Refusal(name="unknown_thing"))

    async def changes(self, request: Request, actor: Actor) -> Response:
        """What changed after a sequence number; with `wait` held until something does."""
        since, limit, wait = SINCE.of(request), LIMIT.of(request), WAIT.of(request)
        page: Changes | Refusal | None = await self._engine.changes(AccountId(actor.id), since, limit)
        if wait and isinstance(page, Changes) and not page.entities:
            looking = waiting.changes(self._engine, AccountId(actor.id), since, limit, wait)
            page = await waiting.unless_gone(request, looking)
        return Response(status_code=499) if page is None else answer(page)

    async def put_command(self, request: Request, actor: Actor) -> Response:
        """Carry a command out, once: the same id and body have the same outcome, however often they are sent."""
        id_, command = requests.command_id(request), await requests.command(request)
        async with self._turns.of(actor.key):
            outcome = await self._engine.handle(actor, id_, command)
        faults.point("http.before_answer")
        return answer(outcome)

    async def get_command(self, request: Request, actor: Actor) -> Response:
        """What became of a command."""
        outcome = await self._engine.call(Engine.outcome, actor, requests.command_id(request))
        return answer(outcome or Refusal(name="unknown_thing"))

    async def blob_progress(self, request: Request, actor: Actor) -> Response:
        """How much of a file has arrived."""
        return answer(await self._engine.call(Engine.blob_progress, actor, _blob(request)))

    async def put_piece(self, request: Request, actor: Actor) -> Response:
        """Take the next piece of a file."""
        offset, size = OFFSET.of(request), SIZE.of(request)
        piece = await requests.body(request, requests.PIECE_BYTES)
        taken: BlobProgress | Refusal = await self._engine.call(
            Engine.put_piece, actor, _blob(request), offset, size, piece
        )
        return answer(taken)

    async def get_blob(self, request: Request, actor: Actor) -> Response:
        """A file that one may see, as bytes of no particular kind."""
        blob = _blob(request)
        path = await self._engine.call(Engine.blob_path, actor, blob)
        if path is None:
            return refused(Refusal(name="unknown_thing"))
        headers = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
        return FileResponse(path, filename=blob, media_type=BYTES, headers=headers)


def _blob(request: Request) -> BlobId:
    return BlobId(str(request.path_params["blob"]))


def _policy(engine: Engine) -> Policy:
    return engine.policy


ENDPOINTS = (
    Endpoint(method="GET", path="/health", handler=Api.health, gives=Health, scope=None),
    Endpoint(method="GET", path="/metrics", handler=Api.metrics, gives="text/plain", scope=None),
    Endpoint(method="GET", path="/openapi.json", handler=Api.openapi, gives=dict, scope=None, tagged=True),
    Endpoint(method="GET", path="/v1/policy", handler=Api.policy, gives=Policy, tagged=True),
    Endpoint(method="GET", path="/v1/account", handler=Api.account, gives=Account, parties=FREELANCER, tagged=True),
    *READS,
    Endpoint(
        method="GET",
        path="/v1/changes",
        handler=Api.changes,
        gives=Changes,
        parties=FREELANCER,
        query=(SINCE, LIMIT, WAIT),
        refuses=("too_old",),
    ),
    Endpoint(
        method="PUT",
        path="/v1/commands/{command}",
        handler=Api.put_command,
        takes=AnyCommand,
        gives=Receipt,
        scope=Scope.WRITE,
        refuses=("stale", "still_running", "command_id_used", "text_too_long"),
    ),
    Endpoint(
        method="GET",
        path="/v1/commands/{command}",
        handler=Api.get_command,
        gives=Receipt,
        refuses=("stale", "text_too_long"),
    ),
    Endpoint(method="GET", path="/v1/blobs/{blob}/progress", handler=Api.blob_progress, gives=BlobProgress),
    Endpoint(
        method="PUT",
        path="/v1/blobs/{blob}",
        handler=Api.put_piece,
        takes=BYTES,
        gives=BlobProgress,
        scope=Scope.WRITE,
        query=(OFFSET, SIZE),
        refuses=("blob_mismatch", "attachment_too_large", "too_many_uploads"),
    ),
    Endpoint(method="GET", path="/v1/blobs/{blob}", handler=Api.get_blob, gives=BYTES),
)
"""Every way in. A refusal of a command is told again when its outcome is asked for."""
