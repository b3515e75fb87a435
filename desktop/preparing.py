"""Work before the first paint that may take long, such as an update of the store: shown once it does.

The program waits for it as if it were done on the spot; a start that is as short as usual makes no window for it.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")
Share = Callable[[], float]

OVERLOOKED_SECONDS = 0.3
"""So long nobody wonders why there is no window."""
GLANCE_SECONDS = 0.05


class Beside(Generic[Result]):
    """`work()` in a thread of its own."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._results: list[Result] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="preparing")
        self._thread.start()

    def is_done_within(self, seconds: float) -> bool:
        """Wait so long for its end."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> Result:
        """What it came to, when it is done; raises what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            self._error = error


def prepared(work: Callable[[], Result], share: Share) -> Result:
    """What `work()` comes to. Where that takes longer, a small window says so; `share` says how far it is, 0 to 1."""
    beside = Beside(work)
    if not beside.is_done_within(OVERLOOKED_SECONDS):
        _show(beside, share)
    return beside.result()


def _show(beside: Beside[Result], share: Share) -> None:
    from desktop import first_paint
    from desktop.views.preparing import PreparingWindow

    app, window, furthest = first_paint.application(), PreparingWindow(), 0.0
    window.show()
    while not beside.is_done_within(GLANCE_SECONDS):
        furthest = max(furthest, share())
        window.show_share(furthest)
        app.look_up()
    window.end()
