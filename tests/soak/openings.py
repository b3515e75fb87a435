"""Drafts and their dialogs, opened and closed a thousand times: neither objects nor memory grow."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.views import theme
from tests.gui import gallery
from tests.support import growing

WARM_UP, TIMES = 100, 1_000
MOST_MEGABYTES = 8.0
"""What a thousand cycles may leave: caches that are still filling, and no leak."""


def resident() -> float:
    """Megabytes of this process that are in memory; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if told.exists() else 0.0


def run(seed: int) -> list[str]:
    """Play the cycles; returns what grew."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([sys.argv[0], "-style", "fusion"])
    theme.apply(app, "light")
    window = gallery.window()
    window.show()
    for number in range(WARM_UP):
        growing.cycle(window, seed + number)
    objects, memory = growing.objects(window), resident()
    for number in range(TIMES):
        growing.cycle(window, seed + number)
    grown = resident() - memory
    found = []
    if (more := growing.objects(window) - objects) > 0:
        found.append(f"{TIMES} openings left {more} objects behind")
    if grown > MOST_MEGABYTES:
        found.append(f"{TIMES} openings left {grown:.1f} MB behind")
    window.hide()
    window.deleteLater()
    return found
