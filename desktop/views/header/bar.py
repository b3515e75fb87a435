"""Brand, sync chip, bell and menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.models.plain import one_line
from desktop.views.elements.buttons import IconButton
from desktop.views.elements.labels import PlainLabel, literal
from desktop.views.theme import current, paint, px

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

NARROW = 420


class HeaderBar(QWidget):
    """`show_sync(text, tone)`, `show_unread(count, spoken)`, `set_actions(actions)`.

    Signals:
        sync_requested(): the sync chip was pressed.
        notifications_requested(): the bell was pressed.
    """

    sync_requested = Signal()
    notifications_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sync = _SyncChip()
        self.sync.clicked.connect(self.sync_requested)
        self.bell = IconButton("Notifications", "bell")
        self.bell.clicked.connect(self.notifications_requested)
        self.menu_button = IconButton("Menu", "ellipsis")
        self._menu: QMenu | None = None
        self._build()
        self.show_unread(0)

    def show_sync(self, text: str, tone: str = "plain") -> None:
        """Say how far the marketplace and this window agree: `Up to date`, `Offline`, `Sending 2` ..."""
        self.sync.show_state(text, tone)

    def show_unread(self, count: int, spoken: str = "") -> None:
        """Show `count` unread notifications on the bell, and say it as `spoken`."""
        self.bell.set_badge("" if count <= 0 else "99+" if count > 99 else str(count))
        self.bell.setAccessibleDescription(spoken or (f"{count} unread" if count else "Nothing new"))

    def show_tray_open(self, is_open: bool) -> None:
        """Show whether the bell's tray is open."""
        self.bell.set_open(is_open)

    def set_actions(self, actions: "list[QAction]") -> None:
        """The entries of the menu, which there is from now on; all of them have keys as well."""
        from PySide6.QtWidgets import QMenu

        self._menu = QMenu(self)
        self._menu.addActions(actions)
        self.menu_button.clicked.connect(self._on_menu_clicked)

    @Slot()
    def _on_menu_clicked(self) -> None:
        assert self._menu is not None
        corner = self.menu_button.mapToGlobal(self.menu_button.rect().bottomRight())
        corner.setX(corner.x() - self._menu.sizeHint().width())
        self._menu.popup(corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: how things stand matters more than the name that the window bears anyway."""
        super().resizeEvent(event)
        self._brand.setVisible(event.size().width() >= px(NARROW))

    def _build(self) -> None:
        self._brand = PlainLabel("Bellhop", "brand")
        self._brand.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(20), px(8), px(16), px(8))
        layout.setSpacing(px(12))
        layout.addWidget(self._brand)
        layout.addStretch(1)
        for widget in (self.sync, self.bell, self.menu_button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class _SyncChip(QPushButton):
    """Named `Sync status`; what it shows is its description."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "plain"
        self.setAccessibleName("Sync status")
        self.setProperty("kind", "sync")

    def show_state(self, text: str, tone: str) -> None:
        self._tone = tone
        self.setText(literal(one_line(text, 60)))
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.dot(painter, px(15), self.height() // 2, px(7), current().colours.of_tone(self._tone)[0])
        painter.end()
