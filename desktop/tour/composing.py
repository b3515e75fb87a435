"""A proposal is looked at before it goes; another is made of milestones, changed and withdrawn; many are declined."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QTableView

from desktop.tour.hands import Hands
from desktop.views.composer import FilePreview
from desktop.views.history import HistoryDialog
from desktop.views.preview import PreviewDialog
from desktop.views.proposal.edit import EditDialog
from desktop.views.templates import TemplatesDialog

if TYPE_CHECKING:
    from desktop.tour.script import Stage

INVITATIONS, SUBMITTED, ARCHIVED = "Invitations to apply", "Submitted proposals", "Archived"
LOGO = "Logo refresh for a family bakery"
ADDRESS = " Write to ana.reis@textwerk-reis.de."
PARTS = (("Three pencil sketches", "+14", "150"), ("The drawing, in one and in all colours", "+35", "325.50"))
MANY = 3


async def look_before_sending(stage: "Stage") -> None:
    """What would be refused, what was written before, what the client will see."""
    hands, album = stage.hands, stage.album
    letter = await hands.find(QPlainTextEdit, "Cover letter")
    whole = letter.toPlainText()
    await hands.write("Cover letter", ADDRESS)
    await hands.until(lambda: bool(letter.extraSelections()), "the mark under the address")
    await hands.see_entry("Checks", "In the cover letter")
    album.line("An e-mail address in the letter is marked while it is typed, and holds sending back.")
    stage.show("guard")
    await hands.click("Take it out")
    send = await hands.find(QAbstractButton, "Send proposal")
    await hands.until(send.isEnabled, "sending")
    album.line("A button takes it out.")
    letter.setPlainText(whole)
    await hands.see_text("Saved")
    await _look_at_each(stage)


async def _look_at_each(stage: "Stage") -> None:
    hands, album = stage.hands, stage.album
    await hands.click("Preview file")
    await hands.find(FilePreview, "File preview")
    await hands.see_text("Service manual, chapter 4")
    album.line("The attached file can be looked at, though its source is gone.")
    stage.show("file-preview")
    await hands.click("Close")
    await hands.click("Templates")
    await hands.find(TemplatesDialog, "Templates")
    await hands.click("New template")
    await hands.see_entry("Templates", "New template")
    album.line("A template was made of the letter; variables would be filled in or asked for.")
    stage.show("templates")
    await hands.click("Close")
    await hands.click("History")
    history = await hands.find(HistoryDialog, "History")
    await hands.until(lambda: bool(history.findChildren(QPlainTextEdit)), "what differs")
    album.line("The history shows how earlier versions differ, and would bring them back.")
    stage.show("history")
    await hands.click("Close")
    await hands.click("Preview")
    await hands.find(PreviewDialog, "Preview")
    await hands.see_text("The service fee is shown to you alone.")
    album.line("The preview shows the proposal as its client will see it.")
    stage.show("preview")
    await hands.click("Close")


async def propose_change_and_withdraw(stage: "Stage") -> None:
    """A proposal in milestones; its terms are changed; it is withdrawn."""
    hands, album = stage.hands, stage.album
    await hands.open_entry(INVITATIONS, LOGO)
    await hands.see_text(LOGO)
    await hands.press("a")
    await hands.click("Propose different terms")
    await hands.click("By milestone")
    for part in PARTS:
        await _add_milestone(hands, part)
    await hands.see_text("2 milestones, $475.50 in all")
    await hands.see_text("You receive $427.95")
    await hands.write("Cover letter", "I would begin with three sketches in pencil.")
    album.line("A price in milestones was filled in by keyboard; sum and what is left are shown to the cent.")
    stage.show("milestones")
    await hands.click("Send proposal")
    await hands.go(SUBMITTED)
    await hands.open_entry(SUBMITTED, LOGO)
    await hands.see_sync("Up to date")
    await hands.see_text("Everything can be changed until")
    await _change(stage)
    await hands.click("Withdraw proposal")
    await hands.open_entry("Reason", "Scheduling conflict with client")
    stage.show("withdraw")
    await hands.click("Withdraw")
    await hands.go(ARCHIVED)
    await hands.open_entry(ARCHIVED, LOGO)
    await hands.see_text("You withdrew this proposal")
    await hands.see_sync("Up to date")
    album.line("It was withdrawn with a reason, and stands in the archive.")


async def _add_milestone(hands: Hands, part: tuple[str, str, str]) -> None:
    await hands.click("Add milestone")
    for text in part:
        field = hands.window.focusWidget()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)


async def _change(stage: "Stage") -> None:
    hands, album = stage.hands, stage.album
    await hands.click("Edit proposal")
    await hands.find(EditDialog, "Edit proposal")
    await hands.click("Accept the client's terms")
    await hands.see_text("You receive $405")
    stage.show("edit")
    await hands.click("Send changes")
    await hands.see_text("$450 for the project")
    await hands.see_sync("Up to date")
    album.line("Its terms were changed within their time.")


async def decline_many(stage: "Stage") -> None:
    """Several invitations are declined at once."""
    hands, album = stage.hands, stage.album
    table = await hands.find(QTableView, INVITATIONS)
    table.setFocus()
    hands.window.entries.select(None)
    await hands.press("j")
    for _ in range(table.model().rowCount()):
        await hands.press("j")  # to the end, where the oldest are
    for _ in range(MANY - 1):
        await hands.press("k", Qt.KeyboardModifier.ShiftModifier)
    await hands.press("d")
    await hands.see_text(f"{MANY} invitations, each declined with the same reason and message")
    await hands.open_entry("Reason", "Too busy on other projects")
    stage.show("decline-many")
    await hands.click("Decline")
    await hands.see_sync("Up to date")
    album.line(f"{MANY} invitations were selected by key and declined with one reason.")


async def look_who_is_blocked(stage: "Stage", title: str) -> None:
    """The list of blocked clients, and the job posts through which they are unblocked."""
    hands, album = stage.hands, stage.album
    hands.window.blocked_requested.emit()
    await hands.see_entry("Open jobs of this client", title)
    album.line("The list of blocked clients says where they came from, and which job posts unblock them at which cost.")
    stage.show("blocked")
    await hands.click("Close")
