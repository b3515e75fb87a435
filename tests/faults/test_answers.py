"""Answers that no marketplace should give: each is one sentence, read within a bound, and nothing is changed."""

import asyncio
import gzip
import time
import tracemalloc

import pytest

from desktop.errors import AppError, Busy, Offline, Refused, SignedOut, Unreadable
from desktop.remote import market
from desktop.remote.encryption import network_transport
from marketplace.contract.entities import Account, Changes
from tests.faults.servers import (
    JSON,
    Behaviour,
    bomb,
    dawdles,
    gzipped,
    keeps_silent,
    market_that,
    resets,
    response,
    says,
    says_for_ever,
)

ACCOUNT = b'{"type":"account","id":"ana","version":1,"name":"Ana","title":"Translator","rate":"45.50","connects":20}'
OK = b"HTTP/1.1 200 OK\r\n" + JSON
CHUNKED = b"transfer-encoding: chunked\r\n"


def asked(behaviour: Behaviour) -> Account:
    """What the client makes of an answer to `GET /v1/account`."""

    async def ask() -> Account:
        async with market_that(behaviour) as there:
            return await there.account()

    return asyncio.run(ask())


def error_of(behaviour: Behaviour) -> AppError:
    """The error that the client makes of it."""
    with pytest.raises(AppError) as caught:
        asked(behaviour)
    return caught.value


def account_with(**texts: str) -> bytes:
    """The account's JSON with fields written as given."""
    fields = {"type": '"account"', "id": '"ana"', "version": "1", "name": '"Ana"', "title": '""', "rate": '"45"'}
    fields |= {"connects": "20"} | texts
    return ("{" + ",".join(f'"{key}":{value}' for key, value in fields.items()) + "}").encode()


# --- honest answers, so that the rest means something -----------------------------------------------------


@pytest.mark.parametrize("answer", [response(ACCOUNT), gzipped(ACCOUNT)])
def test_an_honest_answer_is_read(answer: bytes) -> None:
    assert asked(says(answer)).name == "Ana"


def test_an_honest_answer_in_small_pieces_is_read() -> None:
    whole = gzipped(ACCOUNT)
    assert asked(says(*(whole[at : at + 7] for at in range(0, len(whole), 7)))).name == "Ana"


def test_a_field_that_a_newer_marketplace_added_is_passed_over() -> None:
    assert asked(says(response(account_with(mood='{"today": "good"}')))).name == "Ana"


# --- size -------------------------------------------------------------------------------------------------


def test_a_gzip_bomb_costs_neither_memory_nor_time() -> None:
    packed = bomb(400)
    assert len(packed) < 2**20
    tracemalloc.start()
    began = time.perf_counter()
    error = error_of(says(response(packed, b"content-encoding: gzip")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(error, Unreadable)
    assert "larger than 16 MB" in error.sentence
    assert peak < 64 * 2**20
    assert time.perf_counter() - began < 3


def test_an_answer_that_announces_too_much_is_not_read_at_all() -> None:
    error = error_of(says(OK + b"content-length: 999999999999\r\n\r\n"))
    assert isinstance(error, Unreadable)
    assert "larger than 16 MB" in error.sentence


def test_an_answer_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(market, "MOST", 2**20)
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    error = error_of(says_for_ever(OK + CHUNKED + b"\r\n", chunk))
    assert isinstance(error, Unreadable)
    assert "larger than 1 MB" in error.sentence


def test_what_comes_for_ever_behind_the_end_of_gzip_is_not_waited_for() -> None:
    whole = gzip.compress(ACCOUNT)
    beginning = OK + CHUNKED + b"content-encoding: gzip\r\n\r\n%x\r\n%s\r\n" % (len(whole), whole)
    assert asked(says_for_ever(beginning, b"4\r\nmore\r\n")).name == "Ana"


# --- bytes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + b"content-length: 5000\r\n\r\n" + ACCOUNT, id="shorter than announced"),
        pytest.param(OK + b"content-length: 10\r\n\r\n" + ACCOUNT, id="longer than announced"),
        pytest.param(OK + b"content-length: ten\r\n\r\n" + ACCOUNT, id="a length that is no number"),
        pytest.param(OK + CHUNKED + b"\r\nzz\r\n", id="a chunk without a size"),
        pytest.param(OK + CHUNKED + b"\r\n5\r\n{}", id="broken off in a chunk"),
        pytest.param(response(ACCOUNT[:40]), id="half a document"),
        pytest.param(response(b""), id="nothing"),
        pytest.param(response(b"<html><h1>Welcome to the hotel's Wi-Fi</h1></html>"), id="a captive portal"),
        pytest.param(response(ACCOUNT, b"content-encoding: gzip"), id="not gzip"),
        pytest.param(gzipped(ACCOUNT).replace(b"gzip", b"br  "), id="an encoding that was not asked for"),
        pytest.param(gzipped(ACCOUNT)[:-12], id="broken off in gzip, length lies"),
        pytest.param(b"220 mail.example ESMTP\r\n\r\n", id="another protocol"),
        pytest.param(b"\x00" * 2000, id="zeros"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"x-long: " + b"a" * 200_000 + b"\r\n\r\n", id="a header without end"),
        pytest.param(response(b"", status=b"204 No Content"), id="no content"),
        pytest.param(response(b"", b"location: http://127.0.0.1:1/", status=b"302 Found"), id="elsewhere"),
        pytest.param(response(b"nope", status=b"404 Not Found"), id="not found by somebody else"),
        pytest.param(response(b"{}", status=b"409 Conflict"), id="a problem without a name"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_unreadable(answer: bytes) -> None:
    assert isinstance(error_of(says(answer)), Unreadable)


def test_gzip_that_breaks_off_with_its_true_length_is_not_taken_for_whole() -> None:
    error = error_of(says(response(gzip.compress(ACCOUNT)[:-8], b"content-encoding: gzip")))
    assert isinstance(error, Unreadable)


# --- values -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="null"),
        pytest.param(account_with(version='"one"'), id="a text for a number"),
        pytest.param(account_with(name="17"), id="a number for a text"),
        pytest.param(account_with(type='"invitation"'), id="another thing"),
        pytest.param(account_with(version="NaN"), id="not a number"),
        pytest.param(account_with(version="1e400"), id="a number without end"),
        pytest.param(account_with(rate='"NaN"'), id="an amount that is not a number"),
        pytest.param(account_with(rate='"Infinity"'), id="an amount without end"),
        pytest.param(account_with(rate='"1e400"'), id="an amount beyond the world's money"),
        pytest.param(account_with(version=str(2**70)), id="a number that no database holds"),
        pytest.param(account_with(name='"\\ud800"'), id="half a character"),
        pytest.param(account_with(name='"\xff"').decode().encode("latin-1"), id="not UTF-8"),
        pytest.param(b"[" * 200_000 + b"]" * 200_000, id="deep nesting"),
        pytest.param(account_with(extra="[" * 100_000 + "]" * 100_000), id="deep nesting where nobody looks"),
    ],
)
def test_values_that_do_not_fit_are_said_to_be_unreadable(body: bytes) -> None:
    assert isinstance(error_of(says(response(body))), Unreadable)


def test_of_a_key_that_comes_twice_one_counts() -> None:
    assert asked(says(response(account_with()[:-1] + b',"name":"Eve"}'))).name in {"Ana", "Eve"}


def test_a_time_without_a_zone_is_said_to_be_unreadable() -> None:
    notice = (
        '{"type":"notification","id":"n","version":1,"kind":"job_closed","title":"","text":"",'
        '"at":"2026-03-02T09:00:00","about":{"kind":"room","id":"r"}}'
    )
    page = f'{{"market":"m","entities":[{notice}],"next":1,"more":false}}'

    async def ask() -> Changes:
        async with market_that(says(response(page.encode()))) as there:
            return await there.changes(0, 0)

    with pytest.raises(Unreadable):
        asyncio.run(ask())


# --- what a marketplace may say instead of an answer ------------------------------------------------------


def test_a_problem_is_a_refusal_with_its_name_and_sentence() -> None:
    body = b'{"type":"/problems/job_closed","title":"This job is closed.","status":409,"field":"job"}'
    error = error_of(says(response(body, status=b"409 Conflict")))
    assert isinstance(error, Refused)
    assert (error.refusal.name, error.refusal.field, error.sentence) == ("job_closed", "job", "This job is closed.")


def test_a_refusal_that_this_version_does_not_know_is_said_in_its_senders_words() -> None:
    body = b'{"type":"/problems/full_moon","title":"Not during a full moon.","status":409}'
    error = error_of(says(response(body, status=b"409 Conflict")))
    assert isinstance(error, Refused)
    assert (error.refusal.name, error.sentence) == ("full_moon", "Not during a full moon.")


def test_an_access_token_that_is_not_accepted_is_told_apart() -> None:
    assert isinstance(error_of(says(response(b"{}", status=b"401 Unauthorized"))), SignedOut)


@pytest.mark.parametrize("status", [b"408 x", b"425 x", b"429 x", b"500 x", b"502 x", b"503 x", b"599 x"])
def test_what_passes_is_tried_again_later(status: bytes) -> None:
    assert isinstance(error_of(says(response(b"oops", status=status))), Busy)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (b"7", 7, 7),
        (b"86400", 300, 300),
        (b"Fri, 01 Jan 2100 00:00:00 GMT", 300, 300),
        (b"Sat, 01 Jan 2000 00:00:00 GMT", 0, 0),
        (b"soon", 5, 5),
        (b"", 5, 5),
        (b"-3", 5, 5),
        (b"\xb2", 5, 5),
        (b"9" * 5000, 300, 300),
        (b"Fri, 31 Dec 999999999 23:59:59 GMT", 5, 5),
    ],
)
def test_how_long_to_wait_is_the_servers_wish_within_reason(value: bytes, low: float, high: float) -> None:
    error = error_of(says(response(b"", b"retry-after: " + value, status=b"429 Too Many Requests")))
    assert isinstance(error, Busy)
    assert low <= error.retry_after <= high


# --- no answer at all -------------------------------------------------------------------------------------


def test_a_connection_that_is_reset_is_nobody_there() -> None:
    assert isinstance(error_of(resets), Offline)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200", b"SSH-2.0-OpenSSH_9.6\r\n"])
def test_who_hangs_up_before_an_answer_has_begun_was_not_there(said: bytes) -> None:
    assert isinstance(error_of(says(said)), Offline)


@pytest.mark.parametrize("behaviour", [keeps_silent, dawdles])
def test_a_server_that_takes_its_time_is_left_at_the_deadline(
    behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask() -> None:
        async with market_that(behaviour) as there:
            await there._ask("GET", "/v1/account", Account, deadline=0.2)

    began = time.perf_counter()
    with pytest.raises(Offline, match="does not answer"):
        asyncio.run(ask())
    assert time.perf_counter() - began < 1


def test_where_nobody_listens_it_is_offline() -> None:
    async def ask() -> None:
        there = market.Market("http://127.0.0.1:9", "token", network_transport)
        try:
            await there.account()
        finally:
            await there.close()

    with pytest.raises(Offline, match="cannot be reached"):
        asyncio.run(ask())


@pytest.mark.parametrize("address", ["http://[", "http://", "http://a b", "https://ex\u00e4mple..com", "http://:99999"])
def test_an_address_that_is_none_is_said_so(address: str) -> None:
    async def ask() -> None:
        there = market.Market(address, "token", network_transport)
        try:
            await there.account()
        finally:
            await there.close()

    with pytest.raises(AppError):
        asyncio.run(ask())


@pytest.mark.parametrize("token", ["t\u00f6ken", "two\nlines", "\u2026"])
def test_a_token_that_cannot_be_sent_is_said_so(token: str) -> None:
    async def ask() -> None:
        there = market.Market("http://127.0.0.1:9", token, network_transport)
        try:
            await there.account()
        finally:
            await there.close()

    with pytest.raises(AppError):
        asyncio.run(ask())
