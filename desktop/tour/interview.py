"""Interview instead of a letter, in two starts: the power goes in the middle of an answer."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.tour.kill import kill_this_program

if TYPE_CHECKING:
    from desktop.tour.hands import Hands
    from desktop.tour.script import Stage

INVITATIONS, DRAFTS, SUBMITTED = "Invitations to apply", "Drafts", "Submitted proposals"
MAPS = "Flutter app: offline maps"
QUESTIONS = "Interview questions"


async def answer_and_be_cut_short(stage: "Stage") -> None:
    """The first answer is recorded, played and recorded anew; the second is cut short."""
    hands, album = stage.hands, stage.album
    await hands.open_entry(INVITATIONS, MAPS)
    await hands.see_text("Interview instead of a letter")
    await hands.click("Accept")
    await hands.see_text("Only this client sees your recordings")
    await hands.see_text("Camera and microphone are off until you start")
    album.line("A job asks for an interview: who will see the recordings is said before anything is recorded.")
    await hands.click("Start interview")
    await record(hands)
    stage.show("interview-recording")
    await hands.click("Stop")
    await see_answer(hands, 1)
    await hands.see_text("2 retakes left")
    await hands.click("Play")
    await hands.click("Stop")
    await hands.click("Retake")
    await see_seconds(hands, 2)
    await hands.click("Stop")
    await hands.see_text("1 retake left")
    await hands.see_text("No transcript")
    album.line("The first question was answered, played back and answered anew; how many retakes are left is said.")
    stage.show("interview-answered")
    await hands.click("Next question")
    await record(hands)
    album.line("While the second was being recorded, the program was killed.")
    kill_this_program()


async def go_on_with_the_interview(stage: "Stage") -> None:
    """The first answer is there; the second is recorded, all of it is looked at and sent."""
    hands, album = stage.hands, stage.album
    await hands.go(DRAFTS)
    await hands.open_entry(DRAFTS, MAPS)
    await see_answer(hands, 1)
    await hands.see_entry(QUESTIONS, "Question 2: Which of your apps works without a network?, not recorded")
    album.line("After the kill the first answer is there, and the interview goes on at the second question.")
    await hands.click("Start interview")
    await record(hands)
    await hands.click("Stop")
    await see_answer(hands, 2)
    await hands.write("Message to the client", "I kept the answers short; two of my apps are among my highlights.")
    await hands.until((await hands.find(QAbstractButton, "Send proposal")).isEnabled, "a proposal that can be sent")
    await hands.click("Send proposal")
    await hands.go(SUBMITTED)
    await hands.open_entry(SUBMITTED, MAPS)
    await hands.see_text("2 recorded answers")
    await hands.see_sync("Up to date")
    await hands.until(lambda: stage.other_side.recordings(MAPS) == 2, "two recordings at the marketplace")
    await hands.until(lambda: stage.other_side.kept_recordings() == 0, "no recording left here")
    album.line("The proposal went out with both recordings; with its receipt they are gone from this computer.")
    stage.show("interview-sent")


async def record(hands: "Hands") -> None:
    """Begin to record; a second of it is there."""
    await hands.click("Record")
    await see_seconds(hands, 1)


async def see_seconds(hands: "Hands", seconds: int) -> None:
    """So much was recorded, or more."""
    await hands.find(QAbstractButton, "Stop")
    time = await hands.find(QLabel, "Recording time")

    def shown() -> int:
        minutes, _, rest = time.accessibleDescription().partition(":")
        return int(minutes or 0) * 60 + int(rest[:2] or 0)

    await hands.until(lambda: shown() >= seconds, f"{seconds} seconds")


async def see_answer(hands: "Hands", number: int) -> None:
    """The list says that the question is answered."""

    def is_answered() -> bool:
        found = hands.search_row(QUESTIONS, f"Question {number}:")
        return found is not None and ", recorded, " in str(found[0].model().index(found[1], 0).data())

    await hands.until(is_answered, f"answer {number}")
