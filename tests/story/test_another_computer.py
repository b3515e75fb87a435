"""A letter that is begun on one computer and gone on with on another, through a marketplace that keeps drafts."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.local.drafts import Fields
from desktop.services.draft_copies import MEANING
from desktop.tour.hands import Hands
from desktop.tour.script import CRM, INVITATIONS
from marketplace.contract.commands import KeepDraft
from marketplace.contract.entities import Attachment, Draft, DraftText, Party
from marketplace.contract.ids import BlobId, CommandId, new_id
from marketplace.engine import Actor, Engine
from marketplace.simulation import demo
from tests.contract.places import served
from tests.story import program
from tests.story.conftest import SECONDS, Play
from tests.support.loops import Run

pytestmark = pytest.mark.slow

SAMPLE = Attachment(blob=BlobId(sha256(b"sample pages").hexdigest()), name="samples.txt", size=12)
ANA = Actor(Party.FREELANCER, demo.ANA.id)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The database of a marketplace's server."""
    return f"sqlite:///{tmp_path / 'market.sqlite3'}"


@pytest.fixture
def play(qapp: Any, run: Run, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    """Starts the program on a profile, by its name, which talks to that server."""
    engine = Engine(address)
    with engine.together():
        demo.fill(engine, datetime.now(UTC), 7)
    monkeypatch.setenv("BELLHOP_TOKEN", engine.issue_token(ANA, "story", timedelta(days=1)))
    engine.close()
    gc.disable()
    with served(address, "--rate", "0") as url:

        def start(part: program.Part, **options: Any) -> None:
            directory = tmp_path / str(options.pop("computer"))
            run(program.play(qapp, directory, part, server=url, **options), timeout=SECONDS)
            gc.collect()

        yield start
    gc.collect()
    gc.enable()


def kept(address: str) -> Draft | None:
    """The one draft that the marketplace has a text of."""
    engine = Engine(address)
    page = engine.changes(demo.ANA.id, 0, 1_000)
    engine.close()
    found = [each for each in getattr(page, "entities", ()) if isinstance(each, Draft) and each.text is not None]
    assert len(found) <= 1
    return found[0] if found else None


async def letter(hands: Hands) -> QPlainTextEdit:
    """Where the letter is written."""
    return await hands.find(QPlainTextEdit, "Cover letter")


def test_what_is_begun_here_is_gone_on_with_there_and_nothing_moves_under_the_hands(
    play: Play, address: str, tmp_path: Path
) -> None:
    async def begin(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, CRM)
        await hands.click("Accept")
        await hands.write("Cover letter", "Dear team, half of this letter")
        choice = hands.window._copies_choice
        assert choice is not None
        await hands.until(choice.isVisible, "the choice in the menu")
        choice.trigger()
        await hands.see_text(MEANING)
        await hands.until(choice.isChecked, "its mark")

    async def go_on(hands: Hands) -> None:
        await hands.go("Drafts")
        await hands.open_entry("Drafts", CRM)
        field = await letter(hands)
        assert field.toPlainText() == "Dear team, half of this letter"
        field.setFocus()
        await elsewhere("Dear team, half of this letter, and more from elsewhere")
        await hands.see_text("A newer version of this draft, from another computer, is there.")
        assert field.toPlainText() == "Dear team, half of this letter"
        await hands.click("Take it")
        await hands.until(lambda: "and more from elsewhere" in field.toPlainText(), "the newer version")
        await hands.see_entry("Attachments", "samples.txt, 12 bytes, On your other computer")
        await hands.see_entry("Checks", "“samples.txt” is on your other computer.")
        panel = hands.window.composer
        panel.attachments.files_given.emit([str(sample)])
        await hands.see_entry("Attachments", "samples.txt, 12 bytes, Ready")

    async def elsewhere(text: str) -> None:
        draft = kept(address)
        assert draft is not None
        engine = Engine(address)
        fields = Fields(cover_letter=text, attachments=(SAMPLE,))
        said = DraftText(fields=fields, written_at=datetime.now(UTC))
        command = KeepDraft(written_for=draft.written_for, text=said, expects=draft.version)
        engine.handle(ANA, CommandId(new_id()), command)
        engine.close()

    sample = tmp_path / "samples.txt"
    sample.write_bytes(b"sample pages")
    play(begin, computer="laptop")
    assert (draft := kept(address)) is not None
    assert draft.text is not None
    assert draft.text.fields.cover_letter == "Dear team, half of this letter"
    play(go_on, computer="desktop")
