"""Playing a recording, and looking how long a file is that was recorded elsewhere."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

PICTURE_MILLISECONDS = 60


class Length(NamedTuple):
    """What a file holds; 0 milliseconds where it cannot be played."""

    path: Path
    milliseconds: int
    has_picture: bool
    has_sound: bool


class Player(QObject):
    """Plays one file at a time.

    Signals:
        pictured(QImage): what is to be seen now.
        progressed(int, int): how many milliseconds were played, of how many.
        ended(): it was played to its end, or stopped.
        failed(str): why it cannot be played, as a sentence.
    """

    pictured = Signal(QImage)
    progressed = Signal(int, int)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since_picture = QElapsedTimer()
        self._sink = QVideoSink(self)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        if not QMediaDevices.defaultAudioOutput().isNull():
            self._player.setAudioOutput(QAudioOutput(self))
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.positionChanged.connect(self._on_position_changed)
        self._player.playbackStateChanged.connect(self._on_state_changed)
        self._player.errorOccurred.connect(self._on_error)

    @property
    def is_playing(self) -> bool:
        """Whether a file is being played."""
        return bool(self._player.playbackState() == QMediaPlayer.PlaybackState.PlayingState)

    def play(self, path: Path) -> None:
        """Play from the beginning."""
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.play()

    def stop(self) -> None:
        """Stop, and let go of the file; `ended` comes also where it had not begun yet."""
        self._player.stop()
        self._player.setSource(QUrl())
        self.ended.emit()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._since_picture.isValid() and self._since_picture.elapsed() < PICTURE_MILLISECONDS:
            return
        self._since_picture.start()
        self.pictured.emit(frame.toImage())

    @Slot("qlonglong")
    def _on_position_changed(self, position: int) -> None:
        self.progressed.emit(position, self._player.duration())

    @Slot(QMediaPlayer.PlaybackState)
    def _on_state_changed(self, state: object) -> None:
        if state == QMediaPlayer.PlaybackState.StoppedState:
            self.ended.emit()
            QTimer.singleShot(0, self._let_go)

    @Slot()
    def _let_go(self) -> None:
        """A file that is held open cannot be deleted on Windows."""
        if not self.is_playing:
            self._player.setSource(QUrl())

    @Slot(QMediaPlayer.Error, str)
    def _on_error(self, _error: object, text: str) -> None:
        reason = text or "the system gave no reason"
        self.failed.emit(f"This recording cannot be played: {reason}. It is kept as it is.")


class Ruler(QObject):
    """Looks into a file without playing it.

    Signals:
        measured(object): its `Length`.
    """

    measured = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._player = QMediaPlayer(self)
        self._player.mediaStatusChanged.connect(self._on_status_changed)

    def measure(self, path: Path) -> None:
        """Look into `path`; `measured` comes once."""
        self._path = path
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status_changed(self, status: object) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia:
            player = self._player
            self._tell(Length(self._path, player.duration(), player.hasVideo(), player.hasAudio()))
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self._tell(Length(self._path, 0, has_picture=False, has_sound=False))

    def _tell(self, length: Length) -> None:
        self._player.setSource(QUrl())
        self.measured.emit(length)
