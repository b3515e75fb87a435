"""The list of a section with its head, and what stands there when there is nothing to list."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QWidget

from desktop.models.list_rows import EntryRow
from desktop.models.rows_model import ROW
from desktop.models.window import WindowModel
from desktop.views.elements.labels import LineLabel, PlainLabel
from desktop.views.elements.panel import column, styled
from desktop.views.entries.state import StatePage
from desktop.views.entries.table import EntriesTable
from desktop.views.theme import px


class EntriesPane(QWidget):
    """Shows a `WindowModel` under the name of its section.

    `show_section(name, count_text)`, `set_model(model)`, `show_state(icon, title, text, action)`, `select(key)`,
    `show_opened(kind, id)`.

    Signals:
        entry_opened(str, str): kind and id of the entry to show; once for each change, again on Enter.
        entry_entered(): and it was not only passed by with the keyboard; follows `entry_opened`.
        action_requested(): the button of the state page was pressed.
        page_turned(int): what is open shall be read on, by a page, or back.
    """

    entry_opened = Signal(str, str)
    entry_entered = Signal()
    action_requested = Signal()
    page_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entries")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model: WindowModel | None = None
        self._opened: int | None = None
        self._was_opened_by_press = False
        self._is_picking = False
        self._gap: int | None = None
        self._table = EntriesTable()
        self._table.page_turned.connect(self.page_turned)
        self._table.let_go.connect(self._on_let_go)
        self._table.stepped.connect(self.step)
        self._table.activated.connect(self._on_activated)
        self._table.clicked.connect(self._on_clicked)
        self._state = StatePage()
        self._state.action_requested.connect(self.action_requested)
        self._build()

    @property
    def table(self) -> QTableView:
        """The list itself, for the order of focus."""
        return self._table

    # --- what a presenter shows ---------------------------------------------------------------------------

    def show_section(self, name: str, count_text: str = "") -> None:
        """Head the list with `name` and its count."""
        self._title.setText(name)
        self._count.setText(count_text)
        self._table.setAccessibleName(name)

    def set_model(self, model: WindowModel) -> None:
        """List the entries of `model`; nothing is selected."""
        if self._model is not None:
            self._model.modelReset.disconnect(self._on_reset)
            self._model.rowsAboutToBeRemoved.disconnect(self._on_rows_leaving)
        self._model = model
        self._opened = self._gap = None
        self._is_picking = False
        model.rowsAboutToBeRemoved.connect(self._on_rows_leaving)  # before the view hears of it, and moves on
        self._table.setModel(model)
        self._table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        model.modelReset.connect(self._on_reset)
        self.show_list()

    def show_list(self) -> None:
        """Show the entries."""
        self._pages.setCurrentWidget(self._table)

    def show_state(self, icon: str, title: str, text: str = "", action: str = "") -> None:
        """Show why there are no entries (empty, loading, offline, an error), and the one thing to do about it."""
        self._state.show_state(icon, title, text, action)
        self._pages.setCurrentWidget(self._state)

    def select(self, key: int | None) -> None:
        """Mark the entry of `key` as the one that is shown; asks for nothing."""
        self._opened = key
        position = None if key is None or self._model is None else self._model.position(key)
        if position is None:
            self._table.clearSelection()
        else:
            self._go_to(position)

    def show_opened(self, kind: str, thing: str) -> None:
        """Mark the entry of what was opened elsewhere, if it is at hand; otherwise none. Asks for nothing."""
        key = None if self._model is None else self._model.key_of(kind, thing)
        if key is None or key != self._opened:
            self.select(key)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go `by` entries down, or up when it is negative."""
        count = self._table.model().rowCount() if self._model else 0
        if count:
            current = self._table.currentIndex()
            is_on = current.isValid() and self._table.selectionModel().hasSelection()
            row = current.row() + by if is_on else max(0, current.row())
            if self._gap is not None:
                row = self._gap + (by - 1 if by > 0 else by)
            self._go_to(max(0, min(count - 1, row)), keeping=self._is_picking)

    def extend(self, by: int) -> None:
        """Go `by` entries down or up, and select those on the way as well."""
        current = self._table.currentIndex()
        target = current.sibling(current.row() + by, 0)
        if target.isValid():
            flags = self._table.selectionModel().SelectionFlag
            self._table.selectionModel().setCurrentIndex(target, flags.Select | flags.Rows)

    def toggle_current(self) -> None:
        """Select the entry that the keyboard is on beside what is selected, or no longer.

        From the first on, which is selected already, going up and down changes nothing of what is selected.
        """
        current, chosen = self._table.currentIndex(), self._table.selectionModel()
        if self._is_picking or chosen.selectedRows() != [current]:
            chosen.select(current, chosen.SelectionFlag.Toggle | chosen.SelectionFlag.Rows)
        self._is_picking = chosen.hasSelection()

    def selected(self, kind: str) -> list[str]:
        """The ids of the selected entries of `kind`, from the top."""
        indexes = sorted(self._table.selectionModel().selectedRows(), key=QModelIndex.row)
        rows: list[EntryRow | None] = [index.data(ROW) for index in indexes]
        return [row.id for row in rows if row is not None and row.kind == kind]

    def open_current(self) -> None:
        """Open the entry that the keyboard is on."""
        self._on_activated(self._table.currentIndex())

    # --- what a person does -------------------------------------------------------------------------------

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, selected: QItemSelection, _gone: QItemSelection) -> None:
        indexes = selected.indexes()
        if indexes:
            self._gap = None
            row: EntryRow | None = indexes[-1].data(ROW)
            if row is not None and row.key != self._opened:
                self._was_opened_by_press = True
                self._open(row)
                if not self._table.hasFocus():
                    self.entry_entered.emit()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self._was_opened_by_press:
            self.entry_entered.emit()
        else:
            self._on_activated(index)
        self._was_opened_by_press = False

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row: EntryRow | None = index.data(ROW) if index.isValid() else None
        if row is not None:
            self._open(row)
            self.entry_entered.emit()

    @Slot()
    def _on_let_go(self) -> None:
        if len(self._table.selectionModel().selectedRows()) > 1:
            self._go_to(self._table.currentIndex().row())

    @Slot(QModelIndex, int, int)
    def _on_rows_leaving(self, _parent: QModelIndex, first: int, last: int) -> None:
        """What follows the entry that the keyboard was on comes next, wherever the view puts its mark."""
        if first <= self._table.currentIndex().row() <= last:
            self._gap = first

    @Slot()
    def _on_reset(self) -> None:
        self.select(self._opened)

    def _go_to(self, position: int, *, keeping: bool = False) -> None:
        # QTableView.selectRow() does nothing while its header waits to be laid out, as after a reset.
        flags = QItemSelectionModel.SelectionFlag
        index = self._table.model().index(position, 0)
        self._gap = None
        chosen = self._table.selectionModel()
        self._is_picking = keeping and chosen.hasSelection()
        chosen.setCurrentIndex(index, flags.NoUpdate if self._is_picking else flags.ClearAndSelect | flags.Rows)

    def _open(self, row: EntryRow) -> None:
        self._opened = row.key
        self.entry_opened.emit(row.kind, row.id)

    def _build(self) -> None:
        head = styled("listhead")
        across = column(head, 0)
        across.setContentsMargins(px(16), px(10), px(16), px(10))
        line = QWidget()
        across.addWidget(line)
        self._title = LineLabel("section")
        self._count = PlainLabel(look="dim")
        self._count.setWordWrap(False)
        inside = _row(line)
        inside.addWidget(self._title)
        inside.addWidget(self._count)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.setObjectName("pages")
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._state)
        layout = column(self, 0)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.addWidget(head)
        layout.addWidget(self._pages, 1)


def _row(parent: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(8))
    return layout
