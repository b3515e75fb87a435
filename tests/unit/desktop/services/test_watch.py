"""A computer that slept, or moved, is noticed within seconds; one that did neither is left alone."""

import asyncio

import pytest

from desktop.services import watch
from desktop.services.watch import ASLEEP, Watch
from tests.unit.desktop.services.desks import running


class World:
    """Clocks and an address that tests move. Each look at the steady clock lets a tick pass."""

    def __init__(self) -> None:
        self.wall = 1_000_000.0
        self.steady = 50.0
        self.address = "192.168.1.5"
        self.jumps = 0

    def noticed(self) -> None:
        self.jumps += 1

    def passes(self, wall: float, steady: float) -> None:
        """So much time goes by on either clock."""
        self.wall += wall
        self.steady += steady


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "TICK", 0.01)


def jumps(world: World, wall: float, steady: float, address: str | None = None) -> int:
    """How often a watch calls, where once so much time goes by."""

    async def keep_watch() -> None:
        keeper = Watch(world.noticed, lambda: world.wall, lambda: world.steady, lambda: world.address)
        async with running(keeper.run()):
            await asyncio.sleep(0.03)
            world.passes(wall, steady)
            world.address = world.address if address is None else address
            await asyncio.sleep(0.08)

    asyncio.run(keep_watch())
    return world.jumps


@pytest.mark.parametrize(
    ("wall", "steady"),
    [(600, 600), (600, 0), (86_400, 2)],
    ids=["a stopped process", "a sleep in which the steady clock rests", "a night"],
)
def test_a_sleep_is_noticed_once(wall: float, steady: float) -> None:
    assert jumps(World(), wall, steady) == 1


@pytest.mark.parametrize(("wall", "steady"), [(0.1, 0.1), (ASLEEP - 1, 0.1), (0.1, ASLEEP - 1), (-86_400, 0.1)])
def test_a_slow_moment_or_a_clock_set_back_is_no_sleep(wall: float, steady: float) -> None:
    assert jumps(World(), wall, steady) == 0


def test_another_network_is_noticed_once() -> None:
    assert jumps(World(), 0, 0, "10.0.0.7") == 1


def test_a_network_that_went_is_not_news_and_one_that_comes_is() -> None:
    world = World()
    assert jumps(world, 0, 0, "") == 0
    assert jumps(world, 0, 0, "10.0.0.7") == 1


def test_the_own_address_is_found_without_sending_anything() -> None:
    assert watch.own_address().count(".") in {0, 3}
