"""The window: the bar across the top, the sections, the list, and the thing that is open."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.views.columns import Columns
from desktop.views.elements.panel import PAGES, Panel, column, styled
from desktop.views.elements.screen import keep_on_screen, room
from desktop.views.entries import EntriesPane
from desktop.views.header import HeaderBar
from desktop.views.messages import MessageBar
from desktop.views.panels import NOTHING, Panels
from desktop.views.sections import Navigation
from desktop.views.sending import SendingBar
from desktop.views.theme import icons, px

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.models.rows import (
        ComposerSheet,
        ComposerValues,
        InvitationSheet,
        MessageRow,
        OutboxSheet,
        ProposalSheet,
        RoomSheet,
    )
    from desktop.views.composer import ComposerPanel
    from desktop.views.conversation import ConversationPanel
    from desktop.views.invitation import InvitationPanel
    from desktop.views.notifications import Tray
    from desktop.views.outbox import OutboxPanel
    from desktop.views.proposal import ProposalPanel

SIZE = QSize(1400, 900)
SMALLEST = QSize(640, 420)


class MainWindow(QMainWindow):
    """Composes the parts, and turns keys into what the visible part would ask for.

    Parts: `header`, `navigation`, `entries`, `tray`, `sending`, `messages`, and the panels `invitation`, `proposal`,
    `composer`, `conversation` and `outbox`, which are made when they are first asked for and kept.
    `show_section(key, name, count_text)`, `show_message(text, tone, action_text, action)`, `hide_message()`;
    `show_invitation(sheet)`, `show_proposal(sheet)`, `show_composer(sheet, values)`, `show_room(sheet, messages)`,
    `show_command(sheet)`, `show_nothing(icon, title, text, action)` open the panel as well. Where there is room for
    one of list and panel alone, `show_detail()` brings the panel; a panel of another kind comes by itself.

    Signals:
        section_requested(str): from the navigation or by key.
        entry_opened(str, str): kind and id, from the list.
        sync_requested(): from the chip or by key.
        message_action_requested(str): the button of the message that is shown; the `action` it was shown with.
        nothing_action_requested(): the button of the page that stands there when nothing is open.
        blocked_requested(): show who is blocked, from the menu.
        draft_copies_requested(): keep drafts for other computers, or no more, from the menu.
        decline_all_requested(list), ignore_all_requested(list): the ids of several selected invitations.
        theme_requested(str): `light`, `dark` or `system`, from the menu.
        close_requested(): the window shall be closed; nothing happens until the program does so.
    """

    section_requested = Signal(str)
    entry_opened = Signal(str, str)
    sync_requested = Signal()
    message_action_requested = Signal(str)
    nothing_action_requested = Signal()
    blocked_requested = Signal()
    draft_copies_requested = Signal()
    decline_all_requested = Signal(list)
    ignore_all_requested = Signal(list)
    theme_requested = Signal(str)
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_painted = False
        self._copies_choice: QAction | None = None
        self._are_copies_kept: bool | None = None
        self._is_browsing = False
        self._awaited = self._intent = ""
        self._written_last = ""
        self._window = styled("window")
        self.header = HeaderBar()
        self.messages = MessageBar()
        self.navigation = Navigation()
        self.entries = EntriesPane()
        self.panels = Panels()
        self.sending = SendingBar()
        self._columns = Columns(self.navigation, self.entries, self.panels, self.sending)
        self._build()
        self._tray: Tray | None = None
        self._connect()
        self.setWindowTitle("Bellhop")
        self.entries.table.setFocus()
        smallest = SMALLEST.expandedTo(QSize(px(400), px(285)))
        self.setMinimumSize(smallest.boundedTo(room(self)))
        self.resize(SIZE.boundedTo(room(self)))

    @property
    def is_painted(self) -> bool:
        """Whether the window has been seen."""
        return self._is_painted

    # --- what a presenter shows ---------------------------------------------------------------------------

    def show_section(self, key: str, name: str, count_text: str = "") -> None:
        """Head the window and the list with the section `key`, called `name`."""
        self.setWindowTitle(f"Bellhop — {name}")
        self.navigation.show_section(key)
        self.entries.show_section(name, count_text)

    def show_message(self, text: str, tone: str = "plain", action_text: str = "", action: str = "") -> None:
        """Say one clear sentence, with at most one thing to do about it: `action`, on a button `action_text`."""
        self.messages.show_message(text, tone, action_text, action)

    def hide_message(self) -> None:
        """The sentence no longer holds."""
        self.messages.hide()

    def show_invitation(self, sheet: "InvitationSheet") -> None:
        """Open an invitation."""
        with self._keeping_keyboard(self.invitation):
            self.invitation.show_invitation(sheet)
        self._open(self.invitation)
        self._catch_up(sheet.id)

    def show_proposal(self, sheet: "ProposalSheet") -> None:
        """Open a proposal that was sent."""
        with self._keeping_keyboard(self.proposal):
            self.proposal.show_proposal(sheet)
        self._open(self.proposal)

    def show_composer(self, sheet: "ComposerSheet", values: "ComposerValues") -> None:
        """Open a proposal that is being written; the keyboard comes along where it was written a moment ago."""
        with self._keeping_keyboard(self.composer):
            self.composer.load(sheet, values)
        self._open(self.composer)
        if self._written_last == sheet.draft:
            self.composer.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self._written_last = ""

    def show_room(self, sheet: "RoomSheet", messages: "Sequence[MessageRow]") -> None:
        """Open a conversation."""
        self._open(self.conversation)
        self.conversation.show_room(sheet)
        self.conversation.show_messages(messages)

    def show_command(self, sheet: "OutboxSheet") -> None:
        """Open a waiting command."""
        with self._keeping_keyboard(self.outbox):
            self.outbox.show_command(sheet)
        self._open(self.outbox)

    @contextmanager
    def _keeping_keyboard(self, panel: Panel) -> Iterator[None]:
        """What had the keyboard in `panel` may be gone when it shows something else: then one goes on from its list."""
        focus = cast("QWidget | None", self.focusWidget())
        was_inside = focus is not None and panel.isAncestorOf(focus)
        yield
        if was_inside and focus is not None and not focus.isVisibleTo(panel):
            (panel.first_field() or self._columns.home()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _catch_up(self, invitation: str) -> None:
        """What was asked of an invitation by key before it was there is done now, and never with the one before it."""
        intent = self._intent if invitation == self._awaited else ""
        self._awaited = self._intent = ""
        if intent:
            self.panels.do(intent)

    def _open(self, panel: Panel) -> None:
        """Show `panel`; the keyboard, where it was in another one, goes on in it or returns to the list."""
        focus = cast("QWidget | None", self.focusWidget())
        was_inside = focus is not None and self.panels.isAncestorOf(focus) and not panel.isAncestorOf(focus)
        is_another = self.panels.currentWidget() is not panel
        if was_inside:
            self._written_last = getattr(self.panels.currentWidget(), "draft", "")
        self.panels.setCurrentWidget(panel)
        self._end_tab_order()
        if is_another and not self._is_browsing:
            self._columns.show_detail()
        if was_inside:
            (panel.first_field() or self._columns.home()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_tab_order(self) -> None:
        """Tab comes to the sending bar last: it stands below the panels, which are made after it."""
        last = self.previousInFocusChain()
        while last is not None and not last.focusPolicy() & Qt.FocusPolicy.TabFocus:
            last = last.previousInFocusChain()
        if last is not None:
            self.setTabOrder(last, self.sending.undo)

    def show_nothing(self, icon: str = "mail-open", title: str = NOTHING, text: str = "", action: str = "") -> None:
        """Nothing is open; say so, and what could be done."""
        self.panels.show_nothing(icon, title, text, action)
        self._columns.show_list()

    def show_detail(self) -> None:
        """Where there is room for one alone, show what is open instead of the list."""
        self._is_browsing = False
        self._columns.show_detail()

    # --- the parts that are made when they are first asked for --------------------------------------------

    @property
    def invitation(self) -> "InvitationPanel":
        """The panel `Invitation`."""
        return self.panels.invitation

    @property
    def proposal(self) -> "ProposalPanel":
        """The panel `Proposal`."""
        return self.panels.proposal

    @property
    def composer(self) -> "ComposerPanel":
        """The panel `Proposal draft`."""
        return self.panels.composer

    @property
    def conversation(self) -> "ConversationPanel":
        """The panel `Conversation`."""
        return self.panels.conversation

    @property
    def outbox(self) -> "OutboxPanel":
        """The panel of a waiting command."""
        return self.panels.outbox

    @property
    def tray(self) -> "Tray":
        """The bell's tray; made when it is first asked for."""
        if self._tray is None:
            from desktop.views.notifications import Tray

            self._tray = Tray(self._window)
            self._tray.opened.connect(self.header.show_tray_open)
            self._tray.notice_opened.connect(self._on_notice_opened)
            self._place_tray()
        return self._tray

    # --- what a person does -------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent: closing is a request."""
        event.ignore()
        self.close_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._place_tray()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: what is not needed for the first picture comes after it."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.complete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: what is open is read on by key from wherever nothing else is to be paged."""
        if event.key() in PAGES:
            self.panels.turn_page(PAGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @Slot()
    def complete(self) -> None:
        """Make what the first picture does without: icons, the keys and the menu."""
        from desktop.views.shortcuts.actions import actions
        from desktop.views.shortcuts.table import INTENTS

        icons.wake()
        made = actions(self, self._on_action_triggered)
        self.addActions(list(made.values()))
        self._copies_choice = made["draft_copies"]
        self.show_draft_copies(self._are_copies_kept)
        self.header.set_actions([made[intent.name] for intent in INTENTS if intent.in_menu])
        self.update()
        keep_on_screen(self)  # by now the system has drawn its frame, and a size that was kept may be another screen's

    def show_draft_copies(self, are_kept: bool | None) -> None:
        """Show in the menu whether drafts are kept for other computers; None where there can be none."""
        self._are_copies_kept = are_kept
        if self._copies_choice is not None:
            self._copies_choice.setVisible(are_kept is not None)
            self._copies_choice.setChecked(bool(are_kept))

    @Slot()
    def toggle_tray(self) -> None:
        """Open the bell's tray, or close it."""
        if self.tray.isHidden():
            self._place_tray()
            self.tray.open_for(self.header.bell)
        else:
            self.tray.close_tray()

    @Slot()
    def _on_notice_opened(self) -> None:
        self.show_detail()
        self._columns.home().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_shortcuts(self) -> None:
        """Open the sheet `Keyboard shortcuts`."""
        from desktop.views.shortcuts.sheet import ShortcutsDialog

        ShortcutsDialog(self).open()

    @Slot(str, str)
    def _on_entry_opened(self, kind: str, thing: str) -> None:
        self._is_browsing = True
        self._written_last = ""
        self._awaited, self._intent = thing if kind == "invitation" else "", ""

    @Slot()
    def _on_entry_entered(self) -> None:
        self.show_detail()

    @Slot()
    def _on_section_requested(self) -> None:
        self._columns.show_list()

    @Slot()
    def go_back(self) -> None:
        """Put the keyboard into the list, which comes back where it was hidden."""
        self._columns.show_list()
        self._columns.home().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_action_triggered(self) -> None:
        name = cast("QAction", self.sender()).data()
        self._is_browsing = False
        if name.startswith("go_"):
            self.section_requested.emit(name.removeprefix("go_"))
            self._columns.home().setFocus(Qt.FocusReason.OtherFocusReason)
        elif name.startswith("theme_"):
            self.theme_requested.emit(name.removeprefix("theme_"))
        elif name in {"decline", "ignore"} and len(self.entries.selected("invitation")) > 1:
            self._do_with_all(name)
        elif name in {"accept", "decline", "ignore"} and self._awaited:
            self._intent = name
        elif name in {"accept", "decline", "ignore", "send", "save"}:
            self.panels.do(name)
        elif name in {"next", "previous", "extend_next", "extend_previous", "select", "back"}:
            self._move(name)
        else:
            self._do(name)

    def _move(self, name: str) -> None:
        match name:
            case "next" | "previous":
                self.entries.step(1 if name == "next" else -1)
            case "extend_next" | "extend_previous":
                self.entries.extend(1 if name == "extend_next" else -1)
            case "select":
                self.entries.toggle_current()
            case "back":
                self.go_back()

    def _do_with_all(self, name: str) -> None:
        """Decline, or ignore, all the invitations that are selected."""
        selected = self.entries.selected("invitation")
        if name == "decline":
            self.decline_all_requested.emit(selected)
        else:
            self.ignore_all_requested.emit(selected)

    def _do(self, name: str) -> None:
        match name:
            case "undo" if not self.sending.isHidden():
                self.sending.undo_requested.emit()
            case "notifications":
                self.toggle_tray()
            case "sync":
                self.sync_requested.emit()
            case "blocked":
                self.blocked_requested.emit()
            case "draft_copies":
                self.draft_copies_requested.emit()
            case "shortcuts":
                self.show_shortcuts()
            case "quit":
                self.close_requested.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The tray closes when the keyboard goes elsewhere in this window."""
        if self._tray is None or new is None or self._tray.isHidden() or new.window() is not self:
            return
        if new is not self._tray and not self._tray.isAncestorOf(new):
            self._tray.close_tray()

    # --- inside -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.navigation.section_requested.connect(self.section_requested)
        self.section_requested.connect(self._on_section_requested)
        self.entries.entry_opened.connect(self._on_entry_opened)
        self.entries.entry_opened.connect(self.entry_opened)
        self.entries.entry_entered.connect(self._on_entry_entered)
        self._columns.back_requested.connect(self.go_back)
        self.header.sync_requested.connect(self.sync_requested)
        self.header.notifications_requested.connect(self.toggle_tray)
        self.messages.action_requested.connect(self.message_action_requested)
        self.panels.action_requested.connect(self.nothing_action_requested)
        self.entries.page_turned.connect(self.panels.turn_page)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus_changed)

    def _build(self) -> None:
        layout = column(self._window, 0)
        layout.addWidget(self.header)
        layout.addWidget(self.messages)
        layout.addWidget(self._columns, 1)
        self.setCentralWidget(self._window)

    def _place_tray(self) -> None:
        if self._tray is None:
            return
        whole = self._window.size()
        top = self.header.height() + px(4)
        width = min(px(392), whole.width() - px(16))
        height = min(px(440), whole.height() - top - px(12))
        self._tray.setGeometry(whole.width() - width - px(48 if whole.width() > px(600) else 8), top, width, height)
