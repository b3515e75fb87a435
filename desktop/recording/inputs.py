"""Where picture and sound come from: a camera and a microphone."""

from array import array
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtMultimedia import (
    QAudioDevice,
    QAudioFormat,
    QAudioInput,
    QAudioSource,
    QCamera,
    QCameraDevice,
    QMediaDevices,
)

from desktop.recording.kit import id_of

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QCameraFormat, QMediaCaptureSession

LARGEST = 1280 * 720
"""Pixels of a picture; faces need no more, and uploads no larger ones."""
FASTEST = 30.0
RATE = 16_000
"""Samples a second of the sound that is only measured."""
FULL_SCALE = 32_768
EVERY = 8
"""Of so many samples one is looked at."""


class Inputs(Protocol):
    """Something to record from. `level_changed` carries the sound's peak from 0 to 1, `failed` a sentence."""

    @property
    def level_changed(self) -> SignalInstance:
        """Emitted some times a second."""

    @property
    def failed(self) -> SignalInstance:
        """The picture or the sound has ended by itself."""

    def join(self, session: "QMediaCaptureSession") -> None:
        """Feed `session` from now on."""

    def start(self) -> None:
        """Begin to see and to hear."""

    def stop(self) -> None:
        """Neither see nor hear any more; the camera's light goes out."""


class CameraAndMicrophone(QObject):
    """The real ones, by their ids. `camera` is empty for sound alone.

    The microphone is opened a second time for its level: a capture session does not tell how loud it is.
    """

    level_changed = Signal(float)
    failed = Signal(str)

    def __init__(self, camera: str, microphone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        found = _camera(camera)
        self._camera = None if found is None else QCamera(found, self)
        if self._camera is not None:
            _choose_format(self._camera)
            self._camera.errorOccurred.connect(self._on_camera_failed)
        device = _microphone(microphone)
        self._sound = QAudioInput(device, self)
        self._meter = QAudioSource(device, measured_format(), self)
        self._heard: QIODevice | None = None

    def join(self, session: "QMediaCaptureSession") -> None:
        """Feed `session`."""
        if self._camera is not None:
            session.setCamera(self._camera)
        session.setAudioInput(self._sound)

    def start(self) -> None:
        """Open both."""
        if self._camera is not None:
            self._camera.start()
        self._heard = self._meter.start()
        if self._heard is not None:
            self._heard.readyRead.connect(self._on_heard)

    def stop(self) -> None:
        """Close both."""
        if self._camera is not None:
            self._camera.stop()
        self._heard = None
        self._meter.stop()

    @Slot()
    def _on_heard(self) -> None:
        if self._heard is not None:
            self.level_changed.emit(peak(bytes(self._heard.readAll().data())))

    @Slot(QCamera.Error, str)
    def _on_camera_failed(self, _error: object, text: str) -> None:
        self.failed.emit(f"The camera stopped: {text or 'it was unplugged, or another program took it'}.")


def measured_format() -> QAudioFormat:
    """Sound that is only measured."""
    made = QAudioFormat()
    made.setSampleRate(RATE)
    made.setChannelCount(1)
    made.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return made


def peak(samples: bytes) -> float:
    """How loud `samples` of 16 bits are, from 0 to 1."""
    heard = array("h", samples[: len(samples) // 2 * 2])[::EVERY]
    return max(map(abs, heard), default=0) / FULL_SCALE


def _camera(id_: str) -> QCameraDevice | None:
    return next((each for each in QMediaDevices.videoInputs() if id_of(each) == id_), None)


def _microphone(id_: str) -> QAudioDevice:
    found = (each for each in QMediaDevices.audioInputs() if id_of(each) == id_)
    return next(found, QMediaDevices.defaultAudioInput())


def _choose_format(camera: QCamera) -> None:
    """The largest picture that is not larger than needed, and the fastest that is not faster."""
    fitting = [each for each in camera.cameraDevice().videoFormats() if _area(each) <= LARGEST]
    if fitting:
        camera.setCameraFormat(max(fitting, key=_worth))


def _area(format_: "QCameraFormat") -> int:
    size = format_.resolution()
    return size.width() * size.height()


def _worth(format_: "QCameraFormat") -> tuple[float, int]:
    return min(format_.maxFrameRate(), FASTEST), _area(format_)
