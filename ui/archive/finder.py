"""The results of a search: pages read when scrolled to, and a count up to ten thousand.

Every query is split into short slices, so that a slow search never delays the next one.
"""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, Signal

from tickets.service import TicketService
from tickets.store.queries.archive import (
    COUNT_AT_MOST,
    ArchiveFilter,
    ArchiveRow,
    PageKey,
    Tally,
    look,
    page_key,
    tally,
)
from ui.archive.columns import archive_columns
from ui.kit.paged_model import PagedModel
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext


class Finder(QObject):
    """Fills `model` with the results of a filter and counts them."""

    counted = Signal(int, bool)  # the least number of results, and whether that is all of them
    failed = Signal(object)  # a DeskError

    def __init__(self, session: SessionContext, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.wanted = ArchiveFilter()  # the filter of the last search
        self._stopped = Event()
        self._counting = 0  # number of the search being counted; slices of older ones are dropped
        self._seen = 0
        self.busy = False  # whether the first page of the last search is still to come
        self.model: PagedModel[ArchiveRow] = PagedModel(
            archive_columns(), session.background, session.now, page_key, worker=Worker.SEARCH, parent=self
        )
        self.model.failed.connect(self._on_failed)
        self.model.restarted.connect(self._on_restarted)
        self.model.modelReset.connect(self._count)
        self.model.loaded.connect(self._on_loaded)

    def look_for(self, wanted: ArchiveFilter) -> None:
        """Search with another filter; a running search is cancelled."""
        self.stop()
        self._stopped = Event()
        self.wanted = wanted
        self._counting += 1
        self.busy = True
        self.model.ask(fetch_from(self._session.service, wanted, self._stopped.is_set))

    def refresh(self, top_row: int) -> None:
        """Read again the visible rows; `top_row` is the topmost."""
        self.model.refresh(top_row)

    def stop(self) -> None:
        """Cancel a running search."""
        self._stopped.set()

    def _on_restarted(self) -> None:
        self.busy = False

    def _on_failed(self, error: object) -> None:
        self.busy = False
        self.failed.emit(error)

    def _count(self) -> None:
        self._counting += 1
        self._seen = 0
        if not self.model.complete:
            self._count_on(self._counting, None)

    def _count_on(self, question: int, after: PageKey | None) -> None:
        wanted = self.wanted
        self._session.background.latest(
            ("archive count", id(self)),
            lambda: self._session.service.read(tally, wanted, after),
            lambda part: self._on_tally(question, part),
            self.failed.emit,
            worker=Worker.SEARCH,
            owner=self,
        )

    def _on_tally(self, question: int, part: Tally) -> None:
        if question != self._counting or self.model.complete:
            return
        self._seen += part.count
        if part.reached is not None and self._seen < COUNT_AT_MOST:
            self._count_on(question, part.reached)
        else:
            self.counted.emit(self._seen, part.reached is None)

    def _on_loaded(self) -> None:
        if self.model.complete:
            self.counted.emit(self.model.rowCount(), True)


def fetch_from(
    service: TicketService, wanted: ArchiveFilter, stopped: Callable[[], bool]
) -> Callable[[PageKey | None, int], list[ArchiveRow]]:
    """Return the function that reads a page for PagedModel, slice by slice, until `stopped` returns true."""

    def fetch(after: PageKey | None, limit: int) -> list[ArchiveRow]:
        found = service.read(look, wanted, after, limit)
        rows = found.rows
        while len(rows) < limit and found.reached is not None and not stopped():
            found = service.read(look, wanted, found.reached, limit - len(rows))
            rows += found.rows
        return rows

    return fetch
