"""Kills: the whole program, killed while somebody types and sends, and started again on the same profile."""

import json
import subprocess
import sys

from tests.bench.programs import ROOT
from tests.scorecard.card import Outcome, Row
from tests.soak.killing import KINDS

LANES = 4
"""Profiles that are worked on side by side: who types leaves a computer idle most of the time."""
KILLS_OF_A_ROUND = 200


def measure(size: int, seed: int) -> Outcome:
    """Kill it `size` times."""
    failures = killed("kills", seed, size, KILLS_OF_A_ROUND)
    return Outcome(f"{{size}} kills: {len(failures)} lost, changed or doubled", failures)


def killed(what: str, seed: int, size: int, a_round: int) -> list[str]:
    """What was wrong with `size` kills, in rounds of so many, each of which has profiles of its own."""
    rounds = [(seed + number, min(a_round, size - number)) for number in range(0, size, a_round)]
    return [each for one in rounds for each in _killed(what, *one)]


def _killed(what: str, seed: int, count: int) -> list[str]:
    """Where a process can be forked, its imports are paid for once."""
    if sys.platform != "linux":
        return [f"seed {seed}: {each}" for each in KINDS[what](seed, count)]
    command = [sys.executable, "-m", "tests.soak.killing", what, str(seed), str(count), str(LANES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"seed {seed}: killing ended with {done.returncode}: {done.stderr}"]
    found: list[str] = json.loads(done.stdout)
    return [*found, *([done.stderr] if found and done.stderr else [])]


ROW = Row(
    name="kills",
    claim="SIGKILLs of the program while it saves and sends",
    target="0 words older than a second of the program's own time lost, 0 proposals doubled",
    measure=measure,
    short=100 if sys.platform == "linux" else 12,
    long=2_000,
    seconds=300,
)
