"""Answering an interview aloud, as a person does it; and, run as a program, being killed in the middle of it."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import av
from PySide6.QtWidgets import QAbstractButton

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.interview import see_seconds
from desktop.tour.script import INVITATIONS, SUBMITTED
from desktop.views.main_window import MainWindow

MAPS = "Flutter app: offline maps"
QUESTIONS = "Interview questions"
NOTE = "Samples of both apps are attached."


def recordings(profile: Profile) -> list[Path]:
    """What lies among the recordings."""
    return [path for path in profile.recordings.rglob("*") if path.is_file()]


async def open_interview(hands: Hands) -> None:
    """The draft for the invitation that asks for an interview."""
    await hands.open_entry(INVITATIONS, MAPS)
    await hands.click("Accept")
    await hands.find(QAbstractButton, "Start interview")


async def begin_answer(hands: Hands) -> None:
    """Record the question that is looked at; returns after a second of it."""
    await hands.click("Record")
    await see_seconds(hands, 1)


async def answer(hands: Hands, number: int) -> None:
    """Record the question that is looked at, `number` in the list, for a second."""
    await begin_answer(hands)
    await hands.click("Stop")
    await hands.until(lambda: is_recorded(hands, number), f"answer {number}")


def is_recorded(hands: Hands, number: int) -> bool:
    """Whether the list says so."""
    found = hands.search_row(QUESTIONS, f"Question {number}:")
    return found is not None and ", recorded, " in str(found[0].model().index(found[1], 0).data())


async def interview(hands: Hands) -> None:
    """Answer both questions and send the proposal."""
    await open_interview(hands)
    await hands.see_text("Only this client sees your recordings")
    send = await hands.find(QAbstractButton, "Send proposal")
    assert not send.isEnabled()
    await hands.click("Start interview")
    await answer(hands, 1)
    await hands.click("Next question")
    await answer(hands, 2)
    await hands.write("Message to the client", NOTE)
    await hands.click("Send proposal")
    await hands.go(SUBMITTED)
    await hands.see_entry(SUBMITTED, MAPS)
    await hands.see_sync("Up to date")


def is_film(content: bytes, folder: Path) -> bool:
    """Whether a decoder of another house finds picture and sound in it."""
    copy = folder / "received.mp4"
    copy.write_bytes(content)
    with av.open(str(copy)) as file:
        return bool(file.streams.video and file.streams.audio) and next(file.decode(video=0)).width == 640


async def answer_one_and_be_killed(hands: Hands) -> None:
    """The first answer is kept; the power goes while the second is recorded."""
    await open_interview(hands)
    await hands.click("Start interview")
    await answer(hands, 1)
    await hands.click("Next question")
    await begin_answer(hands)
    os.kill(os.getpid(), signal.SIGKILL)


def main(directory: Path) -> int:
    """Use the program on a profile until the power goes; anything else is an error."""
    from desktop import app
    from desktop.commandline import Options

    async def guide(window: MainWindow) -> int:
        await answer_one_and_be_killed(Hands(window))
        await asyncio.sleep(0)
        return 1

    return app.run(Options(profile=directory, client_speed=0, test_card=True), guide)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
