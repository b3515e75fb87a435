"""What is seen and heard: the viewfinder and the level of the sound."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from desktop.views.theme import current, paint, px

WIDTH, HEIGHT = 320, 200
LOUD = 0.9
"""From here on the sound is cut off."""
FULL = 100


class Viewfinder(QWidget):
    """The picture of the camera, or of the recording that is played; a sentence where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""
        self._is_recording = False
        self.setAccessibleName("Picture")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_picture(self, image: QImage) -> None:
        """Show `image`."""
        self._image = image
        self.update()

    def show_words(self, words: str) -> None:
        """Show `words` in the place of a picture."""
        self._image = QImage()
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def set_recording(self, is_recording: bool) -> None:
        """Whether what is seen is being recorded."""
        if is_recording != self._is_recording:
            self._is_recording = is_recording
            self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(px(WIDTH), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(px(160), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        colours = current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.rect()
        paint.rounded(painter, place, px(12), colours.background, colours.line)
        if self._image.isNull():
            painter.setFont(current().fonts.note)
            painter.setPen(colours.dim)
            painter.drawText(place.adjusted(px(16), px(8), -px(16), -px(8)), _WRAPPED, self._words)
        else:
            self._paint_picture(painter, place)
        if self._is_recording:
            paint.dot(painter, place.right() - px(16), place.top() + px(16), px(12), colours.bad)
        painter.end()

    def _paint_picture(self, painter: QPainter, place: QRect) -> None:
        """The whole picture, as large as fits; nobody is cut off."""
        size = self._image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        clip = QPainterPath()
        clip.addRoundedRect(place, px(12), px(12))
        painter.save()
        painter.setClipPath(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)
        painter.restore()


_WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class LevelMeter(QProgressBar):
    """How loud the microphone hears. A progress bar, because assistive technology knows what that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sound level")
        self.setRange(0, FULL)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_level(self, level: float) -> None:
        """Show `level`, from 0 to 1: at once when it gets louder, and gently when it gets quieter."""
        shown = round(min(1.0, max(0.0, level)) * FULL)
        self.setValue(max(shown, self.value() - FULL // 12))

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(px(120), px(8))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(px(60), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QProgressBar.paintEvent."""
        colours = current().colours
        painter = QPainter(self)
        place = self.rect()
        paint.rounded(painter, place, place.height() / 2, colours.line)
        filled = QRect(place)
        filled.setWidth(place.width() * self.value() // FULL)
        if filled.width():
            tone = colours.warning if self.value() >= LOUD * FULL else colours.good
            paint.rounded(painter, filled, place.height() / 2, tone)
        painter.end()
