"""The dialog `File preview`: the beginning of an attached file, as a picture or as text."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.rows import FilePicture, FilePreviewSheet
from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel, ReadingText
from desktop.views.theme import current, px

WIDTH = 720
OPENING = "Opening the file …"


class FilePreview(Sheet):
    """Shows a `FilePreviewSheet`: `show_preview(sheet)`; until then it says that the file is being opened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("File preview", WIDTH, parent)
        self._name = PlainLabel(look="strong")
        self._name.show_text(name)
        self._sentence = PlainLabel(OPENING, "dim")
        self._picture = _Picture()
        self._text = ReadingText()
        self._note = PlainLabel(look="note")
        for each in (self._picture, self._text, self._note):
            each.hide()
        for each in (self._name, self._sentence, self._picture, self._text, self._note):
            self.body.addWidget(each)
        close = button("Close")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        close.setFocus()

    def show_preview(self, sheet: FilePreviewSheet) -> None:
        """Show `sheet`."""
        self._sentence.show_text(sheet.sentence)
        self._text.show_text(sheet.text)
        self._note.show_text(sheet.note)
        if sheet.picture is not None:
            self._picture.show_picture(sheet.picture, f"Picture of {sheet.name}")
        if self.isVisible():
            self.grow()


class _Picture(QWidget):
    """A picture as wide as there is room, and never wider than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: FilePicture, name: str) -> None:
        shown = QImage(
            picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_ARGB32_Premultiplied
        )
        self._image = shown.copy()  # the bytes are not kept alive by the image
        self.setAccessibleName(name)
        self.updateGeometry()
        self.show()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._fitting(width).height()

    def sizeHint(self) -> QSize:
        return self._fitting(px(WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(0, 0, *self._fitting(self.width()).toTuple())
        painter.setPen(current().colours.line)
        painter.drawImage(place, self._image)
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()

    def _fitting(self, width: int) -> QSize:
        size = self._image.size()
        if size.isEmpty():
            return QSize(1, 1)
        return size.scaled(min(width, size.width()), 1_000_000, Qt.AspectRatioMode.KeepAspectRatio)
