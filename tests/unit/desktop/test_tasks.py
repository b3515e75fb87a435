"""Work that runs beside: nothing outlives its owner, nothing fails unheard."""

import asyncio

from desktop.tasks import Tasks


async def forever(ended: list[str], name: str) -> None:
    """Goes on until it is cancelled, and says when."""
    try:
        await asyncio.sleep(60)
    finally:
        ended.append(name)


async def fails() -> None:
    """A bug."""
    raise ZeroDivisionError


def test_closing_ends_everything_and_waits_for_it() -> None:
    async def story() -> None:
        tasks = Tasks(failures.append)
        tasks.spawn(forever(ended, "one"))
        tasks.spawn(forever(ended, "two"))
        await asyncio.sleep(0)
        await tasks.close()
        assert len(asyncio.all_tasks()) == 1

    failures: list[BaseException] = []
    ended: list[str] = []
    asyncio.run(story())
    assert sorted(ended) == ["one", "two"]
    assert failures == []


def test_every_failure_ends_in_the_funnel_and_spares_the_others() -> None:
    async def story() -> None:
        tasks = Tasks(failures.append)
        tasks.spawn(forever(ended, "other"))
        tasks.spawn(fails())
        await asyncio.sleep(0.01)
        assert ended == []
        await tasks.close()

    failures: list[BaseException] = []
    ended: list[str] = []
    asyncio.run(story())
    assert [type(failure) for failure in failures] == [ZeroDivisionError]


def test_of_work_of_one_name_only_the_newest_goes_on() -> None:
    async def story() -> None:
        tasks = Tasks(failures.append)
        for name in ("first", "second"):
            tasks.spawn(forever(ended, name), latest="opening")
            await asyncio.sleep(0.01)
        tasks.spawn(forever(ended, "other"), latest="status")
        await asyncio.sleep(0.01)
        assert ended == ["first"]
        await tasks.close()

    failures: list[BaseException] = []
    ended: list[str] = []
    asyncio.run(story())
    assert failures == []


def test_after_closing_nothing_begins() -> None:
    async def story() -> None:
        tasks = Tasks(lambda _error: None)
        await tasks.close()
        tasks.spawn(forever(ended, "late"))
        await asyncio.sleep(0.01)

    ended: list[str] = []
    asyncio.run(story())
    assert ended == []


def test_work_that_ended_is_forgotten() -> None:
    async def story() -> None:
        tasks = Tasks(lambda _error: None)
        for _ in range(100):
            tasks.spawn(asyncio.sleep(0), latest="tick")
        await asyncio.sleep(0.01)
        assert (tasks._running, tasks._latest) == (set(), {})

    asyncio.run(story())
