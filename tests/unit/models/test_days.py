"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models import days

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        (" 2026-1-5 ", date(2026, 1, 5)),
        ("24.12.2026", date(2026, 12, 24)),
        ("24. 12. 2026", date(2026, 12, 24)),
        ("24 Dec", date(2026, 12, 24)),
        ("24 december 2027", date(2027, 12, 24)),
        ("5 Jan", date(2027, 1, 5)),
        ("24 Nov", TODAY),
        ("+14", TODAY + timedelta(days=14)),
        ("+ 1", TODAY + timedelta(days=1)),
    ],
)
def test_a_day_is_read(written: str, meant: date) -> None:
    assert days.read(written, TODAY) == meant


@pytest.mark.parametrize(
    "written", ["", "soon", "12/11/2026", "2026-13-01", "30 Feb", "0.0.0", "+99999", "24 Dez", "-3"]
)
def test_what_is_no_day_or_could_be_two_is_not_read(written: str) -> None:
    assert days.read(written, TODAY) is None


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_day_that_was_shown_is_read_again(day: date) -> None:
    assert days.from_iso(day.isoformat()) == day
    if day.year >= 1000:
        assert days.read(days.shown(day.isoformat()), TODAY) == day


@given(st.text(max_size=20))
def test_whatever_is_written_is_a_day_or_none(written: str) -> None:
    assert days.shown(written) == written or days.from_iso(written) is not None
    days.read(written, TODAY)
