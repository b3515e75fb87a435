"""The panel `Outbox item`: what is on its way, or came back, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.plain import one_line
from desktop.models.rows import FileRow, OutboxSheet
from desktop.views.elements.buttons import button
from desktop.views.elements.labels import BannerLabel, PlainLabel, ReadingText, literal
from desktop.views.elements.panel import SheetPanel, line
from desktop.views.outbox.files import FilesOnTheirWay


class OutboxPanel(SheetPanel):
    """Shows an `OutboxSheet`: `show_command(sheet)`.

    Signals:
        retry_requested(str), take_back_requested(str): the id of the command.
        rewrite_requested(str): the id of a refused command that shall be written anew.
        pause_requested(str), resume_requested(str): the id of the file to hold back, or to let go on.
    """

    retry_requested = Signal(str)
    take_back_requested = Signal(str)
    rewrite_requested = Signal(str)
    pause_requested = Signal(str)
    resume_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Outbox item", None, parent)
        self._id = ""
        self._title = PlainLabel(look="page")
        self._byline = PlainLabel(look="dim")
        self._banner = BannerLabel()
        self._text = ReadingText()
        self._files = FilesOnTheirWay()
        self._files.pause_requested.connect(self.pause_requested)
        self._files.resume_requested.connect(self.resume_requested)
        self._retry = button("Retry now", "primary")
        self._retry.clicked.connect(self._on_retry_clicked)
        self._rewrite = button("Write anew", "primary")
        self._rewrite.clicked.connect(self._on_rewrite_clicked)
        self._take_back = button("Take back")
        self._take_back.clicked.connect(self._on_take_back_clicked)
        self._build()

    def show_command(self, sheet: OutboxSheet) -> None:
        """Show `sheet`."""
        self._id = sheet.id
        self._title.show_text(one_line(sheet.title, 300))
        self._byline.show_text(one_line(sheet.byline, 300))
        self._banner.show_banner(sheet.banner)
        self._text.show_text(sheet.text)
        self.show_files(sheet.files)
        self._retry.setVisible(sheet.can_retry)
        self._rewrite.setVisible(sheet.can_rewrite)
        self._take_back.setText(literal(sheet.take_back_text))
        self._take_back.setVisible(bool(sheet.take_back_text))

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show how far the files have gone out."""
        self._files.show_files(rows)

    @Slot()
    def _on_retry_clicked(self) -> None:
        self.retry_requested.emit(self._id)

    @Slot()
    def _on_rewrite_clicked(self) -> None:
        self.rewrite_requested.emit(self._id)

    @Slot()
    def _on_take_back_clicked(self) -> None:
        self.take_back_requested.emit(self._id)

    def _build(self) -> None:
        self.add_head(self._title, self._byline)
        self.body.addWidget(self._banner)
        across = line()
        across.addWidget(self._retry)
        across.addWidget(self._rewrite)
        across.addWidget(self._take_back)
        across.addStretch(1)
        self.body.addLayout(across)
        self.add(self._files, self._text)
        self.end_body()
