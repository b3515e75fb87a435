"""Each party's commands go one after the other, those of others beside them, as many as do not meet."""

import asyncio

import pytest

from marketplace.http.turns import CALM, Pace, Turns


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


async def inside_at_once(pace: Pace, crowd: int) -> int:
    """How many of a crowd are inside at the same moment, at most."""
    inside = most = 0

    async def go() -> None:
        nonlocal inside, most
        async with pace.one():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(go() for _ in range(crowd)))
    return most


def test_as_many_go_at_once_as_there_is_room() -> None:
    assert asyncio.run(inside_at_once(Pace(3), 10)) == 3


def test_who_meets_makes_room_and_who_does_not_takes_it_again() -> None:
    pace = Pace(8)
    for expected in (4, 2, 1, 1):
        pace.note(has_met=True)
        assert pace.room == expected
        assert asyncio.run(inside_at_once(pace, 10)) == expected
    for _ in range(CALM):
        assert pace.room == 1
        pace.note(has_met=False)
    assert pace.room == 2
    for _ in range(20 * CALM):
        pace.note(has_met=False)
    assert pace.room == 8


def test_who_is_let_in_and_leaves_at_the_same_moment_keeps_no_place() -> None:
    async def run() -> int:
        pace = Pace(1)
        async with pace.one():
            leaving = [asyncio.create_task(inside_at_once(pace, 1)) for _ in range(2)]
            await asyncio.sleep(0)
            leaving[1].cancel()
        leaving[0].cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        async with asyncio.timeout(1):
            return await inside_at_once(pace, 3)

    assert asyncio.run(run()) == 1
