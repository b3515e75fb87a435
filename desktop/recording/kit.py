"""Whether recording is possible here at all, and which cameras and microphones there are."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QMicrophonePermission, Qt

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QCameraDevice


class Lack(Enum):
    """What is not there."""

    EXTRA = auto()
    LIBRARY = auto()
    BACKEND = auto()
    CAMERA = auto()
    MICROPHONE = auto()
    PERMISSION = auto()


class Device(NamedTuple):
    """A camera or a microphone. `id` is the system's, `name` what a person reads."""

    id: str
    name: str


class Devices(NamedTuple):
    """All there are, the system's own choice first."""

    cameras: tuple[Device, ...] = ()
    microphones: tuple[Device, ...] = ()


def why_not() -> tuple[Lack, str] | None:
    """What keeps anything from being recorded or played, with the name of a library; None where nothing does."""
    QLoggingCategory.setFilterRules("qt.multimedia*=false")  # it would tell the terminal of each file that it opens
    try:
        import PySide6.QtMultimedia  # noqa: F401 - to see whether it loads
    except ModuleNotFoundError:
        return Lack.EXTRA, ""
    except ImportError as error:
        return Lack.LIBRARY, str(error).partition(":")[0]
    return None if _can_write() else (Lack.BACKEND, "")


def _can_write() -> bool:
    """What QtMultimedia does its work with is loaded late, and its absence is told nowhere else."""
    from PySide6.QtMultimedia import QMediaFormat

    return bool(QMediaFormat().supportedFileFormats(QMediaFormat.ConversionMode.Encode))


def devices() -> Devices:
    """What is plugged in now."""
    from PySide6.QtMultimedia import QMediaDevices

    return Devices(
        _described(QMediaDevices.videoInputs(), QMediaDevices.defaultVideoInput()),
        _described(QMediaDevices.audioInputs(), QMediaDevices.defaultAudioInput()),
    )


def id_of(device: "QAudioDevice | QCameraDevice") -> str:
    """What the system calls `device`."""
    return bytes(device.id().data()).decode("utf-8", "replace")


def may_use(*, camera: bool, then: Callable[[], None]) -> bool:
    """Whether the system lets this program use the microphone, and the `camera`.

    Where nobody has decided yet, the system asks the person, and `then` is called when that was answered.
    """
    app = QCoreApplication.instance()
    assert app is not None
    answers = [app.checkPermission(QMicrophonePermission())]
    if camera:
        answers.append(app.checkPermission(QCameraPermission()))
    if Qt.PermissionStatus.Undetermined in answers:
        app.requestPermission(QMicrophonePermission(), app, then)
        if camera:
            app.requestPermission(QCameraPermission(), app, then)
    return all(each == Qt.PermissionStatus.Granted for each in answers)


def _described(
    found: "Sequence[QAudioDevice | QCameraDevice]", first: "QAudioDevice | QCameraDevice"
) -> tuple[Device, ...]:
    described = [Device(id_of(each), each.description()) for each in found]
    return tuple(sorted(described, key=lambda each: each.id != id_of(first)))
