"""Files that are whole or not there: made for their owner alone, flushed to the disk, then put in their place."""

import os
import secrets
from pathlib import Path


def create_private(path: Path) -> None:
    """An empty file that only its owner can read, whatever the umask. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def put_in_place(made: Path, place: Path) -> None:
    """Let `made` be `place` from now on: after a power cut there is what was there before, or all of the new one."""
    flush(made)
    made.replace(place)
    flush_directory(place.parent)


def put_text(place: Path, text: str) -> None:
    """Let `place` be a file of its owner's with this text. A link that lies there is replaced, and not followed."""
    making = place.with_name(f".{secrets.token_hex(8)}.making")
    create_private(making)
    try:
        making.write_text(text, "utf-8", "replace")
        put_in_place(making, place)
    finally:
        making.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """What was written to `path` is on the disk when this returns."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_directory(directory: Path) -> None:
    """New names in `directory` are on the disk when this returns; where directories cannot be flushed they need not."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
