"""The dispatch desk: the queue, the ticket, the crews."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.dispatch.cluster_line import DISMISS_KEY, MERGE_KEY, ClusterLine
from ui.dispatch.crews_view import DUTY_KEY, CrewsView
from ui.dispatch.filters import Filter, counted_by
from ui.dispatch.queue_view import QueueView
from ui.kit.keys import on_key
from ui.kit.layouts import ColumnSplitter, in_column
from ui.kit.messages import Notice
from ui.kit.tokens import INSIDE
from ui.runtime.session import SessionContext
from ui.ticket.key_help import KeyHelp, action_keys
from ui.ticket.printing import SheetPrinter
from ui.ticket.ticket_panel import TicketPanel

_WIDTHS = [694, 364, 204]
_SPLITTER = "dispatch/columns"
_ACTIONS_A_COLUMN = 12


class DispatchDesk(QWidget):
    """Tickets logged anywhere appear through the feed. `left` is emitted on Esc with nothing else to remove."""

    left = Signal()
    outage_wanted = Signal(object)  # the TicketFile of which an outage is to be entered

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self.panel = TicketPanel(session, self)
        self.queue = QueueView(session, self, self.panel.others)
        self.crews = CrewsView(session, lambda: self.panel.reading)
        self.notice, self.clusters = Notice(), ClusterLine(session, self)
        self.printer = SheetPrinter(session, self)
        self._help = KeyHelp(self, self._key_groups())
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.queue)

    def show_ticket(self, ticket_id: int) -> None:
        """Show a ticket, also one that is not in the queue."""
        self.queue.choose(ticket_id)
        self.panel.show_ticket(ticket_id)

    def show_only(self, name: str) -> None:
        """Filter the queue by a count of the strip: accept, arrive, resolve, callback, held or overdue."""
        self.queue.setFocus()
        self.queue.bar.choose(counted_by(name))

    def refresh(self) -> None:
        """Read everything again."""
        self.queue.refresh()
        self.panel.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Select a ticket at first, so that the keys work; one being worked on stays."""
        super().showEvent(event)
        if not event.spontaneous() and not self.panel.at_work:
            self.queue.enter()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the widths of the columns."""
        self._columns.remember()
        self.queue.table.columns.remember()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        parts = (self.queue, self.panel, self.crews)
        self._columns = ColumnSplitter(self._session.preferences, _SPLITTER, _WIDTHS, *parts)
        in_column(self.notice, self.clusters, (self._columns, 1), holder=self, margins=INSIDE, spacing=INSIDE)

    def _wire(self) -> None:
        self.queue.shown = lambda: self.panel.ticket_id
        self.queue.chosen.connect(self.panel.show_ticket)
        self.queue.opened.connect(self._open)
        self.queue.missed.connect(self._show_another)
        self.queue.left.connect(self._on_left)
        self.queue.escaped.connect(self.panel.forget_key)
        self.panel.bench.left.connect(self.queue.setFocus)
        self.panel.shown.connect(self.crews.show_ticket)
        self.panel.choices_read.connect(self.crews.show_choices)
        self.panel.print_wanted.connect(self.printer.print_ticket)
        self.panel.outage_wanted.connect(self.outage_wanted)
        self.printer.printed.connect(self.notice.say)
        self.printer.failed.connect(self.panel.bench.say)
        self.queue.bar.ignores_keys = lambda: self.panel.holding
        self.queue.bar.key_ignored.connect(self.panel.press_digit)
        self.crews.wanted.connect(self.panel.give_to)
        self.crews.left.connect(self.queue.setFocus)
        keys = (
            ("Ctrl+F", self._focus_filter),
            ("Q", self.queue.setFocus),
            ("W", self.crews.focus_list),
            ("Ctrl+P", lambda: self.panel.with_ticket(self.printer.print_ticket)),
            ("Ctrl+Shift+P", lambda: self.panel.with_ticket(self.printer.save_pdf)),
            ("?", self._help.toggle),
        )
        for key, slot in keys:
            on_key(self, key, slot)

    def _on_left(self) -> None:
        """Remove a message; leave where there is none."""
        told = self.panel.sentence
        self.panel.bench.dismiss()
        if not told and self.panel.bench.form is None:
            self.left.emit()

    def _open(self, ticket_id: int) -> None:
        self.panel.show_ticket(ticket_id)
        self.panel.focus_steps()

    def _show_another(self) -> None:
        """Show the first ticket listed, or none; while a form is open it stays, as its input would be lost."""
        if self.panel.bench.form is None and not self.queue.choose_topmost():
            self.panel.show_ticket(None)

    def _focus_filter(self) -> None:
        self.queue.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.queue.bar.field.selectAll()

    def _key_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        actions, keys = list(action_keys()), [each.key for each in Filter]
        desk = [
            ("–".join((keys[0], keys[-1])), self.tr("筛选队列")),
            ("Ctrl+F", self.tr("按文字筛选")),
            ("Esc", self.tr("看全部；返回")),
            ("Q", self.tr("到队列")),
            ("W", self.tr("到班组")),
            ("Enter", self.tr("队列：到下一步；班组：派单")),
            ("1–9", self.tr("在班组里：派给它")),
            (DUTY_KEY, self.tr("在班组里：上班、下班")),
            ("Ctrl+Shift+P", self.tr("存为 PDF")),
            (MERGE_KEY, self.tr("集中来电：并入主单")),
            (DISMISS_KEY, self.tr("集中来电：不是一件事")),
            ("Ctrl+Z", self.tr("撤销刚办的一步")),
            ("?", self.tr("这张表")),
        ]
        return [
            (self.tr("工单"), actions[:_ACTIONS_A_COLUMN]),
            ("", actions[_ACTIONS_A_COLUMN:]),
            (self.tr("调度台"), desk),
        ]
