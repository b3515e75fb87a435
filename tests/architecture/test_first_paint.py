"""The first picture makes none of the bindings' large classes: each waits until somebody asks for what it does."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WAITING = {
    "StandardPixmap": "QStyle, 10 ms: paint.is_focused instead of an option's state, no widget's style()",
    "ThemeIcon": "QIcon, 2 ms: no action, and setText instead of a button's constructor",
    "StandardKey": "QKeySequence, 1 ms: the keys come with MainWindow.complete",
    "MenuRole": "QAction: the menu comes with MainWindow.complete",
    "Preset": "QGradient, 3 ms: paint.filled instead of fillRect",
    "InsertPolicy": "QComboBox: elements/choices.py is for panels",
    "DialogCode": "QDialog: dialogs are imported by whoever opens them",
}
"""One enumeration of each class that has to wait, and what is there in its place."""

START = """
import enum, json, sys
from pathlib import Path

from desktop import commandline, first_paint
from desktop.clock import system_clock
from desktop.local.store import open_reader, open_store


def below(kind):
    return {name for made in kind.__subclasses__() for name in (made.__name__, *below(made))}


store = Path(sys.argv[1])
writer = open_store(store)
writer.execute(sys.argv[2])
picture = first_paint.paint(commandline.parse([]), open_reader(store), system_clock)
print(json.dumps({"painted": picture.window.is_painted, "made": sorted(below(enum.Enum))}))
"""
ENTRY = """
insert into entry (position, kind, id, section, at, unread, pending, title, client, version)
values (1, 'invitation', 'i1', 'invitations', 0, 1, 0, 'A job', 'A client', 1)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all enumerations that were made by the time a list of one entry was painted."""
    store = tmp_path_factory.mktemp("profile") / "bellhop.sqlite3"
    command = [sys.executable, "-c", START, str(store), ENTRY]
    root = Path(__file__).resolve().parents[2]
    said = json.loads(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout)
    assert said["painted"]
    return set(said["made"])


@pytest.mark.parametrize("name", WAITING)
def test_a_class_waits_until_after_the_first_paint(name: str, made: set[str]) -> None:
    assert name not in made, WAITING[name]


def test_the_enumerations_that_are_made_are_seen(made: set[str]) -> None:
    assert "SelectionMode" in made


BEHIND = """
import json, sys
from desktop import first_paint
seen = {name for name in sys.modules if name.startswith("desktop.views")}
from desktop import embedding, front_desk, session
print(json.dumps(sorted(name for name in sys.modules if name.startswith("desktop.views") and name not in seen)))
"""


def test_what_is_behind_the_window_brings_no_panel_and_no_dialog_before_it_is_opened() -> None:
    root = Path(__file__).resolve().parents[2]
    said = subprocess.run([sys.executable, "-c", BEHIND], cwd=root, check=True, capture_output=True, text=True).stdout
    assert json.loads(said) == [], "each costs memory in every window, also in those that never show it"


ALONE = """
import json, sys
from desktop import app
app._without_encryption()
from desktop import embedding, session
from desktop.remote.market import Market
print(json.dumps("SSLContext" in dir(sys.modules.get("ssl"))))
"""


def test_who_talks_to_no_server_loads_no_tls() -> None:
    root = Path(__file__).resolve().parents[2]
    said = subprocess.run([sys.executable, "-c", ALONE], cwd=root, check=True, capture_output=True, text=True).stdout
    assert json.loads(said) is False
