"""Calling the window that has a profile open: a note in the profile carries the message to whoever holds its lock.

A caller writes a note; the holder reads it and takes it away, and that is the answer. A note that nobody takes is taken
back. See `docs/decisions/0008-a-second-start-leaves-a-note.md`.
"""

import os
import time
from pathlib import Path

CALLS = "calls"
DRAFT = ".part"
ANSWER_SECONDS = 2.0
GLANCE_SECONDS = 0.01
MOST = 4_096
"""Bytes of a note that are read; no link of ours is longer."""
CHANGED = "changed"


def tell_of_change(directory: Path, kind: str, thing: str) -> bool:
    """Tell the window that `kind`/`thing` changed in its store. False where none answers. Blocking."""
    return call_the_other(directory, f"{CHANGED} {kind} {thing}")


def call_the_other(directory: Path, link: str) -> bool:
    """Ask the running instance to come to the front and to open `link`. False where it does not answer."""
    note = directory / CALLS / str(os.getpid())
    try:
        draft = note.with_suffix(DRAFT)
        draft.write_bytes(link.encode("utf-8", "replace")[:MOST])
        draft.replace(note)
        return _is_taken(note)
    except OSError:
        return False


def _is_taken(note: Path) -> bool:
    deadline = time.monotonic() + ANSWER_SECONDS
    while note.exists():
        if time.monotonic() > deadline:
            note.unlink(missing_ok=True)
            return False
        time.sleep(GLANCE_SECONDS)
    return True
