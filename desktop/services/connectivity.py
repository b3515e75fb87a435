"""Whether the marketplace can be reached, as the rest of the program may know it."""

from collections.abc import Callable
from enum import Enum

from desktop.errors import AppError, Offline


class Reach(Enum):
    """How things stand with the marketplace. `TROUBLE` means that it answers, but not in a way we can use."""

    CONNECTING = "connecting"
    FETCHING = "fetching"
    ONLINE = "online"
    OFFLINE = "offline"
    TROUBLE = "trouble"
    WORKING_OFFLINE = "working offline"


class Connectivity:
    """One value, told to whoever listens when it changes. `sentence` explains OFFLINE and TROUBLE."""

    def __init__(self) -> None:
        self.reach = Reach.CONNECTING
        self.sentence = ""
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        """`listener` is called after each change."""
        self._listeners.append(listener)

    def fetching(self) -> None:
        """The first copy of everything is being fetched."""
        self._set(Reach.FETCHING, "")

    def reached(self) -> None:
        """An answer came and made sense."""
        self._set(Reach.ONLINE, "")

    def work_offline(self) -> None:
        """The user wants no connection."""
        self._set(Reach.WORKING_OFFLINE, "You asked to work offline. What you send waits in the outbox.")

    def failed(self, error: AppError) -> None:
        """A call failed in a way that trying again may mend."""
        self._set(Reach.OFFLINE if isinstance(error, Offline) else Reach.TROUBLE, error.sentence)

    def _set(self, reach: Reach, sentence: str) -> None:
        if (reach, sentence) != (self.reach, self.sentence):
            self.reach, self.sentence = reach, sentence
            for listener in tuple(self._listeners):
                listener()
