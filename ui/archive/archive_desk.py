"""The archive desk: a search, its results, and one ticket in full."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.ticket_file import TicketFile
from ui.archive.export import Export
from ui.archive.found_view import FoundView
from ui.kit.buttons import KeyButton
from ui.kit.keys import on_key
from ui.kit.layouts import ColumnSplitter, in_column, in_row
from ui.kit.messages import Notice
from ui.kit.tokens import INSIDE
from ui.runtime.session import SessionContext
from ui.ticket.printing import SheetPrinter
from ui.ticket.ticket_panel import TicketPanel

_WIDTHS = [930, 340]
_SPLITTER = "library/columns"  # the key under which existing installations store it


class ArchiveDesk(QWidget):
    """The search on the left, the ticket panel of the dispatch desk on the right: tickets can be edited here, too."""

    outage_wanted = Signal(object)  # the TicketFile of which an outage is to be entered

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self.found = FoundView(session)
        self.panel = TicketPanel(session, self)
        self.notice = Notice()
        self.printer = SheetPrinter(session, self)
        self.export = Export(session)
        self._print = KeyButton(self.tr("打印"), "Ctrl+P", scope=self)
        self._pdf = KeyButton(self.tr("PDF"), "Ctrl+Shift+P", scope=self)
        self._csv = KeyButton(self.tr("导出表格"), "Ctrl+E", scope=self, on_click=self._export)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.found)

    def show_ticket(self, ticket_id: int) -> None:
        """Show a ticket, whether or not it is among the results."""
        self.found.choose(ticket_id)
        self.panel.show_ticket(ticket_id)

    def look_for(self, wanted: ArchiveFilter) -> None:
        """Show the results of a filter."""
        self.found.look_for(wanted)

    def refresh(self) -> None:
        """Read everything again."""
        self.found.refresh()
        self.panel.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel a running search and export; store the column widths."""
        self.found.stop()
        self.export.cancel()
        self._columns.remember()
        self.found.table.columns.remember()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        for button in (self._print, self._pdf, self._csv):
            self.found.top.addWidget(button)
        left = QWidget()
        in_column(self.notice, self.export, (self.found, 1), holder=left, spacing=INSIDE)
        self._columns = ColumnSplitter(self._session.preferences, _SPLITTER, _WIDTHS, left, self.panel)
        in_row(self._columns, holder=self, margins=INSIDE)

    def _wire(self) -> None:
        self.found.chosen.connect(self.panel.show_ticket)
        self.found.opened.connect(self._open)
        self.found.escaped.connect(self.panel.forget_key)
        self.found.awaited.connect(self.panel.await_ticket)
        self.found.nothing_chosen.connect(lambda: self.panel.show_ticket(None))
        self.panel.bench.left.connect(self.found.table.setFocus)
        self.panel.shown.connect(self._on_shown)
        self.panel.print_wanted.connect(self.printer.print_ticket)
        self.panel.outage_wanted.connect(self.outage_wanted)
        self._print.clicked.connect(lambda: self.panel.with_ticket(self.printer.print_ticket))
        self._pdf.clicked.connect(lambda: self.panel.with_ticket(self.printer.save_pdf))
        for done in (self.printer.printed, self.export.finished):
            done.connect(self.notice.say)
        for failed in (self.printer.failed, self.export.failed):
            failed.connect(self.found.error.say)
        on_key(self, "Ctrl+F", self._focus_search)
        self._on_shown(None)

    def _open(self, ticket_id: int) -> None:
        self.panel.show_ticket(ticket_id)
        self.panel.focus_steps()

    def _focus_search(self) -> None:
        self.found.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.found.search.field.selectAll()

    def _on_shown(self, file: TicketFile | None) -> None:
        for button in (self._print, self._pdf):
            button.setEnabled(file is not None)

    def _export(self) -> None:
        if not self.export.running:
            self.export.ask(self.found.finder.wanted, self.found.expected)
