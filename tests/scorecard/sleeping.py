"""Sleep: the whole program stopped, its connection dead meanwhile, and woken up: is it up to date soon?"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop.local import listing
from desktop.local.schema import VERSION
from desktop.local.store import open_reader
from desktop.profile import Profile, open_profile
from desktop.services.watch import ASLEEP, TICK
from marketplace.contract.ids import InvitationId, JobId
from tests.faults.marketplace import ROOT, Marketplace
from tests.faults.proxy import Chance, Exchange, Proxy, hangs, passes
from tests.scorecard.card import Outcome, Row
from tests.unit.marketplace.stories import a_job

SOON = 10.0
"""Seconds from waking up to having what happened meanwhile."""
SLEEP = TICK + ASLEEP + 1.0
PATIENCE = 60.0


async def dies_while_waiting(exchange: Exchange) -> None:
    """Short questions pass; who waits for news waits on a line that is dead, and nobody hangs up."""
    await (passes if "wait=0" in exchange.path or "/changes" not in exchange.path else hangs)(exchange)


def measure(size: int, seed: int) -> Outcome:
    """`size` times asleep, in one life of the program."""
    if os.name != "posix":
        return Outcome("needs a system that can stop a program")
    with tempfile.TemporaryDirectory() as folder:
        market = Marketplace(Path(folder), rooms=1)
        market.start()
        try:
            return asyncio.run(_through(market, open_profile(Path(folder, "profile")), size, seed))
        finally:
            market.stop()


async def _through(market: Marketplace, profile: Profile, size: int, seed: int) -> Outcome:
    async with Proxy(market.port, [Chance(dies_while_waiting, 100)], seed).running() as proxy:
        return await asyncio.to_thread(_asleep, market, profile, proxy.url, size)


def _asleep(market: Marketplace, profile: Profile, url: str, size: int) -> Outcome:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BELLHOP_TOKEN": market.token}
    command = [sys.executable, "-m", "desktop", "--profile", str(profile.directory), "--server", url]
    program = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _invite(market, "first")
        _until(lambda: _has(profile, "first"))
        time.sleep(TICK)  # it waits for news by now
        seconds = [_woken(market, profile, program, f"meanwhile{number}") for number in range(size)]
    finally:
        program.send_signal(signal.SIGCONT)
        program.send_signal(signal.SIGTERM)
        program.wait(20)
    late = [f"it took {each:.1f} s" for each in seconds if each > SOON]
    return Outcome(f"{{size}} times asleep: up to date {max(seconds):.1f} s after waking up at the latest", late)


def _woken(market: Marketplace, profile: Profile, program: "subprocess.Popen[bytes]", invitation: str) -> float:
    """Put it to sleep, let something happen, wake it up, and wait until it has that; how long that took."""
    program.send_signal(signal.SIGSTOP)
    time.sleep(SLEEP)
    _invite(market, invitation)
    program.send_signal(signal.SIGCONT)
    began = time.monotonic()
    _until(lambda: _has(profile, invitation))
    return time.monotonic() - began


def _invite(market: Marketplace, invitation: str) -> None:
    market.story.posts(a_job(JobId(f"job-{invitation}")))
    market.story.invites(InvitationId(invitation), JobId(f"job-{invitation}"))


def _has(profile: Profile, invitation: str) -> bool:
    if not profile.store.exists() or not profile.store.stat().st_size:
        return False
    with closing(open_reader(profile.store)) as store:
        if store.pragma("user_version") != VERSION:  # it is being made
            return False
        return listing.record_of(store, "invitation", invitation) is not None


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)


ROW = Row(
    name="sleep",
    claim="The program stopped as by a computer's sleep, its connection dead meanwhile without a word",
    target=f"up to date within {SOON:.0f} s, without a restart",
    measure=measure,
    short=1,
    long=20,
    seconds=180,
)
