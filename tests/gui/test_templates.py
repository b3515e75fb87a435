"""The dialog `Templates`, and words that become texts while one types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPlainTextEdit, QPushButton

from desktop.models.rows import TemplateRow, VariableRow
from desktop.views.composer import ComposerPanel
from desktop.views.main_window import MainWindow
from desktop.views.templates import TemplatesDialog
from tests.gui import rows
from tests.gui.conftest import named

THANKS = TemplateRow("t1", "Thank you", ";thx", "Thank you, {{client.name|all}}.", "Thank you, ;thx")
EARLIER = TemplateRow("earlier p1", "Your letter for “Pumps”", "3 Mar", "Dear team", "Your letter", is_fixed=True)


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[TemplatesDialog]:
    made = TemplatesDialog(20_000, window)
    made.show_templates([THANKS, EARLIER], "t1")
    made.open()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def composer(window: MainWindow) -> ComposerPanel:
    window.show_composer(rows.COMPOSER, rows.VALUES._replace(cover_letter=""))
    window.composer.set_snippets({";thx": "Thank you for asking.\nBest wishes", ";😀": "smile"})
    return window.composer


def test_the_first_is_looked_at(dialog: TemplatesDialog) -> None:
    assert dialog.chosen == "t1"
    assert named(dialog, "Template text", QPlainTextEdit).toPlainText() == THANKS.body


def test_what_is_written_into_a_template_is_told(dialog: TemplatesDialog) -> None:
    told = QSignalSpy(dialog.template_changed)
    QTest.keyClicks(named(dialog, "Template text", QPlainTextEdit), "!")
    assert told.at(told.count() - 1)[0] == THANKS._replace(aside="thx", body=THANKS.body + "!")


def test_looking_at_one_changes_none(dialog: TemplatesDialog) -> None:
    told = QSignalSpy(dialog.template_changed)
    templates = named(dialog, "Templates", QListView)
    templates.setFocus()
    QTest.keyClick(templates, Qt.Key.Key_Down)
    assert (dialog.chosen, told.count()) == ("earlier p1", 0)


def test_a_letter_that_was_sent_cannot_be_changed_or_deleted(dialog: TemplatesDialog) -> None:
    named(dialog, "Templates", QListView).setCurrentIndex(dialog._model.index(1))
    assert not any(field.isVisible() for field in dialog.findChildren(QPlainTextEdit))
    assert not any(each.isVisible() for each in dialog.findChildren(QPushButton) if each.text() == "Delete template")
    assert named(dialog, "Insert", QPushButton).isEnabled()


def test_what_nobody_knows_is_asked_for_and_kept_while_one_writes(dialog: TemplatesDialog) -> None:
    dialog.show_unknown([VariableRow("rate", "$50"), VariableRow("start", "")])
    QTest.keyClicks(named(dialog, "start", QLineEdit), "Monday")
    dialog.show_unknown([VariableRow("rate", "$50"), VariableRow("start", ""), VariableRow("days", "")])
    assert dialog.filled_in == {"rate": "$50", "start": "Monday", "days": ""}


def test_without_templates_the_dialog_says_what_to_do(window: MainWindow) -> None:
    made = TemplatesDialog(20_000, window)
    made.open()
    assert named(made, "There is no template yet. Make one, or import a folder of text files.").isVisible()
    assert not named(made, "Insert", QPushButton).isEnabled()
    made.close()
    made.deleteLater()


# --- while one types --------------------------------------------------------------------------------------


def test_a_word_becomes_its_text_when_a_blank_is_typed(composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    QTest.keyClicks(letter, "Hello! ;thx ")
    assert composer.values().cover_letter == "Hello! Thank you for asking.\nBest wishes "


def test_undoing_brings_the_word_back(composer: ComposerPanel) -> None:
    letter = named(composer, "Cover letter", QPlainTextEdit)
    QTest.keyClicks(letter, ";thx ")
    while composer.values().cover_letter not in {";thx", ""}:
        letter.undo()
    assert composer.values().cover_letter == ";thx"


@pytest.mark.parametrize("typed", ["thx ", "a;thx ", ";thxx ", ";th "])
def test_only_the_whole_word_becomes_a_text(composer: ComposerPanel, typed: str) -> None:
    QTest.keyClicks(named(composer, "Cover letter", QPlainTextEdit), typed)
    assert composer.values().cover_letter == typed


def test_answers_know_the_words_as_well(composer: ComposerPanel) -> None:
    QTest.keyClicks(named(composer, "R&D: what is your daily output?", QPlainTextEdit), ";thx ")
    assert composer.values().answers[1].startswith("Thank you")


def test_a_template_goes_where_was_written_last(composer: ComposerPanel) -> None:
    message = named(composer, "Message to the client", QPlainTextEdit)
    message.setFocus()
    named(composer, "Templates", QPushButton).setFocus()
    composer.insert("Good morning!")
    assert (composer.values().message, composer.values().cover_letter) == ("Good morning!", "")


def test_a_template_is_listed_as_it_is_called_now(dialog: TemplatesDialog) -> None:
    dialog.show_row(THANKS._replace(text="Thanks a lot", spoken="Thanks a lot, ;thx"))
    listed = named(dialog, "Templates", QListView).model()
    assert [listed.index(row, 0).data() for row in range(listed.rowCount())] == ["Thanks a lot, ;thx", EARLIER.spoken]
    assert dialog.chosen == "t1"
