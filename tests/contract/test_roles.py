"""Who may do what over HTTP: every way in, for every role, with every kind of token."""

from datetime import timedelta
from uuid import uuid4

import httpx
import msgspec
import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    AnyCommand,
    CloseJob,
    DropDraft,
    KeepDraft,
    RemoveInvitation,
    SeeInvitation,
    SetDraftKeeping,
    ViewProposal,
)
from marketplace.contract.entities import DraftFields, DraftText, JobPost, Page, Proposal, draft_id
from marketplace.contract.ids import JobId
from marketplace.contract.refusals import Problem
from marketplace.engine.tokens import Scope
from marketplace.http.api import ENDPOINTS
from tests.contract.places import Place, read
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    INVITATION,
    JOB,
    NORDWIND,
    OPENING,
    PROPOSAL,
    ROOM,
    START,
    TERN,
    a_job,
)

BLOB = "a" * 64
OTHER = JobId("another-job")
DRAFT = draft_id(OTHER, direct=True)
COMMAND = "6e0b6a61-8f7a-4b3e-9a55-0f9f6f1f9a10"
KEEP = KeepDraft(
    written_for=OTHER,
    direct=True,
    text=DraftText(fields=DraftFields(cover_letter="Dear team"), written_at=START),
)
ROLES = ("ana", "ben", "nordwind", "tern", "moderator")
MATRIX = {
    # Who:                                       ana, ben, nordwind, tern, moderator
    ("GET", "/v1/policy"): (200, 200, 200, 200, 200),
    ("GET", "/v1/account"): (200, 200, 403, 403, 403),
    ("GET", "/v1/changes"): (200, 200, 403, 403, 403),
    ("GET", "/v1/invitations"): (1, 0, 1, 0, 1),
    ("GET", f"/v1/invitations/{INVITATION}"): (200, 404, 200, 404, 200),
    ("GET", "/v1/proposals"): (1, 0, 1, 0, 403),
    ("GET", f"/v1/proposals/{PROPOSAL}"): (200, 404, 200, 404, 403),
    ("GET", "/v1/rooms"): (1, 0, 1, 0, 403),
    ("GET", f"/v1/rooms/{ROOM}"): (200, 404, 200, 404, 403),
    ("GET", f"/v1/rooms/{ROOM}/messages"): (1, 404, 1, 404, 403),
    ("GET", f"/v1/drafts/{DRAFT}"): (200, 404, 403, 403, 403),
    ("GET", "/v1/notifications"): (2, 0, 403, 403, 403),
    ("GET", "/v1/jobs?client=nordwind"): (1, 1, 1, 1, 1),
    ("GET", f"/v1/jobs/{JOB}"): (200, 200, 200, 200, 200),
    ("GET", f"/v1/commands/{COMMAND}"): (404, 404, 404, 404, 404),
    ("PUT", f"/v1/commands/{COMMAND}"): (400, 400, 400, 400, 400),
    ("GET", f"/v1/blobs/{BLOB}/progress"): (200, 200, 200, 200, 200),
    ("PUT", f"/v1/blobs/{BLOB}?offset=0&size=9"): (200, 200, 200, 200, 200),
    ("GET", f"/v1/blobs/{BLOB}"): (404, 404, 404, 404, 404),
}
"""A status, or for a list how many things are in it."""
OPEN = {("GET", "/health"), ("GET", "/metrics"), ("GET", "/openapi.json")}


@pytest.fixture
def told(place: Place) -> Place:
    """Nordwind has answered Ana's proposal, and Ana has begun a letter to Tern."""
    place.story.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    place.story.does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!"))
    place.story.posts(a_job(OTHER), TERN)
    for freelancer in (ANA, BEN):
        place.story.does(freelancer, SetDraftKeeping(keeps=True))
    place.story.does(ANA, KEEP)
    return place


def outcome(answer: httpx.Response) -> int:
    """The status; of a good list the number of its things."""
    if answer.status_code == 200 and b'"items"' in answer.content[:10]:
        return len(answer.json()["items"])
    if answer.status_code != 200:
        assert msgspec.json.decode(answer.content, type=Problem).status == answer.status_code
    return answer.status_code


def test_every_way_in_is_in_the_matrix() -> None:
    names = {
        INVITATION: "{id}",
        PROPOSAL: "{id}",
        ROOM: "{id}",
        JOB: "{id}",
        DRAFT: "{id}",
        COMMAND: "{command}",
        BLOB: "{blob}",
    }
    asked = {
        (method, "/".join(names.get(part, part) for part in path.partition("?")[0].split("/")))
        for method, path in MATRIX
    }
    assert asked | OPEN == {(one.method, one.path) for one in ENDPOINTS}


def test_each_role_sees_its_own_and_nothing_else(told: Place) -> None:
    found = {way: tuple(outcome(told.ask(*way, role)) for role in ROLES) for way in MATRIX}
    assert found == MATRIX


def test_nothing_is_open_without_a_token_that_need_not_be(told: Place) -> None:
    assert {outcome(told.ask(*way, "")) for way in MATRIX} == {401}
    assert {told.ask(*way, "").status_code for way in OPEN} <= {200, 404}


@pytest.mark.parametrize("scope", Scope)
def test_a_token_is_good_for_its_scope_alone(told: Place, scope: Scope) -> None:
    token = told.story.engine.issue_token(ANA, "", timedelta(days=1), {scope})
    for method, path in MATRIX:
        is_good = (method == "PUT") is (scope is Scope.WRITE)
        answer = told.ask(method, path, token)
        missing = answer.status_code == 403 and answer.json()["type"] == "/problems/scope_missing"
        assert missing is not is_good, (method, path)


def test_a_token_that_was_revoked_is_good_no_more(told: Place) -> None:
    token = told.story.engine.issue_token(NORDWIND, "lost", timedelta(days=1))
    listed = next(one for one in told.story.engine.tokens() if one.label == "lost")
    told.story.engine.revoke_token(listed.id)
    assert outcome(told.ask("GET", "/v1/invitations", token)) == 401


COMMANDS: list[tuple[AnyCommand, tuple[int, ...]]] = [
    (SeeInvitation(invitation=INVITATION), (200, 404, 403, 403, 403)),
    (KEEP, (200, 200, 403, 403, 403)),
    (DropDraft(draft=DRAFT), (200, 404, 403, 403, 403)),
    (SetDraftKeeping(keeps=False), (200, 200, 403, 403, 403)),
    (ViewProposal(proposal=PROPOSAL), (403, 403, 409, 404, 403)),
    (RemoveInvitation(invitation=INVITATION), (403, 403, 403, 403, 409)),
    (CloseJob(job=JOB), (403, 403, 200, 404, 403)),
]


@pytest.mark.parametrize(("command", "expected"), COMMANDS, ids=lambda one: type(one).__name__)
def test_each_role_does_its_own_and_nothing_else(told: Place, command: AnyCommand, expected: tuple[int, ...]) -> None:
    order = [4, 3, 1, 0, 2]  # the client last: what they do, they do
    found = {ROLES[at]: told.sends(command, str(uuid4()), ROLES[at]).status_code for at in order}
    assert tuple(found[role] for role in ROLES) == expected


def test_a_client_sees_the_freelancer_and_not_the_block(told: Place) -> None:
    (proposal,) = read(told.ask("GET", "/v1/proposals", "nordwind"), Page[Proposal]).items
    assert proposal.freelancer is not None
    assert (proposal.freelancer.name, proposal.client.name) == ("Ana", "Nordwind Energie")
    assert not proposal.client.is_blocked


def test_jobs_are_asked_for_by_client(told: Place) -> None:
    own = read(told.ask("GET", "/v1/jobs", "nordwind"), Page[JobPost])
    assert [one.job.id for one in own.items] == [JOB]
    assert outcome(told.ask("GET", "/v1/jobs", "ana")) == 400
