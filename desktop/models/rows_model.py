"""Models of short lists: every row at hand, and each change told as the few edits that it is."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.difference import Removal, edits
from desktop.models.list_rows import SectionRow

ROW = int(Qt.ItemDataRole.UserRole)
"""The role under which a model gives the whole row to a delegate."""

RowType = TypeVar("RowType")
Words = Callable[[RowType], str]
Index = QModelIndex | QPersistentModelIndex


def _nothing(_row: object) -> str:
    return ""


class RowsModel(QAbstractListModel, Generic[RowType]):
    """Rows that are told apart by `key`, said as `spoken`, and described further by `described`."""

    def __init__(
        self,
        key: Callable[[RowType], Hashable],
        spoken: Words[RowType],
        described: Words[RowType] = _nothing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._spoken = spoken
        self._described = described
        self._rows: list[RowType] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._described(row)
        return None

    def row(self, position: int) -> RowType | None:
        """The row at `position`; None when there is none."""
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def rows(self) -> Sequence[RowType]:
        """All rows, in order."""
        return tuple(self._rows)

    def position(self, key: Hashable) -> int | None:
        """Where the row of `key` stands; None when it is not in the list."""
        return next((position for position, row in enumerate(self._rows) if self._key(row) == key), None)

    def set_rows(self, rows: Sequence[RowType]) -> None:
        """The list is now `rows`; selection and scroll position stay with the rows that stay."""
        steps = edits([self._key(row) for row in self._rows], [self._key(row) for row in rows])
        if steps is None:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for step in steps:
            self._make(step.first, step.size, None if isinstance(step, Removal) else rows)
        self._update(rows)

    def _make(self, first: int, count: int, source: Sequence[RowType] | None) -> None:
        """Remove `count` rows from `first` on, or put those of `source` in."""
        if source is None:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            del self._rows[first : first + count]
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
            self._rows[first:first] = source[first : first + count]
            self.endInsertRows()

    def _update(self, rows: Sequence[RowType]) -> None:
        for position, row in enumerate(rows):
            if self._rows[position] != row:
                self._rows[position] = row
                self.dataChanged.emit(self.index(position), self.index(position))


class SectionsModel(RowsModel[SectionRow]):
    """The navigation; an item is named by its section and described by its count."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_section_key, _section_name, _section_count, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override RowsModel.data: the name, for where it is not painted."""
        return super().data(index, Qt.ItemDataRole.DisplayRole if role == Qt.ItemDataRole.ToolTipRole else role)


def _section_key(row: SectionRow) -> Hashable:
    return row.key


def _section_name(row: SectionRow) -> str:
    return row.name


def _section_count(row: SectionRow) -> str:
    return row.spoken_count
