"""Every proposal sent twice at once, from many connections: each of them is there once."""

import asyncio
import math
import time
from collections.abc import Iterator
from itertools import product
from uuid import NAMESPACE_URL, uuid5

import msgspec
from sqlalchemy import func, select

from marketplace.contract.commands import PostJob, SubmitProposal
from marketplace.contract.entities import Party
from marketplace.contract.ids import AccountId, CommandId, JobId, ProposalId
from marketplace.engine import Actor, Engine
from marketplace.engine.schema import proposal
from tests.bench import sites
from tests.bench.callers import call, put
from tests.bench.figures import Figure
from tests.bench.sites import Site
from tests.unit.marketplace.stories import CLIENTS, NORDWIND, a_job, an_account

PAIRS = 8
"""Of connections; both of a pair send the same."""
JOBS = 100


def measure(site: Site, proposals: int) -> Iterator[Figure]:
    """`proposals` proposals, from as many accounts as there are for a hundred jobs."""
    address, accounts = site.new("once"), [f"sender-{number}" for number in range(_senders(proposals))]
    _open(address, accounts)
    tokens = dict(zip(accounts, sites.tokens(address, [Actor(Party.FREELANCER, one) for one in accounts]), strict=True))
    with sites.serving(address, site) as server:
        streams = [_sends(tokens, number % PAIRS, proposals // PAIRS) for number in range(2 * PAIRS)]
        began = time.perf_counter()
        asyncio.run(call(server.port, streams, _is_taken))
        seconds = time.perf_counter() - began
    rows = _count(address)
    name = f"{site.name}: {proposals:,} proposals, each sent twice at once from {2 * PAIRS} connections"
    off = abs(rows - proposals // PAIRS * PAIRS)
    yield Figure(name, f"{rows:,} rows, {2 * proposals / seconds:,.0f}/s", "", off, " off", 0)


def _senders(proposals: int) -> int:
    """Enough of them for every pair to send its share."""
    return PAIRS * math.ceil(proposals / PAIRS / JOBS)


def _sends(tokens: dict[str, str], pair: int, count: int) -> Iterator[bytes]:
    mine = list(tokens)[pair::PAIRS]
    for _, (job, sender) in zip(range(count), product(range(JOBS), mine), strict=False):
        name = f"{sender}-{job}"
        command = SubmitProposal(job=JobId(f"job-{job}"), proposal=ProposalId(name), cover_letter="Yes, I can.")
        yield put(f"/v1/commands/{uuid5(NAMESPACE_URL, name)}", tokens[sender], msgspec.json.encode(command))


def _is_taken(answer: bytes) -> None:
    """Carried out, or just being carried out for the other one of the pair."""
    assert answer.startswith(b"HTTP/1.1 200") or b"still_running" in answer, answer[:400]


def _open(address: str, accounts: list[str]) -> None:
    engine = Engine(address)
    with engine.together():
        for number in range(JOBS):
            post = PostJob(job=a_job(JobId(f"job-{number}")), client=CLIENTS[NORDWIND])
            engine.handle(NORDWIND, CommandId(f"post-{number}"), post)
        for account in accounts:
            engine.add_account(an_account(AccountId(account), connects=1_000_000))
    engine.close()


def _count(address: str) -> int:
    engine = Engine(address)
    with engine._reading() as connection:
        rows = connection.execute(select(func.count()).select_from(proposal)).scalar_one()
    engine.close()
    return int(rows)
