"""Twenty thousand requests that schemathesis makes of the interface, from every role, on one database or the other."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from marketplace.contract.commands import SetDraftKeeping
from marketplace.contract.entities import draft_id
from marketplace.contract.ids import JobId
from tests.contract.places import served
from tests.support.fuzzing import Campaign, fuzz
from tests.support.postgresql import running
from tests.unit.marketplace.stories import (
    ANA,
    INVITATION,
    JOB,
    MODERATOR,
    NORDWIND,
    PROPOSAL,
    ROOM,
    TERN,
    Story,
    a_job,
    end_all,
)

ROLES = (ANA, NORDWIND, MODERATOR)
EXAMPLES, VERBS = 150, 12
LEAST = 20_000
IDS = (INVITATION, PROPOSAL, ROOM, JOB, "ana", "nordwind")
KNOWN = dict(zip(("invitation", "proposal", "room", "job", "freelancer", "client"), IDS, strict=True))
ANOTHER = JobId("another")
KNOWN |= {"written_for": ANOTHER, "draft": draft_id(ANOTHER, direct=True)}


def run(seed: int) -> list[str]:
    """Send them; returns what was wrong."""
    with _database(seed) as address:
        story = Story(address).answered()
        story.posts(a_job(ANOTHER), TERN)
        story.does(ANA, SetDraftKeeping(keeps=True))
        tokens = {
            actor.key: story.engine.issue_token(actor, "", timedelta(days=9_000))
            for actor in (ANA, NORDWIND, MODERATOR)
        }
        try:
            with served(address) as url:
                answered = fuzz(Campaign(url, tokens, KNOWN, EXAMPLES, seed, VERBS))
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
