"""Is there a screen, and if not, a virtual one: Xvfb with a window manager."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import system_packages
from tools.steps import say

SIZE = "1600x1000x24"
_PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
_FEDORA = ("xorg-x11-server-Xvfb", "openbox", "xdotool")


def is_there() -> bool:
    """Whether a window could be shown to a person. macOS and Windows always have a screen."""
    if sys.platform != "linux":
        return True
    return _has_wayland() or _has_x11(os.environ.get("DISPLAY", ""))


def ensure_virtual() -> bool:
    """Have the programs of a virtual screen, installing them where that needs no question."""
    if sys.platform != "linux":
        return False
    lacking = system_packages.have(_PROGRAMS)
    if not lacking:
        return True
    say(f"No virtual screen: tests in a real window are skipped. For them: {system_packages.command(lacking, _FEDORA)}")
    return False


@contextlib.contextmanager
def virtual(size: str = SIZE) -> Iterator[dict[str, str]]:
    """A virtual screen with a window manager while the block runs; gives the environment that reaches it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        command, pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with ended(server), os.fdopen(reading) as announced:
        environment = {"DISPLAY": f":{announced.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        with ended(_window_manager(environment)):
            yield environment


@contextlib.contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process when the block does, whatever happened in it."""
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _window_manager(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["openbox"],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _has_wayland() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR")
    return bool(name and folder and (Path(folder) / name).is_socket())


def _has_x11(display: str) -> bool:
    """Whether somebody answers at `display`: a forgotten DISPLAY must not end in an abort of Qt."""
    host, colon, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not colon or not number.isdigit():
        return False
    if host and host != "unix":
        return _answers(socket.AF_INET, (host, 6000 + int(number)))
    path = f"/tmp/.X11-unix/X{number}"
    return _answers(socket.AF_UNIX, path) or _answers(socket.AF_UNIX, "\0" + path)


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as connection, contextlib.suppress(OSError):
        connection.settimeout(2)
        connection.connect(address)
        return True
    return False
