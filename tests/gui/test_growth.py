"""Opening and closing leaves nothing behind. The soak does this a thousand times."""

from desktop.views.main_window import MainWindow
from tests.support import growing

WARM_UP, TIMES = 6, 30


def test_drafts_and_their_dialogs_leave_nothing_behind(window: MainWindow) -> None:
    for number in range(WARM_UP):
        growing.cycle(window, number)
    before = growing.objects(window)
    for number in range(TIMES):
        growing.cycle(window, number)
    assert growing.objects(window) <= before
