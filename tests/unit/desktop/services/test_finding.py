"""Finding: the index follows by itself once everything is here, and a search never misses what came last."""

import asyncio

from desktop.local import mirror, search
from desktop.local.drafts import Fields
from desktop.local.store import Connection
from desktop.services.composer import with_fields
from desktop.services.finding import Finding
from tests.unit.desktop.services.desks import Desk, running
from tests.unit.desktop.things import a_page, an_invitation
from tests.unit.marketplace.stories import INVITATION, Story


def test_what_comes_is_taken_in_by_itself(desk: Desk, story: Story) -> None:
    story.invited()

    async def wait() -> None:
        finding = Finding(desk.store)
        desk.bus.subscribe(finding.follow)
        async with running(finding.run()), desk.synced():
            for _ in range(300):
                if not await desk.store.read(search.is_behind):
                    return
                await asyncio.sleep(0.01)
            raise AssertionError("something was never taken in")

    asyncio.run(wait())


def test_what_was_written_a_moment_ago_is_found(desk: Desk, story: Story) -> None:
    story.invited()

    async def look() -> None:
        async with desk.synced():
            composition = await desk.composer.open(INVITATION)
            assert composition is not None
            written = with_fields(composition, Fields(cover_letter="Unmistakable words"))
            saved = await desk.composer.save(written.draft)
            found = await Finding(desk.store).find("unmistakable", 10)
            assert [(each.kind, each.id) for each in found] == [("draft", saved.id)]

    asyncio.run(look())


def test_nothing_is_taken_in_while_the_first_copy_is_fetched(desk: Desk) -> None:
    async def wait() -> None:
        finding = Finding(desk.store)
        await desk.store.write(_something_comes)
        async with running(finding.run()):
            await asyncio.sleep(0.1)
            assert await desk.store.read(search.is_behind)

    asyncio.run(wait())


def _something_comes(connection: Connection) -> None:
    mirror.write_page(connection, a_page(an_invitation(), more=True))
