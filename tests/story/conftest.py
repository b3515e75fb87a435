"""A profile with the demo market, and the program to start on it."""

import gc
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from desktop.embedding import SEED
from desktop.profile import Profile
from desktop.tour.other_side import OtherSide
from marketplace.simulation import demo
from tests.story import program
from tests.story.program import Part
from tests.support.loops import Run

SECONDS = 40.0


class Play(Protocol):
    """`play(part, offline=True)` starts the program and lets `part` use it."""

    def __call__(self, part: Part, **options: Any) -> None: ...


@pytest.fixture(scope="session")
def demo_market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, made once."""
    path = tmp_path_factory.mktemp("demo") / "market.sqlite3"
    demo.create(path, datetime.now(UTC), SEED)
    return path


@pytest.fixture
def profile(tmp_path: Path, demo_market: Path) -> Profile:
    """A profile that was never opened, beside a marketplace that is full of invitations."""
    made = Profile(tmp_path / "profile")
    made.directory.mkdir(mode=0o700)
    for file in demo_market.parent.iterdir():
        target = made.directory / file.name
        if file.is_dir():
            shutil.copytree(file, target)
        else:
            shutil.copy(file, target)
    return made


@pytest.fixture
def other_side(profile: Profile) -> OtherSide:
    """The clients, and the marketplace's books."""
    return OtherSide(profile.directory)


@pytest.fixture
def play(qapp: Any, run: Run, profile: Profile) -> Iterator[Play]:
    """Starts the program on the profile."""

    def start(part: Part, **options: Any) -> None:
        run(program.play(qapp, profile.directory, part, **options), timeout=SECONDS)
        gc.collect()

    # As in the program: the collector must not destroy Qt's objects from another thread.
    gc.disable()
    yield start
    gc.collect()
    gc.enable()
