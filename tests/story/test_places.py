"""Wherever a profile lies, and whatever lies in it: the program works, or says in a sentence what is in its way."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, TURBINE
from tests.story.conftest import Play
from tests.story.test_starts import ROOT, is_one_sentence, running

pytestmark = pytest.mark.slow

SECONDS = 60


def _linked(folder: Path) -> Path:
    (folder / "real").mkdir()
    (folder / "link").symlink_to(folder / "real", target_is_directory=True)
    return folder / "link"


PLACES: dict[str, Callable[[Path], Path]] = {
    "spaces": lambda folder: folder / "my own profile",
    "other scripts": lambda folder: folder / "Профиль-配置-ملف",
    "accents apart": lambda folder: folder / "cafe\u0301",
    "quotes and signs": lambda folder: folder / 'it\'s 100% "mine"; $HOME & #1?',
    "a long name": lambda folder: folder / ("deep" * 50) / ("deeper" * 30),
    "a link": _linked,
    "not there yet, far below": lambda folder: folder / "a" / "b" / "c",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_verb_works_on_a_profile_at(place: str, tmp_path: Path) -> None:
    code, said, error = _verb("list", "--json", "--profile", str(PLACES[place](tmp_path)))
    assert (code, said.strip(), error) == (0, "[]", "")


@pytest.mark.parametrize("place", ["spaces", "other scripts", "quotes and signs", "a long name"])
def test_the_window_opens_on_a_profile_at(place: str, tmp_path: Path) -> None:
    with running(tmp_path, "--profile", str(PLACES[place](tmp_path)), "--offline"):
        pass


@pytest.mark.parametrize("name", ["bellhop.sqlite3", "lock"])
def test_a_directory_where_a_file_has_to_be_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    code, _, error = _verb("list", "--profile", str(tmp_path))
    assert (code, is_one_sentence(error)) == (1, True), error


@pytest.mark.parametrize("name", ["backups", "blobs", "logs", "market-blobs"])
def test_a_file_where_a_directory_has_to_be_stops_nobody(name: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / name).write_text("in the way", encoding="utf-8")
    with running(tmp_path, "--profile", str(profile), "--offline"):
        pass
    assert (profile / name).read_text(encoding="utf-8") == "in the way"


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_all_that_lies_in_a_profile_is_for_its_owner_alone_whatever_the_umask(play: Play, profile: Profile) -> None:
    async def write(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.write("Cover letter", "Dear team")
        await hands.see_text("Saved")
        files = [path for path in profile.directory.rglob("*") if path.name.startswith("bellhop.sqlite3")]
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        assert len(files) == 3

    former = os.umask(0)
    try:
        play(write)
    finally:
        os.umask(former)


def _verb(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
