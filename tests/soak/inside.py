"""The program with a guide in the user's place: `python -m tests.soak.inside PART PROFILE DIARY SEED`.

Ends with 0, or with 1 and a sentence where something did not show that should have.
"""

import gc
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from random import Random
from typing import Any

from desktop.commandline import Options
from desktop.tour.hands import StepFailedError
from desktop.views.main_window import MainWindow
from tests.soak.diary import Diary
from tests.soak.typist import Typist

Part = Callable[[Typist, MainWindow, Random], Coroutine[Any, Any, None]]


async def type_for_ever(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """Until somebody kills the program."""
    await typist.write_for_ever()


async def come_to_rest(typist: Typist, _window: MainWindow, _chance: Random) -> None:
    """Until everything that was sent has arrived."""
    await typist.hands.see_sync("Up to date")


def play(part: Part, profile: Path, diary: Path, seed: int) -> int:
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

    return app.run(Options(profile=profile, undo_seconds=0, client_speed=0.0), guide)


def main(name: str, profile: str, diary: str, seed: str) -> int:
    """Play the part `name`."""
    from tests.soak import dialogs, wandering

    parts: dict[str, Part] = {
        "type": type_for_ever,
        "rest": come_to_rest,
        "wander": wandering.wander,
        "dialogs": dialogs.open_and_close,
    }
    return play(parts[name], Path(profile), Path(diary), int(seed))


if __name__ == "__main__":
    gc.disable()  # as the program's own entry does
    sys.exit(main(*sys.argv[1:]))
