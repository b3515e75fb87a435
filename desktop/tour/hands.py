"""What a person does: find things by the names that assistive technology reads, click, type, and look."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from desktop.views.main_window import MainWindow

PATIENCE = 20.0
GLANCE = 0.02

Widget = TypeVar("Widget", bound=QWidget)


class StepFailedError(Exception):
    """Something did not show that should have; the text says what."""


class Hands:
    """Acts on one window as a person would. Everything waits up to `PATIENCE` seconds for what it needs."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    async def until(self, holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait until `holds()`; otherwise the step has failed for want of `what`."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not holds():
            if loop.time() > deadline:
                raise StepFailedError(f"{what} did not show within {seconds:g} seconds")
            await asyncio.sleep(GLANCE)

    async def find(self, kind: type[Widget], name: str) -> Widget:
        """The visible widget of `kind` with this accessible name or text."""
        await self.until(lambda: self._search(kind, name) is not None, f"“{name}”")
        found = self._search(kind, name)
        assert found is not None
        return found

    async def click(self, name: str) -> None:
        """Click a button."""
        button = await self.find(QAbstractButton, name)
        await self.until(button.isEnabled, f"“{name}”, ready to be pressed,")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def press(self, keys: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, one after the other, where the focus is."""
        if not self.window.isActiveWindow():
            # Without a window manager nobody gives the focus back when a dialog has closed.
            self.window.activateWindow()
            await self.until(self.window.isActiveWindow, "the window coming back to the front")
        for key in keys:
            target = QApplication.focusWidget() or self.window
            QTest.keyClick(target, Qt.Key(ord(key.upper())), modifier)
            await asyncio.sleep(GLANCE)

    async def write(self, name: str, text: str) -> None:
        """Type into a text field, behind what stands there."""
        field = await self.find(QPlainTextEdit, name)
        field.setFocus()
        field.moveCursor(field.textCursor().MoveOperation.End)
        for line_number, line in enumerate(text.split("\n")):
            if line_number:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, line)
            await asyncio.sleep(0)

    async def set_amount(self, name: str, amount: str) -> None:
        """Type an amount over the one that stands in a field."""
        field = await self.find(QAbstractSpinBox, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, amount)
        await asyncio.sleep(0)

    async def open_entry(self, list_name: str, beginning: str) -> None:
        """Click the line of a list that begins with a text."""
        view, row = await self._row(list_name, beginning)
        index = view.model().index(row, 0)
        view.scrollTo(index)
        await asyncio.sleep(GLANCE)
        place = view.visualRect(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center() + QPoint(0, 0))

    async def see_entry(self, list_name: str, beginning: str) -> str:
        """A line of a list that begins with a text, as it is spoken."""
        view, row = await self._row(list_name, beginning)
        return str(view.model().index(row, 0).data())

    async def see_no_entry(self, list_name: str, beginning: str) -> None:
        """No line of a list begins with a text, or the list is empty and not shown."""
        await self.until(lambda: self.search_row(list_name, beginning) is None, f"“{beginning}” leaving “{list_name}”")

    async def see_text(self, part: str) -> None:
        """A label that shows `part`, in the window or in a dialog."""
        await self.until(lambda: any(part in label.text() for label in self._all(QLabel)), f"“{part}”")

    async def see_sync(self, beginning: str) -> None:
        """The sync chip says so."""
        chip = await self.find(QAbstractButton, "Sync status")
        await self.until(lambda: chip.accessibleDescription().startswith(beginning), f"the sync status “{beginning}”")

    async def go(self, section: str) -> None:
        """Choose a section."""
        await self.open_entry("Sections", section)
        await self.until(lambda: section in self.window.windowTitle(), f"the section “{section}”")

    async def _row(self, list_name: str, beginning: str) -> tuple[QAbstractItemView, int]:
        await self.until(lambda: self.search_row(list_name, beginning) is not None, f"“{beginning}” in “{list_name}”")
        found = self.search_row(list_name, beginning)
        assert found is not None
        return found

    def search_row(self, list_name: str, beginning: str) -> tuple[QAbstractItemView, int] | None:
        """The list, and where its line stands that begins with a text; None where there is none."""
        view = self._search(QAbstractItemView, list_name)
        if view is None:
            return None
        model = view.model()
        for row in range(min(model.rowCount(), 500)):
            if str(model.index(row, 0).data() or "").startswith(beginning):
                return view, row
        return None

    def _search(self, kind: type[Widget], name: str) -> Widget | None:
        for widget in self._all(kind):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if name in (widget.accessibleName(), text.replace("&", "")):
                return widget
        return None

    def _all(self, kind: type[Widget]) -> list[Widget]:
        """All visible ones; a dialog that is open comes before the window behind it."""
        places: list[QWidget] = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        return [
            widget
            for place in (*places, self.window)
            for widget in (*((place,) if isinstance(place, kind) else ()), *place.findChildren(kind))
            if widget.isVisible() and (place is not self.window or not isinstance(widget.window(), QDialog))
        ]
