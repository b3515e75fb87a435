"""Where attached files came from, to notice that a source has changed since its copy was taken."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from desktop.local.store import Connection
from marketplace.contract.ids import BlobId


class Source(NamedTuple):
    """A file as it was copied: its size in bytes, and when it was written, in nanoseconds since the epoch."""

    path: str
    size: int
    modified: int


def look_at(path: Path) -> Source | None:
    """How `path` looks now; None where there is nothing any more. Blocking."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Source(str(path), found.st_size, found.st_mtime_ns)


def has_changed(source: Source) -> bool:
    """Whether the file is there and no longer what was copied; one that has gone is safe in its copy. Blocking."""
    now = look_at(Path(source.path))
    return now is not None and now != source


def remember(connection: Connection, blob: BlobId, source: Source) -> None:
    """`blob` is a copy of `source`."""
    connection.execute("insert or replace into attachment_source values (?, ?, ?, ?)", (blob, *source))


def of(connection: Connection, blobs: Iterable[BlobId]) -> dict[BlobId, Source]:
    """The sources of those `blobs` that came from a file."""
    found: dict[BlobId, Source] = {}
    for blob in blobs:
        row = connection.execute(
            "select path, size, modified from attachment_source where blob = ?", (blob,)
        ).fetchone()
        if row is not None:
            found[blob] = Source(*row)
    return found
