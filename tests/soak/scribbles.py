"""Random work on proposals, many times: what arrives is what was shown."""

import gc
import os
import sys
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.views import theme
from tests.support import scribbling
from tests.unit.marketplace.stories import end_all

SEQUENCES = 500


def run(seed: int) -> list[str]:
    """Play sequences; returns what came out differently, each with the seed to see it again."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([sys.argv[0], "-style", "fusion"])
    theme.apply(app, "light")
    chance, found = Random(seed), []
    for number in range(SEQUENCES):
        one = chance.randrange(2**31)
        try:
            scribbling.run(one)
        except AssertionError as error:
            found.append(f"sequence {one}: {error}")
        app.processEvents()
        if not number % 20:
            end_all()  # the markets of the stories, which a test's fixture closes otherwise
            gc.collect()
    end_all()
    return found
