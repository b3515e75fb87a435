"""The list `Attachments` and its preview, by key and by pointer."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractItemView, QListView, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.rows import FilePicture, FilePreviewSheet, FileRow
from desktop.models.rows_model import ROW
from desktop.views.composer import ComposerPanel, FilePreview
from desktop.views.main_window import MainWindow
from tests.gui import rows
from tests.gui.conftest import named

FILES = tuple(
    FileRow(f"f{number}", f"{number}.pdf", "1 KB", "PDF", "Ready", "good", f"{number}.pdf, 1 KB, Ready")
    for number in range(4)
)


@pytest.fixture
def composer(window: MainWindow) -> ComposerPanel:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.composer.show_files(FILES)
    return window.composer


@pytest.fixture
def files(composer: ComposerPanel) -> QListView:
    found = named(composer, "Attachments", QListView)
    composer.reveal(found)
    return found


@pytest.fixture
def mover(composer: ComposerPanel) -> Iterator[list[list[object]]]:
    """Moves files as a presenter would, and notes what was asked for."""
    asked: list[list[object]] = []
    order = list(FILES)

    def move(file: str, place: int) -> None:
        asked.append([file, place])
        moved = next(each for each in order if each.id == file)
        order.remove(moved)
        order.insert(place, moved)
        composer.show_files(order)

    composer.attachments.move_requested.connect(move)
    yield asked
    composer.attachments.move_requested.disconnect(move)


def shown(files: QAbstractItemView) -> list[str]:
    """The ids in the order in which they are shown."""
    return [files.model().index(row, 0).data(ROW).id for row in range(files.model().rowCount())]


def choose(files: QAbstractItemView, row: int) -> None:
    files.setFocus()
    files.setCurrentIndex(files.model().index(row, 0))


def test_a_file_is_moved_by_key_and_stays_chosen(files: QListView, mover: list[list[object]]) -> None:
    choose(files, 0)
    for _ in range(2):
        QTest.keyClick(files, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert shown(files) == ["f1", "f2", "f0", "f3"]
    QTest.keyClick(files, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown(files) == ["f1", "f0", "f2", "f3"]


@pytest.mark.parametrize(("start", "key", "row"), [(0, Qt.Key.Key_End, 9), (9, Qt.Key.Key_Home, 0)])
def test_the_chosen_file_is_in_sight(window: MainWindow, qtbot: QtBot, start: int, key: Qt.Key, row: int) -> None:
    window.resize(1200, 500)
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.composer.show_files([FILES[0]._replace(id=f"f{number}") for number in range(10)])
    files = named(window.composer, "Attachments", QListView)
    choose(files, start)
    QTest.keyClick(files, key)
    qtbot.waitUntil(lambda: files.visibleRegion().contains(place_of(files, row)))


def test_a_file_that_was_just_attached_is_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1200, 500)
    window.show_composer(rows.COMPOSER, rows.VALUES)
    composer = window.composer
    composer.show_files(FILES[:1])
    files = named(composer, "Attachments", QListView)
    files.setFocus()
    composer.reveal(files)
    composer.show_files(FILES)
    qtbot.waitUntil(lambda: files.visibleRegion().contains(place_of(files, 3)))


def test_a_file_does_not_leave_the_list_by_key(files: QListView, mover: list[list[object]]) -> None:
    choose(files, 0)
    QTest.keyClick(files, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    choose(files, 3)
    QTest.keyClick(files, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert mover == []


def place_of(files: QListView, row: int) -> QPoint:
    return files.visualRect(files.model().index(row, 0)).center()


def test_a_file_is_dragged_to_its_place(files: QListView, mover: list[list[object]]) -> None:
    viewport = files.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place_of(files, 0))
    for row in (1, 2):
        # QTest moves without a button; a person holds it down.
        event_at(files, place_of(files, row))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place_of(files, 2))
    assert shown(files) == ["f1", "f2", "f0", "f3"]


def event_at(files: QListView, place: QPoint) -> None:
    """The pointer moves to `place` with its left button down."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    at = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(files.viewport().mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QGuiApplication.sendEvent(files.viewport(), event)


def test_a_press_that_trembles_moves_nothing(files: QListView, mover: list[list[object]]) -> None:
    place = place_of(files, 1)
    QTest.mousePress(files.viewport(), Qt.MouseButton.LeftButton, pos=place)
    event_at(files, place + QPoint(1, 1))
    QTest.mouseRelease(files.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (mover, files.currentIndex().row()) == ([], 1)


@pytest.mark.parametrize("way", ["Enter", "button"])
def test_the_chosen_file_is_looked_at(composer: ComposerPanel, files: QListView, way: str) -> None:
    asked = QSignalSpy(composer.attachments.preview_requested)
    choose(files, 2)
    if way == "Enter":
        QTest.keyClick(files, Qt.Key.Key_Return)
    else:
        named(composer, "Preview file", QPushButton).click()
    assert [asked.at(each) for each in range(asked.count())] == [["f2"]]


def test_a_file_whose_source_has_changed_can_be_attached_again(composer: ComposerPanel, files: QListView) -> None:
    asked = QSignalSpy(composer.attachments.renewal_requested)
    composer.show_files([FILES[0], FILES[1]._replace(is_outdated=True), FILES[2]._replace(is_outdated=True)])
    again = named(composer, "Attach again", QPushButton)
    again.click()
    choose(files, 2)
    again.click()
    assert [asked.at(each) for each in range(asked.count())] == [["f1"], ["f2"]]


def test_attaching_again_is_offered_only_where_a_source_has_changed(composer: ComposerPanel) -> None:
    assert [
        each for each in composer.findChildren(QPushButton) if each.text() == "Attach again" and each.isVisible()
    ] == []


@pytest.mark.parametrize("where", ["Attachments", "Cover letter"])
def test_a_picture_is_pasted(composer: ComposerPanel, where: str) -> None:
    asked = QSignalSpy(composer.attachments.picture_given)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(image)
    place = named(composer, where, QListView if where == "Attachments" else QPlainTextEdit)
    QTest.keyClick(place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asked.count() == 1


def test_a_picture_that_is_a_file_already_is_taken_as_it_is(composer: ComposerPanel) -> None:
    asked = QSignalSpy(composer.attachments.picture_given)
    mime = QMimeData()
    mime.setData("image/png", b"\x89PNG as it was made")
    named(composer, "Cover letter", QPlainTextEdit).insertFromMimeData(mime)
    assert asked.at(0)[0] == b"\x89PNG as it was made"


def test_a_text_with_a_picture_beside_is_pasted_as_text(composer: ComposerPanel) -> None:
    asked = QSignalSpy(composer.attachments.picture_given)
    mime = QMimeData()
    mime.setText("a cell of a table")
    mime.setData("image/png", b"\x89PNG")
    letter = named(composer, "Message to the client", QPlainTextEdit)
    letter.insertFromMimeData(mime)
    assert (asked.count(), letter.toPlainText()) == (0, "a cell of a table")


# --- the preview ------------------------------------------------------------------------------------------


@pytest.fixture
def preview(window: MainWindow) -> Iterator[FilePreview]:
    dialog = FilePreview("plan.pdf", window)
    dialog.open()
    yield dialog
    dialog.close()
    dialog.deleteLater()


def test_until_it_is_read_a_file_is_said_to_be_opened(preview: FilePreview) -> None:
    assert named(preview, "Opening the file …").isVisible()


def test_a_picture_of_a_file_is_shown_and_named(preview: FilePreview) -> None:
    pixels = bytes([255, 0, 0, 255]) * 200
    preview.show_preview(FilePreviewSheet("plan.pdf", FilePicture(20, 10, pixels), note="The first page."))
    picture = named(preview, "Picture of plan.pdf")
    assert picture.grab().toImage().pixelColor(10, 5) == QColor("blue")
    assert named(preview, "The first page.").isVisible()


def test_a_sentence_says_why_nothing_is_shown(preview: FilePreview) -> None:
    preview.show_preview(FilePreviewSheet("plan.pdf", sentence="This file is empty."))
    assert named(preview, "This file is empty.").isVisible()
