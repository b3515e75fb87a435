"""What was sent is changed within its time, or withdrawn with a reason."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import ARCHIVED, INVITATIONS, SUBMITTED, TURBINE, answer_all_questions
from desktop.views.proposal.edit import EditDialog
from marketplace.contract.entities import ProposalState
from tests.story.conftest import Play

pytestmark = pytest.mark.slow


async def send(hands: Hands, other_side: OtherSide) -> None:
    """Accept an invitation as offered, and wait until that has arrived."""
    await hands.open_entry(INVITATIONS, TURBINE)
    await hands.click("Accept")
    await hands.write("Cover letter", "Dear team, with pleasure.")
    await answer_all_questions(hands)
    await hands.click("Send proposal")
    await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")
    await hands.go(SUBMITTED)
    await hands.open_entry(SUBMITTED, TURBINE)
    await hands.see_text("Everything can be changed until")


def test_letter_and_terms_are_changed(play: Play, other_side: OtherSide) -> None:
    async def change(hands: Hands) -> None:
        await send(hands, other_side)
        await hands.click("Edit proposal")
        await hands.find(EditDialog, "Edit proposal")
        await hands.click("Propose different terms")
        await hands.set_amount("Hourly rate", "47.25")
        await hands.see_text("You receive $42.52 an hour")
        await hands.write("Cover letter", " I could begin on Monday.")
        await hands.click("Send changes")
        await hands.see_text("I could begin on Monday.")
        await hands.until(
            lambda: other_side._the_proposal(TURBINE).cover_letter.endswith("Monday."), "the change on the other side"
        )

    play(change)
    assert str(other_side._the_proposal(TURBINE).terms.rate) == "47.25"  # type: ignore[union-attr]


def test_contact_information_is_marked_while_one_changes_a_letter(play: Play, other_side: OtherSide) -> None:
    async def change(hands: Hands) -> None:
        await send(hands, other_side)
        await hands.click("Edit proposal")
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.write("Cover letter", " ana@textwerk-reis.de")
        await hands.until(lambda: bool(letter.extraSelections()), "the mark")
        await hands.see_entry("Checks", "In the cover letter")
        await hands.click("Cancel")

    play(change)


def test_a_proposal_is_withdrawn_with_a_reason(play: Play, other_side: OtherSide) -> None:
    async def withdraw(hands: Hands) -> None:
        await send(hands, other_side)
        await hands.click("Withdraw proposal")
        await hands.see_text("There is no conversation yet; the client is told the reason.")
        await hands.open_entry("Reason", "Scheduling conflict with client")
        await hands.click("Withdraw")
        await hands.go(ARCHIVED)
        await hands.open_entry(ARCHIVED, TURBINE)
        await hands.see_text("You withdrew this proposal: Scheduling conflict with client.")
        await hands.until(
            lambda: other_side._the_proposal(TURBINE).state is ProposalState.WITHDRAWN, "the end on the other side"
        )

    play(withdraw)


def test_the_receipt_is_shown(play: Play, other_side: OtherSide) -> None:
    async def look(hands: Hands) -> None:
        await send(hands, other_side)
        await hands.see_text("Arrived today")
        await hands.see_text("checksum ")

    play(look)
