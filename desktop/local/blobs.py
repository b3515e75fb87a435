"""Attached files, copied at the moment of attaching and named by their content.

Later changes to a source change nothing.
"""

import hashlib
import io
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO

from desktop.errors import AppError, Cancelled, DiskProblem
from desktop.local.files import flush_directory, put_in_place
from marketplace import faults
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId

PIECE = 1024 * 1024


def always() -> bool:
    """It is wanted whatever happens."""
    return True


class BlobStore:
    """A directory of files by SHA-256: `ab/abcdef...`. Blocking; call it from a thread that may wait."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def take(self, source: Path, most: int, is_wanted: Callable[[], bool] = always) -> Attachment:
        """Copy `source` in, at most `most` bytes; a file that changes meanwhile is not taken.

        `is_wanted` is asked before each piece. Raises AppError with a sentence where that cannot be done, and
        Cancelled where it was no longer wanted; nothing is left behind then.
        """
        try:
            with os.fdopen(_open_regular(source), "rb") as content:
                before = os.fstat(content.fileno())
                _check_size(before.st_size, most, source.name)
                blob, size = self._copy_in(content, most, source.name, is_wanted)
                _check_unchanged(before, os.fstat(content.fileno()), source.name)
        except OSError as error:
            raise DiskProblem(
                f"“{source.name}” could not be copied: {error.strerror}. Nothing was attached."
            ) from error
        return Attachment(blob=blob, name=source.name, size=size)

    def take_bytes(self, content: bytes, name: str, most: int) -> Attachment:
        """Keep `content`, which never was a file, under `name`. Raises AppError with a sentence like `take`."""
        try:
            blob, size = self._copy_in(io.BytesIO(content), most, name, always)
        except OSError as error:
            raise DiskProblem(f"“{name}” could not be kept: {error.strerror}. Nothing was attached.") from error
        return Attachment(blob=blob, name=name, size=size)

    def all(self) -> list[BlobId]:
        """Every blob that is here."""
        return sorted(BlobId(path.name) for path in self._directory.glob("??/*"))

    def path(self, blob: BlobId) -> Path:
        """Where a blob lies, or would lie."""
        return self._directory / blob[:2] / blob

    def piece(self, blob: BlobId, offset: int, size: int) -> bytes:
        """Up to `size` bytes from `offset`. Raises AppError where the copy has gone."""
        try:
            with self.path(blob).open("rb") as content:
                content.seek(offset)
                return content.read(size)
        except OSError as error:
            raise DiskProblem("An attached file's copy is missing from the profile. Attach the file again.") from error

    def _copy_in(self, content: BinaryIO, most: int, name: str, is_wanted: Callable[[], bool]) -> tuple[BlobId, int]:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._directory, prefix="taking-", delete=False) as copy:
            try:
                blob, size = _copy(content, copy, most, name, is_wanted)
            except BaseException:
                Path(copy.name).unlink(missing_ok=True)
                raise
        self._keep(Path(copy.name), blob)
        return blob, size

    def _keep(self, copy: Path, blob: BlobId) -> None:
        place = self.path(blob)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        faults.point("blobs.copied")
        put_in_place(copy, place)
        flush_directory(self._directory)
        faults.point("blobs.kept")


def _open_regular(source: Path) -> int:
    """A descriptor of a regular file; O_NONBLOCK so that a pipe with nobody behind it cannot hold us."""
    try:
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        if source.is_symlink():
            raise AppError(f"“{source.name}” is a link that leads to no file. Nothing was attached.") from error
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise AppError(f"“{source.name}” cannot be read: {reason}. Nothing was attached.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise AppError(f"“{source.name}” is a folder or a device, not a file. A folder can be packed into one first.")
    return descriptor


def _check_size(size: int, most: int, name: str) -> None:
    if size > most:
        raise AppError(f"“{name}” is larger than {most // 2**20} MB. Nothing was attached.")


def _check_unchanged(before: os.stat_result, after: os.stat_result, name: str) -> None:
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise AppError(f"“{name}” was being written while it was copied. Attach it when it is finished.")


def _copy(
    content: BinaryIO, copy: IO[bytes], most: int, name: str, is_wanted: Callable[[], bool]
) -> tuple[BlobId, int]:
    digest, size = hashlib.sha256(), 0
    while piece := content.read(PIECE):
        if not is_wanted():
            raise Cancelled(f"“{name}” was not attached.")
        size += len(piece)
        _check_size(size, most, name)
        digest.update(piece)
        copy.write(piece)
    copy.flush()
    os.fsync(copy.fileno())
    return BlobId(digest.hexdigest()), size
