"""Blocked clients: they disappear at once and offline too, and are listed with the way to unblock them."""

import pytest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import CRM, INVITATIONS
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
