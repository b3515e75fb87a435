"""Dialogs, awaited: opened with `open()`, never executed, so that the one event loop goes on."""

import asyncio

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog


async def ask(dialog: QDialog) -> bool:
    """Open `dialog` and wait until it is answered; True where it was accepted.

    A parent that goes away answers no. Read the dialog's fields at once afterwards: it is deleted soon.
    """
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def resolve(code: object = None) -> None:  # holds nothing but the future
        if not answer.done():
            answer.set_result(code == QDialog.DialogCode.Accepted.value)

    dialog.finished.connect(resolve)
    dialog.destroyed.connect(resolve)
    _RejectedWithParent(dialog)
    dialog.open()
    try:
        return await answer
    finally:
        if shiboken6.isValid(dialog):
            dialog.hide()
            dialog.deleteLater()


def is_there(thing: QObject) -> bool:
    """Whether `thing` still is: what was awaited may come when its dialog has been closed."""
    return shiboken6.isValid(thing)


class _RejectedWithParent(QObject):
    """A dialog whose window is hidden would otherwise wait for ever."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        if (parent := dialog.parentWidget()) is not None:
            parent.window().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._dialog.reject()
        return False
