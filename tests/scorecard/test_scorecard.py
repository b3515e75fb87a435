"""Every row of the score card holds, in its short column."""

from collections.abc import Callable

import pytest

from tests.scorecard.card import Line, Row
from tests.scorecard.rows import ROWS

pytestmark = pytest.mark.slow

SEED = 20
"""Of the short column, so that a failure in a test run is seen again. `python -m tests.scorecard` takes any."""


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row.name, marks=pytest.mark.timeout(row.seconds)) for row in ROWS]
)
def test_the_row_holds(row: Row, note: Callable[[Line], None]) -> None:
    line = Line(row, row.short, row.measure(row.short, SEED))
    note(line)
    assert not line.outcome.failures, f"seed {SEED}: {line.outcome.failures}"
