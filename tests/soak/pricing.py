"""Terms of every kind typed into the sheet of a proposal: what it shows and what it sends is what a hand counts."""

import os
import sys
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.views import theme
from tests.gui import gallery
from tests.support import pricing
from tests.support.till import till

TIMES = 1_000


def run(seed: int) -> list[str]:
    """Type terms in; returns what was shown or sent differently."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([sys.argv[0], "-style", "fusion"])
    theme.apply(app, "light")
    window, chance, found = gallery.window(), Random(seed), list[str]()
    window.show()
    with till(window) as counter:
        for _ in range(TIMES):
            typed = pricing.drawn(chance)
            expected, shown = pricing.by_hand(typed), counter.ring(typed)
            if shown != expected:
                found.append(f"{typed} was shown as {shown} and should be {expected}")
            elif (again := counter.ring_again()) != shown:
                found.append(f"{typed} was shown as {shown} and, when opened again, as {again}")
    window.hide()
    window.deleteLater()
    return found
