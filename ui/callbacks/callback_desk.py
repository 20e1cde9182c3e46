"""The callback desk 回访: whom to ring back, the oldest first, and the ticket."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from tickets.actions import followup
from tickets.actions.command import Command
from tickets.errors import DeskError, Refused
from tickets.rules.callbacks import CallbackPhase
from tickets.rules.words import CallbackResult, Move
from tickets.store.queries.callbacks import CallbackLine, callback_lines
from ui.callbacks.columns import callback_columns, story
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.dialling import dial
from ui.kit.keys import DIAL_KEY
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import ColumnSplitter, button_row, in_column, in_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.tokens import INSIDE
from ui.kit.wording import moment
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.ticket.forms import unhappy_form
from ui.ticket.printing import SheetPrinter
from ui.ticket.ticket_actions import BY_MOVE
from ui.ticket.ticket_panel import TicketPanel

_WIDTHS = [900, 380]
_SPLITTER = "callbacks/columns"
_UNHAPPY = replace(BY_MOVE[Move.CALLBACK], form=unhappy_form)


class CallbackDesk(QWidget):
    """1 to 4 record the answer of the selected caller, 5 reopens the ticket of one who is not satisfied.

    After an answer the next caller to be rung is selected.
    """

    outage_wanted = Signal(object)  # the TicketFile of which an outage is to be entered

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._sent: tuple[object, Command[int]] | None = None
        self._entering = True  # whether to select the first line as soon as there is one
        self._minute = session.now().replace(second=0)
        self.panel = TicketPanel(session, self)
        self.printer = SheetPrinter(session, self)
        self.table = DeskTable("callbacks", session.preferences)
        self.table.setAccessibleName(self.tr("要回访的工单"))
        self.table.say_when_empty(self.tr("没有要回访的工单。"), self.tr("处置完成的工单会出现在这里。"))
        self.model: RowsModel[CallbackLine] = RowsModel(callback_columns(), session.now, self.table)
        self.table.setModel(self.model)
        self.story, self._counted = Words(wrap=True, selectable=True), Quiet(wrap=True)
        self.error, self.notice = ErrorLine(), Notice()
        self._left = QWidget()
        self._dial = StepButton(self.tr("拨号"), DIAL_KEY, scope=self, on_click=self._on_dial)
        self._buttons = self._make_buttons()
        self._lay_out()
        self._wire()
        self._live = LiveQuery(
            session, "callbacks", session.reader(callback_lines), self._show, self,
            arguments=lambda _changes: (session.now(),), tables=frozenset({"faults", "places"}),
            concerns=lambda changes: bool(changes.tickets), view=self,
        )  # fmt: skip
        self.setFocusProxy(self.table)
        self._live.refresh()

    def show_ticket(self, ticket_id: int) -> None:
        """Show a ticket, whether or not it is in the list."""
        self.table.choose(ticket_id)
        self.panel.show_ticket(ticket_id)

    def refresh(self) -> None:
        """Read everything again."""
        self._live.refresh()
        self.panel.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the widths of the columns."""
        self._columns.remember()
        self.table.columns.remember()
        super().closeEvent(event)

    def _make_buttons(self) -> tuple[KeyButton, ...]:
        def answered(result: CallbackResult) -> Callable[[], None]:
            return lambda: self._answer(result)

        return (
            KeyButton(self.tr("满意"), "1", scope=self._left, on_click=answered(CallbackResult.SATISFIED)),
            KeyButton(self.tr("不满意"), "2", scope=self._left, on_click=self._ask_why),
            KeyButton(self.tr("未接通"), "3", scope=self._left, on_click=answered(CallbackResult.NO_ANSWER)),
            KeyButton(self.tr("拒绝回访"), "4", scope=self._left, on_click=answered(CallbackResult.REFUSED)),
            KeyButton(self.tr("返工"), "5", scope=self._left, on_click=self._reopen),
        )

    def _lay_out(self) -> None:
        buttons = button_row(self._dial, *self._buttons)
        in_column(
            self.error, self.notice, self._counted, (self.table, 1), self.story, buttons, holder=self._left,
            spacing=INSIDE,
        )  # fmt: skip
        self._columns = ColumnSplitter(self._session.preferences, _SPLITTER, _WIDTHS, self._left, self.panel)
        in_row(self._columns, holder=self, margins=INSIDE)
        self._describe(None)

    def _wire(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _line: self.panel.focus_steps())
        self.panel.bench.left.connect(self.table.setFocus)
        self.panel.print_wanted.connect(self.printer.print_ticket)
        self.panel.outage_wanted.connect(self.outage_wanted)
        self.printer.printed.connect(self.notice.say)
        self.printer.failed.connect(self.error.say)
        self._session.tick.second.connect(self._on_second)

    def _show(self, lines: Sequence[CallbackLine]) -> None:
        self.model.apply(lines)
        self._count()
        if self._entering and lines:
            self._entering = False
            self.table.choose(lines[0].id)
        self._describe(self.table.current())

    def _count(self) -> None:
        """Say how many are to be rung now, how many come back later, and when the first of these does."""
        now, lines = self._session.now(), self.model.rows
        due = sum(line.phase(now) is CallbackPhase.DUE for line in lines)
        later = [
            line.callback_again for line in lines if line.phase(now) is CallbackPhase.LATER and line.callback_again
        ]
        words = self.tr("现在要回访 {n} 位").format(n=due)
        if later:
            after = self.tr("；{n} 位未接通，以后再拨，最早 {time}")
            words += after.format(n=len(later), time=moment(min(later), now))
        self._counted.setText(words)

    def _on_chosen(self, line: CallbackLine | None) -> None:
        self._describe(line)
        if line is not None:
            self.panel.show_ticket(line.id)

    def _describe(self, line: CallbackLine | None) -> None:
        now = self._session.now()
        self.story.show_text("" if line is None else story(line, now))
        phase = None if line is None else line.phase(now)
        for button in (*self._buttons[:-1], self._dial):
            button.setEnabled(line is not None)
        self._buttons[-1].setEnabled(phase is CallbackPhase.UNHAPPY)

    def _on_dial(self) -> None:
        line = self.table.current()
        if line is None:
            return
        try:
            self.notice.say(dial(self._session.preferences, line.phone))
        except Refused as refused:
            self.error.say(refused)

    def _answer(self, result: CallbackResult) -> None:
        line = self.table.current()
        if line is not None:
            self._execute((line, result), followup.callback(line.id, line.version, result), line)

    def _ask_why(self) -> None:
        """Open the form for what the caller is not satisfied with."""
        self.panel.bench.begin(_UNHAPPY)

    def _reopen(self) -> None:
        """Reopen the ticket, for what the caller said."""
        line = self.table.current()
        if line is not None:
            unhappy = CallbackResult.UNSATISFIED.label
            said = line.said if line.said is not None and line.said.startswith(unhappy) else unhappy
            reason = self.tr("回访{said}").format(said=said)
            self._execute((line, reason), followup.reopen(line.id, line.version, reason), None)

    def _execute(self, wanted: tuple[Any, ...], command: Command[int], of: CallbackLine | None) -> None:
        """Execute a command; the same attempt repeated is executed at most once."""
        self.error.clear()
        if self._sent is None or self._sent[0] != wanted:
            self._sent = wanted, command
        self._session.execute(self._sent[1], lambda _done: self._on_done(of), self._on_failed, owner=self)

    def _on_done(self, answered: CallbackLine | None) -> None:
        """Select the next caller to be rung, unless another line was selected meanwhile."""
        self._sent = None
        line, now = self.table.current(), self._session.now()
        if answered is None or line is None or line.id != answered.id:
            return
        due = [each for each in self.model.rows if each.phase(now) is CallbackPhase.DUE and each.id != answered.id]
        after = [each for each in due if each.place_in_list(now) > answered.place_in_list(now)] or due
        if after:
            self.table.choose(after[0].id)

    def _on_failed(self, error: DeskError) -> None:
        self.error.say(error)
        self._live.refresh()

    def _on_second(self, now: datetime) -> None:
        """Read again each minute: who is to be rung again then comes up, and the times are told anew."""
        minute = now.replace(second=0)
        if minute != self._minute and self.isVisible():
            self._minute = minute
            self._live.refresh()
