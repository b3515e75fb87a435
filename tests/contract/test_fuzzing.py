"""Whatever is sent by whichever role: no failure, and no answer that the description does not know."""

import random
from datetime import timedelta

import pytest

from marketplace.contract.commands import SetDraftKeeping
from marketplace.contract.entities import draft_id
from marketplace.contract.ids import JobId
from marketplace.engine import Actor
from tests.contract.conftest import Server
from tests.contract.places import emptied
from tests.support.fuzzing import Campaign, fuzz
from tests.unit.marketplace.stories import ANA, INVITATION, JOB, MODERATOR, NORDWIND, PROPOSAL, ROOM, TERN, Story, a_job

ROLES: tuple[Actor, ...] = (ANA, NORDWIND, MODERATOR)
EXAMPLES = 3
IDS = (INVITATION, PROPOSAL, ROOM, JOB, "ana", "nordwind")
KNOWN = dict(zip(("invitation", "proposal", "room", "job", "freelancer", "client"), IDS, strict=True))
ANOTHER = JobId("another")
KNOWN |= {"written_for": ANOTHER, "draft": draft_id(ANOTHER, direct=True)}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("kind", ["on_sqlite", "on_postgresql"])
def test_no_request_meets_a_failure_or_an_answer_that_is_not_described(
    kind: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(kind)
    emptied(server.address)
    story = Story(server.address).answered()
    story.posts(a_job(ANOTHER), TERN)
    story.does(ANA, SetDraftKeeping(keeps=True))
    chance = random.randrange(2**32)
    print("chance", chance)
    tokens = {actor.key: story.engine.issue_token(actor, "", timedelta(days=9_000)) for actor in ROLES}
    answered = fuzz(Campaign(server.url, tokens, KNOWN, EXAMPLES, chance))
    assert answered[200] > 50, answered
    assert answered.total() > 200
