"""Killing the program while a proposal can still be undone: it is not sent early, and not forgotten."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from desktop.local.store import open_store
from desktop.profile import Profile
from tests.soak import books, ground, starting
from tests.soak.diary import Diary, Entry
from tests.soak.kills import KILLED, MEMORY
from tests.soak.letters import text_of

INVITATIONS_A_KILL = 3
PATIENCE = 60.0
SOON = 0.8
"""Seconds after sending within which the kill comes: the next start has to find some of the time left."""


class Held(NamedTuple):
    """A proposal that may not go out before `until`, in milliseconds since the epoch."""

    invitation: str
    letter: str
    until: int


def run(seed: int, kills: int, start: starting.Start = starting.start) -> list[str]:
    """Kill `kills` times; each time the next start undoes, or lets it go out. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-undoing-", dir=MEMORY) as folder:
        profile = ground.prepare(Path(folder, "profile"), seed, INVITATIONS_A_KILL * kills)
        diary, chance, found = Diary(Path(folder, "diary")), Random(seed), list[str]()
        for number in range(kills):
            held = _sent_and_killed(profile, diary, chance, start)
            part = chance.choice(("undo", "let go"))
            found += (f"kill {number}, then {part}: {each}" for each in _gone_on(profile, diary, held, part, start))
        return [*found, *books.duplicates(books.proposals(profile))]


def _sent_and_killed(profile: Profile, diary: Diary, chance: Random, start: starting.Start) -> Held:
    """Kill a run soon after it has sent something. Raises RuntimeError where it did not come to that."""
    former = len(_sent(diary))
    program = start("hold", profile.directory, diary.path, chance.randrange(2**32))
    deadline = time.monotonic() + PATIENCE
    while len(_sent(diary)) == former and program.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, SOON))
    program.kill()
    _, said = program.communicate()
    if program.returncode != KILLED or len(_sent(diary)) == former:
        raise RuntimeError(f"The program ended by itself with {program.returncode}, or never sent. {said}")
    sent = _sent(diary)[-1]
    with closing(open_store(profile.store)) as store:
        rows = store.execute("select not_before from outbox where about_id = ?", (sent.invitation,)).fetchall()
    until = int(str(rows[0][0])) if rows else 0
    return Held(sent.invitation, text_of(sent.invitation, sent.length), until)


def _sent(diary: Diary) -> list[Entry]:
    return [entry for entry in diary.entries() if entry.what == "sent"]


def _gone_on(profile: Profile, diary: Diary, held: Held, part: str, start: starting.Start) -> Iterator[str]:
    """Start again, and compare what became of it with what the person wanted."""
    if not held.until:
        yield f"the proposal to {held.invitation} waits no more in the store"
        return
    if _submitted(profile, held.invitation):
        yield f"the proposal to {held.invitation} went out while it could be undone"
    yield from starting.finish(start(part, profile.directory, diary.path, 0), PATIENCE)
    moments, letter = _submitted(profile, held.invitation), books.kept(profile, [held.invitation])[held.invitation]
    if letter != held.letter:
        yield f"the letter to {held.invitation} is not what was sent"
    if part == "undo" and moments:
        yield f"the proposal to {held.invitation} went out although it was undone"
    if part == "let go" and [moment >= held.until for moment in moments] != [True]:
        yield f"the proposal to {held.invitation} was held until {held.until}, and went out at {moments}"


def _submitted(profile: Profile, invitation: str) -> list[int]:
    """When each proposal for an invitation reached the marketplace, in milliseconds since the epoch."""
    with closing(sqlite3.connect(profile.market)) as market:
        rows = market.execute("select submitted_at from proposal where invitation = ?", (invitation,))
        return [round(datetime.fromisoformat(row[0]).timestamp() * 1000) for row in rows]
