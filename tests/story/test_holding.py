"""Another program holds the store for a while: the window goes on, what is typed waits, and is kept by itself."""

from collections.abc import Iterator
from contextlib import closing

import apsw
import pytest
from PySide6.QtWidgets import QDialog, QLabel

from desktop.local import thread
from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, MEMOIR, TURBINE
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

LETTER = "Dear team, with pleasure."


@pytest.fixture
def other(profile: Profile) -> Iterator[apsw.Connection]:
    """Another program that can write to the store."""
    with closing(apsw.Connection(str(profile.store))) as connection:
        connection.set_busy_timeout(10_000)
        yield connection


async def begin(hands: Hands) -> None:
    """Begin a proposal, which is on the disk."""
    await hands.open_entry(INVITATIONS, TURBINE)
    await hands.click("Accept")
    await hands.write("Cover letter", "Dear team")
    await hands.see_text("Saved")
    await hands.see_sync("Up to date")


async def open_invitation(hands: Hands, title: str) -> None:
    """Look at an invitation."""
    await hands.open_entry(INVITATIONS, title)
    shown = hands.window.invitation
    await hands.until(lambda: any(title in each.text() for each in shown.findChildren(QLabel)), f"“{title}”")


def test_while_another_program_holds_the_store_everything_can_be_read_and_nothing_is_complained_of(
    play: Play, other: apsw.Connection
) -> None:
    async def go_on(hands: Hands) -> None:
        await begin(hands)
        other.execute("begin immediate")
        await hands.write("Cover letter", ", with pleasure.")
        await hands.go(INVITATIONS)
        await open_invitation(hands, MEMOIR)
        await hands.click("Ignore")
        await open_invitation(hands, TURBINE)
        assert not hands.window.messages.isVisible()
        assert not hands.window.findChildren(QDialog)
        other.execute("rollback")
        await hands.see_no_entry(INVITATIONS, MEMOIR)

    async def come_back(hands: Hands) -> None:
        await hands.see_no_entry(INVITATIONS, MEMOIR)
        await hands.go("Drafts")
        await hands.open_entry("Drafts", TURBINE)
        await hands.see_text("Saved")
        panel = hands.window.composer
        await hands.until(lambda: panel.values().cover_letter == LETTER, "the letter")

    play(go_on)
    play(come_back)


def test_a_store_that_is_held_for_too_long_stops_nobody_from_typing(
    play: Play, other: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread, "PATIENCE_SECONDS", 0.3)

    async def write(hands: Hands) -> None:
        await begin(hands)
        other.execute("begin immediate")
        await hands.write("Cover letter", ", with pleasure.")
        await hands.see_text("Another program holds the local store")
        other.execute("rollback")
        await hands.see_text("Everything you typed is saved now")

    async def look(hands: Hands) -> None:
        await hands.go("Drafts")
        await hands.see_entry("Drafts", TURBINE)
        await hands.see_sync("Up to date")

    play(write)
    play(look)
