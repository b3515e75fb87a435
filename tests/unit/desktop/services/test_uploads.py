"""Files on their way: how far they are, held back and let go on by the user, dropped with what was taken back."""

import asyncio
from pathlib import Path

import pytest

from desktop.local.drafts import Fields
from desktop.services.delivery import PIECE
from desktop.services.outgoing import Sent
from desktop.services.uploads import Uploads
from marketplace.contract.entities import Attachment, Proposal
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Policy
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.desktop.services.test_composer import sent
from tests.unit.marketplace.stories import Story

PIECES = 6


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A file of several pieces."""
    path = tmp_path / "film.mov"
    path.write_bytes(bytes(range(256)) * (PIECES * PIECE // 256))
    return path


@pytest.fixture
def uploads(desk: Desk) -> Uploads:
    """What the delivery of the desk tells and asks."""
    return desk.delivery._uploads


def held_pieces(market: NearMarket) -> list[str]:
    return [call for call in market.asked if call.startswith("upload_piece")]


def test_how_far_a_file_is_is_told_after_each_piece(desk: Desk, story: Story, uploads: Uploads, film: Path) -> None:
    seen: list[int | None] = []

    async def send() -> None:
        async with desk.synced(), desk.delivering():
            attached = await desk.attachments.take(film, Policy().limits)
            uploads.subscribe(lambda: seen.append(uploads.percent(attached)))
            assert isinstance(await sent(desk, Fields(attachments=(attached,))), Sent)
            await desk.until_delivered()

    story.invited()
    asyncio.run(send())
    assert seen[0] == 100 // PIECES
    assert seen == sorted(seen, key=lambda percent: percent or 0)
    assert seen[-1] == 100


def test_a_paused_file_waits_and_goes_on_where_it_was(
    desk: Desk, story: Story, market: NearMarket, uploads: Uploads, film: Path
) -> None:
    async def send() -> None:
        async with desk.synced(), desk.delivering():
            attached = await desk.attachments.take(film, Policy().limits)

            def pause_in_the_middle() -> None:
                if uploads.percent(attached) == 50 and not uploads.is_paused(attached.blob) and not paused:
                    paused.append(True)
                    uploads.pause(attached.blob)

            paused: list[bool] = []
            uploads.subscribe(pause_in_the_middle)
            await sent(desk, Fields(attachments=(attached,)))
            await desk.until(lambda: uploads.is_paused(attached.blob), "the pause")
            await asyncio.sleep(0.1)
            assert len(held_pieces(market)) == PIECES // 2
            uploads.resume(attached.blob)
            await desk.until_delivered()

    story.invited()
    asyncio.run(send())
    assert len(held_pieces(market)) == PIECES
    assert [len(each.attachments) for each in story.seen() if isinstance(each, Proposal)] == [1]


def test_what_is_taken_back_stops_in_the_middle_of_a_file(
    desk: Desk, story: Story, market: NearMarket, uploads: Uploads, film: Path
) -> None:
    async def send() -> None:
        async with desk.synced(), desk.delivering():
            attached = await desk.attachments.take(film, Policy().limits)
            uploads.subscribe(lambda: uploads.pause(attached.blob) if not uploads.is_paused(attached.blob) else None)
            outcome = await sent(desk, Fields(attachments=(attached,)))
            assert isinstance(outcome, Sent)
            await desk.until(lambda: uploads.is_paused(attached.blob), "the pause")
            assert await desk.outgoing.take_back(outcome.command)
            uploads._listeners.clear()
            uploads.resume(attached.blob)
            await asyncio.sleep(0.1)

    story.invited()
    asyncio.run(send())
    assert len(held_pieces(market)) == 1
    assert not [each for each in story.seen() if isinstance(each, Proposal)]


def test_an_empty_file_has_arrived_as_soon_as_anything_is_known() -> None:
    uploads, nothing = Uploads(), Attachment(blob=BlobId("b"), name="empty.txt", size=0)
    assert uploads.percent(nothing) is None
    uploads.arrived(nothing, 0)
    assert uploads.percent(nothing) == 100
