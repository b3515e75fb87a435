"""The panel `Proposal draft`: everything a proposal is made of, on one sheet."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import Banner, CheckRow, ChoiceRow, ComposerSheet, ComposerValues, FileRow, Mark
from desktop.views.client import ClientPanel
from desktop.views.composer.attachments import Attachments
from desktop.views.composer.highlights import Highlights
from desktop.views.composer.terms import TermsEditor
from desktop.views.elements.buttons import button
from desktop.views.elements.checks import ChecksView
from desktop.views.elements.choices import Combo
from desktop.views.elements.labels import BannerLabel, Flow, NamedLabel, PlainLabel
from desktop.views.elements.panel import Named, SheetPanel, column
from desktop.views.elements.writing import CountedField, Writing
from desktop.views.theme import px

if TYPE_CHECKING:
    from desktop.views.interview import InterviewPanel

NARROW = 720
LOW = 300


class ComposerPanel(SheetPanel):
    """Shows a `ComposerSheet` and what was filled in: `load(sheet, values)`, `values()`, `show_files(rows)`,
    `show_fee(fee, receive)`, `show_checks(rows)`, `show_status(text, tone)`, `set_sendable(yes)`, `go_to(field)`.
    What is wanted of the files, `attachments` says itself.

    Signals:
        changed(): the writer changed something; never emitted by `load`.
        send_requested(str), discard_requested(str), save_requested(str): the id of the draft.
        preview_requested(str), history_requested(str): the id of the draft that shall be looked at.
        templates_requested(str): the id of the draft that a template shall be put into; see `insert`.
        window_requested(str): the id of the draft that shall be shown in a window of its own.
    """

    changed = Signal()
    send_requested = Signal(str)
    discard_requested = Signal(str)
    save_requested = Signal(str)
    preview_requested = Signal(str)
    history_requested = Signal(str)
    templates_requested = Signal(str)
    window_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        side = _Side()
        super().__init__("Proposal draft", side, parent)
        self._checks, self._client = side.checks, side.client
        self._draft = ""
        self._title = PlainLabel(look="page")
        self._subtitle = PlainLabel(look="dim")
        self._banner = BannerLabel()
        self._terms = TermsEditor()
        self._agency = Combo()
        self._apply_as = Named("Apply as", self._agency)
        self._highlights = Highlights()
        self._letter = CountedField("Cover letter", 10)
        self._message = CountedField("Message to the client", 4)
        self._questions = QVBoxLayout()
        self._interview: InterviewPanel | None = None
        self._interview_place = QVBoxLayout()
        self._answers: list[CountedField] = []
        self.attachments = Attachments()
        self._cost = PlainLabel(look="note")
        self._status = NamedLabel("Draft status")
        self._discard = button("Discard draft", "quiet")
        self._templates = button("Templates", "link")
        self._snippets: Mapping[str, str] = {}
        self._history = button("History", "link")
        self._own_window = button("Own window", "link")
        self._preview = button("Preview")
        self._send = button("Send proposal", "primary")
        self._connect()
        self._build()

    # --- what a presenter shows ---------------------------------------------------------------------------

    def load(self, sheet: ComposerSheet, values: ComposerValues) -> None:
        """Lay out for `sheet` and show `values`, without a `changed`."""
        if sheet.draft != self._draft:
            self._draft = sheet.draft
            self._answers = self._replaced_answers(sheet.questions)
            if self._interview is not None or sheet.wants_interview:
                self.interview.setVisible(sheet.wants_interview)
            self._set_tab_order()
            self.to_top()
        self._title.show_text(one_line(sheet.title, 300))
        self._subtitle.show_text(one_line(sheet.subtitle, 300))
        self._banner.show_banner(sheet.banner)
        self._terms.load(sheet, values)
        self._load_agencies(sheet.agencies, values.agency)
        self._highlights.load(sheet.highlights, values.highlights)
        self._letter.set_hint(sheet.letter_hint)
        self._letter.set_limit(sheet.letter_limit)
        self._letter.load(values.cover_letter)
        self._message.set_limit(sheet.message_limit)
        self._message.load(values.message)
        for position, field in enumerate(self._answers):
            field.set_limit(sheet.answer_limit)
            field.load(values.answers[position] if position < len(values.answers) else "")
        self._client.show_client(sheet.client)

    def go_on_as(self, draft: str) -> None:
        """What is shown is known under this id from now on."""
        self._draft = draft

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody is writing here."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def show_banner(self, banner: Banner | None) -> None:
        """Show what has become of the invitation meanwhile."""
        self._banner.show_banner(banner)

    def show_fee(self, fee: str, receive: str) -> None:
        """Show what the marketplace keeps and what is left, as sentences."""
        self._terms.show_fee(fee, receive)

    def show_sum(self, text: str) -> None:
        """Show what the milestones come to."""
        self._terms.show_sum(text)

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show the attached files; a new one is in sight for who has just attached it."""
        more = len(rows) - self.attachments.field.model().rowCount()
        self.attachments.show_files(rows)
        if more > 0 and self.attachments.isAncestorOf(self.window().focusWidget()):
            self._reveal_file(len(rows) - 1)

    def show_marks(self, field: str, marks: Sequence[Mark]) -> None:
        """Mark places in the text of `field`, as checks name it; one without a text of its own is passed over."""
        noun, _, number = field.partition(".")
        texts = {"cover_letter": self._letter, "message": self._message}
        if noun == "answers" and int(number) < len(self._answers):
            self._answers[int(number)].show_marks(marks)
        elif noun in texts:
            texts[noun].show_marks(marks)

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show what blocks sending."""
        self._checks.show_checks(rows)

    def show_status(self, text: str, tone: str = "plain") -> None:
        """Show how safe the draft is: `Saved`, `Saving`, `Not saved: ...`."""
        self._status.setProperty("look", "bad" if tone == "bad" else "note")
        self._status.style().unpolish(self._status)
        self._status.style().polish(self._status)
        self._status.show_text(text)

    def stand_alone(self) -> None:
        """This is the panel of a window of its own."""
        self._own_window.hide()

    def insert(self, text: str) -> None:
        """Put `text` where was written last."""
        texts = [field.writing for field in (self._letter, self._message, *self._answers)]
        last = max(texts, key=Writing.last_used)
        last.insertPlainText(text)
        last.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_snippets(self, snippets: Mapping[str, str]) -> None:
        """What is put in for words such as `;thx`."""
        self._snippets = snippets
        for field in (self._letter, self._message, *self._answers):
            field.writing.set_snippets(snippets)

    def show_summary(self, text: str) -> None:
        """Show what goes to whom, at which terms and what it costs: the last thing that is read before it is sent."""
        self._cost.setText(text)
        self._cost.setVisible(bool(text) and self.height() >= px(LOW))

    def set_sendable(self, is_sendable: bool) -> None:
        """Whether the proposal can be sent as it is."""
        self._send.setEnabled(is_sendable)

    def values(self) -> ComposerValues:
        """What is filled in."""
        return ComposerValues(
            as_offered=self._terms.as_offered,
            amount=self._terms.amount,
            duration=self._terms.duration,
            cover_letter=self._letter.text(),
            message=self._message.text(),
            answers=tuple(field.text() for field in self._answers),
            increase=self._terms.increase,
            increase_percent=self._terms.percent,
            by_milestone=self._terms.by_milestone.isChecked(),
            milestones=self._terms.milestone_rows,
            agency=str(self._agency.currentData() or ""),
            highlights=self._highlights.chosen(),
        )

    def first_field(self) -> QWidget:
        """Override Panel.first_field: the letter, or the interview in its place; terms are there already."""
        return self._interview_button() or self._letter.writing

    @property
    def interview(self) -> "InterviewPanel":
        """The panel `Interview`, made for the first job that wants one."""
        if self._interview is None:
            from desktop.views.interview import InterviewPanel

            self._interview = InterviewPanel()
            self._interview.led.connect(self.reveal)
            self._interview_place.addWidget(self._interview)
        return self._interview

    @property
    def draft(self) -> str:
        """The id of the draft that is shown; empty before the first."""
        return self._draft

    @Slot(str, str)
    def go_to(self, field: str, words: str = "") -> None:
        """Put the focus on `field`, as checks name it: `rate`, `cover_letter`, `answers.0`, `milestones.2` ...

        The first `words` in its text are selected: what is typed takes their place.
        """
        noun, _, number = field.partition(".")
        if noun == "milestones":
            self.reveal(self._terms.milestones)
            self._terms.milestones.go_to(int(number or 0))
            return
        place = self._interview_button() if noun == "interview" else self._places().get(field)
        if place is not None:
            self.reveal(place)
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        if words and isinstance(place, Writing):
            place.select(words)

    # --- what a person does -------------------------------------------------------------------------------

    @Slot()
    def send(self) -> None:
        """Ask to send, where that is possible."""
        if self._send.isEnabled():
            self.send_requested.emit(self._draft)

    @Slot()
    def save(self) -> None:
        """Ask to save at once."""
        self.save_requested.emit(self._draft)

    @Slot()
    def _on_templates_clicked(self) -> None:
        self.templates_requested.emit(self._draft)

    @Slot()
    def _on_own_window_clicked(self) -> None:
        self.window_requested.emit(self._draft)

    @Slot()
    def _on_history_clicked(self) -> None:
        self.history_requested.emit(self._draft)

    @Slot()
    def _on_preview_clicked(self) -> None:
        self.preview_requested.emit(self._draft)

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.discard_requested.emit(self._draft)

    # --- inside -------------------------------------------------------------------------------------------

    def _places(self) -> dict[str, QWidget]:
        answers = {f"answers.{position}": field.writing for position, field in enumerate(self._answers)}
        return {
            "rate": self._terms.amount_field,
            "amount": self._terms.amount_field,
            "terms": self._terms.own,
            "duration": self._terms.duration_field,
            "increase": self._terms.percent_field,
            "agency": self._agency,
            "highlights": self._highlights.field,
            "cover_letter": self._letter.writing,
            "message": self._message.writing,
            "attachments": self.attachments.field,
            "unblock": self._send,
            **answers,
        }

    @Slot(QModelIndex)
    def _on_current_file_changed(self, index: QModelIndex) -> None:
        if index.isValid() and self.attachments.field.hasFocus():
            self._reveal_file(index.row())

    def _reveal_file(self, row: int) -> None:
        files = self.attachments.field
        self.reveal(files, files.visualRect(files.model().index(row, 0)))

    def _load_agencies(self, agencies: Sequence[ChoiceRow], chosen: str) -> None:
        """Where there is no agency, one applies as oneself and is not asked."""
        self._agency.blockSignals(True)
        self._agency.clear()
        for each in agencies:
            self._agency.addItem(one_line(each.text, 80), each.key)
        self._agency.setCurrentIndex(max(0, self._agency.findData(chosen)))
        self._agency.blockSignals(False)
        self._apply_as.setVisible(bool(agencies))

    @Slot()
    def _on_agency_changed(self) -> None:
        self.changed.emit()

    def _interview_button(self) -> QWidget | None:
        interview = self._interview
        return None if interview is None or interview.isHidden() else interview.first_field()

    def _replaced_answers(self, questions: tuple[str, ...]) -> list[CountedField]:
        for field in self._answers:
            self._questions.removeWidget(field)
            field.hide()
            field.deleteLater()
        fields = [CountedField(question, 3) for question in questions]
        for field in fields:
            field.writing.set_snippets(self._snippets)
            self._connect_field(field)
            self._questions.addWidget(field)
        return fields

    def _set_tab_order(self) -> None:
        """As one reads: the terms, what is written, the files, what blocks sending, the buttons."""
        written = [part for field in (self._letter, *self._answers, self._message) for part in field.fields]
        spoken = [] if self._interview is None else self._interview.fields
        order = [
            *(
                self._templates,
                self._history,
                self._own_window,
                *self._terms.fields,
                self._agency,
                *spoken,
                *written,
                *self.attachments.fields,
                *self._highlights.fields,
            ),
            *(self._checks.list, self._discard, self._preview, self._send),
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._terms.changed.connect(self.changed)
        self._agency.currentIndexChanged.connect(self._on_agency_changed)
        self._highlights.changed.connect(self.changed)
        self._highlights.laid_out.connect(self._set_tab_order)
        for field in (self._letter, self._message):
            self._connect_field(field)
        self._checks.place_requested.connect(self.go_to)
        self.attachments.field.selectionModel().currentChanged.connect(self._on_current_file_changed)
        self._templates.clicked.connect(self._on_templates_clicked)
        self._own_window.clicked.connect(self._on_own_window_clicked)
        self._history.clicked.connect(self._on_history_clicked)
        self._preview.clicked.connect(self._on_preview_clicked)
        self._discard.clicked.connect(self._on_discard_clicked)
        self._send.clicked.connect(self.send)

    def _connect_field(self, field: CountedField) -> None:
        field.changed.connect(self.changed)
        field.writing.files_given.connect(self.attachments.files_given)
        field.writing.picture_given.connect(self.attachments.picture_given)

    def _build(self) -> None:
        self._questions.setSpacing(px(12))
        helps = Flow(4)
        helps.add(self._templates, self._history, self._own_window)
        self.add_head(self._title, self._subtitle, helps)
        self.add(self._banner, self._terms, self._apply_as)
        self.body.addLayout(self._interview_place)
        self.add(self._letter)
        self.body.addLayout(self._questions)
        self.add(self._message, self.attachments, self._highlights)
        self.end_body()
        self._build_foot()

    def _build_foot(self) -> None:
        notes = QVBoxLayout()
        notes.setSpacing(px(2))
        notes.addWidget(self._status)
        notes.addWidget(self._cost)
        answers = Flow(8)
        answers.add(self._discard, self._preview, self._send)
        self._foot_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot)
        self._foot_line.setContentsMargins(px(28), px(10), px(28), px(10))
        self._foot_line.setSpacing(px(8))
        self._foot_line.addLayout(notes, 1)
        self._foot_line.addWidget(answers)
        self.foot.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: notes stand above the buttons where it is narrow, and few where it is low."""
        super().resizeEvent(event)
        is_low = event.size().height() < px(LOW)
        is_above = self.foot_width() < px(NARROW) and not is_low
        directions = QBoxLayout.Direction
        self._foot_line.setDirection(directions.TopToBottom if is_above else directions.LeftToRight)
        self._cost.setVisible(bool(self._cost.text()) and not is_low)


class _Side(QWidget):
    """What blocks sending, and whom one writes to."""

    def __init__(self) -> None:
        super().__init__()
        self.checks = ChecksView("Checks")
        self.client = ClientPanel()
        layout = column(self, 20)
        layout.addWidget(self.checks)
        layout.addWidget(self.client)
