"""Before it goes: a proposal as its client will see it, and the way back to what was written before."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, MEMOIR, TURBINE, answer_all_questions
from desktop.views.composer import ComposerPanel
from desktop.views.history import HistoryDialog
from desktop.views.preview import PreviewDialog
from marketplace.contract.entities import MilestoneTerms
from tests.story.conftest import Play

pytestmark = pytest.mark.slow


def test_the_preview_says_what_the_client_gets(play: Play) -> None:
    async def look(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.click("Propose different terms")
        await hands.set_amount("Hourly rate", "48.50")
        await hands.write("Cover letter", "Dear team, with pleasure.")
        await hands.click("Preview")
        dialog = await hands.find(PreviewDialog, "Preview")
        shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        assert "$48.50 an hour" in shown
        assert "Dear team, with pleasure." in shown
        assert not any("receive" in text for text in shown)
        await hands.click("Close")

    play(look)


def test_an_earlier_version_comes_back_and_the_later_one_is_kept(play: Play) -> None:
    async def write(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.write("Cover letter", "The first thought.")
        await hands.see_text("Saved")

    async def change_and_restore(hands: Hands) -> None:
        await hands.go("Drafts")
        await hands.open_entry("Drafts", TURBINE)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: bool(letter.toPlainText()), "the letter")
        letter.setPlainText("The second thought.")
        await hands.see_text("Saved")
        await hands.click("History")
        dialog = await hands.find(HistoryDialog, "History")
        await hands.until(lambda: bool(dialog.findChildren(QPlainTextEdit)), "what differs")
        await hands.click("Restore this version")
        await hands.until(lambda: letter.toPlainText() != "The second thought.", "the earlier letter")
        await hands.click("History")
        await hands.open_entry("Versions", "Now")
        await hands.click("Close")

    play(write)
    play(change_and_restore)


def test_milestones_arrive_as_they_were_filled_in(play: Play, other_side: OtherSide) -> None:
    async def propose(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, MEMOIR)
        await hands.click("Accept")
        await hands.click("Propose different terms")
        await hands.click("By milestone")
        panel = await hands.find(ComposerPanel, "Proposal draft")
        await hands.write("Cover letter", "Dear author, with pleasure.")
        await answer_all_questions(hands)
        await hands.see_entry("Checks", "")
        model = panel._terms.milestones._model
        for number, (what, due, amount) in enumerate((("First half", "2027-01-20", "1200.50"), ("Rest", "", "800.00"))):
            await hands.click("Add milestone")
            for column, value in enumerate((what, due, amount)):
                model.setData(model.index(number, column), value)
        await hands.see_text("2 milestones, $2,000.50 in all")
        await hands.see_text("To ")
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(MEMOIR) == 1, "the proposal")

    play(propose)
    terms = other_side._the_proposal(MEMOIR).terms
    assert isinstance(terms, MilestoneTerms)
    assert [(each.description, each.amount) for each in terms.milestones] == [
        ("First half", Decimal("1200.50")),
        ("Rest", Decimal("800.00")),
    ]
