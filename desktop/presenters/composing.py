"""Writing a proposal: what is typed is kept within a second, checked as it is typed, and sent once."""

import asyncio
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.changes import Changes
from desktop.clock import Clock, milliseconds
from desktop.errors import AppError
from desktop.local.drafts import Draft, Fields
from desktop.local.interviews import Answered
from desktop.presenters import filling
from desktop.presenters.attaching import Attaching
from desktop.presenters.dialogs import ask
from desktop.presenters.guarding import Guarding, refused_in
from desktop.presenters.reviewing import Reviewing
from desktop.presenters.sentences import Sentences
from desktop.presenters.templating import Templating
from desktop.presenters.wording import compositions as wording
from desktop.presenters.wording import findings
from desktop.services import composer
from desktop.services.attachments import Attachments
from desktop.services.composer import Composer, Composition
from desktop.services.guard import Findings, Guard
from desktop.services.outgoing import Sent
from desktop.services.templates import Templates
from desktop.views.main_window import MainWindow
from marketplace.contract.entities import Attachment
from marketplace.contract.refusals import Refusal

if TYPE_CHECKING:
    from desktop.presenters.interviewing import Interviewing
    from desktop.views.composer import ComposerPanel
    from desktop.views.composer.window import ComposerWindow
    from desktop.views.interview import InterviewPanel

Spawn = Callable[..., None]
MakeInterviewing = Callable[["InterviewPanel", "Composing"], "Interviewing"]
"""Called when a job asks for an interview, and not before: most do not."""

SAVE_MILLISECONDS = 250
RETRY_MILLISECONDS = 2_000
NEWER = "A newer version of this draft, from another computer, is there."


class Composing(QObject):
    """The panel `Proposal draft`.

    Signals:
        sent(object, str): a `Sent`, which can be undone for a while, and what goes to whom.
        left(str, str): the panel is done with; show this thing instead.
        window_requested(str): the draft of this id was left here, to be shown in a window of its own.
    """

    sent = Signal(object, str)
    left = Signal(str, str)
    window_requested = Signal(str)

    def __init__(
        self,
        window: "MainWindow | ComposerWindow",
        service: Composer,
        attachments: Attachments,
        guard: Guard,
        templates: Templates,
        make_interviewing: MakeInterviewing,
        sentences: Sentences,
        spawn: Spawn,
        clock: Clock,
    ) -> None:
        super().__init__(window)
        self._attachments = attachments
        self._templates = templates
        self._make_interviewing = make_interviewing
        self._window = window
        self._service = service
        self._sentences = sentences
        self._spawn = spawn
        self._clock = clock
        self._open: Composition | None = None
        self._found: Findings = {}
        self._guarding = Guarding(guard, spawn, self)
        self._guarding.found.connect(self._on_found)
        self._discarded = ""
        # What is on the screen, or was left, and is not on the disk: nothing goes out of this but by a commit.
        self._unsaved: dict[str, Draft] = {}
        self._is_told = False
        self._is_sending = False
        self._saving = asyncio.Lock()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    # --- showing ------------------------------------------------------------------------------------------

    async def show(self, draft: str) -> bool:
        """Show a draft by its id; False where it has gone."""
        return await self._show(await self._after_saving(self._service.open_draft, draft))

    async def begin(self, invitation: str, *, direct: bool) -> bool:
        """Show the draft for an invitation, fresh or as it was left."""
        is_shown = await self._show(await self._after_saving(self._service.open, invitation, direct=direct))
        if is_shown:
            self._panel.go_to("interview" if self._open is not None and self._open.interview else "cover_letter")
        return is_shown

    def writes(self, draft: str) -> bool:
        """Whether this draft is being written here."""
        return self._open is not None and self._open.draft.id == draft

    def writes_to(self, invitation: str, *, direct: bool) -> bool:
        """Whether the draft of this kind for an invitation is being written here."""
        return self._open is not None and self._open.invitation.id == invitation and self._open.draft.direct is direct

    def follow(self, changes: Changes) -> None:
        """Something changed in the store: perhaps what is being answered."""
        if self._open is not None and ("invitation", self._open.invitation.id) in changes.things:
            self._spawn(self._look_again(self._open), latest="composing")
        if self._open is not None and ("draft", self._open.draft.id) in changes.things:
            self._spawn(self._hear(self._open.draft.id), latest="hearing")

    async def _look_again(self, before: Composition) -> None:
        """Check what is written against the invitation as it is now; the text is left alone."""
        found = await self._service.open(before.invitation.id, direct=before.draft.direct)
        if found is None or self._open is None or self._open.draft.id != before.draft.id:
            return
        self._open = found._replace(draft=self._open.draft)
        self._panel.show_banner(wording.banner(self._open, milliseconds(self._clock())))
        self._show_state(self._open)

    async def _hear(self, draft: str) -> None:
        """Somebody went on with the draft elsewhere. Nothing changes under the hands of who is writing here."""
        newer = None if self._open is None else await self._service.newer(self._open.draft)
        if newer is None or self._open is None or self._open.draft.id != draft:
            return
        if draft in self._unsaved or self._panel.has_keyboard:
            self._offer_newer(draft)
        else:
            self._take(newer)

    def _offer_newer(self, draft: str) -> None:
        self._sentences.say(NEWER, "plain", "Take it", partial(self._on_taking_requested, draft))

    def _on_taking_requested(self, draft: str) -> None:
        self._spawn(self._take_newer(draft), latest="hearing")

    async def _take_newer(self, draft: str) -> None:
        """Show what was written elsewhere; what was typed here meanwhile is kept, in the history."""
        await self.flush()
        found = await self._service.open_draft(draft) if self.writes(draft) else None
        if draft in self._unsaved or found is None or self._open is None or self._open.draft.id != draft:
            return
        if draft in self._unsaved:  # by who wrote on meanwhile
            self._offer_newer(draft)
            return
        is_ours = found.draft.revision == self._open.draft.revision
        if is_ours and found.draft.rival is not None:
            await self._service.bring_back(draft, found.draft.rival)
            found = await self._service.open_draft(draft) or found
        self._take(found)

    def _take(self, found: Composition) -> None:
        self._open = found
        self._mark_anew(found)
        self._panel.load(wording.sheet(found, milliseconds(self._clock())), filling.values(found))
        self._show_state(found)
        self._attaching.look_again()

    @property
    def is_kept(self) -> bool:
        """Whether all that was typed here is on the disk."""
        return not self._unsaved

    async def flush(self) -> None:
        """Keep everything now; when this returns it is on the disk, or stays in memory and is tried again by itself.

        Whoever waits for that may be called off, as by the next click; the saving is not.
        """
        if self._unsaved:
            done = asyncio.get_running_loop().create_future()
            self._spawn(self._save(done))
            await done

    async def finish(self) -> None:
        """Before the program ends: a file that is being attached is still copied, then everything is kept."""
        if self._open is not None:
            await self._attaching.finish()
        if "_interviewing" in vars(self):
            await self._interviewing.finish()
        await self.flush()

    async def _after_saving(self, load: Callable[..., Any], *args: Any, **options: Any) -> Composition | None:
        """A draft is read only after what is typed into another, or into itself, was written."""
        await self.flush()
        found: Composition | None = await load(*args, **options)
        return found

    async def _show(self, composition: Composition | None) -> bool:
        if composition is None:
            return False
        if composition.draft.state == "sending":
            self._sentences.say("This proposal is already on its way. It stands under Outbox.", "plain")
            return True
        composition = composition._replace(draft=self._as_typed(composition.draft))
        self._open = composition
        self._mark_anew(composition)
        sheet = wording.sheet(composition, milliseconds(self._clock()))
        self._window.show_composer(sheet, filling.values(composition))
        self._show_saved(composition.draft)
        self._templating.show(composition)
        self._show_state(composition)
        return True

    def _as_typed(self, draft: Draft) -> Draft:
        """The draft as it was left here, where that is not on the disk; a fresh one may have had another id then."""
        written_to = (draft.invitation, draft.direct)
        left = (each for each in self._unsaved.values() if (each.invitation, each.direct) == written_to)
        return next(left, draft)

    def _show_saved(self, draft: Draft) -> None:
        """Say that a draft is on the disk, where it is; what is not says so by itself."""
        if draft.state == "sending":
            self._panel.show_status("This is on its way already. What you type now is no part of it.", "bad")
        elif draft.id not in self._unsaved:
            self._panel.show_status("Saved" if draft.revision else "")

    def _mark_anew(self, composition: Composition) -> None:
        """Another draft: what the marketplace refused of it is remembered, and found again until it is changed."""
        for field in self._found:
            self._panel.show_marks(field, ())
        self._found = {}
        self._guarding.begin_anew(refused_in(composition.draft.refusal, self._texts(composition)))

    def _show_state(self, composition: Composition) -> None:
        """Everything that follows from what is typed."""
        panel, job, fields = self._panel, composition.invitation.job, composition.draft.fields
        self._attaching.show(composition)
        if composition.interview:
            self._interviewing.show(composition)
        panel.show_fee(*wording.earnings(job, fields, composition.policy.fee_percent))
        panel.show_summary(wording.summary(composition))
        panel.show_sum(wording.sum_of_milestones(fields))
        flaws = composer.flaws(composition)
        texts = composer.texts(composition, self._attaching.texts)
        self._guarding.watch(texts, allowed=composer.exemptions(composition))
        found = self._found
        asides = [*self._attaching.checks(composition), *wording.reminders(composition)]
        checks = [*wording.checks(flaws), *findings.checks(found), *asides]
        panel.show_checks(checks)
        panel.set_sendable(not flaws and not findings.is_blocking(found) and not self._is_making)

    @cached_property
    def _panel(self) -> "ComposerPanel":
        panel = self._window.composer
        panel.changed.connect(self._on_changed)
        panel.save_requested.connect(self._on_save_requested)
        panel.send_requested.connect(self._on_send_requested)
        panel.discard_requested.connect(self._on_discard_requested)
        panel.window_requested.connect(self._on_window_requested)
        Reviewing(panel, self, self._service, self._spawn, self._clock)
        return panel

    @cached_property
    def _templating(self) -> Templating:
        return Templating(self._panel, self, self._templates, self._spawn, self._clock)

    @cached_property
    def _attaching(self) -> Attaching:
        made = Attaching(self._panel.attachments, self, self._attachments, self._sentences, self._spawn)
        made.changed.connect(self._on_files_changed)
        return made

    @Slot(object)
    def _on_found(self, found: Findings) -> None:
        """What the guard says of the texts as they are now."""
        if self._open is None:
            return
        for field in {*self._found, *found}:
            self._panel.show_marks(field, findings.marks(found.get(field, ())))
        self._found = found
        self._show_state(self._open)

    @cached_property
    def _interviewing(self) -> "Interviewing":
        made = self._make_interviewing(self._panel.interview, self)
        made.changed.connect(self._on_files_changed)
        return made

    @property
    def _is_making(self) -> bool:
        """Whether something that is shown does not belong to the proposal yet."""
        is_answering = "_interviewing" in vars(self) and self._interviewing.is_busy
        return self._attaching.is_copying or self._attaching.is_lacking or is_answering

    @Slot()
    def _on_files_changed(self) -> None:
        if self._open is not None:
            self._show_state(self._open)

    # --- typing and saving --------------------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        if self._open is not None:
            given = self._panel.values()
            self._change(self._open, filling.fields(given, self._open.draft.fields.attachments))

    def _change(self, composition: Composition, fields: Fields) -> None:
        """Take over what is on the screen now, and keep it soon: a running clock is not wound up again."""
        self._open = composer.with_fields(composition, fields)
        self._unsaved[self._open.draft.id] = self._open.draft
        self._panel.show_status("Saving")
        self._show_state(self._open)
        if not self._timer.isActive():
            self._timer.start(SAVE_MILLISECONDS)

    @Slot()
    def _on_timeout(self) -> None:
        self._spawn(self.flush())

    @Slot(str)
    def _on_save_requested(self, _draft: str) -> None:
        self._spawn(self.flush())

    async def _save(self, done: "asyncio.Future[None]") -> None:
        """Save until nothing is left to be, and say so to who waits for it."""
        try:
            async with self._saving:
                while self._unsaved:
                    written = next(iter(self._unsaved.values()))
                    self._saved(written, await self._service.save(written))
        except AppError as error:
            self._not_saved(error)
        else:
            self._say_saved()
        finally:
            if not done.done():
                done.set_result(None)

    def _say_saved(self) -> None:
        if self._open is not None:
            self._show_saved(self._open.draft)
        if self._is_told:
            self._is_told = False
            self._sentences.say("Everything you typed is saved now.", "good")

    def _saved(self, written: Draft, saved: Draft) -> None:
        """`written` is on the disk; what was typed meanwhile goes on from there."""
        later = self._unsaved.pop(written.id)
        if later is not written:
            self._unsaved[saved.id] = _behind(later, saved)
        if self._open is not None and self._open.draft.id == written.id:
            self._open = self._open._replace(draft=_behind(self._open.draft, saved))
            self._panel.go_on_as(saved.id)

    def _not_saved(self, error: AppError) -> None:
        """Said across the window once, for the draft may have been left; it is tried again until it is done."""
        if self._open is not None and self._open.draft.id in self._unsaved:
            self._panel.show_status(f"Not saved: {error.sentence}", "bad")
        if not self._is_told:
            self._is_told = True
            self._sentences.say(f"Not saved: {error.sentence}", "bad")
        self._timer.start(RETRY_MILLISECONDS)

    # --- files --------------------------------------------------------------------------------------------

    @property
    def composition(self) -> Composition | None:
        """What is being written, None where nothing is."""
        return self._open

    def keep_files(self, draft: str, attachments: tuple[Attachment, ...]) -> bool:
        """`attachments` are the files of `draft` now; False where it is no longer being written."""
        if self._open is None or self._open.draft.id != draft:
            return False
        self._change(self._open, replace(self._open.draft.fields, attachments=attachments))
        return True

    def put_back(self, draft: str, fields: Fields) -> None:
        """`draft` says again what it said before; what it says now stays in its history."""
        if self._open is not None and self._open.draft.id == draft:
            self._open = composer.with_fields(self._open, fields)
            self._panel.load(wording.sheet(self._open, milliseconds(self._clock())), filling.values(self._open))
            self._change(self._open, fields)

    # --- an interview -------------------------------------------------------------------------------------

    def keep_answers(self, draft: str, answered: tuple[Answered, ...]) -> None:
        """The questions of `draft` stand like this now."""
        if self._open is not None and self._open.draft.id == draft and len(answered) == len(self._open.interview):
            self._open = self._open._replace(interview=answered)
            self._show_state(self._open)

    async def save_now(self) -> None:
        """The draft is on the disk when this returns, also one in which nothing was typed."""
        if self._open is not None and not self._open.draft.revision:
            self._unsaved.setdefault(self._open.draft.id, self._open.draft)
        await self.flush()

    # --- leaving ------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_discard_requested(self, draft: str) -> None:
        if self._open is not None and self._open.draft.id == draft:
            self._spawn(self._discard(self._open))

    @Slot(str)
    def _on_send_requested(self, draft: str) -> None:
        if self._open is not None and self._open.draft.id == draft and not self._is_sending:
            self._is_sending = True
            self._spawn(self._send())

    @Slot(str)
    def _on_window_requested(self, draft: str) -> None:
        if self._open is not None and self._open.draft.id == draft:
            self._spawn(self._move_out(self._open))

    async def _move_out(self, composition: Composition) -> None:
        """Keep everything, and leave the draft to another window."""
        await self.finish()
        if (found := self._still(composition)) is not None and self.is_kept:
            moved = await self._service.save(found.draft)
            self._open = None
            self.window_requested.emit(moved.id)

    def _still(self, composition: Composition) -> Composition | None:
        """What is being written now, where that is the same proposal as before."""
        return self._open if self.writes_to(composition.invitation.id, direct=composition.draft.direct) else None

    async def _discard(self, composition: Composition) -> None:
        await self.flush()
        found = self._still(composition)
        if found is None or found.draft.id in self._unsaved:
            return
        self._open = None
        await self._service.discard(found.draft)
        self._discarded = found.draft.id
        self._sentences.say("Draft discarded.", "plain", "Undo", self._on_restore_requested)
        self.left.emit("invitation", composition.invitation.id)

    def _on_restore_requested(self) -> None:
        self._spawn(self._restore(self._discarded))

    async def _restore(self, draft: str) -> None:
        await self._service.restore(draft)
        self.left.emit("draft", draft)

    async def _send(self) -> None:
        """Once, however often that was asked for meanwhile."""
        try:
            await self.flush()
            composition = self._open
            if composition is not None and composition.draft.id not in self._unsaved and not self._is_making:
                await self._send_as_it_is(composition)
        finally:
            self._is_sending = False

    async def _send_as_it_is(self, composition: Composition) -> None:
        answer = await self._service.send(composition, unblock=False)
        if isinstance(answer, Refusal) and answer.name == "unblock_not_confirmed":
            from desktop.views.unblock import UnblockDialog

            dialog = UnblockDialog(composition.policy.wordings.unblock, self._window)
            if not await ask(dialog):
                return
            answer = await self._service.send(composition, unblock=True)
        self._after_send(answer, wording.summary(composition))

    def _after_send(self, answer: Sent | Refusal, summary: str) -> None:
        if isinstance(answer, Refusal):
            self._sentences.say(answer.sentence, "bad")
            self._panel.go_to(answer.field or "")
            return
        self._open = None
        self._panel.set_sendable(False)
        self.sent.emit(answer, summary)
        self.left.emit("proposal", answer.proposal)

    def _texts(self, composition: Composition) -> dict[str, str]:
        """Every text that the client will read, by its field."""
        return {said.field: said.text for said in composer.texts(composition, self._attaching.texts)}


def _behind(later: Draft, saved: Draft) -> Draft:
    """What was typed after `saved`, as its next revision."""
    return later._replace(id=saved.id, revision=saved.revision, state=saved.state)
