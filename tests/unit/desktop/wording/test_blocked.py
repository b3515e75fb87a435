"""What is said of a blocked client's open jobs."""

from desktop.presenters.wording import blocked
from marketplace.contract.entities import JobPost, Page
from tests.unit.desktop.things import a_client, a_job

POST = JobPost(job=a_job(connects=8), client=a_client())


def test_what_was_found_speaks_for_itself() -> None:
    assert blocked.outcome(Page(items=(POST,)), "turbine") == ""


def test_more_than_is_shown_is_said_with_what_finds_it() -> None:
    assert blocked.outcome(Page(items=(POST, POST), next="x"), "") == "These are the newest 2. Words find the others."


def test_no_job_with_these_words_is_not_no_job_at_all() -> None:
    said = [blocked.outcome(Page(items=()), words) for words in ("turbine", "  ")]
    assert said == [blocked.NOT_FOUND, blocked.NO_OPEN_JOB]


def test_each_job_says_what_a_proposal_costs_and_whether_that_can_be_paid() -> None:
    costs = [blocked.jobs([POST], connects)[0].aside for connects in (20, 8, 3)]
    assert costs == ["8 Connects; you have 20", "8 Connects; you have 8", "8 Connects; you have only 3"]
