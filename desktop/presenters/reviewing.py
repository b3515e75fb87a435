"""Looking at a draft before it goes: as its client will see it, and as it was before."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot

from desktop.clock import Clock, milliseconds
from desktop.local.drafts import Fields
from desktop.local.looks import moment
from desktop.local.revisions import Revision
from desktop.presenters.dialogs import ask, is_there
from desktop.presenters.wording import previews
from desktop.presenters.wording import versions as wording
from desktop.services import composer, versions
from desktop.services.composer import Composer, Composition

if TYPE_CHECKING:
    from desktop.views.composer import ComposerPanel
    from desktop.views.history import HistoryDialog

Spawn = Callable[..., None]


class Desk(Protocol):
    """Where the proposal is written."""

    @property
    def composition(self) -> Composition | None:
        """What is being written, None where nothing is."""

    async def flush(self) -> None:
        """Keep everything now."""

    def put_back(self, draft: str, fields: Fields) -> None:
        """`draft` says again what it said before."""


class Reviewing(QObject):
    """The dialogs `Preview` and `History` of a draft."""

    def __init__(self, panel: "ComposerPanel", desk: Desk, service: Composer, spawn: Spawn, clock: Clock) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._service = service
        self._spawn = spawn
        self._clock = clock
        panel.preview_requested.connect(self._on_preview_requested)
        panel.history_requested.connect(self._on_history_requested)

    @Slot(str)
    def _on_preview_requested(self, _draft: str) -> None:
        composition = self._desk.composition
        if composition is not None:
            proposal = composer.as_proposal(composition, moment(milliseconds(self._clock())))
            from desktop.views.preview import PreviewDialog

            dialog = PreviewDialog(previews.sheet(composition, proposal), self._panel.window())
            self._spawn(ask(dialog), latest="review")

    @Slot(str)
    def _on_history_requested(self, _draft: str) -> None:
        self._spawn(self._look_back(), latest="review")

    async def _look_back(self) -> None:
        await self._desk.flush()
        composition = self._desk.composition
        if composition is None:
            return
        history = await self._service.history(composition.draft.id)
        found, now = versions.of(history), milliseconds(self._clock())
        from desktop.views.history import HistoryDialog

        dialog = HistoryDialog(self._panel.window())
        comparing = _Comparing(dialog, found, composition, self._spawn)
        dialog.show_versions(wording.rows(found, now), wording.effort(history, now))
        is_accepted = await ask(dialog)
        if composition.draft.rival is not None:
            await self._service.settle_rival(composition.draft.id)
        if is_accepted and (chosen := comparing.chosen) is not None:
            self._desk.put_back(composition.draft.id, chosen.fields)


class _Comparing(QObject):
    """Compares the chosen version with what is written now, beside the window."""

    def __init__(self, dialog: "HistoryDialog", found: list[Revision], composition: Composition, spawn: Spawn) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._versions = {each.revision: each for each in found}
        self._composition = composition
        self._spawn = spawn
        self.chosen: Revision | None = None
        dialog.version_chosen.connect(self._on_version_chosen)

    @Slot(int)
    def _on_version_chosen(self, number: int) -> None:
        self.chosen = self._versions[number]
        self._spawn(self._compare(self.chosen), latest="comparing")

    async def _compare(self, version: Revision) -> None:
        draft, job = self._composition.draft, self._composition.invitation.job
        found = await asyncio.to_thread(wording.compared, version.fields, draft.fields, job)
        if is_there(self._dialog) and self.chosen is version:
            self._dialog.show_differences(found)
