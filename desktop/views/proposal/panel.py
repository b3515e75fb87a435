"""The panel `Proposal`: what was sent, and how it stands."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.plain import one_line
from desktop.models.rows import Chip, FileRow, ProposalSheet
from desktop.views.client import ClientPanel
from desktop.views.client.panel import FactList
from desktop.views.elements.buttons import button
from desktop.views.elements.labels import BannerLabel, ChipFlow, Flow, PlainLabel
from desktop.views.elements.panel import SheetPanel
from desktop.views.elements.passages import ChipPassage, Passages, TextPassage


class ProposalPanel(SheetPanel):
    """Shows a `ProposalSheet`: `show_proposal(sheet)`.

    Signals:
        conversation_requested(str): the id of the proposal whose room is to be shown.
        edit_requested(str), withdraw_requested(str): the id of the proposal to be changed or taken back.
    """

    conversation_requested = Signal(str)
    edit_requested = Signal(str)
    withdraw_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._client = ClientPanel()
        super().__init__("Proposal", self._client, parent)
        self._id = ""
        self._title = PlainLabel(look="page")
        self._byline = PlainLabel(look="dim")
        self._banner = BannerLabel()
        self._state = ChipFlow()
        self._open = button("Open conversation", "primary")
        self._open.clicked.connect(self._on_open_clicked)
        self._edit = button("Edit proposal")
        self._edit.clicked.connect(self._on_edit_clicked)
        self._withdraw = button("Withdraw proposal", "quiet")
        self._withdraw.clicked.connect(self._on_withdraw_clicked)
        self._actions = Flow(8)
        self._edit_note = PlainLabel(look="note")
        self._terms = FactList()
        self._letter = TextPassage("Cover letter")
        self._message = TextPassage("Message to the client")
        self._answers = Passages()
        self._files = ChipPassage("Attachments")
        self._build()

    def show_proposal(self, sheet: ProposalSheet) -> None:
        """Show `sheet` from its beginning, or from where one was reading if it is the same proposal."""
        if sheet.id != self._id:
            self.to_top()
        self._id = sheet.id
        self._title.show_text(one_line(sheet.title, 300))
        self._byline.show_text(one_line(sheet.byline, 300))
        self._banner.show_banner(sheet.banner)
        self._state.show_chips((sheet.state,))
        for part, is_possible in (
            (self._open, sheet.has_room),
            (self._edit, sheet.can_edit),
            (self._withdraw, sheet.can_withdraw),
        ):
            part.setVisible(is_possible)
        self._actions.refresh()
        self._edit_note.show_text(sheet.edit_note)
        self._terms.show_facts(sheet.terms)
        self._letter.show_text(sheet.cover_letter)
        self._message.show_text(sheet.message)
        self._answers.show_passages(sheet.answers)
        self._files.show_chips([_file_chip(file) for file in sheet.files])
        self._client.show_client(sheet.client)

    @Slot()
    def _on_open_clicked(self) -> None:
        self.conversation_requested.emit(self._id)

    @Slot()
    def _on_edit_clicked(self) -> None:
        self.edit_requested.emit(self._id)

    @Slot()
    def _on_withdraw_clicked(self) -> None:
        self.withdraw_requested.emit(self._id)

    def _build(self) -> None:
        self.add_head(self._title, self._byline)
        self._actions.add(self._open, self._edit, self._withdraw)
        self.add(self._banner, self._state, self._actions, self._edit_note)
        self.body.addWidget(PlainLabel("Terms", "strong"))
        self.add(self._terms, self._letter, self._message, self._answers, self._files)
        self.end_body()


def _file_chip(file: FileRow) -> Chip:
    return Chip(f"{one_line(file.name, 60)} · {file.size}", "plain")
