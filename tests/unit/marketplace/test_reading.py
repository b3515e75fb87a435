"""The text in files, and that contact information does not pass in them."""

import hashlib
import sys
from pathlib import Path

import pytest

from marketplace.contract.commands import SendMessage
from marketplace.contract.entities import Attachment, BlobProgress
from marketplace.contract.ids import BlobId, MessageId
from marketplace.contract.refusals import Refusal
from marketplace.reading import LONGEST, FileText, read
from tests.support.pdf import pdf
from tests.unit.marketplace.stories import ANA, ROOM, Story

pytestmark = pytest.mark.timeout(120)  # a process is started for each PDF


def text_of(folder: Path, data: bytes, seconds: float = 60) -> FileText:
    path = folder / "file"
    path.write_bytes(data)
    return read(path, seconds)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    assert text_of(tmp_path, "Grüße aus Köln".encode(encoding)) == FileText("Grüße aus Köln")


def test_every_page_of_a_pdf_is_read(tmp_path: Path) -> None:
    found = text_of(tmp_path, pdf("Page one", "mail: olga@posteo.de"))
    assert found.unread == ""
    assert found.text.split("\n")[:2] == ["Page one", "mail: olga@posteo.de"]


def test_what_is_no_text_is_said_and_not_read(tmp_path: Path) -> None:
    found = text_of(tmp_path, bytes(range(256)) * 8)
    assert found.text == ""
    assert "Only plain text and PDF are checked" in found.unread


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nxref\n\xff\xff", pdf("cut")[:200]])
def test_a_broken_pdf_is_said_and_not_read(tmp_path: Path, data: bytes) -> None:
    assert text_of(tmp_path, data) == FileText("", "This PDF could not be read, so its text was not checked.")


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    found = text_of(tmp_path, pdf("slow"), seconds=0.001)
    assert found == FileText("", "This PDF takes too long to read, so its text was not checked.")


@pytest.mark.skipif(sys.platform == "win32", reason="The stand-in for the frozen program is a shell script.")
def test_a_frozen_program_reads_pdf_by_being_started_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stood in for by a script that hands on what it is told to the program's own beginning."""
    program = tmp_path / "program"
    beginning = "import sys; sys.argv[0] = 'program'; from desktop.__main__ import main; sys.exit(main())"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{beginning}" "$@"\n')
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert text_of(tmp_path, pdf("mail: olga@posteo.de")).text.strip() == "mail: olga@posteo.de"


def test_of_a_long_text_only_the_beginning_is_looked_at(tmp_path: Path) -> None:
    found = text_of(tmp_path, b"word " * LONGEST)
    assert len(found.text) == LONGEST
    assert found.unread == "Only the beginning of this file was checked."


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    assert "could not be opened" in read(tmp_path / "nothing").unread


def sends(story: Story, data: bytes, name: str) -> str | None:
    """The refusal of a message of Ana's with this file, if there is one."""
    blob = BlobId(hashlib.sha256(data).hexdigest())
    assert isinstance(story.engine.put_piece(ANA, blob, 0, len(data), data), BlobProgress)
    file = Attachment(blob=blob, name=name, size=len(data))
    message = SendMessage(room=ROOM, message=MessageId("m-file"), text="Here it is.", attachments=(file,))
    outcome = story.tries(ANA, message)
    if isinstance(outcome, Refusal):
        assert outcome.name == "contact_information"
        return outcome.field
    return None


def test_contact_information_in_an_attached_text_is_refused(told_room: Story) -> None:
    assert sends(told_room, b"My work\nCall me on +49 1512 3456789", "work.txt") == "attachments.0.text"


def test_contact_information_in_an_attached_pdf_is_refused(told_room: Story) -> None:
    assert sends(told_room, pdf("Portfolio", "Write to olga@posteo.de"), "work.pdf") == "attachments.0.text"


def test_contact_information_in_a_files_name_is_refused(told_room: Story) -> None:
    assert sends(told_room, b"My work", "call_me_+4915123456789.txt") == "attachments.0"


@pytest.mark.parametrize("data", [b"My work, page by page.", bytes(range(256)), b"%PDF-1.7\nbroken"])
def test_what_is_clean_or_cannot_be_read_is_sent(told_room: Story, data: bytes) -> None:
    assert sends(told_room, data, "work.bin") is None


@pytest.fixture
def told_room() -> Story:
    return Story().answered()
