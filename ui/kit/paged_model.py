"""A table model over a million rows: pages are read when scrolled to, and few are kept in memory.

Pages are found by key (the sort key of the previous page's last row), so the cost of a page doesn't depend on its
position. Only that key is kept for each known page, and the rows of the pages used last. A dropped page is read again
when it is displayed and shows "…" until then.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from tickets.errors import DeskError
from tickets.store.unreadable import ReadableRows, broken_in
from ui.kit.columns import Column, R
from ui.kit.painted_cell import Index
from ui.kit.rows_model import NOWHERE, ColumnsModel
from ui.runtime.background import Background, Worker
from ui.runtime.tick import single_shot

T = TypeVar("T")

PAGE = 200
KEPT = 24  # pages in memory
_AT_ONCE = 4  # pages read again at once

Fetch = Callable[[Any | None, int], Sequence[R]]


class PagedModel(ColumnsModel[R]):
    """The rows of the last query. `key_of` returns the key of a row, after which the next page starts."""

    restarted = Signal()  # the first page of another query has come
    loaded = Signal()  # rows have come
    failed = Signal(object)  # a DeskError: rows could not be read

    def __init__(
        self,
        columns: Sequence[Column[R]],
        background: Background,
        clock: Callable[[], datetime],
        key_of: Callable[[R], Any],
        *,
        page: int = PAGE,
        kept: int = KEPT,
        worker: Worker = Worker.DATABASE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, clock, parent)
        self._background = background
        self._key_of = key_of
        self._page = page
        self._kept = kept
        self._worker = worker
        self._asked: Fetch[R] | None = None  # the newest query
        self._fetch: Fetch[R] | None = None  # the query whose rows are shown
        self._generation = 0  # of the rows shown; pages of an older generation are dropped
        self._afters: list[Any | None] = []  # the key before each known page
        self._pages: dict[int, Sequence[R]] = {}  # those in memory, the last used at the end
        self._touched = -1
        self._count = 0
        self._last_key: Any | None = None
        self.complete = True  # whether all rows are known, so that `rowCount` is the number found
        self._growing = False
        self._wanted: dict[int, None] = {}
        self._asking = single_shot(self, self._ask_again)

    def ask(self, fetch: Fetch[R]) -> None:
        """Show the rows of another query: `fetch(after, limit)` runs on the model's queue and returns the rows
        after a key (None: from the start), `limit` of them unless there are no more.

        The old rows stay until the first page has come. Pages of older queries are dropped.
        """
        self._asked = partial(_whole_page, fetch, self._key_of)
        self.learned.emit()
        self._begin()

    def refresh(self, top_row: int = 0) -> None:
        """Read again what is visible; `top_row` is the topmost visible row.

        At the top new rows appear; further down the rows keep their places and show their new state.
        """
        if self._asked is None:
            return
        if top_row < self._page:
            self._begin()
            return
        seen = [page for page in (top_row // self._page, top_row // self._page + 1) if page < len(self._afters)]
        self._pages = {page: rows for page, rows in self._pages.items() if page in seen}
        self._wanted.update(dict.fromkeys(seen))
        self._asking.start()

    @property
    def known(self) -> bool:
        """Whether the rows, or their absence, are the result of the newest query."""
        return self._fetch is not None and self._fetch is self._asked

    def row_at(self, index: Index) -> R | None:
        """Return the row of an index; None while it is not in memory."""
        return self._row(index.row()) if index.isValid() else None

    def index_for(self, id_: Any, column: int = 0) -> QModelIndex:
        """Return the index of the row with this id if it is in memory, else an invalid one."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == id_:
                    return self.index(page * self._page + place, column)
        return QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows are known so far."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's data in a role; reads the row's page if it is not in memory."""
        if index.isValid() and self._row(index.row()) is None:
            self._want(index.row() // self._page)
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return super().data(index, role)

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        """Return whether there is a next page that is not being read."""
        return not (parent.isValid() or self.complete or self._growing)

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        """Read the next page."""
        if not self.canFetchMore(parent) or self._fetch is None:
            return
        self._growing = True
        fetch, after, limit, generation = self._fetch, self._last_key, self._page, self._generation
        failed = partial(self._give_up, generation)
        self._read("next page", lambda: fetch(after, limit), partial(self._grow, generation), failed)

    def _begin(self) -> None:
        fetch, limit = self._asked, self._page
        if fetch is None:
            return
        self._read("first page", lambda: fetch(None, limit), partial(self._start, fetch), self.failed.emit)

    def _read(
        self, what: str, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[DeskError], None]
    ) -> None:
        self._background.latest((what, id(self)), work, done, failed, worker=self._worker, owner=self)

    def _start(self, fetch: Fetch[R], rows: Sequence[R]) -> None:
        another = fetch is not self._fetch
        self.beginResetModel()
        self._fetch = fetch
        self._generation += 1
        self._growing = False
        self._wanted.clear()
        self._afters, self._pages, self._touched = [None], {0: rows}, 0
        self._count = len(rows)
        self._take_end(rows)
        self.endResetModel()
        if another:
            self.learned.emit()
            self.restarted.emit()
        self._emit_loaded()

    def _grow(self, generation: int, rows: Sequence[R]) -> None:
        if generation != self._generation:
            return
        self._growing = False
        if rows:
            self.beginInsertRows(QModelIndex(), self._count, self._count + len(rows) - 1)
            self._keep(len(self._afters), rows)
            self._afters.append(self._last_key)
            self._count += len(rows)
        self._take_end(rows)
        if rows:
            self.endInsertRows()
        self._emit_loaded()

    def _take_end(self, rows: Sequence[R]) -> None:
        self.complete = len(rows) < self._page
        if rows:
            self._last_key = self._key_of(rows[-1])

    def _give_up(self, generation: int, error: DeskError) -> None:
        if generation == self._generation:
            self._growing = False
        self.failed.emit(error)

    def _row(self, place: int) -> R | None:
        page, offset = divmod(place, self._page)
        rows = self._pages.get(page)
        if rows is None or offset >= len(rows):
            return None
        if page != self._touched:
            self._pages[page] = self._pages.pop(page)
            self._touched = page
        return rows[offset]

    def _keep(self, page: int, rows: Sequence[R]) -> None:
        self._pages.pop(page, None)
        self._pages[page] = rows
        self._touched = page
        while len(self._pages) > self._kept:
            del self._pages[next(iter(self._pages))]

    def _want(self, page: int) -> None:
        if page in self._pages or page in self._wanted:
            return
        self._wanted[page] = None
        while len(self._wanted) > _AT_ONCE:
            del self._wanted[next(iter(self._wanted))]
        self._asking.start()

    def _ask_again(self) -> None:
        fetch, limit = self._fetch, self._page
        if fetch is None or not self._wanted:
            return
        wanted = {page: self._afters[page] for page in self._wanted}
        self._read(
            "pages",
            lambda: {page: fetch(after, limit) for page, after in wanted.items()},
            partial(self._fill, self._generation),
            self._give_up_wanted,
        )

    def _fill(self, generation: int, pages: dict[int, Sequence[R]]) -> None:
        if generation != self._generation:
            return
        for page, rows in pages.items():
            self._wanted.pop(page, None)
            self._keep(page, rows)
            first, last = page * self._page, min((page + 1) * self._page, self._count) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self._emit_loaded()

    def _emit_loaded(self) -> None:
        self.broken.emit(tuple(dict.fromkeys(row for rows in self._pages.values() for row in broken_in(rows))))
        self.loaded.emit()

    def _give_up_wanted(self, error: DeskError) -> None:
        self._wanted.clear()
        self.failed.emit(error)


def _whole_page(fetch: Fetch[R], key_of: Callable[[R], Any], after: Any | None, limit: int) -> Sequence[R]:
    """Return `limit` readable rows unless there are no more, skipping any number of unreadable ones.

    A page on which no row is readable ends the search.
    """
    rows = fetch(after, limit)
    if len(rows) == limit or not broken_in(rows):
        return rows
    found, broken = list(rows), dict.fromkeys(broken_in(rows))
    while rows and len(found) < limit and len(rows) + len(broken_in(rows)) >= limit:
        rows = fetch(key_of(rows[-1]), limit)
        found += rows[: limit - len(found)]
        broken |= dict.fromkeys(broken_in(rows))
    return ReadableRows(found, broken)
