"""Kills: the whole program, killed while somebody types and sends, and started again on the same profile."""

from tests.scorecard.card import Outcome, Row
from tests.soak import kills

KILLS_OF_A_PROFILE = 50


def measure(size: int, seed: int) -> Outcome:
    """Kill it `size` times."""
    failures = list[str]()
    for number in range(0, size, KILLS_OF_A_PROFILE):
        found = kills.run(seed + number, min(KILLS_OF_A_PROFILE, size - number))
        failures += (f"seed {seed + number}: {each}" for each in found)
    return Outcome(f"{{size}} kills: {len(failures)} lost, changed or doubled", failures)


ROW = Row(
    name="kills",
    claim="SIGKILLs of the program while it saves and sends",
    target="0 words older than a second lost, 0 proposals doubled",
    measure=measure,
    short=12,
    long=2_000,
)
