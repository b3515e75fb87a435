"""Lengths of time, as the script writes them."""

from datetime import timedelta

import pytest

from marketplace.simulation.script import span


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("25m", timedelta(minutes=25)),
        ("2d 5h", timedelta(days=2, hours=5)),
        ("1d 2h 3m", timedelta(days=1, hours=2, minutes=3)),
    ],
)
def test_a_length_of_time_is_read(text: str, length: timedelta) -> None:
    assert span(text) == length


@pytest.mark.parametrize("text", ["", "5", "h", "-3d", "2w", "2d5h", "1.5h"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        span(text)
