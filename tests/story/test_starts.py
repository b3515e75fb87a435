"""Starts of the program as a process: what stands in its way is one sentence and an exit code, never a traceback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from desktop.local.schema import VERSION
from desktop.local.store import open_store
from desktop.profile import Profile
from desktop.tour.script import ACTS

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")]

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "desktop"]
SECONDS = 20.0


def environment(**extra: str) -> dict[str, str]:
    """Without a display, unless it is given one."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **extra}


def ended(*arguments: str, **extra: str) -> tuple[int, str]:
    """Exit code and what was said by a start that ends by itself."""
    done = run(arguments, SECONDS, extra)
    return done.returncode, done.stderr


def run(arguments: Sequence[str], seconds: float, extra: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A start that ends by itself within so many seconds."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=ROOT,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def is_one_sentence(said: str) -> bool:
    """One line, which ends like a sentence."""
    return said.count("\n") == 1 and said.endswith(".\n") and "Traceback" not in said


@contextmanager
def running(tmp_path: Path, *arguments: str, **extra: str) -> Iterator[subprocess.Popen[str]]:
    """A start that goes on until its story is told; then it is asked to end, and does so properly and in silence."""
    marks = tmp_path / "marks"
    marks.unlink(missing_ok=True)
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=ROOT,
        env=environment(BELLHOP_MARKS=str(marks), **extra),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _until_it_says(marks, "running", process)
        yield process
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=SECONDS)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    assert (process.returncode, said) == (0, "")


def _until_it_says(marks: Path, name: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + SECONDS
    while not (marks.exists() and name in marks.read_text(encoding="utf-8")):
        assert process.poll() is None, f"it ended with {process.returncode}"
        assert time.monotonic() < deadline, f"“{name}” did not come"
        time.sleep(0.02)


# --- what stands in the way -------------------------------------------------------------------------------


def test_a_file_in_the_profiles_place_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "profile").touch()
    code, said = ended("--profile", str(tmp_path / "profile"))
    assert (code, is_one_sentence(said)) == (1, True), said
    assert "is not a directory" in said


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a directory that nobody can write")
def test_a_profile_that_cannot_be_written_is_said_in_a_sentence() -> None:
    code, said = ended("--profile", "/proc/self/bellhop")
    assert (code, is_one_sentence(said)) == (1, True), said
    assert "cannot be written" in said


def test_a_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    store = open_store(profile.store)
    store.execute("create table of_tomorrow (id)")
    store.pragma("user_version", VERSION + 1)
    store.close()
    before = profile.store.read_bytes()
    code, said = ended("--profile", str(tmp_path))
    assert (code, is_one_sentence(said)) == (1, True), said
    assert "A newer Bellhop wrote" in said
    assert profile.store.read_bytes() == before


def test_a_directory_in_the_stores_place_is_said_in_a_sentence(tmp_path: Path) -> None:
    Profile(tmp_path).store.mkdir()
    code, said = ended("--profile", str(tmp_path))
    assert (code, is_one_sentence(said)) == (1, True), said


def test_without_an_access_token_the_window_opens_and_asks_nobody(tmp_path: Path) -> None:
    directory = tmp_path / "profile"
    with running(tmp_path, "--profile", str(directory), "--server", "http://127.0.0.1:9"):
        time.sleep(0.3)


@pytest.mark.parametrize(
    ("address", "token"),
    [("http://127.0.0.1:port", "token"), ("http://127.0.0.1:9", "tök…n"), ("http://market.example", "token")],
)
def test_an_address_or_a_token_that_cannot_be_used_is_said_in_a_sentence(
    tmp_path: Path, address: str, token: str
) -> None:
    code, said = ended("--profile", str(tmp_path), "--server", address, BELLHOP_TOKEN=token)
    assert (code, is_one_sentence(said)) == (1, True), said


def test_what_makes_no_sense_is_wrong_usage() -> None:
    code, said = ended("https://market/invitation/i1")
    assert (code, is_one_sentence(said)) == (2, True), said


# --- what does not stand in the way -----------------------------------------------------------------------


def test_a_damaged_store_is_set_aside_and_the_program_goes_on(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    profile.directory.mkdir()
    profile.store.write_bytes(b"not a database " * 1000)
    with running(tmp_path, "--profile", str(profile.directory), "--offline"):
        pass
    (kept,) = profile.directory.glob("bellhop.damaged-*.sqlite3")
    assert kept.read_bytes() == b"not a database " * 1000
    assert apsw.Connection(str(profile.store)).pragma("user_version") == VERSION


def test_a_server_that_cannot_be_reached_is_no_reason_to_end(tmp_path: Path) -> None:
    directory = tmp_path / "profile"
    server = ("--server", "http://127.0.0.1:9")
    with running(tmp_path, "--profile", str(directory), *server, BELLHOP_TOKEN="token"):
        time.sleep(0.3)
    log = Profile(directory).log
    assert not log.exists() or "Traceback" not in log.read_text(encoding="utf-8")


def test_a_profile_that_a_killed_program_held_opens_again(tmp_path: Path) -> None:
    directory = tmp_path / "profile"
    with pytest.raises(AssertionError, match="-9"):
        _run_and_be_killed(tmp_path, directory)
    with running(tmp_path, "--profile", str(directory), "--offline"):
        pass


def _run_and_be_killed(tmp_path: Path, directory: Path) -> None:
    with running(tmp_path, "--profile", str(directory), "--offline") as process:
        process.kill()
        process.wait()


def test_a_second_start_on_the_same_profile_hands_over_and_ends_with_0(tmp_path: Path) -> None:
    directory = tmp_path / "profile"
    with running(tmp_path, "--profile", str(directory), "--offline"):
        assert ended("--profile", str(directory), "bellhop:invitation/i1") == (0, "")


def test_a_second_start_on_another_profile_runs_beside(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    with (
        running(tmp_path, "--profile", str(first), "--offline"),
        running(second, "--profile", str(second), "--offline"),
    ):
        pass


def test_a_second_start_brings_the_window_to_the_front(tmp_path: Path, virtual_screen: dict[str, str]) -> None:
    def asked(*arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env={**os.environ, **virtual_screen}, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def until(holds: str, *arguments: str) -> None:
        deadline = time.monotonic() + SECONDS
        while asked(*arguments) != holds:
            assert time.monotonic() < deadline, f"{arguments} is {asked(*arguments)!r} and not {holds!r}"
            time.sleep(0.05)

    screen = {**virtual_screen, "QT_QPA_PLATFORM": "xcb"}
    directory = tmp_path / "profile"
    with running(tmp_path, "--profile", str(directory), "--offline", **screen):
        window = asked("search", "--sync", "--onlyvisible", "--name", "Bellhop").splitlines()[-1]
        until(window, "getactivewindow")
        asked("windowminimize", window)
        deadline = time.monotonic() + SECONDS
        while asked("getactivewindow") == window:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert ended("--profile", str(directory), **screen) == (0, "")
        until(window, "getactivewindow")


@pytest.mark.timeout(180)
def test_the_tour_holds_from_the_first_act_to_the_last(tmp_path: Path) -> None:
    done = run(["--tour", str(tmp_path / "tour")], 150, {})
    transcript = (tmp_path / "tour" / "transcript.md").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr + transcript
    assert transcript.count("\n## Act ") == len(ACTS)
    assert "Failed" not in transcript
    assert len(list((tmp_path / "tour").glob("*-light.png"))) == len(list((tmp_path / "tour").glob("*-dark.png"))) > 10
