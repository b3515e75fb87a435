"""Rows are known by their form, whatever else lies on a damaged page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.local.forms import FORMS, LONG_AGO, Form
from desktop.local.pages import PageRow, Value

VALUES = st.none() | st.integers() | st.integers(LONG_AGO) | st.floats() | st.text() | st.binary() | st.just("open")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(values=st.lists(VALUES, max_size=16), key=st.none() | st.integers())
def test_whatever_lies_on_a_page_fits_or_does_not(form: Form, values: list[Value], key: int | None) -> None:
    assert form.fits(PageRow(key, tuple(values))) in {True, False}


@pytest.mark.parametrize("spoiled", [None, b"\x01", "1", 1.5, LONG_AGO - 1])
def test_a_revision_was_saved_at_a_time(spoiled: Value) -> None:
    row = ("draft", 3, LONG_AGO + 1, b"{}")
    assert FORMS["draft_revision"].fits(PageRow(None, row))
    assert not FORMS["draft_revision"].fits(PageRow(None, (*row[:2], spoiled, row[3])))
