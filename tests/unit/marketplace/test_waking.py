"""When it is not known for whom something changed, only those are woken for whom something did."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from marketplace.contract.ids import AccountId
from marketplace.engine import Engine
from marketplace.http import EngineThread
from tests.unit.marketplace.stories import ANA, BEN, Story

ANAS, BENS = AccountId(ANA.id), AccountId(BEN.id)


def woken(path: Path, meanwhile: Callable[[], object], seconds: float) -> tuple[bool, bool]:
    """Whether Ana and Ben, who know everything, are woken when another process does `meanwhile`."""

    async def wait() -> tuple[bool, bool]:
        thread = EngineThread(lambda: Engine(f"sqlite:///{path}"))
        anas, bens = await thread.call(Engine.head, ANAS), await thread.call(Engine.head, BENS)
        await asyncio.sleep(0.2)  # the first look of all
        with thread.watching(ANAS, anas) as for_ana, thread.watching(BENS, bens) as for_ben:
            meanwhile()
            try:
                async with asyncio.timeout(seconds):
                    await for_ana.wait()
            except TimeoutError:
                pass
            result = for_ana.is_set(), for_ben.is_set()
        await thread.close()
        return result

    return asyncio.run(wait())


def test_what_another_process_wrote_wakes_only_whom_it_concerns(tmp_path: Path) -> None:
    path = tmp_path / "market.sqlite3"
    other = Story(f"sqlite:///{path}")
    assert woken(path, other.invited, 30) == (True, False)


def test_what_concerns_nobody_wakes_nobody(tmp_path: Path) -> None:
    path = tmp_path / "market.sqlite3"
    other = Story(f"sqlite:///{path}")
    assert woken(path, other.posts, 2.5) == (False, False)


def test_who_knows_more_than_the_marketplace_is_woken(tmp_path: Path) -> None:
    path = tmp_path / "market.sqlite3"
    Story(f"sqlite:///{path}")

    async def wait() -> None:
        thread = EngineThread(lambda: Engine(f"sqlite:///{path}"))
        with thread.watching(ANAS, 10_000) as changed:
            await thread.call(Engine.head, ANAS)
            async with asyncio.timeout(30):
                await changed.wait()
        await thread.close()

    asyncio.run(wait())
