"""Drafts that take long to load are left at any moment, also by ending the program: none is written over."""

import asyncio
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.local import drafts, revisions
from desktop.local.drafts import Draft
from desktop.local.revisions import Revision
from desktop.local.store import Connection, open_store
from desktop.profile import Profile
from desktop.views.main_window import MainWindow
from tests.soak import ground, starting
from tests.soak.typist import Typist
from tests.soak.wandering import open_any

INVITATIONS, WRITTEN = 8, 3
ENDS = 50
SLOW, LATEST = 0.5, 0.6
"""Seconds that a draft takes to load, and within which it is left."""
SECONDS = 120.0


def run(seed: int) -> list[str]:
    """Write some letters, then open and leave them with `ENDS` runs of the program. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
        profile, diary, chance = (
            ground.prepare(Path(folder, "profile"), seed, INVITATIONS),
            Path(folder, "diary"),
            Random(seed),
        )
        found = starting.finish(starting.start("write", profile.directory, diary, seed), SECONDS)
        written = histories(profile)
        if found or len(written) != WRITTEN:
            return [*found, f"{len(written)} letters were written instead of {WRITTEN}"]
        for number in range(ENDS):
            found += starting.finish(
                starting.start("leave", profile.directory, diary, chance.randrange(2**32)), SECONDS
            )
            if histories(profile) != written:
                return [*found, f"a draft was written over at end {number}"]
        return found


def histories(profile: Profile) -> dict[str, list[Revision]]:
    """All that the drafts of a profile ever said."""
    with closing(open_store(profile.store)) as store:
        ids = [str(row[0]) for row in store.execute("select id from draft").fetchall()]
        return {draft: revisions.history(store, draft) for draft in ids}


async def write(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """Some letters that nobody sends."""
    begun = set[str]()
    while len(begun) < WRITTEN:
        begun.add(await typist.write_one(send=False))
        await typist.hands.see_text("Saved")


async def leave(typist: Typist, window: MainWindow, chance: Random) -> None:
    """Open drafts and go elsewhere before they are there; the last one is left by ending the program."""
    load = drafts.open_for

    def load_slowly(connection: Connection, invitation: str, **options: Any) -> Draft:
        time.sleep(SLOW)
        return load(connection, invitation, **options)

    drafts.open_for = load_slowly
    window.section_requested.emit("drafts")
    await typist.hands.until(lambda: window.entries.table.model().rowCount() == WRITTEN, "the drafts")
    for _ in range(chance.randrange(1, 4)):
        open_any(window, chance)
        await asyncio.sleep(chance.uniform(0, LATEST))
        if chance.random() < 0.5:
            QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
