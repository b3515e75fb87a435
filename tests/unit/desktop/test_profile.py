"""The profile's directory: made where it is missing, ours alone, or a sentence about why not."""

import os
import stat
from pathlib import Path

import pytest

from desktop.errors import ProfileProblem
from desktop.profile import Profile, default_directory, open_profile


def test_a_missing_directory_is_made_with_all_above_it(tmp_path: Path) -> None:
    directory = tmp_path / "a" / "b"
    assert open_profile(directory) == Profile(directory)
    assert list(directory.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_it_is_for_its_owner_alone_even_where_it_was_open_to_all(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    open_profile(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_another_start_at_the_same_moment_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It tries whether it can write as well, and removes what this one has just made."""

    def touched_and_removed_by_the_other(path: Path) -> None:
        path.write_bytes(b"")
        path.unlink()

    monkeypatch.setattr(Path, "touch", touched_and_removed_by_the_other)
    assert open_profile(tmp_path) == Profile(tmp_path)


def test_what_lies_in_it_stays(tmp_path: Path) -> None:
    (tmp_path / "bellhop.sqlite3").write_text("kept", encoding="utf-8")
    open_profile(tmp_path)
    assert (tmp_path / "bellhop.sqlite3").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("below", ["file", "file/profile"])
def test_a_file_in_its_place_is_no_profile(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProfileProblem, match="not a directory"):
        open_profile(tmp_path / below)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_no_directory_can_have_is_said_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProfileProblem, match="cannot be written"):
        open_profile(tmp_path / name)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a directory that nobody can write")
def test_a_directory_that_cannot_be_written_is_said_so() -> None:
    with pytest.raises(ProfileProblem, match="choose another with --profile"):
        open_profile(Path("/proc/self/bellhop"))


def test_everything_of_a_profile_lies_inside_it(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    paths = (profile.lock, profile.store, profile.market, profile.blobs, profile.market_blobs, profile.log)
    assert all(path.is_relative_to(tmp_path) for path in paths)
    assert len(set(paths)) == len(paths)


def test_the_usual_place_is_where_the_system_wants_it(home: Path) -> None:
    assert default_directory().is_relative_to(home)
