"""What was said becomes text on this computer, or not at all; nothing is fetched, and no failure is the person's."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import transcribing
from desktop.services import aside, transcripts
from desktop.services.transcripts import NO_ENGINE, NO_MODEL

ENGINE = """
import os, sys, time
from types import SimpleNamespace


def download_model(size_or_id, output_dir=None, local_files_only=False, cache_dir=None):
    assert local_files_only and os.environ["HF_HUB_OFFLINE"] == "1", "it would fetch a model"
    if size_or_id not in {here!r}:
        raise FileNotFoundError(size_or_id)
    return "/models/" + size_or_id


class WhisperModel:
    def __init__(self, path, device="auto", compute_type="default", local_files_only=False):
        assert local_files_only and path.startswith("/models/")
        self.path = path

    def transcribe(self, audio, language=None):
        said = {said}
        return (SimpleNamespace(text=text) for text in said), SimpleNamespace(language=language)
"""
"""A stand-in with the shapes of faster-whisper 1.2; it says what it was told to."""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where an engine can be installed; programs that are started find it."""
    folder = tmp_path / "engine"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    sys.modules.pop("faster_whisper", None)


def install(folder: Path, said: str, here: tuple[str, ...] = ("small",)) -> None:
    """An engine that hears `said`, an expression, with the models that are `here`."""
    (folder / "faster_whisper.py").write_text(ENGINE.format(said=said, here=here))


def transcript(folder: Path, most: int = 1_000, language: str = "English") -> str:
    """What is made of a recording."""
    recording = folder / "answer.mp4"
    recording.write_bytes(b"spoken")
    return asyncio.run(transcripts.of(recording, language, 2, most))


def test_what_was_said_is_text_in_one_piece(installed: Path) -> None:
    install(installed, '[" Good morning. ", "I am Ana — olá. "]')
    assert transcript(installed) == "Good morning. I am Ana — olá."


def test_the_language_of_the_interview_is_told_to_the_engine(installed: Path) -> None:
    install(installed, "[str(language), open(audio).read()]")
    assert transcript(installed, language="German") == "de spoken"
    assert transcript(installed, language="Volapük") == "None spoken"


def test_the_best_model_that_is_here_is_taken(installed: Path) -> None:
    install(installed, "[self.path]", here=("tiny", "medium", "base"))
    assert transcript(installed) == "/models/medium"


def test_a_transcript_is_no_longer_than_it_may_be(installed: Path) -> None:
    install(installed, '["word " * 400]')
    assert len(transcript(installed, most=300)) == 300


@pytest.mark.parametrize(
    "said",
    ["1 / 0", "os._exit(3)", "['x' * 100_000]", "os.kill(os.getpid(), 9)"],
    ids=["fails", "ends", "raves", "dies"],
)
def test_an_engine_that_fails_leaves_the_recording_without_text(installed: Path, said: str) -> None:
    install(installed, said)
    assert transcript(installed) == ""


def test_an_engine_that_takes_too_long_is_ended(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcripts, "LEAST", 1.0)
    monkeypatch.setattr(transcripts, "PATIENCE", 0)
    install(installed, "[time.sleep(600)]")
    assert transcript(installed) == ""


def test_without_a_model_on_this_computer_nothing_is_fetched(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(installed, "[]", here=())
    assert transcribing.main(["answer.mp4", "English"]) == NO_MODEL
    assert transcript(installed) == ""


def test_without_an_engine_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    assert transcribing.main(["answer.mp4", "English"]) == NO_ENGINE


def test_whether_an_engine_is_there_is_known_without_loading_it(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(installed, "[]")
    assert transcripts.is_possible()
    assert "faster_whisper" not in sys.modules


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.3])
def test_who_leaves_while_it_is_made_leaves_no_process_behind(
    installed: Path, monkeypatch: pytest.MonkeyPatch, moment: float
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    plain = aside.start

    def noted(arguments: list[str]) -> "subprocess.Popen[bytes]":
        started.append(plain(arguments))
        return started[-1]

    async def leave() -> None:
        making = asyncio.ensure_future(transcripts.of(installed / "answer.mp4", "English", 2, 100))
        await asyncio.sleep(moment)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making

    install(installed, "[time.sleep(600)]")
    monkeypatch.setattr(aside, "start", noted)
    asyncio.run(leave())  # waits for the threads
    assert all(process.wait(10) != 0 for process in started)
