"""What may be charged, and how."""

from decimal import Decimal

from marketplace.contract.entities import (
    FixedBudget,
    HourlyRange,
    HourlyTerms,
    Job,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    RateIncrease,
    Terms,
    price,
)
from marketplace.contract.money import CENT, is_writable
from marketplace.contract.policy import Limits, Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.texts import first, text


def terms_as_offered(job: Job) -> Terms:
    """The client's own terms: the upper end of an hourly range, or the whole budget."""
    match job.budget:
        case HourlyRange(high=high):
            return HourlyTerms(rate=high)
        case FixedBudget(amount=amount):
            return ProjectTerms(amount=amount)


def terms(job: Job, proposed: Terms, policy: Policy) -> Refusal | None:
    """Terms fit the way the job is paid, are whole cents, and lie in the allowed range."""
    limits = policy.limits
    match proposed, job.budget:
        case HourlyTerms(rate=rate, increase=increase), HourlyRange():
            return first(hourly_rate(rate, limits), None if increase is None else _increase(increase, policy))
        case ProjectTerms(amount=amount), FixedBudget():
            return project_amount(amount, limits, "amount")
        case MilestoneTerms(milestones=milestones), FixedBudget():
            return _milestones(milestones, limits) or project_amount(price(proposed), limits, "milestones")
        case _:
            return Refusal(name="wrong_pricing", field="terms")


def hourly_rate(rate: Decimal, limits: Limits) -> Refusal | None:
    """Dollars an hour, in whole cents."""
    inside = is_price(rate, limits.rate_low, limits.rate_high)
    return None if inside else _range("rate_out_of_range", "rate", limits.rate_low, limits.rate_high)


def project_amount(amount: Decimal, limits: Limits, field: str) -> Refusal | None:
    """Dollars for a project, in whole cents."""
    inside = is_price(amount, limits.amount_low, limits.amount_high)
    return None if inside else _range("amount_out_of_range", field, limits.amount_low, limits.amount_high)


def is_price(amount: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether `amount` is finite, from `low` to `high`, in whole cents, and not written at any length."""
    return amount.is_finite() and low <= amount <= high and amount == amount.quantize(CENT) and is_writable(amount)


def _increase(increase: RateIncrease, policy: Policy) -> Refusal | None:
    low, high = policy.limits.increase_low, policy.limits.increase_high
    if increase.months in policy.rate_increase_months and is_price(increase.percent, low, high):
        return None
    months = ", ".join(str(each) for each in policy.rate_increase_months)
    detail = f"A rate can rise every {months} months, by {low:f} to {high:f} percent."
    return Refusal(name="rate_increase_out_of_range", field="increase", detail=detail)


def _milestones(milestones: tuple[Milestone, ...], limits: Limits) -> Refusal | None:
    if not milestones:
        return Refusal(name="bad_milestones", field="milestones")
    if len(milestones) > limits.milestones:
        detail = f"There are {len(milestones)} milestones; {limits.milestones} are allowed."
        return Refusal(name="too_many_milestones", field="milestones", detail=detail)
    return first(*(_milestone(each, limits, f"milestones.{at}") for at, each in enumerate(milestones)))


def _milestone(milestone: Milestone, limits: Limits, field: str) -> Refusal | None:
    if not milestone.description.strip():
        return Refusal(name="bad_milestones", field=field, detail="Say what this milestone is about.")
    if not is_price(milestone.amount, limits.milestone_low, limits.amount_high):
        return _range("amount_out_of_range", field, limits.milestone_low, limits.amount_high)
    return text(milestone.description, limits.milestone_description, field)


def _range(name: str, field: str, low: Decimal, high: Decimal) -> Refusal:
    return Refusal(name=name, field=field, detail=f"Choose an amount from ${low:,f} to ${high:,f}, in whole cents.")
