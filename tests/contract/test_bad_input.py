"""What no honest sender sends: a problem document, and nothing is stored."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec
import pytest

from marketplace.contract.refusals import Problem
from tests.contract.places import Place, refused, stored
from tests.unit.marketplace.stories import INVITATION

SEE = b'{"type":"see_invitation","invitation":"invitation"}'
ACCEPT: dict[str, Any] = {"type": "accept_invitation", "invitation": INVITATION, "proposal": "proposal"}


@pytest.fixture
def nothing_stored(place: Place) -> Iterator[None]:
    """Whatever the test does, it leaves no row."""
    before = stored(place.story)
    yield
    assert stored(place.story) == before


def accept(**facts: object) -> bytes:
    """An acceptance with one thing in it that is not as it should be."""
    return json.dumps(ACCEPT | facts).encode()


def deep(levels: int) -> bytes:
    """An acceptance with something deep where nobody looks."""
    return json.dumps(ACCEPT).encode()[:-1] + b',"more":' + b"[" * levels + b"]" * levels + b"}"


BODIES = {
    "cut off": SEE[:-5],
    "two values": SEE + SEE,
    "not UTF-8": SEE.replace(b'"invitation"}', b'"\xc3\x28"}'),
    "half a character": SEE.replace(b'"invitation"}', b'"\\ud800"}'),
    "UTF-16": SEE.decode().encode("utf-16"),
    "a NUL": SEE.replace(b'"invitation"}', b'"in\\u0000vitation"}'),
    "a NUL where nobody looks": SEE[:-1] + b',"more":"\\u0000"}',
    "deep nesting": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep nesting where nobody looks": deep(50_000),
    "a key twice": SEE[:-1] + b',"invitation":"another"}',
    "a key twice, written otherwise": SEE[:-1] + b',"\\u0069nvitation":"another"}',
    "a key twice inside": accept(terms=None)[:-1] + b',"terms":{"pricing":"hourly","rate":"40","rate":"400"}}',
    "NaN": accept(expects="X").replace(b'"X"', b"NaN"),
    "infinity": accept(expects="X").replace(b'"X"', b"-Infinity"),
    "a number without end": accept(expects="X").replace(b'"X"', b"1e400"),
    "a number that no database holds": accept(expects=2**70),
    "a negative version": accept(expects=-1),
    "a text for a number": accept(expects="one"),
    "a number for a text": accept(cover_letter=7),
    "a list for a thing": b"[" + SEE + b"]",
    "no type": b'{"invitation":"invitation"}',
    "two types": SEE[:-1] + b',"type":"accept_invitation"}',
    "a time without a zone": b'{"type":"move_meeting","meeting":"m","at":"2026-01-01T10:00:00"}',
    "a time that never was": b'{"type":"move_meeting","meeting":"m","at":"2026-02-30T10:00:00Z"}',
    "a time before every calendar": b'{"type":"move_meeting","meeting":"m","at":"0001-01-01T00:00:00+14:00"}',
    "a time after every calendar": b'{"type":"move_meeting","meeting":"m","at":"9999-12-31T23:59:59-14:00"}',
    "a position that no database holds": b'{"type":"read_room","room":"r","position":99999999999999999999999}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.usefixtures("nothing_stored")
def test_a_body_that_cannot_be_meant_is_malformed(place: Place, body: bytes) -> None:
    assert refused(place.ask("PUT", f"/v1/commands/{uuid4()}", content=body)) == (400, "malformed")


@pytest.mark.usefixtures("nothing_stored")
def test_a_body_without_end_is_not_read_to_its_end(place: Place) -> None:
    answer = place.ask("PUT", f"/v1/commands/{uuid4()}", content=SEE + b" " * 2**20)
    assert refused(answer) == (413, "too_large")


@pytest.mark.usefixtures("nothing_stored")
def test_a_body_that_does_not_say_its_length_is_bounded_all_the_same(place: Place) -> None:
    async def spaces() -> AsyncIterator[bytes]:
        yield SEE
        for _ in range(16):
            yield b" " * 2**16

    assert refused(place.ask("PUT", f"/v1/commands/{uuid4()}", content=spaces())) == (413, "too_large")


@pytest.mark.parametrize("rate", ["NaN", "-Infinity", "1e400", 1e300, "1e-400", "-1", "45." + "0" * 5_000])
def test_an_amount_that_nobody_can_pay_is_refused(place: Place, rate: object) -> None:
    terms = {"pricing": "hourly", "rate": rate}
    answer = place.ask("PUT", f"/v1/commands/{uuid4()}", content=accept(terms=terms))
    assert refused(answer) == (422, "rate_out_of_range")
    assert place.story.invitation().version == 1


UNFIT: dict[str, dict[str, Any]] = {
    "a name that no address can hold": {"type": "submit_proposal", "job": "job", "proposal": "../../etc/passwd"},
    "a name of words": {"type": "submit_proposal", "job": "job", "proposal": "call 0958"},
    "more names than anybody has": {
        "type": "read_notifications",
        "notifications": [f"{number:05}" for number in range(100_000)],
    },
}


@pytest.mark.parametrize("command", UNFIT.values(), ids=UNFIT)
def test_what_is_refused_leaves_its_refusal_and_nothing_else(place: Place, command: dict[str, Any]) -> None:
    before = stored(place.story)
    answer = place.ask("PUT", f"/v1/commands/{uuid4()}", content=json.dumps(command))
    assert refused(answer) == (400, "malformed")
    assert stored(place.story) == before | {"command": before["command"] + 1}


LISTS = {
    "attachments": {"blob": "a" * 64, "name": "cv.pdf", "size": 1},
    "highlights": "manual",
    "answers": "Yes.",
    "interview": {"recording": {"blob": "b" * 64, "name": "a.mp4", "size": 1}, "seconds": 1},
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_without_end_is_refused_before_anybody_looks_at_its_parts(place: Place, name: str) -> None:
    long = [LISTS[name]] * (900_000 // (len(json.dumps(LISTS[name])) + 2))
    status, _ = refused(place.ask("PUT", f"/v1/commands/{uuid4()}", content=accept(**{name: long})))
    assert status in {400, 422}
    assert place.story.invitation().version == 1


NAMES = ["../../etc/passwd", "..\\windows\\system.ini", "a/b", "", "x" * 5_000, "a\nb"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("place")
def test_a_files_name_with_tricks_is_refused(place: Place, name: str) -> None:
    attachment = {"blob": "a" * 64, "name": name, "size": 1}
    answer = place.ask("PUT", f"/v1/commands/{uuid4()}", content=accept(attachments=[attachment]))
    assert refused(answer) == (422, "bad_attachment_name")
    assert not [one for one in place.changes().entities if type(one).__name__ == "Proposal"]


PATHS = [
    "/v1/blobs/..%2f..%2f..%2fetc%2fpasswd",
    "/v1/blobs/%2e%2e/%2e%2e/etc/passwd",
    "/v1/blobs/" + "A" * 64,
    "/v1/blobs/" + "a" * 63,
    "/v1/blobs/" + "a" * 64 + "%0a",
    "/v1/blobs/" + "\u0661" * 64,
    "/v1/invitations/%ff%fe",
    "/v1/invitations/..",
    "/v1/invitations/" + "x" * 5_000,
    "/v1/invitations/%00",
    "//v1/policy",
    "/v1/policy/",
    "/v1/commands/6E0B6A61-8F7A-4B3E-9A55-0F9F6F1F9A10",
    *(
        f"/v1/invitations?before={base64.urlsafe_b64encode(place.encode()).decode()}"
        for place in ("0001-01-01T00:00:00+14:00 x", "9999-12-31T23:59:59-14:00 x", "2026-01-01T00:00:00 x", "x")
    ),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.usefixtures("nothing_stored")
def test_a_path_with_tricks_leads_nowhere(place: Place, path: str) -> None:
    assert refused(place.ask("GET", path))[0] in {400, 404}


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE", "TRACE", "MADE-UP"])
@pytest.mark.usefixtures("nothing_stored")
def test_a_method_that_there_is_not_is_a_problem(place: Place, method: str) -> None:
    answer = place.ask(method, f"/v1/commands/{uuid4()}", content=SEE)
    assert (answer.status_code, sorted(answer.headers["allow"].split(", "))) == (405, ["GET", "HEAD", "PUT"])
    assert msgspec.json.decode(answer.content, type=Problem).status == 405


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer  x y", "Basic YW5hOmFuYQ==", "Bearer \xff\xfe", "Bearer " + "x" * 9_000]
)
@pytest.mark.usefixtures("nothing_stored")
def test_a_header_that_is_no_token_opens_nothing(place: Place, header: str) -> None:
    answer = place.ask("GET", "/v1/account", "", headers={"authorization": header.encode("latin-1")})
    assert refused(answer) == (401, "signed_out")


def test_a_good_token_is_shown_as_a_bearers_or_not_at_all(place: Place) -> None:
    for scheme, status in (("Bearer", 200), ("bearer", 200), ("Basic", 401), ("", 401)):
        header = f"{scheme} {place.tokens['ana']}".strip()
        assert place.ask("GET", "/v1/account", "", headers={"authorization": header}).status_code == status


@pytest.mark.usefixtures("nothing_stored")
def test_a_request_that_breaks_off_does_nothing(place: Place) -> None:
    url = urlsplit(str(place.client.base_url))
    if url.port is None:
        return  # what is embedded has no wire to break

    async def break_off() -> None:
        _, writer = await asyncio.open_connection(url.hostname, url.port)
        head = f"PUT /v1/commands/{uuid4()} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {place.tokens['ana']}\r\n"
        writer.write(head.encode() + b"content-length: 51\r\n\r\n" + SEE[:40])
        await writer.drain()
        writer.close()
        await asyncio.sleep(0.2)

    place.runner.run(break_off())
