"""One instance for one profile, and nobody is locked out by what the dead left."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.lock import hold

HOLD = "import sys; from pathlib import Path; from desktop.lock import hold;"
HOLD += "held = hold(Path(sys.argv[1])); assert held;"
THEN_DIE = HOLD + "import os; os.kill(os.getpid(), 9)"
THEN_WAIT = HOLD + "print('held', flush=True); sys.stdin.read()"


def test_a_profile_is_held_once_and_free_again_afterwards(tmp_path: Path) -> None:
    first = hold(tmp_path / "lock")
    assert first is not None
    assert hold(tmp_path / "lock") is None
    first.unlock()
    assert hold(tmp_path / "lock") is not None


def test_a_living_process_keeps_its_profile(tmp_path: Path) -> None:
    command = [sys.executable, "-c", THEN_WAIT, str(tmp_path / "lock")]
    with subprocess.Popen(command, cwd=Path.cwd(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        assert hold(tmp_path / "lock") is None
        holder.stdin.close()
    assert hold(tmp_path / "lock") is not None


def test_what_a_dead_process_left_is_taken_over(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", THEN_DIE, str(tmp_path / "lock")], cwd=Path.cwd(), check=False)
    assert (tmp_path / "lock").exists()
    assert hold(tmp_path / "lock") is not None


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 64, b"no lock at all", b"1\nbellhop\nanother-machine\n\n\n"],
    ids=["empty", "zeros", "garbage", "another machine's"],
)
def test_a_file_that_nobody_holds_locks_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    assert hold(tmp_path / "lock") is not None
