"""`docs/keys.md` says what the keys do, and nothing else."""

from itertools import groupby
from operator import attrgetter

from desktop.views.shortcuts.table import INTENTS, WITHIN, Intent
from tests.architecture.sources import ROOT


def test_the_table_of_keys_is_the_one_of_the_program() -> None:
    text = (ROOT / "docs" / "keys.md").read_text("utf-8")
    found = text.partition("<!-- keys -->\n")[2]
    assert found == "\n".join(_lines()) + "\n"


def _lines() -> list[str]:
    lines = []
    for group, intents in groupby((*INTENTS, *WITHIN), attrgetter("group")):
        lines += ["", f"## {group}", "", "| What | Keys |", "| --- | --- |", *map(_row, intents)]
    return lines[1:]


def _row(intent: Intent) -> str:
    keys = (each.replace(", ", " then ") for each in intent.keys)
    return f"| {intent.text} | {' or '.join(f'`{each}`' for each in keys) or 'in the menu'} |"
