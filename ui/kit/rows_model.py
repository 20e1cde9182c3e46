"""Table models of frozen rows: what they share, and the one that changes only what differs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from tickets.store.unreadable import broken_in
from ui.kit.columns import Column, R, Roles
from ui.kit.painted_cell import Index

NOWHERE = QModelIndex()


class ColumnsModel(QAbstractTableModel, Generic[R]):
    """Rows shown by columns. Subclasses hold the rows."""

    learned = Signal()  # `known` has changed
    broken = Signal(object)  # tuple[BrokenRow, ...] that belong to the rows and can't be read

    def __init__(self, columns: Sequence[Column[R]], clock: Callable[[], datetime], parent: QObject | None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._clock = clock

    def row_at(self, index: Index) -> R | None:
        """Return the row of an index; None for an invalid one, and while the row is not in memory."""
        raise NotImplementedError

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title; rows have none."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].heading(role)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's data in a role."""
        row = self.row_at(index)
        if row is None or role == Roles.ROW:
            return row
        return self.columns[index.column()].data(row, role, self._clock())


class RowsModel(ColumnsModel[R]):
    """Rows identified by `id`, in the order given or sorted by a column.

    It never resets: rows that stay keep their selection.
    """

    def __init__(
        self, columns: Sequence[Column[R]], clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, clock, parent)
        self.known = False  # whether `apply` has been called
        self._given: list[R] = []  # in the order given
        self._rows: list[R] = []  # in the order shown
        self._places: dict[Any, int] = {}
        self._sort: tuple[Column[R], Qt.SortOrder] | None = None

    def apply(self, rows: Iterable[R]) -> None:
        """Show `rows` from now on. Their ids must be unique; their order decides between equal sort keys."""
        self.broken.emit(broken_in(rows))
        self._given = list(rows)
        fresh = {row.id: row for row in self._given}
        if len(fresh) != len(self._given):
            raise ValueError("two rows have one id")
        if not self.known:
            self.known = True
            self.learned.emit()
        self._remove(self._places.keys() - fresh.keys())
        self._update(fresh)
        self._append([row for row in self._given if row.id not in self._places])
        self._arrange(self._sorted())

    def row_at(self, index: Index) -> R | None:
        """Return the row of an index; None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def index_for(self, id_: Any, column: int = 0) -> QModelIndex:
        """Return the index of the row with this id; an invalid one if it isn't shown."""
        place = self._places.get(id_)
        return QModelIndex() if place is None else self.index(place, column)

    @property
    def rows(self) -> Sequence[R]:
        """The rows in the order shown."""
        return self._rows

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column with a sort key; any other column (also -1) restores the given order."""
        chosen = self.columns[column] if 0 <= column < len(self.columns) else None
        self._sort = (chosen, order) if chosen is not None and chosen.sort is not None else None
        self._arrange(self._sorted())

    def _sorted(self) -> list[R]:
        if self._sort is None:
            return self._given
        column, order = self._sort
        keyed = [(column.sort(row), row) for row in self._given] if column.sort else []
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [row for _, row in known] + [row for key, row in keyed if key is None]

    def _remove(self, gone: set[Any]) -> None:
        if not gone:
            return
        staying = [row for row in self._rows if row.id not in gone]
        self._arrange(staying + [row for row in self._rows if row.id in gone])
        self.beginRemoveRows(QModelIndex(), len(staying), len(self._rows) - 1)
        self._show(staying)
        self.endRemoveRows()

    def _append(self, new: list[R]) -> None:
        if not new:
            return
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
        self._show(self._rows + new)
        self.endInsertRows()

    def _update(self, fresh: dict[Any, R]) -> None:
        changed = [place for place, row in enumerate(self._rows) if (new := fresh[row.id]) is not row and new != row]
        if not changed:
            return
        for place in changed:
            self._rows[place] = fresh[self._rows[place].id]
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _arrange(self, target: list[R]) -> None:
        """Reorder the rows in one step; selections follow their rows."""
        if all(row.id == other.id for row, other in zip(self._rows, target, strict=True)):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in before]
        self._show(target)
        after = [self.index(self._places[id_], index.column()) for id_, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _show(self, rows: list[R]) -> None:
        self._rows = list(rows)
        self._places = {row.id: place for place, row in enumerate(rows)}


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of consecutive numbers in an ascending list."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last
