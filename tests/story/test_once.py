"""A proposal goes out once: whoever clicks twice, and whoever tries again what seemed to fail, sends the same."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop.clock import milliseconds, system_clock
from desktop.errors import Offline
from desktop.local import dispatch
from desktop.local.outbox import Order
from desktop.local.store import open_store, transaction
from desktop.profile import Profile
from desktop.remote.market import Market
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, MEMOIR, OUTBOX, answer_all_questions
from desktop.views.conversation import ConversationPanel
from marketplace.contract.commands import AcceptInvitation
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId, InvitationId, ProposalId
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

NOBODY = Offline("Nobody answered. What you sent is kept and goes out by itself.")


async def write(hands: Hands) -> QAbstractButton:
    """A proposal that could be sent, and the button for that."""
    await hands.open_entry(INVITATIONS, MEMOIR)
    await hands.click("Accept")
    await hands.write("Cover letter", "Dear author, with pleasure.")
    await answer_all_questions(hands)
    send = await hands.find(QAbstractButton, "Send proposal")
    await hands.until(send.isEnabled, "a proposal that can be sent")
    return send


def test_a_double_click_sends_once_and_complains_of_nothing(play: Play, other_side: OtherSide) -> None:
    async def click_twice(hands: Hands) -> None:
        send = await write(hands)
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        await hands.find(QAbstractButton, "Undo")
        await hands.until(lambda: other_side.proposals(MEMOIR) == 1, "the proposal")
        await hands.see_sync("Up to date")
        assert not hands.window.messages.isVisible()

    play(click_twice, undo_seconds=1)
    assert other_side.proposals(MEMOIR) == 1


def test_a_double_click_says_once_and_leaves_what_is_typed_behind_it(play: Play, other_side: OtherSide) -> None:
    async def apply(hands: Hands) -> None:
        await write(hands)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(MEMOIR) == 1, "the proposal")

    async def say(hands: Hands) -> None:
        await hands.go("Active proposals")
        await hands.open_entry("Active proposals", MEMOIR)
        await hands.click("Open conversation")
        panel = await hands.find(ConversationPanel, "Conversation")
        await hands.write("Write a message", "I could begin on Monday.")
        for _ in range(3):
            panel.send()
        await hands.write("Write a message", " Or on Tuesday.")
        await hands.until(lambda: other_side.messages(MEMOIR) == 2, "the message")
        await hands.see_sync("Up to date")
        assert panel.text() == "I could begin on Monday. Or on Tuesday."
        panel.send()
        await hands.until(lambda: not panel.text(), "the end of the message")
        await hands.until(lambda: other_side.messages(MEMOIR) == 3, "the second message")

    play(apply)
    other_side.answer(MEMOIR, "When could you begin?")
    play(say)
    assert other_side.messages(MEMOIR) == 3


def test_what_is_typed_into_a_draft_that_another_program_has_sent_is_not_called_saved(
    play: Play, profile: Profile
) -> None:
    async def type_on(hands: Hands) -> None:
        await write(hands)
        await hands.see_text("Saved")
        with closing(open_store(profile.store)) as other:
            ((draft, invitation),) = other.execute("select id, invitation from draft").fetchall()
            command = AcceptInvitation(invitation=InvitationId(str(invitation)), proposal=ProposalId("p"))
            order = Order(CommandId("c"), command, "lane", "invitation", str(invitation), "Sent", str(draft), 60_000)
            transaction(other, dispatch.enqueue, order, milliseconds(system_clock()))
        await hands.write("Cover letter", " And more.")
        await hands.see_text("This is on its way already")

    play(type_on)


class Line:
    """The line to the marketplace. While it `is_down`, what goes out arrives, and no answer comes back."""

    def __init__(self) -> None:
        self.is_down = True
        self.sent: list[CommandId] = []
        self.asked: list[CommandId] = []


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    """A line that loses every answer about commands."""
    found, send, outcome = Line(), Market.send, Market.outcome

    async def send_and_hear_nothing(market: Market, command: CommandId, body: bytes) -> Receipt:
        found.sent.append(command)
        receipt = await send(market, command, body)
        if found.is_down:
            raise NOBODY
        return receipt

    async def ask(market: Market, command: CommandId) -> Receipt | None:
        found.asked.append(command)
        if found.is_down:
            raise NOBODY
        return await outcome(market, command)

    monkeypatch.setattr(Market, "send", send_and_hear_nothing)
    monkeypatch.setattr(Market, "outcome", ask)
    return found


def test_what_seems_to_have_failed_can_only_be_retried_as_what_it_is(
    play: Play, other_side: OtherSide, line: Line
) -> None:
    async def retry(hands: Hands) -> None:
        await write(hands)
        await hands.click("Send proposal")
        await hands.until(lambda: bool(line.sent and line.asked), "an answer that is lost, and one more")
        await hands.go(OUTBOX)
        await hands.open_entry(OUTBOX, "Proposal: " + MEMOIR)
        await hands.find(QAbstractButton, "Retry now")
        assert _verbs(hands) == ["Retry now"]
        line.is_down = False
        await hands.click("Retry now")
        await hands.see_no_entry(OUTBOX, "Proposal: " + MEMOIR)
        await hands.see_sync("Up to date")

    play(retry)
    assert set(line.asked) == set(line.sent)
    assert len(line.sent) == 1
    assert other_side.proposals(MEMOIR) == 1


def test_what_waits_can_be_retried_or_taken_back_and_nothing_else(play: Play) -> None:
    async def first_copy(hands: Hands) -> None:
        await hands.see_sync("Up to date")

    async def look(hands: Hands) -> None:
        await write(hands)
        await hands.click("Send proposal")
        await hands.go(OUTBOX)
        await hands.open_entry(OUTBOX, "Proposal: " + MEMOIR)
        await hands.find(QAbstractButton, "Retry now")
        assert _verbs(hands) == ["Retry now", "Take back"]

    play(first_copy)
    play(look, offline=True)


def _verbs(hands: Hands) -> list[str]:
    """What the panel of the outbox offers to do."""
    buttons = hands.window.outbox.findChildren(QAbstractButton)
    return [each.text() for each in buttons if each.isVisible() and each.text()]
