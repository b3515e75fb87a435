"""Blocked clients: they disappear at once and offline too, and a proposal to one of their job posts unblocks them."""

import pytest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import CRM, INVITATIONS, SUBMITTED, UNBLOCK, answer_all_questions
from tests.story.conftest import Play

pytestmark = pytest.mark.slow


async def first_copy(hands: Hands) -> None:
    await hands.see_sync("Up to date")


async def block(hands: Hands) -> None:
    """Decline an invitation and block its client."""
    await hands.open_entry(INVITATIONS, CRM)
    await hands.click("Decline")
    await hands.open_entry("Reason", "Spam")
    (await hands.find(QCheckBox, "Block this client")).setChecked(True)
    await hands.click("Decline")
    await hands.see_no_entry(INVITATIONS, CRM)


async def open_list(hands: Hands) -> QAbstractItemView:
    """The list of blocked clients."""
    hands.window.blocked_requested.emit()
    return await hands.find(QAbstractItemView, "Clients")


def test_a_blocked_client_is_listed_without_a_connection(play: Play) -> None:
    async def look(hands: Hands) -> None:
        await block(hands)
        clients = await open_list(hands)
        said = str(clients.model().index(0, 0).data())
        assert CRM in said
        assert "blocked since" in said
        await hands.see_text("Looking up this client's job posts needs a connection.")
        await hands.click("Close")

    play(first_copy)
    play(look, offline=True)


def test_a_proposal_to_a_job_post_unblocks(play: Play, other_side: OtherSide) -> None:
    async def unblock(hands: Hands) -> None:
        await block(hands)
        await hands.until(lambda: other_side.is_blocked(CRM), "the block")
        await hands.see_sync("Up to date")
        await open_list(hands)
        line = await hands.see_entry("Open jobs of this client", CRM)
        assert "Connects" in line
        await hands.click("Send a proposal")
        await hands.write("Cover letter", "Dear team, with pleasure.")
        await answer_all_questions(hands)
        await hands.see_text("Costs ")
        await hands.click("Send proposal")
        await hands.see_text(UNBLOCK)
        await hands.click("Unblock and send")
        await hands.go(SUBMITTED)
        await hands.see_entry(SUBMITTED, CRM)
        await hands.until(lambda: not other_side.is_blocked(CRM), "the end of the block")
        await hands.see_sync("Up to date")
        hands.window.blocked_requested.emit()
        clients = await hands.find(QAbstractItemView, "Clients")
        rows = range(clients.model().rowCount())
        assert not any(CRM in str(clients.model().index(row, 0).data()) for row in rows)
        await hands.click("Close")

    play(unblock)
    assert other_side._the_proposal(CRM).invitation is None
    assert other_side._the_proposal(CRM).connects > 0


def test_a_client_without_an_open_job_has_to_post_one(play: Play, other_side: OtherSide) -> None:
    async def look(hands: Hands) -> None:
        await block(hands)
        await hands.until(lambda: other_side.is_blocked(CRM), "the block")
        other_side.close(CRM)
        await hands.see_sync("Up to date")
        await open_list(hands)
        await hands.see_text("This client has no open job. To be unblocked, the client has to post one.")
        await hands.click("Close")

    play(look)
