"""The card says what was measured, and that something went wrong."""

from tests.scorecard.card import Line, Outcome, Row, markdown
from tests.scorecard.rows import ROWS
from tests.support.documents import replaced

ROW = Row("stops", "Stops at {size} places", "0 lost", lambda _size, _seed: Outcome(""), short=10, long=2_000)


def test_a_line_says_how_often_it_was_tried() -> None:
    line = Line(ROW, 2_000, Outcome("{size} stops: 0 lost"))
    assert line.cells() == ("Stops at 2,000 places", "2,000 stops: 0 lost", "0 lost", "✓")


def test_a_row_with_a_failure_does_not_hold() -> None:
    line = Line(ROW, 10, Outcome("10 stops: 1 lost", ["seed 3: one is lost"]))
    assert not line.holds
    assert line.cells()[-1] == "✗"


def test_the_table_is_markdown() -> None:
    table = markdown([Line(ROW, 10, Outcome("10 stops: 0 lost"))])
    assert table.splitlines()[2] == "| Stops at 10 places | 10 stops: 0 lost | 0 lost | ✓ |"
    assert {line.count("|") for line in table.splitlines()} == {5}


def test_every_row_has_a_name_of_its_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


def test_a_table_takes_the_place_between_its_markers_only() -> None:
    text = "before <!-- card -->old<!-- /card --> after <!-- bench -->kept<!-- /bench -->"
    expected = "before <!-- card -->\nnew\n<!-- /card --> after <!-- bench -->kept<!-- /bench -->"
    assert replaced(text, "card", "new") == expected
