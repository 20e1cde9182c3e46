"""The alert bar, at the bottom of every desk while an alert is unseen; its place there is always kept."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame

from tickets.store.queries.alert_panel import PanelDigest
from ui.alerts.pending import AlertGroup, ClockState, Pending, clock_state
from ui.alerts.wording import digest_line, headline, trouble_line
from ui.kit.buttons import KeyButton
from ui.kit.keys import LONG_AGO, READ_SECONDS
from ui.kit.labels import Elided, Subheading, Tone, mark
from ui.kit.layouts import Space, in_column, in_row
from ui.kit.messages import announce
from ui.kit.theme import body_font

SHOWN_AT_MOST = 2  # more would take room that the desk needs on a small screen
HEIGHT = 56  # pixels, for one line as for two: what lies above must not move when an alert comes
GONE_SECONDS = 2.0  # for so long after the last line disappeared a key may still be meant for it
_TONES = {ClockState.LATE: Tone.OVERDUE, ClockState.SOON: Tone.WARNING}


Key = int | tuple[int]  # an alert's id, or a digest's in a tuple


class AlertGroupLine(Elided):
    """One alert group in one line; a press opens its subject."""

    opened = Signal(object)  # a Subject

    def __init__(self, group: AlertGroup, now: datetime, *, brief: bool) -> None:
        super().__init__()
        self.group = group
        self._say_it = trouble_line if brief else headline
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(now)

    def say(self, now: datetime) -> None:
        """Update the line for the instant `now`."""
        tone = _TONES.get(clock_state(self.group.top, now), Tone.PLAIN)
        self.set_tone(tone)
        self.setFont(body_font(bold=tone is not Tone.PLAIN))
        self.setText(self._say_it(self.group.top, now))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open the subject."""
        self.opened.emit(self.group.top.subject)


class AlertBar(QFrame):
    """The worst unseen alerts. F8 acknowledges the first line, Shift+F8 all lines, F9 opens the first.

    Alerts without a line are in the list (`drawer_wanted`) and are not acknowledged from here. Locked, the bar still
    shows which ticket is overdue and by how much; its buttons only emit `unlock_wanted`.
    """

    acknowledged = Signal(object, object)  # frozensets of alert ids and digest ids
    subject_wanted = Signal(object)  # a Subject
    drawer_wanted = Signal()
    unlock_wanted = Signal()

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` returns seconds, by which a new line is recognised."""
        super().__init__()
        self._clock = clock
        self._pending = Pending()
        self._groups: tuple[AlertGroup, ...] = ()  # the groups that have a line
        self._digests: tuple[PanelDigest, ...] = ()
        self._since: dict[Key, float] = {}  # when each alert got a line
        self._first_line: frozenset[Key] = frozenset()
        self._first_since = LONG_AGO  # when the group in the first line got there
        self._emptied = LONG_AGO  # when the last line disappeared
        # acknowledged here, so that the next lines moving up were expected
        self._acknowledged: frozenset[Key] = frozenset()
        self.locked = False  # whether the bar is locked
        self._count = Subheading()
        self._lines = in_column(spacing=4)
        self._rest = KeyButton("", "F7", handles_key=False)
        self._rest.clicked.connect(lambda: self._unless_locked(self.drawer_wanted.emit))
        self._first = KeyButton(self.tr("确认"), "F8", on_click=lambda: self._unless_locked(self._acknowledge_first))
        self._open = KeyButton(self.tr("查看"), "F9", on_click=lambda: self._unless_locked(self._open_first))
        self._all = KeyButton(self.tr("全部确认"), "Shift+F8")
        self._all.clicked.connect(lambda: self._unless_locked(self._acknowledge_shown))
        for button in (self._rest, self._first, self._open, self._all):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their keys work everywhere, and the focus stays in the desk
        self._lay_out()
        self.hide()

    @property
    def shown_ids(self) -> frozenset[int]:
        """The ids of the alerts in visible lines."""
        seen = self.isVisible() and not self.window().isMinimized()
        return frozenset().union(*(group.ids for group in self._groups)) if seen else frozenset()

    def show_pending(self, pending: Pending, now: datetime) -> None:
        """Show the unseen alerts; hide when there are none."""
        fresh = pending.alert_ids - self._pending.alert_ids
        self._pending = pending
        self._digests = pending.digests[:1]
        self._groups = pending.groups[: SHOWN_AT_MOST - len(self._digests)]
        self._take_time()
        self._draw_lines(now)
        hidden = max(0, pending.count - self._lines.count())
        self._rest.setVisible(bool(hidden))
        self._rest.set_step(self.tr("还有 {n} 条").format(n=f"{hidden:,}"), "F7")
        shown = self.tr("确认这 {n} 条").format(n=self._lines.count())
        self._all.set_step(shown if hidden else self.tr("全部确认"), "Shift+F8")
        self._show_count()
        self._show_alarm(now)
        self.setVisible(bool(pending))
        if fresh and pending.groups:
            announce(self, headline(pending.groups[0].top, now))

    def lock(self, locked: bool, now: datetime) -> None:
        """Show only what a locked window may show and disable the actions, or the reverse."""
        self.locked = locked
        self.show_pending(self._pending, now)

    def on_second(self, now: datetime) -> None:
        """Update the times; pulse while something pressing is unseen."""
        for index in range(self._lines.count()):
            item = self._lines.itemAt(index)
            line = item.widget() if item is not None else None
            if isinstance(line, AlertGroupLine):
                line.say(now)
        self._show_count()
        self._show_alarm(now)

    def _show_count(self) -> None:
        self._count.setText(self.tr("告警 {n}").format(n=f"{self._pending.count:,}"))

    def _take_time(self) -> None:
        """Store when each line appeared, and when the first one reached its place.

        Lines that appear in an empty bar can't be confused with others, unless it was emptied just before.
        """
        now = self._clock()
        lines: list[frozenset[Key]] = [frozenset({(digest.id,)}) for digest in self._digests]
        lines += [frozenset(group.ids) for group in self._groups]
        if self._since and not lines:
            self._emptied = now
        began = now if self._since or now - self._emptied < GONE_SECONDS else LONG_AGO
        self._since = {key: self._since.get(key, began) for line in lines for key in line}
        first = lines[0] if lines else frozenset[Key]()
        if not first & self._first_line:
            self._first_since = LONG_AGO if self._first_line <= self._acknowledged else now
        self._first_line = first
        self._acknowledged &= frozenset(self._since)

    def _draw_lines(self, now: datetime) -> None:
        self._clear()
        for digest in self._digests:
            words = Elided(digest_line(digest, now), Tone.OVERDUE)
            words.setFont(body_font(bold=True))
            self._lines.addWidget(words)
        for group in self._groups:
            line = AlertGroupLine(group, now, brief=self.locked)
            line.opened.connect(lambda subject: self._unless_locked(lambda: self.subject_wanted.emit(subject)))
            self._lines.addWidget(line)

    def _show_alarm(self, now: datetime) -> None:
        """Be red only while something is late."""
        late = self._pending.late(now)
        mark(self, "alarm", late)
        mark(self, "notice", not late)
        self._count.set_tone(Tone.OVERDUE if late else Tone.PLAIN)
        mark(self, "pulse", self._pending.is_pressing(now) and now.second % 2 == 0)

    def _lay_out(self) -> None:
        buttons = (self._rest, self._open, self._first, self._all)
        in_row(self._count, Space(8), (self._lines, 1), *buttons, holder=self, margins=(16, 4), spacing=8)
        self.setFixedHeight(HEIGHT)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _unless_locked(self, work: Callable[[], None]) -> None:
        if self.locked:
            self.unlock_wanted.emit()
        else:
            work()

    def _acknowledge_first(self) -> None:
        if self._first_is_read():
            self._acknowledge(() if self._digests else self._groups[:1])

    def _first_is_read(self) -> bool:
        """Return whether the first line has been in its place long enough to be read; otherwise say that it is new."""
        read = self._clock() - self._first_since >= READ_SECONDS
        if not read:
            self._show_changed()
        return read

    def _show_changed(self) -> None:
        sentence = self.tr("刚换成另一条，请看过再按。")
        self._count.setText(sentence)
        announce(self, sentence)

    def _acknowledge_shown(self) -> None:
        """Acknowledge the alerts that have a line; the others have been seen by nobody."""
        self._acknowledge(self._groups)

    def _acknowledge(self, groups: Sequence[AlertGroup]) -> None:
        """Acknowledge the digests and these groups, except those whose line has just appeared."""
        read = {key for key, since in self._since.items() if self._clock() - since >= READ_SECONDS}
        ids = frozenset(id_ for group in groups for id_ in group.ids if id_ in read)
        digests = frozenset(digest.id for digest in self._digests if (digest.id,) in read)
        if ids or digests:
            self._acknowledged |= ids | {(digest,) for digest in digests}
            self.acknowledged.emit(ids, digests)
        else:
            self._show_changed()

    def _open_first(self) -> None:
        if self._groups and (self._digests or self._first_is_read()):
            self.subject_wanted.emit(self._groups[0].top.subject)
        elif self._digests:
            self.drawer_wanted.emit()
