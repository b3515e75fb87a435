"""The same stories against a server on PostgreSQL: nobody at the window can tell the difference."""

import gc
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import (
    ARCHIVED,
    CRM,
    INVITATIONS,
    SUBMITTED,
    TURBINE,
    UNBLOCK,
    answer_all_questions,
)
from marketplace.contract.entities import HourlyTerms, Party
from marketplace.engine import Actor, Engine
from marketplace.simulation import demo
from tests.contract.places import served
from tests.story import program
from tests.story.conftest import SECONDS, Play
from tests.support.loops import Run
from tests.support.postgresql import Cluster

pytestmark = pytest.mark.slow

SEED = 7


class ServersSide(OtherSide):
    """The clients, and the books, of a marketplace that is not in the profile."""

    def __init__(self, address: str, blobs: Path) -> None:
        super().__init__(blobs)
        self._address = address
        self._blobs = blobs

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        engine = Engine(self._address, blobs=self._blobs)
        try:
            yield engine
        finally:
            engine.close()


class Server(NamedTuple):
    """A server's URL, its database's address, and the directory of its files."""

    url: str
    database: str
    files: Path


@pytest.fixture
def server(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server with the demo, for one test."""
    address = cluster.create()
    with TemporaryDirectory(prefix="bellhop-files-") as files:
        engine = Engine(address, blobs=Path(files))
        with engine.together():
            demo.fill(engine, datetime.now(UTC), SEED)
        token = engine.issue_token(Actor(Party.FREELANCER, demo.ANA.id), "story", timedelta(days=1))
        engine.close()
        monkeypatch.setenv("BELLHOP_TOKEN", token)
        with served(address, "--rate", "0", "--blobs", files) as url:
            yield Server(url, address, Path(files))
    cluster.drop(address)


@pytest.fixture
def play(qapp: Any, run: Run, tmp_path: Path, server: Server) -> Iterator[Play]:
    """Starts the program on a profile of that server."""

    def start(part: program.Part, **options: Any) -> None:
        run(program.play(qapp, tmp_path / "profile", part, **{"server": server.url} | options), timeout=SECONDS)
        gc.collect()

    gc.disable()
    yield start
    gc.collect()
    gc.enable()
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


@pytest.fixture
def other_side(server: Server) -> OtherSide:
    """The other side of the server."""
    return ServersSide(server.database, server.files)


def test_new_terms_and_two_attachments(play: Play, other_side: OtherSide, tmp_path: Path) -> None:
    async def accept(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.click("Propose different terms")
        await hands.set_amount("Hourly rate", "48.50")
        await hands.write("Cover letter", "Dear team, with pleasure.")
        await answer_all_questions(hands)
        panel = hands.window.composer
        panel.attach_requested.emit(panel.draft, [str(tmp_path / name) for name in names])
        await hands.see_entry("Attachments", "rates.txt")
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
        (tmp_path / name).write_text(name)
    play(accept)
    arrived = other_side._the_proposal(TURBINE)
    assert arrived.terms == HourlyTerms(rate=Decimal("48.50"))
    assert [each.name for each in arrived.attachments] == ["rates.txt", "samples.txt"]


def test_decline_and_block_then_unblock_by_a_proposal(play: Play, other_side: OtherSide) -> None:
    async def block(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, CRM)
        await hands.click("Decline")
        await hands.open_entry("Reason", "Spam")
        (await hands.find(QCheckBox, "Block this client")).setChecked(True)
        await hands.click("Decline")
        await hands.see_no_entry(INVITATIONS, CRM)
        await hands.until(lambda: other_side.is_blocked(CRM), "the block")

    async def unblock(hands: Hands) -> None:
        await hands.go(ARCHIVED)
        await hands.open_entry(ARCHIVED, CRM)
        await hands.click("Send a proposal")
        await hands.write("Cover letter", "Dear team, with pleasure.")
        await answer_all_questions(hands)
        await hands.click("Send proposal")
        await hands.see_text(UNBLOCK)
        await hands.click("Unblock and send")
        await hands.until(lambda: not other_side.is_blocked(CRM), "the end of the block")

    play(block)
    play(unblock)
    assert other_side._the_proposal(CRM).invitation is None
