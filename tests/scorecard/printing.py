"""Prints the card at the end of a test run that measured rows of it: a plugin of the whole run.

Rows are measured in whichever process runs the test, so their texts travel with the report of the test, and the process
that prints has read no test itself.
"""

from collections.abc import Callable, Iterator

import pytest

from tests.scorecard.card import Line, table

PROPERTY = "line of the score card"


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Callable[[Line], None]:
    """Notes a measured row."""
    return lambda line: record_property(PROPERTY, list(line.cells()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table, below the tests."""
    if measured := list(_lines(terminalreporter)):
        terminalreporter.section("score card, short column")
        terminalreporter.write_line(table(measured))


def _lines(reporter: pytest.TerminalReporter) -> Iterator[list[str]]:
    reports = [each for outcome in ("passed", "failed") for each in reporter.stats.get(outcome, [])]
    for report in reports:
        yield from (cells for name, cells in getattr(report, "user_properties", ()) if name == PROPERTY)
