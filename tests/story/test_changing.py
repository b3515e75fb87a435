"""What was sent is changed within its time, or withdrawn with a reason."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPlainTextEdit

from desktop.clock import system_clock
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import ARCHIVED, INVITATIONS, SUBMITTED, TURBINE, answer_all_questions
from desktop.views.proposal.edit import EditDialog
from marketplace.contract.entities import ProposalState
from tests.story.conftest import Play
from tests.story.servers import ServersSide, serving

pytestmark = pytest.mark.slow

HIGHLIGHT = "Maintenance manuals for wind turbines, 1,900 pages"


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


def test_what_may_be_changed_when_is_judged_by_the_marketplaces_clock(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This computer's is a year ahead, and everything looks as if its time had long been over."""

    async def change(hands: Hands) -> None:
        await send(hands, ServersSide(server))
        await hands.click("Edit proposal")
        await hands.find(EditDialog, "Edit proposal")
        await hands.write("Cover letter", " I could begin on Monday.")
        await hands.click("Send changes")
        await hands.see_text("I could begin on Monday.")

    with serving(f"sqlite:///{tmp_path / 'server.sqlite3'}", tmp_path / "files") as server:
        monkeypatch.setenv("BELLHOP_TOKEN", server.token)
        play(change, server=server.url, clock=lambda: system_clock() + 365 * 86_400)


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


def test_files_and_highlights_are_changed(play: Play, other_side: OtherSide, tmp_path: Path) -> None:
    async def change(hands: Hands) -> None:
        await send(hands, other_side)
        await hands.click("Edit proposal")
        dialog = await hands.find(EditDialog, "Edit proposal")
        dialog.attachments.files_given.emit([str(tmp_path / name) for name in ("gone.txt", "cover.png", "plan.txt")])
        await hands.see_entry("Checks", "“gone.txt” cannot be read")
        await hands.see_entry("Checks", "“cover.png” is sent unread.")
        await hands.see_entry("Checks", "In file 2: This looks like an e-mail address")
        assert not (await hands.find(QAbstractButton, "Send changes")).isEnabled()
        await hands.open_entry("Attachments", "plan.txt")
        await hands.click("Remove file")
        (highlight,) = [tick for tick in dialog.findChildren(QCheckBox) if tick.text().startswith(HIGHLIGHT)]
        highlight.setChecked(True)
        await hands.click("Send changes")
        await hands.until(lambda: bool(other_side._the_proposal(TURBINE).attachments), "the change on the other side")

    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "plan.txt").write_text("Questions to ana.reis@textwerk-reis.de please")
    play(change)
    changed = other_side._the_proposal(TURBINE)
    assert [each.name for each in changed.attachments] == ["cover.png"]
    assert [each.title for each in changed.highlights] == [HIGHLIGHT]
    assert changed.cover_letter == "Dear team, with pleasure."


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
