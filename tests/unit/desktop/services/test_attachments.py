"""Files of proposals: limits at once, changes of the source noticed, and whatever is in them only looked at."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.errors import AppError, Cancelled
from desktop.services import aside
from marketplace import reading
from marketplace.contract.entities import Attachment
from marketplace.contract.policy import Limits, Policy
from tests.support.pdf import pdf
from tests.unit.desktop.services.desks import Desk

LIMITS = Policy().limits
SMALL = Limits(attachment_size=100)


def taken(desk: Desk, path: Path, limits: Limits = LIMITS) -> Attachment:
    """`path`, attached."""
    return asyncio.run(desk.attachments.take(path, limits))


def changed(desk: Desk, *attachments: Attachment) -> list[str]:
    """The names of those whose source has changed."""
    found = asyncio.run(desk.attachments.changed(attachments))
    return [each.name for each in attachments if each.blob in found]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "samples.txt"
    path.write_bytes(b"sample pages")
    return path


def test_an_unchanged_source_is_not_remarked_on(desk: Desk, sample: Path) -> None:
    assert changed(desk, taken(desk, sample)) == []


def test_a_source_that_was_written_to_is_remarked_on(desk: Desk, sample: Path) -> None:
    attached = taken(desk, sample)
    sample.write_bytes(b"better sample pages")
    assert changed(desk, attached) == ["samples.txt"]


def test_a_source_of_the_same_length_that_was_written_later_is_remarked_on(desk: Desk, sample: Path) -> None:
    attached = taken(desk, sample)
    os.utime(sample, ns=(0, sample.stat().st_mtime_ns + 1))
    assert changed(desk, attached) == ["samples.txt"]


def test_a_source_that_has_gone_is_safe_in_its_copy(desk: Desk, sample: Path) -> None:
    attached = taken(desk, sample)
    sample.unlink()
    assert changed(desk, attached) == []


def test_the_text_of_a_copy_is_read_for_the_guard(desk: Desk, sample: Path, tmp_path: Path) -> None:
    picture = tmp_path / "cover.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    attached = [taken(desk, path) for path in (sample, picture)]
    sample.unlink()
    text, nothing = (asyncio.run(desk.attachments.text(each)) for each in attached)
    assert (text.text, text.unread) == ("sample pages", "")
    assert nothing.text == ""
    assert nothing.unread.startswith("Only plain text and PDF are checked")


def test_the_text_of_an_attached_pdf_is_read_for_the_guard(desk: Desk, tmp_path: Path) -> None:
    document = tmp_path / "work.pdf"
    document.write_bytes(pdf("mail: olga@posteo.de"))
    text = asyncio.run(desk.attachments.text(taken(desk, document)))
    assert (text.text.strip(), text.unread) == ("mail: olga@posteo.de", "")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", pdf("cut")[:200]])
def test_a_pdf_that_cannot_be_read_for_the_guard_is_said(desk: Desk, tmp_path: Path, content: bytes) -> None:
    document = tmp_path / "work.pdf"
    document.write_bytes(content)
    text = asyncio.run(desk.attachments.text(taken(desk, document)))
    assert text == reading.FileText("", "This PDF could not be read, so its text was not checked.")


def test_a_reader_of_a_pdf_is_ended_with_whoever_wanted_to_know(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program quits meanwhile: were the reader left alone, its thread would keep the process alive."""
    started: list[subprocess.Popen[bytes]] = []

    def takes_long(_arguments: list[str]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"], stdout=subprocess.PIPE)
        started.append(process)
        return process

    async def quit_meanwhile() -> None:
        reading_it = asyncio.ensure_future(desk.attachments.text(attached))
        await desk.until(lambda: bool(started), "the reader")
        reading_it.cancel()
        await asyncio.gather(reading_it, return_exceptions=True)

    document = tmp_path / "slow.pdf"
    document.write_bytes(pdf("slow"))
    attached = taken(desk, document)
    monkeypatch.setattr(aside, "start", takes_long)
    monkeypatch.setattr(reading, "SECONDS", 3600.0)
    asyncio.run(quit_meanwhile())
    (reader,) = started
    assert reader.returncode not in {None, 0}


def test_attached_again_the_new_state_counts(desk: Desk, sample: Path) -> None:
    first = taken(desk, sample)
    sample.write_bytes(b"better sample pages")
    source = asyncio.run(desk.attachments.source(first))
    assert source == sample
    again = taken(desk, sample)
    assert (again.blob != first.blob, changed(desk, again)) == (True, [])


def test_a_picture_of_the_clipboard_has_no_source(desk: Desk) -> None:
    picture = asyncio.run(desk.attachments.take_picture(b"\x89PNG", "Picture.png", LIMITS))
    assert (picture.name, picture.size) == ("Picture.png", 4)
    assert asyncio.run(desk.attachments.source(picture)) is None
    assert changed(desk, picture) == []


def test_a_picture_that_is_too_large_is_not_taken(desk: Desk) -> None:
    with pytest.raises(AppError, match="larger than"):
        asyncio.run(desk.attachments.take_picture(b"x" * 101, "Picture.png", SMALL))


@pytest.mark.parametrize("name", ["ü" * 127 + "x", "日" * 85])
def test_a_name_of_255_bytes_is_taken(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert taken(desk, path).name == name


@pytest.mark.skipif(os.name != "posix", reason="POSIX's names")
@pytest.mark.parametrize("name", [b"broken\xff.txt", b"two\nlines.txt"])
def test_a_name_that_cannot_be_sent_is_refused_at_once(desk: Desk, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"x")
    with pytest.raises(AppError, match="name is empty, too long or holds characters"):
        taken(desk, path)


def test_what_is_no_longer_wanted_is_not_copied_to_the_end(desk: Desk, tmp_path: Path) -> None:
    film = tmp_path / "film.mov"
    film.write_bytes(b"x" * 3 * 2**20)
    asked = iter([True, False])
    with pytest.raises(Cancelled):
        asyncio.run(desk.attachments.take(film, LIMITS, lambda: next(asked)))
    assert next(asked, "asked twice") == "asked twice"
    assert [each for each in (tmp_path / "profile" / "blobs").rglob("*") if each.is_file()] == []


def test_a_file_that_grows_while_it_is_copied_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "render.log"
    log.write_bytes(b"x" * 2**20)

    def write_more() -> bool:
        if log.stat().st_size == 2**20:
            with log.open("ab") as more:
                more.write(b"y")
        return True

    with pytest.raises(AppError, match="was being written while it was copied"):
        asyncio.run(desk.attachments.take(log, LIMITS, write_more))


@pytest.mark.skipif(os.name != "posix", reason="POSIX's kinds of files")
def test_a_link_is_followed_to_its_file_and_one_that_leads_nowhere_is_refused(desk: Desk, sample: Path) -> None:
    good, bad = sample.with_name("good"), sample.with_name("bad")
    good.symlink_to(sample)
    bad.symlink_to(sample.with_name("nothing"))
    assert taken(desk, good).size == 12
    with pytest.raises(AppError, match="“bad” is a link that leads to no file"):
        taken(desk, bad)
