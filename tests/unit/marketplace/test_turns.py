"""Each party's commands go one after the other, and those of others beside them."""

import asyncio

import pytest

from marketplace.http.turns import Turns


def test_one_party_goes_one_after_the_other_in_order_and_others_beside() -> None:
    said: list[str] = []

    async def speak(turns: Turns, key: str, name: str) -> None:
        async with turns.of(key):
            said.append(f"{name} begins")
            await asyncio.sleep(0.01)
            said.append(f"{name} ends")

    async def run() -> None:
        turns = Turns()
        await asyncio.gather(speak(turns, "ana", "1"), speak(turns, "ana", "2"), speak(turns, "ben", "3"))
        assert not turns._queues

    asyncio.run(run())
    assert said == ["1 begins", "3 begins", "1 ends", "2 begins", "3 ends", "2 ends"] or said == [
        *("1 begins", "3 begins", "1 ends", "3 ends", "2 begins", "2 ends")
    ]


def test_who_fails_or_leaves_keeps_nobody_from_their_turn() -> None:
    async def run() -> list[str]:
        turns = Turns()
        with pytest.raises(ZeroDivisionError):
            async with turns.of("ana"):
                raise ZeroDivisionError
        async with turns.of("ana"):
            leaving = asyncio.create_task(_wait(turns))
            await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        async with asyncio.timeout(1):
            await _wait(turns)
        return list(turns._queues)

    assert asyncio.run(run()) == []


async def _wait(turns: Turns) -> None:
    async with turns.of("ana"):
        pass
