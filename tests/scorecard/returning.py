"""Outages that many clients have at once: the server meets them again at a pace that it knows.

In virtual time, with everything of the client that is behind its window, over a transport that carries nothing.
"""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta
from email.utils import format_datetime
from random import Random
from typing import NamedTuple

from desktop.services.patience import MOST, SPREAD
from desktop.services.sync import WAIT
from tests.faults.crowd import Server, Trouble, gathered
from tests.scorecard.card import Outcome, Row
from tests.support import virtual_time

CLIENTS, SENDERS = 200, 20
PEAK = 2.0
"""How many times as often as on a quiet day the server may be asked after an outage, in the busiest seconds of each."""
WINDOW = 10.0
SOON = 30.0
"""Seconds from the end of an outage until nothing waits in any outbox, where nobody was there and nobody said when."""
GATHERING, QUIET = WAIT, 75.0
SHORTEST, LONGEST = 10.0, 900.0
"""Seconds of an outage. One that is over before the first tries is a connection that died, for each client."""

TROUBLES = (
    Trouble(),
    Trouble(502),
    Trouble(503, lambda now: format_datetime(now + timedelta(seconds=90), usegmt=True)),
    Trouble(429, lambda _now: "30"),
)


class Met(NamedTuple):
    """How often in the busiest seconds before and after an outage, and how long the outboxes took to get empty."""

    quiet: int
    back: int
    late: float


def measure(size: int, seed: int) -> Outcome:
    """`size` outages, each in the life of a crowd of its own."""
    dice, problems, met = Random(seed), list[str](), list[Met]()
    for number in range(size):
        trouble, seconds = TROUBLES[number % len(TROUBLES)], dice.uniform(SHORTEST, LONGEST)
        met.append(one := virtual_time.run(_outage(trouble, seconds, seed + number)))
        what = f"seed {seed}, outage {number}: {trouble.status or 'nobody'} for {seconds:.0f} s"
        if one.back > one.quiet * PEAK:
            problems.append(f"{what}: asked {one.back} times in {WINDOW:.0f} s, {one.quiet} on a quiet day")
        if one.late > (SOON if not trouble.status else MOST + SPREAD):
            problems.append(f"{what}: something waited for {one.late:.0f} s after its end")
    worst = max(each.back / each.quiet for each in met)
    alone = max((each.late for each in met[:: len(TROUBLES)]), default=0.0)
    return Outcome(
        f"{{size}} outages: {worst:.1f} times as often at worst; outboxes empty {alone:.0f} s after nobody was there",
        problems,
    )


async def _outage(trouble: Trouble, seconds: float, seed: int) -> Met:
    server, loop = Server(), asyncio.get_running_loop()
    async with gathered(server, CLIENTS, seed, GATHERING) as members:
        await asyncio.sleep(GATHERING)
        before = loop.time()
        await asyncio.sleep(QUIET)
        down = loop.time()
        server.fails(trouble)
        for number, member in enumerate(members[:SENDERS]):
            await member.send(f"command-{number}")
        await asyncio.sleep(seconds)
        up = loop.time()
        server.is_back()
        await asyncio.sleep(MOST + SPREAD if trouble.status else 2 * SOON)
        assert len(server.delivered) == SENDERS
        assert all(member.connectivity.is_open for member in members)
        late = max(server.delivered.values()) - up
        return Met(_busiest(server.asked, before, down), _busiest(server.asked, up, loop.time()), late)


def _busiest(asked: Sequence[float], begin: float, end: float) -> int:
    """How often at most in so many seconds between two moments."""
    some = asked[bisect_left(asked, begin) : bisect_left(asked, end)]
    return max(bisect_right(some, moment + WINDOW) - at for at, moment in enumerate(some))


ROW = Row(
    name="returning",
    claim=f"{CLIENTS} clients after an outage they all had: no answer, 502, 503 until a time, 429",
    target=f"asked ≤ {PEAK:.0f} times as often as on a quiet day, outboxes empty ≤ {SOON:.0f} s after silence",
    measure=measure,
    short=2,
    long=80,
)
