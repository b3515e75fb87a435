"""The model of a section's list: all keys at hand, rows only for the part that is looked at.

A million keys weigh eight megabytes; rows are fetched in blocks when a view asks for one, and the blocks that were
fetched longest ago are let go.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.difference import Removal, edits, middle
from desktop.models.list_rows import EntryRow
from desktop.models.rows_model import ROW

BLOCK = 16
"""Rows that are fetched together: about a window full, so that a jump costs one short fetch."""
BLOCKS = 512
SMALL = 512
"""Keys in the differing middle up to which the view is told of each change instead of a reset."""
FEW = 8
"""Changed rows up to which the view is told of each one."""

_ABSENT = object()

Fetch = Callable[[Sequence[int]], Sequence[EntryRow]]
Index = QModelIndex | QPersistentModelIndex


class WindowModel(QAbstractTableModel):
    """One column of `EntryRow`s over integer keys.

    `fetch` answers at once with the rows of the keys it knows, in any order. A model can start with a first page,
    `rows`, of a list of `count` entries whose keys are not known yet; `row` answers None for the others.
    """

    def __init__(
        self, fetch: Fetch, parent: QObject | None = None, *, count: int = 0, rows: Sequence[EntryRow] = ()
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._keys = array("q", (row.key for row in rows))
        self._count = max(count, len(rows))
        self._rows: OrderedDict[int, EntryRow | None] = OrderedDict((row.key, row) for row in rows)

    # --- what a view asks ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Override QAbstractItemModel.columnCount."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return row.spoken if row else ""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _state_of(self.row(index.row()))
        return None

    def row(self, position: int) -> EntryRow | None:
        """The entry at `position`; None while it is not known, or when it is gone from the store."""
        if not 0 <= position < len(self._keys):
            return None
        key = self._keys[position]
        if key not in self._rows:
            self._load(position)
        return self._rows[key]

    def key(self, position: int) -> int | None:
        """The key at `position`; None when there is none, or when it is not known yet."""
        return self._keys[position] if 0 <= position < len(self._keys) else None

    def known(self) -> list[int]:
        """The keys whose rows were fetched and are kept."""
        return list(self._rows)

    def position(self, key: int) -> int | None:
        """Where `key` stands; None when it is not in the list. Takes time in proportion to the list."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    def key_of(self, kind: str, thing: str) -> int | None:
        """The key of the entry of `kind` with the id `thing`; None when its row is not at hand. Fetches nothing."""
        rows = self._rows.items()
        return next((key for key, row in rows if row is not None and (row.kind, row.id) == (kind, thing)), None)

    def loaded(self) -> list[int]:
        """The keys whose rows are at hand."""
        return [key for key, row in self._rows.items() if row is not None]

    # --- what a presenter says ----------------------------------------------------------------------------

    def set_keys(self, keys: "array[int]", changed: Iterable[int] = ()) -> None:
        """The list is now `keys`, and the rows of `changed` are not what they were."""
        if self._count != len(self._keys):
            self._complete(keys)
        else:
            self._replace(keys)
        self.refresh(changed)

    def refresh(self, keys: Iterable[int]) -> None:
        """The rows of `keys` are not what they were; the view is told of those it may have shown."""
        stale = [key for key in keys if self._rows.pop(key, _ABSENT) is not _ABSENT]
        if len(stale) > FEW:
            self._tell(0, self._count - 1)
            return
        for key in stale:
            position = self.position(key)
            if position is not None:
                self._tell(position, position)

    # --- inside -------------------------------------------------------------------------------------------

    def _load(self, position: int) -> None:
        """Fetch a block from `position` on, or up to it where what follows is there already: one scrolls up."""
        start = position if self.key(position + 1) not in self._rows else max(0, position - BLOCK + 1)
        missing = [key for key in self._keys[start : start + BLOCK] if key not in self._rows]
        self._rows.update(dict.fromkeys(missing))
        self._rows.update((row.key, row) for row in self._fetch(missing))
        while len(self._rows) > BLOCK * BLOCKS:
            self._rows.popitem(last=False)

    def _complete(self, keys: "array[int]") -> None:
        """The keys behind the first page have arrived."""
        known = len(self._keys)
        if len(keys) == self._count and keys[:known] == self._keys:
            self._keys = keys
            self._tell(known, self._count - 1)
        else:
            self._reset(keys)

    def _replace(self, keys: "array[int]") -> None:
        start, old_end, new_end = middle(self._keys.tobytes(), keys.tobytes(), keys.itemsize)
        if max(old_end, new_end) == start:
            return
        steps = None
        if old_end - start <= SMALL and new_end - start <= SMALL:
            steps = edits(self._keys[start:old_end], keys[start:new_end])
        if steps is None:
            self._reset(keys)
            return
        for step in steps:
            first = start + step.first
            if isinstance(step, Removal):
                self._remove(first, first + step.size)
            else:
                self._insert(first, keys[first : first + step.size])

    def _remove(self, first: int, end: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, end - 1)
        for key in self._keys[first:end]:
            self._rows.pop(key, None)
        del self._keys[first:end]
        self._count = len(self._keys)
        self.endRemoveRows()

    def _insert(self, first: int, keys: "array[int]") -> None:
        self.beginInsertRows(QModelIndex(), first, first + len(keys) - 1)
        self._keys[first:first] = keys
        self._count = len(self._keys)
        self.endInsertRows()

    def _reset(self, keys: "array[int]") -> None:
        self.beginResetModel()
        self._keys = array("q", keys)
        self._count = len(keys)
        self.endResetModel()

    def _tell(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))


def _state_of(row: EntryRow | None) -> str:
    if row is None:
        return ""
    return ", ".join(word for word, holds in (("unread", row.is_unread), ("waiting", row.is_pending)) if holds)
