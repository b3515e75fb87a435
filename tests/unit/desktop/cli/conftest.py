"""A freelancer at a terminal: verbs in this process, on a profile with the demo's marketplace."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desktop.cli.run import run


class Said(NamedTuple):
    """How a verb ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The answer of `--json`."""
        return json.loads(self.out)


Bellhop = Callable[..., Said]


@pytest.fixture(scope="session")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that has fetched the demo's marketplace, to be copied."""
    directory = tmp_path_factory.mktemp("synced") / "profile"
    assert run(["sync", "--profile", str(directory)]) == 0
    return directory


@pytest.fixture
def profile(tmp_path: Path, synced: Path) -> Path:
    """A profile of the test's own, already filled."""
    return Path(shutil.copytree(synced, tmp_path / "profile"))


@pytest.fixture
def bellhop(profile: Path, capsys: pytest.CaptureFixture[str]) -> Bellhop:
    """`bellhop(VERB, ...)` on the profile."""

    def call(*arguments: str, on: Path = profile) -> Said:
        capsys.readouterr()
        try:
            code = run([arguments[0], "--profile", str(on), *arguments[1:]])
        except SystemExit as left:
            code = int(str(left.code))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call
