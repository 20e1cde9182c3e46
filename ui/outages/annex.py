"""Below the form of an outage: the end of the outage, and the notice about it."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from tickets.actions.command import Command
from tickets.actions.outages import end_outage
from tickets.errors import DeskError, Refused
from tickets.rules.outages import Phase
from tickets.store.queries.outages import OutageLine
from ui.editing.annex import Annex
from ui.kit.buttons import KeyButton
from ui.kit.labels import Words
from ui.kit.layouts import button_row, in_column, in_row
from ui.kit.messages import Notice
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_past
from ui.kit.tokens import INSIDE
from ui.outages.words import notice
from ui.runtime.session import SessionContext

END_KEY, COPY_KEY, TICKET_KEY = "Alt+W", "Alt+C", "Alt+G"


class OutageAnnex(Annex):
    """Alt+W records that the water is back, now or at the typed time; Alt+C copies the notice.

    `ticket_wanted` carries the id of the ticket to be opened.
    """

    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self.what = self.tr("恢复供水")
        self._session = session
        self._row: OutageLine | None = None
        self._sent: tuple[tuple[int, datetime | None], Command[int]] | None = None
        self.at = TimeField(read_past, session.now, self.tr("空着就是现在"))
        self.at.field.setAccessibleName(self.tr("恢复供水的时间"))
        self.at.field.setPlaceholderText(self.tr("如 14:05"))
        self.end = KeyButton(self.tr("恢复供水"), END_KEY, on_click=self.keep)
        self.notice = Words(wrap=True, selectable=True)
        self._said = Notice()
        self.copy = KeyButton(self.tr("复制通知"), COPY_KEY, on_click=self._copy)
        self.ticket = KeyButton(self.tr("打开工单"), TICKET_KEY, on_click=self._open_ticket)
        ending, buttons = in_row(self.end, (self.at, 1), spacing=INSIDE), button_row(self.copy, self.ticket)
        in_column(ending, buttons, self._said, self.notice, holder=self, spacing=INSIDE)
        self.show_row(None)

    @property
    def pending(self) -> bool:
        """Whether a time is typed and not saved."""
        return bool(self.at.text().strip()) and not self.at.isHidden()

    def keep(self) -> None:
        """Record the end of the outage."""
        row = self._row
        if row is None:
            return
        try:
            at = self.at.moment()
        except Refused as refused:
            self.failed.emit(refused)
            return
        wanted = row.id, at
        if self._sent is None or self._sent[0] != wanted:  # a repeated attempt is executed at most once
            self._sent = wanted, end_outage(row.id, at)
        self._session.execute(self._sent[1], lambda _done: self._on_ended(row.id), self._on_failed, owner=self)

    def show_row(self, row: Any) -> None:
        """Show another outage; what was typed for the last one is dropped."""
        if row is None or self._row is None or row.id != self._row.id:
            self.at.set_text("")
            self._said.hide()
        self._row = row
        lasts = row is not None and row.phase(self._session.now()) in (Phase.OVERDUE, Phase.LASTING)
        for part in (self.end, self.at):
            part.setVisible(lasts)
        self.ticket.setVisible(row is not None and row.ticket is not None)
        self.copy.setVisible(row is not None)
        self.notice.show_text("" if row is None else notice(row))

    def _on_ended(self, key: int) -> None:
        self._sent = None
        if self._row is not None and self._row.id == key:
            self.at.set_text("")
        self.kept.emit()

    def _on_failed(self, error: DeskError) -> None:
        self.failed.emit(error)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.notice.text())
        self._said.say(self.tr("已复制，可以贴到微信或打印。"))

    def _open_ticket(self) -> None:
        if self._row is not None and self._row.ticket is not None:
            self.ticket_wanted.emit(self._row.ticket.id)
