"""Ways to a marketplace, and leaving them."""

import asyncio
import threading
from pathlib import Path

import pytest

from desktop import ways
from desktop.profile import open_profile


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3, 1.0])
def test_who_leaves_while_the_marketplace_is_being_opened_leaves_no_thread_behind(
    tmp_path: Path, seconds: float
) -> None:
    async def come_and_go() -> None:
        way = await ways.embedded(open_profile(tmp_path / "profile"), speed=1.0, tell=print)
        assert way.market is not None
        asking = asyncio.ensure_future(way.market.policy())
        await asyncio.sleep(seconds)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await way.close()

    asyncio.run(come_and_go())
    for thread in threading.enumerate():
        if thread.name.startswith("marketplace"):
            thread.join(5)
            assert not thread.is_alive(), thread.name
