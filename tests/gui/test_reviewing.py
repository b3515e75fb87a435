"""The dialogs `Preview` and `History`."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QListView, QPlainTextEdit, QPushButton

from desktop.models.rows import Stretch
from desktop.views.history import HistoryDialog
from desktop.views.main_window import MainWindow
from desktop.views.preview import PreviewDialog
from tests.gui import rows
from tests.gui.conftest import named


@pytest.fixture
def history(window: MainWindow) -> Iterator[HistoryDialog]:
    dialog = HistoryDialog(window)
    yield dialog
    dialog.close()
    dialog.deleteLater()


def test_the_version_before_is_looked_at_first(history: HistoryDialog) -> None:
    asked = QSignalSpy(history.version_chosen)
    history.show_versions(rows.VERSIONS)
    history.open()
    assert ([asked.at(each) for each in range(asked.count())], history.chosen) == ([[7]], 7)


def test_versions_are_gone_through_by_key(history: HistoryDialog) -> None:
    history.show_versions(rows.VERSIONS)
    history.open()
    QTest.keyClick(named(history, "Versions", QListView), Qt.Key.Key_Down)
    assert history.chosen == 1


def marks(text: QPlainTextEdit) -> list[tuple[str, bool, bool]]:
    """What is marked, whether struck out, whether underlined."""
    return [
        (mark.cursor.selectedText(), mark.format.fontStrikeOut(), mark.format.fontUnderline())
        for mark in text.extraSelections()
    ]


def test_what_differs_is_marked_by_more_than_colour(history: HistoryDialog) -> None:
    history.show_versions(rows.VERSIONS)
    history.open()
    history.show_differences(rows.DIFFERENCES)
    letter = named(history, "Cover letter, differences", QPlainTextEdit)
    assert marks(letter) == [("eleven", True, False), ("nine 😀", False, True)]
    assert letter.accessibleDescription() == "nine"


def test_marks_are_at_their_place_behind_wide_letters(history: HistoryDialog) -> None:
    history.show_versions(rows.VERSIONS)
    history.open()
    stretches = (Stretch("same", "😀😀 "), Stretch("added", "words"), Stretch("same", "\nend"))
    history.show_differences([rows.DIFFERENCES[0]._replace(stretches=stretches)])
    assert marks(named(history, "Terms, differences", QPlainTextEdit)) == [("words", False, True)]


def test_only_what_differs_can_be_restored(history: HistoryDialog) -> None:
    history.show_versions(rows.VERSIONS)
    history.open()
    restore = named(history, "Restore this version", QPushButton)
    history.show_differences(rows.DIFFERENCES)
    can = restore.isEnabled()
    history.show_differences(())
    assert (can, restore.isEnabled()) == (True, False)
    assert named(history, "Nothing differs from what is written now.").isVisible()


def test_a_draft_without_versions_says_so(history: HistoryDialog) -> None:
    history.show_versions(rows.VERSIONS[:1])
    history.open()
    assert named(history, "This draft has no earlier version yet.").isVisible()


def test_a_preview_shows_what_the_client_sees(window: MainWindow) -> None:
    dialog = PreviewDialog(rows.PREVIEW, window)
    dialog.open()
    shown = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert {"Ana Reis, Textwerk", "Happy to talk.", "$2,400 in 3 milestones", rows.VALUES.cover_letter} <= shown
    assert "Not answered" in shown
    dialog.close()
    dialog.deleteLater()


def test_a_long_paragraph_is_seen_in_more_than_two_lines(history: HistoryDialog) -> None:
    history.open()
    heights = []
    for text in ("Few words.", "Many words in one paragraph. " * 30):
        history.show_differences([rows.DIFFERENCES[0]._replace(stretches=(Stretch("added", text),))])
        heights.append(named(history, "Terms, differences", QPlainTextEdit).height())
    assert heights[1] > 2 * heights[0]
