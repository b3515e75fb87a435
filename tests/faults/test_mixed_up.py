"""Somebody on the way mixes answers up: what belongs to another question is asked again, and not believed."""

import asyncio

import pytest

from desktop.errors import Refused, Unreadable
from marketplace.contract.ids import CommandId
from tests.faults.servers import market_that, response, says

REFUSAL = b'{"type": "/problems/unknown_thing", "title": "Gone.", "status": 404}'


def _answered(*headers: bytes) -> None:
    answer = response(REFUSAL, *headers, status=b"404 Not Found")

    async def ask() -> None:
        async with market_that(says(answer)) as market:
            await market.send(CommandId("command"), b"{}")

    asyncio.run(ask())


def test_a_refusal_of_another_question_is_no_answer() -> None:
    with pytest.raises(Unreadable, match="another question"):
        _answered(b"x-request-id: 0123456789abcdef")


def test_a_refusal_that_does_not_say_whose_it_is_is_taken_as_it_is() -> None:
    with pytest.raises(Refused):
        _answered()
