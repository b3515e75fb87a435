"""The keyboard alone: what a person does who has no pointer. Nothing is reached but by keys, and from where one is."""

import asyncio
from collections.abc import Callable

from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from desktop.tour.hands import GLANCE, Hands

FAR = 60
"""Keys after which what one looks for is not on the way."""


class Keys:
    """Presses keys where the keyboard is; `hands` only look."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    async def press(self, *sequences: str) -> None:
        """Press keys one after the other, as `Tab`, `j` or `Ctrl+Return`."""
        for sequence in sequences:
            QTest.keySequence(await self._place(), QKeySequence(sequence))
            await asyncio.sleep(GLANCE)

    async def type(self, text: str) -> None:
        """Type `text`."""
        QTest.keyClicks(await self._place(), text)
        await asyncio.sleep(GLANCE)

    async def go_to(self, name: str, key: str = "Tab") -> None:
        """Press `key` until the keyboard is on what is called `name`, by itself or by its label."""
        await self._until_there(lambda: name in _names(QApplication.focusWidget()), key, name)

    async def step_to(self, beginning: str, key: str = "j") -> None:
        """Press `key` until the keyboard is on the line that begins like this."""
        await self._until_there(lambda: _line().startswith(beginning), key, beginning)

    async def choose(self, action: str) -> None:
        """Choose in the menu that is open."""
        await self._until_there(lambda: _action() == action, "Down", action)
        await self.press("Return")

    async def _until_there(self, is_there: Callable[[], bool], key: str, what: str) -> None:
        for _ in range(FAR):
            if is_there():
                return
            await self.press(key)
        raise AssertionError(f"{key} does not lead to {what!r}, but to {_names(QApplication.focusWidget())}")

    async def _place(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        if QApplication.activeWindow() is None:
            # Without a window manager nobody gives the focus back when a dialog has closed.
            self._hands.window.activateWindow()
        await self._hands.until(lambda: QApplication.focusWidget() is not None, "the keyboard")
        place = QApplication.focusWidget()
        assert place is not None
        return place


def _names(place: QWidget | None) -> set[str]:
    if place is None:
        return set()
    interface = QAccessible.queryAccessibleInterface(place)
    labels = interface.relations(QAccessible.RelationFlag.Label)
    return {interface.text(QAccessible.Text.Name), *(label.text(QAccessible.Text.Name) for label, _ in labels)}


def _line() -> str:
    view = QApplication.focusWidget()
    return str(view.currentIndex().data() or "") if isinstance(view, QAbstractItemView) else ""


def _action() -> str:
    menu = QApplication.activePopupWidget()
    chosen = menu.activeAction() if isinstance(menu, QMenu) else None
    return chosen.text() if chosen is not None else ""
