"""Receiving a file in pieces that can be sent again: the marketplace says where the next one starts."""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from marketplace.contract.entities import Attachment, BlobProgress
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Limits
from marketplace.contract.refusals import Refusal
from marketplace.engine import blobs
from marketplace.engine.actors import Actor
from marketplace.engine.blob_files import BlobFiles
from marketplace.reading import read

MOST_REMEMBERED = 16  # texts of files, a few hundred kilobytes each at most
SHA256 = re.compile(r"[0-9a-f]{64}")

Reading = Callable[[], AbstractContextManager[Connection]]
Writing = Callable[[Callable[[Connection], None]], None]


class Uploads:
    """The way in and out for files; `write` does something in a transaction, `reading` opens one."""

    def __init__(self, directory: Path, largest: int, limits: Limits, write: Writing, reading: Reading) -> None:
        self._files = BlobFiles(directory)
        self._largest = largest
        self._limits = limits
        self._write = write
        self._reading = reading
        self._read: dict[BlobId, str] = {}

    def progress(self, sender: Actor, blob: BlobId) -> BlobProgress | Refusal:
        """How much of the file has arrived from `sender`."""
        if not SHA256.fullmatch(blob):
            return _bad_name()
        size = self._size_for(sender, blob)
        if size is not None:
            return BlobProgress(received=size, complete=True)
        return BlobProgress(received=self._files.received(sender, blob), complete=False)

    def put(
        self, sender: Actor, blob: BlobId, offset: int, size: int, piece: bytes, now: datetime
    ) -> BlobProgress | Refusal:
        """Take `piece` if it is the next one; any other is passed over, and the answer tells where to go on.

        `size` is the whole file's, in bytes. Refuses a file that is too large, or that is not what its name says.
        """
        before = self.progress(sender, blob)
        if isinstance(before, Refusal) or before.complete:
            return before
        if size > self._largest:
            return Refusal(name="attachment_too_large")
        if offset != before.received:
            return before
        if offset + len(piece) > size:
            return Refusal(name="malformed", detail="These are more bytes than the file has.")
        if not before.received and self._has_too_many(sender, now):
            return Refusal(name="too_many_uploads")
        received = self._files.write(sender, blob, offset, piece)
        if received < size:
            return BlobProgress(received=received, complete=False)
        return self._finish(sender, blob, size, now)

    def tidy(self, now: datetime) -> int:
        """Clear away what nobody has gone on with for the policy's hours; returns how many files that were."""
        return self._files.forget(self._oldest(now))

    def path(self, sender: Actor, blob: BlobId) -> Path | None:
        """The whole file, where `sender` may read it."""
        if not SHA256.fullmatch(blob) or self._size_for(sender, blob) is None:
            return None
        return self._files.path(blob)

    def texts(self, sender: Actor, attachments: Iterable[Attachment]) -> dict[BlobId, str]:
        """What stands in those files that `sender` may read, as far as it can be read.

        Of more files than may be attached, none beyond: whatever names them is refused.
        """
        named = islice(dict.fromkeys(one.blob for one in attachments), self._limits.attachments)
        paths = {blob: self.path(sender, blob) for blob in named}
        return {blob: self._text(blob, path) for blob, path in paths.items() if path is not None}

    def _text(self, blob: BlobId, path: Path) -> str:
        """A file never changes, so it is read once while it is remembered."""
        if (known := self._read.get(blob)) is not None:
            return known
        text = read(path).text
        self._read[blob] = text
        if len(self._read) > MOST_REMEMBERED:
            self._read.pop(next(iter(self._read)), None)
        return text

    def _has_too_many(self, sender: Actor, now: datetime) -> bool:
        self._files.forget(self._oldest(now), sender)
        return self._files.unfinished(sender) >= self._limits.unfinished_files

    def _oldest(self, now: datetime) -> datetime:
        return now - timedelta(hours=self._limits.unfinished_hours)

    def _finish(self, sender: Actor, blob: BlobId, size: int, now: datetime) -> BlobProgress | Refusal:
        if not self._files.keep(sender, blob):
            return Refusal(name="blob_mismatch")
        self._write(lambda connection: blobs.add(connection, sender.key, blob, size, now))
        return BlobProgress(received=size, complete=True)

    def _size_for(self, sender: Actor, blob: BlobId) -> int | None:
        with self._reading() as connection:
            return blobs.size_for(connection, sender.key, blob)


def _bad_name() -> Refusal:
    return Refusal(name="malformed", detail="A file's name here is its SHA-256, in 64 lower-case digits.")
