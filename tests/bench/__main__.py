"""`python -m tests.bench [--quick] [FIGURE ...]`: measure, print the table, and write it down.

Exit code 1 where a bound is missed.
"""

import argparse
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from tests.bench import (
    documents,
    frozen,
    guard,
    markets,
    memory,
    once,
    server,
    sites,
    start,
    waits,
)
from tests.bench.figures import Figure, markdown
from tests.bench.programs import OFFSCREEN
from tools import screen

COUNT = 100_000
FEW = 2_000


class Plan(NamedTuple):
    """How often each thing is measured."""

    starts: int
    runs: int
    requests: int
    large: int
    waiters: int
    proposals: int


FULL = Plan(starts=11, runs=5, requests=4_000, large=1_000_000, waiters=1_000, proposals=10_000)
QUICK = Plan(starts=5, runs=1, requests=800, large=30_000, waiters=300, proposals=800)


def _start(plan: Plan) -> Iterator[Figure]:
    profile = markets.synced(COUNT)
    yield start.measure(profile, plan.starts, "offscreen", OFFSCREEN)
    if shutil.which("Xvfb") and shutil.which("openbox"):
        with screen.virtual() as display:
            yield start.measure(profile, plan.starts, "virtual screen", display)


def _memory(plan: Plan) -> Iterator[Figure]:
    if sys.platform == "linux":
        yield memory.measure(markets.synced(COUNT), plan.runs)


# What loads Qt is imported by whoever measures it: this process would share pages with the windows that are weighed.


def _stalls(plan: Plan) -> Iterator[Figure]:
    from tests.bench import stalls

    yield from stalls.measure(markets.seeded(COUNT), COUNT, plan.runs)


def _scrolling(plan: Plan) -> Iterator[Figure]:
    from tests.bench import scrolling

    yield scrolling.measure(markets.synced(COUNT), plan.runs)


def _everyday(_plan: Plan) -> Iterator[Figure]:
    from tests.bench import everyday

    yield from everyday.measure(markets.synced(COUNT))


def _composing(_plan: Plan) -> Iterator[Figure]:
    from tests.bench import composing

    yield from composing.measure(markets.synced(FEW))


def _server(plan: Plan) -> Iterator[Figure]:
    with sites.sites() as both:
        for site in both:
            yield from server.measure(site, plan.requests, plan.large)
            yield from waits.measure(site, plan.waiters)
            yield from once.measure(site, plan.proposals)


def _frozen(_plan: Plan) -> Iterator[Figure]:
    yield from frozen.measure()


def _guard(plan: Plan) -> Iterator[Figure]:
    yield from guard.measure(plan.runs)


PARTS: dict[str, Callable[[Plan], Iterator[Figure]]] = {
    "start": _start,
    "memory": _memory,
    "stalls": _stalls,
    "scrolling": _scrolling,
    "everyday": _everyday,
    "composing": _composing,
    "server": _server,
    "frozen": _frozen,
    "guard": _guard,
}


def main(arguments: Sequence[str]) -> int:
    """Measure what `arguments` ask for; 1 where a bound is missed."""
    asked = _parse(arguments)
    figures = list[Figure]()
    for name in asked.figures or PARTS:
        for figure in PARTS[name](_plan(asked)):
            print("  ".join(cell for cell in figure.cells() if cell), flush=True)
            figures.append(figure)
    table = f"{markdown(figures)}\n\n{_circumstances()}"
    print(f"\n{table}")
    if not (asked.quick or asked.figures):
        documents.update(table)
    return 0 if all(figure.holds for figure in figures) else 1


def _plan(asked: argparse.Namespace) -> Plan:
    plan = QUICK if asked.quick else FULL
    return plan if asked.proposals is None else plan._replace(proposals=asked.proposals)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, and nothing is written down")
    parser.add_argument("--proposals", type=int, metavar="N", help="how many are sent twice; 100000 takes half an hour")
    parser.add_argument("figures", nargs="*", choices=[[], *PARTS], metavar="FIGURE", help=", ".join(PARTS))
    return parser.parse_args(arguments)


def _circumstances() -> str:
    python, system = platform.python_version(), platform.system()
    return f"Measured on {datetime.now(UTC):%Y-%m-%d}, CPython {python}, {system} {platform.machine()}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
