"""Fields to write in: what is pasted there, what is left out of it, and what is said about it."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.decline import DeclineDialog
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.writing import BOUND, CountedField, Writing
from desktop.views.main_window import MainWindow
from desktop.views.templates import TemplatesDialog
from tests.gui import rows
from tests.gui.conftest import named


@pytest.fixture
def field(qtbot: QtBot) -> CountedField:
    made = CountedField("Cover letter", 10)
    qtbot.addWidget(made)
    made.set_limit(5000)
    made.resize(600, 300)
    made.show()
    return made


def paste(field: CountedField, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    field.writing.insertFromMimeData(mime)


def said(field: CountedField) -> str:
    """The sentence under the field."""
    labels = field.findChildren(PlainLabel)
    banners = [label for label in labels if label.property("look") == "banner" and label.parentWidget() is field]
    return banners[0].text() if banners[0].isVisible() else ""


def test_a_boundless_paste_is_refused_and_says_what_still_fits(field: CountedField) -> None:
    field.load("a" * 243)
    paste(field, "x" * BOUND)
    assert field.text() == "a" * 243
    assert said(field) == (
        "Nothing was pasted: the text on the clipboard has 20,000 characters, and 4,757 more fit here."
    )


def test_where_nothing_fits_any_more_a_refusal_says_so(field: CountedField) -> None:
    field.load("a" * 6000)
    paste(field, "x" * BOUND)
    assert said(field).endswith("and 0 more fit here.")


def test_what_is_replaced_makes_room(field: CountedField) -> None:
    field.load("a" * 15_000)
    field.writing.selectAll()
    paste(field, "x" * BOUND)
    assert field.text() == "x" * BOUND


@pytest.mark.parametrize(
    ("found", "kept", "sentence"),
    [
        ("a\x00b\x1b[31mc\x7f", "ab[31mc", "3 characters that cannot be sent were left out."),
        ("one\r\ntwo\x0bthree\x85four\tfive", "one\ntwo\nthree\nfour\tfive", ""),
        ("\u202bשלום\u202c 😀 e\u0301\u00a0", "\u202bשלום\u202c 😀 e\u0301\u00a0", ""),
    ],
    ids=["controls", "ends of lines", "what only looks unusual"],
)
def test_only_what_cannot_be_sent_is_left_out(field: CountedField, found: str, kept: str, sentence: str) -> None:
    paste(field, found)
    assert (field.text(), said(field)) == (kept, sentence)


def test_the_sentence_goes_when_one_writes_on(field: CountedField) -> None:
    paste(field, "a\x00")
    QTest.keyClicks(field.writing, "b")
    assert said(field) == ""


def test_a_message_says_as_well_what_was_left_out(window: MainWindow) -> None:
    window.show_room(rows.ROOM, ())
    mime = QMimeData()
    mime.setText("a\x00b")
    named(window.conversation, "Write a message", QPlainTextEdit).insertFromMimeData(mime)
    assert named(window.conversation, "1 character that cannot be sent was left out.").isVisible()


def test_typing_behind_a_run_without_spaces_takes_no_time(field: CountedField) -> None:
    paste(field, "W" * 19_000)
    began = time.process_time()
    for _ in range(10):
        QTest.keyClicks(field.writing, "x")
        field.grab()
    assert (time.process_time() - began) / 10 < 0.03


def test_words_stay_whole_again_when_the_long_run_is_gone(field: CountedField) -> None:
    field.load("W" * 5000)
    field.load("Words again")
    assert field.writing.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


# --- what is not text at all, and far too much of it ------------------------------------------------------

PICTURE_ELSEWHERE = "<p>Dear <b>team</b><img src='http://127.0.0.1:9/seen.png'><script>alert(1)</script></p>"
NOTHING = "Nothing was pasted: there is no plain text, picture or file on the clipboard. Copy it as plain text."


@pytest.mark.parametrize(
    ("brought", "kept", "sentence"),
    [
        ({"text/html": PICTURE_ELSEWHERE, "text/plain": "Dear team"}, "Dear team", ""),
        ({"text/html": PICTURE_ELSEWHERE}, "", NOTHING),
        ({"text/rtf": r"{\rtf1\ansi {\b Dear} team}"}, "", NOTHING),
        ({"text/rtf": r"{\rtf1 Dear}", "text/plain": "<b>Dear</b>"}, "<b>Dear</b>", ""),
        ({"application/x-spreadsheet": "A1"}, "", NOTHING),
        ({}, "", ""),
    ],
    ids=["HTML beside text", "HTML alone", "RTF alone", "RTF beside text", "of one program", "nothing"],
)
def test_of_rich_text_the_plain_one_is_taken(
    field: CountedField, brought: dict[str, str], kept: str, sentence: str
) -> None:
    mime = QMimeData()
    for kind, content in brought.items():
        mime.setData(kind, content.encode())
    field.writing.insertFromMimeData(mime)
    assert (field.text(), said(field)) == (kept, sentence)


TEN_MEGABYTES = 10 * 2**20


@pytest.fixture
def everything(window: MainWindow) -> Iterator[QWidget]:
    """A window in which each dialog that one writes in is open."""
    window.show_composer(MILESTONES, rows.VALUES._replace(by_milestone=True))
    window.show_room(rows.ROOM, ())
    templates = TemplatesDialog(20_000, window)
    templates.show_templates(rows.TEMPLATES, "t1")
    templates.show_unknown(rows.VARIABLES)
    dialogs = [templates, DeclineDialog(rows.DECLINE, window)]
    yield window
    for dialog in dialogs:
        dialog.deleteLater()


MILESTONES = rows.COMPOSER._replace(draft="draft-2", pricing="project")


@pytest.mark.parametrize("text", ["x" * TEN_MEGABYTES, "words and\r\n" * (TEN_MEGABYTES // 11)], ids=["one", "many"])
def test_ten_megabytes_are_refused_by_every_text(everything: QWidget, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    fields = everything.findChildren(Writing)
    assert len(fields) == 7  # a letter, two answers, two messages, a template and a chat
    for field in fields:
        remarked, before = QSignalSpy(field.remarked), field.text()
        field.insertFromMimeData(mime)
        assert remarked.at(0)[0].startswith(
            f"Nothing was pasted: the text on the clipboard has {len(text):,} characters"
        )
        assert field.text() == before


def test_ten_megabytes_in_a_field_of_one_line_are_cut_to_what_it_holds(everything: QWidget) -> None:
    QGuiApplication.clipboard().setText("9" * TEN_MEGABYTES)
    fields = everything.findChildren(QLineEdit)
    assert fields
    for field in fields:
        field.selectAll()
        field.paste()
        assert len(field.text()) <= field.maxLength() <= 32_767
