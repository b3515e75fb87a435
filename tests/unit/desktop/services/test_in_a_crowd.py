"""The client behind its network in virtual time: patient with a server in trouble, quick after what happened here."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.services.connectivity import Reach
from desktop.services.patience import MOST, REST, SPREAD
from desktop.services.sync import WAIT
from tests.faults.crowd import LATENCY, Member, Server, Trouble, Wish
from tests.support import virtual_time

SEEDS = range(3)
HOUR = 3600.0
SLACK = 0.1 + 2 * LATENCY
GONE = Trouble()


def lived(part: Callable[[Server, Member], Awaitable[None]], seed: int = 1) -> Server:
    """What a server saw of one client, which was there and waited for news when `part` began."""

    async def live() -> Server:
        with tempfile.TemporaryDirectory() as folder:
            server = Server()
            async with Member(Path(folder), server, seed).living() as member:
                await asyncio.sleep(10)
                assert member.connectivity.reach is Reach.ONLINE
                await part(server, member)
            return server

    return virtual_time.run(live())


def now() -> float:
    """Virtual seconds."""
    return asyncio.get_running_loop().time()


def in_seconds(seconds: int) -> Wish:
    """`Retry-After` as a number."""
    return lambda _now: str(seconds)


def by_date(seconds: int) -> Wish:
    """`Retry-After` as a date."""
    return lambda now: format_datetime(now + timedelta(seconds=seconds), usegmt=True)


def nonsense(_now: datetime) -> str:
    """`Retry-After` that nobody understands."""
    return "soon, we hope"


WISHES: list[tuple[Wish | None, float]] = [
    (None, 0.0),
    (nonsense, 0.0),
    (in_seconds(0), 0.0),
    (in_seconds(7), 7.0),
    (in_seconds(120), 120.0),
    (by_date(90), 90.0),
    (by_date(-90), 0.0),
    (in_seconds(86_400), 300.0),
]


@pytest.mark.parametrize("status", [429, 502, 503])
@pytest.mark.parametrize(("wish", "seconds"), WISHES)
def test_in_an_hour_of_trouble_the_server_is_asked_sixty_times_at_most_and_its_wishes_are_obeyed(
    status: int, wish: Wish | None, seconds: float
) -> None:
    async def an_hour_of_trouble(server: Server, member: Member) -> None:
        await member.send("waits")
        server.asked.clear()
        server.fails(Trouble(status, wish))
        await asyncio.sleep(HOUR)

    for seed in SEEDS:
        asked = lived(an_hour_of_trouble, seed).asked
        gaps = [later - earlier for earlier, later in pairwise(asked)]
        assert 5 < len(asked) <= 60, f"seed {seed}"
        assert min(gaps) >= seconds, f"seed {seed}: asked again after {min(gaps):.1f} s"
        assert max(gaps) <= max(MOST, seconds + SPREAD) + 5 + SLACK, f"seed {seed}: silent for {max(gaps):.1f} s"


def test_after_a_night_without_a_network_everything_is_in_step_at_once_when_it_is_woken() -> None:
    async def a_night(server: Server, member: Member) -> None:
        server.fails(GONE)
        await member.send("typed in the evening")
        await asyncio.sleep(8 * HOUR)
        server.is_back()
        woken = now()
        member.delivery.retry()
        await asyncio.sleep(10)
        assert server.delivered["typed in the evening"] - woken < SLACK * 2

    lived(a_night)


def test_after_an_outage_whose_end_nothing_here_tells_the_outbox_is_empty_within_half_a_minute() -> None:
    async def an_outage(server: Server, member: Member) -> None:
        server.fails(GONE)
        await member.send("typed in the evening")
        await asyncio.sleep(HOUR)
        server.is_back()
        back = now()
        await asyncio.sleep(60)
        assert server.delivered["typed in the evening"] - back <= 30

    for seed in SEEDS:
        lived(an_outage, seed)


def test_a_connection_that_died_is_replaced_within_ten_seconds() -> None:
    async def a_moment(server: Server, member: Member) -> None:
        server.fails(GONE)
        await asyncio.sleep(LATENCY / 10)
        server.is_back()
        assert not member.connectivity.is_open
        await asyncio.sleep(10)
        assert member.connectivity.reach is Reach.ONLINE

    for seed in SEEDS:
        lived(a_moment, seed)


def test_a_line_that_died_without_a_word_is_noticed_within_45_seconds_and_replaced_within_ten_more() -> None:
    async def a_while(server: Server, member: Member) -> None:
        server.is_silent = True
        await asyncio.sleep(2 * WAIT)
        began = server.asked[-1]
        server.is_silent = False
        await virtual_time.until(lambda: not member.connectivity.is_open)
        assert now() - began <= 45 + SLACK
        await asyncio.sleep(10)
        assert member.connectivity.is_open

    for seed in SEEDS:
        lived(a_while, seed)


def test_who_came_back_with_all_others_waits_for_news_again_a_little_later() -> None:
    async def an_outage(server: Server, _member: Member) -> None:
        server.fails(GONE)
        await asyncio.sleep(60)
        server.is_back()
        server.asked.clear()
        await asyncio.sleep(2 * REST)

    rests = [asked[1] - asked[0] for asked in (lived(an_outage, seed).asked for seed in SEEDS)]
    assert all(rest <= REST + SLACK for rest in rests)
    assert max(rests) > REST / 3


def test_what_is_done_here_meanwhile_ends_that_rest() -> None:
    async def an_outage(server: Server, member: Member) -> None:
        server.fails(GONE)
        await asyncio.sleep(60)
        server.is_back()
        await virtual_time.until(lambda: member.connectivity.reach is Reach.ONLINE)
        server.asked.clear()
        await member.send("just now")
        await asyncio.sleep(SLACK * 4)
        assert len(server.asked) >= 3  # it goes out, somebody looks, and waits for news

    lived(an_outage)


@pytest.mark.parametrize("jump", [-365 * 86_400, 365 * 86_400])
def test_a_clock_that_is_set_during_an_outage_makes_nobody_wait_longer_or_ask_more_often(jump: float) -> None:
    async def an_outage(server: Server, member: Member) -> None:
        await member.send("waits")
        server.asked.clear()
        server.fails(GONE)
        await asyncio.sleep(600)
        member.clock_was_set_by = jump
        member.delivery.poke()
        await asyncio.sleep(600)
        server.is_back()
        await asyncio.sleep(30)
        assert "waits" in server.delivered

    asked = lived(an_outage).asked
    jump = 0.0
    assert asked == lived(an_outage).asked
