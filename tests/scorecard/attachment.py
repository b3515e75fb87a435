"""A large attachment over a line that loses a third of all answers: it resumes, arrives whole, and memory is flat."""

import asyncio
import hashlib
import tempfile
from pathlib import Path
from random import Random

from desktop.local.outbox import Order
from marketplace.contract.commands import SendMessage
from marketplace.contract.ids import CommandId, MessageId, new_id
from tests.faults.marketplace import Marketplace
from tests.faults.proxy import STORM, Proxy
from tests.faults.traveller import Traveller
from tests.scorecard.card import Outcome, Row
from tests.support.memory import resident

MIB = 2**20
FLAT = 32 * MIB
"""Growth of the process that counts as none, whatever the file's size."""


def measure(size: int, seed: int) -> Outcome:
    """A file of `size` MB."""
    with tempfile.TemporaryDirectory() as folder:
        market = Marketplace(Path(folder), rooms=1, largest=size * MIB)
        market.start()
        try:
            return asyncio.run(_through(market, Path(folder), size, seed))
        finally:
            market.stop()


async def _through(market: Marketplace, folder: Path, size: int, seed: int) -> Outcome:
    source = folder / "film.mov"
    digest = await asyncio.to_thread(_filled, source, size, seed)
    async with Proxy(market.port, STORM, seed).running() as proxy:
        async with Traveller(folder / "profile", proxy.url, market.token, seed).live() as client:
            await client.until_fetched()
            file = await asyncio.to_thread(client.blobs.take, source, size * MIB)
            before, most = resident(), 0
            command = SendMessage(
                room=market.rooms[0], message=MessageId(new_id()), text="See here", attachments=(file,)
            )
            await client.outgoing.put(Order(CommandId(new_id()), command, "room", "room", market.rooms[0], "A film"))
            while (await client.standing()).waiting:
                most = max(most, resident())
                await asyncio.sleep(0.05)
            refused = (await client.standing()).refused
        arrived = await asyncio.to_thread(_digest, market.blob(file.blob))
    grown, exchanges = max(0, most - before), sum(proxy.counts.values())
    problems = [
        *([f"seed {seed}: it was refused"] if refused else []),
        *([f"seed {seed}: what arrived is not what was sent"] if arrived != digest else []),
        *([f"seed {seed}: memory grew by {grown / MIB:.0f} MB"] if grown > FLAT else []),
    ]
    return Outcome(f"{{size}} MB whole through {exchanges:,} faults; memory grew by {grown / MIB:.0f} MB", problems)


def _filled(place: Path, size: int, seed: int) -> str:
    dice, digest = Random(seed), hashlib.sha256()
    with place.open("wb") as file:
        for _ in range(size):
            piece = dice.randbytes(MIB)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


ROW = Row(
    name="attachment",
    claim="An attachment through the same proxy",
    target=f"resumes, whole, ≤ {FLAT // MIB} MB of memory",
    measure=measure,
    short=50,
    long=200,
    seconds=180,
)
