"""The text in files: plain text and the text layer of PDF, bounded in time, memory and length.

A file is somebody else's: PDF is read in a process of its own, which is ended when it takes too long or too much.
What cannot be read is no fault of its sender; it is said, and the file may go.
"""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LONGEST = 200_000
"""Characters of a file that are looked at."""
SECONDS = 10.0
"""How long a PDF may take."""
WORD = "--text-of"
"""What a frozen program is started with to be the reader."""
_READER = Path(__file__).with_name("pdf.py")
MOST_BYTES = 2**20
"""What the reader may write; more than it writes of any PDF."""
_PLAIN_BYTES = 4 * LONGEST
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


class FileText(NamedTuple):
    """`text` is what was read of a file; `unread` says, in a sentence, what was not, or is empty."""

    text: str
    unread: str = ""


def read(path: Path, seconds: float = SECONDS) -> FileText:
    """The text of the file at `path`, by its content, whatever its name says. Blocks until the end."""
    return plain(path) or _of_pdf(path, seconds)


def plain(path: Path) -> FileText | None:
    """The same without a process of its own; None where the file is a PDF, which needs one."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_PLAIN_BYTES + 1)
    except OSError:
        return FileText("", "The file could not be opened, so its text was not checked.")
    return None if b"%PDF-" in beginning[:1024] else _plain(beginning)


def of_pdf(written: bytes, code: int | None) -> FileText:
    """What the reader wrote, and the code it ended with; None as the code where it had to be ended."""
    if code is None:
        return FileText("", "This PDF takes too long to read, so its text was not checked.")
    if code:
        return FileText("", "This PDF could not be read, so its text was not checked.")
    text = written.decode("utf-8", "replace")
    return FileText(text[:LONGEST], "" if len(text) <= LONGEST else "Only the beginning of this PDF was checked.")


def _plain(data: bytes) -> FileText:
    text = _decoded(data[:_PLAIN_BYTES])
    if text is None:
        return FileText(
            "", "Only plain text and PDF are checked; make sure that no contact details stand in this file."
        )
    whole = len(data) <= _PLAIN_BYTES and len(text) <= LONGEST
    return FileText(text[:LONGEST], "" if whole else "Only the beginning of this file was checked.")


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if not _CONTROLS.isdisjoint(data[:4096]):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Cut within a character is still UTF-8; anything else is one of the old encodings.
        return data[: error.start].decode("utf-8") if error.start > len(data) - 4 else data.decode("cp1252", "replace")


def _of_pdf(path: Path, seconds: float) -> FileText:
    try:
        done = subprocess.run(
            [*_reader(), str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return of_pdf(b"", None)
    return of_pdf(done.stdout, done.returncode)


def _reader() -> list[str]:
    """There is no interpreter beside a frozen program: it is started once more, and told what for."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, WORD] if frozen else [sys.executable, "-I", str(_READER)]
