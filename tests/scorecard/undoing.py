"""Kills while a proposal can still be undone: the whole program, ended in that time, and started again."""

import sys

from tests.scorecard.card import Outcome, Row
from tests.scorecard.killing import killed

KILLS_OF_A_ROUND = 40


def measure(size: int, seed: int) -> Outcome:
    """Kill it `size` times."""
    failures = killed("undoing", seed, size, KILLS_OF_A_ROUND)
    return Outcome(f"{{size}} kills: {len(failures)} early, doubled, or not to be undone any more", failures)


ROW = Row(
    name="undoing",
    claim="SIGKILLs of the program in the time in which a proposal can be undone",
    target="never sent early, at most once, and still to be undone after the next start",
    measure=measure,
    short=4 if sys.platform == "linux" else 1,
    long=200,
)
