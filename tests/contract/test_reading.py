"""What a reader gets: health, policy, account, changes, and waiting for them."""

import asyncio
import time

import httpx
import msgspec
import pytest

from marketplace.contract.commands import WithdrawInvitation
from marketplace.contract.entities import Account, Changes, Invitation, InvitationState
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Problem
from tests.contract.places import Place, read, refused
from tests.unit.marketplace.stories import INVITATION, NORDWIND, an_account

PATHS = ["/v1/policy", "/v1/account", "/v1/changes", "/v1/commands/x", "/v1/blobs/x", "/v1/blobs/x/progress"]


def test_health_needs_no_token(place: Place) -> None:
    assert place.ask("GET", "/health", "").json() == {"status": "ok"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", ["", "wrong"])
def test_all_else_does(place: Place, path: str, token: str) -> None:
    answer = place.ask("GET", path, token)
    assert refused(answer) == (401, "signed_out")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_policy_is_served_whole(place: Place) -> None:
    assert read(place.ask("GET", "/v1/policy"), Policy) == Policy()


def test_a_policy_that_is_known_is_not_sent_again(place: Place) -> None:
    tag = place.ask("GET", "/v1/policy").headers["etag"]
    again = place.ask("GET", "/v1/policy", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_account_is_ones_own(place: Place) -> None:
    assert read(place.ask("GET", "/v1/account", "ben"), Account) == an_account("ben")


def test_changes_are_what_the_engine_tells(place: Place) -> None:
    assert place.changes() == place.story.engine.changes(AccountId("ana"), 0)


def test_changes_come_in_pages(place: Place) -> None:
    first = place.changes(limit=1)
    assert (len(first.entities), first.more) == (1, True)
    assert place.changes(first.next, limit=2).more is False


@pytest.mark.parametrize(
    "query",
    [
        "since=-1",
        "since=x",
        "since=1.5",
        "since=99999999999999999999",
        "limit=0",
        "limit=1001",
        "wait=soon",
        "wait=nan",
    ],
)
def test_a_query_that_makes_no_sense_is_refused(place: Place, query: str) -> None:
    assert refused(place.ask("GET", f"/v1/changes?{query}")) == (400, "malformed")


def test_a_reader_from_the_future_takes_a_snapshot(place: Place) -> None:
    assert refused(place.ask("GET", "/v1/changes?since=1000000")) == (410, "too_old")


@pytest.mark.parametrize(("path", "status"), [("/v2/else", 404), ("/v1/account/", 404)])
def test_a_path_that_leads_nowhere_is_a_problem_document(place: Place, path: str, status: int) -> None:
    assert msgspec.json.decode(place.ask("GET", path).content, type=Problem).status == status


def test_a_method_that_is_not_allowed_is_a_problem_document(place: Place) -> None:
    assert msgspec.json.decode(place.ask("DELETE", "/v1/account").content, type=Problem).status == 405


def test_waiting_ends_when_something_happens_elsewhere(place: Place) -> None:
    head = place.changes().next

    async def wait_and_withdraw() -> httpx.Response:
        waiting = asyncio.create_task(place.asking("GET", f"/v1/changes?since={head}&wait=20", timeout=25))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        place.story.does(NORDWIND, WithdrawInvitation(invitation=INVITATION))
        return await waiting

    started = time.monotonic()
    told = read(place.runner.run(wait_and_withdraw()), Changes)
    assert time.monotonic() - started < 5
    states = [one.state for one in told.entities if isinstance(one, Invitation)]
    assert states == [InvitationState.WITHDRAWN]


def test_waiting_ends_with_nothing_when_nothing_happens(place: Place) -> None:
    head = place.changes().next
    started = time.monotonic()
    assert place.changes(head, wait=0.4).entities == ()
    assert 0.4 <= time.monotonic() - started < 3


def test_others_are_served_while_one_waits(place: Place) -> None:
    head = place.changes().next

    async def wait_and_ask() -> float:
        waiting = asyncio.create_task(place.asking("GET", f"/v1/changes?since={head}&wait=20", timeout=25))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        await place.asking("GET", "/v1/account")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return time.monotonic() - started

    assert place.runner.run(wait_and_ask()) < 2
