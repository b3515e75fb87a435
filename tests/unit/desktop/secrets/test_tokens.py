"""A keyring in any state: each is told apart, none loses a token, none holds anybody up, none lets one out."""

import asyncio
import logging
import time

import pytest

from desktop.secrets import tokens
from desktop.secrets.tokens import Found, Standing
from tests.faults.rings import (
    FakeRing,
    Hanging,
    KeyringLocked,
    PromptDismissedException,
    none_offered,
    offered,
    raises,
)

KEY, TOKEN = "a-key", "canary-token-1234"


def a_full_ring() -> FakeRing:
    """A keyring that holds our token."""
    ring = FakeRing()
    ring.kept[tokens.SERVICE, KEY] = TOKEN
    return ring


def found(ring: FakeRing) -> Found:
    """What is found in it."""
    return asyncio.run(tokens.find(KEY, offered(ring)))


def test_what_is_kept_is_found_and_what_is_forgotten_is_not() -> None:
    ring = FakeRing()
    assert asyncio.run(tokens.keep(KEY, TOKEN, offered(ring))).standing is Standing.KEPT
    assert found(ring) == Found(Standing.FOUND, "the keyring", TOKEN)
    assert asyncio.run(tokens.forget(KEY, offered(ring))).standing is Standing.ABSENT
    assert found(ring).standing is Standing.ABSENT


TROUBLES = [
    pytest.param(KeyringLocked("secret words"), Standing.LOCKED, id="locked"),
    pytest.param(PermissionError(13, "no"), Standing.DENIED, id="denied by the system"),
    pytest.param(PromptDismissedException("no"), Standing.DENIED, id="denied by the user"),
    pytest.param(RuntimeError("canary-token-1234 is broken"), Standing.FAILED, id="an error"),
    pytest.param(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), Standing.GARBLED, id="bytes"),
    pytest.param(MemoryError(), Standing.FAILED, id="anything else"),
]


@pytest.mark.parametrize(("error", "standing"), TROUBLES)
def test_each_way_of_failing_has_its_words_and_deletes_nothing(
    error: Exception, standing: Standing, caplog: pytest.LogCaptureFixture
) -> None:
    ring = a_full_ring()
    ring.trouble = raises(error)
    with caplog.at_level(logging.DEBUG):
        outcomes = [
            found(ring),
            asyncio.run(tokens.keep(KEY, "another", offered(ring))),
            asyncio.run(tokens.forget(KEY, offered(ring))),
        ]
    assert {each.standing for each in outcomes} == {standing}
    assert {each.token for each in outcomes} == {""}
    assert (ring.kept[tokens.SERVICE, KEY], ring.deleted) == (TOKEN, 0)
    assert "canary" not in caplog.text
    ring.trouble = None
    assert found(ring).token == TOKEN


def test_a_keyring_that_hangs_holds_up_neither_us_nor_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "SECONDS", 0.1)
    with Hanging() as hanging:
        ring = a_full_ring()
        ring.trouble = hanging
        began = time.monotonic()
        assert found(ring).standing is Standing.SILENT
        assert time.monotonic() - began < 5
    assert ring.kept[tokens.SERVICE, KEY] == TOKEN


def test_everything_else_goes_on_while_a_keyring_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    async def meanwhile() -> int:
        asking = asyncio.ensure_future(tokens.find(KEY, offered(ring)))
        turns = 0
        while not asking.done():
            await asyncio.sleep(0.005)
            turns += 1
        return turns

    monkeypatch.setattr(tokens, "SECONDS", 0.2)
    with Hanging() as hanging:
        ring = a_full_ring()
        ring.trouble = hanging
        assert asyncio.run(meanwhile()) > 5


@pytest.mark.parametrize("garbage", ["", "two words", "tök…n", "a\nb", "x" * 5000, "\x00"])
def test_what_is_no_token_is_left_alone_and_not_used(garbage: str) -> None:
    ring = a_full_ring()
    ring.kept[tokens.SERVICE, KEY] = garbage
    assert found(ring) == Found(Standing.GARBLED)
    assert ring.kept[tokens.SERVICE, KEY] == garbage


def test_another_keyring_than_before_knows_nothing_and_says_what_that_means() -> None:
    other = found(FakeRing())
    assert other.standing is Standing.ABSENT
    assert "another keyring than before" in other.sentence


def test_without_a_keyring_nothing_is_ever_written_to_a_file() -> None:
    outcome = asyncio.run(tokens.keep(KEY, TOKEN, none_offered))
    assert outcome.standing is Standing.NO_RING
    assert "never written to a file" in outcome.sentence


def test_a_keyring_that_forgets_at_once_is_not_said_to_keep() -> None:
    class Forgetful(FakeRing):
        def set_password(self, service: str, username: str, password: str) -> None:
            """Take it, and forget."""

    assert asyncio.run(tokens.keep(KEY, TOKEN, offered(Forgetful()))).standing is Standing.FAILED


def test_each_state_says_something_of_its_own() -> None:
    sentences = {Found(standing).sentence for standing in Standing}
    assert len(sentences) == len(Standing)
    assert all(sentence.endswith(".") for sentence in sentences)
