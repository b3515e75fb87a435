"""A thousand who wait for changes at one process: what that costs, and how soon each one hears of a write."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import NamedTuple

import msgspec

from marketplace.contract.commands import EditProfile
from marketplace.contract.entities import Party
from marketplace.contract.ids import new_id
from marketplace.engine import Actor, Engine
from tests.bench import sites
from tests.bench.callers import get, put
from tests.bench.figures import Figure, percentile
from tests.bench.sites import Server, Site
from tests.unit.marketplace.stories import an_account

MOST_MILLISECONDS = 100
QUIET_SECONDS = 5
WAKES = 200
HEAD = 1
"""Of an account that was opened and nothing else."""


class Costs(NamedTuple):
    """Bytes and the share of a processor that the waiting take, and how long it took each that was woken, in ms."""

    memory: int
    processor: float
    woken: list[float]


def measure(site: Site, waiters: int) -> Iterator[Figure]:
    """What `waiters` accounts, each with one request that waits, cost and notice."""
    address, actors = site.new("waiting"), [Actor(Party.FREELANCER, f"reader-{number}") for number in range(waiters)]
    engine = Engine(address)
    with engine.together():
        for actor in actors:
            engine.add_account(an_account(actor.id))
    engine.close()
    tokens = sites.tokens(address, actors)
    with sites.serving(address, site) as server:
        costs = asyncio.run(_run(server, tokens))
    name = f"{site.name}: {waiters:,} wait for changes at one process"
    yield Figure(f"{name}, memory", f"{costs.memory / 2**20:.0f} MB")
    yield Figure(f"{name}, processor while nothing happens", f"{100 * costs.processor:.1f} % of a core")
    slow = percentile(costs.woken, 99)
    yield Figure(f"{name}, from a command to who waits, p99", f"{slow:.1f} ms", "", slow, " ms", MOST_MILLISECONDS)


async def _run(server: Server, tokens: Sequence[str]) -> Costs:
    before = server.process.memory_info().rss
    chosen = random.Random(3).sample(range(len(tokens)), min(WAKES, len(tokens)))
    async with contextlib.AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(_connected(server.port)) for _ in tokens]
        for (_, writer), token in zip(lines, tokens, strict=True):
            writer.write(get(f"/v1/changes?since={HEAD}&wait=25", token))
            await asyncio.sleep(0)
        await asyncio.sleep(2)
        memory, busy = server.process.memory_info().rss - before, _busy(server)
        await asyncio.sleep(QUIET_SECONDS)
        processor = (_busy(server) - busy) / QUIET_SECONDS
        acting = await stack.enter_async_context(_connected(server.port))
        woken = [await _wake(acting, lines[number], tokens[number]) for number in chosen]
    return Costs(memory, processor, woken)


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _wake(acting: Line, waiting: Line, token: str) -> float:
    """Milliseconds from sending a command to the answer that somebody else has waited for."""
    command = EditProfile(title="Translator, at last")
    began = time.perf_counter()
    acting[1].write(put(f"/v1/commands/{new_id()}", token, msgspec.json.encode(command)))
    async with asyncio.timeout(20):
        told = await _answer(waiting[0])
    taken = 1000 * (time.perf_counter() - began)
    assert b'"account"' in told
    await _answer(acting[0])
    return taken


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head.startswith(b"http/1.1 200"), head
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return await reader.readexactly(int(length))


@contextlib.asynccontextmanager
async def _connected(port: int) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()


def _busy(server: Server) -> float:
    times = server.process.cpu_times()
    return float(times.user + times.system)
