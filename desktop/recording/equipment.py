"""Everything that an interview is recorded and played with, opened when it is asked for and closed again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.recording import kit
from desktop.recording.kit import Device, Devices, Lack

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices

    from desktop.recording.player import Player, Ruler
    from desktop.recording.studio import Bounds, Studio

TEST = Devices((Device("card", "Test card"),), (Device("tone", "Test tone"),))

Lacking = tuple[Lack, str] | None


class Equipment(QObject):
    """One studio and one player. `is_test` takes a test card and a tone for camera and microphone.

    Signals:
        pictured(QImage), level_changed(float): what is seen and heard, or played.
        recorded(int), played(int, int): milliseconds so far, and of how many.
        finished(str, int): the path of a whole recording, and its milliseconds.
        failed(str): a sentence; nothing of the recording is usable.
        interrupted(str): a sentence; camera or microphone have ended by themselves, `finished` still comes.
        play_ended(str): a sentence where it could not be played.
        measured(object): the `Length` of a file.
        plugged(): other devices are there than before.
    """

    pictured = Signal(QImage)
    level_changed = Signal(float)
    recorded = Signal(int)
    played = Signal(int, int)
    finished = Signal(str, int)
    failed = Signal(str)
    interrupted = Signal(str)
    play_ended = Signal(str)
    measured = Signal(object)
    plugged = Signal()

    def __init__(self, *, is_test: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_test = is_test
        self._studio: Studio | None = None
        self._player: Player | None = None
        self._ruler: Ruler | None = None
        self._plugs: QMediaDevices | None = None
        self.camera = self.microphone = ""

    # --- the studio ---------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether something is seen or heard."""
        return self._studio is not None

    def devices(self) -> Devices:
        """What there is to choose from."""
        return TEST if self._is_test else kit.devices()

    def open(self, camera: str | None, microphone: str, *, sound_alone: bool) -> Lacking:
        """Switch on; `camera` None takes the first, and empty none at all. Answers with what is missing, if anything.

        Without any camera it is sound alone, where that will do.
        """
        if (lacking := kit.why_not()) is not None:
            return lacking
        self._watch_plugs()
        found = self.devices()
        self.camera = _one_of(found.cameras, camera) if camera != "" or not sound_alone else ""
        self.microphone = _one_of(found.microphones, microphone)
        if not (self.camera or sound_alone):
            return Lack.CAMERA, ""
        if not self.microphone:
            return Lack.MICROPHONE, ""
        if not self._is_test and not kit.may_use(camera=bool(self.camera), then=self.plugged.emit):
            return Lack.PERMISSION, ""
        self._studio = self._made_studio()
        return None

    def record(self, path: Path, bounds: "Bounds") -> None:
        """Write what is seen and heard to `path`."""
        if self._studio is not None:
            self._studio.record(path, bounds)

    def close(self) -> None:
        """Switch off. Stop first, and wait for `finished`."""
        if self._studio is not None:
            self._studio.close()
            self._studio.deleteLater()
            self._studio = None

    def stop(self) -> None:
        """End what is being recorded, or played."""
        if self._studio is not None and self._studio.is_recording:
            self._studio.stop()
        elif self._player is not None:
            self._player.stop()

    def _made_studio(self) -> "Studio":
        from desktop.recording.inputs import CameraAndMicrophone
        from desktop.recording.studio import Studio
        from desktop.recording.test_card import TestCard

        has_picture = bool(self.camera)
        inputs = TestCard(picture=has_picture) if self._is_test else CameraAndMicrophone(self.camera, self.microphone)
        studio = Studio(inputs, picture=has_picture, parent=self)
        inputs.setParent(studio)
        studio.pictured.connect(self._on_seen)
        studio.level_changed.connect(self.level_changed)
        studio.progressed.connect(self.recorded)
        studio.finished.connect(self.finished)
        studio.failed.connect(self.failed)
        studio.interrupted.connect(self.interrupted)
        return studio

    @Slot(QImage)
    def _on_seen(self, image: QImage) -> None:
        """What the camera sees is shown, but not between the pictures of what is played."""
        if self._player is None or not self._player.is_playing:
            self.pictured.emit(image)

    def _watch_plugs(self) -> None:
        if self._plugs is None and not self._is_test:
            from PySide6.QtMultimedia import QMediaDevices

            self._plugs = QMediaDevices(self)
            self._plugs.videoInputsChanged.connect(self.plugged)
            self._plugs.audioInputsChanged.connect(self.plugged)

    # --- the player ---------------------------------------------------------------------------------------

    def play(self, path: Path) -> Lacking:
        """Play a recording; answers with what is missing for it, if anything."""
        if (lacking := kit.why_not()) is not None:
            return lacking
        if self._player is None:
            from desktop.recording.player import Player

            self._player = player = Player(self)
            player.pictured.connect(self.pictured)
            player.progressed.connect(self.played)
            player.ended.connect(self._on_play_ended)
            player.failed.connect(self.play_ended)
        self._player.play(path)
        return None

    def measure(self, path: Path) -> Lacking:
        """Look how long a file is; answers with what is missing for it, if anything."""
        if (lacking := kit.why_not()) is not None:
            return lacking
        if self._ruler is None:
            from desktop.recording.player import Ruler

            self._ruler = Ruler(self)
            self._ruler.measured.connect(self.measured)
        self._ruler.measure(path)
        return None

    @Slot()
    def _on_play_ended(self) -> None:
        self.play_ended.emit("")


def _one_of(found: tuple[Device, ...], wanted: str | None) -> str:
    """The wanted device, or the first where that is not there; empty where there is none."""
    ids = [each.id for each in found]
    return wanted if wanted in ids and wanted else ids[0] if ids else ""
