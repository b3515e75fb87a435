"""Recording: what the inputs see and hear is shown, and written to a file when asked."""

import shutil
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QMediaFormat, QMediaRecorder, QVideoFrame, QVideoSink

from desktop.recording.inputs import Inputs

PICTURE_BITS = 1_200_000
SOUND_BITS = 64_000
"""Bits a second at most: ten minutes are 95 MB."""
FEWEST_BITS = 150_000
SHARE = 0.7
"""Of the size that is allowed: an encoder keeps its rate only on the average."""
PICTURE_MILLISECONDS = 60
"""Between two pictures that are shown; the file gets all of them."""
ROOM = 20 * 2**20
"""Bytes that stay free: a file that cannot be ended is lost, and the draft has to be kept as well."""
FULL = "The disk is nearly full, so nothing was recorded. Make room, and record again; what you wrote is kept."
FILLED = (
    "The disk is nearly full, so recording was ended. What was said until then is kept. Make room before you go on."
)
WATCHED = 200
"""Milliseconds between two looks at how long and how large it is."""


class Bounds(NamedTuple):
    """How long a recording may be, and how large in bytes."""

    seconds: int
    size: int

    @property
    def picture_bits(self) -> int:
        """Bits a second for the picture, so that the whole stays below `size`."""
        affordable = int(self.size * 8 * SHARE / self.seconds) - SOUND_BITS
        return max(FEWEST_BITS, min(PICTURE_BITS, affordable))


class Studio(QObject):
    """A session over `inputs`, which are seen and heard until `close`.

    Signals:
        pictured(QImage): what is seen now.
        level_changed(float): how loud it is, from 0 to 1.
        progressed(int): how many milliseconds are recorded.
        finished(str, int): the path of a whole file, and how many milliseconds it is long.
        failed(str): a sentence; nothing usable was recorded.
        interrupted(str): a sentence; recording has ended by itself, and what there is comes as `finished`.
    """

    pictured = Signal(QImage)
    level_changed = Signal(float)
    progressed = Signal(int)
    finished = Signal(str, int)
    failed = Signal(str)
    interrupted = Signal(str)

    def __init__(self, inputs: Inputs, *, picture: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inputs = inputs
        self._has_picture = picture
        self._path = Path()
        self._bounds = Bounds(0, 0)
        self._trouble = ""
        self._since_picture = QElapsedTimer()
        self._sink = QVideoSink(self)
        self._recorder = QMediaRecorder(self)
        self._session = QMediaCaptureSession(self)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCHED)
        self._connect()
        self._set_up()

    @property
    def is_recording(self) -> bool:
        """Whether a file is being written."""
        return bool(self._recorder.recorderState() == QMediaRecorder.RecorderState.RecordingState)

    def record(self, path: Path, bounds: Bounds) -> None:
        """Write to `path`, which is there and empty, until `stop` or the bounds."""
        self._path, self._bounds, self._trouble = path, bounds, ""
        if _free(path) < ROOM:
            self.failed.emit(FULL)
            return
        self._recorder.setVideoBitRate(bounds.picture_bits)
        self._recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
        self._recorder.record()
        self._watch.start()

    @Slot()
    def stop(self) -> None:
        """End the file; `finished` comes when it is whole."""
        self._recorder.stop()

    def close(self) -> None:
        """Neither see nor hear any more. Stop first, and wait for `finished`."""
        self._inputs.stop()

    # --- inside -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._inputs.level_changed.connect(self.level_changed)
        self._inputs.failed.connect(self._on_inputs_failed)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._recorder.recorderStateChanged.connect(self._on_state_changed)
        self._recorder.errorOccurred.connect(self._on_error)
        self._watch.timeout.connect(self._on_watch)

    def _set_up(self) -> None:
        self._inputs.join(self._session)
        if self._has_picture:
            self._session.setVideoSink(self._sink)
        self._session.setRecorder(self._recorder)
        self._recorder.setMediaFormat(file_format(picture=self._has_picture))
        self._recorder.setEncodingMode(QMediaRecorder.EncodingMode.AverageBitRateEncoding)
        self._recorder.setAudioBitRate(SOUND_BITS)
        self._inputs.start()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._since_picture.isValid() and self._since_picture.elapsed() < PICTURE_MILLISECONDS:
            return
        self._since_picture.start()
        self.pictured.emit(frame.toImage())

    @Slot()
    def _on_watch(self) -> None:
        """Stop at the bounds. An encoder that lags behind has counted less than was said: hence the tolerance."""
        recorded = self._recorder.duration()
        self.progressed.emit(recorded)
        if recorded >= self._bounds.seconds * 1000 - WATCHED or self._size() >= self._bounds.size * SHARE:
            self.stop()
        elif self.is_recording and _free(self._path) < ROOM:
            self.stop()
            self.interrupted.emit(FILLED)

    def _size(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0

    @Slot(QMediaRecorder.RecorderState)
    def _on_state_changed(self, state: object) -> None:
        if state != QMediaRecorder.RecorderState.StoppedState:
            return
        self._watch.stop()
        if self._trouble:
            self.failed.emit(self._trouble)
        else:
            self.finished.emit(str(self._path), self._recorder.duration())

    @Slot(QMediaRecorder.Error, str)
    def _on_error(self, _error: object, text: str) -> None:
        reason = text or "the system gave no reason"
        self._trouble = (
            f"This answer could not be recorded ({reason}). Nothing of this answer was kept. Record it again."
        )
        if not self.is_recording:
            self._watch.stop()
            self.failed.emit(self._trouble)

    @Slot(str)
    def _on_inputs_failed(self, sentence: str) -> None:
        if self.is_recording:
            self.stop()
        self.interrupted.emit(sentence)


def _free(path: Path) -> int:
    """Bytes that are free where `path` lies; where nobody knows, writing will tell."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return ROOM


def file_format(*, picture: bool) -> QMediaFormat:
    """MPEG-4, which every player plays, with the best codecs that this system has for it."""
    made = QMediaFormat(QMediaFormat.FileFormat.MPEG4 if picture else QMediaFormat.FileFormat.Mpeg4Audio)
    made.setAudioCodec(QMediaFormat.AudioCodec.AAC)
    flags = QMediaFormat.ResolveFlags
    made.resolveForEncoding(flags.RequiresVideo if picture else flags.NoFlags)
    return made
