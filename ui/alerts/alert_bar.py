"""The alert bar: at the foot of every desk as long as an alert is unseen."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.alerts.pending import Matter, Pending
from ui.alerts.wording import digest_line, headline, trouble_line
from ui.kit.buttons import KeyButton
from ui.kit.labels import Elided, Tone, Words, mark
from ui.kit.messages import announce
from ui.kit.theme import body_font

SHOWN_AT_MOST = 2  # more would take the room that the desk needs on a small screen


class AlertLine(Elided):
    """One matter in one line; a press opens the ticket."""

    opened = Signal(int)

    def __init__(self, matter: Matter, now: datetime, *, brief: bool) -> None:
        super().__init__(tone=Tone.PLAIN if matter.top.over else Tone.OVERDUE)
        self.matter = matter
        self._say_it = trouble_line if brief else headline
        self.setFont(body_font(bold=not matter.top.over))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(now)

    def say(self, now: datetime) -> None:
        """Say how overdue it is by now."""
        self.setText(self._say_it(self.matter.top, now))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open the ticket."""
        self.opened.emit(self.matter.top.ticket_id)


class AlertBar(QFrame):
    """Everything unseen, the worst first; F8 acknowledges the first, Shift+F8 all, F9 opens the first.

    Locked, it still says which ticket is how overdue; its buttons only say `unlock_wanted`.
    """

    acknowledged = Signal(object, object)  # frozensets of alert ids and digest ids
    ticket_wanted = Signal(int)
    unlock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "alarm", True)
        self._pending = Pending()
        self._locked = False
        self._count = Words(tone=Tone.OVERDUE)
        self._count.setFont(body_font(bold=True))
        self._lines = QVBoxLayout()
        self._rest = Words(tone=Tone.QUIET)
        self._first = KeyButton(self.tr("确认"), "F8")
        self._open = KeyButton(self.tr("查看"), "F9")
        self._all = KeyButton(self.tr("全部确认"), "Shift+F8")
        self._first.clicked.connect(lambda: self._unless_locked(self._acknowledge_first))
        self._open.clicked.connect(lambda: self._unless_locked(self._open_first))
        self._all.clicked.connect(lambda: self._unless_locked(self._acknowledge_all))
        for button in (self._first, self._open, self._all):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their own keys work everywhere; the desk keeps its keys
        self._lay_out()
        self.hide()

    @property
    def locked(self) -> bool:
        """Return whether the bar is locked."""
        return self._locked

    def show_pending(self, pending: Pending, now: datetime) -> None:
        """Show what is unseen now; hide when nothing is."""
        fresh = pending.alert_ids - self._pending.alert_ids
        self._pending = pending
        self._clear()
        for digest in pending.digests[:1]:
            words = Elided(digest_line(digest, now), Tone.OVERDUE)
            words.setFont(body_font(bold=True))
            self._lines.addWidget(words)
        for matter in pending.matters[: SHOWN_AT_MOST - len(pending.digests[:1])]:
            line = AlertLine(matter, now, brief=self._locked)
            line.opened.connect(lambda ticket_id: self._unless_locked(lambda: self.ticket_wanted.emit(ticket_id)))
            self._lines.addWidget(line)
        hidden = len(pending.matters) + len(pending.digests) - self._lines.count()
        self._rest.setVisible(bool(hidden))
        self._rest.setText(self.tr("还有 {n} 条").format(n=hidden) if hidden else "")
        self._count.setText(self.tr("告警 {n}").format(n=len(pending.matters) + len(pending.digests)))
        self.setVisible(bool(pending))
        if fresh and pending.matters:
            announce(self, headline(pending.matters[0].top, now))

    def lock(self, locked: bool, now: datetime) -> None:
        """Show no more than must be seen, and let nothing be done; or all of it again."""
        self._locked = locked
        self.show_pending(self._pending, now)

    def on_second(self, now: datetime) -> None:
        """Count on, and pulse while something pressing is unseen."""
        for index in range(self._lines.count()):
            item = self._lines.itemAt(index)
            line = item.widget() if item is not None else None
            if isinstance(line, AlertLine):
                line.say(now)
        mark(self, "pulse", self._pending.pressing and now.second % 2 == 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._count)
        told.addWidget(self._rest)
        row.addLayout(told)
        row.addSpacing(8)
        self._lines.setSpacing(2)
        row.addLayout(self._lines, 1)
        for button in (self._open, self._first, self._all):
            row.addWidget(button)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _unless_locked(self, work: Callable[[], None]) -> None:
        if self._locked:
            self.unlock_wanted.emit()
        else:
            work()

    def _acknowledge_first(self) -> None:
        if self._pending.digests:
            self.acknowledged.emit(frozenset(), frozenset({self._pending.digests[0].id}))
        elif self._pending.matters:
            self.acknowledged.emit(self._pending.matters[0].ids, frozenset())

    def _acknowledge_all(self) -> None:
        digests = frozenset(digest.id for digest in self._pending.digests)
        self.acknowledged.emit(self._pending.alert_ids, digests)

    def _open_first(self) -> None:
        if self._pending.matters:
            self.ticket_wanted.emit(self._pending.matters[0].top.ticket_id)
