"""Reading one's own things: one by its id, or all of them in pages by key."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from marketplace.contract.entities import (
    Draft,
    Invitation,
    JobPost,
    Message,
    Notification,
    Page,
    Party,
    Proposal,
    Room,
    check_moments,
)
from marketplace.contract.ids import ClientId, JobId, RoomId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine
from marketplace.engine.listing import Place, Wanted
from marketplace.http.answers import tagged
from marketplace.http.endpoints import Endpoint
from marketplace.http.engine_thread import EngineThread
from marketplace.http.queries import LARGEST, Whole, Word, malformed

MOST = 200
BEFORE = Word(name="before", about="The `next` of the page before.")
LIMIT = Whole(name="limit", about="Things on a page, at most.", default=50, low=1, high=MOST)
POSITION = Whole(name="before", about="Messages before this position only.", default=LARGEST)
CLIENT = Word(name="client", about="Whose jobs; a client's own unless said otherwise.")
WORDS = Word(name="words", about="Only those in which each of these words begins one of title, description and skills.")
STATE = Word(name="state", about="Only those that are open.", choices=("open",))
UNKNOWN = Refusal(name="unknown_thing")
FREELANCER = frozenset({Party.FREELANCER})
MEMBERS = frozenset({Party.FREELANCER, Party.CLIENT})


class Reads:
    """One method for each endpoint; its docstring is what the interface's description says."""

    _engine: EngineThread

    async def invitations(self, request: Request, actor: Actor) -> Response:
        """Invitations: a freelancer's own, those a client has sent, or all to a moderator."""
        return await self._things(request, actor, "invitation")

    async def invitation(self, request: Request, actor: Actor) -> Response:
        """One invitation."""
        return await self._thing(request, actor, "invitation")

    async def proposals(self, request: Request, actor: Actor) -> Response:
        """Proposals: a freelancer's own, or those to a client's jobs."""
        return await self._things(request, actor, "proposal")

    async def proposal(self, request: Request, actor: Actor) -> Response:
        """One proposal, with its offer and its contract."""
        return await self._thing(request, actor, "proposal")

    async def rooms(self, request: Request, actor: Actor) -> Response:
        """Rooms one is a member of."""
        return await self._things(request, actor, "room")

    async def room(self, request: Request, actor: Actor) -> Response:
        """One room, with its meetings."""
        return await self._thing(request, actor, "room")

    async def messages(self, request: Request, actor: Actor) -> Response:
        """What was said in a room, the newest first."""
        before, limit = POSITION.of(request), LIMIT.of(request)
        said = await self._engine.call(Engine.messages, actor, RoomId(_id(request)), before, limit)
        if said is None:
            return tagged(request, UNKNOWN)
        following = str(said[-1].position) if len(said) == limit and said[-1].position > 1 else None
        return tagged(request, Page(items=tuple(said), next=following))

    async def draft(self, request: Request, actor: Actor) -> Response:
        """What the marketplace keeps of a draft, or why it does so no longer."""
        return await self._thing(request, actor, "draft")

    async def notifications(self, request: Request, actor: Actor) -> Response:
        """What the bell told."""
        return await self._things(request, actor, "notification")

    async def jobs(self, request: Request, actor: Actor) -> Response:
        """The job posts of one client, or those of them that are looked for."""
        own = actor.id if actor.party is Party.CLIENT else None
        client, before, limit = CLIENT.of(request) or own, _place(request), LIMIT.of(request)
        if client is None:
            raise malformed("Say whose jobs: “client” must be there.")
        wanted = Wanted(ClientId(client), WORDS.of(request) or "", is_open=STATE.of(request) is not None)
        return _page(request, *await self._engine.call(Engine.posts, actor, wanted, before, limit))

    async def job(self, request: Request, actor: Actor) -> Response:
        """One job post, with the client who posted it."""
        found = await self._engine.call(Engine.post, actor, JobId(_id(request)))
        return tagged(request, found or UNKNOWN)

    async def _things(self, request: Request, actor: Actor, kind: str) -> Response:
        before, limit = _place(request), LIMIT.of(request)
        return _page(request, *await self._engine.call(Engine.things, actor, kind, before, limit))

    async def _thing(self, request: Request, actor: Actor, kind: str) -> Response:
        found = await self._engine.thing(actor, kind, _id(request))
        return tagged(request, found or UNKNOWN)


def _page(request: Request, items: Sequence[Any], following: Place | None) -> Response:
    return tagged(request, Page(items=tuple(items), next=None if following is None else written(following)))


def written(place: Place) -> str:
    """A place as it stands in a query; opaque to readers."""
    return base64.urlsafe_b64encode(f"{place.at.isoformat()} {place.id}".encode()).decode().rstrip("=")


def _place(request: Request) -> Place | None:
    given = BEFORE.of(request)
    if given is None:
        return None
    try:
        text = base64.urlsafe_b64decode(f"{given}{'=' * (-len(given) % 4)}".encode("ascii")).decode()
        at, _, id_ = text.partition(" ")
        moment = datetime.fromisoformat(at)
        check_moments(moment)
    except (ValueError, binascii.Error) as error:
        raise malformed("“before” is no place that a page has named.") from error
    if moment.tzinfo is None or not id_ or "\0" in id_:
        raise malformed("“before” is no place that a page has named.")
    return Place(moment, id_)


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _listed(path: str, handler: Any, shape: Any, **more: Any) -> Endpoint:
    return Endpoint(
        **{"method": "GET", "path": path, "handler": handler, "gives": Page[shape], "query": (BEFORE, LIMIT)} | more,
        tagged=True,
    )


def _one(path: str, handler: Any, shape: Any, **more: Any) -> Endpoint:
    return Endpoint(method="GET", path=path, handler=handler, gives=shape, tagged=True, **more)


READS = (
    _listed("/v1/invitations", Reads.invitations, Invitation),
    _one("/v1/invitations/{id}", Reads.invitation, Invitation),
    _listed("/v1/proposals", Reads.proposals, Proposal, parties=MEMBERS),
    _one("/v1/proposals/{id}", Reads.proposal, Proposal, parties=MEMBERS),
    _listed("/v1/rooms", Reads.rooms, Room, parties=MEMBERS),
    _one("/v1/rooms/{id}", Reads.room, Room, parties=MEMBERS),
    _listed("/v1/rooms/{id}/messages", Reads.messages, Message, parties=MEMBERS, query=(POSITION, LIMIT)),
    _one("/v1/drafts/{id}", Reads.draft, Draft, parties=FREELANCER),
    _listed("/v1/notifications", Reads.notifications, Notification, parties=FREELANCER),
    _listed("/v1/jobs", Reads.jobs, JobPost, query=(CLIENT, WORDS, STATE, BEFORE, LIMIT)),
    _one("/v1/jobs/{id}", Reads.job, JobPost),
)
