"""What is typed while something else goes on: a draft is read again, or another one, and clicks call each other off.

The store answers when it is told to; the sheet and its presenter are the real ones.
"""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from desktop.errors import AppError, DiskProblem
from desktop.local.drafts import Draft, Fields
from desktop.presenters.composing import Composing
from desktop.presenters.sentences import Sentences
from desktop.services.composer import Composition
from desktop.services.guard import Guard
from desktop.services.templates import Templates
from desktop.tasks import Tasks
from desktop.views.elements.writing import Writing
from desktop.views.main_window import MainWindow
from marketplace.contract.policy import Policy
from tests.gui.conftest import named
from tests.support.loops import Run
from tests.support.till import Drafts, no_interview
from tests.unit.desktop.services.desks import Desk
from tests.unit.desktop.things import NOW, an_account, an_invitation


class SlowDrafts(Drafts):
    """Answers each call when `go_on` is set, in the order of the calls, as the store's thread does."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.full: AppError | None = None
        self.has_rival = False
        self._turn = asyncio.Lock()

    async def open_draft(self, draft: str) -> Composition | None:
        async with self._turn:
            found = self.drafts[draft]
            await self.go_on.wait()
            return found

    async def save(self, draft: Draft) -> Draft:
        """A writing that has begun is finished, whoever is called off."""
        return await asyncio.shield(self._write(draft))

    async def _write(self, draft: Draft) -> Draft:
        async with self._turn:
            await self.go_on.wait()
            if self.full is not None:
                raise self.full
            self.has_rival |= draft.revision < self.drafts[draft.id].draft.revision
            return await super().save(draft)


class Sheet:
    """The sheet of two drafts, `first` and `second`, with what stands behind it."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        self.window = window
        self.drafts = SlowDrafts()
        self.drafts.go_on.set()
        self.failed: list[BaseException] = []
        self.tasks = Tasks(self.failed.append)
        self.composing = Composing(
            window,
            self.drafts,
            desk.attachments,
            Guard(),
            Templates(desk.store),
            no_interview,
            Sentences(window),
            self.tasks.spawn,
            lambda: NOW / 1000,
        )
        for name in ("first", "second"):
            draft = Draft(name, f"invitation of {name}", False, "open", 0, Fields(), None)
            invitation = an_invitation(draft.invitation)
            self.drafts.add(Composition(draft, invitation, Policy(), an_account()))

    def opens(self, draft: str) -> None:
        """Somebody clicks on a draft; a click on another one calls the first off."""
        self.tasks.spawn(self.composing.show(draft), latest="opening")

    def types(self, text: str) -> None:
        """Somebody types into the letter that stands there."""
        QTest.keyClicks(self._letter, text)

    def is_full(self, *, is_so: bool) -> None:
        """Whether there is room to keep anything."""
        self.drafts.full = DiskProblem("The disk is full.") if is_so else None

    async def rests(self) -> None:
        """Until nothing that was begun goes on any more."""
        self.drafts.go_on.set()
        for _ in range(50):
            await asyncio.sleep(0)
        assert not self.failed

    async def stands_still(self) -> None:
        """Whoever was asked begins, and does not answer."""
        self.drafts.go_on.clear()
        for _ in range(10):
            await asyncio.sleep(0)

    @property
    def letter(self) -> str:
        """What stands there."""
        return self._letter.text()

    async def kept(self, draft: str) -> str:
        """What is on the disk after a while."""
        await self.composing.flush()
        return self.drafts.drafts[draft].draft.fields.cover_letter

    @property
    def _letter(self) -> Writing:
        return named(self.window, "Cover letter", Writing)


@pytest.fixture
def sheet(window: MainWindow, tmp_path: Path) -> Iterator[Sheet]:
    # As in the program: the collector must not destroy Qt's objects from the guard's thread.
    gc.disable()
    desk = Desk(tmp_path / "profile", None)
    yield Sheet(window, desk)
    desk.close()
    gc.enable()


def plays(run: Run, sheet: Sheet, story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """`story` with the first draft open."""

    async def whole() -> None:
        sheet.opens("first")
        await sheet.rests()
        await story()
        await sheet.tasks.close()

    run(whole())


def test_what_is_typed_while_the_same_draft_is_read_again_stays(run: Run, sheet: Sheet) -> None:
    async def story() -> None:
        sheet.types("Dear team")
        await sheet.composing.flush()
        await sheet.stands_still()
        sheet.opens("first")
        await sheet.stands_still()
        sheet.types(", with pleasure")
        await sheet.rests()
        assert (sheet.letter, await sheet.kept("first")) == ("Dear team, with pleasure", "Dear team, with pleasure")

    plays(run, sheet, story)


def test_what_is_typed_while_another_draft_is_read_is_kept(run: Run, sheet: Sheet) -> None:
    async def story() -> None:
        await sheet.stands_still()
        sheet.opens("second")
        await sheet.stands_still()
        sheet.types("Dear team")
        await sheet.rests()
        assert (sheet.letter, await sheet.kept("first"), await sheet.kept("second")) == ("", "Dear team", "")

    plays(run, sheet, story)


def test_a_click_that_calls_off_the_one_before_makes_nobody_ones_own_rival(run: Run, sheet: Sheet) -> None:
    async def story() -> None:
        await sheet.stands_still()
        sheet.types("Dear team")
        for _ in range(2):
            sheet.opens("first")
            for _ in range(5):
                await asyncio.sleep(0)
        sheet.types(", with pleasure")
        await sheet.rests()
        assert (sheet.letter, await sheet.kept("first")) == ("Dear team, with pleasure", "Dear team, with pleasure")
        assert not sheet.drafts.has_rival

    plays(run, sheet, story)


def test_what_cannot_be_kept_is_there_when_one_comes_back(run: Run, sheet: Sheet) -> None:
    async def story() -> None:
        sheet.is_full(is_so=True)
        sheet.types("Dear team")
        sheet.opens("second")
        await sheet.rests()
        meanwhile = sheet.letter
        sheet.opens("first")
        await sheet.rests()
        assert (meanwhile, sheet.letter, await sheet.kept("first")) == ("", "Dear team", "")
        sheet.is_full(is_so=False)
        assert await sheet.kept("first") == "Dear team"

    plays(run, sheet, story)


def test_opening_a_draft_again_that_cannot_be_kept_takes_nothing_away(run: Run, sheet: Sheet) -> None:
    async def story() -> None:
        sheet.is_full(is_so=True)
        sheet.types("Dear team")
        sheet.opens("first")
        await sheet.rests()
        assert sheet.letter == "Dear team"

    plays(run, sheet, story)
