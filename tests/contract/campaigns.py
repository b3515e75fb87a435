"""What a campaign of requests is about: a marketplace where something has happened, and three who may ask."""

from datetime import timedelta

from marketplace.contract.commands import SetDraftKeeping
from marketplace.contract.entities import draft_id
from marketplace.contract.ids import JobId
from tests.support.fuzzing import Campaign
from tests.unit.marketplace.stories import ANA, INVITATION, JOB, MODERATOR, NORDWIND, PROPOSAL, ROOM, TERN, Story, a_job

ROLES = (ANA, NORDWIND, MODERATOR)
OTHER = JobId("another")
KNOWN = {
    "invitation": INVITATION,
    "proposal": PROPOSAL,
    "room": ROOM,
    "job": JOB,
    "freelancer": ANA.id,
    "client": NORDWIND.id,
    "written_for": OTHER,
    "draft": draft_id(OTHER, direct=True),
}


def tokens(address: str) -> dict[str, str]:
    """Fill the empty marketplace at `address`; a token for each role."""
    story = Story(address).answered()
    story.posts(a_job(OTHER), TERN)
    story.does(ANA, SetDraftKeeping(keeps=True))
    return {actor.key: story.engine.issue_token(actor, "", timedelta(days=9_000)) for actor in ROLES}


def campaign(url: str, shown: dict[str, str], examples: int, chance: int, verbs: int = 1) -> Campaign:
    """Requests to the server at `url`, from whoever shows one of the tokens."""
    return Campaign(url, shown, KNOWN, examples, chance, verbs)
