"""Little room, or large writing: fewer things side by side, none of them cut, all of them reachable."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QListView, QPlainTextEdit, QPushButton, QWidget

from desktop.views.main_window import MainWindow
from tests.gui import rows
from tests.gui.conftest import name_of, named

THREE, TWO, ONE = QSize(1400, 900), QSize(700, 450), QSize(450, 300)


@pytest.fixture
def narrow(window: MainWindow) -> MainWindow:
    """A window that has room for one of list and detail."""
    fit(window, ONE)
    window.entries.table.setFocus()
    return window


def fit(window: MainWindow, size: QSize) -> None:
    window.setMinimumSize(1, 1)
    window.resize(size)


def seen(window: MainWindow) -> tuple[bool, bool]:
    """Whether the list and the detail are seen."""
    return window.entries.isVisible(), window.panels.isVisible()


def click(window: MainWindow, row: int) -> None:
    table = window.entries.table
    place = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(window: MainWindow, keys: str) -> None:
    QTest.keySequence(window.focusWidget(), QKeySequence(keys))


@pytest.mark.parametrize(
    ("size", "has_names", "has_both"), [(THREE, True, True), (TWO, False, True), (ONE, False, False)]
)
def test_what_fits_is_shown(window: MainWindow, size: QSize, has_names: bool, has_both: bool) -> None:
    fit(window, size)
    assert (window.navigation.width() > 100, seen(window)) == (has_names, (True, has_both))


def test_the_sections_keep_their_names_and_their_keys(narrow: MainWindow) -> None:
    asked = QSignalSpy(narrow.section_requested)
    sections = named(narrow, "Sections", QListView)
    assert isinstance(sections, QListView)
    name = sections.model().index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(sections, Qt.Key.Key_End)
    assert (name, asked.at(0)) == ("Messages", ["outbox"])


def test_a_click_brings_the_detail(narrow: MainWindow) -> None:
    click(narrow, 1)
    assert seen(narrow) == (False, True)


def test_back_brings_the_list_with_the_entry_marked(narrow: MainWindow) -> None:
    click(narrow, 1)
    QTest.mouseClick(named(narrow, "Back", QPushButton), Qt.MouseButton.LeftButton)
    marked = [index.row() for index in narrow.entries.table.selectionModel().selectedRows()]
    assert (seen(narrow), marked, narrow.entries.table.hasFocus()) == ((True, False), [1], True)


def test_arrows_walk_the_list_without_leaving_it(narrow: MainWindow) -> None:
    press(narrow, "Down")
    narrow.show_invitation(rows.INVITATION)
    assert seen(narrow) == (True, False)


def test_enter_leads_from_the_list_to_the_detail(narrow: MainWindow) -> None:
    press(narrow, "Down")
    press(narrow, "Return")
    assert (seen(narrow), name_of(narrow.focusWidget())) == ((False, True), "Back")


def test_a_key_leads_back(narrow: MainWindow) -> None:
    click(narrow, 1)
    press(narrow, "Alt+Left")
    assert (seen(narrow), narrow.entries.table.hasFocus()) == ((True, False), True)


def test_an_answer_by_key_brings_what_it_opens(narrow: MainWindow) -> None:
    press(narrow, "Down")
    narrow.show_invitation(rows.INVITATION)
    press(narrow, "A")
    narrow.show_composer(rows.COMPOSER, rows.VALUES)
    assert seen(narrow) == (False, True)


def test_news_of_what_is_open_leaves_one_in_the_list(narrow: MainWindow) -> None:
    click(narrow, 0)
    narrow.show_invitation(rows.INVITATION)
    narrow.go_back()
    narrow.show_invitation(rows.INVITATION._replace(message="Another message"))
    assert seen(narrow) == (True, False)


def test_a_notification_brings_what_it_is_about(narrow: MainWindow) -> None:
    narrow.toggle_tray()
    QTest.keyClick(named(narrow.tray, "Notifications", QListView), Qt.Key.Key_Return)
    assert (seen(narrow), name_of(narrow.focusWidget())) == ((False, True), "Back")


def test_another_section_brings_its_list(narrow: MainWindow) -> None:
    click(narrow, 0)
    named(narrow, "Back").setFocus()
    press(narrow, "G, M")
    assert (seen(narrow), narrow.entries.table.hasFocus()) == ((True, False), True)


def test_closing_what_is_open_brings_the_list(narrow: MainWindow) -> None:
    click(narrow, 0)
    narrow.show_nothing()
    assert seen(narrow) == (True, False)


def test_more_room_brings_everything_back(narrow: MainWindow) -> None:
    click(narrow, 0)
    fit(narrow, THREE)
    assert (seen(narrow), narrow.navigation.width() > 100) == ((True, True), True)


@pytest.mark.parametrize("size", [QSize(900, 600), QSize(1400, 900)])
def test_nothing_of_a_draft_is_cut_at_200_percent(large: None, window: MainWindow, size: QSize) -> None:
    fit(window, size)
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.composer.show_status("Saved 09:31")
    window.grab()
    fields = [*window.composer.findChildren(QAbstractButton), *window.composer.findChildren(QComboBox)]
    assert not [name_of(each) for each in fields if each.isVisible() and is_cut(each, window.composer)]


@pytest.mark.parametrize("size", [QSize(900, 600), QSize(1400, 900)])
def test_nothing_of_a_conversation_overlaps_at_200_percent(large: None, window: MainWindow, size: QSize) -> None:
    fit(window, size)
    window.sending.show_sending("Sending the proposal in 14 seconds")
    window.show_room(rows.ROOM, rows.MESSAGES)
    window.grab()
    title = named(window.conversation, rows.ROOM.title)
    stream = named(window.conversation, "Conversation", QListView)
    writing = named(window.conversation, "Write a message", QPlainTextEdit)
    places = [place(each, window) for each in (title, stream, writing, window.sending)]
    assert not [one for one, other in pairwise(places) if one.bottom() > other.top()]
    assert writing.height() >= writing.fontMetrics().lineSpacing() * 2


def is_cut(widget: QWidget, panel: QWidget) -> bool:
    inside = place(widget, panel)
    return widget.width() < widget.minimumSizeHint().width() or inside.right() > panel.width()


def place(widget: QWidget, above: QWidget) -> QRect:
    return QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())
