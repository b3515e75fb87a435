"""Looking for contact information while one writes: soon after a pause, and never between a key and its letter."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.presenters.dialogs import is_there
from desktop.services.guard import Findings, Guard
from marketplace.contract.contact import NOTHING, Exemption, Finding
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules import Said

Spawn = Callable[..., None]

PAUSE_MILLISECONDS = 40
"""Together with the looking, marks stand within 100 ms of the last key."""


class Refused(NamedTuple):
    """What the marketplace found in the `text` of a field."""

    field: str
    text: str
    findings: tuple[Finding, ...]


def refused_in(refusal: Refusal | None, texts: Mapping[str, str]) -> Refused | None:
    """What of `texts` was refused; None where that was for another reason."""
    if refusal is None or refusal.field is None or not refusal.findings:
        return None
    return Refused(refusal.field, texts.get(refusal.field, ""), refusal.findings)


class Guarding(QObject):
    """One sheet's texts under the guard: `watch(texts)` after each change.

    Signals:
        found(object): `Findings` of the texts that were given last.
    """

    found = Signal(object)

    def __init__(self, guard: Guard, spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._guard = guard
        self._spawn = spawn
        self._texts: Sequence[Said] = ()
        self._history: tuple[str, ...] = ()
        self._allowed: frozenset[Exemption] = NOTHING
        self._refused: Refused | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._on_timeout)

    def watch(
        self, texts: Sequence[Said], *, history: tuple[str, ...] = (), allowed: frozenset[Exemption] = NOTHING
    ) -> None:
        """These are the texts now; what was asked before is no longer of interest."""
        if (tuple(texts), history, allowed) != (tuple(self._texts), self._history, self._allowed):
            self._texts, self._history, self._allowed = texts, history, allowed
            self._timer.start()

    def begin_anew(self, refused: Refused | None = None) -> None:
        """What was found is no longer shown: the same texts are to be looked at again.

        The marketplace is the judge: what it `refused` of a text is found in it until that is changed.
        """
        self._texts, self._history, self._allowed = (), (), NOTHING
        self._refused = refused

    @Slot()
    def _on_timeout(self) -> None:
        self._spawn(self._look(self._texts), latest=f"guard {id(self)}")

    async def _look(self, texts: Sequence[Said]) -> None:
        found: Findings = await self._guard.look(texts, history=self._history, allowed=self._allowed)
        if is_there(self) and texts is self._texts:
            self.found.emit(self._judged(texts, found))

    def _judged(self, texts: Sequence[Said], found: Findings) -> Findings:
        refused = self._refused
        if refused is None or all((said.field, said.text) != (refused.field, refused.text) for said in texts):
            return found
        return {refused.field: refused.findings, **found}
