"""The left column: every open ticket, what is due next on top."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tickets.store.queries.board import BoardRow
from tickets.store.unreadable import ReadableRows
from ui.dispatch.filter_bar import QueueFilterBar
from ui.dispatch.filters import chosen_rows, counts, meant
from ui.dispatch.open_board import OpenBoard
from ui.dispatch.queue_columns import CrewCell, PriorityCell, TagsCell, queue_columns
from ui.kit.countdown import keep_counting
from ui.kit.keys import on_key
from ui.kit.layouts import in_column
from ui.kit.painted_cell import draw_column
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.tokens import INSIDE
from ui.runtime.session import SessionContext
from ui.ticket.others import Others


class QueueView(QWidget):
    """`chosen` carries the id of the selected ticket, `opened` that of one opened with Enter."""

    chosen = Signal(int)
    opened = Signal(int)
    missed = Signal()  # the filters leave out the ticket that was selected, or list none: nothing is selected any more
    left = Signal()  # Esc without any filter, or where it leads back to a list
    escaped = Signal()  # Esc

    def __init__(self, session: SessionContext, scope: QWidget, others: Others) -> None:
        super().__init__()
        self._session = session
        self._board = OpenBoard(session, self)
        self.bar = QueueFilterBar(scope)
        self.table = DeskTable("dispatch queue", session.preferences)
        self.model: RowsModel[BoardRow] = RowsModel(queue_columns(others.at, session.now), session.now, self.table)
        self.table.setModel(self.model)
        self._deadlines: list[datetime] = []  # of running clocks, ascending
        self._overdue = 0
        self.shown: Callable[[], int | None] = lambda: None  # the ticket that keys act on
        self.leads_back: Callable[[], bool] = lambda: False  # whether Esc leads back to a list, whatever the filters
        self._last: int | None = None  # the ticket selected last
        self._awaited: int | None = None  # a ticket to select as soon as it is in the queue
        self._entering = True  # whether to select the most urgent ticket as soon as the queue has been read
        self.table.setAccessibleName(self.tr("队列"))
        keep_counting(self.table, "due", session.tick)
        draw_column(self.table, "priority", PriorityCell(self.table))
        draw_column(self.table, "crew", CrewCell(self.table))
        self._place = draw_column(self.table, "place", TagsCell(self.table))  # the number of the column
        self._set_empty_text()
        self._board.changed.connect(self._on_board)
        others.changed.connect(self._on_others)
        self.bar.changed.connect(self._on_filters)
        self.bar.field.returnPressed.connect(self._choose_first)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        session.tick.second.connect(self._on_second)
        on_key(self, Qt.Key.Key_Escape, self._on_escape)
        self.setFocusProxy(self.table)
        in_column(self.bar, (self.table, 1), holder=self, spacing=INSIDE)

    def choose(self, ticket_id: int) -> None:
        """Select a ticket, at once or as soon as it appears; until then nothing is selected."""
        self._entering = False
        self._awaited = None if self.table.choose(ticket_id) else ticket_id
        if self._awaited is not None:
            self.table.selectionModel().clear()

    def enter(self) -> None:
        """Select the most urgent ticket if none is selected and none is awaited."""
        self._entering = self._awaited is None and self.table.current() is None
        if self._board.known:
            self._choose_most_urgent()

    def refresh(self) -> None:
        """Read every open ticket again."""
        self._board.refresh()

    def _on_board(self) -> None:
        now = self._session.now()
        running = (row.due(now) for row in self._board.rows if not row.stands_still(now))
        self._deadlines = sorted(deadline for deadline in running if deadline is not None)
        self._count()
        self._narrow()
        self.table.viewport().update()  # a row may look different without a change: its hold is in effect no longer

    def _on_others(self, tickets: frozenset[int]) -> None:
        for ticket_id in tickets:
            index = self.model.index_for(ticket_id, self._place)
            if index.isValid():
                self.model.dataChanged.emit(index, index)

    def _count(self) -> None:
        now = self._session.now()
        self._overdue = bisect_left(self._deadlines, now)
        self.bar.show_counts(counts(self._board.rows, now))

    def _narrow(self) -> None:
        rows = chosen_rows(self._board.rows, self.bar.chosen, self.bar.words, self._session.now())
        self._list(ReadableRows(rows, self._board.broken))
        if self._awaited is not None and self.table.choose(self._awaited):
            self._awaited = None
        if self.table.current() is None:
            self._choose_listed(self.shown())  # one that has come back
        if self._board.known:
            self._choose_most_urgent()
        self._set_empty_text()

    def _list(self, rows: ReadableRows[BoardRow]) -> None:
        """Show these rows. Where the selected one is not among them, ↓ goes on with the next, else the one before."""
        before, row = self.model.rows, self.table.current()
        self.model.apply(rows)
        last = self.table.following if row is None else row.id
        if last is None or self.model.index_for(last).isValid():
            return
        ids = [each.id for each in before]
        place = ids.index(last)
        near = (*ids[place + 1 :], *reversed(ids[:place]))
        self.table.following = next((each for each in near if self.model.index_for(each).isValid()), None)

    def _on_filters(self) -> None:
        """List other tickets; select the last one again where it is listed, otherwise no key acts on it any more."""
        if self._awaited is not None:
            self._last = self._awaited
        self._narrow()
        self.table.following = None
        if self._board.known and self.table.current() is None and not self._choose_listed(self._last):
            self._awaited = None
            self.missed.emit()

    def _choose_listed(self, ticket_id: int | None) -> bool:
        return ticket_id is not None and self.table.choose(ticket_id)

    def choose_topmost(self) -> bool:
        """Select the first line, except while a search is being typed; return whether there was one to select."""
        typing = self.bar.field.hasFocus()
        return not typing and bool(self.model.rowCount()) and self.table.choose(self.model.rows[0].id)

    def _choose_most_urgent(self) -> None:
        """Do so once on entering; later nothing is selected without the user's action."""
        if self._entering and self.model.rowCount():
            self.table.choose(self.model.rows[0].id)
        self._entering = False

    def _on_second(self, now: datetime) -> None:
        """Update which tickets are overdue; nothing else depends on time."""
        if bisect_left(self._deadlines, now) != self._overdue:
            self._count()
            self._narrow()

    def _on_chosen(self, row: BoardRow | None) -> None:
        if row is not None:
            self._last, self._awaited = row.id, None
            self.chosen.emit(row.id)

    def _choose_first(self) -> None:
        """Select the ticket that is meant, even when the selected one matches too; stay where none matches."""
        row = meant(self.model.rows, self.bar.words)
        if row is None:
            self.missed.emit()  # a letter typed now must not act on the previously selected ticket
            return
        self.table.setFocus()
        self.table.choose(row.id)

    def _on_escape(self) -> None:
        typing = self.bar.field.hasFocus()
        self.table.setFocus()
        self.escaped.emit()
        if (self.leads_back() and not typing) or not self.bar.clear():
            self.left.emit()

    def _set_empty_text(self) -> None:
        if self._board.rows:
            self.table.say_when_empty(self.tr("没有符合条件的工单。"), self.tr("按 Esc 看全部。"))
        elif self._board.known:
            self.table.say_when_empty(self.tr("没有待处理的工单。"), self.tr("按 F2 登记新来电。"))
        else:
            self.table.say_when_empty(self.tr("工单还没有读出来。"), self.tr("读到以后会自己显示。"))
