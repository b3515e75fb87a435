"""Interview instead of a letter: answered aloud, kept as it is made, sent with the proposal, gone from here then."""

import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from desktop.local.recordings import Recordings
from desktop.profile import Profile
from desktop.recording import kit
from desktop.recording.kit import Devices
from desktop.tour.hands import Hands
from desktop.tour.interview import see_seconds
from desktop.tour.other_side import OtherSide
from desktop.tour.script import DRAFTS, INVITATIONS, OUTBOX, SUBMITTED, TURBINE
from desktop.views.interview import InterviewPanel
from tests.story.answering import MAPS, NOTE, answer, begin_answer, is_recorded, open_interview, recordings
from tests.story.conftest import Play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]


def film(path: Path) -> Path:
    """Two seconds of picture and sound that another program has made."""
    with av.open(str(path), "w") as file:
        picture, sound = file.add_stream("mpeg4", rate=10), file.add_stream("pcm_s16le", rate=48_000)
        picture.width, picture.height = 64, 48
        for _ in range(20):
            file.mux(picture.encode(av.VideoFrame(64, 48, "yuv420p")))
        silence = av.AudioFrame("s16", "stereo", 96_000)
        silence.sample_rate = 48_000
        file.mux(sound.encode(silence))
        for stream in (picture, sound):
            file.mux(stream.encode(None))
    return path


# --- by key ----------------------------------------------------------------------------------------------


async def press_space_on(hands: Hands, name: str) -> None:
    """The keyboard is on the button `name`, without anybody having put it there; press it."""

    def focused() -> QAbstractButton | None:
        button = QApplication.focusWidget()
        is_it = isinstance(button, QAbstractButton) and button.text() == name and button.isEnabled()
        return button if is_it else None  # type: ignore[return-value]

    await hands.until(lambda: focused() is not None, f"the keyboard on “{name}”")
    QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_Space)


async def answer_by_keyboard(hands: Hands, number: int) -> None:
    """Record the question that is looked at for a second."""
    await press_space_on(hands, "Record")
    await see_seconds(hands, 1)
    await press_space_on(hands, "Stop")
    await hands.until(lambda: is_recorded(hands, number), f"answer {number}")


def test_an_interview_needs_no_mouse_and_no_connection(play: Play, other_side: OtherSide) -> None:
    async def fetch(hands: Hands) -> None:
        await hands.see_entry(INVITATIONS, MAPS)

    async def press_keys(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, MAPS)
        await hands.see_text("Interview instead of a letter")
        await hands.press("a")
        await press_space_on(hands, "Start interview")
        await answer_by_keyboard(hands, 1)
        await press_space_on(hands, "Next question")
        await answer_by_keyboard(hands, 2)
        await hands.until((await hands.find(QAbstractButton, "Send proposal")).isEnabled, "a proposal that can be sent")
        QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await hands.go(OUTBOX)
        await hands.see_entry(OUTBOX, "Proposal: " + MAPS)

    async def come_back(hands: Hands) -> None:
        await hands.until(lambda: other_side.recordings(MAPS) == 2, "two recordings at the marketplace")

    play(fetch)
    play(press_keys, offline=True, test_card=True)
    assert other_side.proposals(MAPS) == 0
    play(come_back)


# --- nothing is lost --------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_kill_in_the_middle_of_an_answer_leaves_those_before(play: Play, profile: Profile) -> None:
    command = [sys.executable, "-m", "tests.story.answering", str(profile.directory)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(command, cwd=ROOT, env=environment, timeout=90, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(recordings(profile)) == 2, "an answer, and what was begun"

    async def look(hands: Hands) -> None:
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, MAPS)
        await hands.find(QAbstractButton, "Start interview")
        assert is_recorded(hands, 1)
        assert not is_recorded(hands, 2)
        await hands.until(lambda: len(recordings(profile)) == 1, "the end of what was begun")
        await hands.see_text("Which of your apps works without a network?")

    play(look, test_card=True)


def test_who_leaves_while_recording_finds_it_kept_and_the_camera_off(play: Play) -> None:
    async def leave_and_come_back(hands: Hands) -> None:
        await open_interview(hands)
        await hands.click("Start interview")
        await begin_answer(hands)
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.see_text("Terms offered")
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, MAPS)
        await hands.find(QAbstractButton, "Start interview")
        await hands.until(lambda: is_recorded(hands, 1), "the answer")

    play(leave_and_come_back, test_card=True)


def test_who_quits_while_recording_finds_it_kept(play: Play) -> None:
    async def record(hands: Hands) -> None:
        await open_interview(hands)
        await hands.click("Start interview")
        await begin_answer(hands)

    async def look(hands: Hands) -> None:
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, MAPS)
        await hands.find(QAbstractButton, "Start interview")
        assert is_recorded(hands, 1)

    play(record, test_card=True)
    play(look, test_card=True)


def test_what_is_typed_meanwhile_is_kept_beside_the_answers(play: Play) -> None:
    async def type_and_record(hands: Hands) -> None:
        await open_interview(hands)
        await hands.write("Message to the client", NOTE)
        await hands.click("Start interview")
        await answer(hands, 1)
        await hands.write("Message to the client", " More later.")
        await hands.see_text("Saved")

    async def look(hands: Hands) -> None:
        await hands.go(DRAFTS)
        await hands.open_entry(DRAFTS, MAPS)
        message = await hands.find(QPlainTextEdit, "Message to the client")
        await hands.until(lambda: message.toPlainText() == f"{NOTE} More later.", "the message")
        assert is_recorded(hands, 1)

    play(type_and_record, test_card=True)
    play(look, test_card=True)


# --- looked at again, and away with it --------------------------------------------------------------------


def test_an_answer_is_played_recorded_anew_and_deleted(play: Play, profile: Profile) -> None:
    async def change_ones_mind(hands: Hands) -> None:
        await open_interview(hands)
        await hands.click("Start interview")
        await answer(hands, 1)
        await hands.see_text("2 retakes left")
        await hands.click("Play")
        await hands.click("Stop")
        (first,) = recordings(profile)
        await hands.click("Retake")
        await see_seconds(hands, 1)
        await hands.click("Stop")
        await hands.see_text("1 retake left")
        await hands.until(lambda: not first.exists(), "the end of the first take")
        await hands.click("Delete recording")
        await hands.until(lambda: not recordings(profile), "the end of the second")
        await hands.see_text("No recording is kept. 1 retake left")

    play(change_ones_mind, test_card=True)


ENGINE = """
from types import SimpleNamespace

def download_model(name, local_files_only=False):
    return name

class WhisperModel:
    def __init__(self, *_, **__):
        pass

    def transcribe(self, audio, language=None):
        return [SimpleNamespace(text=f"What I said in {language}.")], None
"""


def test_what_was_said_goes_with_the_answer_unless_it_is_left_out(
    play: Play, other_side: OtherSide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interview_with_transcripts(hands: Hands) -> None:
        await open_interview(hands)
        await hands.click("Start interview")
        await answer(hands, 1)
        await hands.see_text("Transcript: What I said in en.")
        await hands.click("Next question")
        await answer(hands, 2)
        await hands.click("Leave out transcript")
        await hands.see_text("No transcript goes with this answer.")
        await hands.click("Send proposal")
        await hands.go(SUBMITTED)
        await hands.until(lambda: other_side.proposals(MAPS) == 1, "the proposal at the marketplace")

    (tmp_path / "faster_whisper.py").write_text(ENGINE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    play(interview_with_transcripts, test_card=True)
    sent = other_side._the_proposal(MAPS)
    assert [each.transcript for each in sent.interview] == ["What I said in en.", ""]


# --- without a camera -------------------------------------------------------------------------------------


def test_without_camera_and_microphone_there_is_a_way_out(
    play: Play, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def find_another_way(hands: Hands) -> None:
        await open_interview(hands)
        await hands.click("Start interview")
        await hands.see_text("No microphone was found.")
        await hands.see_text("The rest of your draft is kept.")
        panel = await hands.find(InterviewPanel, "Interview")
        panel.file_given.emit(str(film(tmp_path / "from my phone.mkv")))
        await hands.until(lambda: is_recorded(hands, 1), "the answer")

    monkeypatch.setattr(kit, "devices", Devices)
    play(find_another_way)


def test_a_recording_that_fails_is_said_and_can_be_tried_again(
    play: Play, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain, places = Recordings.begin, [tmp_path / "nowhere" / "answer.mp4"]

    def begin(recordings: Recordings, suffix: str) -> Path:
        return places.pop() if places else plain(recordings, suffix)

    async def try_twice(hands: Hands) -> None:
        await open_interview(hands)
        await hands.click("Start interview")
        await hands.click("Record")
        await hands.see_text("Nothing of this answer was kept.")
        await answer(hands, 1)

    monkeypatch.setattr(Recordings, "begin", begin)
    play(try_twice, test_card=True)


def test_a_file_that_is_no_recording_is_not_taken(play: Play, tmp_path: Path, profile: Profile) -> None:
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear team, " * 500)

    async def give_a_letter(hands: Hands) -> None:
        await open_interview(hands)
        panel = await hands.find(InterviewPanel, "Interview")
        panel.file_given.emit(str(letter))
        await hands.see_text("“letter.mp4” cannot be played here")
        assert not is_recorded(hands, 1)

    play(give_a_letter)
    assert not recordings(profile)
