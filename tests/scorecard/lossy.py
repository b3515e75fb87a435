"""Sends through a proxy that loses a third of all answers, while client and server are killed: once each, in order."""

import asyncio
import tempfile
import time
from pathlib import Path
from random import Random

from desktop.local import conversations
from marketplace.contract.ids import RoomId
from tests.faults.marketplace import Marketplace
from tests.faults.proxy import STORM, Proxy
from tests.faults.traveller import Traveller
from tests.scorecard.card import Outcome, Row

ROOMS = 4
CLIENT_LIVES, SERVER_LIVES = 100, 400
"""Sends between two kills."""


def measure(size: int, seed: int) -> Outcome:
    """`size` messages through the storm."""
    with tempfile.TemporaryDirectory() as folder:
        market = Marketplace(Path(folder), ROOMS)
        market.start()
        try:
            return asyncio.run(_through(market, Path(folder, "profile"), size, seed))
        finally:
            market.stop()


async def _through(market: Marketplace, profile: Path, size: int, seed: int) -> Outcome:
    dice, began = Random(seed), time.monotonic()
    intents: dict[RoomId, list[str]] = {room: [] for room in market.rooms}
    kills = 0
    async with Proxy(market.port, STORM, seed).running() as proxy:
        for batch in range(0, size, CLIENT_LIVES):
            async with Traveller(profile, proxy.url, market.token, seed + batch).live() as client:
                await client.until_fetched()
                for number in range(batch, min(size, batch + CLIENT_LIVES)):
                    await _say(client, dice.choice(market.rooms), f"message {number}", intents)
                if batch % SERVER_LIVES == SERVER_LIVES - CLIENT_LIVES:
                    await asyncio.to_thread(market.kill)
                    await asyncio.to_thread(market.start)
                    kills += 1
                if dice.random() < 0.5:
                    await asyncio.sleep(dice.uniform(0, 0.5))  # killed with most of it still waiting
                else:
                    await client.until_sent(300)
        async with Traveller(profile, proxy.url, market.token, seed - 1).live() as client:
            await client.until_fetched()
            await client.until_sent(300)
            proxy.weather = ()
            problems = await _problems(market, client, intents, seed)
        met = sum(proxy.counts.values())
    ends = f"{kills} kills of the server, {size // CLIENT_LIVES} sudden ends of the client"
    rate = size / (time.monotonic() - began)
    return Outcome(
        f"{{size}} sends, {met:,} faults met, {ends}: {len(problems)} lost, doubled or out of order"
        f" ({rate:.0f} a second)",
        problems,
    )


async def _say(client: Traveller, room: RoomId, text: str, intents: dict[RoomId, list[str]]) -> None:
    conversation = await client.rooms.open(room)
    assert conversation is not None
    await client.rooms.say(conversation, text)
    intents[room].append(text)


async def _problems(market: Marketplace, client: Traveller, intents: dict[RoomId, list[str]], seed: int) -> list[str]:
    await client.sync.catch_up()
    standing = await client.standing()
    problems = [f"seed {seed}: {standing.refused} were refused"] if standing.refused else []
    for room, texts in intents.items():
        if market.said(room) != texts:
            problems.append(f"seed {seed}: {room} holds {len(market.said(room))} messages, {len(texts)} were sent")
        said = await client.store.read(conversations.of_room, room)
        here = [each.message.text for each in said if each.message.author == "freelancer"][-400:]
        if here != texts[-len(here) :] or any(each.standing != "delivered" for each in said):
            problems.append(f"seed {seed}: the copy of {room} is not what the marketplace has")
    return problems


ROW = Row(
    name="lossy",
    claim="Sends through a proxy that loses 30 % of all answers, with kills of both sides",
    target="0 lost, 0 doubled, in order",
    measure=measure,
    short=1_000,
    long=20_000,
    seconds=300,
)
