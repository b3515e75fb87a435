"""What Qt needs from the system on Linux: found out by resolving its libraries, named for Debian and Fedora."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools import environment, system_packages
from tools.steps import StepFailed, quietly, say


class Package(NamedTuple):
    """One library's package under the names of the two families of distributions."""

    debian: str
    fedora: str


FONTS = Package("fonts-noto-core", "google-noto-sans-fonts")
PACKAGES = {
    "libEGL.so.1": Package("libegl1", "libglvnd-egl"),
    "libGL.so.1": Package("libgl1", "libglvnd-glx"),
    "libGLX.so.0": Package("libglx0", "libglvnd-glx"),
    "libOpenGL.so.0": Package("libopengl0", "libglvnd-opengl"),
    "libX11-xcb.so.1": Package("libx11-xcb1", "libX11-xcb"),
    "libX11.so.6": Package("libx11-6", "libX11"),
    "libXext.so.6": Package("libxext6", "libXext"),
    "libXrandr.so.2": Package("libxrandr2", "libXrandr"),
    "libbrotlicommon.so.1": Package("libbrotli1", "libbrotli"),
    "libbrotlidec.so.1": Package("libbrotli1", "libbrotli"),
    "libbz2.so.1": Package("libbz2-1.0", "bzip2-libs"),
    "libdbus-1.so.3": Package("libdbus-1-3", "dbus-libs"),
    "libdrm.so.2": Package("libdrm2", "libdrm"),
    "libfontconfig.so.1": Package("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": Package("libfreetype6", "freetype"),
    "libglib-2.0.so.0": Package("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": Package("libgssapi-krb5-2", "krb5-libs"),
    "libgthread-2.0.so.0": Package("libglib2.0-0", "glib2"),
    "libpulse.so.0": Package("libpulse0", "pulseaudio-libs"),
    "libstdc++.so.6": Package("libstdc++6", "libstdc++"),
    "libxcb-cursor.so.0": Package("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-glx.so.0": Package("libxcb-glx0", "libxcb"),
    "libxcb-icccm.so.4": Package("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": Package("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": Package("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": Package("libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": Package("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-render.so.0": Package("libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": Package("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": Package("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": Package("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": Package("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": Package("libxcb-xfixes0", "libxcb"),
    "libxcb-xinerama.so.0": Package("libxcb-xinerama0", "libxcb"),
    "libxcb-xinput.so.0": Package("libxcb-xinput0", "libxcb"),
    "libxcb-xkb.so.1": Package("libxcb-xkb1", "libxcb"),
    "libxcb.so.1": Package("libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": Package("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so.0": Package("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": Package("zlib1g", "zlib"),
    "libzstd.so.1": Package("libzstd1", "libzstd"),
}

# The widgets, the two platform plugins that a Linux desktop or a test needs, and what records interviews.
OBJECTS = (
    *("Qt/lib/libQt6Widgets.so.6", "Qt/plugins/platforms/libqxcb.so", "Qt/plugins/platforms/libqoffscreen.so"),
    *("Qt/lib/libQt6Multimedia.so.6", "Qt/plugins/multimedia/libffmpegmediaplugin.so"),
)
_STAMP = environment.Stamp("qt")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".pfb"}


def ensure() -> None:
    """Once per environment: install what is missing, or name the command that would. Nothing outside Linux."""
    if not is_known_complete() and _is_complete():
        _STAMP.set(environment.packages_key())


def is_known_complete() -> bool:
    """Whether nothing was missing when it was last looked for, so that windows can be shown on a screen."""
    return sys.platform != "linux" or _STAMP.is_set(environment.packages_key())


def _is_complete() -> bool:
    """Whether nothing is missing (any more). Ends the target where Qt cannot even start without a window."""
    lacking = list(missing())
    if lacking and system_packages.install(installable(lacking)):
        lacking = list(missing())
    if lacking:
        _advise(lacking)
    return not lacking


def installable(lacking: Iterable[Package]) -> list[str]:
    """Names that Debian knows: one that it does not know would keep all the others out."""
    known = {*PACKAGES.values(), FONTS}
    return sorted({package.debian for package in lacking if package in known})


def _advise(lacking: list[Package]) -> None:
    debian = sorted({package.debian for package in lacking})
    fedora = sorted({package.fedora for package in lacking})
    advice = f"Qt misses system libraries or fonts. Install them with: {system_packages.command(debian, fedora)}"
    if not _can_start():
        raise StepFailed(advice)
    say(advice)


def missing() -> Iterator[Package]:
    """The packages that hold what Qt's libraries ask for and the system does not have."""
    for name in sorted(_unresolved()):
        yield PACKAGES.get(name, Package(name, name))
    if not _has_fonts(_FONT_FOLDERS):
        yield FONTS


def unresolved_in(report: str) -> set[str]:
    """The names that a report of `ldd` calls `not found`."""
    return {line.split("=>")[0].strip() for line in report.splitlines() if line.rstrip().endswith("=> not found")}


def _unresolved() -> set[str]:
    if not shutil.which("ldd"):
        return set()
    objects = [folder() / part for part in OBJECTS]
    return unresolved_in(quietly(["ldd", *(item for item in objects if item.exists())]).stdout)


def folder() -> Path:
    """Where PySide6 lies."""
    found = quietly([environment.PYTHON, "-c", "import PySide6; print(PySide6.__path__[0])"])
    if found.returncode:
        raise StepFailed(f"PySide6 does not load:\n{found.stdout.strip()}")
    return Path(found.stdout.strip())


def _has_fonts(folders: Iterable[str]) -> bool:
    files = (file for folder in folders for file in Path(folder).expanduser().rglob("*"))
    return any(file.suffix.lower() in _FONT_ENDINGS for file in files)


def _can_start() -> bool:
    trial = "from PySide6.QtWidgets import QApplication; QApplication([])"
    return quietly([environment.PYTHON, "-c", trial], env={"QT_QPA_PLATFORM": "offscreen"}).returncode == 0
