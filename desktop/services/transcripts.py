"""What was said in a recording, as text: made on this computer, where an engine for it is installed, or not at all.

The engine is faster-whisper, with a model that somebody has put here. Nothing is fetched for it and nothing sent.
"""

import importlib.util
from pathlib import Path

from desktop.services import aside

WORD = "--transcript-of"
NO_ENGINE, NO_MODEL = 4, 5
"""What the process is started with, and the codes it may end with; see `desktop.transcribing`."""
ENGINE = "faster_whisper"
PATIENCE, LEAST = 20, 120.0
"""Seconds of computing that a second of speech may take, and that any recording may."""
BYTES = 4
"""That a character may have."""


def is_possible() -> bool:
    """Whether an engine is installed; whether it has a model is seen when it is asked."""
    return importlib.util.find_spec(ENGINE) is not None


async def of(recording: Path, language: str, seconds: int, most: int) -> str:
    """What was said, in at most `most` characters; empty where that could not be made out."""
    patience = max(LEAST, seconds * PATIENCE)
    said, code = await aside.run([WORD, str(recording), language], patience, most * BYTES * 2)
    return said.decode("utf-8", "replace").strip()[:most] if code == 0 else ""
