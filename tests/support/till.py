"""Terms are typed into the real sheet, key by key, and what it shows and would send is read off."""

import asyncio
import json
import tempfile
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QTableView

from desktop.local.drafts import Draft, Fields
from desktop.models.milestones import AMOUNT
from desktop.models.rows_model import ROW
from desktop.presenters.composing import Composing
from desktop.presenters.sentences import Sentences
from desktop.services import composer
from desktop.services.composer import Composer, Composition
from desktop.services.guard import Guard
from desktop.services.templates import Templates
from desktop.views.elements.amount import AmountField
from desktop.views.interview import InterviewPanel
from desktop.views.main_window import MainWindow
from marketplace.contract.entities import FixedBudget, HourlyRange
from marketplace.contract.policy import Policy
from tests.support.pricing import Shown, Typed
from tests.unit.desktop.services.desks import Desk
from tests.unit.desktop.things import NOW, a_job, an_account, an_invitation


@contextmanager
def till(window: MainWindow) -> Iterator["Till"]:
    """A till in `window`, for as long as it is used."""
    with tempfile.TemporaryDirectory(prefix="bellhop-till-") as folder:
        desk = Desk(Path(folder, "profile"), None)
        try:
            yield Till(window, desk)
        finally:
            desk.close()


class Till:
    """The sheet of a proposal in `window`, with what stands behind it."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        self._drafts = Drafts()
        self._composing = Composing(
            window,
            self._drafts,
            desk.attachments,
            Guard(),
            Templates(desk.store),
            no_interview,
            Sentences(window),
            _spawn,
            lambda: NOW / 1000,
        )
        self._panel = window.composer
        self._count = 0

    def ring(self, typed: Typed) -> Shown:
        """Type everything in, and read off."""
        self._begin(typed)
        self._button("Propose different terms").click()
        if typed.is_hourly:
            self._type_rate(typed)
        elif typed.by_milestone:
            self._type_milestones(typed)
        else:
            self._button("By project").click()
            self._type_amount("Bid", typed.amount)
        if typed.as_offered:
            self._button("Accept the client's terms").click()
        return self._read_off()

    def ring_again(self) -> Shown:
        """Leave the draft for another one, come back to it, and read off."""
        draft = self._composition.draft.id
        self._begin(Typed(is_hourly=False, offered=Decimal(7), fee=Decimal(1), as_offered=True))
        asyncio.run(self._composing.show(draft))
        return self._read_off()

    def _begin(self, typed: Typed) -> None:
        """A new draft, for a job of this kind at a marketplace that keeps this much."""
        self._count += 1
        offered = typed.offered
        budget = HourlyRange(low=offered, high=offered) if typed.is_hourly else FixedBudget(amount=offered)
        draft = Draft(f"draft-{self._count}", f"invitation-{self._count}", False, "open", 0, Fields(), None)
        self._drafts.add(
            Composition(
                draft,
                an_invitation(draft.invitation, job=a_job(budget=budget)),
                Policy(fee_percent=typed.fee),
                an_account(),
            )
        )
        asyncio.run(self._composing.begin(draft.invitation, direct=False))

    # --- typing -------------------------------------------------------------------------------------------

    def _type_rate(self, typed: Typed) -> None:
        self._type_amount("Hourly rate", typed.amount)
        if typed.months:
            label = next(each for each in self._panel.findChildren(QLabel) if each.text() == "Rate increase")
            increases = label.buddy()
            assert isinstance(increases, QComboBox)
            increases.setCurrentIndex(increases.findData(str(typed.months)))
            self._type_amount("Increase in percent", typed.percent)

    def _type_amount(self, name: str, text: str) -> None:
        field = self._field(name)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def _type_milestones(self, typed: Typed) -> None:
        self._button("By milestone").click()
        for part in typed.parts:
            self._button("Add milestone").click()
            for text in part:
                editor = self._panel.window().focusWidget()
                QTest.keyClicks(editor, text)
                QTest.keyClick(editor, Qt.Key.Key_Tab)

    # --- reading off --------------------------------------------------------------------------------------

    def _read_off(self) -> Shown:
        blocked = self._blocked()
        assert self._button("Send proposal").isEnabled() is not bool(blocked), blocked
        return Shown(
            self._told("Service fee"),
            self._told("You receive"),
            self._told("Sum of the milestones"),
            self._amounts(),
            blocked,
            self._sent(),
        )

    def _blocked(self) -> frozenset[str]:
        (list_,) = (each for each in self._panel.findChildren(QAbstractItemView) if each.accessibleName() == "Checks")
        model = list_.model()
        rows = [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
        return frozenset(row.field for row in rows)

    def _amounts(self) -> tuple[str, ...]:
        """What stands in the fields that count."""
        if (table := self._milestones()) is not None:
            model = table.model()
            return tuple(str(model.index(row, AMOUNT).data()) for row in range(model.rowCount()))
        fields = [each for each in self._panel.findChildren(AmountField) if each.isVisible()]
        return tuple(each.lineEdit().text() for each in fields)

    def _sent(self) -> object:
        """The terms in the command as it would travel."""
        command = composer.application(self._composition, unblock=False)
        terms: object = json.loads(msgspec.json.encode(command)).get("terms")
        return terms

    @property
    def _composition(self) -> Composition:
        found = self._composing.composition
        assert found is not None
        return found

    # --- finding ------------------------------------------------------------------------------------------

    def _button(self, text: str) -> QAbstractButton:
        return next(each for each in self._panel.findChildren(QAbstractButton) if each.text() == text)

    def _field(self, name: str) -> AmountField:
        return next(each for each in self._panel.findChildren(AmountField) if each.accessibleName() == name)

    def _told(self, name: str) -> str:
        labels = (each for each in self._panel.findChildren(QLabel) if each.accessibleName() == name)
        return next((each.text() for each in labels if each.isVisible()), "")

    def _milestones(self) -> QTableView | None:
        return next((each for each in self._panel.findChildren(QTableView) if each.isVisible()), None)


class Drafts(Composer):
    """Keeps drafts for as long as it is there: what is typed is what counts here, not where it lies."""

    def __init__(self) -> None:
        self.drafts: dict[str, Composition] = {}

    def add(self, composition: Composition) -> None:
        """A draft that can be opened; of all before it only the last one is remembered."""
        self.drafts = {**dict(list(self.drafts.items())[-1:]), composition.draft.id: composition}

    async def open(self, invitation: str, *, direct: bool = False) -> Composition | None:
        return next(each for each in self.drafts.values() if each.invitation.id == invitation)

    async def open_draft(self, draft: str) -> Composition | None:
        return self.drafts[draft]

    async def save(self, draft: Draft) -> Draft:
        saved = draft._replace(revision=draft.revision + 1)
        self.drafts[draft.id] = self.drafts[draft.id]._replace(draft=saved)
        return saved


def no_interview(panel: InterviewPanel, desk: Composing) -> NoReturn:
    raise AssertionError("no job here asks for an interview")


def _spawn(work: Coroutine[Any, Any, Any], **_how: Any) -> None:
    """Drafts are saved when they are left; no loop turns while somebody types."""
    try:
        asyncio.get_running_loop().create_task(work)
    except RuntimeError:
        work.close()
