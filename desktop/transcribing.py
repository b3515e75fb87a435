"""`bellhop --transcript-of FILE LANGUAGE`: what is said in a recording, as UTF-8 on the standard output.

Runs in a process of its own, because a model takes gigabytes and minutes. Uses only what is on this computer already.
"""

import os
import sys

from desktop.services.transcripts import NO_ENGINE, NO_MODEL

MODELS = ("large-v3", "large-v3-turbo", "medium", "small", "base", "tiny")
"""By their worth; the first that lies on this computer is taken."""
CODES = {"english": "en", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt", "spanish": "es"}
"""Of languages that clients ask for by name; any other is made out by the engine."""


def main(arguments: list[str]) -> int:
    """Write what is said; the exit code says how that went."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from faster_whisper import WhisperModel
    except ImportError:
        return NO_ENGINE
    model = _model()
    if model is None:
        return NO_MODEL
    engine = WhisperModel(model, device="cpu", compute_type="int8", local_files_only=True)
    segments, _ = engine.transcribe(arguments[0], language=CODES.get(arguments[1].lower()))
    said = " ".join(segment.text.strip() for segment in segments)
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _model() -> str | None:
    from faster_whisper import download_model

    for name in MODELS:
        try:
            return str(download_model(name, local_files_only=True))
        except (OSError, ValueError):  # it is not here, or this version does not know it
            continue
    return None
