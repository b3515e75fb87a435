"""What Qt misses is recognised and called by the names that install it."""

from pathlib import Path

import pytest

from tools import qt_libraries, system_packages
from tools.qt_libraries import Package

REPORT = """
libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibEGL.so.1 => not found
"""


def test_only_what_is_not_found_counts_as_missing() -> None:
    assert qt_libraries.unresolved_in(REPORT) == {"libxcb-cursor.so.0", "libEGL.so.1"}


def test_missing_libraries_are_named_as_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "_unresolved", lambda: {"libEGL.so.1", "libnew.so.9"})
    monkeypatch.setattr(qt_libraries, "_has_fonts", lambda _folders: True)
    assert list(qt_libraries.missing()) == [Package("libegl1", "libglvnd-egl"), Package("libnew.so.9", "libnew.so.9")]


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
