"""Several workers behind one socket: one marketplace, whichever of them answers, and whatever becomes of one."""

import asyncio
import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from marketplace.contract.commands import SeeInvitation
from marketplace.contract.entities import Changes, Receipt
from tests.contract.places import ROOT, Place, read, refused
from tests.support.postgresql import Cluster
from tests.unit.marketplace.stories import ANA, INVITATION, Story

WORKERS = 2
SEE = SeeInvitation(invitation=INVITATION)
ID = "0d9bd0a1-66e7-4e2f-a1a6-4d9f3a1f2b11"


@pytest.fixture
def address(cluster: Cluster) -> Iterator[str]:
    """A database of the test's own."""
    made = cluster.create()
    yield made
    cluster.drop(made)


@pytest.fixture
def server(address: str, tmp_path: Path) -> Iterator[tuple[psutil.Process, str]]:
    """The process that watches over the workers, and where they answer."""
    command = [sys.executable, "-m", "marketplace", "serve", "--database", address, "--port", "0", "--rate", "0"]
    command += ["--workers", str(WORKERS), "--blobs", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        ready = process.stdout.readline().split()
        assert ready
        yield psutil.Process(process.pid), ready[1]
        process.terminate()
        assert process.wait(30) in {0, -signal.SIGTERM, -signal.SIGKILL}


def workers(server: psutil.Process) -> list[psutil.Process]:
    """Those of its children that serve; Python's own housekeeper is none of them."""
    alive = [child for child in server.children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if "spawn_main" in " ".join(child.cmdline())]


def comes_true(what: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether `what` holds within some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.timeout(120)
def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(server: tuple[psutil.Process, str], address: str) -> None:
    process, url = server
    before = workers(process)
    assert len(before) == WORKERS
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(base_url=url, trust_env=False)
        place = Place(runner, client, Story(address, datetime.now(UTC)).invited())
        receipt = read(place.sends(SEE, ID), Receipt)
        before[0].kill()
        assert comes_true(lambda: len(workers(process)) == WORKERS and before[0] not in workers(process))
        assert read(place.sends(SEE, ID), Receipt) == receipt
        runner.run(place.client.aclose())
        place.story.engine.close()


@pytest.mark.timeout(120)
def test_workers_end_with_the_one_who_watches_over_them(server: tuple[psutil.Process, str]) -> None:
    process, _ = server
    left = workers(process)
    process.kill()
    assert comes_true(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in left))


def test_who_waits_at_one_worker_hears_what_another_one_wrote(place: Place) -> None:
    head = place.changes().next

    async def wait_at_all_and_write() -> list[httpx.Response]:
        waiting = [
            asyncio.create_task(place.asking("GET", f"/v1/changes?since={head}&wait=20", timeout=25))
            for _ in range(2 * WORKERS)
        ]
        await asyncio.sleep(0.3)
        await place.asking(
            "PUT",
            "/v1/commands/6e0b6a61-8f7a-4b3e-9a55-0f9f6f1f9a10",
            content=b'{"type":"see_invitation","invitation":"invitation"}',
        )
        return await asyncio.gather(*waiting)

    began = time.monotonic()
    told = [read(one, Changes) for one in place.runner.run(wait_at_all_and_write())]
    assert {page.next for page in told} == {head + 1}
    assert time.monotonic() - began < 15


def test_a_command_that_is_being_carried_out_elsewhere_is_asked_for_again_later(
    place: Place, request: pytest.FixtureRequest
) -> None:
    if not place.story.engine.takes_many:
        return  # there, whoever writes is alone
    key = int.from_bytes(hashlib.sha256(f"{ANA.key} {ID}".encode()).digest()[:8], signed=True)
    with psycopg.connect(str(request.getfixturevalue("on_postgresql").address), autocommit=True) as elsewhere:
        elsewhere.execute("select pg_advisory_lock(%s)", [key])
        waiting = place.sends(SEE, ID)
        elsewhere.execute("select pg_advisory_unlock(%s)", [key])
    assert (*refused(waiting), waiting.headers["retry-after"]) == (409, "still_running", "1")
    assert refused(place.ask("GET", f"/v1/commands/{ID}")) == (404, "unknown_thing")
    assert read(place.sends(SEE, ID), Receipt) == read(place.sends(SEE, ID), Receipt)


def test_sqlite_is_for_one_process(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'market.sqlite3'}"
    command = [sys.executable, "-m", "marketplace", "serve", "--database", address, "--workers", "2", "--port", "0"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=50, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "SQLite is for one process: several workers need PostgreSQL. Leave --workers out.\n"
