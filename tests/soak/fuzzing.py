"""Twenty thousand requests that schemathesis makes of the interface, from every role, on one database or the other."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.contract import campaigns
from tests.contract.places import served
from tests.support.fuzzing import fuzz
from tests.support.postgresql import running
from tests.unit.marketplace.stories import end_all

EXAMPLES, VERBS = 150, 12
LEAST = 20_000


def run(seed: int) -> list[str]:
    """Send them; returns what was wrong."""
    with _database(seed) as address:
        shown = campaigns.tokens(address)
        try:
            with served(address) as url:
                answered = fuzz(campaigns.campaign(url, shown, EXAMPLES, seed, VERBS))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was wrong
            return [f"{type(error).__name__}: {error}"]
        finally:
            end_all()
    print(f"    {answered.total():,} requests: {dict(sorted(answered.items()))}", flush=True)
    return [] if answered.total() >= LEAST else [f"only {answered.total():,} requests were sent"]


@contextmanager
def _database(seed: int) -> Iterator[str]:
    if seed % 2:
        with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
            yield f"sqlite:///{Path(folder) / 'market.sqlite3'}"
        return
    with running() as cluster:
        yield cluster.create()
