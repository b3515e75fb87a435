"""A draft that takes long to load is never written over by the empty page that stands there meanwhile."""

import asyncio
import time
from contextlib import closing
from random import Random
from typing import Any

import pytest

from desktop.local import drafts, revisions
from desktop.local.drafts import Draft
from desktop.local.revisions import Revision
from desktop.local.store import Connection, open_store
from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, TURBINE
from tests.story.conftest import Play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

LETTER = "Dear team, two thousand words. " * 60
TIMES, SEED = 8, 5


def history(profile: Profile) -> tuple[str, list[Revision]]:
    """The one draft of a profile, and all that it ever said."""
    with closing(open_store(profile.store)) as store:
        ((draft,),) = store.execute("select id from draft").fetchall()
        return str(draft), revisions.history(store, str(draft))


def test_whoever_leaves_before_a_draft_has_loaded_leaves_it_as_it_was(
    play: Play, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, load = Random(SEED), drafts.open_for

    async def write(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.write("Cover letter", LETTER)
        await hands.see_text("Saved")

    def load_slowly(connection: Connection, invitation: str, **options: Any) -> Draft:
        time.sleep(0.5)
        return load(connection, invitation, **options)

    async def open_and_leave(hands: Hands) -> None:
        hands.window.entry_opened.emit("draft", draft)
        await asyncio.sleep(chance.uniform(0, 0.6))

    play(write)
    draft, written = history(profile)
    assert written[0].fields.cover_letter == LETTER
    monkeypatch.setattr(drafts, "open_for", load_slowly)
    for number in range(TIMES):
        play(open_and_leave, offline=True)
        assert history(profile) == (draft, written), f"seed {SEED}, the {number}th time"
