"""The window at rest, with one command that the marketplace never takes: what it costs a laptop that does nothing."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from desktop.cli.run import run
from tests.faults.marketplace import ROOT, Marketplace
from tests.faults.proxy import Chance, Exchange, Proxy, is_too_busy, passes
from tests.scorecard.card import Outcome, Row

SHARE, WAKES, GROWTH = 0.2, 5.0, 1.0
"""Percent of one core, wake-ups of all threads in a second, and megabytes more of memory at the end."""
SETTLE_SECONDS = 8.0


class Spent(NamedTuple):
    """What a process has used so far: nanoseconds on a core, how often a thread went to sleep, kilobytes in memory."""

    running: int
    sleeps: int
    memory: int


async def never_takes_commands(exchange: Exchange) -> None:
    """Everything works but what counts."""
    await (is_too_busy if exchange.method == "PUT" else passes)(exchange)


def measure(size: int, seed: int) -> Outcome:
    """`size` seconds of doing nothing."""
    if not Path("/proc/self/schedstat").exists():
        return Outcome("not measured: this system does not count wake-ups")
    with tempfile.TemporaryDirectory() as folder:
        market = Marketplace(Path(folder), rooms=1)
        market.start()
        try:
            return asyncio.run(_through(market, Path(folder), size, seed))
        finally:
            market.stop()


async def _through(market: Marketplace, folder: Path, size: int, seed: int) -> Outcome:
    async with Proxy(market.port, [Chance(never_takes_commands, 100)], seed).running() as proxy:
        os.environ["BELLHOP_TOKEN"] = market.token
        try:
            return await asyncio.to_thread(_watched, folder, proxy, market.rooms[0], size)
        finally:
            del os.environ["BELLHOP_TOKEN"]


def _watched(folder: Path, proxy: Proxy, room: str, size: int) -> Outcome:
    there = ["--profile", str(folder / "profile"), "--server", proxy.url]
    with redirect_stdout(StringIO()):
        assert run(["sync", *there]) == 0
        assert run(["message", *there, "--offline", room, "This never goes"]) == 4
    marks = folder / "marks"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BELLHOP_MARKS": str(marks)}
    window = subprocess.Popen([sys.executable, "-m", "desktop", *there], cwd=ROOT, env=environment)
    try:
        _until(lambda: marks.exists() and "synced" in marks.read_text("utf-8"))
        _until(lambda: "PUT" in proxy.methods)
        time.sleep(SETTLE_SECONDS)
        before, began = _spent(window.pid), time.monotonic()
        time.sleep(size)
        after, passed = _spent(window.pid), time.monotonic() - began
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait(20)
    share = (after.running - before.running) / 1e9 / passed * 100
    wakes = (after.sleeps - before.sleeps) / passed
    growth = (after.memory - before.memory) / 1024
    problems = [f"it used {share:.2f} % of a core"] if share > SHARE else []
    problems += [f"it woke up {wakes:.1f} times a second"] if wakes > WAKES else []
    problems += [f"it grew by {growth:.1f} MB"] if growth >= GROWTH else []
    measured = f"{share:.2f} % of a core, {wakes:.1f} wake-ups a second, {growth:+.2f} MB of {after.memory // 1024}"
    return Outcome(f"{measured}, for {{size}} s", problems)


def _spent(process: int) -> Spent:
    running = sleeps = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        running += int((task / "schedstat").read_text("ascii").split()[0])
        status = (task / "status").read_text("ascii", "replace")
        sleeps += int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
    memory = Path(f"/proc/{process}/status").read_text("ascii", "replace").split("\nVmRSS:")[1].split()[0]
    return Spent(running, sleeps, int(memory))


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


ROW = Row(
    name="idle",
    claim="The window at rest with one command that cannot be sent",
    target=f"≤ {SHARE} % of a core, ≤ {WAKES:.0f} wake-ups a second, < {GROWTH:.0f} MB more",
    measure=measure,
    short=15,
    long=600,
    seconds=150,
)
