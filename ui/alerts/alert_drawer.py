"""The list of all alerts to the current user: the unseen first, then those of the last days."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from tickets.errors import DeskError
from tickets.rules.instants import plus
from tickets.store.queries.alert_history import (
    HISTORY_DAYS,
    AlertEntry,
    HistoryKey,
    alert_history,
    count_unseen,
    history_key,
)
from tickets.store.rows import Who
from ui.alerts.history_columns import history_columns, seen, story
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.drawer import Drawer
from ui.kit.keys import LONG_AGO, READ_SECONDS, on_key
from ui.kit.labels import Tone
from ui.kit.messages import announce
from ui.kit.paged_model import PagedModel
from ui.kit.table import DeskTable
from ui.runtime.background import Worker
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import NOW_AND_THEN, PageRetry, Refresher
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

_WAIT_MS = 150  # after the last typed letter
_TABLES = frozenset({"alerts", "digests", "clocks", "tickets", "staff", "crews", "places", "faults"})
DAY = 24 * 60 * 60


class AlertDrawer(Drawer):
    """A acknowledges the selected alert, Shift+A all that have been visible, Enter opens the ticket, Esc closes.

    `acknowledged` carries the ids of alerts acknowledged here, `shown` those that became visible.
    """

    subject_wanted = Signal(object)  # a Subject
    acknowledged = Signal(object, object)  # frozensets of alert ids and digest ids
    shown = Signal(object)  # a frozenset of alert ids

    def __init__(self, session: SessionContext, clock: Callable[[], float] = monotonic) -> None:
        """`clock` returns seconds, by which an alert that has just become visible is recognised."""
        super().__init__(self.tr("告警"), DeskTable("alerts", session.preferences), session.tick)
        self._session = session
        self._clock = clock
        self._viewed: dict[int, float] = {}  # unseen alerts that were visible, since when
        self._sent: set[int] = set()  # those whose acknowledgement was sent
        self._opening = True  # whether the rows to come are the first ones
        self._read_for: Who | None = None  # the user whose alerts are listed
        self._scrolled = 0  # pixels, before rows are read again
        self._arriving = False  # whether to select a row once there are any
        hint = self.tr("筛选：编号、地点、故障、班组、确认人  Ctrl+F")
        self.field = QLineEdit(maxLength=60, clearButtonEnabled=True, placeholderText=hint)
        self.field.setMaximumWidth(360)
        self.field.setAccessibleName(self.tr("筛选告警"))
        self._one = StepButton(self.tr("确认"), "A", scope=self, on_click=self._acknowledge_one)
        self._viewed_all = KeyButton(self.tr("确认看过的"), "Shift+A", scope=self, on_click=self._acknowledge_viewed)
        self.model: PagedModel[AlertEntry] = PagedModel(
            history_columns(), session.background, session.now, history_key, worker=Worker.SEARCH, parent=self
        )
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("告警"))
        self._typing = single_shot(self, self._ask, _WAIT_MS)
        self._following = Refresher(
            session, lambda _changes: self._read_again(), self, tables=_TABLES, view=self, rest=NOW_AND_THEN
        )  # fmt: skip
        self._counting = LiveQuery(
            session, "unseen alerts", session.reader(count_unseen), self._show_count, self,
            arguments=lambda _changes: (session.who().roles,),
        )  # fmt: skip
        self.lay_out((self.field, 2), self._open, self._one, self._viewed_all, lines=2)
        self._wire()

    def open(self) -> None:
        """Read the list from the start and select the first row."""
        self._viewed.clear()
        self._sent.clear()
        self._opening = True
        self._arriving = True
        self.table.setCurrentIndex(QModelIndex())
        self.field.clear()
        self._ask()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_field(self) -> bool:
        """Clear the filter."""
        filtered = bool(self.field.text())
        if filtered:
            self.field.clear()
            self._ask()
        return filtered

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was invisible, for the present user."""
        super().showEvent(event)
        if self._read_for is not None and self._read_for != self._session.who():
            self.open()

    def _wire(self) -> None:
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.returnPressed.connect(self._leave_field)
        self.model.failed.connect(self._on_unread)
        self.model.loaded.connect(self._on_loaded)
        PageRetry(self.model.failed, self.model.loaded, self._session, self, self._read_again)
        self.model.modelAboutToBeReset.connect(self._before_reset)
        self.model.modelReset.connect(lambda: self.table.verticalScrollBar().setValue(self._scrolled))
        self.table.chosen.connect(lambda _row: self.describe())
        self.table.opened.connect(self._open_subject)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._take_view())
        self._open.clicked.connect(lambda: self._open_subject(self.table.current()))
        on_key(self, "Ctrl+F", self.field.setFocus)

    def _ask(self) -> None:
        """Read the alerts that match the field, for the present user."""
        self._typing.stop()
        self._read_for = self._session.who()
        self.error.clear()
        service, roles, words = self._session.service, self._session.who().roles, self.field.text().strip()
        since = plus(self._session.now(), -HISTORY_DAYS * DAY)

        def fetch(after: HistoryKey | None, limit: int) -> list[AlertEntry]:
            return service.read(alert_history, roles, since, words, after, limit)

        if words:
            self.table.say_when_empty(self.tr("没有符合的告警。"), self.tr("换个词，或按 Esc 清空筛选。"))
        else:
            hint = self.tr("工单临期或超时就会列在这里，处理过的留 {n} 天。按 Esc 返回。").format(n=HISTORY_DAYS)
            self.table.say_when_empty(self.tr("没有告警。"), hint)
        self.model.ask(fetch)
        self._counting.refresh()

    def _read_again(self) -> None:
        self.model.refresh(self.table.top_row())
        self._counting.refresh()

    def _show_count(self, counts: tuple[int, int]) -> None:
        count, clocks = counts
        counted = self.tr("{clocks} 个时限未确认，各级各岗位共 {n} 条").format(n=f"{count:,}", clocks=f"{clocks:,}")
        words = counted if count else self.tr("都确认过了")
        self._count.setText(words)
        self._count.set_tone(Tone.PLAIN if count else Tone.QUIET)

    def _on_unread(self, error: DeskError) -> None:
        self.error.say(error)

    def _on_loaded(self) -> None:
        self.error.clear()
        if self._arriving and self.model.rowCount():
            self._arriving = False
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(self.table.top_row(), 0))
        self.describe()
        QTimer.singleShot(0, self, self._take_view)  # once the rows are laid out

    def _before_reset(self) -> None:
        self._scrolled = self.table.verticalScrollBar().value()

    def _take_view(self) -> None:
        """Store which unseen alerts are visible, and forget those that scrolled by too fast to be read."""
        if not self.isVisible() or self.window().isMinimized():
            return
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = self.model.rowCount() - 1 if last < 0 else last
        rows = (self.model.row_at(self.model.index(place, 0)) for place in range(self.table.top_row(), last + 1))
        ids = frozenset(row.id for row in rows if row is not None and row.unseen)
        began = LONG_AGO if self._opening else self._clock()
        self._opening = self._opening and not ids
        self._viewed = {id_: since for id_, since in self._viewed.items() if id_ in ids or self._is_read(id_)}
        fresh = ids - self._viewed.keys()
        self._viewed |= {id_: LONG_AGO if id_ in self._sent else began for id_ in fresh}
        if fresh - self._sent:
            self.shown.emit(ids)

    def describe(self) -> None:
        """Tell the story of the selected alert."""
        row: AlertEntry | None = self.table.current()
        self.say("" if row is None else story(row, self._session.now()))
        self._one.setEnabled(row is not None)
        self._open.setEnabled(row is not None)

    def _leave_field(self) -> None:
        self._ask()
        self._arriving = True
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _acknowledge_one(self) -> None:
        row: AlertEntry | None = self.table.current()
        if row is None:
            return
        if not row.unseen:
            by = seen(row, self._session.now())
            words = self.tr("这条已确认：{who}。").format(who=by) if by else self.tr("这条没有发出，不用确认。")
            announce(self, words)
            self._count.setText(words)
            return
        if not self._is_read(row.id):
            self._show_changed()
            return
        self.acknowledged.emit(frozenset({row.id}), frozenset())
        below = self.model.index(self.table.currentIndex().row() + 1, 0)
        following = self.model.row_at(below)
        if following is not None and following.unseen:
            self.table.setCurrentIndex(below)

    def _acknowledge_viewed(self) -> None:
        """Acknowledge what was visible, except what nobody scrolled to or what has just appeared."""
        self._take_view()  # retry what could not be acknowledged before
        read = frozenset(id_ for id_ in self._viewed if self._is_read(id_))
        if read:
            self._sent |= read
            self.acknowledged.emit(read, frozenset())
            self._viewed = {id_: since for id_, since in self._viewed.items() if id_ not in read}
            self._arriving = True  # the selected row disappears
            self.table.setCurrentIndex(QModelIndex())
        elif self._viewed:
            self._show_changed()

    def _is_read(self, alert_id: int) -> bool:
        """Return whether an alert has been visible long enough to be read."""
        return self._clock() - self._viewed.get(alert_id, self._clock()) >= READ_SECONDS or alert_id in self._sent

    def _show_changed(self) -> None:
        sentence = self.tr("刚有新的告警进来，请看过再按。")
        self._count.setText(sentence)
        announce(self, sentence)

    def _open_subject(self, row: AlertEntry | None) -> None:
        if row is not None:
            self.subject_wanted.emit(row.alert.subject)
