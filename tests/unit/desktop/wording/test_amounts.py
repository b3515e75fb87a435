"""Money and counts in few characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.presenters.wording import amounts

cents = st.integers(0, 10**11)


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "$0"), (5, "$0.05"), (3800, "$38"), (4860, "$48.60"), (650_000, "$6,500")]
)
def test_dollars_are_exact(amount: int, text: str) -> None:
    assert amounts.dollars(amount) == text


@given(cents)
def test_no_cent_is_lost_in_writing(amount: int) -> None:
    whole, _, rest = amounts.dollars(amount).removeprefix("$").replace(",", "").partition(".")
    assert int(whole) * 100 + int(rest or 0) == amount


@pytest.mark.parametrize(
    ("pricing", "low", "high", "text"),
    [
        ("hourly", 3800, 5200, "Hourly $38–52"),
        ("hourly", 5400, 5400, "Hourly $54"),
        ("hourly", 3850, 5225, "Hourly $38.50–52.25"),
        ("fixed", 650_000, 650_000, "Fixed $6,500"),
        ("project", 90_000, 90_000, "Fixed $900"),
    ],
)
def test_terms_name_their_kind(pricing: str, low: int, high: int, text: str) -> None:
    assert amounts.terms(pricing, low, high) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "$0"),
        (999, "$999"),
        (1000, "$1k"),
        (84_200, "$84k"),
        (999_999, "$999k"),
        (1_000_000, "$1M"),
        (1_250_000, "$1.2M"),
        (9_999_999, "$9.9M"),
    ],
)
def test_what_was_spent_is_never_said_to_be_more_than_it_is(amount: int, text: str) -> None:
    assert amounts.roughly(amount) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 questions"), (1, "1 question"), (2, "2 questions")])
def test_one_is_one_and_all_else_is_many(number: int, text: str) -> None:
    assert amounts.count(number, "question") == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((1, "First"), (2, "Second"), (9, "Ninth"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th")),
        *((21, "21st"), (22, "22nd"), (23, "23rd"), (24, "24th"), (101, "101st"), (111, "111th"), (112, "112th")),
    ],
)
def test_ordinals_are_english(number: int, text: str) -> None:
    assert amounts.ordinal(number) == text


@pytest.mark.parametrize(
    ("octets", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1 KB"), (2**20 - 1, "1023 KB"), (2**20, "1.0 MB")],
)
def test_sizes_are_said_in_the_unit_that_fits(octets: int, text: str) -> None:
    assert amounts.size(octets) == text
