"""Without a connection: every verb but fetching, with the marketplace gone, and what arrives when it is back."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from desktop.cli.run import run
from marketplace.contract.entities import Invitation, InvitationState, Proposal
from marketplace.contract.ids import InvitationId, JobId
from tests.faults.marketplace import Marketplace
from tests.scorecard.card import Outcome, Row
from tests.unit.marketplace.stories import a_job

DONE, FAILED, QUEUED = 0, 1, 4
LETTER, WORD, FILE = "Written on a train, with pleasure.", "Said in a tunnel.", b"A sample, attached under way. " * 500


class Feature(NamedTuple):
    """What a freelancer does, by its name and its verb, how that ends, and what has to be in its answer."""

    name: str
    verb: tuple[str, ...]
    code: int = DONE
    answer: str = ""


def _features(folder: Path, room: str, backup: Callable[[], str]) -> Iterator[Feature]:
    sample = folder / "sample.txt"
    sample.write_bytes(FILE)
    yield Feature("lists", ("list",), answer="accepted")
    yield Feature("searching", ("list", "--search", "gearb"), answer="Turbine")
    yield Feature("reading", ("show", "accepted"), answer="gearboxes")
    yield Feature("writing", ("draft", "accepted", "--letter", LETTER, "--amount", "48.50"), answer="Kept.")
    yield Feature("attaching", ("attach", "accepted", str(sample)), answer="1 file attached.")
    yield Feature("drafts", ("list", "drafts"), answer="Turbine")
    yield Feature("sending", ("send", "accepted"), QUEUED)
    yield Feature("declining", ("decline", "declined", "--reason", "too_busy"), QUEUED)
    yield Feature("ignoring", ("ignore", "ignored"), QUEUED)
    yield Feature("conversations", ("show", room), answer="Good morning!")
    yield Feature("answering", ("message", room, WORD), QUEUED)
    yield Feature("the outbox", ("outbox",), answer="Turbine")
    yield Feature("submitted proposals", ("list", "submitted"), answer="Turbine")
    yield Feature("the archive", ("list", "archived"), answer="Turbine")
    yield Feature("exporting", ("export", str(folder / "all.zip")))
    yield Feature("backups", ("backup",))
    yield Feature("restoring", ("restore", backup()))
    yield Feature("the doctor", ("doctor",), FAILED, answer="cannot be reached")


def measure(_size: int, _seed: int) -> Outcome:
    """Each feature once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        market = Marketplace(folder, rooms=1)
        for number, invitation in enumerate(("accepted", "declined", "ignored")):
            market.story.posts(a_job(JobId(f"another{number}"), description="140 pages about gearboxes."))
            market.story.invites(InvitationId(invitation), JobId(f"another{number}"))
        market.start()
        os.environ["BELLHOP_TOKEN"] = market.token
        try:
            return _played(market, folder)
        finally:
            del os.environ["BELLHOP_TOKEN"]
            market.stop()


def _played(market: Marketplace, folder: Path) -> Outcome:
    there = ("--profile", str(folder / "profile"), "--server", f"http://127.0.0.1:{market.port}")

    def backup() -> str:
        return str(json.loads(_said("backup", "--list", "--json", *there)[1])[0]["name"])

    failures = [] if _said("sync", *there)[0] == DONE else ["nothing could be fetched while there was a connection"]
    market.kill()
    played = list[str]()
    for feature in _features(folder, market.rooms[0], backup):
        code, answer = _said(*feature.verb, *there)
        played.append(feature.name)
        if code != feature.code or feature.answer not in answer:
            failures.append(f"{feature.name}: ended with {code}, and said {answer[:200]!r}")
    market.start()
    if _said("sync", *there)[0] != DONE:
        failures.append("nothing could be sent when the connection was back")
    failures += _missing(market)
    return Outcome(f"{len(played)} verbs ({', '.join(played)}): {len(failures)} failed", failures)


def _said(*arguments: str) -> tuple[int, str]:
    """How a verb ended, and all that it printed."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(said):
        code = run(list(arguments))
    return code, said.getvalue()


def _missing(market: Marketplace) -> Iterator[str]:
    """What was done without a connection and is not at the marketplace."""
    seen = {each.id: each for each in market.story.seen() if isinstance(each, Invitation)}
    for invitation, state in (("declined", InvitationState.DECLINED), ("ignored", InvitationState.IGNORED)):
        if (found := seen[InvitationId(invitation)].state) is not state:
            yield f"the invitation that was {state} is {found} there"
    sent = [each for each in market.story.seen() if isinstance(each, Proposal) and each.cover_letter == LETTER]
    if len(sent) != 1:
        yield f"the proposal is there {len(sent)} times"
    elif [market.blob(each.blob).read_bytes() for each in sent[0].attachments] != [FILE]:
        yield "its file is not there as it was"
    if market.said(market.rooms[0]) != [WORD]:
        yield f"in the conversation stands {market.said(market.rooms[0])}"


ROW = Row(
    name="offline",
    claim="With the marketplace gone, every verb but fetching; what was done arrives once, when it is back",
    target="all work, everything arrives once",
    measure=measure,
    short=1,
    long=1,
)
