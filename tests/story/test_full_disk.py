"""The disk is full for a while: it is said, typing goes on in memory wherever one goes, and is kept by itself later."""

from collections.abc import Callable
from typing import Any

import apsw
import pytest
from PySide6.QtWidgets import QLabel

from desktop.local import documents, thread
from desktop.local import store as stores
from desktop.local.store import Connection
from desktop.presenters import composing
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, MEMOIR, TURBINE, answer_all_questions
from desktop.views.composer import ComposerPanel
from desktop.views.conversation import ConversationPanel
from tests.story.conftest import Play
from tests.story.test_composer_windows import in_own_window, letter_in, windows

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("does not support raise")]

FULL = "Not saved: The disk is full"
SAVED = "Everything you typed is saved now"


class Room:
    """Whether the disk has any. `kept` says of each text of a conversation whether there was enough for it."""

    def __init__(self) -> None:
        self.is_full = False
        self.attempts = 0
        self.kept: list[bool] = []


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    """A disk that takes nothing more while it is full: the commit fails, as SQLite's own does."""
    found = Room()

    def transaction(connection: Connection, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        def whole(connection: Connection) -> Any:
            result = work(connection, *args, **kwargs)
            found.attempts += 1
            if work is documents.save:
                found.kept.append(not found.is_full)
            if found.is_full:
                raise apsw.FullError
            return result

        return stores.transaction(connection, whole)

    monkeypatch.setattr(thread, "transaction", transaction)
    return found


async def write(hands: Hands, title: str, text: str) -> None:
    """Go on with the letter to an invitation."""
    await hands.go(INVITATIONS)
    await hands.open_entry(INVITATIONS, title)
    await hands.click("Accept")
    panel = await hands.find(ComposerPanel, "Proposal draft")
    await hands.until(lambda: any(title in each.text() for each in panel.findChildren(QLabel)), f"“{title}”")
    await hands.write("Cover letter", text)


async def see_letter(hands: Hands, title: str, text: str) -> None:
    """What the letter says when one comes back to it."""
    await hands.go("Drafts")
    await hands.open_entry("Drafts", title)
    panel = await hands.find(ComposerPanel, "Proposal draft")
    await hands.until(lambda: panel.values().cover_letter == text, f"“{text}”")


def test_what_is_typed_into_several_drafts_outlives_a_full_disk(play: Play, room: Room) -> None:
    async def type_on(hands: Hands) -> None:
        await write(hands, TURBINE, "Dear engineers")
        await hands.see_text("Saved")
        room.is_full = True
        await write(hands, TURBINE, ", with pleasure.")
        await hands.see_text(FULL)
        await write(hands, MEMOIR, "Dear author")
        await see_letter(hands, TURBINE, "Dear engineers, with pleasure.")
        room.is_full = False
        await hands.see_text(SAVED)

    async def come_back(hands: Hands) -> None:
        await see_letter(hands, TURBINE, "Dear engineers, with pleasure.")
        await see_letter(hands, MEMOIR, "Dear author")

    play(type_on)
    play(come_back)


def test_it_is_said_once_and_not_again_while_it_lasts(play: Play, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "RETRY_MILLISECONDS", 20)

    async def close_the_message(hands: Hands) -> None:
        await write(hands, TURBINE, "Dear engineers")
        room.is_full = True
        await hands.write("Cover letter", ", with pleasure.")
        await hands.see_text(FULL)
        hands.window.messages.hide()
        attempts = room.attempts
        await hands.until(lambda: room.attempts > attempts + 3, "more attempts")
        assert not hands.window.messages.isVisible()
        room.is_full = False
        await hands.see_text(SAVED)

    play(close_the_message)


def test_a_window_whose_draft_is_not_on_the_disk_stays_open(play: Play, room: Room) -> None:
    async def close_too_early(hands: Hands) -> None:
        window = await in_own_window(hands, MEMOIR)
        room.is_full = True
        letter_in(window).insertPlainText("Dear author")
        window.close()
        await hands.see_text(FULL)
        assert windows(hands) == [window]
        room.is_full = False
        await hands.see_text(SAVED)
        window.close()
        await hands.until(lambda: not windows(hands), "the end of the window")

    play(close_too_early)


def test_a_message_that_is_being_written_outlives_a_full_disk(play: Play, room: Room, other_side: OtherSide) -> None:
    async def send(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await answer_all_questions(hands)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    async def open_conversation(hands: Hands) -> ConversationPanel:
        await hands.go("Active proposals")
        await hands.open_entry("Active proposals", TURBINE)
        await hands.click("Open conversation")
        await hands.see_entry("Conversation", "Nordwind Energie")
        return await hands.find(ConversationPanel, "Conversation")

    async def type_on(hands: Hands) -> None:
        await open_conversation(hands)
        room.is_full = True
        await hands.write("Write a message", "I could begin on Monday.")
        await hands.until(lambda: room.kept[-1:] == [False], "an attempt in vain")
        await hands.see_text("The disk is full")
        room.is_full = False
        await hands.until(lambda: room.kept[-1], "another attempt")

    async def come_back(hands: Hands) -> None:
        panel = await open_conversation(hands)
        await hands.until(lambda: panel.text() == "I could begin on Monday.", "what was being written")

    play(send)
    other_side.answer(TURBINE, "Could you take the whole manual?")
    play(type_on)
    play(come_back)
