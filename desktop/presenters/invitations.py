"""Invitations: showing one, and answering it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from desktop.clock import Clock, milliseconds
from desktop.local.outbox import Waiting
from desktop.presenters.dialogs import ask
from desktop.presenters.guarding import Guarding, refused_in
from desktop.presenters.sentences import Sentences
from desktop.presenters.wording import compositions, findings, outgoing
from desktop.presenters.wording import invitations as wording
from desktop.services.bell import Bell
from desktop.services.guard import Findings, Guard
from desktop.services.inbox import Inbox
from desktop.services.outgoing import Undoable
from desktop.services.templates import Templates
from desktop.views.main_window import MainWindow
from marketplace.contract import rules
from marketplace.contract.commands import DeclineInvitation
from marketplace.contract.entities import Invitation
from marketplace.contract.ids import CommandId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal

if TYPE_CHECKING:
    from desktop.views.decline import DeclineDialog

Spawn = Callable[..., None]


class Invitations(QObject):
    """The panel `Invitation` and the dialog `Decline invitation`.

    Signals:
        composing_requested(str, bool): write a proposal for this invitation; True for a direct one.
        answered(object): an `Undoable`: invitations were declined or ignored.
    """

    composing_requested = Signal(str, bool)
    answered = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        inbox: Inbox,
        bell: Bell,
        guard: Guard,
        templates: Templates,
        sentences: Sentences,
        spawn: Spawn,
        clock: Clock,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._inbox = inbox
        self._bell = bell
        self._guard = guard
        self._templates = templates
        self._sentences = sentences
        self._spawn = spawn
        self._clock = clock
        self._is_listening = False
        window.decline_all_requested.connect(self._on_decline_all_requested)
        window.ignore_all_requested.connect(self._on_ignore_all_requested)

    async def show(self, thing: str) -> bool:
        """Show an invitation and note that it was seen; False where it has gone."""
        found = await self._inbox.invitation(thing)
        if found is None:
            return False
        invitation, policy = found
        sheet = wording.sheet(invitation, policy, milliseconds(self._clock()))
        self._listen()
        self._window.show_invitation(sheet)
        await self._inbox.see(invitation)
        await self._bell.read_about("invitation", thing)
        return True

    def _listen(self) -> None:
        """The panel exists from the first time it is shown."""
        if self._is_listening:
            return
        self._is_listening = True
        panel = self._window.invitation
        panel.accept_requested.connect(self._on_accept_requested)
        panel.apply_requested.connect(self._on_apply_requested)
        panel.decline_requested.connect(self._on_decline_requested)
        panel.ignore_requested.connect(self._on_ignore_requested)

    @Slot(str)
    def _on_accept_requested(self, thing: str) -> None:
        self.composing_requested.emit(thing, False)

    @Slot(str)
    def _on_apply_requested(self, thing: str) -> None:
        self.composing_requested.emit(thing, True)

    @Slot(str)
    def _on_ignore_requested(self, thing: str) -> None:
        self._spawn(self._ignore_all([thing]))

    @Slot(str)
    def _on_decline_requested(self, thing: str) -> None:
        self._spawn(self._decline(thing), latest="decline")

    @Slot(list)
    def _on_decline_all_requested(self, things: list[str]) -> None:
        self._spawn(self._decline_all(things), latest="decline")

    @Slot(list)
    def _on_ignore_all_requested(self, things: list[str]) -> None:
        self._spawn(self._ignore_all(things), latest="ignore")

    async def _decline_all(self, things: list[str]) -> None:
        """The same answer to several; what cannot be answered any more is passed over."""
        found = [await self._inbox.invitation(thing) for thing in things]
        answerable = [each[0] for each in found if each is not None and rules.why_not_answerable(each[0]) is None]
        if not answerable:
            self._sentences.say("None of the selected invitations can be answered any more.", "bad")
            return
        policy = await self._inbox.policy()
        from desktop.views.decline import DeclineDialog

        texts = await self._templates.filled_for_all(answerable)
        dialog = DeclineDialog(wording.decline_all(answerable, policy, texts), self._window)
        strictest = min(answerable, key=_liberties)
        checker = _DeclineChecker(dialog, strictest, policy, Guarding(self._guard, self._spawn, dialog))
        if await ask(dialog):
            answer = checker.command()
            sent = [await self._inbox.decline(replace(answer, invitation=each.id)) for each in answerable]
            await self._after("Declining", answerable, sent)

    async def _ignore_all(self, things: list[str]) -> None:
        found = [await self._inbox.invitation(thing) for thing in things]
        there = [each[0] for each in found if each is not None]
        await self._after("Ignoring", there, [await self._inbox.ignore(each.id) for each in there])

    @Slot(object)
    def rewrite(self, refused: Waiting) -> None:
        """Where a decline was refused: write it anew, from what it said."""
        if isinstance(refused.command, DeclineInvitation):
            self._spawn(self._decline(refused.about_id, refused), latest="decline")

    async def _decline(self, thing: str, refused: Waiting | None = None) -> None:
        found = await self._inbox.invitation(thing)
        if found is None:
            return
        invitation, policy = found
        if (refusal := rules.why_not_answerable(invitation)) is not None:
            self._sentences.say(refusal.sentence, "bad")
            return
        texts = await self._templates.filled_for(invitation)
        from desktop.views.decline import DeclineDialog

        dialog = DeclineDialog(wording.decline(invitation, policy, texts), self._window)
        checker = _DeclineChecker(dialog, invitation, policy, Guarding(self._guard, self._spawn, dialog))
        if refused is not None:
            checker.begin_with(refused)
        if await ask(dialog):
            sent = await self._after("Declining", [invitation], [await self._inbox.decline(checker.command())])
            if sent and refused is not None:
                await self._inbox.put_away(refused.id)

    async def _after(self, verb: str, answered: list[Invitation], outcomes: list[CommandId | Refusal]) -> int:
        """What went into the outbox can be undone for a while; why something did not is said. Answers how many went."""
        commands, done = [], []
        for invitation, outcome in zip(answered, outcomes, strict=True):
            if isinstance(outcome, Refusal):
                self._sentences.say(outcome.sentence, "bad")
            else:
                commands.append(str(outcome))
                done.append(invitation)
        if done:
            doing = outgoing.answering(verb, [each.job.title for each in done])
            opens = ("invitation", str(done[0].id)) if len(done) == 1 else None
            self.answered.emit(Undoable(tuple(commands), await self._inbox.undo_seconds(), doing, opens))
        return len(done)


def _liberties(invitation: Invitation) -> int:
    """How much may be said to its client that others may not be told."""
    return len(rules.exemptions(invitation.client, invitation.job))


class _DeclineChecker(QObject):
    """Checks a decline dialog by the marketplace's own rules, while it is being filled in."""

    def __init__(self, dialog: "DeclineDialog", invitation: Invitation, policy: Policy, guarding: Guarding) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._invitation = invitation
        self._policy = policy
        self._guarding = guarding
        self._found: Findings = {}
        guarding.found.connect(self._on_found)
        dialog.changed.connect(self._on_changed)

    def begin_with(self, refused: Waiting) -> None:
        """What was refused stands there again, with the places that were."""
        command = refused.command
        assert isinstance(command, DeclineInvitation)
        self._guarding.begin_anew(refused_in(refused.reason, {"message": command.message}))
        self._dialog.load(command.reason, command.message, is_block=command.block)

    def command(self) -> DeclineInvitation:
        """What the dialog says now."""
        values = self._dialog.values
        return DeclineInvitation(
            invitation=self._invitation.id, reason=values.reason, message=values.message, block=values.block
        )

    @Slot()
    def _on_changed(self) -> None:
        command = self.command()
        self._guarding.watch(
            rules.said(command), allowed=rules.exemptions(self._invitation.client, self._invitation.job)
        )
        flaw = rules.decline(self._invitation, command, self._policy) if command.reason else None
        flaws = compositions.checks([flaw] if flaw is not None else [])
        self._dialog.show_checks([*flaws, *findings.checks(self._found)])

    @Slot(object)
    def _on_found(self, found: Findings) -> None:
        self._found = found
        self._dialog.show_marks(findings.marks(found.get("message", ())))
        self._on_changed()
