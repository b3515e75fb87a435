"""A real window on a virtual screen, for tests that act like a person."""

import shutil
from collections.abc import Iterator

import pytest

from tools import screen


@pytest.fixture(scope="session")
def virtual_screen() -> Iterator[dict[str, str]]:
    """Xvfb with a window manager; gives the environment for a program that should appear on it."""
    if not (shutil.which("Xvfb") and shutil.which("openbox") and shutil.which("xdotool")):
        pytest.skip("needs Xvfb, openbox and xdotool")
    with screen.virtual() as environment:
        yield environment
