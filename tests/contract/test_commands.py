"""Commands over HTTP: carried out once, refused in words, never a traceback."""

import asyncio
import time
from uuid import uuid4

import httpx
import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    DeclineInvitation,
    IgnoreInvitation,
    SeeInvitation,
    ViewProposal,
)
from marketplace.contract.entities import Changes, Invitation, InvitationState, Receipt
from marketplace.contract.ids import InvitationId
from marketplace.contract.refusals import Problem
from tests.contract.places import Place, read, refused
from tests.unit.marketplace.stories import INVITATION, PROPOSAL

SEE = SeeInvitation(invitation=INVITATION)
DECLINE = DeclineInvitation(invitation=INVITATION, reason="too_busy")


def state(place: Place) -> InvitationState:
    """Where the invitation stands."""
    return next(one for one in place.changes().entities if isinstance(one, Invitation)).state


def test_a_command_is_answered_with_a_receipt(place: Place) -> None:
    id_ = str(uuid4())
    receipt = read(place.sends(SEE, id_), Receipt)
    assert (receipt.command, receipt.seq, state(place)) == (id_, place.changes().next, InvitationState.SEEN)


def test_sent_again_it_has_the_same_answer(place: Place) -> None:
    id_ = str(uuid4())
    assert place.sends(DECLINE, id_).content == place.sends(DECLINE, id_).content


def test_a_refusal_sent_again_is_the_same_refusal(place: Place) -> None:
    id_ = str(uuid4())
    unknown = SeeInvitation(invitation=InvitationId("nothing"))
    assert place.sends(unknown, id_).content == place.sends(unknown, id_).content


def test_its_id_stands_for_one_body(place: Place) -> None:
    id_ = str(uuid4())
    place.sends(SEE, id_)
    assert refused(place.sends(DECLINE, id_)) == (409, "command_id_used")


def test_the_same_body_written_otherwise_is_the_same_command(place: Place) -> None:
    path = f"/v1/commands/{uuid4()}"
    first = place.ask("PUT", path, content=b'{"type":"see_invitation","invitation":"invitation"}')
    again = place.ask("PUT", path, content=b'{ "invitation": "invitation", "type": "see_invitation" }')
    assert read(first, Receipt) == read(again, Receipt)


def test_what_became_of_it_can_be_asked(place: Place) -> None:
    id_ = str(uuid4())
    receipt = read(place.sends(SEE, id_), Receipt)
    assert read(place.ask("GET", f"/v1/commands/{id_}"), Receipt) == receipt
    assert refused(place.ask("GET", f"/v1/commands/{id_}", "ben")) == (404, "unknown_thing")


@pytest.mark.parametrize(
    ("reader", "command", "expected"),
    [
        ("ben", SEE, (404, "unknown_thing")),
        ("ana", ViewProposal(proposal=PROPOSAL), (403, "not_yours_to_do")),
        ("ana", DeclineInvitation(invitation=INVITATION, reason="no reason"), (422, "unknown_reason")),
        ("ana", DeclineInvitation(invitation=INVITATION, reason="spam", message="x" * 1_001), (422, "text_too_long")),
    ],
)
def test_a_refusal_has_the_status_of_its_kind(
    place: Place, reader: str, command: SeeInvitation, expected: tuple[int, str]
) -> None:
    assert refused(place.sends(command, reader=reader)) == expected


def test_a_second_answer_is_a_conflict(place: Place) -> None:
    place.sends(DECLINE)
    accept = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)
    assert refused(place.sends(accept)) == (409, "already_answered")


def test_a_stale_command_comes_back_with_the_thing_as_it_stands(place: Place) -> None:
    place.sends(SEE)
    answer = place.sends(IgnoreInvitation(invitation=INVITATION, expects=1))
    current = httpx.Response.json(answer)["current"]
    assert refused(answer) == (409, "stale")
    assert (current["type"], current["version"], current["state"]) == ("invitation", 2, "seen")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b'{"type": "see_invitation"}',
        b'{"type": "launch_rocket"}',
        b'{"type": "see_invitation", "invitation": 7}',
        b'{"type": "see_invitation", "invitation": "\xff"}',
        b'{"type": "see_invitation", "invitation": "\\ud800"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_command_is_malformed(place: Place, body: bytes) -> None:
    assert refused(place.ask("PUT", f"/v1/commands/{uuid4()}", content=body)) == (400, "malformed")


@pytest.mark.parametrize("id_", ["1", "x" * 36, "{6F9619FF-8B86-D011-B42D-00C04FC964FF}"])
def test_a_commands_id_is_a_uuid(place: Place, id_: str) -> None:
    assert refused(place.ask("PUT", f"/v1/commands/{id_}", content=b"{}")) == (400, "malformed")


def test_a_command_wakes_those_who_wait(place: Place) -> None:
    head = place.changes().next

    async def wait_and_send() -> tuple[httpx.Response, float]:
        waiting = asyncio.create_task(place.asking("GET", f"/v1/changes?since={head}&wait=20", timeout=25))
        await asyncio.sleep(0.2)
        body = b'{"type":"see_invitation","invitation":"invitation"}'
        await place.asking("PUT", f"/v1/commands/{uuid4()}", content=body)
        sent = time.monotonic()
        return await waiting, time.monotonic() - sent

    told, spent = place.runner.run(wait_and_send())
    assert len(read(told, Changes).entities) == 1
    assert spent < 0.5


def test_a_problem_says_it_in_a_sentence(place: Place) -> None:
    document = place.sends(SEE, reader="ben").json()
    assert document["title"] == "The marketplace knows nothing of this, or it is not yours to see."
    assert Problem(**document).type == "/problems/unknown_thing"


def test_every_answer_has_an_id_for_the_log(place: Place) -> None:
    ids = {place.ask("GET", "/health").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3
