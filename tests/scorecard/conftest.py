"""Prints the card at the end of a test run that measured rows of it."""

import pytest

from tests.scorecard.card import Line, markdown

LINES = pytest.StashKey[list[Line]]()


@pytest.fixture
def lines(request: pytest.FixtureRequest) -> list[Line]:
    """Where a measured row is noted."""
    return request.config.stash.setdefault(LINES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The table, below the tests."""
    measured = config.stash.get(LINES, [])
    if measured:
        terminalreporter.section("score card, short column")
        terminalreporter.write_line(markdown(measured))
