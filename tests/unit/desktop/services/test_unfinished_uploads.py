"""A file of which every piece arrived before the marketplace was ended is completed, not sent again or given up."""

import asyncio
from pathlib import Path

from desktop.local.outbox import Standing
from marketplace.contract.policy import Policy
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.desktop.services.test_delivery import a_message, put, said
from tests.unit.marketplace.stories import ANA, ROOM, Story


def test_all_pieces_without_the_file_are_completed(
    tmp_path: Path, desk: Desk, market: NearMarket, story: Story
) -> None:
    story.answered()
    sample = tmp_path / "sample.txt"
    sample.write_bytes(b"sample pages")

    async def deliver() -> None:
        taken = await desk.attachments.take(sample, Policy().limits)
        story.engine._uploads._files.write(ANA, taken.blob, 0, sample.read_bytes())
        async with desk.delivering():
            await put(desk, a_message("with a file", ROOM, (taken,)))
            await desk.until_delivered()
        assert await desk.outgoing.standing() == Standing(0, 0)

    asyncio.run(deliver())
    assert said(story) == ["with a file"]
    assert [asked for asked in market.asked if asked.startswith("upload_piece")] == ["upload_piece 12+0"]
