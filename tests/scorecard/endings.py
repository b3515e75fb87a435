"""Endings: the whole program, asked to end in the middle of a word, as a session's end or a shutdown does."""

import signal
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

from desktop.profile import Profile
from tests.scorecard.card import Outcome, Row
from tests.soak import books, ground, starting
from tests.soak.diary import Diary

INVITATIONS = 40
PATIENCE = 60.0
SHORTEST, LONGEST = 0.1, 1.5
"""Seconds of typing before it is asked."""


def measure(size: int, seed: int) -> Outcome:
    """Ask it to end `size` times, on one profile."""
    chance, failures, seconds = Random(seed), list[str](), list[float]()
    with tempfile.TemporaryDirectory(prefix="bellhop-endings-") as folder:
        profile, diary = ground.prepare(Path(folder, "profile"), seed, INVITATIONS), Diary(Path(folder, "diary"))
        for number in range(size):
            program = starting.start("type", profile.directory, diary.path, chance.randrange(2**32))
            seconds.append(_ended(program, diary, chance))
            if program.returncode != 0:
                failures.append(f"seed {seed}, ending {number}: it ended with {program.returncode}")
            failures += (f"seed {seed}, ending {number}: {each}" for each in _lost(profile, diary))
    return Outcome(
        f"{{size}} endings, the slowest took {max(seconds):.1f} s: {len(failures)} lost or not ended", failures
    )


def _ended(program: "subprocess.Popen[str]", diary: Diary, chance: Random) -> float:
    """Let it type for a while, ask it to end, and wait; how long that took."""
    former, deadline = len(diary.entries()), time.monotonic() + PATIENCE
    while len(diary.entries()) == former and program.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(chance.uniform(SHORTEST, LONGEST))
    began = time.monotonic()
    program.send_signal(signal.SIGTERM)
    try:
        program.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()
        program.communicate()
    return time.monotonic() - began


def _lost(profile: Profile, diary: Diary) -> list[str]:
    """Every character that was typed is due: whoever is asked to end has the time to keep it."""
    typed = dict[str, int]()
    for entry in diary.entries():
        typed[entry.invitation] = max(entry.length, typed.get(entry.invitation, 0))
    return list(books.problems(profile, typed))


ROW = Row(
    name="endings",
    claim="The program asked to end (SIGTERM) in the middle of typing and sending",
    target="0 characters lost",
    measure=measure,
    short=6,
    long=300,
    seconds=240.0,
)
