"""Each thing that can happen on the way, alone and again and again: what was said arrives once, and all agree."""

import asyncio
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from desktop.local import conversations
from desktop.services.connectivity import Reach
from desktop.services.watch import Watch
from marketplace.contract.ids import RoomId
from tests.faults import proxy as faults
from tests.faults.marketplace import Marketplace
from tests.faults.proxy import Chance, Exchange, Fault, Proxy, passes
from tests.faults.traveller import Traveller

pytestmark = pytest.mark.timeout(120)

SEED = 11
ROOMS = 40


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    """One server for all; each test has a room of its own."""
    there = Marketplace(tmp_path_factory.mktemp("weather"), ROOMS)
    there.start()
    yield there
    there.stop()


@pytest.fixture
def room(market: Marketplace) -> RoomId:
    """A conversation that no other test uses."""
    return market.rooms.pop()


async def say(client: Traveller, room: RoomId, *texts: str) -> None:
    """Say something there."""
    conversation = await client.rooms.open(room)
    assert conversation is not None
    for text in texts:
        await client.rooms.say(conversation, text)


FAULTS: list[Fault] = [
    faults.loses_request,
    faults.loses_answer,
    faults.resets,
    faults.delays,
    faults.repeats,
    faults.swaps,
    faults.truncates,
    faults.garbles,
    faults.trickles,
    faults.is_too_busy,
    faults.is_a_hotel,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_whatever_happens_to_half_of_all_exchanges_each_message_arrives_once(
    market: Marketplace, room: RoomId, tmp_path: Path, fault: Fault
) -> None:
    async def send() -> None:
        weather = Proxy(market.port, [Chance(fault, 50)], SEED)
        async with weather.running(), Traveller(tmp_path, weather.url, market.token, SEED).live() as client:
            await client.until_fetched()
            await say(client, room, "one", "two", "three", "four")
            await client.until_sent()
            assert weather.counts[fault.__name__] > 1
            weather.weather = ()
            await client.sync.catch_up()
            said = await client.store.read(conversations.of_room, room)
            assert [each.message.text for each in said][1:] == ["one", "two", "three", "four"]

    asyncio.run(send())
    assert market.said(room) == ["one", "two", "three", "four"]


def test_what_always_fails_holds_up_nobody_else(market: Marketplace, tmp_path: Path) -> None:
    """A hundred wait in as many conversations as there are; the first can never go."""

    async def poisoned(exchange: Exchange) -> None:
        if exchange.method == "PUT" and poison.encode() in exchange.request:
            await faults.is_too_busy(exchange)
        else:
            await passes(exchange)

    async def send() -> None:
        weather = Proxy(market.port, [Chance(poisoned, 100)], SEED)
        async with weather.running(), Traveller(tmp_path, weather.url, market.token, SEED).live() as client:
            await client.until_fetched()
            await say(client, rooms[0], poison)
            for number in range(99):
                await say(client, rooms[1 + number % (len(rooms) - 1)], f"word {number}")
            async with asyncio.timeout(60):
                while (await client.standing()).waiting > 1:  # noqa: ASYNC110 - there is nothing to wait on
                    await asyncio.sleep(0.05)

    poison = "the one that never goes"
    rooms = [market.rooms.pop() for _ in range(5)]
    asyncio.run(send())
    assert market.said(rooms[0]) == []
    assert sum(len(market.said(each)) for each in rooms[1:]) == 99


def test_after_a_sleep_on_dead_connections_everything_is_in_step_within_ten_seconds(
    market: Marketplace, room: RoomId, tmp_path: Path
) -> None:
    """As after a night: nothing that is connected ever answers again, and nobody hangs up. New connections work."""

    async def sleep_and_wake() -> float:
        weather = Proxy(market.port, [Chance(faults.hangs, 100)], SEED)
        weather.weather = ()
        async with weather.running(), Traveller(tmp_path, weather.url, market.token, SEED).live() as client:
            await client.until_fetched()
            weather.weather = [Chance(faults.hangs, 100)]
            await say(client, room, "typed before the lid was closed")
            await asyncio.sleep(0.3)
            assert (await client.standing()).waiting == 1
            weather.weather = ()
            watch = Watch(client.wake, lambda: clock[0], lambda: 0.0, lambda: "10.0.0.1")
            watching = asyncio.ensure_future(watch.run())
            began = asyncio.get_running_loop().time()
            await asyncio.sleep(0)
            clock[0] += 8 * 3600
            await client.until_sent(10)
            watching.cancel()
            return asyncio.get_running_loop().time() - began

    clock = [0.0]
    assert asyncio.run(sleep_and_wake()) < 10
    assert market.said(room) == ["typed before the lid was closed"]


def test_a_long_outage_is_one_state_and_ends_by_itself(market: Marketplace, room: RoomId, tmp_path: Path) -> None:
    async def outage() -> list[Reach]:
        reaches: list[Reach] = []
        weather = Proxy(market.port, (), SEED)
        async with weather.running(), Traveller(tmp_path, weather.url, market.token, SEED).live() as client:
            await client.until_fetched()
            client.connectivity.subscribe(lambda: reaches.append(client.connectivity.reach))
            weather.is_down = True
            await say(client, room, "meanwhile")
            await asyncio.sleep(1)
            weather.is_down = False
            await client.until_sent(30)
        return [reach for reach, _ in groupby(reaches)]

    assert asyncio.run(outage()) == [Reach.OFFLINE, Reach.ONLINE]
    assert market.said(room) == ["meanwhile"]
