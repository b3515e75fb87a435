"""The panel `Invitation`: what a client asks for, and the answers one can give."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.plain import one_line
from desktop.models.rows import Chip, InvitationSheet
from desktop.views.client import ClientPanel
from desktop.views.elements.buttons import KeyedButton, button
from desktop.views.elements.labels import BannerLabel, Flow, PlainLabel
from desktop.views.elements.panel import SheetPanel
from desktop.views.elements.passages import Card, ChipPassage, TextPassage


class InvitationPanel(SheetPanel):
    """Shows an `InvitationSheet`: `show_invitation(sheet)`. `accept`, `decline`, `ignore` do what the buttons do.

    Signals:
        accept_requested(str), decline_requested(str), ignore_requested(str): the id of the invitation.
        apply_requested(str): send a proposal although it was declined before; the id of the invitation.
    """

    accept_requested = Signal(str)
    decline_requested = Signal(str)
    ignore_requested = Signal(str)
    apply_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._client = ClientPanel()
        super().__init__("Invitation", self._client, parent)
        self._id = ""
        self._title = PlainLabel(look="page")
        self._byline = PlainLabel(look="dim")
        self._banner = BannerLabel()
        self._note = PlainLabel(look="note")
        self._message = Card("Message from the client")
        self._terms = ChipPassage("Terms offered")
        self._job = TextPassage("The job")
        self._skills = ChipPassage("Skills")
        self._questions = TextPassage("Questions to answer")
        self._accept = KeyedButton("Accept", "A", "primary")
        self._decline = KeyedButton("Decline", "D")
        self._ignore = KeyedButton("Ignore", "I")
        self._apply = button("Send a proposal", "primary")
        self._answers = Flow(8)
        self._answers.add(self._accept, self._decline, self._ignore, self._apply)
        self._accept.clicked.connect(self.accept)
        self._decline.clicked.connect(self.decline)
        self._ignore.clicked.connect(self.ignore)
        self._apply.clicked.connect(self.apply)
        self._build()

    def show_invitation(self, sheet: InvitationSheet) -> None:
        """Show `sheet` from its beginning, or from where one was reading if it is the same invitation."""
        if sheet.id != self._id:
            self.to_top()
        self._id = sheet.id
        self._title.show_text(one_line(sheet.title, 300))
        self._byline.show_text(one_line(sheet.byline, 300))
        self._banner.show_banner(sheet.banner)
        self._accept.setVisible(sheet.can_answer)
        self._decline.setVisible(sheet.can_answer)
        self._ignore.setVisible(sheet.can_ignore)
        self._apply.setVisible(sheet.can_apply)
        self._answers.setVisible(sheet.can_answer or sheet.can_ignore or sheet.can_apply)
        self._answers.refresh()
        self._note.show_text(sheet.note)
        self._message.show_text(sheet.message)
        self._terms.show_chips(sheet.terms)
        self._job.show_text(sheet.description)
        self._skills.show_chips(tuple(Chip(skill) for skill in sheet.skills))
        self._questions.show_text(_numbered(sheet.questions))
        self._client.show_client(sheet.client)

    @Slot()
    def accept(self) -> None:
        """Ask to accept, where that is offered."""
        if not self._accept.isHidden():
            self.accept_requested.emit(self._id)

    @Slot()
    def decline(self) -> None:
        """Ask to decline, where that is offered."""
        if not self._decline.isHidden():
            self.decline_requested.emit(self._id)

    @Slot()
    def ignore(self) -> None:
        """Ask to ignore, where that is offered."""
        if not self._ignore.isHidden():
            self.ignore_requested.emit(self._id)

    @Slot()
    def apply(self) -> None:
        """Ask to send a proposal, where that is offered."""
        if not self._apply.isHidden():
            self.apply_requested.emit(self._id)

    def _build(self) -> None:
        self.add_head(self._title, self._byline)
        self.add(self._banner, self._answers, self._note)
        self.add(self._message, self._terms, self._job, self._skills, self._questions)
        self.end_body()


def _numbered(lines: tuple[str, ...]) -> str:
    return "\n".join(f"{number}. {one_line(text, 1_000)}" for number, text in enumerate(lines, 1))
