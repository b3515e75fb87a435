"""A server that ends at named moments, again and again, under one story: what it answered is there, each thing once."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx

from tests.faults.test_server_kills import POINTS, Desk, is_whole, serving
from tests.support.postgresql import running
from tests.unit.marketplace.stories import ANA, Story, end_all

ENDS = 12


def run(seed: int) -> list[str]:
    """End a server `ENDS` times on one database or the other; returns what was wrong."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder, running() as cluster:
        address = f"sqlite:///{Path(folder) / 'market.sqlite3'}" if seed % 2 else cluster.create()
        story, files = Story(address, now=datetime.now(UTC)).answered(), Path(folder, "files")
        desk = Desk(story.engine.issue_token(ANA, "", timedelta(days=1)))
        try:
            for _ in range(ENDS):
                _work(desk, address, files, f"{chance.choice(POINTS)}:{chance.randint(1, 9)}")
            _work(desk, address, files, "")
            is_whole(story, desk, files)
        except AssertionError as error:
            return [str(error)]
        finally:
            end_all()
    return []


def _work(desk: Desk, address: str, files: Path, fault: str) -> None:
    with serving(address, files, fault) as (_, url):
        try:
            desk.works(url)
        except httpx.TransportError:
            if not fault:
                raise
