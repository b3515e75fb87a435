"""What a job post may hold, what a client may say of themselves in one, and who sees whose it is."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from marketplace.contract import rules
from marketplace.contract.commands import PostJob
from marketplace.contract.entities import Client, FixedBudget, HourlyRange, Interview, JobPost, Letter, Party
from marketplace.contract.ids import ClientId
from marketplace.contract.policy import Policy
from marketplace.engine import Actor
from marketplace.engine.listing import Wanted
from tests.unit.marketplace.stories import ANA, CLIENTS, JOB, MODERATOR, NORDWIND, START, TERN, Story, a_job

POLICY = Policy()
ASKED = Interview(questions=("Why?",), seconds=120, retakes=2)
STRANGER = Actor(Party.CLIENT, "stranger")


def interview(**facts: Any) -> Interview:
    """An interview with something in it that is not as it should be."""
    return Interview(**{name: getattr(ASKED, name) for name in Interview.__struct_fields__} | facts)


def a_stranger(**facts: Any) -> Client:
    """A client who posts for the first time."""
    said = {"id": ClientId("stranger"), "country": "Ireland", "member_since": START.date()}
    return Client(**{**said, **facts})


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"budget": FixedBudget(amount=Decimal(5))},
        {"budget": HourlyRange(low=Decimal(40), high=Decimal(40))},
        {"level": "expert", "duration": "under_1_month", "closes_at": START + timedelta(days=1)},
        {"questions": ("Why?",) * 5, "skills": ("x" * 300,) * 30, "title": "x" * 500, "description": "x" * 20_000},
        {"letter": Letter.INTERVIEW, "interview": interview(questions=("Why?",) * 10, seconds=600)},
        {"connects": 50},
    ],
)
def test_a_fair_job_is_posted(facts: dict[str, object]) -> None:
    assert rules.post_job(a_job(JOB, **facts), POLICY, START) is None


@pytest.mark.parametrize(
    ("facts", "name", "field"),
    [
        ({"title": " "}, "text_required", "title"),
        ({"title": "x" * 501}, "text_too_long", "title"),
        ({"description": "x" * 20_001}, "text_too_long", "description"),
        ({"category": "x" * 501}, "text_too_long", "category"),
        ({"budget": HourlyRange(low=Decimal(2), high=Decimal(40))}, "rate_out_of_range", "rate"),
        ({"budget": HourlyRange(low=Decimal(40), high=Decimal(1_000))}, "rate_out_of_range", "rate"),
        ({"budget": HourlyRange(low=Decimal(41), high=Decimal(40))}, "bad_job_post", "budget"),
        ({"budget": FixedBudget(amount=Decimal(4))}, "amount_out_of_range", "budget"),
        ({"duration": "for_ever"}, "unknown_duration", "duration"),
        ({"level": "Skype: nordwind.hr"}, "bad_job_post", "level"),
        ({"connects": 51}, "bad_job_post", "connects"),
        ({"questions": ("Why?",) * 6}, "bad_job_post", "questions"),
        ({"questions": ("Why?", " ")}, "text_required", "questions.1"),
        ({"questions": ("x" * 501,)}, "text_too_long", "questions.0"),
        ({"skills": ("German",) * 31}, "bad_job_post", "skills"),
        ({"skills": ("x" * 301,)}, "text_too_long", "skills.0"),
        ({"letter": Letter.INTERVIEW}, "bad_job_post", "interview"),
        ({"letter": Letter.INTERVIEW, "interview": interview(questions=())}, "bad_job_post", "interview"),
        ({"interview": interview(seconds=0)}, "bad_length", "interview"),
        ({"interview": interview(seconds=601)}, "bad_length", "interview"),
        ({"interview": interview(language="x" * 101)}, "text_too_long", "interview"),
        ({"interview": interview(questions=("Why?",) * 11)}, "bad_job_post", "interview"),
        ({"is_open": False}, "bad_job_post", None),
        ({"closes_at": START}, "time_has_passed", "closes_at"),
    ],
)
def test_what_a_job_post_cannot_hold(facts: dict[str, object], name: str, field: str | None) -> None:
    refusal = rules.post_job(a_job(JOB, **facts), POLICY, START)
    assert refusal is not None
    assert (refusal.name, refusal.field) == (name, field)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"name": "x" * 101}, "text_too_long"),
        ({"country": ""}, "text_required"),
        ({"country": "x" * 101}, "text_too_long"),
        ({"city": "x" * 101}, "text_too_long"),
        ({"time_zone": "../../etc/passwd"}, "unknown_time_zone"),
        ({"name": "nordwind.hr@posteo.de"}, "contact_information"),
        ({"country": "WhatsApp +44 20 7946 0958"}, "contact_information"),
        ({"city": "WhatsApp +44 20 7946 0958"}, "contact_information"),
    ],
)
def test_a_stranger_says_who_they_are_and_where_and_nothing_else(
    story: Story, facts: dict[str, object], name: str
) -> None:
    assert story.is_refused(STRANGER, PostJob(job=a_job(), client=a_stranger(**facts))) == name
    assert story.engine.post(MODERATOR, JOB) is None


def posted(story: Story, reader: Actor) -> JobPost:
    """The post, as `reader` sees it."""
    found = story.engine.post(reader, JOB)
    assert found is not None
    return found


def test_the_marketplace_says_when_a_job_was_posted_and_that_nobody_applies_for_nothing(story: Story) -> None:
    later = START + timedelta(days=900)
    story.posts(a_job(posted_at=later, connects=0))
    post = posted(story, ANA).job
    assert (post.posted_at, post.connects) == (story.now, POLICY.usual_connects)


def test_a_clients_name_is_for_themselves_and_for_whom_they_have_met(story: Story) -> None:
    story.answered()
    seen = {reader.id: posted(story, reader).client.name for reader in (ANA, NORDWIND, TERN, MODERATOR)}
    name = CLIENTS[NORDWIND].name
    assert seen == {"ana": name, "nordwind": name, "tern": None, "moderator": name}


def test_a_job_that_was_idle_for_too_long_is_not_among_the_open_ones(story: Story) -> None:
    story.posts()
    wanted = Wanted(ClientId("nordwind"), "turbine", is_open=True)
    before, _ = story.engine.posts(ANA, wanted, None, 10)
    story.now += timedelta(days=POLICY.periods.idle_job_days)
    after, _ = story.engine.posts(ANA, wanted, None, 10)
    assert ([post.job.id for post in before], after) == ([JOB], [])
