"""Whether the marketplace can be reached, as the rest of the program may know it."""

from collections.abc import Callable
from enum import Enum

from desktop.errors import AppError, Busy, InDoubt, Offline


class Reach(Enum):
    """How things stand with the marketplace.

    `BUSY` means that it, or somebody on the way, asks for patience; `TROUBLE` that it answers, but not in a way we can
    use; `IN_DOUBT` that the user has to say whether to believe it.
    """

    CONNECTING = "connecting"
    FETCHING = "fetching"
    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
    TROUBLE = "trouble"
    IN_DOUBT = "in doubt"
    WORKING_OFFLINE = "working offline"


class Connectivity:
    """One value, told to whoever listens when it changes. `sentence` explains OFFLINE, BUSY, TROUBLE and IN_DOUBT."""

    def __init__(self) -> None:
        self.reach = Reach.CONNECTING
        self.sentence = ""
        self._listeners: list[Callable[[], None]] = []
        self._scouts: list[Callable[[], None]] = []

    @property
    def is_open(self) -> bool:
        """Whether the marketplace we know was there when somebody last looked: only then does anything go out."""
        return self.reach in {Reach.ONLINE, Reach.FETCHING}

    def subscribe(self, listener: Callable[[], None]) -> None:
        """`listener` is called after each change."""
        self._listeners.append(listener)

    def when_doubted(self, look: Callable[[], None]) -> None:
        """`look` is called when it is time to see whether the marketplace is there."""
        self._scouts.append(look)

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
        match error:
            case Offline():
                self._set(Reach.OFFLINE, error.sentence)
            case Busy():
                self._set(Reach.BUSY, error.sentence)
            case InDoubt():
                self._set(Reach.IN_DOUBT, error.sentence)
            case _:
                self._set(Reach.TROUBLE, error.sentence)

    def doubted(self, error: AppError) -> None:
        """A delivery failed as if nobody were there; whoever keeps watch looks at once."""
        self.failed(error)
        self.look()

    def look(self) -> None:
        """Have it found out now how things stand."""
        for look in tuple(self._scouts):
            look()

    def _set(self, reach: Reach, sentence: str) -> None:
        if (reach, sentence) != (self.reach, self.sentence):
            self.reach, self.sentence = reach, sentence
            for listener in tuple(self._listeners):
                listener()
