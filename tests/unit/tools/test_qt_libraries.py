"""What Qt misses is recognised and called by the names that install it."""

import sys
from pathlib import Path

import pytest

from tests.unit.tools import elf
from tools import qt_libraries, system_packages
from tools.qt_libraries import Package

REPORT = """
libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibEGL.so.1 => not found
"""

OF_PYTHON_ITSELF = ("ld-linux", "libc.so", "libdl.so", "libgcc_s.so", "libm.so", "libpthread.so", "libresolv.so")
"""What no Python starts without."""


def test_only_what_is_not_found_counts_as_missing() -> None:
    assert qt_libraries.unresolved_in(REPORT) == {"libxcb-cursor.so.0", "libEGL.so.1"}


def test_missing_libraries_are_named_as_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "_unresolved", lambda: {"libEGL.so.1", "libnew.so.9"})
    monkeypatch.setattr(qt_libraries, "_has_fonts", lambda _folders: True)
    assert list(qt_libraries.missing()) == [Package("libegl1", "libglvnd-egl"), Package("libnew.so.9", "libnew.so.9")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt asks the system for nothing")
def test_all_that_qt_asks_of_the_system_is_known_by_the_names_of_its_packages() -> None:
    asked = elf.needed_from_outside(qt_libraries.folder(), qt_libraries.OBJECTS)
    assert "libfontconfig.so.1" in asked
    assert {name for name in asked if not name.startswith(OF_PYTHON_ITSELF)} <= set(qt_libraries.PACKAGES)


def test_a_library_of_unknown_package_keeps_no_other_from_being_installed() -> None:
    lacking = [Package("libnew.so.9", "libnew.so.9"), qt_libraries.PACKAGES["libEGL.so.1"], qt_libraries.FONTS]
    assert qt_libraries.installable(lacking) == ["fonts-noto-core", "libegl1"]


def test_a_system_without_fonts_misses_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(qt_libraries, "_unresolved", set)
    monkeypatch.setattr(qt_libraries, "_FONT_FOLDERS", (str(tmp_path),))
    assert list(qt_libraries.missing()) == [qt_libraries.FONTS]


def test_one_font_is_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Noto.TTF").touch()
    monkeypatch.setattr(qt_libraries, "_unresolved", set)
    monkeypatch.setattr(qt_libraries, "_FONT_FOLDERS", (str(tmp_path),))
    assert not list(qt_libraries.missing())


@pytest.mark.parametrize(
    ("program", "expected"),
    [("dnf", "sudo dnf install libglvnd-egl"), ("apt-get", "sudo apt-get install libegl1")],
)
def test_the_advice_speaks_the_language_of_the_system(
    program: str, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / program).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_packages.command(["libegl1"], ["libglvnd-egl"]) == expected


def test_nothing_is_installed_where_a_password_would_be_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not system_packages.install(["libegl1"])


def test_programs_that_are_there_are_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = list[str]()

    def install(packages: list[str]) -> bool:
        installed.extend(packages)
        return True

    monkeypatch.setattr(system_packages, "install", install)
    assert system_packages.have({sys.executable: "python", "no-such-program": "of-no-package"}) == []
    assert installed == ["of-no-package"]
