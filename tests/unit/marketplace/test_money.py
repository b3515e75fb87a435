"""Amounts are exact: nothing is lost between what is asked, what is kept and what is received."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.contract.money import MOST, cents, dollars, service_fee, you_receive

amounts = st.decimals(min_value=0, max_value=MOST, places=2)
percents = st.decimals(min_value=0, max_value=15, places=1)


@given(amounts, percents)
def test_fee_and_rest_add_up_to_the_amount(amount: Decimal, percent: Decimal) -> None:
    assert service_fee(amount, percent) + you_receive(amount, percent) == amount


@given(amounts, percents)
def test_the_fee_is_whole_cents_and_never_more_than_the_amount(amount: Decimal, percent: Decimal) -> None:
    fee = service_fee(amount, percent)
    assert fee == cents(fee)
    assert 0 <= fee <= amount


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01")]
)
def test_halves_are_rounded_away_from_zero(amount: str, rounded: str) -> None:
    assert cents(Decimal(amount)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "text"), [("1800", "$1,800"), ("48.6", "$48.60"), ("48.00", "$48"), ("0.05", "$0.05")]
)
def test_dollars_are_written_as_people_do(amount: str, text: str) -> None:
    assert dollars(Decimal(amount)) == text
