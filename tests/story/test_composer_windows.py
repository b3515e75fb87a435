"""Drafts in windows of their own: written beside each other, kept, and sent from there."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, MEMOIR, TURBINE
from desktop.views.composer.window import ComposerWindow
from tests.story.conftest import Play

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("does not support raise")]


async def in_own_window(hands: Hands, title: str) -> ComposerWindow:
    """Begin a proposal, and put it into a window of its own."""
    known = len(windows(hands))
    await hands.open_entry(INVITATIONS, title)
    await hands.see_text(title)
    await hands.click("Accept")
    await hands.click("Own window")
    await hands.until(lambda: len(windows(hands)) == known + 1, "the window")
    return windows(hands)[-1]


def windows(hands: Hands) -> list[ComposerWindow]:
    return [each for each in hands.window.findChildren(ComposerWindow) if each.isVisible()]


def letter_in(window: ComposerWindow) -> QPlainTextEdit:
    found = [each for each in window.findChildren(QPlainTextEdit) if each.accessibleName() == "Cover letter"]
    return found[0]


def test_two_drafts_are_written_beside_each_other_and_kept(play: Play) -> None:
    async def write(hands: Hands) -> None:
        first = await in_own_window(hands, TURBINE)
        second = await in_own_window(hands, MEMOIR)
        letter_in(first).insertPlainText("Dear engineers")
        letter_in(second).insertPlainText("Dear author")
        letter_in(first).insertPlainText(", with pleasure.")
        # and gone, without a pause in which anything could have been saved

    async def come_back(hands: Hands) -> None:
        for title, text in ((TURBINE, "Dear engineers, with pleasure."), (MEMOIR, "Dear author")):
            await hands.go("Drafts")
            await hands.open_entry("Drafts", title)
            letter = await hands.find(QPlainTextEdit, "Cover letter")
            await hands.until(lambda text=text, letter=letter: letter.toPlainText() == text, "the letter")  # type: ignore[misc]

    play(write)
    play(come_back)


def test_a_draft_is_opened_once(play: Play) -> None:
    async def open_again(hands: Hands) -> None:
        window = await in_own_window(hands, MEMOIR)
        letter_in(window).insertPlainText("Dear author")
        await hands.go("Drafts")
        await hands.open_entry("Drafts", MEMOIR)
        await hands.go(INVITATIONS)
        await hands.open_entry(INVITATIONS, MEMOIR)
        await hands.click("Accept")
        assert windows(hands) == [window]
        assert not hands.window.composer.isVisible()
        window.close()
        await hands.until(lambda: not windows(hands), "the end of the window")
        await hands.go("Drafts")
        await hands.open_entry("Drafts", MEMOIR)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: letter.toPlainText() == "Dear author", "the letter")

    play(open_again)


def test_a_proposal_goes_out_from_its_own_window(play: Play, other_side: OtherSide) -> None:
    async def send(hands: Hands) -> None:
        window = await in_own_window(hands, MEMOIR)
        letter_in(window).insertPlainText("Dear author, with pleasure.")
        for field in window.findChildren(QPlainTextEdit):
            if field.isVisible() and not field.toPlainText() and field.accessibleName() != "Message to the client":
                field.insertPlainText("Two rounds, twelve weeks.")
        send_ = next(each for each in window.findChildren(QAbstractButton) if each.text() == "Send proposal")
        await hands.until(send_.isEnabled, "sending")
        send_.click()
        await hands.until(lambda: other_side.proposals(MEMOIR) == 1, "the proposal")
        await hands.until(lambda: not windows(hands), "the end of the window")
        await hands.see_text(MEMOIR)

    play(send)
    assert other_side._the_proposal(MEMOIR).cover_letter == "Dear author, with pleasure."
