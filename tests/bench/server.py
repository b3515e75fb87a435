"""The marketplace as a server, on both databases: its answers in a second beside a constant's, small and large.

Callers and server share the machine; a floor is measured right beside what it is a floor of.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from marketplace.contract.commands import DeclineInvitation
from marketplace.contract.entities import ANSWERABLE
from marketplace.contract.ids import AccountId, InvitationId, new_id
from marketplace.engine import Engine
from marketplace.engine.schema import invitation, job
from tests.bench import sites
from tests.bench.callers import Load, call, get, is_good, put
from tests.bench.figures import Figure, percentile
from tests.bench.sites import READER, Server, Site

CONNECTIONS = 8
SMALL = 10_000
SLOWEST = 2.5
"""Times a constant's cost that a read may have: 0.4 of its answers in a second."""
GROWTH = 1.5
"""Times the slowest percent at 10,000 that the one of a larger market may take."""
ROUNDS = 3
"""Pairs of which the median counts: a disk that stalls for a moment decides nothing."""
KINDS = ("changes", "one invitation", "one response")


class Asked(NamedTuple):
    """A database, and what is asked of it."""

    address: str
    token: str
    ids: Sequence[str]
    head: int

    def part(self, number: int) -> "Asked":
        """A share of it for each round, because an invitation is answered once."""
        return self._replace(ids=self.ids[number :: ROUNDS + 1])

    def streams(self, kind: str, requests: int) -> list[Iterator[bytes]]:
        """The requests of a kind, dealt out to the connections."""
        asked = self._replace(ids=self.ids[:-1])
        return [islice(asked._made(kind, number), requests // CONNECTIONS) for number in range(CONNECTIONS)]

    def first(self, kind: str) -> Iterator[bytes]:
        """Such requests, other ones than those of `streams`."""
        return self._replace(ids=self.ids[-1:])._made(kind, 0)

    def _made(self, kind: str, number: int) -> Iterator[bytes]:
        made = {"changes": self._changes, "one invitation": self._reads, "one response": self._responses}
        return made[kind](number)

    def _changes(self, _number: int) -> Iterator[bytes]:
        while True:
            yield get(f"/v1/changes?since={self.head - 1}", self.token)

    def _reads(self, number: int) -> Iterator[bytes]:
        chance = random.Random(number)
        while True:
            yield get(f"/v1/invitations/{chance.choice(self.ids)}", self.token)

    def _responses(self, number: int) -> Iterator[bytes]:
        for id_ in self.ids[number::CONNECTIONS]:
            command = DeclineInvitation(invitation=InvitationId(id_), reason="too_busy")
            yield put(f"/v1/commands/{new_id()}", self.token, msgspec.json.encode(command))


def measure(site: Site, requests: int, large: int) -> Iterator[Figure]:
    """Each kind of request: beside a constant, and in a market of `large` beside a small one."""
    few_asked, many_asked = _asked(site, SMALL), _asked(site, large)
    for kind in KINDS:
        few, floor = _beside_constant(site, few_asked.part(ROUNDS), kind, requests)
        most = None if kind == "one response" else SLOWEST
        cost = floor.per_second / few.per_second
        name = f"{site.name}: {kind}, of {SMALL:,}; floor: a constant"
        yield Figure(name, f"{few.per_second:,.0f}/s", f"{floor.per_second:,.0f}/s", cost, "×", most)
        pairs = [
            [_slowest(site, asked.part(number), kind, requests) for asked in (many_asked, few_asked)]
            for number in range(ROUNDS)
        ]
        slow, usual = sorted(pairs, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
        name = f"{site.name}: {kind}, p99 of {large:,}; floor: of {SMALL:,}"
        yield Figure(name, f"{slow:.1f} ms", f"{usual:.1f} ms", slow / usual, "×", GROWTH)


def _slowest(site: Site, asked: Asked, kind: str, requests: int) -> float:
    """Milliseconds that one in a hundred takes, at least."""
    with sites.serving(asked.address, site) as server:
        return percentile(_loaded(server, asked, kind, requests).milliseconds, 99)


def _asked(site: Site, size: int) -> Asked:
    address = sites.filled(site, size)
    engine = Engine(address)
    while engine.tick():  # what time has closed since a file was made
        pass
    with engine._reading() as connection:
        waiting = select(invitation.c.id).join(job, job.c.id == invitation.c.job)
        waiting = waiting.where(invitation.c.state.in_(ANSWERABLE), job.c.is_open.is_(True))
        ids = list(connection.scalars(waiting.order_by(invitation.c.sent_at.desc()).limit(4_000)))
    head = engine.head(AccountId(READER.id))
    engine.close()
    random.Random(7).shuffle(ids)
    (token,) = sites.tokens(address, [READER])
    return Asked(address, token, ids, head)


def _beside_constant(site: Site, asked: Asked, kind: str, requests: int) -> tuple[Load, Load]:
    sizes: list[int] = []

    def remember(answer: bytes) -> None:
        is_good(answer)
        sizes.append(len(answer.partition(b"\r\n\r\n")[2]))

    with sites.serving(asked.address, site) as ours:
        asyncio.run(call(ours.port, [islice(asked.first(kind), 1)], remember))
        with sites.constant(sizes[0]) as floor:
            mine = _loaded(ours, asked, kind, requests)
            bare = [islice(_constants(), requests // CONNECTIONS) for _ in range(CONNECTIONS)]
            return mine, asyncio.run(call(floor.port, bare, is_good))


def _loaded(server: Server, asked: Asked, kind: str, requests: int) -> Load:
    if kind != "one response":  # which cannot be given twice; the others are asked once for warmth
        asyncio.run(call(server.port, asked.streams(kind, requests // 4), is_good))
    return asyncio.run(call(server.port, asked.streams(kind, requests), is_good))


def _constants() -> Iterator[bytes]:
    while True:
        yield get("/constant", "none")
