"""The search and its results."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tickets.errors import DeskError
from tickets.store.queries.archive import ArchiveFilter, ArchiveRow
from ui.archive.columns import PhoneCell
from ui.archive.filter_bar import ArchiveFilterBar
from ui.archive.finder import Finder
from ui.archive.search_field import SearchField
from ui.kit.layouts import in_column, in_row
from ui.kit.messages import ErrorLine
from ui.kit.painted_cell import draw_column
from ui.kit.table import DeskTable
from ui.kit.tokens import INSIDE
from ui.runtime.refresher import NOW_AND_THEN, PageRetry, Refresher
from ui.runtime.session import SessionContext


class FoundView(QWidget):
    """`chosen` carries the id of the selected ticket, `opened` that of one opened with Enter.

    `awaited` is emitted when the selected row has not been read yet, `nothing_chosen` when another search was answered
    and no row of the results is selected.
    """

    chosen = Signal(int)
    opened = Signal(int)
    awaited = Signal()
    nothing_chosen = Signal()
    escaped = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._chosen: int | None = None
        self._enter_first = False  # whether Enter was pressed before the results came
        self._failing = False  # whether the message shown is about a failed read
        self._scrolled = 0  # pixels, before rows are read again
        self.search = SearchField(session)
        self.filters = ArchiveFilterBar(session)
        self.finder = Finder(session, self)
        self.table = DeskTable("archive", session.preferences)
        self.table.setAccessibleName(self.tr("找到的工单"))
        self.error = ErrorLine()
        self.top = in_row((self.search.field, 1), spacing=INSIDE)  # the search field; the desk adds buttons beside it
        self.expected: int | None = None  # the number of results, if known
        self.refresher = Refresher(
            session, lambda _changes: self.refresh(), self, concerns=lambda changes: bool(changes.tickets), view=self,
            rest=NOW_AND_THEN,
        )  # fmt: skip
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.search)
        self._look()

    def look_for(self, wanted: ArchiveFilter) -> None:
        """Show the results of a filter; the search field is cleared."""
        self.filters.choose(wanted)
        if not self.search.clear():
            self._look()

    def refresh(self) -> None:
        """Read the visible rows again; after midnight 今天 is another day."""
        if self._wanted() != self.finder.wanted:
            self._look()
        else:
            self.finder.refresh(self.table.top_row())

    def choose(self, ticket_id: int) -> None:
        """Select a ticket; select nothing if it is not among the results."""
        if not self.table.choose(ticket_id):
            self._chosen = None
            self.table.setCurrentIndex(QModelIndex())

    def stop(self) -> None:
        """Cancel a running search."""
        self.finder.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the field, then the chips, on Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.escaped.emit()
        self._enter_first = False
        if not self.search.clear() and self.filters.clear():
            self._look()
        self.search.setFocus()

    def _wanted(self) -> ArchiveFilter:
        return self.filters.wanted(self.search.sought)

    def _look(self) -> None:
        self.error.clear()
        self.expected = None
        self.search.say_searching()
        self.finder.look_for(self._wanted())

    def _on_restarted(self) -> None:
        self.table.scrollToTop()
        only_one = self.finder.model.rowCount() == 1
        if self._enter_first or (only_one and self.search.sought is not None):
            self._choose_first()
        if not self.table.currentIndex().isValid():
            self._chosen = None
            self.nothing_chosen.emit()
        self._set_empty_text()

    def _before_reset(self) -> None:
        self._scrolled = self.table.verticalScrollBar().value()

    def _on_reset(self) -> None:
        """Select the same ticket and restore the scroll position after rows were read again."""
        if self._chosen is not None:
            self.table.setCurrentIndex(self.finder.model.index_for(self._chosen))
        self.table.verticalScrollBar().setValue(self._scrolled)

    def _on_chosen(self, row: ArchiveRow | None) -> None:
        if row is not None:
            self._chosen = row.id
            self.chosen.emit(row.id)
        elif self.table.currentIndex().isValid():
            self.awaited.emit()

    def _on_entered(self) -> None:
        """Select the first result once it has come."""
        if self.finder.busy:
            self._await_first()
        else:
            self._choose_first()
        self.table.setFocus()

    def _on_left(self) -> None:
        if self.finder.busy:
            self._await_first()
        elif not self.table.selectionModel().hasSelection():
            self._choose_first()
        self.table.setFocus()

    def _await_first(self) -> None:
        """Deselect the old result: keys pressed now are meant for the one to come."""
        self._enter_first = True
        self._chosen = None
        self.table.selectionModel().clear()
        self.awaited.emit()

    def _choose_first(self) -> None:
        self._enter_first = False
        self.table.setCurrentIndex(self.finder.model.index(0, 0))

    def _set_empty_text(self) -> None:
        if self._wanted() == ArchiveFilter():
            self.table.say_when_empty(self.tr("还没有工单。"), self.tr("按 F2 登记新来电。"))
        else:
            self.table.say_when_empty(self.tr("没有找到工单。"), self.tr("换个说法，或按 Esc 看全部。"))

    def _wire(self) -> None:
        self.table.setModel(self.finder.model)
        draw_column(self.table, "phone", PhoneCell(self.table))
        self.search.changed.connect(self._look)
        self.filters.changed.connect(self._look)
        self.search.entered.connect(self._on_entered)
        self.search.left.connect(self._on_left)
        self.finder.counted.connect(self._on_counted)
        self.finder.failed.connect(self._on_failed)
        self.finder.model.loaded.connect(self._on_loaded)
        self.finder.model.restarted.connect(self._on_restarted)
        self.finder.model.modelAboutToBeReset.connect(self._before_reset)
        self.finder.model.modelReset.connect(self._on_reset)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        PageRetry(self.finder.failed, self.finder.model.loaded, self._session, self, self.refresh)

    def _on_counted(self, number: int, complete: bool) -> None:
        self.expected = number if complete else None
        self.search.say_count(number, complete)

    def _on_failed(self, error: DeskError) -> None:
        self._failing = True
        self.search.say_nothing()
        self.error.say(error)
        if self._enter_first and not self.table.currentIndex().isValid():
            self.nothing_chosen.emit()

    def _on_loaded(self) -> None:
        if self._failing:
            self._failing = False
            self.error.clear()

    def _lay_out(self) -> None:
        in_column(self.top, self.search, self.filters, self.error, (self.table, 1), holder=self, spacing=INSIDE)
