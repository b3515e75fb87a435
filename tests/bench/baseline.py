"""The floor of a first sync: the same pages, through the same transport, decoded and inserted, and nothing more."""

import asyncio
import time
from pathlib import Path

import apsw
import msgspec

from desktop import ways
from desktop.profile import Profile
from desktop.remote.market import Market
from desktop.services.sync import PAGE
from marketplace.contract.entities import Changes, Gone
from tests.bench import markets

TABLE = "create table thing (position integer primary key, id text not null, body blob not null) strict"
INSERT = "insert into thing (id, body) values (?, ?)"


def seconds(seeded: Profile) -> float:
    """How long the bare loop takes over the marketplace of `seeded`."""
    with markets.copied(seeded) as profile:
        return asyncio.run(_fetch_all(profile))


async def _fetch_all(profile: Profile) -> float:
    way = await ways.embedded(profile, speed=0.0, tell=print)
    assert way.market is not None
    try:
        await way.market.policy()  # opens the marketplace
        began = time.perf_counter()
        await _fetch(way.market, profile.directory / "floor.sqlite3")
        return time.perf_counter() - began
    finally:
        await way.close()


async def _fetch(market: Market, path: Path) -> None:
    connection = apsw.Connection(str(path))
    connection.pragma("journal_mode", "wal")
    connection.execute(TABLE)
    since, more = 0, True
    while more:
        page = await market.changes(since, 0.0, PAGE)
        await asyncio.to_thread(_insert, connection, page)
        since, more = page.next, page.more
    connection.close()


def _insert(connection: apsw.Connection, page: Changes) -> None:
    connection.execute("begin immediate")
    for entity in page.entities:
        if not isinstance(entity, Gone):
            connection.execute(INSERT, (entity.id, msgspec.json.encode(entity)))
    connection.execute("commit")
