"""Job posts: what they need before anybody is invited to them."""

from datetime import datetime

from marketplace.contract.entities import Client, FixedBudget, HourlyRange, Interview, Job, Letter
from marketplace.contract.policy import Limits, Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.profiles import is_time_zone
from marketplace.contract.rules.terms import hourly_rate, project_amount
from marketplace.contract.rules.texts import first, listed, some_text, text


def post_job(job: Job, policy: Policy, now: datetime) -> Refusal | None:
    """A title, a budget that could be paid, questions that can be answered, an interview where one is asked for."""
    limits = policy.limits
    return first(
        some_text(job.title, limits.job_title, "title"),
        text(job.description, limits.job_description, "description"),
        text(job.category, limits.job_title, "category"),
        _budget(job.budget, limits),
        listed(job.duration, policy.durations, "unknown_duration", "duration") if job.duration else None,
        listed(job.level, policy.levels, "bad_job_post", "level") if job.level else None,
        _connects(job, limits),
        _several(job.questions, limits.questions, limits.question, "questions"),
        _several(job.skills, limits.skills, limits.skill, "skills"),
        _interview(job, limits),
        Refusal(name="not_yours_to_do", field="exemptions") if job.exemptions else None,
        None if job.is_open else Refusal(name="bad_job_post", detail="A job is posted open."),
        None if job.closes_at is None or job.closes_at > now else Refusal(name="time_has_passed", field="closes_at"),
    )


def introduce(client: Client, policy: Policy) -> Refusal | None:
    """A client who posts for the first time has a name and a place of a length that fits on a screen."""
    limits = policy.limits
    return first(
        text(client.name or "", limits.name, "client.name"),
        some_text(client.country, limits.place, "client.country"),
        text(client.city or "", limits.place, "client.city"),
        None if is_time_zone(client.time_zone) else Refusal(name="unknown_time_zone", field="client.time_zone"),
    )


def _connects(job: Job, limits: Limits) -> Refusal | None:
    if job.connects <= limits.connects:
        return None
    detail = f"A proposal costs up to {limits.connects} Connects."
    return Refusal(name="bad_job_post", field="connects", detail=detail)


def _budget(budget: HourlyRange | FixedBudget, limits: Limits) -> Refusal | None:
    match budget:
        case HourlyRange(low=low, high=high):
            upside_down = Refusal(name="bad_job_post", field="budget", detail="The lower rate is above the higher one.")
            return first(hourly_rate(low, limits), hourly_rate(high, limits), upside_down if low > high else None)
        case FixedBudget(amount=amount):
            return project_amount(amount, limits, "budget")


def _interview(job: Job, limits: Limits) -> Refusal | None:
    interview = job.interview
    if interview is None and job.letter is not Letter.INTERVIEW:
        return None
    if interview is None or not interview.questions:
        return Refusal(name="bad_job_post", field="interview", detail="An interview needs questions.")
    return first(
        _length(interview, limits),
        some_text(interview.language, limits.name, "interview"),
        _several(interview.questions, limits.interview_questions, limits.question, "interview"),
    )


def _length(interview: Interview, limits: Limits) -> Refusal | None:
    if 1 <= interview.seconds <= limits.interview_seconds:
        return None
    detail = f"An answer can take from 1 to {limits.interview_seconds} seconds."
    return Refusal(name="bad_length", field="interview", detail=detail)


def _several(given: tuple[str, ...], most: int, longest: int, field: str) -> Refusal | None:
    if len(given) > most:
        return Refusal(name="bad_job_post", field=field, detail=f"There can be up to {most} {field}.")
    return first(*(some_text(each, longest, f"{field}.{at}") for at, each in enumerate(given)))
