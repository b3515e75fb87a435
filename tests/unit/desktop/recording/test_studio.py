"""What is recorded is what was seen and heard, as a decoder of another house reads it."""

import os
import shutil
import stat
import statistics
import sys
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple

import av
import pytest
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop.local.recordings import Recordings
from desktop.recording import studio
from desktop.recording.equipment import Equipment
from desktop.recording.studio import SOUND_BITS, Bounds
from desktop.recording.test_card import BARS, HEIGHT, TONE, WIDTH, TestCard

PATIENCE = 30_000
ROOMY = Bounds(seconds=60, size=50_000_000)
SQUARE = (360, 440)
"""Between these lines the white square goes from left to right."""


@pytest.fixture
def equipment(qtbot: QtBot) -> Iterator[Equipment]:
    """A studio that sees the test card and hears the tone."""
    made = Equipment(is_test=True)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A file to record into, as the program makes it."""
    return Recordings(tmp_path / "recordings").begin(".mp4")


def record(equipment: Equipment, qtbot: QtBot, path: Path, seconds: float, bounds: Bounds = ROOMY) -> int:
    """Record until so many seconds are counted, or the bounds are met; answers with the milliseconds."""
    finished, counted = QSignalSpy(equipment.finished), QSignalSpy(equipment.recorded)
    equipment.record(path, bounds)

    def is_enough() -> bool:
        return bool(counted.count() and counted.at(counted.count() - 1)[0] >= seconds * 1000) or finished.count() > 0

    qtbot.waitUntil(is_enough, timeout=PATIENCE)
    equipment.stop()
    qtbot.waitUntil(lambda: finished.count() > 0, timeout=PATIENCE)
    assert finished.at(0)[0] == str(path)
    return int(finished.at(0)[1])


class Seen(NamedTuple):
    """A file as the other decoder reads it: pictures as rows of RGB, sound as samples between -1 and 1."""

    pictures: list[list[bytes]]
    samples: list[float]
    rate: int
    seconds: float


def decoded(path: Path) -> Seen:
    """Every picture and every sample."""
    with av.open(str(path)) as file:
        assert file.duration is not None
        seconds = file.duration / 1_000_000
        pictures = [_rows(frame) for frame in file.decode(video=0)] if file.streams.video else []
    with av.open(str(path)) as file:
        resampled = av.AudioResampler(format="s16", layout="mono", rate=48_000)
        samples = array("h")
        for frame in file.decode(audio=0):
            for each in resampled.resample(frame):
                samples.frombytes(bytes(each.planes[0])[: each.samples * 2])
    return Seen(pictures, [value / 32_768 for value in samples], 48_000, seconds)


def _rows(frame: Any) -> list[bytes]:
    plane = frame.reformat(format="rgb24").planes[0]
    data = bytes(plane)
    return [data[row * plane.line_size : row * plane.line_size + frame.width * 3] for row in range(frame.height)]


def colour(picture: list[bytes], x: int, y: int) -> tuple[int, int, int]:
    """One pixel."""
    red, green, blue = picture[y][x * 3 : x * 3 + 3]
    return red, green, blue


def square(picture: list[bytes]) -> int:
    """Where the middle of the white square is."""
    row = picture[sum(SQUARE) // 2]
    white = [x for x in range(WIDTH) if min(row[x * 3 : x * 3 + 3]) > 200]
    return sum(white) // len(white)


def pitch(samples: list[float], rate: int) -> float:
    """How often the sound goes up through zero in a second, by the usual distance between two times."""
    ups = [place for place, (before, after) in enumerate(pairwise(samples)) if before < 0 <= after]
    gaps = sorted(after - before for before, after in pairwise(ups))
    return rate / statistics.mean(gaps[len(gaps) // 4 : -len(gaps) // 4])


@pytest.fixture
def recorded(equipment: Equipment, qtbot: QtBot, begun: Path) -> tuple[Seen, int]:
    """About two seconds."""
    assert equipment.open(None, "", sound_alone=False) is None
    milliseconds = record(equipment, qtbot, begun, 2)
    return decoded(begun), milliseconds


def test_the_pictures_are_those_that_were_seen(recorded: tuple[Seen, int]) -> None:
    seen, _ = recorded
    assert (len(seen.pictures[0]), len(seen.pictures[0][0]) // 3) == (HEIGHT, WIDTH)
    wide = WIDTH / len(BARS)
    shown = [colour(seen.pictures[-1], round((bar + 0.5) * wide), 40) for bar in range(len(BARS))]
    wanted = [(each.red(), each.green(), each.blue()) for each in BARS]
    off = [max(abs(a - b) for a, b in zip(one, other, strict=True)) for one, other in zip(shown, wanted, strict=True)]
    assert max(off) < 40, shown


def test_the_pictures_follow_one_another_as_they_were_seen(recorded: tuple[Seen, int]) -> None:
    seen, milliseconds = recorded
    assert len(seen.pictures) == pytest.approx(milliseconds / 1000 * 30, abs=12)
    moved = [square(each) for each in seen.pictures[2:40:6]]
    steps = [(after - before) % (WIDTH - 80) for before, after in pairwise(moved)]
    assert all(step > 0 for step in steps), moved


def test_the_sound_is_the_one_that_was_heard(recorded: tuple[Seen, int]) -> None:
    seen, _ = recorded
    middle = seen.samples[len(seen.samples) // 4 : len(seen.samples) * 3 // 4]
    assert pitch(middle, seen.rate) == pytest.approx(TONE, rel=0.03)
    assert max(middle) == pytest.approx(8_000 / 32_768, rel=0.3)


def test_picture_and_sound_are_as_long_as_was_told(recorded: tuple[Seen, int]) -> None:
    seen, milliseconds = recorded
    assert seen.seconds == pytest.approx(milliseconds / 1000, abs=0.3)
    assert len(seen.samples) / seen.rate == pytest.approx(seen.seconds, abs=0.4)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_recording_leaves_the_file_to_its_owner_alone(equipment: Equipment, qtbot: QtBot, begun: Path) -> None:
    equipment.open(None, "", sound_alone=False)
    record(equipment, qtbot, begun, 0.3)
    assert stat.S_IMODE(begun.stat().st_mode) == 0o600


def test_without_a_camera_it_is_sound_alone(equipment: Equipment, qtbot: QtBot, begun: Path) -> None:
    assert equipment.open("", "", sound_alone=True) is None
    record(equipment, qtbot, begun, 1)
    seen = decoded(begun)
    assert not seen.pictures
    assert pitch(seen.samples, seen.rate) == pytest.approx(TONE, rel=0.05)


def test_a_recording_ends_by_itself_when_its_time_is_over(equipment: Equipment, qtbot: QtBot, begun: Path) -> None:
    equipment.open(None, "", sound_alone=False)
    milliseconds = record(equipment, qtbot, begun, 1_000, Bounds(seconds=2, size=50_000_000))
    assert 1_000 <= milliseconds < 3_000


class Careless(Bounds):
    """The bounds of an encoder that does not keep its rate."""

    @property
    def picture_bits(self) -> int:
        """Override Bounds.picture_bits."""
        return 8_000_000


def snow(_card: TestCard, number: int) -> QVideoFrame:
    """A picture that no encoder makes small."""
    noise = Random(number % 8).randbytes(WIDTH * HEIGHT * 4)
    frame = QVideoFrame(QImage(noise, WIDTH, HEIGHT, QImage.Format.Format_RGB32).copy())
    frame.setStreamFrameRate(30)
    frame.setStartTime(number * 1_000_000 // 30)
    return frame


def test_a_recording_ends_by_itself_before_it_is_too_large(
    equipment: Equipment, qtbot: QtBot, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TestCard, "_frame", snow)
    equipment.open(None, "", sound_alone=False)
    bounds = Careless(seconds=600, size=24_000_000)
    assert record(equipment, qtbot, begun, 1_000, bounds) > 0
    assert bounds.size / 2 < begun.stat().st_size <= bounds.size


@pytest.mark.parametrize("seconds", [1, 60, 240, 600])
@pytest.mark.parametrize("size", [20_000_000, 200 * 2**20])
def test_a_whole_answer_is_planned_smaller_than_it_may_be(seconds: int, size: int) -> None:
    planned = (Bounds(seconds, size).picture_bits + SOUND_BITS) * seconds / 8
    assert planned < size


def test_two_recordings_in_a_row_are_both_whole(equipment: Equipment, qtbot: QtBot, tmp_path: Path) -> None:
    equipment.open(None, "", sound_alone=False)
    recordings = Recordings(tmp_path / "recordings")
    both = [recordings.begin(".mp4") for _ in range(2)]
    for path in both:
        record(equipment, qtbot, path, 0.6)
    assert all(decoded(path).seconds > 0.4 for path in both)


def test_where_nothing_can_be_written_that_is_said(equipment: Equipment, qtbot: QtBot, tmp_path: Path) -> None:
    equipment.open(None, "", sound_alone=False)
    failed = QSignalSpy(equipment.failed)
    equipment.record(tmp_path / "nowhere" / "answer.mp4", ROOMY)
    qtbot.waitUntil(lambda: failed.count() > 0, timeout=PATIENCE)
    assert "Nothing of this answer was kept" in failed.at(0)[0]


class Disk:
    """A disk that fills up: so many times it is asked and has room."""

    def __init__(self, times: int) -> None:
        self.times = times

    def usage(self, _place: object) -> Any:
        self.times -= 1
        return SimpleNamespace(free=studio.ROOM if self.times >= 0 else studio.ROOM - 1)


def test_on_a_full_disk_nothing_is_begun(
    equipment: Equipment, qtbot: QtBot, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", Disk(0).usage)
    equipment.open(None, "", sound_alone=False)
    failed = QSignalSpy(equipment.failed)
    equipment.record(begun, ROOMY)
    qtbot.waitUntil(lambda: failed.count() > 0, timeout=PATIENCE)
    assert failed.at(0)[0].startswith("The disk is nearly full, so nothing was recorded.")
    assert begun.stat().st_size == 0


def test_where_the_disk_fills_up_what_was_said_until_then_is_whole(
    equipment: Equipment, qtbot: QtBot, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", Disk(8).usage)
    equipment.open(None, "", sound_alone=False)
    interrupted = QSignalSpy(equipment.interrupted)
    milliseconds = record(equipment, qtbot, begun, 30)
    assert "so recording was ended. What was said until then is kept." in interrupted.at(0)[0]
    seen = decoded(begun)
    assert 1_000 < milliseconds < 10_000
    assert len(seen.pictures) > 10


@pytest.mark.skipif(sys.platform == "win32", reason="files have no largest size there that a program could set")
def test_what_cannot_be_written_to_its_end_is_said(equipment: Equipment, qtbot: QtBot, begun: Path) -> None:
    import resource

    equipment.open(None, "", sound_alone=False)
    failed, counted = QSignalSpy(equipment.failed), QSignalSpy(equipment.recorded)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        equipment.record(begun, ROOMY)
        qtbot.waitUntil(lambda: counted.count() > 0 and counted.at(counted.count() - 1)[0] > 2_000, timeout=PATIENCE)
        equipment.stop()
        qtbot.waitUntil(lambda: failed.count() > 0, timeout=PATIENCE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    assert failed.at(0)[0].startswith("This answer could not be recorded (")
    assert "Nothing of this answer was kept." in failed.at(0)[0]


def test_what_is_seen_and_heard_is_told_while_nothing_is_recorded(equipment: Equipment, qtbot: QtBot) -> None:
    pictured, loud = QSignalSpy(equipment.pictured), QSignalSpy(equipment.level_changed)
    equipment.open(None, "", sound_alone=False)
    qtbot.waitUntil(lambda: pictured.count() > 2 and loud.count() > 2, timeout=PATIENCE)
    assert pictured.at(2)[0].width() == WIDTH
    assert loud.at(2)[0] == pytest.approx(8_000 / 32_768, rel=0.1)


def test_after_closing_nothing_is_seen_or_heard(equipment: Equipment, qtbot: QtBot) -> None:
    equipment.open(None, "", sound_alone=False)
    pictured = QSignalSpy(equipment.pictured)
    qtbot.waitUntil(lambda: pictured.count() > 0, timeout=PATIENCE)
    equipment.close()
    before = pictured.count()
    qtbot.wait(200)
    assert (equipment.is_open, pictured.count()) == (False, before)
