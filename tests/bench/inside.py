"""Measurements that run inside the program, with a guide in the user's place: `python -m tests.bench.inside NAME ...`

Each prints one JSON document. The parent process starts this one offscreen and reads it.
"""

import gc
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from desktop.commandline import Options
from desktop.views.main_window import MainWindow

Measured = dict[str, list[float]]
Measurement = Callable[[MainWindow], Coroutine[Any, Any, Measured]]


def play(measurement: Measurement, profile: Path) -> int:
    """Run the program on `profile` with `measurement` as its user, and print what was measured."""
    from desktop import app

    async def guide(window: MainWindow) -> int:
        print(json.dumps(await measurement(window)))
        return 0

    return app.run(Options(profile=profile, client_speed=0.0), guide)


def main(name: str, profile: str) -> int:
    """Play the measurement `name`."""
    from tests.bench import composing, everyday, scrolling, stalls

    known: dict[str, Measurement] = {
        "stalls": stalls.watch,
        "scrolling": scrolling.scroll,
        "everyday": everyday.live,
        "composing": composing.live,
    }
    return play(known[name], Path(profile))


if __name__ == "__main__":
    gc.disable()  # as the program's own entry does
    sys.exit(main(*sys.argv[1:]))
