"""The frame of a panel: a named group that scrolls, with a side that moves below where there is little room."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.elements.labels import PlainLabel
from desktop.views.theme import px

WIDE = 700
"""Pixels, at 100 %, from which a side fits beside the text."""
SIDE = 264
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ABOVE = 28
"""Pixels, at 100 %, that are kept in sight above what is scrolled to."""


class Panel(QGroupBox):
    """A group without a frame: the only plain container that assistive technology reports as a panel."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def first_field(self) -> QWidget | None:
        """Where one begins to write here; None where there is nothing to write."""
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the ground is the theme's, and there is no frame."""


def column(parent: QWidget, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """A vertical layout on the grid."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(px(margin), px(margin), px(margin), px(margin))
    layout.setSpacing(px(spacing))
    return layout


def line(spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout on the grid, to be put into another."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(spacing))
    return layout


class Named(QWidget):
    """A field under its name, which is how it is found."""

    def __init__(self, name: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._name = PlainLabel(look="strong")
        layout = column(self, 4)
        layout.addWidget(self._name)
        layout.addWidget(field)
        layout.addStretch(1)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Call the field `name`."""
        self._name.name_field(self._field, name)


def styled(name: str, parent: QWidget | None = None) -> QWidget:
    """A widget whose ground and edges the style sheet draws under `name`."""
    widget = QWidget(parent)
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


class Scroller(QScrollArea):
    """Scrolls a column of widgets up and down; never sideways."""

    def __init__(self, margin: int, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = styled("page")
        self.column = column(self._body, spacing, margin)
        self.setWidget(self._body)

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def turn_page(self, by: int) -> None:
        """Go `by` pages on, or back when it is negative."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep())

    def reveal(self, part: QWidget, place: QRect) -> None:
        """Scroll to `place`, a rectangle of `part`, and to what names it above; to its beginning where it is high."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what was just filled in has its place now
        top = part.mapTo(self._body, place.topLeft()).y()
        bar = self.verticalScrollBar()
        lowest = max(bar.value(), top + place.height() + px(8) - self.viewport().height())
        bar.setValue(min(top - px(ABOVE), lowest))


class SheetPanel(Panel):
    """A panel with a scrolling column, `body`, and a `foot` that does not scroll.

    `side` stands beside the column, and below its text where there is little room.
    """

    def __init__(self, name: str, side: QWidget | None, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._side = side
        self._is_wide: bool | None = None
        outer = column(self, 0)
        across = line(0)
        outer.addLayout(across, 1)
        self._scroller = Scroller(28, 14)
        self._scroller.column.setContentsMargins(px(28), px(20), px(28), px(28))
        self.body = self._scroller.column
        self.foot = styled("foot")
        self.foot.hide()
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self._scroller, 1)
        inner.addWidget(self.foot)
        across.addLayout(inner, 1)
        self._beside = _Beside()
        if side is None:
            self._beside.hide()
        across.addWidget(self._beside)
        self._set_wide(True)

    def add_head(self, *lines: QWidget) -> None:
        """Put `lines`, a title and what stands close under it, at the beginning of `body`."""
        head = QVBoxLayout()
        head.setSpacing(px(4))
        for each in lines:
            head.addWidget(each)
        self.body.addLayout(head)

    def add(self, *parts: QWidget) -> None:
        """Put `parts`, one below the other, into `body`."""
        for part in parts:
            self.body.addWidget(part)

    def end_body(self) -> None:
        """Call after the last widget was put into `body`: what is left of the height stays empty."""
        self._below = QVBoxLayout()
        self.body.addLayout(self._below)
        self.body.addStretch(1)

    def to_top(self) -> None:
        """Show the beginning."""
        self._scroller.to_top()

    def turn_page(self, by: int) -> None:
        """Read `by` pages on, or back when it is negative."""
        self._scroller.turn_page(by)

    @Slot(QWidget)
    def reveal(self, widget: QWidget, place: QRect | None = None) -> None:
        """Scroll to `widget`, or to a `place` in it."""
        self._scroller.reveal(widget, place or widget.rect())

    def foot_width(self) -> int:
        """How wide the foot is, or will be when the layout has come round."""
        return self.width() - (self._beside.width() if self._is_wide and self._side is not None else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._set_wide(event.size().width() >= px(WIDE))

    def _set_wide(self, is_wide: bool) -> None:
        if self._side is None or is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._beside.setVisible(is_wide)
        if is_wide:
            self._beside.take(self._side)
        else:
            self._below.addWidget(self._side)
        self._side.show()


class _Beside(QScrollArea):
    """Holds the side while there is room for it beside the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(px(SIDE))
        self._body = styled("page")
        self._column = column(self._body, 0, 20)
        self._column.addStretch(1)
        self.setWidget(self._body)

    def take(self, side: QWidget) -> None:
        """Put `side` at the top."""
        self._column.insertWidget(0, side)
