"""Another program holds the store for a while: the window goes on, what is typed waits, and is kept by itself."""

from contextlib import closing

import apsw
import pytest

from desktop.local import store as stores
from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, TURBINE
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

LETTER = "Dear team, with pleasure."


def test_a_store_that_another_program_holds_stops_nobody_from_typing(
    play: Play, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "BUSY_MILLISECONDS", 300)

    async def write(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.see_sync("Up to date")
        with closing(apsw.Connection(str(profile.store))) as other:
            other.set_busy_timeout(10_000)
            other.execute("begin immediate")
            await hands.write("Cover letter", LETTER)
            await hands.see_text("Another program holds the local store")
            other.execute("rollback")
        await hands.see_text("Saved")

    async def look(hands: Hands) -> None:
        await hands.go("Drafts")
        await hands.see_entry("Drafts", TURBINE)
        await hands.see_sync("Up to date")

    play(write)
    play(look)
