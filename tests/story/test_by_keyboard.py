"""What the work is about, by the keyboard alone: no pointer, no call that a key does not make."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.interview import see_seconds
from desktop.tour.other_side import OtherSide
from desktop.tour.script import CRM, DRAFTS, INVITATIONS, OUTBOX, SUBMITTED, TURBINE, UNBLOCK
from desktop.views.composer import ComposerPanel
from marketplace.contract.entities import HourlyTerms
from tests.story.answering import MAPS, QUESTIONS, recordings
from tests.story.conftest import Play
from tests.story.keys import Keys

# Menus and windows that only exist in memory have no order, and grab nothing.
pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("does not support (raise|grabbing)")]

LETTER = "Dear team, with pleasure."
ANSWER = "Trados Studio 2024."
QUESTIONS_OF_TURBINE = (
    "Which CAT tool do you use, and can you read TMX?",
    "What is your daily output for safety-critical text?",
)


async def first_copy(hands: Hands) -> None:
    await hands.see_sync("Up to date")


async def open_invitation(hands: Hands, keys: Keys, title: str) -> None:
    """From wherever one is, into the inbox and to an invitation."""
    await keys.press("g", "i")
    await hands.see_entry(INVITATIONS, title)
    await keys.press("Home")
    await keys.step_to(title)
    await hands.see_text(title)


async def answer_questions(keys: Keys) -> None:
    """What the client of the turbine manual wants to know."""
    for question in QUESTIONS_OF_TURBINE:
        await keys.go_to(question)
        await keys.type(ANSWER)


def test_accept_with_new_terms_and_two_attachments_without_a_connection(
    play: Play, other_side: OtherSide, tmp_path: Path
) -> None:
    names = ("samples.txt", "rates.txt")
    for name in names:
        (tmp_path / name).write_text(f"{name}: 40 pages")

    async def accept(hands: Hands) -> None:
        keys = Keys(hands)
        await open_invitation(hands, keys, TURBINE)
        await keys.press("a")
        await keys.go_to("Cover letter")
        await keys.type(LETTER)
        await keys.go_to("Accept the client's terms", "Shift+Tab")
        await keys.press("Down", "Tab", "Ctrl+A")
        await keys.type("48.50")
        await hands.see_text("You receive $43.65")
        await answer_questions(keys)
        await keys.go_to("Add files")
        for name in names:
            await keys.press("Space")
            await keys.go_to("File name:")
            await keys.type(str(tmp_path / name))
            await keys.press("Return")
            await hands.see_entry("Attachments", name)
            await keys.go_to("Add files")
        await keys.go_to("Attachments", "Shift+Tab")
        await keys.press("End", "Alt+Up")
        await keys.press("Ctrl+Return")
        await hands.see_sync("Offline · 1 waiting")
        await hands.until(lambda: not hands.window.composer.isVisible(), "what was sent, in place of the draft")
        await keys.press("g", "b")
        await hands.see_entry(OUTBOX, "Proposal: " + TURBINE)

    async def arrive(hands: Hands) -> None:
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")
        await hands.see_sync("Up to date")

    play(first_copy)
    play(accept, offline=True)
    play(arrive)
    arrived = other_side._the_proposal(TURBINE)
    assert arrived.terms == HourlyTerms(rate=Decimal("48.50"))
    assert (arrived.cover_letter, arrived.answers) == (LETTER, (ANSWER, ANSWER))
    assert [each.name for each in arrived.attachments] == ["rates.txt", "samples.txt"]


def test_decline_and_block_then_unblock_by_a_proposal(play: Play, other_side: OtherSide) -> None:
    async def decline(hands: Hands, keys: Keys) -> None:
        await open_invitation(hands, keys, CRM)
        await keys.press("d")
        await keys.step_to("Spam", "Down")
        await keys.go_to("Message to the client (optional)")
        await keys.type("Thank you, no.")
        await keys.go_to("Block this client")
        await keys.press("Space", "Ctrl+Return")
        await hands.see_no_entry(INVITATIONS, CRM)
        await hands.until(lambda: other_side.is_blocked(CRM), "the block")
        await hands.see_sync("Up to date")

    async def unblock(hands: Hands) -> None:
        keys = Keys(hands)
        await decline(hands, keys)
        await keys.go_to("Menu")
        await keys.press("Space")
        await keys.choose("Blocked clients")
        await hands.see_entry("Open jobs of this client", CRM)
        await keys.go_to("Send a proposal")
        await keys.press("Space")
        await hands.see_text("Costs ")
        await keys.go_to("Cover letter")
        await keys.type(LETTER)
        await keys.press("Ctrl+Return")
        await hands.see_text(UNBLOCK)
        await keys.go_to("Unblock and send")
        await keys.press("Space")
        await hands.until(lambda: not hands.window.composer.isVisible(), "what was sent, in place of the draft")
        await keys.press("g", "s")
        await hands.see_entry(SUBMITTED, CRM)
        await hands.until(lambda: not other_side.is_blocked(CRM), "the end of the block")

    play(unblock)
    assert other_side._the_proposal(CRM).invitation is None


@pytest.mark.timeout(180)
def test_interview_instead_of_a_letter(play: Play, other_side: OtherSide, profile: Profile) -> None:
    async def answer(hands: Hands, keys: Keys, question: int) -> None:
        await keys.go_to("Record")
        await keys.press("Space")
        await see_seconds(hands, 1)
        await keys.go_to("Stop")
        await keys.press("Space")
        await hands.until(lambda: _is_recorded(hands, question), f"answer {question}")

    async def interview(hands: Hands) -> None:
        keys = Keys(hands)
        await open_invitation(hands, keys, MAPS)
        await keys.press("a")
        await keys.go_to("Start interview")
        await keys.press("Space")
        await answer(hands, keys, 1)
        await keys.go_to("Next question")
        await keys.press("Space")
        await answer(hands, keys, 2)
        await keys.press("Ctrl+Return")
        await hands.until(lambda: other_side.proposals(MAPS) == 1, "the proposal at the marketplace")
        await hands.until(lambda: not recordings(profile), "the end of the recordings here")

    play(interview, test_card=True)
    assert len(other_side._the_proposal(MAPS).interview) == 2


def _is_recorded(hands: Hands, question: int) -> bool:
    found = hands.search_row(QUESTIONS, f"Question {question}:")
    return found is not None and ", recorded, " in str(found[0].model().index(found[1], 0).data())


def test_a_draft_is_undone_gone_on_with_in_a_window_of_its_own_and_withdrawn(play: Play, other_side: OtherSide) -> None:
    async def change_ones_mind(hands: Hands) -> None:
        keys = Keys(hands)
        await open_invitation(hands, keys, TURBINE)
        await keys.press("a")
        await keys.go_to("Cover letter")
        await keys.type("Write to ana.reis@textwerk-reis.de. ")
        await keys.go_to("Take it out")
        await keys.press("Space")
        await answer_questions(keys)
        await hands.see_text("Saved")
        await keys.press("Ctrl+Return")
        await hands.until(lambda: not hands.window.composer.isVisible(), "what was sent, in place of the draft")
        await hands.find(QAbstractButton, "Undo")
        await keys.press("u")
        await hands.find(ComposerPanel, "Proposal draft")
        await keys.go_to("Cover letter")
        await keys.go_to("Own window", "Shift+Tab")
        await keys.press("Space")
        await hands.until(lambda: "Proposal to" in _title(), "the window of its own")
        await keys.go_to("Message to the client")
        await keys.type("In a window of its own.")
        await keys.press("Ctrl+Return")
        await hands.until(lambda: "Proposal to" not in _title(), "the end of that window")
        await keys.press("g", "s")
        await hands.see_entry(SUBMITTED, TURBINE)
        await keys.press("Home")
        await keys.step_to(TURBINE)
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal", 30)
        await hands.see_sync("Up to date")
        await hands.find(QAbstractButton, "Withdraw proposal")
        await keys.go_to("Withdraw proposal")
        await keys.press("Space")
        await keys.step_to("Applied by mistake", "Down")
        await keys.press("Space", "Ctrl+Return")
        await hands.see_text("You withdrew this proposal")
        await keys.press("j")
        await hands.see_no_entry(DRAFTS, TURBINE)

    play(change_ones_mind, undo_seconds=3)
    sent = other_side._the_proposal(TURBINE)
    assert sent.message == "In a window of its own."
    assert "@" not in sent.cover_letter


def _title() -> str:
    window = QApplication.activeWindow()
    return window.windowTitle() if window is not None else ""
