"""What the rules let through, and the first thing they find wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.contract import rules
from marketplace.contract.commands import SubmitProposal
from marketplace.contract.entities import (
    Attachment,
    FixedBudget,
    HourlyRange,
    HourlyTerms,
    Job,
    Letter,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    RateIncrease,
    Terms,
)
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import MIB, Policy
from tests.unit.marketplace.stories import JOB, PROPOSAL, a_job

POLICY = Policy()
HOURLY = a_job(budget=HourlyRange(low=Decimal(30), high=Decimal(50)))
FIXED = a_job(budget=FixedBudget(amount=Decimal(1800)))


def application(**fields: object) -> SubmitProposal:
    """A proposal with these fields."""
    return SubmitProposal(**{"job": JOB, "proposal": PROPOSAL, **fields})  # type: ignore[arg-type]


def flaw(job: Job, **fields: object) -> tuple[str, str | None] | None:
    """Name and field of the first flaw."""
    found = rules.application(job, application(**fields), POLICY)
    return None if found is None else (found.name, found.field)


def a_file(name: str = "cv.pdf", size: int = 10) -> Attachment:
    """An attachment."""
    return Attachment(blob=BlobId("0" * 64), name=name, size=size)


@pytest.mark.parametrize(
    ("job", "terms"),
    [
        (HOURLY, HourlyTerms(rate=Decimal(3))),
        (HOURLY, HourlyTerms(rate=Decimal("48.60"))),
        (HOURLY, HourlyTerms(rate=Decimal("999.00"))),
        (FIXED, ProjectTerms(amount=Decimal(5))),
        (FIXED, ProjectTerms(amount=Decimal(1_000_000))),
    ],
)
def test_terms_within_the_range_are_fine(job: Job, terms: Terms) -> None:
    assert flaw(job, terms=terms) is None


@pytest.mark.parametrize("rate", ["2.99", "999.01", "0", "-5", "48.605", "NaN", "Infinity", "1e400", "-0"])
def test_an_impossible_rate_is_refused(rate: str) -> None:
    assert flaw(HOURLY, terms=HourlyTerms(rate=Decimal(rate))) == ("rate_out_of_range", "rate")


@pytest.mark.parametrize("amount", ["4.99", "1000000.01", "sNaN"])
def test_an_impossible_amount_is_refused(amount: str) -> None:
    assert flaw(FIXED, terms=ProjectTerms(amount=Decimal(amount))) == ("amount_out_of_range", "amount")


@pytest.mark.parametrize(
    ("job", "terms"), [(FIXED, HourlyTerms(rate=Decimal(40))), (HOURLY, ProjectTerms(amount=Decimal(40)))]
)
def test_terms_fit_the_way_the_job_is_paid(job: Job, terms: Terms) -> None:
    assert flaw(job, terms=terms) == ("wrong_pricing", "terms")


def part(amount: str = "50", description: str = "Glossary") -> Milestone:
    """A part of a project."""
    return Milestone(description=description, amount=Decimal(amount))


def rising(months: int = 6, percent: str = "5") -> HourlyTerms:
    """A rate that rises."""
    return HourlyTerms(rate=Decimal(40), increase=RateIncrease(months=months, percent=Decimal(percent)))


@pytest.mark.parametrize(
    ("job", "terms", "found"),
    [
        (FIXED, MilestoneTerms((part("5"),) * 15), None),
        (FIXED, MilestoneTerms(()), ("bad_milestones", "milestones")),
        (FIXED, MilestoneTerms((part(), part(description=" "))), ("bad_milestones", "milestones.1")),
        (FIXED, MilestoneTerms((part("4.99"),)), ("amount_out_of_range", "milestones.0")),
        (FIXED, MilestoneTerms((part("600000"),) * 2), ("amount_out_of_range", "milestones")),
        (HOURLY, MilestoneTerms((part(),)), ("wrong_pricing", "terms")),
        *((HOURLY, rising(months), None) for months in (3, 6, 12)),
        (HOURLY, rising(percent="1"), None),
        (HOURLY, rising(percent="50"), None),
        (HOURLY, rising(months=4), ("rate_increase_out_of_range", "increase")),
        (HOURLY, rising(percent="0.99"), ("rate_increase_out_of_range", "increase")),
        (HOURLY, rising(percent="50.01"), ("rate_increase_out_of_range", "increase")),
    ],
)
def test_milestones_and_rising_rates_keep_their_ranges(job: Job, terms: Terms, found: tuple[str, str] | None) -> None:
    assert flaw(job, terms=terms) == found


def test_as_offered_is_the_upper_end_of_a_range() -> None:
    assert rules.terms_as_offered(HOURLY) == HourlyTerms(rate=Decimal(50))


def test_as_offered_is_the_whole_budget() -> None:
    assert rules.terms_as_offered(FIXED) == ProjectTerms(amount=Decimal(1800))


@pytest.mark.parametrize(
    ("letter", "text", "found"),
    [
        (Letter.OPTIONAL, "", None),
        (Letter.REQUIRED, "Dear all", None),
        (Letter.REQUIRED, " \n", ("letter_required", "cover_letter")),
        (Letter.INTERVIEW, "Dear all", ("interview_required", "interview")),
    ],
)
def test_the_job_says_what_it_wants_beside_the_terms(
    letter: Letter, text: str, found: tuple[str, str | None] | None
) -> None:
    assert flaw(a_job(letter=letter), cover_letter=text) == found


@pytest.mark.parametrize("text", ["x" * 5_000, "🧑‍💻" * 1_666, "\u202e right to left", "a\u0301" * 2_500])
def test_a_letter_of_any_script_fits_up_to_its_limit(text: str) -> None:
    assert flaw(HOURLY, cover_letter=text) is None


@pytest.mark.parametrize(
    ("text", "name"), [("x" * 5_001, "text_too_long"), ("a\0b", "malformed"), ("a\ud800b", "malformed")]
)
def test_a_letter_that_cannot_be_kept_is_refused(text: str, name: str) -> None:
    assert flaw(HOURLY, cover_letter=text) == (name, "cover_letter")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (("OmegaT", "Fast"), None),
        (("OmegaT",), ("unanswered_question", "answers.1")),
        ((" ", "Fast"), ("unanswered_question", "answers.0")),
        (("OmegaT", "x" * 5_001), ("text_too_long", "answers.1")),
        (("OmegaT", "Fast", "More"), ("malformed", "answers")),
    ],
)
def test_each_question_wants_one_answer(answers: tuple[str, ...], found: tuple[str, str] | None) -> None:
    assert flaw(a_job(questions=("Tools?", "Speed?")), answers=answers) == found


def test_a_duration_comes_from_the_list() -> None:
    assert flaw(HOURLY, duration="a_while") == ("unknown_duration", "duration")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ([a_file()] * 10, None),
        ([a_file()] * 11, "too_many_attachments"),
        ([a_file(size=25 * MIB)], None),
        ([a_file(size=25 * MIB + 1)], "attachment_too_large"),
        ([a_file("répertoire 履歴書.pdf")], None),
        *(
            ([a_file(name)], "bad_attachment_name")
            for name in ("", ".", "..", "a/b", "a\\b", "a\nb", "a\0b", "é" * 128, "\ud800")
        ),
    ],
)
def test_files_are_few_small_and_well_named(files: list[Attachment], found: str | None) -> None:
    assert (flaw(HOURLY, attachments=tuple(files)) or (None,))[0] == found


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_no_amount_in_the_world_breaks_the_rules(amount: Decimal) -> None:
    allowed = rules.terms(HOURLY, HourlyTerms(rate=amount), POLICY) is None
    assert not allowed or Decimal(3) <= amount <= Decimal(999)
