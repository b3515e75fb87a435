"""The dialogs `Edit proposal` and `Withdraw proposal`."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.clock import Clock, milliseconds
from desktop.local.looks import moment
from desktop.presenters import filling
from desktop.presenters.dialogs import ask
from desktop.presenters.editing import Editing
from desktop.presenters.guarding import Guarding, Spawn
from desktop.presenters.sentences import Sentences
from desktop.presenters.wording import compositions, findings
from desktop.presenters.wording import proposals as wording
from desktop.services.attachments import Attachments
from desktop.services.guard import Findings, Guard
from desktop.services.inbox import Inbox, SentProposal
from desktop.services.proposals import Proposals
from desktop.views.main_window import MainWindow
from marketplace.contract import rules
from marketplace.contract.commands import WithdrawProposal
from marketplace.contract.contact import Context
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules import Said

if TYPE_CHECKING:
    from desktop.views.withdraw import WithdrawDialog


class Changing(QObject):
    """Changes what was sent, and takes it back."""

    def __init__(
        self,
        window: MainWindow,
        service: Proposals,
        inbox: Inbox,
        attachments: Attachments,
        guard: Guard,
        sentences: Sentences,
        spawn: Spawn,
        clock: Clock,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._attachments = attachments
        self._service = service
        self._inbox = inbox
        self._guard = guard
        self._sentences = sentences
        self._spawn = spawn
        self._clock = clock

    def listen(self) -> None:
        """The panel `Proposal` has come into being."""
        self._window.proposal.edit_requested.connect(self._on_edit_requested)
        self._window.proposal.withdraw_requested.connect(self._on_withdraw_requested)

    @Slot(str)
    def _on_edit_requested(self, thing: str) -> None:
        self._spawn(self._edit(thing), latest="changing")

    @Slot(str)
    def _on_withdraw_requested(self, thing: str) -> None:
        self._spawn(self._withdraw(thing), latest="changing")

    async def _edit(self, thing: str) -> None:
        found, composition = await self._inbox.proposal(thing), await self._service.composition(thing)
        if found is None or composition is None:
            return
        now = milliseconds(self._clock())
        has_texts = rules.why_not_content_editable(found.proposal, found.policy, moment(now)) is None
        sheet, note = wording.sheet(*found[:2], now, is_pending=False), compositions.sheet(composition, now)
        from desktop.views.proposal.edit import EditDialog

        dialog = EditDialog(
            note, filling.values(composition), sheet.edit_note, has_texts=has_texts, parent=self._window
        )
        guarding = Guarding(self._guard, self._spawn, dialog)
        editing = Editing(dialog, composition, found, self._attachments, guarding, self._spawn, self._clock)
        if await ask(dialog):
            self._say(await self._service.edit(thing, editing.fields()))

    async def _withdraw(self, thing: str) -> None:
        found = await self._inbox.proposal(thing)
        if found is None:
            return
        from desktop.views.withdraw import WithdrawDialog

        dialog = WithdrawDialog(wording.withdrawal(found.proposal, found.policy), self._window)
        _WithdrawChecker(dialog, found, Guarding(self._guard, self._spawn, dialog))
        if await ask(dialog):
            values = dialog.values
            command = WithdrawProposal(proposal=found.proposal.id, reason=values.reason)
            self._say(await self._service.withdraw(command, values.message))

    def _say(self, outcome: object) -> None:
        if isinstance(outcome, Refusal):
            self._sentences.say(outcome.sentence, "bad")


class _WithdrawChecker(QObject):
    """Looks at the last word, while it is being written."""

    def __init__(self, dialog: "WithdrawDialog", found: SentProposal, guarding: Guarding) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._sent = found
        self._guarding = guarding
        self._found: Findings = {}
        guarding.found.connect(self._on_found)
        dialog.changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        text, proposal = self._dialog.values.message, self._sent.proposal
        allowed = rules.exemptions(proposal.client, proposal.job)
        self._guarding.watch([Said("text", text, Context.CHAT)], allowed=allowed)
        flaw = rules.text(text, self._sent.policy.limits.chat_message, "message")
        flaws = compositions.checks([flaw] if flaw is not None else [])
        self._dialog.show_checks([*flaws, *findings.checks(self._found)])

    @Slot(object)
    def _on_found(self, found: Findings) -> None:
        self._found = found
        self._dialog.show_marks(findings.marks(found.get("text", ())))
        self._on_changed()
