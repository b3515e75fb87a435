"""A store that came back with an old backup: nothing is sent twice, and nothing that was taken back since."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from desktop.clock import milliseconds
from desktop.local import outbox
from desktop.local.backups import Backups
from desktop.local.recovery import restore
from desktop.local.sections import Section
from desktop.services import delivery
from desktop.services.composer import with_fields
from desktop.services.outgoing import Sent
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.desktop.services.test_delivery import a_message, put, said
from tests.unit.marketplace.stories import INVITATION, Story


def test_an_old_backup_sends_nothing_twice_and_nothing_that_was_taken_back(
    tmp_path: Path, desk: Desk, market: NearMarket, story: Story
) -> None:
    story.answered()
    backups = Backups(tmp_path / "backups")

    async def before() -> None:
        await put(desk, *(a_message(f"old-{number}") for number in range(30)), a_message("taken-back"))

    async def meanwhile() -> None:
        await desk.outgoing.take_back("command-taken-back")
        async with desk.delivering():
            await desk.until_delivered()

    async def afterwards(restored: Desk) -> None:
        async with restored.delivering():
            await restored.until_delivered()
        refused = await restored.command("command-taken-back")
        assert refused is not None
        assert (refused.state, refused.reason and refused.reason.sentence) == ("refused", delivery.CAME_WITH_BACKUP)

    asyncio.run(before())
    backup = backups.take(desk.store.path, milliseconds(desk.now))
    asyncio.run(meanwhile())
    sent = list(market.sent)
    assert len(sent) == 30
    directory = tmp_path / "restored"
    directory.mkdir()
    restore(directory / "bellhop.sqlite3", backup)
    restored = Desk(directory, market)
    asyncio.run(afterwards(restored))
    restored.close()
    assert market.sent == sent
    assert said(story) == [f"old-{number}" for number in range(30)]


def test_a_draft_that_came_back_with_a_backup_and_never_arrived_is_put_before_the_user(
    tmp_path: Path, desk: Desk, market: NearMarket, story: Story
) -> None:
    story.invited()

    async def send() -> None:
        async with desk.synced():
            composition = await desk.composer.open(INVITATION)
            assert composition is not None
            fields = composition.draft.fields
            written = with_fields(composition, replace(fields, cover_letter="Dear Nordwind."))
            assert isinstance(await desk.composer.send(written, unblock=False), Sent)

    async def afterwards() -> None:
        async with desk.delivering():
            await desk.until_delivered()
        (record,) = await desk.section(Section.DRAFTS)
        assert (record.state, record.preview) == ("needs_you", "Dear Nordwind.")

    asyncio.run(send())
    asyncio.run(desk.store.write(outbox.ask_first))
    asyncio.run(afterwards())
    assert market.sent == []
