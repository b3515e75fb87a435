"""What every test stands on: no display, no real home, and nothing left behind."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt: without a display Qt aborts the process

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = [
    "pytester",
    "tests.scorecard.printing",
    "tests.support.leaks",
    "tests.support.loops",
    "tests.support.postgresql",
    "tests.support.screens",
    "tests.support.statements",
]

# What has to pass before a change lands asks the same questions each time; everywhere else they are new ones.
settings.register_profile("bellhop", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("bellhop")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones begin first: with several processes of tests, none then waits for a long one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style that the program asks for at its start, on every system."""
    return ["bellhop", "-style", "fusion"]


@pytest.fixture(autouse=True, scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of the test run's own: no test reads or writes the profile of the person who runs it."""
    folder = tmp_path_factory.mktemp("home")
    places = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for variable, name in places.items():
            patch.setenv(variable, str(folder / name))
        patch.delenv("BELLHOP_TOKEN", raising=False)
        yield folder
