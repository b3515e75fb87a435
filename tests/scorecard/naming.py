"""Names from outside that become files: each is one file inside the folder it was meant for, and only a file.

Templates are what the program writes under names that somebody else may have given them. What is attached, received or
looked at lies under the sum of its content, and its name is only ever shown.
"""

import os
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from desktop.local.templates import Template
from desktop.services.templates import _write_folder
from tests.scorecard.card import Outcome, Row
from tests.soak.kills import MEMORY

MANY = 10
"""Names that are written at once."""
NASTY = (
    "../../etc/passwd", "/etc/passwd", "C:\\Windows\\win.ini", "\\\\host\\share\\x", "CON", "nul.tar.gz", "COM1",
    "LPT³.md", "aux .txt", "invoice\u202efdp.exe", "a\0b", "..", ".", "", "   ", "trailing. . ", ".bashrc", "-rf", "~",
    "a:b", "a|b?c*", "new\nline", "x" * 300, "日" * 200, "👩\u200d🚀" * 80, "e\u0301", "é", "Straße", "STRASSE",
    "\ud800", "\x1b[31m", "\u2066x", "file.desktop", "file.lnk", "a/../../b", "....//....//x", "%2e%2e%2f", "$(reboot)",
    "\u2024\u2024/", "\uff0e\uff0e\uff0f",
)  # fmt: skip
WINDOWS = frozenset('<>:"/\\|?*')
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")}
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
names = st.lists(st.sampled_from(NASTY) | st.text(max_size=300) | st.text("./\\:. ~", max_size=12), max_size=MANY)


def measure(size: int, seed_: int) -> Outcome:
    """`size` names, as many of them at once as there may be."""
    failures, met = list[str](), 0

    @seed(seed_)
    @settings(max_examples=size, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(names)
    def write(some: list[str]) -> None:
        nonlocal met
        if met < size:
            met += len(some)
            failures.extend(f"seed {seed_}, {some!r}: {each}" for each in _problems(some))

    write()
    return Outcome(f"{met:,} names: {len(failures)} elsewhere, hidden, shared or more than a file", failures)


def _problems(some: list[str]) -> Iterator[str]:
    """What is wrong with the files that templates of these names were written into."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as ground:
        folder, outside = Path(ground, "folder"), Path(ground, "outside")
        folder.mkdir()
        outside.write_text("untouched")
        _write_folder(folder, _templates(some[:1]))
        for file in folder.iterdir():  # somebody puts a link in the place of what is written next
            file.unlink()
            file.symlink_to(outside)
        _write_folder(folder, _templates(some))
        if set(Path(ground).iterdir()) != {folder, outside} or outside.read_text() != "untouched":
            yield "something was written outside of the folder"
        if sorted(file.read_text("utf-8") for file in folder.iterdir()) != sorted(map(str, range(len(some)))):
            yield "some of the texts are not there"
        for file in folder.iterdir():
            yield from _of_file(file)


def _templates(some: list[str]) -> list[Template]:
    return [Template(id=str(number), name=name, text=str(number)) for number, name in enumerate(some)]


def _of_file(file: Path) -> Iterator[str]:
    mode = file.lstat().st_mode
    if not stat.S_ISREG(mode) or mode & 0o177:
        yield f"{file.name!r} is no plain file of its owner's"
    if (
        WINDOWS & set(file.name)
        or file.stem != file.stem.strip(". ")
        or file.name.partition(".")[0].strip().lower() in DEVICES
    ):
        yield f"{file.name!r} means something else on Windows"
    is_hiding = any(letter in TURNING or unicodedata.category(letter) in CONTROLS for letter in file.name)
    if is_hiding or file.suffix != ".md" or len(os.fsencode(file.name)) > 255:
        yield f"{file.name!r} does not look like what it is"


ROW = Row(
    name="names",
    claim="Names from outside that become files: paths, devices, links, controls, letters that turn text round",
    target="every one a plain file inside its folder",
    measure=measure,
    short=300,
    long=10_000,
)
