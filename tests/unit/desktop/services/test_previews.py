"""What a file looks like: shown within bounds, and whatever is in it, the answer is a picture, a text or a sentence."""

import asyncio
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QImageWriter

from desktop.services import aside, previews
from desktop.services.previews import READ, Preview

PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R>> endobj
4 0 obj <</Length 27>> stream
1 0 0 rg 0 0 100 100 re f
endstream endobj
trailer <</Root 1 0 R>>
"""
"""A page of 200 by 100 points; its left half is red."""


def look(path: Path, width: int = 400) -> Preview:
    """The preview of `path`."""
    return asyncio.run(previews.of(path, width))


def pixel(preview: Preview, x: int, y: int) -> tuple[int, int, int]:
    """Red, green and blue of one pixel."""
    assert preview.picture is not None, preview.sentence
    width, _, pixels = preview.picture
    blue, green, red, _ = pixels[(y * width + x) * 4 :][:4]
    return red, green, blue


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a file whose name says nothing."""
    return tmp_path / "content"


def test_the_first_page_of_a_pdf_is_drawn(file: Path) -> None:
    file.write_bytes(PDF)
    found = look(file)
    assert found.picture is not None, found.sentence
    assert (found.picture.width, found.picture.height) == (400, 200)
    assert (pixel(found, 50, 100), pixel(found, 350, 100)) == ((255, 0, 0), (255, 255, 255))
    assert found.note == "The first page."


@pytest.mark.parametrize("content", [b"%PDF-1.7", PDF[:120], b"%PDF-" + b"\xff" * 5000])
def test_a_pdf_that_cannot_be_read_says_so(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert look(file).sentence.startswith("This PDF cannot be shown")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP"])
def test_a_picture_is_shown_as_wide_as_there_is_room(file: Path, kind: str) -> None:
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    assert QImageWriter(str(file), kind.encode()).write(image)
    found = look(file)
    assert found.picture is not None, found.sentence
    assert (found.picture.width, found.picture.height) == (400, 200)
    red, green, blue = pixel(found, 200, 100)
    assert (red < 8, green < 8, blue > 247) == (True, True, True)


def test_a_small_picture_is_not_blown_up(file: Path) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    assert QImageWriter(str(file), b"PNG").write(image)
    found = look(file).picture
    assert found is not None
    assert found[:2] == (30, 20)


def a_png_that_says_it_is(width: int, height: int) -> bytes:
    """The beginning of a picture with a size in its header."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\0\0\0"
    rows = zlib.compress(b"\0" * 100_000)
    chunks = [header, b"IDAT" + rows, b"IEND"]
    framed = [(len(each) - 4).to_bytes(4, "big") + each + zlib.crc32(each).to_bytes(4, "big") for each in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def test_a_picture_that_would_take_too_much_memory_is_not_decoded(file: Path) -> None:
    file.write_bytes(a_png_that_says_it_is(60_000, 60_000))
    assert look(file).sentence.startswith("This picture is too large to be shown here")


def test_a_drawing_that_could_name_other_files_is_shown_as_its_text(file: Path) -> None:
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')
    assert look(file).text.startswith("<svg")


def test_text_is_shown_from_its_beginning(file: Path) -> None:
    file.write_text("Glossary\n\n风力涡轮机\twind turbine\n", encoding="utf-8")
    assert look(file) == Preview(text="Glossary\n\n风力涡轮机\twind turbine\n")


@pytest.mark.parametrize("shift", range(3))
def test_a_long_text_is_cut_between_letters_and_says_so(file: Path, shift: int) -> None:
    file.write_text("x" * shift + "日" * READ, encoding="utf-8")
    found = look(file)
    assert set(found.text) <= {"x", "日"}
    assert len(found.text) >= READ // 3 - 1
    assert found.note == "Only the beginning is shown."


def test_an_old_notepads_text_is_read(file: Path) -> None:
    file.write_bytes("Grüße".encode("utf-16"))
    assert look(file).text == "Grüße"


@pytest.mark.parametrize("content", [b"PK\x03\x04\xff\xfe" + b"\0" * 100, b"\x7fELF\0", b"\xff\xd8\xff\xe0"])
def test_what_cannot_be_shown_says_so(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert look(file).sentence == "There is no preview of this kind of file. It is attached as it is."


def test_nothing_is_said_to_be_nothing(file: Path) -> None:
    file.touch()
    assert look(file).sentence == "This file is empty."
    file.unlink()
    assert look(file).sentence.startswith("The copy of this file is missing")


def test_a_decoder_that_never_ends_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def takes_long(_arguments: list[str]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"], stdout=subprocess.PIPE)
        started.append(process)
        return process

    monkeypatch.setattr(aside, "start", takes_long)
    monkeypatch.setattr(previews, "SECONDS", 0.1)
    file.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    found = look(file)
    (process,) = started
    assert (found.picture, bool(found.sentence), process.poll() in {None, 0}) == (None, True, False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_text_or_none_whatever_the_bytes_are(file: Path, content: bytes) -> None:
    text = previews._text(content)
    assert text.isprintable() or "\0" not in text
