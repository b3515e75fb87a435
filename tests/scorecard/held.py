"""A store that another program holds: nobody who types notices, nothing is lost."""

from tests.scorecard.card import Outcome, Row
from tests.soak import holding


def measure(size: int, seed: int) -> Outcome:
    """Hold it for `size` seconds."""
    stalled, found = holding.measured(seed, size)
    failures = [f"seed {seed}: {each}" for each in found]
    return Outcome(
        f"{{size}} s, the window away for {stalled} ms at most: {len(failures)} complaints or losses", failures
    )


ROW = Row(
    name="held",
    claim="Somebody types while another program holds the store's lock for {size} s",
    target=f"stall ≤ {holding.MOST:.0f} ms, no word lost, nothing complained of",
    measure=measure,
    short=1,
    long=10,
)
