"""Going about at random with a draft that is never saved by hand: it must be as it was left, every time."""

import asyncio
import tempfile
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QPlainTextEdit

from desktop.models.rows_model import ROW
from desktop.tour.hands import StepFailedError
from desktop.views.main_window import MainWindow
from tests.soak import ground, starting
from tests.soak.letters import text_of
from tests.soak.typist import Typist

INVITATIONS = 40
MOVES = 120
SECONDS = 120.0
SECTIONS = ("offers", "invitations", "active", "submitted", "archived", "messages", "drafts", "outbox")


def run(seed: int) -> list[str]:
    """One walk through a fresh profile. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
        profile = ground.prepare(Path(folder, "profile"), seed, INVITATIONS)
        return starting.finish(starting.start("wander", profile.directory, Path(folder, "diary"), seed), SECONDS)


async def wander(typist: Typist, window: MainWindow, chance: Random) -> None:
    """Write a little, go somewhere else, come back, and compare."""
    invitation, field = await typist.open_letter()
    length = 0
    for _ in range(MOVES):
        if chance.random() < 0.4:
            _, field = await typist.open_letter(invitation)
            _compare(invitation, field, length)
            await typist.type_piece(invitation, field)
            length = len(field.toPlainText())
        else:
            await _go_somewhere(window, chance)
    _, field = await typist.open_letter(invitation)
    _compare(invitation, field, length)


async def _go_somewhere(window: MainWindow, chance: Random) -> None:
    match chance.randrange(4):
        case 0:
            window.toggle_tray()
        case 1:
            window.section_requested.emit(chance.choice(SECTIONS))
        case 2:
            window.entries.step(chance.choice((-3, -1, 1, 2)))
        case 3:
            _open_any(window, chance)
    if chance.random() < 0.5:
        await asyncio.sleep(chance.random() * 0.2)


def _open_any(window: MainWindow, chance: Random) -> None:
    model = window.entries.table.model()
    row = model.index(chance.randrange(model.rowCount()), 0).data(ROW) if model.rowCount() else None
    if row is not None:
        window.entry_opened.emit(row.kind, row.id)


def _compare(invitation: str, field: QPlainTextEdit, length: int) -> None:
    shown = field.toPlainText()
    if shown != text_of(invitation, length):
        raise StepFailedError(f"{length} characters were typed, and {len(shown)} are shown: {shown[-40:]!r}")
