"""What a freelancer does, from the click to the marketplace's books."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPlainTextEdit

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import (
    ACTIVE,
    ARCHIVED,
    CRM,
    DRAFTS,
    INVITATIONS,
    MEMOIR,
    OUTBOX,
    SHOPIFY,
    TURBINE,
    UNBLOCK,
    answer_all_questions,
)
from desktop.views.composer import ComposerPanel
from marketplace.contract.commands import WithdrawInvitation
from marketplace.contract.entities import Invitation, InvitationState, Party, Proposal
from marketplace.contract.ids import CommandId, new_id
from marketplace.engine import Actor
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

PASTED = "\n\nZwei Sätze mit Umlauten — and a dash, 日本語 and 🙂."
LETTER = "Dear team, with pleasure."


async def write(hands: Hands, title: str, letter: str = LETTER) -> ComposerPanel:
    """Open an invitation, accept it, and fill in what it asks for."""
    await hands.open_entry(INVITATIONS, title)
    await hands.click("Accept")
    await hands.write("Cover letter", letter)
    await answer_all_questions(hands)
    return await hands.find(ComposerPanel, "Proposal draft")


def the_proposal(other_side: OtherSide, title: str) -> Proposal:
    """The one proposal to a job, as the books have it."""
    return other_side._the_proposal(title)


def state_of(other_side: OtherSide, title: str) -> InvitationState:
    """Where an invitation stands in the books."""
    invitations = [each for each in other_side._everything() if isinstance(each, Invitation)]
    return next(each.state for each in invitations if each.job.title.startswith(title))


def test_the_block_stays_where_the_question_is_answered_with_no(play: Play, other_side: OtherSide) -> None:
    async def block_and_hesitate(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, CRM)
        await hands.click("Decline")
        await hands.open_entry("Reason", "Spam")
        (await hands.find(QCheckBox, "Block this client")).setChecked(True)
        await hands.click("Decline")
        await hands.see_no_entry(INVITATIONS, CRM)
        await hands.go(ARCHIVED)
        await hands.open_entry(ARCHIVED, CRM)
        await hands.click("Send a proposal")
        await hands.write("Cover letter", LETTER)
        await answer_all_questions(hands)
        await hands.click("Send proposal")
        await hands.see_text(UNBLOCK)
        await hands.click("Cancel")
        await hands.find(ComposerPanel, "Proposal draft")

    play(block_and_hesitate)
    assert other_side.is_blocked(CRM)
    assert other_side.proposals(CRM) == 0


def test_ignore_an_invitation_and_answer_it_from_the_archive_after_all(play: Play, other_side: OtherSide) -> None:
    async def ignore(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, SHOPIFY)
        await hands.click("Ignore")
        await hands.see_no_entry(INVITATIONS, SHOPIFY)
        await hands.until(lambda: state_of(other_side, SHOPIFY) == "ignored", "the ignored invitation")
        await hands.go(ARCHIVED)
        await hands.open_entry(ARCHIVED, SHOPIFY)
        await hands.see_text("does not count as a response")
        await hands.click("Accept")
        await hands.write("Cover letter", LETTER)
        await answer_all_questions(hands)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(SHOPIFY) == 1, "the proposal")

    play(ignore)
    assert state_of(other_side, SHOPIFY) == "accepted"


def test_what_is_sent_without_a_connection_arrives_once_with_the_next(play: Play, other_side: OtherSide) -> None:
    async def first_copy(hands: Hands) -> None:
        await hands.see_sync("Up to date")

    async def send(hands: Hands) -> None:
        await hands.see_sync("Offline")
        await write(hands, MEMOIR)
        await hands.click("Send proposal")
        await hands.see_sync("Offline · 1 waiting")
        await hands.go(OUTBOX)
        await hands.see_entry(OUTBOX, "Proposal: " + MEMOIR)

    async def come_back(hands: Hands) -> None:
        await hands.until(lambda: other_side.proposals(MEMOIR) == 1, "the proposal")
        await hands.see_sync("Up to date")
        await hands.go(OUTBOX)
        await hands.see_no_entry(OUTBOX, "Proposal: " + MEMOIR)

    play(first_copy)
    play(send, offline=True)
    assert other_side.proposals(MEMOIR) == 0
    play(come_back)
    play(first_copy)
    assert the_proposal(other_side, MEMOIR).cover_letter == LETTER


def test_what_waits_without_a_connection_can_be_taken_back_with_every_word(play: Play, other_side: OtherSide) -> None:
    async def first_copy(hands: Hands) -> None:
        await hands.see_sync("Up to date")

    async def take_back(hands: Hands) -> None:
        await write(hands, MEMOIR)
        await hands.click("Send proposal")
        await hands.go(OUTBOX)
        await hands.open_entry(OUTBOX, "Proposal: " + MEMOIR)
        await hands.click("Take back")
        await hands.see_no_entry(OUTBOX, "Proposal: " + MEMOIR)
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, MEMOIR)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: letter.toPlainText() == LETTER, "the letter")

    play(first_copy)
    play(take_back, offline=True)
    play(first_copy)
    assert other_side.proposals(MEMOIR) == 0


def test_what_the_marketplace_refuses_needs_the_user_and_keeps_the_draft(play: Play, other_side: OtherSide) -> None:
    async def first_copy(hands: Hands) -> None:
        await hands.see_sync("Up to date")

    async def send(hands: Hands) -> None:
        await write(hands, MEMOIR)
        await hands.click("Send proposal")
        await hands.see_sync("Offline · 1 waiting")

    async def read_why(hands: Hands) -> None:
        await hands.see_sync("Needs you: 1")
        await hands.go(OUTBOX)
        await hands.open_entry(OUTBOX, "Proposal: " + MEMOIR)
        await hands.see_text("The client withdrew this invitation.")
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, MEMOIR)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: letter.toPlainText() == LETTER, "the letter")

    play(first_copy)
    play(send, offline=True)
    withdraw(other_side, MEMOIR)
    play(read_why)


def withdraw(other_side: OtherSide, title: str) -> None:
    """The client takes the invitation back."""
    invitations = [each for each in other_side._everything() if isinstance(each, Invitation)]
    invitation = next(each for each in invitations if each.job.title.startswith(title))
    with other_side._engine() as engine:
        actor = Actor(Party.CLIENT, invitation.client.id)
        engine.handle(actor, CommandId(new_id()), WithdrawInvitation(invitation=invitation.id))


def test_a_restart_keeps_everything_that_was_typed(play: Play, tmp_path: Path) -> None:
    async def type_and_leave(hands: Hands) -> None:
        panel = await write(hands, TURBINE)
        (await hands.find(QPlainTextEdit, "Cover letter")).insertPlainText(PASTED)
        panel.attachments.files_given.emit([str(sample)])
        await hands.see_entry("Attachments", "sample.pdf")
        await hands.click("Propose different terms")
        await hands.set_amount("Hourly rate", "51.25")
        # and gone, without a pause in which anything could have been saved

    async def come_back(hands: Hands) -> None:
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, TURBINE)
        field = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: field.toPlainText() == LETTER + PASTED, "the letter")
        await hands.see_entry("Attachments", "sample.pdf")
        panel = await hands.find(ComposerPanel, "Proposal draft")
        assert panel.values().amount == "51.25"
        assert all(panel.values().answers)

    sample = tmp_path / "sample.pdf"
    sample.write_bytes(b"sample pages")
    play(type_and_leave)
    play(come_back)


def test_the_client_answers_and_a_message_goes_back(play: Play, other_side: OtherSide) -> None:
    async def talk(hands: Hands) -> None:
        await write(hands, TURBINE)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")
        other_side.view(TURBINE)
        other_side.answer(TURBINE, "Could you take the whole manual?")
        await hands.go(ACTIVE)
        await hands.open_entry(ACTIVE, TURBINE)
        await hands.click("Open conversation")
        await hands.see_entry("Conversation", "Nordwind Energie")
        await hands.write("Write a message", "With pleasure.")
        await hands.click("Send")
        await hands.until(lambda: other_side.messages(TURBINE) == 2, "the message")
        await hands.see_sync("Up to date")

    play(talk)
    assert other_side.messages(TURBINE) == 2


def test_the_bell_leads_to_what_it_is_about(play: Play) -> None:
    async def read(hands: Hands) -> None:
        bell = await hands.find(QAbstractButton, "Notifications")
        await hands.until(lambda: bell.accessibleDescription().endswith("unread"), "the unread count")
        await hands.click("Notifications")
        await hands.open_entry("Notifications", "New invitation")
        await hands.see_text("Terms offered")
        await hands.click("Notifications")
        await hands.click("Mark all as read")
        await hands.until(lambda: "unread" not in bell.accessibleDescription(), "a quiet bell")

    play(read)
