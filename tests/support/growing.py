"""Drafts and their dialogs opened and closed again and again: whatever was made for them goes with them."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog

from desktop.views.composer import FilePreview
from desktop.views.decline import DeclineDialog
from desktop.views.history import HistoryDialog
from desktop.views.main_window import MainWindow
from desktop.views.preview import PreviewDialog
from desktop.views.templates import TemplatesDialog
from tests.gui import rows

DRAFTS = (
    (rows.COMPOSER, rows.VALUES),
    (rows.MILESTONES_SHEET, rows.MILESTONES_VALUES),
    (rows.COMPOSER._replace(draft="draft-3", questions=()), rows.VALUES._replace(answers=())),
)


def cycle(window: MainWindow, number: int) -> None:
    """Open one draft with all that belongs to it, look at it in each way, and leave it."""
    sheet, values = DRAFTS[number % len(DRAFTS)]
    window.show_composer(sheet, values)
    window.composer.show_files(rows.FILES)
    window.composer.show_checks(rows.CHECKS)
    for dialog in (_history(window), _templates(window), PreviewDialog(rows.PREVIEW, window), _file(window)):
        _open_and_close(dialog)
    _open_and_close(DeclineDialog(rows.DECLINE, window))
    window.composer.show_files(())
    window.composer.show_checks(())
    window.show_nothing()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def objects(window: MainWindow) -> int:
    """How many objects of Qt belong to the window."""
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(window.findChildren(QObject))


def _history(window: MainWindow) -> QDialog:
    dialog = HistoryDialog(window)
    dialog.show_versions(rows.VERSIONS)
    dialog.show_differences(rows.DIFFERENCES)
    return dialog


def _templates(window: MainWindow) -> QDialog:
    dialog = TemplatesDialog(20_000, window)
    dialog.show_templates(rows.TEMPLATES, "t1")
    dialog.show_unknown(rows.VARIABLES)
    return dialog


def _file(window: MainWindow) -> QDialog:
    dialog = FilePreview("plan.pdf", window)
    dialog.show_preview(rows.FILE_PREVIEW)
    return dialog


def _open_and_close(dialog: QDialog) -> None:
    dialog.open()
    dialog.reject()
    dialog.deleteLater()
