"""One ticket: what is known, what happened, what to do next. Shared by every desk that works on tickets."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tickets.editing import Editing
from tickets.store.feed import Changes
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from ui.kit.cards import Card
from ui.kit.messages import EmptyState
from ui.kit.seat import Seat
from ui.kit.tokens import INSIDE
from ui.ticket.choices import TABLES, Choices, read_choices
from ui.ticket.file_view import FileView
from ui.ticket.fitting import FittingArea
from ui.ticket.head import Head
from ui.ticket.others import Others, OthersLine
from ui.ticket.workbench import Workbench


class TicketPanel(Card):
    """Shows one ticket and does what its keys say. It changes when the feed says that the ticket did.

    Keys are heard within `scope` (a desk), so that they work while the focus is in its list.
    """

    shown = Signal(object)  # the TicketFile on the panel; None for none
    choices_read = Signal(object)  # the Choices as they are now
    print_wanted = Signal(int)

    def __init__(self, seat: Seat, scope: QWidget | None = None) -> None:
        super().__init__()
        self._seat = seat
        self._key = f"ticket panel {id(self)}"
        self._wanted: int | None = None
        self._stale = False  # something changed while nobody could see it
        self.file: TicketFile | None = None
        self.choices = Choices()
        self._empty = EmptyState(self.tr("还没有选工单。"), self.tr("在列表里按 ↓ 选一张，或点一下。"))
        self._head, self._view = Head(), FileView()
        editing = Editing(seat.desk)
        self.others, self._others_line = Others(seat, editing, self), OthersLine()
        self.bench = Workbench(seat, editing, scope or self, lambda: seat.background.is_unread(self._key))
        self.bench.stale.connect(self.refresh)
        self.bench.form_changed.connect(self._tell_others)
        self.others.changed.connect(self._tell_others)
        self.bench.print_wanted.connect(self.print_wanted)
        self._pages = QStackedWidget()
        self._lay_out()
        self.others.refresh()
        seat.feed.changed.connect(self._on_changes)
        seat.tick.second.connect(self._on_second)
        self._read_choices()

    def show_ticket(self, ticket_id: int | None) -> None:
        """Show a ticket, open or not; None shows none."""
        if ticket_id == self._wanted:
            return
        self._wanted = ticket_id
        if ticket_id is None:
            self._show(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the ticket again."""
        if self._wanted is not None:
            self._seat.read(self._key, ticket_file, self._on_read, self._wanted)

    def give_to(self, crew_id: int) -> None:
        """Send a crew to the ticket shown."""
        self.bench.give_to(crew_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._read_choices()
            self.others.refresh()
            self.refresh()

    def _on_changes(self, changes: Changes) -> None:
        if not self.isVisible():
            self._stale = True
            return
        if changes.lost or self._wanted in changes.tickets or "alerts" in changes.tables:
            self.refresh()
        if changes.lost or TABLES & changes.tables:
            self._read_choices()
        if changes.lost or "editing" in changes.tables:
            self.others.refresh()

    def _read_choices(self) -> None:
        self._seat.read(f"choices {id(self)}", read_choices, self._on_choices)

    def _on_choices(self, choices: Choices) -> None:
        self.choices = choices
        self.choices_read.emit(choices)
        if self.file is not None:
            self._show(self.file)

    def _on_read(self, file: TicketFile | None) -> None:
        if self._wanted is not None and (file is None or file.ticket.id == self._wanted):
            self._show(file)

    def _show(self, file: TicketFile | None) -> None:
        now = self._seat.now()
        self.file = file
        if file is not None:
            self._head.show_file(file, now)
            self._view.show_file(file, self.choices.faults, now)
        self.bench.show_file(file, self.choices)
        self._tell_others()
        self._pages.setCurrentIndex(0 if file is None else 1)
        self.shown.emit(file)

    def _on_second(self, now: datetime) -> None:
        if self.file is not None and self.isVisible():
            self._head.tick(now)
            self._view.tick(now)
            self._tell_others()

    def _tell_others(self, tickets: frozenset[int] | None = None) -> None:
        if self.file is None or (tickets is not None and self.file.ticket.id not in tickets):
            return
        others = self.others.at(self.file.ticket.id)
        self._others_line.show_leases(others, self._seat.now(), too=self.bench.form is not None)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(self._head)
        column.addWidget(self._others_line)
        column.addWidget(self._view, 1)
        column.addWidget(FittingArea(self.bench))
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)
        self.body.addWidget(self._pages)
