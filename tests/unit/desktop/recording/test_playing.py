"""Recordings are played, and files from elsewhere are looked into; what is no recording is said to be none."""

from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop.recording.equipment import Equipment
from desktop.recording.player import Length

PATIENCE = 30_000


@pytest.fixture
def equipment(qtbot: QtBot) -> Iterator[Equipment]:
    """A player; no studio is open."""
    made = Equipment(is_test=True)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A second of picture and sound that another program has made."""
    path = tmp_path / "film.mkv"
    with av.open(str(path), "w") as file:
        picture, sound = file.add_stream("mpeg4", rate=10), file.add_stream("pcm_s16le", rate=48_000)
        picture.width, picture.height = 64, 48
        for _ in range(10):
            file.mux(picture.encode(av.VideoFrame(64, 48, "yuv420p")))
        silence = av.AudioFrame("s16", "stereo", 48_000)
        silence.sample_rate = 48_000
        file.mux(sound.encode(silence))
        for stream in (picture, sound):
            file.mux(stream.encode(None))
    return path


def length(equipment: Equipment, qtbot: QtBot, path: Path) -> Length:
    """What the file holds."""
    measured = QSignalSpy(equipment.measured)
    assert equipment.measure(path) is None
    qtbot.waitUntil(lambda: measured.count() > 0, timeout=PATIENCE)
    found = measured.at(0)[0]
    assert isinstance(found, Length)
    return found


def test_a_recording_is_played_to_its_end(equipment: Equipment, qtbot: QtBot, film: Path) -> None:
    pictured, ended = QSignalSpy(equipment.pictured), QSignalSpy(equipment.play_ended)
    played = QSignalSpy(equipment.played)
    assert equipment.play(film) is None
    qtbot.waitUntil(lambda: ended.count() > 0, timeout=PATIENCE)
    assert (pictured.at(0)[0].width(), ended.at(0)[0]) == (64, "")
    assert played.at(played.count() - 1)[1] == pytest.approx(1_000, abs=150)


def test_what_is_no_recording_is_said_in_a_sentence(equipment: Equipment, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"once upon a time " * 1000)
    ended = QSignalSpy(equipment.play_ended)
    equipment.play(path)
    qtbot.waitUntil(lambda: ended.count() > 0, timeout=PATIENCE)
    assert ended.at(0)[0].startswith("This recording cannot be played")


def test_a_file_from_elsewhere_is_measured(equipment: Equipment, qtbot: QtBot, film: Path) -> None:
    found = length(equipment, qtbot, film)
    assert (found.has_picture, found.has_sound, found.path) == (True, True, film)
    assert found.milliseconds == pytest.approx(1_000, abs=150)


def test_a_file_that_is_none_has_no_length(equipment: Equipment, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "letter.mp4"
    path.write_bytes(b"Dear team, " * 500)
    assert length(equipment, qtbot, path).milliseconds == 0


def test_what_is_played_is_not_mixed_with_what_the_camera_sees(equipment: Equipment, qtbot: QtBot, film: Path) -> None:
    equipment.open(None, "", sound_alone=False)
    seen = QSignalSpy(equipment.pictured)
    qtbot.waitUntil(lambda: seen.count() > 1, timeout=PATIENCE)
    widths: list[int] = []
    equipment.pictured.connect(lambda image: widths.append(image.width()))
    equipment.play_ended.connect(lambda _sentence: widths.append(0))
    equipment.play(film)
    qtbot.waitUntil(lambda: 0 in widths, timeout=PATIENCE)
    assert set(widths[: widths.index(0)]) == {64}
    equipment.close()
