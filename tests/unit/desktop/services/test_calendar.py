"""Another day, and another zone, are noticed once each."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desktop.services import calendar
from desktop.services.calendar import Calendar
from tests.unit.desktop.services.desks import running

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be chosen here")

EVENING = datetime(2026, 3, 28, 22, 59, tzinfo=UTC).timestamp()
"""A minute before midnight in Berlin, three hours before the clocks go forward there."""


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the reader lives, and a calendar that looks often."""
    monkeypatch.setattr(calendar, "TICK", 0.01)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def turns(monkeypatch: pytest.MonkeyPatch, *, seconds: float = 0.0, zone: str = "Europe/Berlin") -> int:
    """How often a calendar turns where so much time passes, and the system is told of a zone."""
    now, turned = [EVENING], list[float]()

    async def look() -> None:
        async with running(Calendar(lambda: turned.append(now[0]), lambda: now[0]).run()):
            await asyncio.sleep(0.03)
            now[0] += seconds
            monkeypatch.setenv("TZ", zone)
            await asyncio.sleep(0.08)

    asyncio.run(look())
    return len(turned)


def test_on_the_same_day_nothing_is_said_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert turns(monkeypatch, seconds=50) == 0


@pytest.mark.parametrize("seconds", [120, 86_400, -86_400, 365 * 86_400])
def test_another_day_is_noticed_once(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    assert turns(monkeypatch, seconds=seconds) == 1


def test_a_journey_into_another_zone_is_noticed_without_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert turns(monkeypatch, zone="America/Lima") == 1
    assert time.localtime(EVENING).tm_hour == 17


def test_the_night_when_the_clocks_go_forward_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert turns(monkeypatch, seconds=120 + 3 * 3600) == 1
