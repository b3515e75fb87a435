"""The milestones of a proposal, as a table that can be filled in."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop.models import days
from desktop.models.rows import MilestoneRow
from desktop.models.rows_model import Index

DESCRIPTION, DUE, AMOUNT = range(3)
HEADS = ("Milestone", "Due", "Amount")
EMPTY = MilestoneRow("", "", "")
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MilestonesModel(QAbstractTableModel):
    """Rows that are told apart by their place alone.

    Signals:
        changed(): something was filled in, added, moved or deleted; never emitted by `load`.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: list[MilestoneRow] = []

    def rows(self) -> tuple[MilestoneRow, ...]:
        """All of them, in order."""
        return tuple(self._rows)

    def load(self, rows: Sequence[MilestoneRow]) -> None:
        """The table is now `rows`."""
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add(self) -> int:
        """Put an empty one at the end; answers its place."""
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(EMPTY)
        self.endInsertRows()
        self.changed.emit()
        return place

    def delete(self, place: int) -> None:
        """Take one away."""
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()
        self.changed.emit()

    def move(self, place: int, by: int) -> int:
        """Move one `by` places, up (-1) or down (1), where there is room; answers where it stands then."""
        target = place + by
        if not 0 <= target < len(self._rows):
            return place
        self.beginMoveRows(QModelIndex(), place, place, QModelIndex(), target + (1 if by > 0 else 0))
        self._rows.insert(target, self._rows.pop(place))
        self.endMoveRows()
        self.changed.emit()
        return target

    # --- Qt's side ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Override QAbstractItemModel.columnCount."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        value = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.EditRole:
                return value
            case Qt.ItemDataRole.DisplayRole:
                return _SHOWN[index.column()](value)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = _SHOWN[index.column()](value) or "empty"
                return f"{HEADS[index.column()]} {index.row() + 1}: {said}"
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == AMOUNT:
                return RIGHT
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractItemModel.setData: a day is kept in its ISO form, or as it was written where it is none."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        told = str(value)
        if index.column() == DUE and (day := days.read(told, self._today())) is not None:
            told = day.isoformat()
        row = self._rows[index.row()]
        changed = MilestoneRow(*(told if place == index.column() else each for place, each in enumerate(row)))
        if changed != row:
            self._rows[index.row()] = changed
            self.dataChanged.emit(index, index)
            self.changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.headerData."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == AMOUNT:
            return RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)


def _shown_amount(amount: str) -> str:
    try:
        return f"${Decimal(amount):,.2f}" if amount else ""
    except InvalidOperation:
        return amount


_SHOWN: tuple[Callable[[str], str], ...] = (str, days.shown, _shown_amount)
