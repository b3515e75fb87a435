"""Two computers of one freelancer's, on one marketplace, for what is said about copies of drafts."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from desktop.local import drafts, revisions
from desktop.local.drafts import Draft, Fields
from desktop.local.store import Connection
from desktop.services.composer import with_fields
from desktop.services.sync import Sync
from marketplace.contract.entities import Draft as Copy
from marketplace.contract.entities import draft_id
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import ANA, INVITATION, Story, end_all

NAME = draft_id(INVITATION, direct=False)


def played(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test in a loop of its own."""

    @wraps(test)
    def play(**fixtures: Any) -> None:
        asyncio.run(test(**fixtures))

    return play


class Computer:
    """One of Ana's."""

    def __init__(self, directory: Path, story: Story) -> None:
        self.market = NearMarket(story)
        self.desk = Desk(directory, self.market)
        self.sync: Sync = self.desk.made_sync()

    async def exchange(self) -> None:
        """Hear, tell and send whatever there is."""
        await self.sync.catch_up()
        self.desk.delivery.retry()
        await self.desk.delivery.drain()
        await self.desk.copies.tell()
        await self.sync.catch_up()

    async def write(self, letter: str, **more: Any) -> Draft:
        """Write this letter."""
        composition = await self.desk.composer.open(INVITATION)
        assert composition is not None
        fields = Fields(cover_letter=letter, **more)
        self.desk.now += 1
        return await self.desk.composer.save(composition.draft._replace(fields=fields))

    async def draft(self) -> Draft | None:
        """The draft as it stands."""
        return await self.desk.store.read(_only_draft)

    async def letter(self) -> str | None:
        """What it says; None where there is none, or it was put away."""
        found = await self.draft()
        return None if found is None or found.state == "discarded" else found.fields.cover_letter

    async def letters(self) -> list[str]:
        """What it said at any time."""
        found = await self.draft()
        assert found is not None
        return [each.fields.cover_letter for each in await self.desk.store.read(revisions.history, found.id)]

    async def send(self) -> None:
        """Send the letter as it stands."""
        composition = await self.desk.composer.open(INVITATION)
        assert composition is not None
        await self.desk.composer.send(with_fields(composition, composition.draft.fields), unblock=False)

    @property
    def told(self) -> int:
        """How many commands went out."""
        return sum(each.startswith("send ") for each in self.market.asked)


def _only_draft(connection: Connection) -> Draft | None:
    ids = [str(row[0]) for row in connection.execute("select id from draft")]
    assert len(ids) <= 1
    return drafts.get(connection, ids[0]) if ids else None


@pytest.fixture
def story() -> Iterator[Story]:
    """Ana is invited."""
    yield Story().invited()
    end_all()


@pytest.fixture
def computers(story: Story, tmp_path: Path) -> Iterator[tuple[Computer, Computer]]:
    """Ana's laptop and her desktop."""
    both = Computer(tmp_path / "laptop", story), Computer(tmp_path / "desktop", story)
    yield both
    for each in both:
        each.desk.close()


async def begun(computers: tuple[Computer, Computer], *, keeps: bool = True) -> tuple[Computer, Computer]:
    """Both know the marketplace, and that copies are wanted where `keeps`."""
    await in_turn(*computers)
    if keeps:
        await computers[0].desk.copies.choose(keeps=True)
        await in_turn(*computers)
    return computers


async def in_turn(*computers: Computer) -> None:
    """Each exchanges what there is with the marketplace, one after the other."""
    for each in computers:
        await each.exchange()


def kept(story: Story) -> Copy | None:
    """The copy at the marketplace."""
    found = story.engine.thing(ANA, "draft", NAME)
    assert found is None or isinstance(found, Copy)
    return found
