"""The head of the panel: number, state, priority, special conditions, and the clock that is due next."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.rules.clocks import Clock, as_of
from tickets.rules.triage import YES_OR_NO, said_yes
from tickets.rules.words import ConsentKind
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.countdown import after_hold, words
from ui.kit.labels import Elided, Subheading, Words, mark
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.plain_text import caption, set_tip, show_tip
from ui.kit.theme import body_font
from ui.kit.tokens import HEADING, INSIDE
from ui.ticket.facts import flags, priority_words, state_words
from ui.ticket.stage_view import CountdownBar, timing_of

_NOTICE_MS = 1500


class NumberButton(QPushButton):
    """The number of a ticket; a click copies it."""

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        mark(self, "kind", "number")
        self.setFont(body_font(HEADING, bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_tip(self, self.tr("点击复制编号"))
        self.clicked.connect(self._copy)

    def show_number(self, number: str) -> None:
        """Show another number."""
        self._number = number
        self.setText(caption(number))
        self.setAccessibleName(self.tr("编号 {number}").format(number=number))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._number)
        notice = self.tr("已复制 {text}").format(text=self._number)
        show_tip(QCursor.pos(), notice, self, self.rect(), _NOTICE_MS)


class Head(QWidget):
    """Two lines that are always visible, and the text of a hold that the bar has no room for."""

    def __init__(self) -> None:
        super().__init__()
        self.number = NumberButton()
        self._bar = CountdownBar()
        self._state = Subheading()
        self._marks = Elided()
        self._hold = Words(wrap=True)
        self._hold.hide()
        top = in_row(self.number, Stretch(), self._bar)
        below = in_row(self._state, (self._marks, 1), spacing=INSIDE)
        in_column(top, below, self._hold, holder=self, spacing=0)

    def show_file(self, file: TicketFile, now: datetime) -> None:
        """Show another ticket, or the same one as it is now."""
        ticket = file.ticket
        self.number.show_number(ticket.number)
        merged = self.tr("并入 {number}").format(number=file.merged_number) if file.merged_number else ""
        self._state.setText(" · ".join(part for part in (state_words(ticket), merged) if part))
        self.tick(file, now)

    def tick(self, file: TicketFile, now: datetime) -> None:
        """Update the times of the ticket shown."""
        ticket, clock = file.ticket, next_due(file, now)
        held = below = ""
        self._bar.setVisible(clock is not None)
        if clock is not None:
            timing = timing_of(clock, file.holds)
            self._bar.show_timing(timing, now)
            held = after_hold(timing, now) or (words(timing, now) if timing.held is not None else "")
            below = "" if held == words(timing, now) and self._bar.is_whole else held
        marks = flags(ticket.held and not held, ticket.supervised, ticket.reopenings)
        danger = YES_OR_NO["danger_to_people"] if ticket.danger_to_people else ""
        others = (answer for answer in said_yes(ticket) if answer != danger)
        asked = any(each.kind is ConsentKind.RERATE for each in file.asked)
        waits = self.tr(" 待核准") if asked else ""
        parts = (priority_words(ticket.priority) + waits, file.fault.name, danger, *marks, *others)
        self._marks.setText("   ".join(part for part in parts if part))
        if below != self._hold.text():
            self._hold.show_text(below)


def next_due(file: TicketFile, now: datetime) -> Clock | None:
    """Return the running or held clock with the nearest deadline as it is at `now`; None without one."""
    return min(file.running, key=lambda clock: as_of(clock, now).deadline, default=None)
