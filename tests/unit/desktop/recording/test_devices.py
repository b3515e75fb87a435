"""What is missing is found out before anything is promised, and named."""

import builtins
import sys
from typing import Any

import pytest
from PySide6.QtMultimedia import QMediaFormat
from pytestqt.qtbot import QtBot

from desktop.recording import inputs, kit
from desktop.recording.equipment import Equipment
from desktop.recording.kit import Device, Devices, Lack

CAMERA, MICROPHONE = Device("c", "Camera"), Device("m", "Microphone")


def opened(monkeypatch: pytest.MonkeyPatch, found: Devices, *, sound_alone: bool) -> object:
    """What opening answers on a computer with these devices."""
    monkeypatch.setattr(kit, "devices", lambda: found)
    equipment = Equipment(is_test=False)
    try:
        return equipment.open(None, "", sound_alone=sound_alone)
    finally:
        equipment.close()
        equipment.deleteLater()


@pytest.mark.parametrize(
    ("found", "sound_alone", "lack"),
    [
        (Devices(), False, Lack.CAMERA),
        (Devices(microphones=(MICROPHONE,)), False, Lack.CAMERA),
        (Devices(cameras=(CAMERA,)), False, Lack.MICROPHONE),
        (Devices(), True, Lack.MICROPHONE),
    ],
)
def test_what_is_not_plugged_in_is_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, found: Devices, sound_alone: bool, lack: Lack
) -> None:
    assert opened(monkeypatch, found, sound_alone=sound_alone) == (lack, "")


def test_a_device_that_has_gone_is_replaced_by_the_first(qtbot: QtBot) -> None:
    equipment = Equipment(is_test=True)
    equipment.open("gone", "gone", sound_alone=False)
    assert (equipment.camera, equipment.microphone) == ("card", "tone")
    equipment.close()
    equipment.deleteLater()


def test_without_the_extra_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert kit.why_not() == (Lack.EXTRA, "")


def test_a_library_that_the_system_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without_pulse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "PySide6.QtMultimedia":
            raise ImportError("libpulse.so.0: cannot open shared object file: No such file or directory")
        return plain(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pulse)
    assert kit.why_not() == (Lack.LIBRARY, "libpulse.so.0")


@pytest.mark.usefixtures("qapp")
def test_a_qt_that_has_nothing_to_record_with_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMediaFormat, "supportedFileFormats", lambda *_: [])
    assert kit.why_not() == (Lack.BACKEND, "")


@pytest.mark.usefixtures("qapp")  # Qt looks for what is there once it has an application to tell
def test_where_all_is_there_nothing_is_missing() -> None:
    assert kit.why_not() is None


@pytest.mark.parametrize(
    ("samples", "level"), [(b"", 0.0), (b"\x00\x00" * 64, 0.0), (b"\x00\x40" * 64, 0.5), (b"\x00\x80" * 64, 1.0)]
)
def test_the_level_is_the_loudest_sample(samples: bytes, level: float) -> None:
    assert inputs.peak(samples) == level


def test_half_a_sample_is_no_sample() -> None:
    assert inputs.peak(b"\x00\x40\x00") == 0.5
