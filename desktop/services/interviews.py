"""Interviews in place of a letter: each answer is kept as it is made, and deleted when it is not wanted any more."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from desktop.clock import Clock, milliseconds
from desktop.local import interviews
from desktop.local.drafts import Draft
from desktop.local.interviews import Answered
from desktop.local.recordings import Recordings
from desktop.local.thread import StoreThread
from desktop.services import transcripts
from marketplace.contract.entities import Attachment, Interview, InterviewAnswer
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Limits


class Recorded(NamedTuple):
    """A finished file, how long it is, and the question at `place` that it answers."""

    path: Path
    milliseconds: int
    place: int


class Interviews:
    """Verbs on recorded answers. What blocks goes on in another thread."""

    def __init__(self, store: StoreThread, recordings: Recordings, clock: Clock) -> None:
        self._store = store
        self._recordings = recordings
        self._clock = clock
        self._sweeping = asyncio.Lock()

    async def answered(self, draft: str, interview: Interview | None) -> tuple[Answered, ...]:
        """How each question stands; a recording whose file has gone counts as never made."""
        found = await self._store.read(interviews.of, draft, interview)
        return await asyncio.to_thread(self._that_are_there, found)

    async def begin(self, suffix: str) -> Path:
        """A file to record the next answer into. Raises DiskProblem."""
        async with self._sweeping:
            return await asyncio.to_thread(self._recordings.begin, suffix)

    async def give_up(self, path: Path) -> None:
        """What was begun there is not wanted."""
        await asyncio.to_thread(self._recordings.give_up, path)

    async def keep(self, draft: Draft, interview: Interview, recorded: Recorded, limits: Limits) -> None:
        """Let what was recorded answer its question, in place of what did before. Raises AppError with a sentence."""
        name = f"Answer {recorded.place + 1}{recorded.path.suffix}"
        recording = await asyncio.to_thread(self._recordings.finish, recorded.path, name, limits.recording_size)
        await self._answer(draft, interview, recorded, recording)

    async def take_file(self, draft: Draft, interview: Interview, recorded: Recorded, limits: Limits) -> None:
        """Let a file that was recorded elsewhere answer a question; the source stays. Raises AppError."""
        recording = await asyncio.to_thread(self._recordings.take, recorded.path, limits.recording_size)
        await self._answer(draft, interview, recorded, recording)

    async def delete(self, draft: Draft, interview: Interview, place: int) -> None:
        """Delete an answer and its file. Raises AppError where the file cannot be deleted."""
        before = await self._standing(draft.id, interview, place)
        await self._store.write(interviews.put_away, draft.id, place)
        await self.clear_away(before)

    async def listen(self, draft: Draft, interview: Interview, place: int, most: int) -> None:
        """Let what was said be written down, in at most `most` characters; where that fails, there is no transcript."""
        for answer in await self._standing(draft.id, interview, place):
            said = await transcripts.of(self.path(answer), interview.language, answer.seconds, most)
            await self._store.write(interviews.say, draft.id, place, answer.recording.blob, said)

    async def forget_transcript(self, draft: Draft, interview: Interview, place: int) -> None:
        """The recording goes without what was said in it."""
        for answer in await self._standing(draft.id, interview, place):
            await self._store.write(interviews.say, draft.id, place, answer.recording.blob, "")

    def path(self, answer: InterviewAnswer) -> Path:
        """The file of an answer."""
        return self._recordings.path(answer.recording.blob)

    def piece(self, blob: BlobId, offset: int, size: int) -> bytes:
        """A piece of a recording, to be uploaded. Blocking. Raises DiskProblem where the recording has gone."""
        return self._recordings.piece(blob, offset, size)

    async def clear_away(self, answers: Iterable[InterviewAnswer]) -> None:
        """Delete the files of answers that stand nowhere any more."""
        wanted = await self._store.read(interviews.wanted)
        for answer in answers:
            if answer.recording.blob not in wanted:
                await asyncio.to_thread(self._recordings.remove, answer.recording.blob)

    async def sweep(self) -> None:
        """Delete what a kill, a discarded draft or a receipt has left behind. Call it once, at the start."""
        async with self._sweeping:
            await self._store.write(interviews.forget_discarded)
            wanted = await self._store.read(interviews.wanted)
            await asyncio.to_thread(self._recordings.sweep, wanted)

    async def _answer(self, draft: Draft, interview: Interview, recorded: Recorded, recording: Attachment) -> None:
        place = recorded.place
        answer = InterviewAnswer(recording=recording, seconds=recorded.milliseconds // 1000)
        before = await self._standing(draft.id, interview, place)
        now = milliseconds(self._clock())
        await self._store.write(interviews.keep, draft, place, interview.questions[place], answer, now)
        await self.clear_away(before)

    async def _standing(self, draft: str, interview: Interview, place: int) -> list[InterviewAnswer]:
        answer = (await self._store.read(interviews.of, draft, interview))[place].answer
        return [] if answer is None else [answer]

    def _that_are_there(self, found: tuple[Answered, ...]) -> tuple[Answered, ...]:
        return tuple(
            Answered(each.takes - 1) if each.answer and not self._recordings.has(each.answer.recording) else each
            for each in found
        )


def why_not_retake(answered: Answered, interview: Interview) -> str:
    """Why a question cannot be recorded (any more), as a sentence; empty where it can."""
    if answered.takes <= interview.retakes:
        return ""
    times = answered.takes
    return (
        f"The client lets each answer be recorded {times:,} times at most, and this one was."
        if times > 1
        else ("The client lets each answer be recorded only once, and this one was.")
    )
