"""The contact guard in the running program: what would be refused is marked, holds sending back, and is taken out."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPlainTextEdit

from desktop.services import composer, guard, inbox, rooms
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import CRM, INVITATIONS, TURBINE, answer_all_questions
from desktop.views.composer import ComposerPanel
from marketplace.contract import rules
from marketplace.contract.contact import Exemption
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

BEFORE = "Dear team, with pleasure. Write to "
ADDRESS = "ana.reis@textwerk-reis.de"


def test_an_address_in_a_letter_is_marked_and_taken_out(play: Play, other_side: OtherSide) -> None:
    async def write(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        await hands.write("Cover letter", BEFORE + ADDRESS)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: bool(letter.extraSelections()), "the mark")
        assert letter.extraSelections()[0].cursor.selectedText() == ADDRESS
        await hands.see_entry("Checks", "In the cover letter: This looks like an e-mail address")
        send = await hands.find(QAbstractButton, "Send proposal")
        assert not send.isEnabled()
        await hands.click("Take it out")
        await hands.until(send.isEnabled, "sending")
        assert not letter.extraSelections()
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    play(write)
    assert other_side._the_proposal(TURBINE).cover_letter == BEFORE


def test_a_draft_that_is_opened_again_is_marked_again(play: Play) -> None:
    async def come_back(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        await hands.write("Cover letter", BEFORE + ADDRESS)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: bool(letter.extraSelections()), "the mark")
        await hands.open_entry(INVITATIONS, CRM)
        await hands.see_text(CRM)
        await hands.go("Drafts")
        await hands.open_entry("Drafts", TURBINE)
        await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: bool(letter.extraSelections()), "the mark")
        assert not (await hands.find(QAbstractButton, "Send proposal")).isEnabled()

    play(come_back)


def test_a_key_before_the_guard_has_looked_sends_nothing(play: Play, other_side: OtherSide) -> None:
    async def write(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        panel = await hands.find(ComposerPanel, "Proposal draft")
        letter.insertPlainText(BEFORE + ADDRESS)
        panel.send()
        await hands.see_text("may not be shared before a contract")
        await hands.see_entry("Checks", "In the cover letter")
        assert other_side.proposals(TURBINE) == 0

    play(write)


def test_a_decline_message_is_looked_at_as_well(play: Play, other_side: OtherSide) -> None:
    async def decline(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, CRM)
        await hands.click("Decline")
        await hands.open_entry("Reason", "Spam")
        await hands.write("Message to the client (optional)", "Sorry. My phone is +49 170 1234567")
        await hands.see_entry("Checks", "In the message: ")
        await hands.click("Take it out")
        await hands.click("Decline")
        await hands.see_no_entry(INVITATIONS, CRM)

    play(decline)


def test_what_the_marketplace_refuses_is_marked_where_it_stands(
    play: Play, other_side: OtherSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marketplace is the judge: here the client knows of nothing that speaks against it."""

    async def send(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        await hands.write("Cover letter", BEFORE + ADDRESS)
        await hands.click("Send proposal")
        await hands.see_sync("Needs you: 1")
        await hands.go("Drafts")
        await hands.open_entry("Drafts", TURBINE)
        letter = await hands.find(QPlainTextEdit, "Cover letter")
        await hands.until(lambda: bool(letter.extraSelections()), "the mark")
        assert letter.extraSelections()[0].cursor.selectedText() == ADDRESS
        await hands.see_entry("Checks", "In the cover letter")
        await hands.click("Take it out")
        await hands.until(lambda: not letter.extraSelections(), "the end of the mark")
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    monkeypatch.setattr(composer, "exemptions", lambda _composition: frozenset({Exemption.ENTERPRISE_CLIENT}))
    play(send)
    assert other_side._the_proposal(TURBINE).cover_letter == BEFORE


def test_a_message_is_looked_at_with_those_before_it(play: Play, other_side: OtherSide) -> None:
    async def talk(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")
        other_side.view(TURBINE)
        other_side.answer(TURBINE, "Could you take the whole manual?")
        await hands.go("Active proposals")
        await hands.open_entry("Active proposals", TURBINE)
        await hands.click("Open conversation")
        await hands.see_entry("Conversation", "Nordwind Energie")
        await hands.write("Write a message", "With pleasure. Write to " + ADDRESS)
        field = await hands.find(QPlainTextEdit, "Write a message")
        await hands.until(lambda: bool(field.extraSelections()), "the mark")
        await hands.see_entry("Checks", "In this message: ")
        await hands.click("Take it out")
        await hands.until(lambda: not field.extraSelections(), "the end of the mark")
        await hands.click("Send")
        await hands.see_entry("Conversation", "You")
        await hands.until(lambda: other_side.messages(TURBINE) == 2, "the message")

    play(talk)


def judged_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here nothing is known that speaks against any text; the marketplace is the judge."""
    lenient = SimpleNamespace(**{**vars(rules), "contact": lambda *_, **__: None})
    for asker in (inbox, rooms):
        monkeypatch.setattr(asker, "rules", lenient)
    monkeypatch.setattr(guard, "find", lambda *_, **__: ())


def test_a_decline_that_was_refused_is_written_anew_with_its_marks(
    play: Play, other_side: OtherSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def decline(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, CRM)
        await hands.click("Decline")
        await hands.open_entry("Reason", "Spam")
        await hands.write("Message to the client (optional)", BEFORE + ADDRESS)
        (await hands.find(QCheckBox, "Block this client")).setChecked(True)
        await hands.click("Decline")
        await hands.see_sync("Needs you: 1")
        await hands.go("Outbox")
        await hands.open_entry("Outbox", "Decline: " + CRM)
        await hands.click("Write anew")
        message = await hands.find(QPlainTextEdit, "Message to the client (optional)")
        await hands.until(lambda: bool(message.extraSelections()), "the mark")
        assert message.extraSelections()[0].cursor.selectedText() == ADDRESS
        assert (await hands.find(QCheckBox, "Block this client")).isChecked()
        await hands.click("Take it out")
        await hands.click("Decline")
        await hands.until(lambda: other_side.is_blocked(CRM), "the block")
        await hands.see_sync("Up to date")

    judged_elsewhere(monkeypatch)
    play(decline)


def test_a_message_that_was_refused_is_written_anew_with_its_marks(
    play: Play, other_side: OtherSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")
        other_side.view(TURBINE)
        other_side.answer(TURBINE, "Could you take the whole manual?")
        await hands.go("Active proposals")
        await hands.open_entry("Active proposals", TURBINE)
        await hands.click("Open conversation")
        await hands.see_entry("Conversation", "Nordwind Energie")
        await hands.write("Write a message", BEFORE + ADDRESS)
        await hands.click("Send")
        await hands.see_sync("Needs you: 1")
        await hands.go("Outbox")
        await hands.open_entry("Outbox", "Message: ")
        await hands.click("Write anew")
        field = await hands.find(QPlainTextEdit, "Write a message")
        await hands.until(lambda: bool(field.extraSelections()), "the mark")
        assert field.extraSelections()[0].cursor.selectedText() == ADDRESS
        await hands.click("Take it out")
        await hands.until(lambda: not field.extraSelections(), "the end of the mark")
        await hands.click("Send")
        await hands.until(lambda: other_side.messages(TURBINE) == 2, "the message")
        await hands.see_sync("Up to date")

    judged_elsewhere(monkeypatch)
    play(talk)
