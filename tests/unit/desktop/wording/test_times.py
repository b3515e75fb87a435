"""Times as a person says them, wherever they live and whatever the clocks do."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.presenters.wording import times

At = Callable[[str], int]

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be chosen here")


@pytest.fixture(autouse=True, params=["Europe/Berlin"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the reader lives."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield str(request.param)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def at(zone: str) -> At:
    """Milliseconds of a moment on the reader's own clock."""

    def moment(text: str) -> int:
        return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)

    return moment


days = st.integers(0, 400)

NOW = "2026-03-04T15:00"  # a Wednesday


@pytest.mark.parametrize(
    ("moment", "short", "day", "at_length"),
    [
        ("2026-03-04T09:12", "09:12", "Today", "today 09:12"),
        ("2026-03-04T00:00", "00:00", "Today", "today 00:00"),
        ("2026-03-03T23:59", "Yesterday", "Yesterday", "yesterday 23:59"),
        ("2026-03-02T09:12", "Mon", "Monday", "Monday 09:12"),
        ("2026-02-26T09:12", "Thu", "Thursday", "Thursday 09:12"),
        ("2026-02-25T23:59", "25 Feb", "25 Feb", "25 Feb 23:59"),
        ("2026-01-01T00:00", "1 Jan", "1 Jan", "1 Jan 00:00"),
        ("2025-12-31T23:59", "31 Dec 2025", "31 Dec 2025", "31 Dec 2025 23:59"),
        ("2026-03-05T09:12", "5 Mar", "5 Mar", "5 Mar 09:12"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(at: At, moment: str, short: str, day: str, at_length: str) -> None:
    when, now = at(moment), at(NOW)
    assert (times.short(when, now), times.day(when, now), times.at_length(when, now)) == (short, day, at_length)


def test_new_years_morning_the_evening_before_is_yesterday_and_not_a_year_ago(at: At) -> None:
    assert times.short(at("2025-12-31T23:50"), at("2026-01-01T00:10")) == "Yesterday"


@pytest.mark.parametrize(
    ("moment", "until"),
    [("2026-03-04T23:59", "today"), ("2026-03-05T00:00", "tomorrow"), ("2026-03-07T09:00", "in 3 days")],
)
def test_how_far_off_counts_days_of_the_calendar(at: At, moment: str, until: str) -> None:
    assert times.until(at(moment), at(NOW)) == until


@pytest.mark.parametrize("evening", ["2026-03-28T23:30", "2026-10-24T23:30"])
def test_the_night_when_the_clocks_change_is_one_night(at: At, evening: str) -> None:
    morning = (datetime.fromisoformat(evening) + timedelta(hours=8)).isoformat()
    assert times.days_between(at(evening), at(morning)) == 1
    assert times.short(at(evening), at(morning)) == "Yesterday"


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC"],
    indirect=True,
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.datetimes(datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2037-12-01")), days=days)
def test_days_between_are_those_of_the_calendar(zone: str, start: datetime, days: int) -> None:
    first = start.replace(tzinfo=ZoneInfo(zone))
    last = (start + timedelta(days=days)).replace(tzinfo=ZoneInfo(zone))
    moments = [round(each.timestamp() * 1000) for each in (first, last)]
    shown = [datetime.fromtimestamp(moment / 1000, ZoneInfo(zone)).date() for moment in moments]
    assert times.days_between(*moments) == (shown[1] - shown[0]).days


@given(
    st.integers(-62_135_596_800_000, 253_402_300_799_000),
    st.integers(-62_135_596_800_000, 253_402_300_799_000),
)
def test_any_moment_that_can_be_written_can_be_said(at: int, now: int) -> None:
    for say in (times.short, times.day, times.at_length, times.until, times.date):
        assert say(at, now)
