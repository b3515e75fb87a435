"""The bytes of files: pieces are appended in order, the whole is kept only if its SHA-256 is its name.

Pieces wait apart for each sender, so that nobody can learn or spoil what another one is sending.
"""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from marketplace import faults
from marketplace.contract.ids import BlobId
from marketplace.engine.actors import Actor

BLOCK = 1024 * 1024


class BlobFiles:
    """One directory of files, named by their content."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, blob: BlobId) -> Path:
        """Where the whole file is, or will be."""
        return self._directory / blob[:2] / blob

    def received(self, sender: Actor, blob: BlobId) -> int:
        """How many bytes of it `sender` has sent so far."""
        try:
            return self._part(sender, blob).stat().st_size
        except FileNotFoundError:
            return 0

    def write(self, sender: Actor, blob: BlobId, offset: int, piece: bytes) -> int:
        """Put a piece in its place; returns how many bytes there are now.

        The same piece may come twice at once: written to its place, not appended, it does no harm.
        """
        part = self._part(sender, blob)
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.touch()
        with part.open("r+b") as file:
            file.seek(offset)
            file.write(piece)
            faults.point("blobs.piece_written")
            return file.seek(0, os.SEEK_END)

    def keep(self, sender: Actor, blob: BlobId) -> bool:
        """All pieces are there: put the file in its place, or throw it away where it is not what its name says."""
        part, place = self._part(sender, blob), self.path(blob)
        try:
            if _sha256(part) != blob:
                part.unlink()
                return False
            _sync(part)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.replace(place)
            faults.point("blobs.file_kept")
        except FileNotFoundError:
            # Somebody else sent the last piece at the same moment, and was faster.
            return place.exists()
        return True

    def unfinished(self, sender: Actor) -> int:
        """How many files of `sender` are on their way."""
        return sum(1 for _ in self._incoming(sender).glob("*.part"))

    def forget(self, before: datetime, sender: Actor | None = None) -> int:
        """Remove what of a file has arrived where nothing more came since `before`; of `sender`, or of everybody."""
        parts = self._incoming(sender).glob("*.part" if sender else "*/*.part")
        return sum(_remove_older(part, before.timestamp()) for part in parts)

    def _incoming(self, sender: Actor | None) -> Path:
        everybody = self._directory / "incoming"
        return everybody / hashlib.sha256(sender.key.encode()).hexdigest()[:16] if sender else everybody

    def _part(self, sender: Actor, blob: BlobId) -> Path:
        return self._incoming(sender) / f"{blob}.part"


def _remove_older(part: Path, moment: float) -> bool:
    try:
        if part.stat().st_mtime >= moment:
            return False
        part.unlink()
    except FileNotFoundError:
        return False  # it was finished, or another worker tidies as well
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
