"""A proposal that was sent is being changed: checked by the marketplace's own rules, while one does."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from desktop.clock import Clock, milliseconds
from desktop.local.drafts import Fields
from desktop.local.looks import moment
from desktop.models.rows import CheckRow
from desktop.presenters import filling
from desktop.presenters.attaching import Attaching
from desktop.presenters.guarding import Guarding, Spawn
from desktop.presenters.wording import compositions, findings
from desktop.services import composer, proposals
from desktop.services.attachments import Attachments
from desktop.services.composer import Composition
from desktop.services.guard import Findings
from desktop.services.inbox import SentProposal
from marketplace.contract import rules
from marketplace.contract.entities import Attachment

if TYPE_CHECKING:
    from desktop.views.proposal.edit import EditDialog


class Editing(QObject):
    """The dialog `Edit proposal`. Its files are attached by the same hands as those of a draft."""

    def __init__(
        self,
        dialog: "EditDialog",
        composition: Composition,
        found: SentProposal,
        attachments: Attachments,
        guarding: Guarding,
        spawn: Spawn,
        clock: Clock,
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._composition = composition
        self._sent = found
        self._guarding = guarding
        self._clock = clock
        self._found: Findings = {}
        self._left_out = ""
        self._attaching = Attaching(dialog.attachments, self, attachments, self, spawn, were_sent=True)
        self._attaching.changed.connect(self._on_changed)
        guarding.found.connect(self._on_found)
        dialog.changed.connect(self._on_changed)
        self._on_changed()

    @property
    def composition(self) -> Composition:
        """What is being changed."""
        return self._composition

    def fields(self) -> Fields:
        """What is filled in now."""
        return filling.fields(self._dialog.values(), self._composition.draft.fields.attachments)

    def keep_files(self, draft: str, attachments: tuple[Attachment, ...]) -> bool:
        """`attachments` are the files of the proposal `draft` now."""
        fields = replace(self._composition.draft.fields, attachments=attachments)
        self._composition = composer.with_fields(self._composition, fields)
        self._on_changed()
        return self._composition.draft.id == draft

    def say(self, text: str, _tone: str = "", /) -> None:
        """Say what was left out among the checks: the window behind the dialog is not looked at."""
        self._left_out = text
        self._on_changed()

    def take_back(self) -> None:
        """What was left out is no longer of interest."""
        self.say("")

    @Slot()
    def _on_changed(self) -> None:
        fields, proposal, policy = self.fields(), self._sent.proposal, self._sent.policy
        command = proposals.changes(proposal, fields)
        self._attaching.show(self._composition)
        texts = rules.said(command, self._attaching.texts)
        self._guarding.watch(texts, allowed=rules.exemptions(proposal.client, proposal.job))
        self._dialog.show_fee(*compositions.earnings(proposal.job, fields, proposal.fee_percent))
        self._dialog.show_sum(compositions.sum_of_milestones(fields))
        flaw = rules.edit(proposal, command, policy, moment(milliseconds(self._clock())))
        flaws = compositions.checks([flaw] if flaw is not None else [])
        self._dialog.show_checks([*flaws, *findings.checks(self._found), *self._of_files()])

    def _of_files(self) -> list[CheckRow]:
        """A change does not go before its files are attached."""
        copying = [row._replace(tone="bad") for row in self._attaching.copying()]
        left_out = [CheckRow(self._left_out, "attachments", "warning")] if self._left_out else []
        return [*copying, *self._attaching.notices(self._composition), *left_out]

    @Slot(object)
    def _on_found(self, found: Findings) -> None:
        for field in {*self._found, *found}:
            self._dialog.show_marks(field, findings.marks(found.get(field, ())))
        self._found = found
        self._on_changed()
