"""What is left of any terms, against whole cents counted by hand."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.local.drafts import Fields, MilestoneFields
from desktop.presenters.wording.compositions import Earnings, earnings, sum_of_milestones
from marketplace.contract.entities import FixedBudget, HourlyRange, Job
from tests.unit.desktop.things import a_job

HOURLY = a_job(budget=HourlyRange(low=Decimal(3), high=Decimal(999)))
FIXED = a_job(budget=FixedBudget(amount=Decimal(900)))
CENTS = st.integers(1, 99_999_999)
HUNDREDTHS = st.integers(0, 1500)
"""Of a percent."""


def typed(cents: int) -> str:
    """`cents` as they are typed."""
    return f"{cents // 100}.{cents % 100:02}"


def shown(cents: int) -> str:
    """`cents` as they are shown."""
    return f"${cents // 100:,}.{cents % 100:02}" if cents % 100 else f"${cents // 100:,}"


def by_hand(amounts: Iterable[int], hundredths: int, an_hour: str = "") -> Earnings:
    """Fee and rest in whole cents: half a cent of a fee counts as one."""
    total = sum(amounts)
    fee = (total * hundredths * 2 + 10_000) // 20_000
    percent = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return Earnings(f"Service fee {percent} % ({shown(fee)})", f"You receive {shown(total - fee)}{an_hour}")


def said(job: Job, fields: Fields, hundredths: int) -> Earnings:
    return earnings(job, fields, Decimal(hundredths) / 100)


@given(CENTS, HUNDREDTHS)
def test_an_hour(cents: int, hundredths: int) -> None:
    fields = Fields(as_offered=False, amount=typed(cents))
    assert said(HOURLY, fields, hundredths) == by_hand([cents], hundredths, " an hour")


@given(CENTS, HUNDREDTHS)
def test_a_project(cents: int, hundredths: int) -> None:
    fields = Fields(as_offered=False, amount=typed(cents))
    assert said(FIXED, fields, hundredths) == by_hand([cents], hundredths)


@given(st.lists(CENTS, min_size=1, max_size=9), HUNDREDTHS)
def test_milestones(parts: list[int], hundredths: int) -> None:
    milestones = tuple(MilestoneFields(description="Part", amount=typed(cents)) for cents in parts)
    fields = Fields(as_offered=False, by_milestone=True, milestones=milestones)
    assert said(FIXED, fields, hundredths) == by_hand(parts, hundredths)
    assert sum_of_milestones(fields).endswith(f"{shown(sum(parts))} in all")


@given(HUNDREDTHS)
def test_what_the_client_offers(hundredths: int) -> None:
    assert said(FIXED, Fields(), hundredths) == by_hand([90_000], hundredths)


@given(st.lists(st.text(max_size=8) | CENTS.map(typed), max_size=4), HUNDREDTHS)
def test_whatever_is_typed_fee_and_sum_can_be_said(parts: list[str], hundredths: int) -> None:
    milestones = tuple(MilestoneFields(amount=each) for each in parts)
    fields = Fields(as_offered=False, by_milestone=True, milestones=milestones)
    assert said(FIXED, fields, hundredths).fee.startswith("Service fee")
    assert sum_of_milestones(fields) == "" or "in all" in sum_of_milestones(fields)
