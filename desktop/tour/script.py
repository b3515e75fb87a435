"""The story, in acts. Each is played in a start of the program of its own and ends as `Act.ends_with` says."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPlainTextEdit

from desktop import app
from desktop.commandline import Options
from desktop.tour.album import Album
from desktop.tour.composing import (
    decline_many,
    look_before_sending,
    look_who_is_blocked,
    propose_change_and_withdraw,
)
from desktop.tour.drafts import write_two_at_once
from desktop.tour.hands import Hands, StepFailedError
from desktop.tour.interview import answer_and_be_cut_short, go_on_with_the_interview
from desktop.tour.kill import KILLED, kill_this_program
from desktop.tour.other_side import OtherSide
from desktop.views.composer import ComposerPanel
from desktop.views.main_window import MainWindow
from desktop.views.unblock import UnblockDialog

TITLE = "# The tour\n\nEvery line below was seen to hold, in the running program, on a throw-away profile.\n"
SIZE = QSize(1400, 900)
LOOKS = ("light", "dark")

INVITATIONS, ARCHIVED, SUBMITTED = "Invitations to apply", "Archived", "Submitted proposals"
ACTIVE, MESSAGES, DRAFTS, OUTBOX = "Active proposals", "Messages", "Drafts", "Outbox"

TURBINE = "Technical translation of a turbine manual"
CRM = "Cleaning a 40k-row CRM export"
MEMOIR = "Editing a memoir"
SHOPIFY = "Shopify speed audit"
LETTER = (
    "Dear team,\n\nI have translated eleven service manuals for rotating machinery, four of them under IEC 82079."
    " With your glossary I would deliver twenty pages a week and flag every warning for your engineers."
)
LAST_WORDS = " I could begin on Monday."
UNBLOCK = "You have previously blocked this client. Submitting a proposal will unblock them."


class Stage(NamedTuple):
    """What an act plays with."""

    hands: Hands
    album: Album
    other_side: OtherSide
    directory: Path

    def show(self, name: str) -> None:
        """Keep a picture of what is to be seen now, in both themes."""
        self.album.picture(self.hands.window, name, LOOKS)


Play = Callable[[Stage], Coroutine[Any, Any, None]]


class Act(NamedTuple):
    """One start of the program: its name, its play, how it is started, and the exit code it has to end with."""

    name: str
    play: Play
    arguments: tuple[str, ...] = ()
    ends_with: int = 0


def perform(options: Options, directory: Path) -> int:
    """Play one act; called in a start of its own."""
    act, album = ACTS[options.act - 1], Album(directory)
    album.heading(f"Act {options.act}: {act.name}")

    async def guide(window: MainWindow) -> int:
        window.resize(SIZE)
        hands = Hands(window)
        stage = Stage(hands, album, OtherSide(options.profile or Path()), directory)
        try:
            await act.play(stage)
        except StepFailedError as error:
            album.failed(str(error))
            album.picture(window, "failed", LOOKS[:1])
            print(f"The tour stopped: {error}.", file=sys.stderr)
            return 1
        return 0

    return app.run(options, guide)


# --- the acts ---------------------------------------------------------------------------------------------


async def read_and_write(stage: Stage) -> None:
    """The first start: reading, the bell, and a proposal half written when the power goes."""
    hands, album = stage.hands, stage.album
    await hands.see_entry(INVITATIONS, TURBINE)
    await hands.see_sync("Up to date")
    album.line("The program was started for the first time; the inbox shows the invitations, and all is up to date.")
    await hands.press("j")
    await hands.see_text("Message from the client")
    await hands.see_text("No Connects are needed")
    album.line("The key `j` opened the first invitation, with its job, its terms and what is known of the client.")
    stage.show("invitation")
    await read_from_the_bell(stage)
    await hands.open_entry(INVITATIONS, TURBINE)
    await hands.see_text(TURBINE)
    await hands.press("a")
    await write_the_proposal(stage)
    await hands.write("Cover letter", LAST_WORDS)
    await asyncio.sleep(1.0)
    album.line("Another sentence was typed, and one second later the program was killed without a warning.")
    kill_this_program()


async def read_from_the_bell(stage: Stage) -> None:
    """The bell's tray, and the way from there."""
    hands, album = stage.hands, stage.album
    bell = await hands.find(QAbstractButton, "Notifications")
    await hands.until(lambda: bell.accessibleDescription().endswith("unread"), "an unread count on the bell")
    await hands.click("Notifications")
    await hands.see_entry("Notifications", "New invitation")
    album.line(f"The bell says “{bell.accessibleDescription()}”; its tray lists what happened.")
    stage.show("bell")
    await hands.open_entry("Notifications", "New invitation")
    await hands.see_text("Terms offered")
    album.line("A notification opened the invitation it is about.")


async def write_the_proposal(stage: Stage) -> None:
    """New terms, a letter, the client's questions and a file."""
    hands, album = stage.hands, stage.album
    await hands.click("Propose different terms")
    await hands.set_amount("Hourly rate", "54.50")
    await hands.write("Cover letter", LETTER)
    await answer_all_questions(hands)
    await attach(stage, "sample-pages.txt")
    await hands.see_text("You receive")
    await hands.see_text("Saved")
    album.line("The proposal has other terms, a letter, answers and a file; the fee is shown, and the draft is saved.")
    stage.show("composer")


async def go_on_after_the_kill(stage: Stage) -> None:
    """The second start: nothing is lost; undo; sent once; the client answers; a conversation."""
    hands, album = stage.hands, stage.album
    await hands.go(DRAFTS)
    await hands.open_entry(DRAFTS, TURBINE)
    letter = await hands.find(QPlainTextEdit, "Cover letter")
    await hands.until(lambda: letter.toPlainText() == LETTER + LAST_WORDS, "the whole letter")
    album.line("After the kill the draft is there, to the last word.")
    stage.show("draft-after-kill")
    await look_before_sending(stage)
    await send_and_undo_and_send(stage)
    stage.other_side.view(TURBINE)
    stage.other_side.answer(TURBINE, "Your samples convinced us. Could you take the whole manual, and when?")
    await talk(stage)


async def send_and_undo_and_send(stage: Stage) -> None:
    """Sending can be undone for a while; in the end the marketplace has it once."""
    hands, album = stage.hands, stage.album
    await hands.click("Send proposal")
    await hands.click("Undo")
    await hands.find(ComposerPanel, "Proposal draft")
    album.line("Sending could be undone; the draft came back as it was.")
    await hands.click("Send proposal")
    await hands.find(QAbstractButton, "Undo")
    stage.show("sending")
    await hands.go(SUBMITTED)
    await hands.see_entry(SUBMITTED, TURBINE)
    await hands.see_sync("Up to date")
    await hands.until(lambda: stage.other_side.proposals(TURBINE) == 1, "one proposal at the marketplace")
    album.line("The proposal went out; the marketplace has it once.")


async def talk(stage: Stage) -> None:
    """The client has answered: a room is open."""
    hands, album = stage.hands, stage.album
    await hands.go(ACTIVE)
    await hands.open_entry(ACTIVE, TURBINE)
    await hands.click("Open conversation")
    await hands.see_entry("Conversation", "Nordwind Energie")
    album.line("The client answered: the proposal is active, a room is open, and the client's name is known.")
    await hands.write("Write a message", "Yes, all 140 pages, in seven weeks from Monday.")
    await hands.click("Send")
    await hands.see_entry("Conversation", "You")
    await hands.see_sync("Up to date")
    await hands.until(lambda: stage.other_side.messages(TURBINE) == 2, "the message at the marketplace")
    album.line("A message went out, once.")
    stage.show("conversation")


async def say_no(stage: Stage) -> None:
    """Declining with a block, and ignoring."""
    hands, album = stage.hands, stage.album
    await hands.open_entry(INVITATIONS, CRM)
    await hands.see_text(CRM)
    await hands.press("d")
    await hands.open_entry("Reason", "Proposed rate or budget too low")
    await hands.write("Message to the client (optional)", "Thank you for thinking of me. I am booked until March.")
    (await hands.find(QCheckBox, "Block this client")).setChecked(True)
    stage.show("decline")
    await hands.click("Decline")
    await hands.see_no_entry(INVITATIONS, CRM)
    await hands.see_text("Declining “")
    album.line("An invitation was declined with a reason and a message, and its client was blocked; it can be undone.")
    stage.show("declining")
    await hands.open_entry(INVITATIONS, SHOPIFY)
    await hands.see_text(SHOPIFY)
    await hands.press("i")
    await hands.see_no_entry(INVITATIONS, SHOPIFY)
    await hands.go(ARCHIVED)
    await hands.open_entry(ARCHIVED, SHOPIFY)
    await hands.see_text("does not count as a response")
    await hands.see_sync("Up to date")
    album.line("Another was ignored; the archive says that this is no answer, and still offers one.")
    stage.show("archive")
    await look_who_is_blocked(stage, CRM)
    await hands.go(INVITATIONS)
    await decline_many(stage)


async def work_offline(stage: Stage) -> None:
    """A start without any connection: reading, and a proposal as offered that waits."""
    hands, album = stage.hands, stage.album
    await hands.see_sync("Offline")
    await hands.open_entry(INVITATIONS, MEMOIR)
    await hands.see_text(MEMOIR)
    await hands.press("a")
    await hands.write("Cover letter", "I edit two memoirs a year and would keep your grandmother's voice.")
    await answer_all_questions(hands)
    await hands.click("Send proposal")
    await hands.go(OUTBOX)
    await hands.see_entry(OUTBOX, "Proposal: " + MEMOIR)
    await hands.see_sync("Offline · 1 waiting")
    album.line("Without a connection an invitation was accepted as offered; the proposal waits in the outbox.")
    await hands.open_entry(OUTBOX, "Proposal: " + MEMOIR)
    await hands.see_text("Waits for the connection")
    stage.show("offline")
    await hands.until(lambda: stage.other_side.proposals(MEMOIR) == 0, "nothing at the marketplace yet")


async def come_back(stage: Stage) -> None:
    """The connection is back: what waited goes out once. A proposal to the blocked client unblocks them."""
    hands, album = stage.hands, stage.album
    await hands.go(SUBMITTED)
    await hands.see_entry(SUBMITTED, MEMOIR)
    await hands.until(lambda: stage.other_side.proposals(MEMOIR) == 1, "the waiting proposal at the marketplace")
    await hands.see_sync("Up to date")
    album.line("With the connection back, what waited went out by itself, once.")
    await hands.go(ARCHIVED)
    await hands.open_entry(ARCHIVED, CRM)
    await hands.see_text("You also blocked this client")
    await hands.click("Send a proposal")
    await hands.write("Cover letter", "I have time after all, and cleaned three exports like yours this year.")
    await answer_all_questions(hands)
    await hands.click("Send proposal")
    await hands.find(UnblockDialog, "Unblock client")
    await hands.see_text(UNBLOCK)
    album.line(f"A proposal to the blocked client brought the question: “{UNBLOCK}”")
    stage.show("unblock")
    await hands.click("Unblock and send")
    await hands.go(SUBMITTED)
    await hands.see_entry(SUBMITTED, CRM)
    await hands.until(lambda: stage.other_side.proposals(CRM) == 1, "the proposal at the marketplace")
    await hands.see_sync("Up to date")
    await hands.until(lambda: not stage.other_side.is_blocked(CRM), "the block lifted")
    album.line("It was sent, and the block is lifted.")
    stage.show("submitted")


async def look_at_the_hostile(stage: Stage) -> None:
    """Invitations that try to be more than text."""
    hands, album = stage.hands, stage.album
    for beginning in stage.other_side.hostile_titles():
        await hands.open_entry(INVITATIONS, beginning)
        await asyncio.sleep(0.1)
    album.line("Invitations with markup, direction controls, stacked marks and endless words look like what they are.")
    stage.show("hostile")


ACTS = (
    Act("reading, and a proposal half written", read_and_write, ends_with=KILLED),
    Act("nothing is lost", go_on_after_the_kill, ("--undo-seconds", "3")),
    Act("saying no", say_no, ("--undo-seconds", "3")),
    Act("milestones, changed and withdrawn", propose_change_and_withdraw, ("--undo-seconds", "0")),
    Act("a template, a promise and two drafts at once", write_two_at_once, ("--undo-seconds", "0")),
    Act("no connection", work_offline, ("--offline", "--undo-seconds", "0")),
    Act("the connection is back", come_back, ("--undo-seconds", "0")),
    Act("an interview, and the power goes", answer_and_be_cut_short, ("--test-card",), ends_with=KILLED),
    Act("the interview goes on", go_on_with_the_interview, ("--test-card", "--undo-seconds", "0")),
    Act("hostile texts", look_at_the_hostile),
)


# --- small things -----------------------------------------------------------------------------------------


async def answer_all_questions(hands: Hands) -> None:
    """Write an answer into each question that has none."""
    panel = await hands.find(ComposerPanel, "Proposal draft")
    known = {"Cover letter", "Message to the client"}
    for field in panel.findChildren(QPlainTextEdit):
        if field.isVisible() and field.accessibleName() not in known and not field.toPlainText():
            await hands.write(field.accessibleName(), "Trados Studio 2024 and memoQ 11; about 2,300 words a day.")


async def attach(stage: Stage, name: str) -> None:
    """Drop a file on the list of attachments."""
    sample = stage.directory / name
    sample.write_text("Service manual, chapter 4: sample pages.\n", encoding="utf-8")
    panel = await stage.hands.find(ComposerPanel, "Proposal draft")
    panel.attachments.files_given.emit([str(sample)])
    await stage.hands.see_entry("Attachments", name)
    sample.unlink()
