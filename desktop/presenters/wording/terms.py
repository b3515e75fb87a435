"""What is charged, said: by the hour, by the project, or milestone by milestone."""

from decimal import Decimal

from desktop.models.plain import one_line
from desktop.models.rows import Fact
from marketplace.contract.entities import (
    HourlyTerms,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    RateIncrease,
    Terms,
    price,
)
from marketplace.contract.money import dollars, service_fee, you_receive


def said(terms: Terms) -> str:
    """`$54 an hour`, `$1,800 for the project`, `$1,800 in 3 milestones`."""
    match terms:
        case HourlyTerms(rate=rate):
            return f"{dollars(rate)} an hour"
        case ProjectTerms(amount=amount):
            return f"{dollars(amount)} for the project"
        case MilestoneTerms(milestones=milestones):
            several = "1 milestone" if len(milestones) == 1 else f"{len(milestones)} milestones"
            return f"{dollars(price(terms))} in {several}"


def facts(terms: Terms, fee_percent: Decimal) -> list[Fact]:
    """The price with what is particular about it, the fee, and what is left."""
    amount = price(terms)
    return [
        Fact("Hourly rate" if isinstance(terms, HourlyTerms) else "Bid", said(terms)),
        *particulars(terms),
        Fact("Service fee", f"{fee_percent.normalize():f} % ({dollars(service_fee(amount, fee_percent))})"),
        Fact("You receive", dollars(you_receive(amount, fee_percent))),
    ]


def at_length(terms: Terms) -> str:
    """The price and what is particular about it, a line each."""
    return "\n".join([said(terms), *(f"{fact.label}: {fact.value}" for fact in particulars(terms))])


def increase(given: RateIncrease) -> str:
    """`5 % every 6 months`."""
    return f"{given.percent.normalize():f} % every {given.months} months"


def particulars(terms: Terms) -> list[Fact]:
    """What is to be said beside the price: how a rate rises, each milestone."""
    match terms:
        case HourlyTerms(increase=RateIncrease() as given):
            return [Fact("Rate increase", increase(given))]
        case MilestoneTerms(milestones=milestones):
            return [Fact(f"Milestone {number}", _milestone(each)) for number, each in enumerate(milestones, 1)]
        case _:
            return []


def _milestone(milestone: Milestone) -> str:
    due = f", due {milestone.due:%Y-%m-%d}" if milestone.due is not None else ""
    return f"{one_line(milestone.description, 120)}: {dollars(milestone.amount)}{due}"
