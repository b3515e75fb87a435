"""Recorded answers: kept as they are made, theirs alone who made them, and gone when that is what they say."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from desktop.errors import AppError
from desktop.local import drafts
from desktop.local.interviews import Answered
from desktop.services import composer
from desktop.services.composer import Composition
from desktop.services.interviews import Recorded, why_not_retake
from marketplace.contract.entities import BlobProgress, Interview, InterviewAnswer, Letter
from marketplace.contract.policy import Limits
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import ANA, INVITATION, Story, a_job

ASKED = Interview(questions=("Why you?", "How soon?", "What first?"), seconds=120, retakes=1)
LIMITS = Limits()


@pytest.fixture
def asked(story: Story) -> Story:
    """Ana is invited to a job that asks three questions aloud."""
    return story.invited(a_job(letter=Letter.INTERVIEW, interview=ASKED))


async def opened(desk: Desk) -> Composition:
    """The draft for the invitation as it is now."""
    async with desk.synced():
        composition = await desk.composer.open(INVITATION)
    assert composition is not None
    return composition


async def record(desk: Desk, place: int, said: bytes = b"words", milliseconds: int = 2_900) -> Path:
    """Answer a question; returns where its file lies."""
    composition = await opened(desk)
    path = await desk.interviews.begin(".mp4")
    path.write_bytes(said)
    await desk.interviews.keep(composition.draft, ASKED, Recorded(path, milliseconds, place), LIMITS)
    answer = (await desk.interviews.answered(composition.draft.id, ASKED))[place].answer
    assert answer is not None
    return desk.interviews.path(answer)


def files(desk: Desk) -> list[bytes]:
    """What lies among the recordings, whatever it is called."""
    return sorted(path.read_bytes() for path in desk.recordings._directory.rglob("*") if path.is_file())


async def stand(desk: Desk) -> list[tuple[int, int | None]]:
    """How often each question was recorded, and how many seconds stand."""
    composition = await opened(desk)
    answered = await desk.interviews.answered(composition.draft.id, ASKED)
    return [(each.takes, each.answer.seconds if each.answer else None) for each in answered]


def missing(composition: Composition) -> list[str | None]:
    """Which questions still want an answer."""
    return [flaw.field for flaw in composer.flaws(composition) if flaw.name == "interview_required"]


# --- kept -------------------------------------------------------------------------------------------------


def test_an_answer_outlives_the_program_though_nothing_was_typed(
    asked: Story, market: NearMarket, tmp_path: Path
) -> None:
    former = Desk(tmp_path / "profile", market)
    asyncio.run(record(former, 1))
    former.close()
    again = Desk(tmp_path / "profile", market)
    try:
        assert asyncio.run(stand(again)) == [(0, None), (1, 2), (0, None)]
    finally:
        again.close()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_its_owner_can_read_a_recording_from_its_first_byte_on(asked: Story, desk: Desk) -> None:
    async def begin_and_keep() -> list[int]:
        begun = await desk.interviews.begin(".mp4")
        kept = await record(desk, 0)
        return [stat.S_IMODE(path.stat().st_mode) for path in (begun, kept, desk.recordings._directory)]

    former = os.umask(0)
    try:
        assert asyncio.run(begin_and_keep()) == [0o600, 0o600, 0o700]
    finally:
        os.umask(former)


def test_a_retake_stands_in_place_of_the_former_whose_file_is_gone(asked: Story, desk: Desk) -> None:
    async def twice() -> list[tuple[int, int | None]]:
        await record(desk, 0, b"first")
        await record(desk, 0, b"second", 7_000)
        return await stand(desk)

    assert asyncio.run(twice())[0] == (2, 7)
    assert files(desk) == [b"second"]


def test_a_deleted_answer_is_gone_from_the_disk_and_its_take_is_remembered(asked: Story, desk: Desk) -> None:
    async def record_and_delete() -> list[tuple[int, int | None]]:
        await record(desk, 0)
        await desk.interviews.delete((await opened(desk)).draft, ASKED, 0)
        return await stand(desk)

    assert asyncio.run(record_and_delete())[0] == (1, None)
    assert files(desk) == []


def test_of_two_answers_that_are_the_same_file_one_can_go(asked: Story, desk: Desk) -> None:
    async def record_both_and_delete_one() -> None:
        await record(desk, 0)
        await record(desk, 1)
        await desk.interviews.delete((await opened(desk)).draft, ASKED, 0)

    asyncio.run(record_both_and_delete_one())
    assert files(desk) == [b"words"]


def test_a_recording_that_is_too_large_is_not_kept_and_not_left_behind(asked: Story, desk: Desk) -> None:
    async def too_much() -> None:
        path = await desk.interviews.begin(".mp4")
        path.write_bytes(b"x" * 2**20)
        draft = (await opened(desk)).draft
        await desk.interviews.keep(draft, ASKED, Recorded(path, 1_000, 0), Limits(recording_size=2**20 - 1))

    with pytest.raises(AppError, match="was not kept"):
        asyncio.run(too_much())
    assert files(desk) == []


def test_a_file_from_elsewhere_is_copied_and_stays_where_it_was(asked: Story, desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "from my phone.mp4"
    source.write_bytes(b"spoken")

    async def take() -> str:
        draft = (await opened(desk)).draft
        await desk.interviews.take_file(draft, ASKED, Recorded(source, 60_000, 2), LIMITS)
        answer = (await desk.interviews.answered(draft.id, ASKED))[2].answer
        assert answer is not None
        return answer.recording.name

    assert asyncio.run(take()) == "from my phone.mp4"
    assert (source.read_bytes(), files(desk)) == (b"spoken", [b"spoken"])


def test_a_recording_that_vanished_counts_as_never_made(asked: Story, desk: Desk) -> None:
    async def lose() -> list[tuple[int, int | None]]:
        (await record(desk, 0)).unlink()
        return await stand(desk)

    assert asyncio.run(lose())[0] == (0, None)


# --- what blocks sending ----------------------------------------------------------------------------------


def test_what_is_missing_is_only_what_was_not_recorded(asked: Story, desk: Desk) -> None:
    async def answer_the_second() -> Composition:
        await record(desk, 1)
        return await opened(desk)

    assert missing(asyncio.run(answer_the_second())) == ["interview.0", "interview.2"]


def test_an_answer_to_a_question_that_was_worded_anew_does_not_count(asked: Story, desk: Desk) -> None:
    reworded = Interview(questions=("Why not you?", *ASKED.questions[1:]), seconds=120, retakes=1)

    async def ask_anew() -> tuple[Answered, ...]:
        await record(desk, 0)
        return await desk.interviews.answered((await opened(desk)).draft.id, reworded)

    assert asyncio.run(ask_anew())[0] == Answered()


@pytest.mark.parametrize(("takes", "retakes", "can"), [(0, 0, True), (1, 0, False), (1, 1, True), (2, 1, False)])
def test_each_question_has_its_first_take_and_as_many_retakes_as_the_client_grants(
    takes: int, retakes: int, can: bool
) -> None:
    interview = Interview(questions=("Why?",), seconds=60, retakes=retakes)
    assert (why_not_retake(Answered(takes), interview) == "") is can


# --- gone -------------------------------------------------------------------------------------------------


def test_with_the_receipt_the_recordings_are_at_the_marketplace_and_no_longer_here(asked: Story, desk: Desk) -> None:
    async def send() -> tuple[InterviewAnswer, ...]:
        for place in range(3):
            await record(desk, place, b"answer %d" % place)
        composition = await opened(desk)
        await desk.composer.send(composition, unblock=False)
        assert len(files(desk)) == 3
        async with desk.delivering():
            await desk.until_delivered()
            await desk.until(lambda: not files(desk), "the end of the recordings")
        return composer.application(composition, unblock=False).interview

    answers = asyncio.run(send())
    assert [each.recording.name for each in answers] == ["Answer 1.mp4", "Answer 2.mp4", "Answer 3.mp4"]
    over_there = [asked.engine.blob_progress(ANA, each.recording.blob) for each in answers]
    assert over_there == [BlobProgress(received=8, complete=True)] * 3


def test_a_recording_on_its_way_is_no_rubbish(asked: Story, desk: Desk) -> None:
    async def send_and_start_again() -> None:
        for place in range(3):
            await record(desk, place, b"answer %d" % place)
        await desk.composer.send(await opened(desk), unblock=False)
        await desk.interviews.sweep()

    asyncio.run(send_and_start_again())
    assert len(files(desk)) == 3


def test_what_a_kill_cut_short_is_swept_away_and_what_was_answered_before_stays(asked: Story, desk: Desk) -> None:
    async def begin_and_start_again() -> list[tuple[int, int | None]]:
        await record(desk, 0)
        (await desk.interviews.begin(".mp4")).write_bytes(b"half a senten")
        await desk.interviews.sweep()
        return await stand(desk)

    assert asyncio.run(begin_and_start_again()) == [(1, 2), (0, None), (0, None)]
    assert files(desk) == [b"words"]


def test_a_discarded_draft_takes_its_recordings_along_at_the_next_start(asked: Story, desk: Desk) -> None:
    async def discard() -> None:
        await record(desk, 0)
        await desk.composer.discard((await opened(desk)).draft)
        await desk.interviews.sweep()

    asyncio.run(discard())
    assert files(desk) == []


def test_a_draft_that_is_restored_has_its_answers_and_one_begun_anew_has_none(asked: Story, desk: Desk) -> None:
    async def restored() -> list[tuple[int, int | None]]:
        await record(desk, 0)
        draft = (await opened(desk)).draft
        await desk.composer.discard(draft)
        await desk.composer.restore(draft.id)
        return await stand(desk)

    async def begun_anew() -> list[tuple[int, int | None]]:
        draft = (await opened(desk)).draft
        await desk.composer.discard(draft)
        await desk.composer.save(draft._replace(fields=drafts.Fields(cover_letter="Anew.")))
        return await stand(desk)

    assert asyncio.run(restored())[0] == (1, 2)
    assert asyncio.run(begun_anew())[0] == (0, None)
