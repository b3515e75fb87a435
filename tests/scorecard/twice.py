"""Two programs on one profile that send the same draft at the same moment: one proposal comes of it."""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from desktop.cli.run import run
from desktop.local import drafts, listing
from desktop.local.drafts import Fields
from desktop.local.sections import Section
from desktop.local.store import Connection, open_store, transaction
from desktop.profile import Profile
from tests.bench.programs import ROOT
from tests.scorecard.card import Outcome, Row
from tests.soak import books, ground
from tests.soak.letters import text_of
from tests.unit.desktop.things import NOW

LENGTH = 400
ANSWERS = ["This proposal is already on its way.", "sent"]


def measure(size: int, seed: int) -> Outcome:
    """Send each of `size` drafts from both."""
    with tempfile.TemporaryDirectory(prefix="bellhop-twice-") as folder:
        profile = ground.prepare(Path(folder, "profile"), seed, size)
        _sync(profile)
        with closing(open_store(profile.store)) as store:
            invitations = transaction(store, _written, size)
        failures = [f"seed {seed}: {each}" for each in (*_sent(profile, invitations), *_arrived(profile, invitations))]
    return Outcome(f"{{size}} drafts, each sent by two programs at once: {len(failures)} doubled or lost", failures)


def _sync(profile: Profile) -> None:
    with redirect_stdout(StringIO()):
        run(["sync", "--profile", str(profile.directory)])


def _written(store: Connection, count: int) -> list[str]:
    """A letter to each of so many invitations; returns which."""
    found = [record.id for record in listing.first(store, Section.INVITATIONS, count) if record.kind == "invitation"]
    for invitation in found:
        draft = drafts.open_for(store, invitation, direct=False)
        drafts.save(store, draft._replace(fields=Fields(cover_letter=text_of(invitation, LENGTH))), NOW)
    return found


def _sent(profile: Profile, invitations: list[str]) -> Iterator[str]:
    with ExitStack() as stack:
        both = [stack.enter_context(_program(profile)) for _ in range(2)]
        for invitation in invitations:
            ready = _told(both, f"open {invitation}")
            answers = _told(both, "send")
            if (ready, sorted(answers)) != (["ready", "ready"], ANSWERS):
                yield f"both were told to send the draft for {invitation}, and said {ready}, {answers}"


@contextmanager
def _program(profile: Profile) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.faults.sending", str(profile.directory)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        yield program
        assert program.stdin is not None
        program.stdin.close()


def _told(programs: list["subprocess.Popen[str]"], line: str) -> list[str]:
    """Tell both, before either has answered."""
    for program in programs:
        assert program.stdin is not None
        program.stdin.write(f"{line}\n")
        program.stdin.flush()
    return [program.stdout.readline().strip() for program in programs if program.stdout is not None]


def _arrived(profile: Profile, invitations: list[str]) -> Iterator[str]:
    with closing(open_store(profile.store)) as store:
        waiting = Counter(str(row[0]) for row in store.execute("select about_id from outbox where draft is not null"))
    if waiting != Counter(invitations):
        yield f"the outbox holds {waiting.total()} proposals for {len(invitations)} drafts"
    _sync(profile)
    letters = Counter((each.invitation, each.cover_letter) for each in books.proposals(profile))
    if letters != Counter((each, text_of(each, LENGTH)) for each in invitations):
        yield f"{letters.total()} proposals arrived from {len(invitations)} drafts, or not as they were written"


ROW = Row(
    name="twice",
    claim="Drafts that two programs on one profile send at the same moment",
    target="one proposal each",
    measure=measure,
    short=100,
    long=1_000,
)
