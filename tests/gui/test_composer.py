"""Writing a proposal: what is filled in is what comes out, to the character and to the cent."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
)

from desktop.models.rows import CheckRow, ChoiceRow
from desktop.views.composer import ComposerPanel
from desktop.views.elements.amount import AmountField
from desktop.views.elements.choices import Tick
from desktop.views.main_window import MainWindow
from tests.gui import rows
from tests.gui.conftest import named


@pytest.fixture
def composer(window: MainWindow) -> ComposerPanel:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    return window.composer


def test_what_was_loaded_comes_out_again(composer: ComposerPanel) -> None:
    assert composer.values() == rows.VALUES


def test_loading_is_no_change(window: MainWindow, composer: ComposerPanel) -> None:
    changed = QSignalSpy(composer.changed)
    window.show_composer(rows.COMPOSER._replace(draft="draft-2", pricing="project"), rows.VALUES._replace(amount="7"))
    assert (changed.count(), composer.values().amount) == (0, "7.00")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Accept the client's terms", QRadioButton), ("Propose different terms", QRadioButton),
     ("Hourly rate", AmountField), ("Cover letter", QPlainTextEdit), ("Message to the client", QPlainTextEdit),
     ("Which CAT tool do you use, and can you read TMX?", QPlainTextEdit),
     ("R&D: what is your daily output?", QPlainTextEdit), ("Attachments", QListView)],
)  # fmt: skip
def test_each_field_is_found_by_its_name(composer: ComposerPanel, name: str, kind: type) -> None:
    assert named(composer, name, kind).isVisible()


def test_the_duration_is_named_by_its_label(composer: ComposerPanel) -> None:
    duration = named(composer, "Duration", QLabel).buddy()
    assert isinstance(duration, QComboBox)
    assert duration.currentData() == rows.VALUES.duration


def test_a_fixed_price_is_called_a_bid(window: MainWindow, composer: ComposerPanel) -> None:
    window.show_composer(rows.COMPOSER._replace(draft="draft-2", pricing="project"), rows.VALUES)
    assert named(composer, "Bid", AmountField).isVisible()


def test_the_clients_terms_need_no_amount(composer: ComposerPanel) -> None:
    changed = QSignalSpy(composer.changed)
    named(composer, "Accept the client's terms", QRadioButton).click()
    assert (composer.values().as_offered, changed.count()) == (True, 1)
    assert not named(composer, "Hourly rate", AmountField).isEnabled()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("54", "54.00"), ("0.1", "0.10"), ("1,234.56", "1234.56"), ("999999.99", "999999.99"), ("0.29", "0.29"), ("", "")],
)
def test_an_amount_is_exact(composer: ComposerPanel, typed: str, amount: str) -> None:
    field = named(composer, "Hourly rate", AmountField)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    assert composer.values().amount == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("48,50", "48.50"), ("48,5", "48.50"), ("1.800,50", "1800.50"), ("1.000.000", "1000000.00"), ("1,800", "1800.00"),
     ("$1,80", "180.00"), ("1.80", "1.80")],
)  # fmt: skip
def test_an_amount_is_read_as_its_writer_means_it(composer: ComposerPanel, typed: str, amount: str) -> None:
    field = named(composer, "Hourly rate", AmountField)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    assert composer.values().amount == amount


def test_letters_are_no_amount(composer: ComposerPanel) -> None:
    field = named(composer, "Hourly rate", AmountField)
    QTest.keyClicks(field, "xyz-")
    assert composer.values().amount == "54.00"


def test_up_adds_a_dollar(composer: ComposerPanel) -> None:
    QTest.keyClick(named(composer, "Hourly rate", AmountField), Qt.Key.Key_Up)
    assert composer.values().amount == "55.00"


def test_a_text_comes_out_to_the_character(composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    text = "no-break\u00a0space, 日本 😀 e\u0301, \u202eback\n\n  indented\n"
    letter.clear()
    letter.insertPlainText(text)
    assert composer.values().cover_letter == text


def test_the_count_follows_the_text(composer: ComposerPanel) -> None:
    QTest.keyClicks(named(composer, "Message to the client", QPlainTextEdit), "hello")
    assert named(composer, "5 / 5,000").isVisible()


def test_markup_is_pasted_as_plain_text(composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    mime = QMimeData()
    mime.setHtml("<h1 style='color:red'>Big</h1>")
    mime.setText("Big")
    letter.clear()
    letter.insertFromMimeData(mime)
    assert composer.values().cover_letter == "Big"


def test_a_text_that_is_too_long_can_be_pasted_and_cut(composer: ComposerPanel) -> None:
    letter = named(composer, "Message to the client", QPlainTextEdit)
    mime = QMimeData()
    mime.setText("y" * 6000)
    letter.insertFromMimeData(mime)
    assert len(composer.values().message) == 6000


def test_tab_leaves_a_text(composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    letter.setFocus()
    QTest.keyClick(letter, Qt.Key.Key_Tab)
    assert composer.window().focusWidget() is named(
        composer, "Which CAT tool do you use, and can you read TMX?", QPlainTextEdit
    )


def test_files_are_chosen_in_a_dialog_that_waits_for_nobody(composer: ComposerPanel, tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF")
    asked = QSignalSpy(composer.attachments.files_given)
    QTest.mouseClick(named(composer, "Add files", QPushButton), Qt.MouseButton.LeftButton)
    dialog = composer.findChildren(QFileDialog)[0]
    was_open = dialog.isVisible()
    dialog.selectFile(str(plan))
    dialog.accept()
    assert (was_open, asked.count()) == (True, 1)
    assert asked.at(0) == [[str(plan)]]


def test_pasted_files_are_attached(composer: ComposerPanel, tmp_path: Path) -> None:
    asked = QSignalSpy(composer.attachments.files_given)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "plan.pdf"))])
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(named(composer, "Attachments", QListView), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asked.at(0) == [[str(tmp_path / "plan.pdf")]]


def test_a_file_is_taken_away_by_key(composer: ComposerPanel) -> None:
    composer.show_files(rows.FILES)
    files = named(composer, "Attachments", QListView)
    asked = QSignalSpy(composer.attachments.removal_requested)
    files.setFocus()
    QTest.keyClick(files, Qt.Key.Key_Down)
    QTest.keyClick(files, Qt.Key.Key_Delete)
    assert asked.at(0)[0] in {"f1", "f2"}


def test_a_check_leads_to_its_place(composer: ComposerPanel) -> None:
    composer.show_checks(rows.CHECKS)
    checks = named(composer, "Checks", QListView)
    checks.setFocus()
    QTest.keyClick(checks, Qt.Key.Key_Home)
    QTest.keyClick(checks, Qt.Key.Key_Down)
    QTest.keyClick(checks, Qt.Key.Key_Return)
    assert composer.window().focusWidget() is named(composer, "R&D: what is your daily output?", QPlainTextEdit)


def test_the_status_is_found_and_read(composer: ComposerPanel) -> None:
    composer.show_status("Not saved: the disk is full", "bad")
    assert named(composer, "Draft status").accessibleDescription() == "Not saved: the disk is full"


def test_what_cannot_be_sent_is_not_sent(composer: ComposerPanel) -> None:
    asked = QSignalSpy(composer.send_requested)
    composer.set_sendable(False)
    composer.send()
    composer.set_sendable(True)
    composer.send()
    assert [asked.at(each) for each in range(asked.count())] == [["draft-1"]]


def test_the_same_draft_shown_again_keeps_the_cursor(window: MainWindow, composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    letter.moveCursor(letter.textCursor().MoveOperation.Start)
    window.show_composer(rows.COMPOSER, composer.values())
    assert letter.textCursor().position() == 0


def test_a_check_leads_to_the_words_that_it_means_and_typing_takes_their_place(composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    letter.setPlainText("😀 Dear {{name}}, at {{rate}}.")
    composer.show_checks([CheckRow("Fill in {{rate}}, or take it out.", "cover_letter", words="{{rate}}")])
    checks = named(composer, "Checks", QListView)
    checks.setFocus()
    QTest.keyClick(checks, Qt.Key.Key_Return)
    QTest.keyClicks(letter, "$40")
    assert (letter.hasFocus(), composer.values().cover_letter) == (True, "😀 Dear {{name}}, at $40.")


def test_a_highlight_that_does_not_fit_ends_in_dots_and_is_told_whole(window: MainWindow) -> None:
    long = "Three memoirs & more for small presses, " * 4
    highlights = (ChoiceRow("h1", long), ChoiceRow("h2", "Short & sweet"))
    window.show_composer(rows.COMPOSER._replace(draft="draft-2", highlights=highlights), rows.VALUES)
    ticks = window.composer.findChildren(Tick)
    QApplication.processEvents()
    assert [tick.text().endswith("…") for tick in ticks] == [True, False]
    assert [tick.accessibleName() for tick in ticks] == [long, "Short & sweet"]
    assert ticks[0].fontMetrics().horizontalAdvance(ticks[0].text()) < ticks[0].width()
