"""What the work is about, with the marketplace in the program and with a server on PostgreSQL: nobody at the window can
tell the difference.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import ARCHIVED, CRM, INVITATIONS, SUBMITTED, TURBINE, UNBLOCK, answer_all_questions
from marketplace.contract.commands import PostJob
from marketplace.contract.entities import HourlyTerms, Invitation, Party, Receipt
from marketplace.contract.ids import CommandId, JobId, new_id
from marketplace.engine import Actor
from marketplace.simulation.demo import ANA
from tests.story.answering import MAPS, NOTE, interview, is_film, recordings
from tests.story.conftest import Play
from tests.story.program import Part
from tests.story.servers import Server, ServersSide, serving

pytestmark = pytest.mark.slow

LETTER = "Dear team, with pleasure."


@pytest.fixture(params=["embedded", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server | None]:
    """None is the marketplace in the program."""
    if request.param == "embedded":
        yield None
        return
    with serving(request.getfixturevalue("postgresql"), tmp_path / "files") as running:
        monkeypatch.setenv("BELLHOP_TOKEN", running.token)
        yield running


@pytest.fixture
def play(play: Play, server: Server | None) -> Play:
    """Starts the program with the marketplace of this place."""

    def start(part: Part, **options: Any) -> None:
        play(part, **({} if server is None else {"server": server.url}) | options)

    return start


@pytest.fixture
def other_side(other_side: OtherSide, server: Server | None) -> OtherSide:
    """The clients and the books of this place."""
    return other_side if server is None else ServersSide(server)


def test_accept_with_new_terms_and_two_attachments(play: Play, other_side: OtherSide, tmp_path: Path) -> None:
    async def accept(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.click("Propose different terms")
        await hands.set_amount("Hourly rate", "48.50")
        await hands.write("Cover letter", LETTER)
        await answer_all_questions(hands)
        panel = hands.window.composer
        panel.attachments.files_given.emit([str(tmp_path / name) for name in names])
        await hands.see_entry("Attachments", "rates.txt")
        for name in names:
            (tmp_path / name).unlink()
        files = await hands.find(QAbstractItemView, "Attachments")
        files.setFocus()
        files.setCurrentIndex(files.model().index(1, 0))
        QTest.keyClick(files, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        await hands.see_text("You receive $43.65")
        await hands.click("Send proposal")
        await hands.go(SUBMITTED)
        await hands.see_entry(SUBMITTED, TURBINE)
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    names = ["samples.txt", "rates.txt"]
    for name in names:
        (tmp_path / name).write_text(f"{name}: 40 pages")
    play(accept)
    arrived = other_side._the_proposal(TURBINE)
    assert arrived.terms == HourlyTerms(rate=Decimal("48.50"))
    assert (arrived.as_offered, arrived.cover_letter) == (False, LETTER)
    assert [(each.name, each.size) for each in arrived.attachments] == [("rates.txt", 19), ("samples.txt", 21)]
    assert all(arrived.answers)


async def decline_and_block(hands: Hands, other_side: OtherSide) -> None:
    """Decline an invitation and block its client; returns when the marketplace has it."""
    await hands.open_entry(INVITATIONS, CRM)
    await hands.click("Decline")
    await hands.open_entry("Reason", "Spam")
    (await hands.find(QCheckBox, "Block this client")).setChecked(True)
    await hands.click("Decline")
    await hands.see_no_entry(INVITATIONS, CRM)
    await hands.until(lambda: other_side.is_blocked(CRM), "the block")
    await hands.see_sync("Up to date")


def post_beside(other_side: OtherSide, title: str, titles: Sequence[str]) -> None:
    """The client of one job posts others."""
    invitations = (each for each in other_side._everything() if isinstance(each, Invitation))
    known = next(each for each in invitations if each.job.title.startswith(title))
    with other_side._engine() as engine:
        for number, other in enumerate(titles):
            job = replace(known.job, id=JobId(f"other-{number}"), title=other, description=other, skills=())
            command = PostJob(job=job, client=known.client)
            outcome = engine.handle(Actor(Party.CLIENT, known.client.id), CommandId(new_id()), command)
            assert isinstance(outcome, Receipt), outcome


def connects(other_side: OtherSide) -> int:
    """How many she has, by the marketplace's books."""
    with other_side._engine() as engine:
        account = engine.account(ANA.id)
        assert account is not None
        return account.connects


async def send_and_unblock(hands: Hands, other_side: OtherSide) -> None:
    """Fill in the proposal to the blocked client, and agree."""
    await hands.write("Cover letter", LETTER)
    await answer_all_questions(hands)
    await hands.click("Send proposal")
    await hands.see_text(UNBLOCK)
    await hands.click("Unblock and send")
    await hands.go(SUBMITTED)
    await hands.see_entry(SUBMITTED, CRM)
    await hands.until(lambda: not other_side.is_blocked(CRM), "the end of the block")


def test_decline_and_block_then_unblock_from_the_archive(play: Play, other_side: OtherSide) -> None:
    async def block(hands: Hands) -> None:
        await decline_and_block(hands, other_side)

    async def unblock(hands: Hands) -> None:
        await hands.go(ARCHIVED)
        await hands.open_entry(ARCHIVED, CRM)
        await hands.click("Send a proposal")
        await send_and_unblock(hands, other_side)

    play(block)
    play(unblock)
    assert other_side._the_proposal(CRM).invitation is None


def test_unblock_by_a_proposal_from_the_list_of_blocked_clients(play: Play, other_side: OtherSide) -> None:
    async def unblock(hands: Hands) -> None:
        await decline_and_block(hands, other_side)
        post_beside(other_side, CRM, titles)
        hands.window.blocked_requested.emit()
        await hands.see_entry("Open jobs of this client", titles[-1])
        await hands.see_text("These are the newest 50.")
        QTest.keyClicks(await hands.find(QLineEdit, "Search open jobs"), "crm clean")
        line = await hands.see_entry("Open jobs of this client", CRM)
        await hands.see_no_entry("Open jobs of this client", titles[-1])
        assert "Connects" in line
        await hands.click("Send a proposal")
        await hands.see_text("Costs ")
        await send_and_unblock(hands, other_side)
        await hands.see_sync("Up to date")
        hands.window.blocked_requested.emit()
        clients = await hands.find(QAbstractItemView, "Clients")
        rows = range(clients.model().rowCount())
        assert not any(CRM in str(clients.model().index(row, 0).data()) for row in rows)
        await hands.click("Close")

    titles = [f"Leaflet {number}" for number in range(60)]
    before = connects(other_side)
    play(unblock)
    sent = other_side._the_proposal(CRM)
    assert sent.invitation is None
    assert sent.connects > 0
    assert connects(other_side) == before - sent.connects


@pytest.mark.timeout(180)
def test_interview_instead_of_a_letter(play: Play, other_side: OtherSide, profile: Profile, tmp_path: Path) -> None:
    async def interview_to_the_end(hands: Hands) -> None:
        await interview(hands)
        await hands.until(lambda: other_side.proposals(MAPS) == 1, "the proposal at the marketplace")
        await hands.until(lambda: not recordings(profile), "the end of the recordings here")

    play(interview_to_the_end, test_card=True)
    sent = other_side._the_proposal(MAPS)
    assert [each.recording.name for each in sent.interview] == ["Answer 1.mp4", "Answer 2.mp4"]
    assert sent.message == NOTE
    with other_side._engine() as engine:
        client = Actor(Party.CLIENT, sent.client.id)
        received = [engine.blob_path(client, each.recording.blob) for each in sent.interview]
        assert [each is not None and is_film(each.read_bytes(), tmp_path) for each in received] == [True, True]
