"""The panel `Interview`, said: what is asked, what stands, what can be done, and the way out."""

from typing import Any

import pytest

from desktop.local.drafts import Draft, Fields
from desktop.local.interviews import Answered
from desktop.models.interview_rows import DELETE, NEXT, OMIT, PLAY, RECORD, RETAKE, START, STOP, USE_FILE
from desktop.presenters.interview_stand import Phase, Stand
from desktop.presenters.wording import interviews
from desktop.recording.kit import Device, Devices, Lack
from desktop.services.composer import Composition
from marketplace.contract.entities import Attachment, Interview, InterviewAnswer, Letter
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Policy
from tests.unit.desktop.things import a_job, an_account, an_invitation

POLICY = Policy()
OPEN = Stand(is_open=True)


def asked(**facts: Any) -> Interview:
    """Two questions of up to two minutes, each with a retake."""
    plain: dict[str, Any] = {"questions": ("Why you?", "How soon?"), "seconds": 120, "retakes": 1}
    return Interview(**(plain | facts))


def an_answer(seconds: int = 62, transcript: str = "") -> InterviewAnswer:
    """Nine megabytes."""
    recording = Attachment(blob=BlobId("ab" * 32), name="Answer 1.mp4", size=9 * 2**20)
    return InterviewAnswer(recording=recording, seconds=seconds, transcript=transcript)


def sheet(stand: Stand, *answered: Answered, **facts: Any) -> Any:
    """What is shown of an interview that stands like this."""
    interview = asked(**facts)
    stands = (*answered, Answered(), Answered())[: len(interview.questions)]
    draft = Draft("draft", "invitation", direct=False, state="open", revision=1, fields=Fields(), refusal=None)
    invitation = an_invitation(job=a_job(letter=Letter.INTERVIEW, interview=interview))
    composition = Composition(draft, invitation, POLICY, an_account(), interview=stands)
    return interviews.sheet(composition, interview, stand)


# --- what is asked ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "2 questions, answered aloud in English, up to 2 minutes each. Each answer can be recorded anew 1 time."),
        ({"retakes": 0},
         "2 questions, answered aloud in English, up to 2 minutes each. Each answer can be recorded once."),
        ({"questions": ("Why?",), "seconds": 90, "language": "German", "retakes": 3},
         "1 question, answered aloud in German, up to 90 seconds. Each answer can be recorded anew 3 times."),
    ],
)  # fmt: skip
def test_the_clients_bounds_are_said_before_anything_begins(facts: dict[str, Any], text: str) -> None:
    assert sheet(Stand(), **facts).intro == text


def test_the_privacy_sentence_is_the_marketplaces_own() -> None:
    assert sheet(Stand()).privacy == POLICY.wordings.interview


def test_a_question_is_said_with_its_number_and_state() -> None:
    rows = sheet(Stand(), Answered(1, an_answer())).questions
    assert [row.spoken for row in rows] == [
        "Question 1: Why you?, recorded, 62 seconds",
        "Question 2: How soon?, not recorded",
    ]
    assert [row.state.text for row in rows] == ["1:02", "Not recorded"]


@pytest.mark.parametrize(
    ("answered", "note"),
    [
        (Answered(), "Up to 2 minutes."),
        (Answered(1, an_answer()), "1:02 recorded, 9.0 MB. 1 retake left."),
        (Answered(2, an_answer()), "1:02 recorded, 9.0 MB. No retake is left."),
        (Answered(1), "No recording is kept. 1 retake left."),
        (Answered(2), "No recording is kept. No retake is left."),
    ],
)
def test_what_stands_and_what_is_left_is_said(answered: Answered, note: str) -> None:
    assert sheet(OPEN, answered).note == note


def test_before_it_starts_it_is_said_that_nothing_is_seen_or_heard() -> None:
    assert sheet(Stand()).note == "Up to 2 minutes. Camera and microphone are off until you start."


# --- what can be done -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stand", "answered", "facts", "actions", "primary"),
    [
        (Stand(), Answered(), {}, {START, NEXT}, START),
        (Stand(), Answered(), {"files": True}, {START, NEXT, USE_FILE}, START),
        (Stand(), Answered(1, an_answer()), {}, {START, PLAY, DELETE, NEXT}, START),
        (OPEN, Answered(), {}, {RECORD, NEXT}, RECORD),
        (OPEN, Answered(1, an_answer()), {}, {RETAKE, PLAY, DELETE, NEXT}, NEXT),
        (OPEN, Answered(2, an_answer()), {"files": True}, {PLAY, DELETE, NEXT}, NEXT),
        (OPEN, Answered(2), {}, {NEXT}, RECORD),
        (OPEN._replace(phase=Phase.RECORDING), Answered(), {}, {STOP}, STOP),
        (Stand(phase=Phase.PLAYING), Answered(1, an_answer()), {}, {STOP}, STOP),
        (OPEN._replace(phase=Phase.KEEPING), Answered(), {}, set(), STOP),
    ],
)
def test_what_can_be_done_follows_from_how_it_stands(
    stand: Stand, answered: Answered, facts: dict[str, Any], actions: set[str], primary: str
) -> None:
    shown = sheet(stand, answered, **facts)
    assert (set(shown.actions), shown.primary) == (actions, primary)


@pytest.mark.parametrize(
    ("stand", "answered", "text"),
    [
        (OPEN, Answered(), ""),
        (OPEN, Answered(1, an_answer()), interviews.NO_TRANSCRIPT),
        (OPEN._replace(can_listen=True), Answered(1, an_answer()), interviews.NONE_MADE),
        (OPEN._replace(can_listen=True, heard=frozenset({0})), Answered(1, an_answer()), interviews.LISTENING),
        (OPEN, Answered(1, an_answer(transcript="Because I listen.")), "Transcript: Because I listen."),
    ],
)
def test_what_was_said_is_shown_or_why_it_is_not(stand: Stand, answered: Answered, text: str) -> None:
    assert sheet(stand, answered).transcript == text


def test_a_transcript_can_be_left_out() -> None:
    assert OMIT in sheet(OPEN, Answered(1, an_answer(transcript="Hm."))).actions
    assert OMIT not in sheet(OPEN, Answered(1, an_answer())).actions


def test_after_the_last_question_there_is_no_next() -> None:
    assert NEXT not in sheet(OPEN._replace(place=1)).actions


# --- the way out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lack", Lack)
@pytest.mark.parametrize("files", [False, True])
def test_whatever_is_missing_is_named_with_what_to_do_and_what_is_safe(lack: Lack, files: bool) -> None:
    said = interviews.way_out(lack, "libpulse.so.0", asked(files=files))
    assert said.endswith("The rest of your draft is kept.")
    can_use_files = files and lack not in {Lack.EXTRA, Lack.LIBRARY, Lack.BACKEND}
    assert ("use the files" in said) is can_use_files
    assert ("from a computer where it works" in said) is not can_use_files


def test_sound_alone_is_offered_where_it_will_do() -> None:
    found = Devices((Device("c", "Front"),), (Device("m", "Headset"),))
    offered = interviews.devices(found, asked(sound_alone=True), "c", "m")
    assert [row.key for row in offered.cameras] == ["c", ""]
    assert [row.key for row in interviews.devices(found, asked(), "c", "m").cameras] == ["c"]


@pytest.mark.parametrize(
    ("milliseconds", "picture", "sound", "facts", "part"),
    [
        (0, True, True, {}, "cannot be played here"),
        (60_000, True, False, {}, "has no sound"),
        (60_000, False, True, {}, "has no picture"),
        (60_000, False, True, {"sound_alone": True}, ""),
        (121_000, True, True, {}, "is 2:01 long; 2:00 are asked for"),
        (120_900, True, True, {}, ""),
    ],
)
def test_a_file_from_elsewhere_is_an_answer_or_it_is_said_why_not(
    milliseconds: int, picture: bool, sound: bool, facts: dict[str, Any], part: str
) -> None:
    flaw = interviews.file_flaw("a.mp4", milliseconds, asked(**facts), has_picture=picture, has_sound=sound)
    assert bool(flaw) is bool(part)
    assert part in flaw


def test_texts_from_outside_stay_texts() -> None:
    shown = sheet(Stand(), questions=("<b>Why?</b>\u202e", "x" * 5000), language="<i>" * 50)
    assert shown.questions[0].text.startswith("<b>Why?</b>")
    assert "\u202e" not in shown.questions[0].text
    assert len(shown.questions[1].text) <= 300
    assert len(shown.intro) < 250
