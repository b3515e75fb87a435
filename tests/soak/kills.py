"""Killing the program while it types and sends, again and again, on one profile."""

import os
import tempfile
import time
from pathlib import Path
from random import Random

from desktop.profile import Profile
from tests.soak import books, ground, starting
from tests.soak.diary import Diary, due

INVITATIONS = 60
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where the profiles lie: a kill leaves the system's files as they are, so nothing is won by waiting for a disk, which
may be busy with something else for longer than the second that is measured."""
PATIENCE = 30.0
KILLED = -9
USUAL, LONGEST = 0.7, 2.5
"""Seconds of typing before a kill: at any moment from the first words on, most of them soon, some much later."""


def run(seed: int, kills: int, start: starting.Start = starting.start) -> list[str]:
    """Kill `kills` times, then let everything arrive. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-", dir=MEMORY) as folder:
        profile, diary = ground.prepare(Path(folder, "profile"), seed, INVITATIONS), Diary(Path(folder, "diary"))
        chance, found, owed = Random(seed), list[str](), dict[str, int]()
        for number in range(kills):
            for invitation, length in _type_and_kill(profile, diary, chance, start).items():
                owed[invitation] = max(length, owed.get(invitation, 0))
            found += [f"kill {number}: {each}" for each in books.problems(profile, owed)]
            # What a kill cost is gone; the next one must not cost it again.
            owed = {invitation: len(letter) for invitation, letter in books.kept(profile, owed).items()}
        return found + _at_rest(profile, diary, start)


def _type_and_kill(profile: Profile, diary: Diary, chance: Random, start: starting.Start) -> dict[str, int]:
    """Kill one run after a while of typing. Returns how much of each letter has to be there. Raises RuntimeError."""
    former = len(diary.entries())
    program = start("type", profile.directory, diary.path, chance.randrange(2**32))
    deadline = time.monotonic() + PATIENCE
    while len(diary.entries()) == former and program.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(min(chance.expovariate(1 / USUAL), LONGEST))
    killed = time.monotonic_ns()
    program.kill()
    _, said = program.communicate()
    if program.returncode != KILLED or len(diary.entries()) == former:
        raise RuntimeError(f"The program ended by itself with {program.returncode}, or never typed. {said}")
    return due(diary.entries()[former:], killed)


def _at_rest(profile: Profile, diary: Diary, start: starting.Start) -> list[str]:
    """Let everything arrive, once."""
    ended = starting.finish(start("rest", profile.directory, diary.path, 0), PATIENCE)
    return [*ended, *books.duplicates(books.proposals(profile)), *books.undelivered(profile, diary.entries())]
