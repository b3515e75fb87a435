"""The panel `Interview`: questions answered aloud, one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFormLayout, QVBoxLayout, QWidget

from desktop.models.interview_rows import (
    DELETE,
    NEXT,
    OMIT,
    PLAY,
    RECORD,
    RETAKE,
    START,
    STOP,
    USE_FILE,
    DeviceChoices,
    InterviewSheet,
)
from desktop.models.rows import ChoiceRow
from desktop.models.rows_model import ROW
from desktop.views.elements.buttons import button
from desktop.views.elements.choices import Combo
from desktop.views.elements.labels import BannerLabel, Flow, NamedLabel, PlainLabel, ReadingText, restyle
from desktop.views.elements.panel import Panel, column
from desktop.views.interview.questions import QuestionList
from desktop.views.interview.stage import LevelMeter, Viewfinder
from desktop.views.theme import px

NARROW = 520
"""Pixels, at 100 %, below which picture and words stand one below the other."""
FILES = "Recordings (*.mp4 *.m4a *.mov *.mkv *.webm *.avi *.mp3 *.wav *.ogg *.flac)"
BUTTONS = (START, RECORD, STOP, PLAY, RETAKE, DELETE, OMIT, USE_FILE, NEXT)


class InterviewPanel(Panel):
    """Shows an `InterviewSheet`: `show_sheet(sheet)`, `show_devices(choices)`; and, many times a second,
    `show_picture(image)` or `show_words(words)`, `show_level(level)`, `show_time(text)`.

    Signals:
        pressed(str): the name of a button; not for the one that asks for a file first.
        file_given(str): the path of a recording that was made elsewhere.
        question_chosen(int): the place of a question.
        devices_chosen(str, str): the ids of a camera and of a microphone.
        hidden(): nobody looks any more, so nothing may be seen or heard either.
        led(QWidget): the keyboard was led to this button, which is to be seen.
    """

    pressed = Signal(str)
    file_given = Signal(str)
    question_chosen = Signal(int)
    devices_chosen = Signal(str, str)
    hidden = Signal()
    led = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Interview", parent)
        self._intro = PlainLabel(look="dim")
        self._privacy = NamedLabel("Privacy", "banner")
        self._banner = BannerLabel()
        self._questions = QuestionList()
        self._picture = Viewfinder()
        self._level = LevelMeter()
        self._question = ReadingText()
        self._note = PlainLabel(look="note")
        self._time = NamedLabel("Recording time", "strong")
        self._transcript = NamedLabel("Transcript")
        self._camera, self._microphone = Combo(), Combo()
        self._devices = QWidget()
        self._buttons = {name: button(name, _kind(name)) for name in BUTTONS}
        self._row = Flow(8)
        self._is_waited_for = False
        self._connect()
        self._build()

    # --- what a presenter shows ---------------------------------------------------------------------------

    def show_sheet(self, sheet: InterviewSheet) -> None:
        """Show how the interview stands."""
        self._intro.show_text(sheet.intro)
        self._privacy.show_text(sheet.privacy)
        self._banner.show_banner(sheet.banner)
        self._questions.show_questions(sheet.questions, sheet.place)
        self._questions.setEnabled(not sheet.is_busy)
        self._question.show_text(sheet.question)
        self._note.show_text(sheet.note)
        self._transcript.show_text(sheet.transcript)
        self._picture.setVisible(sheet.has_picture)
        self._picture.set_recording(sheet.is_recording)
        self._devices.setVisible(sheet.is_open)
        self._devices.setEnabled(not sheet.is_busy)
        self._level.setVisible(sheet.is_open)
        self._show_buttons(sheet)

    def show_devices(self, choices: DeviceChoices) -> None:
        """Offer what is plugged in."""
        _fill(self._camera, choices.cameras, choices.camera)
        _fill(self._microphone, choices.microphones, choices.microphone)

    def show_picture(self, image: QImage) -> None:
        """Show what is seen."""
        self._picture.show_picture(image)

    def show_words(self, words: str) -> None:
        """Show `words` where nothing is to be seen."""
        self._picture.show_words(words)

    def show_level(self, level: float) -> None:
        """Show how loud it is, from 0 to 1."""
        self._level.show_level(level)

    def show_time(self, text: str) -> None:
        """Show how long it was so far."""
        self._time.show_text(text)

    @property
    def fields(self) -> Sequence[QWidget]:
        """What can be pressed and gone through, as it is read."""
        return (self._questions, *self._buttons.values(), self._camera, self._microphone)

    def first_field(self) -> QWidget:
        """Override Panel.first_field: the button that comes next."""
        shown = [each for each in self._buttons.values() if not each.isHidden()]
        return next((each for each in shown if each.property("kind") == "primary"), self._questions)

    # --- what a person does -------------------------------------------------------------------------------

    @Slot()
    def _on_clicked(self) -> None:
        name = self.sender().text()  # type: ignore[attr-defined]
        if name == USE_FILE:
            self._ask_for_file()
        else:
            self.pressed.emit(name)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, USE_FILE, "", FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.file_given)
        dialog.open()

    @Slot(QModelIndex)
    def _on_question_chosen(self, index: QModelIndex) -> None:
        self.question_chosen.emit(index.data(ROW).place)

    @Slot()
    def _on_device_chosen(self) -> None:
        self.devices_chosen.emit(self._camera.currentData(), self._microphone.currentData())

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.hidden.emit()

    # --- inside -------------------------------------------------------------------------------------------

    def _show_buttons(self, sheet: InterviewSheet) -> None:
        """Offer what can be done. While something is being kept that is nothing; the keyboard waits here for more."""
        focused = self.window().focusWidget()
        is_here = self._row.isAncestorOf(focused)
        self._is_waited_for |= is_here
        self._row.setEnabled(bool(sheet.actions))
        if not sheet.actions:
            return
        for name, each in self._buttons.items():
            kind = "primary" if name == sheet.primary else _kind(name)
            if each.property("kind") != kind:
                each.setProperty("kind", kind)
                restyle(each)
            each.setVisible(name in sheet.actions)
        self._row.refresh()
        if self._is_waited_for and not (is_here and focused.isVisible()):
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_waited_for:
            self.led.emit(self.first_field())
        self._is_waited_for = False

    def _connect(self) -> None:
        for each in self._buttons.values():
            each.clicked.connect(self._on_clicked)
        self._questions.chosen.connect(self._on_question_chosen)
        self._camera.activated.connect(self._on_device_chosen)
        self._microphone.activated.connect(self._on_device_chosen)

    def _build(self) -> None:
        layout = column(self, 10)
        layout.addWidget(PlainLabel("Interview", "section"))
        layout.addWidget(self._intro)
        layout.addWidget(self._privacy)
        layout.addWidget(self._banner)
        layout.addWidget(self._questions)
        self._stage = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stage.setSpacing(px(16))
        self._stage.addWidget(self._picture, 1)
        self._stage.addLayout(self._built_words(), 1)
        layout.addLayout(self._stage)
        self._row.add(*self._buttons.values())
        layout.addWidget(self._row)
        layout.addWidget(self._transcript)

    def _built_words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(px(8))
        for each in (self._question, self._note, self._time, self._level):
            words.addWidget(each)
        form = QFormLayout(self._devices)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(6))
        for name, combo in (("Camera", self._camera), ("Microphone", self._microphone)):
            label = PlainLabel(look="note")
            label.name_field(combo, name)
            label.setWordWrap(False)  # a form puts what wraps at the top of its line
            form.addRow(label, combo)
        words.addWidget(self._devices)
        words.addStretch(1)
        return words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_narrow = event.size().width() < px(NARROW)
        self._stage.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)


def _kind(name: str) -> str:
    return "quiet" if name in (DELETE, OMIT) else "plain"


def _fill(combo: Combo, rows: Sequence[ChoiceRow], chosen: str) -> None:
    combo.clear()
    for row in rows:
        combo.addItem(row.text, row.key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
