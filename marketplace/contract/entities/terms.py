"""What is charged: by the hour, by the project, or milestone by milestone."""

from datetime import date
from decimal import Decimal

from marketplace.contract.entities.values import Count, Value


class RateIncrease(Value, frozen=True, kw_only=True):
    """The hourly rate rises by `percent` every so many `months`, one of the policy's rate increases."""

    months: Count
    percent: Decimal


class HourlyTerms(Value, frozen=True, tag_field="pricing", tag="hourly"):
    """`rate` dollars an hour, for good unless there is an `increase`."""

    rate: Decimal
    increase: RateIncrease | None = None


class ProjectTerms(Value, frozen=True, tag_field="pricing", tag="project"):
    """`amount` dollars for the whole project."""

    amount: Decimal


class Milestone(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A part of the project, `amount` dollars when it is done; `due` where a day was agreed."""

    description: str
    amount: Decimal
    due: date | None = None


class MilestoneTerms(Value, frozen=True, tag_field="pricing", tag="milestones"):
    """The project in parts, each paid by itself, in the order in which they come."""

    milestones: tuple[Milestone, ...]


Terms = HourlyTerms | ProjectTerms | MilestoneTerms


def amounts_in(terms: Terms) -> tuple[Decimal, ...]:
    """Every amount of dollars that `terms` name: one, or each milestone's."""
    match terms:
        case HourlyTerms(rate=rate):
            return (rate,)
        case ProjectTerms(amount=amount):
            return (amount,)
        case MilestoneTerms(milestones=milestones):
            return tuple(milestone.amount for milestone in milestones)


def price(terms: Terms) -> Decimal:
    """What `terms` come to: the rate of an hour, or the sum for the project."""
    return sum(amounts_in(terms), Decimal(0))
