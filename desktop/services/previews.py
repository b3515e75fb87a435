"""What a file looks like, without trusting it: text is read within bounds, pictures and PDF by a process of their own.

A decoder that is attacked or runs wild takes only that process with it; see `desktop.pictures`.
"""

import asyncio
import struct
from pathlib import Path
from typing import NamedTuple

from desktop.services import aside

WORD = "--picture-of"
UNREADABLE, TOO_LARGE = 4, 5
"""What the process is started with, and the codes it may end with."""
READ = 64 * 1024
SECONDS = 10.0
SIZE = struct.Struct("<II")
MOST = 64 * 2**20
"""Bytes of a finished picture; more than any preview has."""


class Picture(NamedTuple):
    """`pixels` are four bytes each, blue, green, red and opacity, which the colours are multiplied with."""

    width: int
    height: int
    pixels: bytes


class Preview(NamedTuple):
    """One of three: a `picture`, the file's beginning as `text`, or a `sentence` that says why there is neither.

    `note` says what is left out.
    """

    picture: Picture | None = None
    text: str = ""
    sentence: str = ""
    note: str = ""


async def of(path: Path, width: int) -> Preview:
    """The beginning of `path`; never raises for what is in the file."""
    try:
        beginning = await asyncio.to_thread(_beginning, path)
    except OSError:
        return Preview(sentence="The copy of this file is missing from the profile. Attach the file again.")
    if not beginning:
        return Preview(sentence="This file is empty.")
    if not beginning.startswith(b"%PDF-") and (text := _text(beginning)):
        return Preview(text=text, note="Only the beginning is shown." if len(beginning) == READ else "")
    return await _picture(path, width, is_pdf=beginning.startswith(b"%PDF-"))


def _beginning(path: Path) -> bytes:
    with path.open("rb") as content:
        return content.read(READ)


def _text(beginning: bytes) -> str:
    """`beginning` as text; empty where it is none. A character that was cut in two at the end is left out."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return beginning.decode("utf-16", "replace")
    try:
        text = beginning.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(beginning) < READ or error.start < READ - 4:
            return ""
        text = beginning[: error.start].decode("utf-8-sig")
    return "" if "\0" in text else text


async def _picture(path: Path, width: int, *, is_pdf: bool) -> Preview:
    picture, code = await aside.run([WORD, str(path), str(width)], SECONDS, MOST)
    if code == 0 and (drawn := _read(picture)) is not None:
        return Preview(picture=drawn, note="The first page." if is_pdf else "")
    return Preview(sentence=_why_not(code, is_pdf=is_pdf))


def _read(said: bytes) -> Picture | None:
    """What the process said; None where that is no picture."""
    if len(said) < SIZE.size:
        return None
    width, height = SIZE.unpack_from(said)
    pixels = said[SIZE.size :]
    return Picture(width, height, pixels) if len(pixels) == width * height * 4 else None


def _why_not(code: int | None, *, is_pdf: bool) -> str:
    if code == TOO_LARGE:
        return "This picture is too large to be shown here. It is attached as it is."
    if is_pdf:
        return "This PDF cannot be shown: it is damaged, or needs a password. It is attached as it is."
    return "There is no preview of this kind of file. It is attached as it is."
