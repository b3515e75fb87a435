"""What arrives is what was shown, whatever was done to a proposal before. The soak does this ten thousand times."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.theme import Themes
from tests.support import scribbling

SEEDS = range(24)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_arrives_was_shown(seed: int, qtbot: QtBot, themes: Themes) -> None:
    scribbling.run(seed)
