"""Interview instead of a letter: answered aloud, kept as it is made, sent with the proposal, gone from here then."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, SUBMITTED
from tests.story.conftest import Play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

MAPS = "Flutter app: offline maps"
QUESTIONS = "Interview questions"


def recordings(profile: Profile) -> list[bytes]:
    """What lies among the recordings."""
    return [path.read_bytes() for path in profile.recordings.rglob("*") if path.is_file()]


async def open_interview(hands: Hands) -> None:
    """The draft for the invitation that asks for an interview."""
    await hands.open_entry(INVITATIONS, MAPS)
    await hands.click("Accept")
    await hands.find(QAbstractButton, "Start interview")


async def answer(hands: Hands, number: int, seconds: int = 1) -> None:
    """Record the question that is looked at, for some seconds."""
    await hands.click("Record")
    await hands.find(QAbstractButton, "Stop")
    time = await hands.find(QLabel, "Recording time")
    await hands.until(lambda: time.accessibleDescription().startswith(f"0:0{seconds}"), f"{seconds} s of recording")
    await hands.click("Stop")
    await hands.until(lambda: not _is_missing(hands, number), f"answer {number}")


def _is_missing(hands: Hands, number: int) -> bool:
    found = hands._search_row(QUESTIONS, f"Question {number}:")
    assert found is not None
    view, row = found
    return str(view.model().index(row, 0).data()).endswith("not recorded")


def test_an_interview_is_recorded_and_sent_with_the_proposal(
    play: Play, profile: Profile, other_side: OtherSide
) -> None:
    async def interview(hands: Hands) -> None:
        await open_interview(hands)
        await hands.see_text("Only this client sees your recordings")
        send = await hands.find(QAbstractButton, "Send proposal")
        assert not send.isEnabled()
        await hands.click("Start interview")
        await answer(hands, 1)
        await hands.click("Next question")
        await answer(hands, 2)
        await hands.write("Message to the client", "Samples of both apps are attached.")
        await hands.click("Send proposal")
        await hands.go(SUBMITTED)
        await hands.see_entry(SUBMITTED, MAPS)
        await hands.see_sync("Up to date")
        await hands.until(lambda: other_side.proposals(MAPS) == 1, "the proposal at the marketplace")
        await hands.until(lambda: not recordings(profile), "the end of the recordings here")

    play(interview, test_card=True)
    answers = other_side._the_proposal(MAPS).interview
    assert [each.recording.name for each in answers] == ["Answer 1.mp4", "Answer 2.mp4"]
