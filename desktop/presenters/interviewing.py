"""Recording the answers of an interview: one at a time, each kept as soon as it is made."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.errors import AppError
from desktop.local.interviews import Answered
from desktop.models.interview_rows import DELETE, NEXT, OMIT, PLAY, RECORD, RETAKE, START, STOP, InterviewSheet
from desktop.presenters.dialogs import ask
from desktop.presenters.interview_stand import Phase, Stand, first_unanswered
from desktop.presenters.sentences import Sentences
from desktop.presenters.wording import interviews as wording
from desktop.recording.equipment import Equipment, Lacking
from desktop.recording.kit import Lack
from desktop.services import transcripts
from desktop.services.composer import Composition
from desktop.services.interviews import Interviews, Recorded, why_not_retake
from desktop.views.interview import DeleteRecordingDialog, InterviewPanel
from marketplace.contract.entities import Interview

Spawn = Callable[..., None]

SHORTEST = 500
"""Milliseconds that an answer takes at least."""
MEASURING_SECONDS = 20.0
PICTURE_SUFFIX, SOUND_SUFFIX = ".mp4", ".m4a"


class Desk(Protocol):
    """Where the proposal is written."""

    @property
    def composition(self) -> Composition | None:
        """What is being written, None where nothing is."""

    def keep_answers(self, draft: str, answered: tuple[Answered, ...]) -> None:
        """The questions of `draft` stand like this now."""

    async def save_now(self) -> None:
        """The draft is on the disk when this returns, also one in which nothing was typed."""


class Work(NamedTuple):
    """An answer in the making; it goes where it was begun, whatever is shown meanwhile."""

    composition: Composition
    interview: Interview
    place: int

    @property
    def answered(self) -> Answered:
        """How its question stood when it was begun."""
        return self.composition.interview[self.place]

    @property
    def draft(self) -> str:
        """The id of the draft."""
        return self.composition.draft.id

    @property
    def most_text(self) -> int:
        """Characters that a transcript may have."""
        return self.composition.policy.limits.transcript


class Interviewing(QObject):
    """The panel `Interview` of the draft that `desk` has open. The camera is on from Start until one leaves.

    Signals:
        changed(): sending is possible, or not, for another reason than before.
    """

    changed = Signal()

    def __init__(
        self, panel: InterviewPanel, desk: Desk, service: Interviews, sentences: Sentences, spawn: Spawn, is_test: bool
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._service = service
        self._sentences = sentences
        self._spawn = spawn
        self._equipment = Equipment(is_test=is_test, parent=self)
        self._draft = self._time = ""
        self._stand = Stand()
        self._shown: InterviewSheet | None = None
        self._recording: Work | None = None
        self._file = Path()
        self._is_leaving = False
        self._measured: asyncio.Future[Any] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._connect()

    # --- showing ------------------------------------------------------------------------------------------

    def show(self, composition: Composition) -> None:
        """Show how the interview of the open draft stands."""
        interview = composition.invitation.job.interview
        if interview is None:
            return
        if composition.draft.id != self._draft or self._stand.place >= len(interview.questions):
            self._begin_anew(composition)
        sheet = wording.sheet(composition, interview, self._stand)
        if sheet != self._shown:
            self._shown = sheet
            self._panel.show_sheet(sheet)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being recorded or kept."""
        return not self._at_rest.is_set()

    async def finish(self) -> None:
        """Nobody looks any more: what is being recorded is kept as far as it came, then the camera goes off."""
        self._is_leaving = True
        self._equipment.stop()
        await self._at_rest.wait()
        self._is_leaving = False
        self._equipment.close()
        self._set(is_open=False, phase=Phase.IDLE)
        self._show_nothing()

    def _begin_anew(self, composition: Composition) -> None:
        self._draft = composition.draft.id
        self._stand = Stand(first_unanswered(composition.interview), can_listen=transcripts.is_possible())
        self._show_nothing()
        if self._equipment.is_open or self.is_busy:
            self._spawn(self.finish())
        # Somebody may have deleted a file behind our back: it must not be said to be there.
        self._spawn(self._tell(composition))

    async def _tell(self, composition: Composition) -> None:
        answered = await self._service.answered(composition.draft.id, composition.invitation.job.interview)
        self._desk.keep_answers(composition.draft.id, answered)

    def _set(self, **changes: Any) -> None:
        """The interview stands otherwise now; show it."""
        self._stand = self._stand._replace(**changes)
        if (work := self._work()) is not None:
            self.show(work.composition)
        self.changed.emit()

    def _show_nothing(self) -> None:
        self._show_time("")
        is_blind = self._equipment.is_open and not self._equipment.camera
        self._panel.show_words(wording.SOUND_ALONE if is_blind else "")

    def _show_time(self, text: str) -> None:
        if text != self._time:
            self._time = text
            self._panel.show_time(text)

    def _work(self) -> Work | None:
        """The question that is looked at."""
        composition = self._desk.composition
        if composition is None or composition.draft.id != self._draft or composition.invitation.job.interview is None:
            return None
        return Work(composition, composition.invitation.job.interview, self._stand.place)

    # --- what a person does -------------------------------------------------------------------------------

    def _connect(self) -> None:
        panel, equipment = self._panel, self._equipment
        panel.pressed.connect(self._on_pressed)
        panel.question_chosen.connect(self._on_question_chosen)
        panel.devices_chosen.connect(self._on_devices_chosen)
        panel.file_given.connect(self._on_file_given)
        panel.hidden.connect(self._on_hidden)
        equipment.pictured.connect(self._on_pictured)
        equipment.level_changed.connect(panel.show_level)
        equipment.recorded.connect(self._on_recorded)
        equipment.played.connect(self._on_played)
        equipment.finished.connect(self._on_finished)
        equipment.failed.connect(self._on_failed)
        equipment.interrupted.connect(self._on_interrupted)
        equipment.play_ended.connect(self._on_play_ended)
        equipment.measured.connect(self._on_measured)
        equipment.plugged.connect(self._on_plugged)

    @Slot(str)
    def _on_pressed(self, name: str) -> None:
        work = self._work()
        if work is None or self._stand.is_busy != (name == STOP):
            return
        at_once = {START: self._start, STOP: self._stop, PLAY: self._play, NEXT: self._go_on}
        beside = {RECORD: self._record, RETAKE: self._record, DELETE: self._delete, OMIT: self._leave_out_transcript}
        if name in at_once:
            at_once[name](work)
        elif name in beside:
            self._do(beside[name](work))

    def _start(self, work: Work) -> None:
        self._open(work, None, "")

    def _stop(self, _work: Work) -> None:
        self._equipment.stop()

    def _go_on(self, work: Work) -> None:
        self._on_question_chosen(work.place + 1)

    @Slot(int)
    def _on_question_chosen(self, place: int) -> None:
        if not self._stand.is_busy:
            self._show_nothing()
            self._set(place=place)

    @Slot(str, str)
    def _on_devices_chosen(self, camera: str, microphone: str) -> None:
        if (work := self._work()) is not None and not self._stand.is_busy:
            self._open(work, camera, microphone)

    @Slot(str)
    def _on_file_given(self, path: str) -> None:
        if (work := self._work()) is not None and not self._stand.is_busy:
            self._do(self._use_file(work, Path(path)))

    @Slot()
    def _on_hidden(self) -> None:
        if self._equipment.is_open or self._stand.is_busy:
            self._spawn(self.finish())

    def _do(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do it beside; while it goes on, nothing else begins."""
        self._at_rest.clear()
        self._set(phase=Phase.KEEPING)
        self._spawn(self._saying(doing))

    async def _saying(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do it, and say what stood against it."""
        try:
            await doing
        except AppError as error:
            self._sentences.say(error.sentence, "bad")
        finally:
            if self._recording is None:
                self._rest()

    def _rest(self) -> None:
        self._at_rest.set()
        if not self._stand.is_playing:
            self._set(phase=Phase.IDLE)

    # --- camera and microphone ----------------------------------------------------------------------------

    def _open(self, work: Work, camera: str | None, microphone: str) -> None:
        self._equipment.close()
        lack = self._equipment.open(camera, microphone, sound_alone=work.interview.sound_alone)
        if lack is None:
            self._show_devices(work)
        self._set(is_open=lack is None, lack=lack)
        self._show_nothing()

    def _show_devices(self, work: Work) -> None:
        equipment = self._equipment
        choices = wording.devices(equipment.devices(), work.interview, equipment.camera, equipment.microphone)
        self._panel.show_devices(choices)

    @Slot()
    def _on_plugged(self) -> None:
        """Other devices are there, or the person has answered whether we may use them."""
        work, lack = self._work(), self._stand.lack
        if work is None or self._stand.is_busy:
            return
        if self._equipment.is_open:
            self._show_devices(work)
        elif lack is not None and lack[0] is Lack.PERMISSION:
            self._start(work)
        else:
            self._set(lack=None)

    @Slot(QImage)
    def _on_pictured(self, image: QImage) -> None:
        self._panel.show_picture(image)

    # --- recording ----------------------------------------------------------------------------------------

    async def _record(self, work: Work) -> None:
        from desktop.recording.studio import Bounds

        if why_not := why_not_retake(work.answered, work.interview):
            raise AppError(why_not)
        await self._desk.save_now()
        path = await self._service.begin(PICTURE_SUFFIX if self._equipment.camera else SOUND_SUFFIX)
        if self._is_leaving or not self._equipment.is_open:
            await self._service.give_up(path)
            return
        self._recording, self._file = work, path
        self._set(phase=Phase.RECORDING)
        self._equipment.record(path, Bounds(work.interview.seconds, work.composition.policy.limits.recording_size))

    @Slot(int)
    def _on_recorded(self, milliseconds: int) -> None:
        if self._recording is not None:
            self._show_time(wording.time(milliseconds, self._recording.interview.seconds * 1000))

    @Slot(str, int)
    def _on_finished(self, path: str, milliseconds: int) -> None:
        work, self._recording = self._recording, None
        if work is not None:
            self._do(self._keep(work, Path(path), milliseconds))

    async def _keep(self, work: Work, path: Path, milliseconds: int) -> None:
        if milliseconds < SHORTEST:
            await self._service.give_up(path)
            raise AppError(wording.TOO_SHORT)
        recorded = Recorded(path, milliseconds, work.place)
        limits = work.composition.policy.limits
        await self._service.keep(work.composition.draft, work.interview, recorded, limits)
        await self._tell(work.composition)
        self._listen(work)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        """What cannot be played takes no room on a disk that may be full."""
        if self._recording is not None:
            self._spawn(self._service.give_up(self._file))
        self._recording = None
        self._sentences.say(sentence, "bad")
        self._rest()

    @Slot(str)
    def _on_interrupted(self, sentence: str) -> None:
        self._sentences.say(sentence, "bad")
        self._spawn(self.finish())

    async def _use_file(self, work: Work, path: Path) -> None:
        self._measured = asyncio.get_running_loop().create_future()
        if (lack := self._equipment.measure(path)) is not None:
            raise AppError(wording.way_out(*lack, work.interview))
        try:
            async with asyncio.timeout(MEASURING_SECONDS):
                length = await self._measured
        except TimeoutError:
            raise AppError(wording.file_flaw(path.name, 0, work.interview, has_picture=True, has_sound=True)) from None
        flaw = wording.file_flaw(
            path.name, length.milliseconds, work.interview, has_picture=length.has_picture, has_sound=length.has_sound
        )
        if flaw:
            raise AppError(flaw)
        await self._desk.save_now()
        recorded = Recorded(path, length.milliseconds, work.place)
        limits = work.composition.policy.limits
        await self._service.take_file(work.composition.draft, work.interview, recorded, limits)
        await self._tell(work.composition)
        self._listen(work)

    @Slot(object)
    def _on_measured(self, length: object) -> None:
        if self._measured is not None and not self._measured.done():
            self._measured.set_result(length)

    # --- what was said ------------------------------------------------------------------------------------

    def _listen(self, work: Work) -> None:
        """Let a transcript be made beside, where one can be; the draft may be left or sent before it is there."""
        if self._stand.can_listen:
            self._hear(work, begins=True)
            self._spawn(self._write_down(work))

    async def _write_down(self, work: Work) -> None:
        try:
            async with self._one_at_a_time:
                await self._service.listen(work.composition.draft, work.interview, work.place, work.most_text)
                await self._tell(work.composition)
        finally:
            self._hear(work, begins=False)

    def _hear(self, work: Work, *, begins: bool) -> None:
        if work.draft == self._draft:
            heard = self._stand.heard
            self._set(heard=heard | {work.place} if begins else heard - {work.place})

    async def _leave_out_transcript(self, work: Work) -> None:
        await self._service.forget_transcript(work.composition.draft, work.interview, work.place)
        await self._tell(work.composition)

    # --- looking at it again, and away with it ------------------------------------------------------------

    def _play(self, work: Work) -> None:
        answer = work.answered.answer
        if answer is None:
            return
        lack: Lacking = self._equipment.play(self._service.path(answer))
        self._set(lack=lack, phase=Phase.IDLE if lack else Phase.PLAYING)

    @Slot(int, int)
    def _on_played(self, milliseconds: int, total: int) -> None:
        if self._stand.is_playing:
            self._show_time(wording.time(milliseconds, total))

    @Slot(str)
    def _on_play_ended(self, sentence: str) -> None:
        if sentence:
            self._sentences.say(sentence, "bad")
        if self._stand.is_playing:
            self._set(phase=Phase.IDLE)
            self._show_nothing()

    async def _delete(self, work: Work) -> None:
        if why_not_retake(work.answered, work.interview):
            dialog = DeleteRecordingDialog(wording.why_not_again(work.answered), self._panel.window())
            if not await ask(dialog):
                return
        await self._service.delete(work.composition.draft, work.interview, work.place)
        await self._tell(work.composition)
        self._show_nothing()
