"""A camera and a microphone that are not there: a test card that moves and a tone of 440 Hz.

For whoever looks at an interview on a computer without a camera: `bellhop --test-card`, the tour, and the tests.
"""

import math
from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QElapsedTimer, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferInput,
    QAudioFormat,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameInput,
)

from desktop.recording.inputs import peak

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaCaptureSession

WIDTH, HEIGHT, FRAMES = 640, 480, 30
RATE, TONE, LOUD = 48_000, 440, 8_000
CHUNK = 960
"""Samples that are sent at a time: 20 ms."""
TICK = 15
BARS = tuple(QColor.fromHsv(hue, 140, 190) for hue in (50, 180, 120, 300, 0, 235))
SECOND = 1_000_000
"""In the unit of frames and buffers."""


class TestCard(QObject):
    """Feeds a session with its own picture and sound, in real time. Without `picture` it is a microphone alone."""

    __test__ = False  # no test class, whatever its name

    level_changed = Signal(float)
    failed = Signal(str)

    def __init__(self, *, picture: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture = QVideoFrameInput(self) if picture else None
        self._sound = QAudioBufferInput(self)
        self._format = _sound_format()
        self._second_of_sound = _tone()
        self._card = _card()
        self._clock = QElapsedTimer()
        self._session: QMediaCaptureSession | None = None
        self._frames = self._chunks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._on_tick)

    def join(self, session: "QMediaCaptureSession") -> None:
        """Feed `session`."""
        if self._picture is not None:
            session.setVideoFrameInput(self._picture)
        session.setAudioBufferInput(self._sound)
        self._session = session

    def start(self) -> None:
        """Begin to move and to sound."""
        self._frames = self._chunks = 0
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()

    @Slot()
    def _on_tick(self) -> None:
        now = self._clock.nsecsElapsed() // 1000
        while self._picture is not None and self._frames * SECOND // FRAMES <= now:
            self._picture.sendVideoFrame(self._frame(self._frames))
            self._frames += 1
        while self._chunks * CHUNK * SECOND // RATE <= now and self._send_sound(self._chunks):
            self._chunks += 1

    def _send_sound(self, number: int) -> bool:
        """Send a piece; False where the recorder has to catch up first. Where nobody records, it is passed over."""
        begin = number * CHUNK % RATE
        samples = self._second_of_sound[begin : begin + CHUNK].tobytes()
        self.level_changed.emit(peak(samples))
        piece = QAudioBuffer(QByteArray(samples), self._format, number * CHUNK * SECOND // RATE)
        return self._sound.sendAudioBuffer(piece) or not self._is_recorded()

    def _is_recorded(self) -> bool:
        recorder = self._session.recorder() if self._session is not None else None
        return recorder is not None and recorder.recorderState() == QMediaRecorder.RecorderState.RecordingState

    def _frame(self, number: int) -> QVideoFrame:
        drawn = self._card.copy()
        painter = QPainter(drawn)
        across = number * 6 % (WIDTH - 80)
        painter.fillRect(across, 360, 80, 80, Qt.GlobalColor.white)
        painter.end()
        frame = QVideoFrame(drawn)
        frame.setStreamFrameRate(FRAMES)
        frame.setStartTime(number * SECOND // FRAMES)
        frame.setEndTime((number + 1) * SECOND // FRAMES)
        return frame


def _card() -> QImage:
    card = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    card.fill(Qt.GlobalColor.darkGray)
    painter = QPainter(card)
    wide = -(-WIDTH // len(BARS))
    for number, colour in enumerate(BARS):
        painter.fillRect(number * wide, 0, wide, 320, colour)
    font = painter.font()
    font.setPixelSize(40)
    painter.setFont(font)
    painter.drawText(QRect(0, 0, WIDTH, 320), int(Qt.AlignmentFlag.AlignCenter), "Test card")
    painter.end()
    return card


def _tone() -> "array[int]":
    return array("h", (round(LOUD * math.sin(2 * math.pi * TONE * place / RATE)) for place in range(RATE)))


def _sound_format() -> QAudioFormat:
    made = QAudioFormat()
    made.setSampleRate(RATE)
    made.setChannelCount(1)
    made.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return made
