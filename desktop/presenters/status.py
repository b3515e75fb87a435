"""The sync chip: whether the marketplace can be reached, and what waits for it or for the user."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.changes import Changes
from desktop.local.outbox import Standing
from desktop.local.sections import Section
from desktop.presenters.sentences import Sentences
from desktop.services.connectivity import Connectivity, Reach
from desktop.services.outgoing import Outgoing
from desktop.views.main_window import MainWindow

Spawn = Callable[..., None]


class Status(QObject):
    """Words the sync chip.

    Signals:
        sync_requested(): try again now.
        consent_given(): what the marketplace said last may replace the copy here.
        section_requested(str): show where the user is needed.
    """

    sync_requested = Signal()
    consent_given = Signal()
    section_requested = Signal(str)

    def __init__(
        self, window: MainWindow, connectivity: Connectivity, outgoing: Outgoing, sentences: Sentences, spawn: Spawn
    ) -> None:
        super().__init__(window)
        self._window = window
        self._connectivity = connectivity
        self._outgoing = outgoing
        self._sentences = sentences
        self._spawn = spawn
        self._standing = Standing(0, 0)
        self._told = set[str]()
        self._said = ""
        connectivity.subscribe(self.show)
        window.sync_requested.connect(self._on_sync_requested)

    def follow(self, changes: Changes) -> None:
        """Something changed in the store."""
        if Section.OUTBOX in changes.sections:
            self.refresh()

    def refresh(self) -> None:
        """Count what waits."""
        self._spawn(self._refresh(), latest="status")

    def show(self) -> None:
        """Show how things stand. Each sentence is said once between two times that all was well; the chip stays."""
        self._window.header.show_sync(*wording(self._connectivity.reach, self._standing))
        reach = self._connectivity.reach
        if self._connectivity.is_open:
            self._told.clear()
        if reach is Reach.ONLINE and self._said:
            self._sentences.take_back(self._said)
            self._said = ""
        sentence = self._connectivity.sentence
        if reach in {Reach.TROUBLE, Reach.IN_DOUBT} and sentence not in self._told:
            self._told.add(sentence)
            self._say(sentence)

    @Slot()
    def _on_sync_requested(self) -> None:
        if self._standing.refused:
            self.section_requested.emit(Section.OUTBOX)
        elif self._connectivity.sentence:
            self._say(self._connectivity.sentence)
        self.sync_requested.emit()

    def _say(self, sentence: str) -> None:
        """What stands in the way, and what can be done about it; what would replace the copy is done by nobody else."""
        self._said = sentence
        match self._connectivity.reach:
            case Reach.IN_DOUBT:
                self._sentences.say(sentence, "warning", "Replace my copy", self.consent_given.emit)
            case Reach.TROUBLE:
                self._sentences.say(sentence, "warning", "Try again", self.sync_requested.emit)
            case _:
                self._sentences.say(sentence, "plain")

    async def _refresh(self) -> None:
        self._standing = await self._outgoing.standing()
        self.show()


def why_nothing_is_here(reach: Reach, sentence: str) -> tuple[str, str, str, str]:
    """Before the first copy is complete: an icon, a title, a sentence, and what can be done, for an empty list."""
    match reach:
        case Reach.WORKING_OFFLINE:
            return "wifi-off", "Nothing has been fetched yet", "Start without --offline to fetch your invitations.", ""
        case Reach.OFFLINE | Reach.BUSY:
            return (
                "wifi-off",
                "Not connected yet",
                f"Invitations appear after the first contact. {sentence}",
                "Try again",
            )
        case Reach.TROUBLE | Reach.IN_DOUBT:
            return "triangle-alert", "Not connected yet", sentence, "Try again"
        case _:
            return "clock", "Fetching your invitations", "The first time this takes a moment.", ""


_CHIPS = {
    Reach.OFFLINE: ("Offline", "warning"),
    Reach.WORKING_OFFLINE: ("Offline", "warning"),
    Reach.BUSY: ("Marketplace busy", "warning"),
    Reach.TROUBLE: ("Trouble with the marketplace", "warning"),
    Reach.IN_DOUBT: ("Which marketplace is this?", "warning"),
    Reach.CONNECTING: ("Connecting", "plain"),
    Reach.FETCHING: ("Fetching", "plain"),
    Reach.ONLINE: ("Up to date", "good"),
}


def wording(reach: Reach, standing: Standing) -> tuple[str, str]:
    """The chip's text and tone: what needs the user first, then the connection, then what is on its way."""
    if standing.refused:
        return f"Needs you: {standing.refused}", "bad"
    text, tone = _CHIPS[reach]
    match reach:
        case Reach.ONLINE if standing.waiting:
            return f"Sending {standing.waiting}", "accent"
        case Reach.OFFLINE | Reach.WORKING_OFFLINE | Reach.BUSY if standing.waiting:
            return f"{text} · {standing.waiting} waiting", tone
    return text, tone
