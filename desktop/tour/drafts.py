"""A template that asks for something, a promise that is not kept yet, and two drafts that are written at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPlainTextEdit

from desktop.tour.hands import Hands
from desktop.views.composer.window import ComposerWindow
from desktop.views.templates import TemplatesDialog

if TYPE_CHECKING:
    from desktop.tour.script import Stage

INVITATIONS, DRAFTS = "Invitations to apply", "Drafts"
FILM, VOICE = "Explainer animation", "Portuguese voice"
OPENING = "Hello {{client.name|there}}, about {{job.title}}: I could begin on {{start}}."
PROMISE = " My price list is attached."
REPLY = "Portuguese from Lisbon, recorded in a treated room."


async def write_two_at_once(stage: "Stage") -> None:
    """In an agency's name, out of a template, and in a window of its own beside another draft."""
    hands, album = stage.hands, stage.album
    await hands.open_entry(INVITATIONS, FILM)
    await hands.see_text(FILM)
    await hands.press("a")
    await _apply_for_the_agency(hands)
    album.line("The proposal is made in an agency's name, with something of the profile beside it.")
    await _fill_in_a_template(stage)
    await hands.write("Cover letter", PROMISE)
    await hands.see_entry("Checks", "You wrote “attached”, but no file is attached.")
    album.line("A letter that speaks of an attachment is compared with what is attached: nothing is.")
    stage.show("promise")
    await _move_out_and_begin_another(stage)
    await _send_from_there(stage)


async def _move_out_and_begin_another(stage: "Stage") -> None:
    hands, album = stage.hands, stage.album
    await hands.click("Own window")
    await hands.until(lambda: bool(_own(hands)), "the window of its own")
    await hands.open_entry(INVITATIONS, VOICE)
    await hands.see_text(VOICE)
    await hands.click("Accept")
    await hands.until(hands.window.composer.isVisible, "the second draft")
    letter = hands.window.composer.first_field()
    QTest.keyClicks(letter, REPLY)
    album.line("The draft moved into a window of its own; another was written beside it.")
    stage.show("two-drafts")


async def _send_from_there(stage: "Stage") -> None:
    hands, album = stage.hands, stage.album
    send = next(each for each in _own(hands)[0].findChildren(QAbstractButton) if each.text() == "Send proposal")
    await hands.until(send.isEnabled, "sending")
    QTest.mouseClick(send, Qt.MouseButton.LeftButton)
    await hands.until(lambda: not _own(hands), "the end of that window")
    await hands.until(lambda: stage.other_side.proposals(FILM) == 1, "the proposal at the marketplace")
    await hands.go(DRAFTS)
    await hands.see_entry(DRAFTS, VOICE)
    await hands.see_sync("Up to date")
    album.line("The first was sent from its window; the second waits under Drafts.")


def _own(hands: Hands) -> list[ComposerWindow]:
    return [each for each in hands.window.findChildren(ComposerWindow) if each.isVisible()]


async def _apply_for_the_agency(hands: Hands) -> None:
    await hands.find(QPlainTextEdit, "Cover letter")
    composer = hands.window.composer
    name = next(each for each in composer.findChildren(QLabel) if each.text() == "Apply as")
    QTest.keyClick(name.buddy(), Qt.Key.Key_Down)
    tick = next(each for each in composer.findChildren(QCheckBox) if each.isVisible())
    QTest.keyClick(tick, Qt.Key.Key_Space)
    await hands.see_text("Saved")


async def _fill_in_a_template(stage: "Stage") -> None:
    hands, album = stage.hands, stage.album
    await hands.click("Templates")
    await hands.find(TemplatesDialog, "Templates")
    await hands.click("New template")
    text = await hands.find(QPlainTextEdit, "Template text")
    text.clear()
    await hands.write("Template text", OPENING)
    await hands.see_text("To be filled in")
    album.line("Of a template's variables the known ones are filled in; for the others there is a form.")
    stage.show("template-form")
    await hands.click("Insert")
    await hands.see_entry("Checks", "Fill in {{start}}")
    send = await hands.find(QAbstractButton, "Send proposal")
    await hands.until(lambda: not send.isEnabled(), "sending held back")
    album.line("One that nobody filled in holds sending back.")
    stage.show("unfilled")
    await hands.open_entry("Checks", "Fill in {{start}}")
    letter = await hands.find(QPlainTextEdit, "Cover letter")
    await hands.until(lambda: letter.textCursor().selectedText() == "{{start}}", "the place, selected")
    QTest.keyClicks(letter, "Monday")
    await hands.until(send.isEnabled, "sending")
    album.line("The check led to its place, and what was typed there took it.")
