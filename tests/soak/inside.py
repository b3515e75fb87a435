"""The program with a guide in the user's place: `python -m tests.soak.inside PART PROFILE DIARY SEED`.

Ends with 0, or with 1 and a sentence where something did not show that should have.
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from desktop.commandline import Options
from desktop.profile import Profile
from desktop.tour.hands import StepFailedError
from desktop.tour.script import OUTBOX
from desktop.views.composer import ComposerPanel
from desktop.views.main_window import MainWindow
from tests.soak.diary import Diary
from tests.soak.typist import Typist

UNDO_SECONDS = 4
HOLDING = {"hold", "undo", "let go"}
"""Parts in whose time what is sent can be undone."""

Part = Callable[[Typist, MainWindow, Random], Coroutine[Any, Any, None]]


async def type_for_ever(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """Until somebody kills the program."""
    await typist.write_for_ever()


async def send_and_hold(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """Send a proposal that can be undone, and wait until somebody kills the program."""
    invitation, field = await typist.open_letter()
    await typist.type_piece(invitation, field)
    await typist.send(invitation, len(field.toPlainText()))
    await asyncio.Event().wait()


async def undo(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """What an earlier run sent can be undone here, and its draft is open again."""
    await typist.hands.go(OUTBOX)
    await typist.hands.see_entry(OUTBOX, "Proposal: ")
    await typist.hands.click("Undo")
    await typist.hands.find(ComposerPanel, "Proposal draft")
    await typist.hands.see_no_entry(OUTBOX, "Proposal: ")


async def let_go(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """What an earlier run sent could be undone here, and is not."""
    await typist.hands.find(QAbstractButton, "Undo")
    await typist.hands.see_sync("Sending 1")
    await typist.hands.see_sync("Up to date")


async def come_to_rest(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """Until everything that was sent has arrived."""
    await typist.hands.see_sync("Up to date")


def play(part: Part, profile: Path, diary: Path, seed: int, undo_seconds: int = 0) -> int:
    """Run the program on `profile` with `part` as its user."""
    from desktop import app

    async def guide(window: MainWindow) -> int:
        chance = Random(seed)
        try:
            await part(Typist(window, Diary(diary), chance), window, chance)
        except StepFailedError as error:
            print(f"It stopped: {error}.", file=sys.stderr)
            return 1
        return 0

    return app.run(Options(profile=profile, undo_seconds=undo_seconds, client_speed=0.0), guide)


def main(name: str, profile: str, diary: str, seed: str) -> int:
    """Play the part `name`."""
    from tests.soak import dialogs, holding, leaving, openings, scrawling, wandering

    async def type_while_held(typist: Typist, window: MainWindow, _chance: Random) -> None:
        await holding.type_while_held(typist, window, int(name.split()[1]), Profile(Path(profile)), Diary(Path(diary)))

    parts: dict[str, Part] = {
        "type": type_for_ever,
        "rest": come_to_rest,
        "wander": wandering.wander,
        "dialogs": dialogs.open_and_close,
        "hold": send_and_hold,
        "undo": undo,
        "let go": let_go,
        name if name.startswith("held ") else "held": type_while_held,
        "scrawl": scrawling.scrawl,
        "openings": openings.open_and_close,
        "write": leaving.write,
        "leave": leaving.leave,
    }
    undo_seconds = UNDO_SECONDS if name in HOLDING else 0
    return play(parts[name], Path(profile), Path(diary), int(seed), undo_seconds)


if __name__ == "__main__":
    gc.disable()  # as the program's own entry does
    sys.exit(main(*sys.argv[1:]))
