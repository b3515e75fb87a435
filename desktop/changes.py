"""What changed in the local store, told to whoever shows it. Plain callbacks on the GUI thread, no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """`sections` whose list differs, and `things` as (kind, id) whose content does. Both may be empty."""

    sections: frozenset[str] = frozenset()
    things: frozenset[tuple[str, str]] = frozenset()
    notifications: bool = False
    documents: frozenset[str] = frozenset()

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.sections | other.sections,
            self.things | other.things,
            self.notifications or other.notifications,
            self.documents | other.documents,
        )

    def __bool__(self) -> bool:
        return bool(self.sections or self.things or self.notifications or self.documents)


NOTHING = Changes()


@dataclass(slots=True)
class ChangeBus:
    """Whoever changes the store publishes what changed; whoever shows it subscribes."""

    _listeners: list[Callable[[Changes], None]] = field(default_factory=list)

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """`listener` is called with each later change, in order of subscription."""
        self._listeners.append(listener)

    def publish(self, changes: Changes) -> None:
        """Tell everybody; nothing changed, nobody is told."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)
