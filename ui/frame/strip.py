"""The strip: tickets waiting per queue, what is overdue and due next, the watch's state, who is on duty."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton

from tickets.rules.instants import LOCAL, local_day, seconds_between
from tickets.rules.stages import MAIN_STAGES, described
from tickets.rules.words import Role
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.queries import board
from tickets.store.queries.board import NextDue
from tickets.watch.watch import LATE_AFTER, WatchState
from ui.desks import ALERTS, CONSENTS
from ui.frame.backup_age import BackupButton
from ui.frame.connection_label import ConnectionLabel
from ui.frame.text_lengths import ButtonMargins, CrowdLevel, Length, LengthLabel, StripPart, at_rank, distribute
from ui.kit.buttons import KeyButton
from ui.kit.labels import Divider, Tone, Words, mark
from ui.kit.layouts import Part, Space, in_row
from ui.kit.plain_text import one_line, set_tip
from ui.kit.theme import body_font
from ui.kit.wording import NO_COUNT, duration, full_moment, moment, unknown_place
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import NOW_AND_THEN
from ui.runtime.session import SessionContext

_CHANGING = frozenset({"tickets", "clocks", "staff", "alerts", "consents"})
_PLACE_AT_MOST = 10  # characters of the next ticket's place; the tool tip shows it whole
_NAMED_AT_MOST = 20  # people named on the strip; of more their number is shown
_REFRESH_SECONDS = 10  # time passing makes tickets overdue without a change in the database


class Count(QPushButton):
    """A caption and a count; a press shows the counted tickets."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        mark(self, "kind", "count")
        self._caption = caption
        self.setFont(body_font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_count(None)

    def show_count(self, count: int | None, tone: Tone = Tone.PLAIN) -> None:
        """Show another count; None for an unknown one."""
        self.setText(f"{self._caption} {NO_COUNT if count is None else count}")
        self.setAccessibleName(self.text())
        mark(self, "tone", str(tone))


class DueNext(KeyButton):
    """The clock that falls due next, worded unlike a time of day; a press opens the ticket."""

    opened = Signal(object)  # a Subject

    def __init__(self) -> None:
        super().__init__("", "Shift+F9")
        mark(self, "kind", "count")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lengths: tuple[Length, ...] = (Length(""),)
        self._taken = self.lengths[0]
        self._due: NextDue | None = None
        self.clicked.connect(self._open)

    def show_due(self, due: NextDue | None, now: datetime) -> None:
        """Show another clock, or the time it has left; hide without one."""
        self._due = due
        self.setVisible(due is not None)
        if due is None:
            return
        at = f"{due.at.astimezone(LOCAL):%H:%M}" if local_day(due.at) == local_day(now) else moment(due.at, now)
        place = due.place or due.address or unknown_place(None)
        left = self.tr("剩 {left}").format(left=duration(max(0, seconds_between(now, due.at))))
        timed, near = self.tr("{left} · {at} 到期 · {place}"), self.tr("{left} · {place}")
        facts = {"left": left, "at": at, "place": one_line(place, _PLACE_AT_MOST)}
        lengths = (
            Length(timed.format(**facts)), Length(near.format(**facts), CrowdLevel.TIME), Length(left, CrowdLevel.PLACE)
        )  # fmt: skip
        if lengths != self.lengths:
            self.lengths = lengths
            self.show_length(at_rank(lengths, self._taken.rank))
            whole = self.tr("{stage}最先到期：{at}，{place}。按 Shift+F9 打开。")
            set_tip(self, whole.format(stage=due.stage.label, at=full_moment(due.at), place=place))

    def width_now(self) -> int:
        """Return the present width."""
        return self.sizeHint().width()

    def width_of(self, length: Length) -> int:
        """Return the width with one of the texts."""
        advance = self.fontMetrics().horizontalAdvance
        return self.sizeHint().width() + advance(length.words) - advance(self._taken.words)

    def show_length(self, length: Length) -> None:
        """Show one of the texts; a screen reader reads the longest."""
        if length != self._taken:
            self._taken = length
            self.set_step(length.words, self.key)
        self.setAccessibleName(self.lengths[0].words)

    def _open(self) -> None:
        assert self._due is not None  # else the button is hidden
        self.opened.emit(self._due.subject)


class Strip(QFrame):
    """One line on top of every desk. `wanted` carries the filter of the dispatch desk that a press asks for.

    Supervisors see how many requests wait for their consent. When the strip is full, its texts get shorter in the order
    of CrowdLevel. F7 asks for the alerts (`alerts_wanted`), Shift+F9 for what falls due next (`subject_wanted`),
    Shift+F6 for the backups (`backups_wanted`).
    """

    wanted = Signal(str)
    alerts_wanted = Signal()
    consents_wanted = Signal()
    subject_wanted = Signal(object)  # a Subject
    backups_wanted = Signal()

    def __init__(self, session: SessionContext, watch: Callable[[], WatchState]) -> None:
        super().__init__()
        mark(self, "strip", True)
        self.setFixedHeight(40)
        self._session = session
        self._watch = watch
        self._next_due: NextDue | None = None
        self._known = False  # whether the counts have been read
        self._since_read = 0
        self._live = LiveQuery(
            session, "strip", session.reader(board.strip), self._show, self,
            arguments=lambda _changes: (session.now(),), tables=_CHANGING, rest=NOW_AND_THEN,
        )  # fmt: skip
        self._counts = {
            **{str(stage): Count(described(stage).waiting) for stage in MAIN_STAGES},
            "callback": Count(self.tr("待回访")),
            "held": Count(self.tr("挂起")),
            "overdue": Count(self.tr("超时")),
        }
        self._due = DueNext()
        self._due.hide()
        self._due.opened.connect(self.subject_wanted)
        self._nothing_due = Words(self.tr("没有将到期的工单"), Tone.QUIET)
        self._nothing_due.setContentsMargins(8, 0, 8, 0)
        self._nothing_due.hide()
        self._alerts = KeyButton(ALERTS.label, ALERTS.key, on_click=self.alerts_wanted)
        mark(self._alerts, "kind", "count")
        self._alerts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tip(self._alerts, self.tr("全部告警和它们的经过"))
        self._asked = 0
        self._consents = KeyButton(CONSENTS.label, CONSENTS.key, handles_key=False, on_click=self.consents_wanted)
        mark(self._consents, "kind", "count")
        self._consents.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tip(self._consents, self.tr("挂起、补录、改判等要值班长核准的"))
        self._consents.hide()
        self._watching = LengthLabel()
        self._backup = BackupButton(session)
        self._backup.clicked.connect(self.backups_wanted)
        self._server = ConnectionLabel()
        self._people = LengthLabel(Tone.QUIET)
        self._margins = ButtonMargins([*self._counts.values(), self._alerts, self._consents, self._backup])
        self._lay_out()
        session.feed.status_changed.connect(self._show_status)
        session.tick.second.connect(self._on_second)
        self._show_status(session.feed.status)
        self._live.refresh()

    def show_alerts(self, count: int, late: bool) -> None:
        """Show how many alerts the user has not acknowledged."""
        self._alerts.set_step(self.tr("告警 {n}").format(n=f"{count:,}") if count else ALERTS.label, ALERTS.key)
        mark(self._alerts, "tone", str(Tone.OVERDUE if late else Tone.PLAIN))

    def show_asked(self) -> None:
        """Show a supervisor how many requests wait for consent."""
        self._consents.set_step(self.tr("待核准 {n}").format(n=f"{self._asked:,}"), CONSENTS.key)
        self._consents.setVisible(bool(self._asked) and Role.SUPERVISOR in self._session.who().roles)

    def read_backups(self) -> None:
        """Read when the last good backup was made."""
        self._backup.read_again()

    def add_on_the_right(self, button: QPushButton) -> None:
        """Put a button at the right end."""
        self._row.addWidget(button)
        self._margins.buttons.append(button)

    def event(self, event: QEvent) -> bool:
        """Distribute the width again when a part has changed its size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._distribute()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Distribute the new width."""
        super().resizeEvent(event)
        self._distribute()

    def minimumSizeHint(self) -> QSize:
        """Return the size with the shortest texts."""
        parts = self._parts()
        least = sum(part.width_of(part.lengths[-1]) for part in parts)
        return QSize(self._beside(parts) + least, self.height())

    def _distribute(self) -> None:
        parts = self._parts()
        distribute(self.width() - self._beside(parts), parts)
        self._row.activate()  # at once, so that no text is painted at an old width

    def _parts(self) -> list[StripPart]:
        texts = (self._due, self._watching, self._server.words, self._people)
        return [*(part for part in texts if part.isVisibleTo(self)), self._margins]

    def _beside(self, parts: Sequence[StripPart]) -> int:
        """Return the width that doesn't belong to the parts."""
        return self._row.sizeHint().width() - sum(part.width_now() for part in parts)

    def _lay_out(self) -> None:
        for name, count in self._counts.items():
            count.clicked.connect(lambda _checked=False, wanted=name: self.wanted.emit(wanted))
        due = (Divider(upright=True), self._due, self._nothing_due)
        watch = (Divider(upright=True), Space(8), self._watching, Space(8))
        servers = (Divider(upright=True), self._backup, self._server)
        people = (Divider(upright=True), Space(8), (self._people, 1))
        parts: tuple[Part, ...] = (
            *self._counts.values(),
            self._alerts,
            self._consents,
            *due,
            *watch,
            *servers,
            *people,
        )
        self._row = in_row(*parts, holder=self, margins=(8, 0), spacing=0)  # the buttons have margins of their own
        # the texts follow the width, not the width the texts
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def _show(self, strip: board.StripCounts) -> None:
        counts = (*strip.by_stage.values(), strip.waiting_callback, strip.held, strip.overdue)
        for widget, count in zip(self._counts.values(), counts, strict=True):
            widget.show_count(count)
        self._counts["overdue"].show_count(strip.overdue, Tone.OVERDUE if strip.overdue else Tone.PLAIN)
        self._asked = strip.asked
        self.show_asked()
        self._next_due = strip.next_due
        self._known = True
        self._people.say(*self._on_duty(strip.on_duty))
        self._show_time(self._session.now())

    def _on_duty(self, names: Sequence[str]) -> list[Length]:
        """Return the names on duty: all, as many as fit, or their number."""
        if not names:
            return [Length(self.tr("无人在班"))]
        several = self.tr("在班 {names} 等 {n} 人")
        some = [
            Length(several.format(names="、".join(names[:named]), n=len(names)), CrowdLevel.NAMES, len(names) - named)
            for named in range(min(len(names) - 1, _NAMED_AT_MOST), 0, -1)
        ]
        least = Length(self.tr("在班 {n} 人").format(n=len(names)), CrowdLevel.NAMES, len(names))
        return [Length(self.tr("在班 {names}").format(names="、".join(names))), *some, least]

    def _on_second(self, now: datetime) -> None:
        self._since_read += 1
        fell_due = self._next_due is not None and now > self._next_due.at
        due = fell_due or self._since_read >= _REFRESH_SECONDS
        if due and not self._session.feed.broken:
            self._since_read = 0
            self._live.refresher.want()
        self._show_time(now)

    def _show_status(self, status: ConnectionStatus | None) -> None:
        self._server.show_status(status, self._session.now())

    def _show_time(self, now: datetime) -> None:
        self._server.show_time(now)
        self._due.show_due(self._next_due, now)
        self._nothing_due.setVisible(self._known and self._next_due is None)
        self._show_watch(now)

    def _show_watch(self, now: datetime) -> None:
        state = self._watch()
        if state.failed is not None:
            late = state.swept is None or state.late(now)
            since, retried = self.tr("值守 ✕ {time} 起检查失败"), self.tr("值守 ✕ {time} 检查失败")
            failed = (since if late else retried).format(time=f"{state.failed.astimezone(LOCAL):%H:%M:%S}")
            self._warn(failed, self.tr("，告警可能漏报") if late else self.tr("，正在重试"), state.trouble)
            return
        if state.swept is None:
            self._watching.say(Length(self.tr("值守 ○ 启动中")))
            return
        ago = max(0, seconds_between(state.swept, now))
        if state.late(now):
            stopped = self.tr("值守 ✕ 已中断 {time}").format(time=duration(ago))
            self._warn(stopped, self.tr("，告警可能漏报"), state.trouble)
            return
        if state.unread:
            self._watching.set_tone(Tone.WARNING)
            self._watching.say(Length(self.tr("值守 ▲ 有读不出的")), tip=state.unread)
            return
        self._watching.set_tone(Tone.PLAIN)
        self._watching.say(
            Length(self.tr("值守 ● {n} 秒前").format(n=ago)),
            Length(self.tr("值守 ●"), CrowdLevel.CALM),
            tip=self.tr("{n} 秒前检查过。每 {late} 秒内没有检查就会变红").format(n=ago, late=LATE_AFTER),
        )

    def _warn(self, broken: str, so: str, trouble: str) -> None:
        self._watching.set_tone(Tone.OVERDUE)
        whole = broken + so
        self._watching.say(
            Length(whole), Length(broken, CrowdLevel.ADVICE), tip="\n".join(filter(None, (whole, trouble)))
        )
