"""Loading Qt: what its bindings compile is kept, and nothing that they do for us is missing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOAD = """
import builtins, json, sys
from desktop import qt
plain_import, plain_compile = builtins.__import__, builtins.compile
compiled = []


def noting(source, filename, *arguments, **more):
    compiled.append(str(filename))
    return plain_compile(source, filename, *arguments, **more)


builtins.compile = noting
sys.dont_write_bytecode = False
qt.load(sys.argv[1])
is_restored = builtins.__import__ is plain_import and builtins.compile is noting
from PySide6.QtCore import QObject
try:
    QObject().setObjectName(5)
except TypeError as error:
    complaint = str(error)
bindings = [name for name in compiled if name.startswith(qt.BINDINGS)]
print(json.dumps({"bindings": bindings, "is_restored": is_restored, "complaint": complaint}))
"""


def load(shelf: Path) -> dict[str, object]:
    """Load Qt in a process of its own; what it had to compile, and what it is like afterwards."""
    command = [sys.executable, "-c", LOAD, str(shelf)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found: dict[str, object] = json.loads(said)
    return found


def test_the_second_start_compiles_none_of_the_bindings(tmp_path: Path) -> None:
    shelf = tmp_path / "made" / "bindings"
    assert load(shelf)["bindings"]
    assert load(shelf)["bindings"] == []


@pytest.mark.parametrize("content", [b"", b"not code at all", b"\x00" * 1000], ids=["empty", "foreign", "zeros"])
def test_a_damaged_shelf_is_made_anew(tmp_path: Path, content: bytes) -> None:
    shelf = tmp_path / "bindings"
    shelf.write_bytes(content)
    assert load(shelf)["bindings"]
    assert load(shelf)["bindings"] == []


def test_a_truncated_shelf_is_made_anew(tmp_path: Path) -> None:
    shelf = tmp_path / "bindings"
    load(shelf)
    shelf.write_bytes(shelf.read_bytes()[:5_000])
    assert load(shelf)["bindings"]


def test_where_nothing_can_be_written_everything_is_compiled(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    assert load(in_the_way / "bindings")["bindings"]


def test_import_compile_and_the_words_of_errors_are_as_before(tmp_path: Path) -> None:
    shelf = tmp_path / "bindings"
    for _start in range(2):
        loaded = load(shelf)
        assert loaded["is_restored"]
        assert "called with wrong argument types" in str(loaded["complaint"])
