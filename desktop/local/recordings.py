"""Recorded answers: for their owner alone, and gone from the disk when their owner, or a receipt, says so.

They lie apart from attached files, because those may stay; nothing else is ever put into this directory.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path

from desktop.errors import AppError, DiskProblem
from desktop.local.blobs import BlobStore
from desktop.local.files import create_private, flush
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId, new_id

BEGUN = "begun-"
"""How the name of a file begins that is still being recorded."""


class Recordings(BlobStore):
    """A directory of recordings by SHA-256. Blocking; call it from a thread that may wait."""

    def begin(self, suffix: str) -> Path:
        """An empty file to record into, which only its owner can read. Raises DiskProblem."""
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._directory / f"{BEGUN}{new_id()}{suffix}"
            create_private(path)
        except OSError as error:
            raise DiskProblem(f"Nothing can be recorded: {error.strerror}. Your draft is safe.") from error
        return path

    def finish(self, recorded: Path, name: str, most: int) -> Attachment:
        """Keep what was recorded, as `name`; it is on the disk when this returns. Raises AppError with a sentence."""
        try:
            size = recorded.stat().st_size
            if size > most:
                raise AppError(
                    f"This recording has more than {most // 2**20} MB and was not kept. Record a shorter one."
                )
            flush(recorded)
            with recorded.open("rb") as content:
                blob = BlobId(hashlib.file_digest(content, "sha256").hexdigest())
            self._keep(recorded, blob)
        except OSError as error:
            raise DiskProblem(f"The recording could not be kept: {error.strerror}. Your draft is safe.") from error
        finally:
            self.give_up(recorded)
        return Attachment(blob=blob, name=name, size=size)

    def piece(self, blob: BlobId, offset: int, size: int) -> bytes:
        """Override BlobStore.piece."""
        try:
            return super().piece(blob, offset, size)
        except DiskProblem as error:
            raise DiskProblem("A recorded answer is missing from the profile. Record it again.") from error

    def give_up(self, recorded: Path) -> None:
        """What was begun there is not wanted."""
        recorded.unlink(missing_ok=True)

    def has(self, recording: Attachment) -> bool:
        """Whether the file is there, as long as it should be."""
        try:
            return self.path(recording.blob).stat().st_size == recording.size
        except OSError:
            return False

    def remove(self, blob: BlobId) -> None:
        """Delete a recording; one that has gone already is fine. Raises AppError where it cannot be deleted."""
        try:
            self.path(blob).unlink(missing_ok=True)
        except OSError as error:
            place = self.path(blob)
            raise AppError(f"The recording {place} could not be deleted: {error.strerror}. Delete it there.") from error

    def sweep(self, wanted: Collection[BlobId]) -> int:
        """Delete everything but `wanted`: what was begun and never finished, and what was left at a kill.

        Returns how many files went. Call it while nothing is being recorded.
        """
        if not self._directory.is_dir():
            return 0
        unwanted = [path for path in self._directory.rglob("*") if path.is_file() and path.name not in wanted]
        for path in unwanted:
            path.unlink(missing_ok=True)
        return len(unwanted)
