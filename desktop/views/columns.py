"""Sections, list and detail: side by side where there is room for them, fewer where there is not."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop.views.elements.buttons import button
from desktop.views.elements.panel import column, styled
from desktop.views.entries import EntriesPane
from desktop.views.sections import Navigation
from desktop.views.theme import px

THREE = 760
"""Pixels, at 100 %, from which the sections have room for their names."""
TWO = 560
"""Pixels, at 100 %, from which list and detail stand side by side; below, one of them does."""


class Columns(QSplitter):
    """`show_list()`, `show_detail()` choose what is seen where there is room for one alone.

    Signals:
        back_requested(): the button `Back`, which is there when the detail hides the list.
    """

    back_requested = Signal()

    def __init__(self, navigation: Navigation, entries: EntriesPane, panels: QWidget, foot: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._navigation = navigation
        self._entries = entries
        self._is_shared_by_hand = False
        self._shows_detail = False
        self.back = button("Back", "link")
        self.back.clicked.connect(self.back_requested)
        self._back_bar = styled("listhead")
        self._detail = styled("pages")
        self._build(panels, foot)
        self.splitterMoved.connect(self._on_splitter_moved)

    @property
    def is_single(self) -> bool:
        """Whether there is room for one of list and detail alone."""
        return self.width() < px(TWO)

    def home(self) -> QWidget:
        """Where the keyboard goes when what it was in is gone: the list, or the way to it, or else the sections."""
        places: tuple[QWidget, ...] = (self._entries.table, self.back, self._navigation.list)
        return next(place for place in places if place.isVisible() or place is places[-1])

    def show_list(self) -> None:
        """The list, where there is room for one alone; the keyboard comes along from the detail."""
        is_hiding_focus = self.is_single and self._detail.isAncestorOf(self.window().focusWidget())
        self._shows_detail = False
        self._arrange()
        if is_hiding_focus:
            self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_detail(self) -> None:
        """What is open, where there is room for one alone; the keyboard comes along from the list."""
        is_hiding_focus = self.is_single and self._entries.isAncestorOf(self.window().focusWidget())
        self._shows_detail = True
        self._arrange()
        if is_hiding_focus:
            self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QSplitter.resizeEvent."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _on_splitter_moved(self) -> None:
        self._is_shared_by_hand = True

    def _arrange(self) -> None:
        is_single = self.is_single
        self._navigation.set_slim(self.width() < px(THREE))
        self._back_bar.setVisible(is_single)
        self._detail.setMinimumWidth(px(160 if is_single else 280))
        self._detail.setVisible(not is_single or self._shows_detail)
        self._entries.setVisible(not is_single or not self._shows_detail)
        self._share_width()

    def _share_width(self) -> None:
        """What is open gets what the sections and the list can spare, until somebody moves a border."""
        if not self._is_shared_by_hand:
            width = self.width()
            navigation, entries = min(px(220), width * 22 // 100), min(px(392), width * 30 // 100)
            self.setSizes([navigation, entries, width - navigation - entries])

    def _build(self, panels: QWidget, foot: QWidget) -> None:
        across = QHBoxLayout(self._back_bar)
        across.setContentsMargins(px(16), px(2), px(16), px(2))
        across.addWidget(self.back)
        across.addStretch(1)
        inside = column(self._detail, 0)
        inside.addWidget(self._back_bar)
        inside.addWidget(panels, 1)
        inside.addWidget(foot)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._entries.setMinimumWidth(px(200))
        for part in (self._navigation, self._entries, self._detail):
            self.addWidget(part)
