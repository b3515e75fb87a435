"""The terms that a draft proposes: what was filled in, as the contract's values. Pure functions."""

from datetime import date
from decimal import Decimal, InvalidOperation

from desktop.local.drafts import Fields, MilestoneFields
from marketplace.contract.entities import (
    HourlyRange,
    HourlyTerms,
    Job,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    RateIncrease,
    Terms,
)
from marketplace.contract.money import is_amount
from marketplace.contract.refusals import Refusal


def proposed(job: Job, fields: Fields) -> Terms | None:
    """What is proposed instead of the client's terms; None for those. What cannot be read fits no rule."""
    if fields.as_offered:
        return None
    if isinstance(job.budget, HourlyRange):
        return HourlyTerms(rate=amount(fields.amount), increase=_increase(fields))
    if fields.by_milestone:
        return MilestoneTerms(milestones=tuple(map(_milestone, fields.milestones)))
    return ProjectTerms(amount=amount(fields.amount))


def unreadable_days(job: Job, fields: Fields) -> list[Refusal]:
    """What stands where a day belongs and is none; the contract has no words for it."""
    if fields.as_offered or not fields.by_milestone or isinstance(job.budget, HourlyRange):
        return []
    return [
        Refusal(name="malformed", field=f"milestones.{place}", detail=f"“{each.due}” is no day. Write 2026-12-24.")
        for place, each in enumerate(fields.milestones)
        if each.due and _day(each.due) is None
    ]


def amount(text: str) -> Decimal:
    """`text` in dollars; an unreadable amount is zero, which no rule accepts."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return value if is_amount(value) else Decimal(0)


def _increase(fields: Fields) -> RateIncrease | None:
    if not fields.increase_months:
        return None
    return RateIncrease(months=fields.increase_months, percent=amount(fields.increase_percent))


def _milestone(given: MilestoneFields) -> Milestone:
    return Milestone(description=given.description, amount=amount(given.amount), due=_day(given.due))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
