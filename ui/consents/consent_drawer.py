"""The list of requests for a supervisor's consent: those that wait, the oldest first, and those decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from tickets.actions.command import Command, not_permitted
from tickets.actions.consent import decide
from tickets.errors import DeskError, NotYet
from tickets.rules.texts import LINE_AT_MOST
from tickets.rules.words import ConsentState
from tickets.service import Done
from tickets.store.queries.consents import ConsentList, ConsentRequest, consent_requests
from tickets.store.unreadable import ReadableRows
from ui.consents.columns import consent_columns, story
from ui.kit.buttons import Chip, KeyButton, StepButton
from ui.kit.columns import Roles
from ui.kit.drawer import Drawer
from ui.kit.keys import on_key
from ui.kit.labels import Tone
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import NOW_AND_THEN
from ui.runtime.session import SessionContext
from ui.ticket.consent_words import told
from ui.ticket.ticket_actions import UNDO_ACTION

_TABLES = frozenset({"consents", "clocks", "tickets", "staff", "faults", "places", "settings"})


@dataclass(slots=True)
class _Batch:
    """Decisions under way together: with which note, what became of each."""

    note: str = ""
    sent: set[int] = field(default_factory=set)  # requests whose decision is not known yet
    decided: dict[bool, list[ConsentRequest]] = field(default_factory=lambda: {True: [], False: []})
    latest: tuple[Command[int], Done[int]] | None = None
    failed: Counter[str] = field(default_factory=Counter)  # by the sentence that says why
    unsaved: int = 0  # the request whose decision failed last

    @property
    def n_decided(self) -> int:
        """How many were decided."""
        return sum(map(len, self.decided.values()))

    @property
    def n_known(self) -> int:
        """Of how many the outcome is known."""
        return self.n_decided + self.failed.total()


class ConsentDrawer(Drawer):
    """Y grants the selected requests, N refuses them, Enter opens the ticket, 1 to 4 list another state, Esc closes.

    After a decision the next request is selected, so that one key each is enough; after one that failed it is selected
    again.
    """

    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext) -> None:
        super().__init__(self.tr("核准"), DeskTable("consents", session.preferences), session.tick)
        self._session = session
        self._state = ConsentState.ASKED
        self._arriving = True  # whether to select the first row as soon as there is one
        self._batch = _Batch()
        self._question = ""  # the sentence shown that asks before several, or one that was passed over, are decided
        self._next: int | None = None  # the request selected once a decision was sent
        self._passed_over: int | None = None  # the request selected because no other follows the decided one
        self._gone: set[int] = set()  # requests decided here that the list no longer has
        hint = self.tr("说明（可不填），随下一次决定记下  Ctrl+M")
        self.note = QLineEdit(maxLength=LINE_AT_MOST, clearButtonEnabled=True, placeholderText=hint)
        self.note.setAccessibleName(self.tr("核准说明"))
        self._states = {state: Chip(f"{number} {state.label}") for number, state in enumerate(ConsentState, 1)}
        self._grant = StepButton(self.tr("核准"), "Y", scope=self, on_click=lambda: self._decide(granted=True))
        self._refuse = KeyButton(self.tr("不核准"), "N", scope=self, on_click=lambda: self._decide(granted=False))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.model: RowsModel[ConsentRequest] = RowsModel(consent_columns(session.who), session.now, self.table)
        self.table.setModel(self.model)
        self._live = LiveQuery(
            session, "consents", session.reader(consent_requests), self._show, self,
            arguments=lambda _changes: (self._state, session.now()), tables=_TABLES, view=self, rest=NOW_AND_THEN,
        )  # fmt: skip
        self.lay_out(self._open, self._grant, self._refuse, below=(*self._states.values(), (self.note, 1)), lines=3)
        self._wire()
        self._list(ConsentState.ASKED)

    def open(self) -> None:
        """List what waits, and select the first request."""
        self._list(ConsentState.ASKED)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_field(self) -> bool:
        """Leave the note; what was typed stays."""
        return self.note.hasFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Say what the present user can't decide."""
        super().showEvent(event)
        self.describe()

    def _wire(self) -> None:
        self.table.setAccessibleName(self.tr("申请核准的"))
        self.table.chosen.connect(lambda _row: self.describe())
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.opened.connect(lambda row: self.ticket_wanted.emit(row.ticket_id))
        self._open.clicked.connect(self._open_ticket)
        self.note.returnPressed.connect(self.table.setFocus)
        on_key(self, "Ctrl+M", self.note.setFocus)
        on_key(self, UNDO_ACTION.key, self._say_where_to_undo)
        for number, (state, chip) in enumerate(self._states.items(), 1):
            chip.clicked.connect(partial(self._list, state))
            on_key(self, str(number), chip.click)

    def _list(self, state: ConsentState, _checked: bool = False) -> None:
        """List the requests of a state."""
        for each, chip in self._states.items():
            chip.setChecked(each is state)
        self._state, self._arriving = state, True
        self.error.clear()
        self.table.setCurrentIndex(QModelIndex())
        words = {
            ConsentState.ASKED: (
                self.tr("没有待核准的。"), self.tr("挂起、补录、改判、作废、并单、电话解决要核准时列在这里。")
            ),
            ConsentState.GRANTED: (self.tr("还没有核准过。"), self.tr("按 Y 核准的列在这里。按 1 看待核准的。")),
            ConsentState.REFUSED: (self.tr("没有不核准的。"), self.tr("按 N 不核准的列在这里。按 1 看待核准的。")),
            ConsentState.WITHDRAWN: (
                self.tr("没有撤下的。"), self.tr("不用再决定的申请列在这里，如步骤已撤销、已更正。按 1 看待核准的。")
            ),
        }  # fmt: skip
        self.table.say_when_empty(*words[state])
        self._live.refresh()

    def _show(self, listed: ConsentList) -> None:
        if listed.state is not self._state:
            return
        self.model.apply(ReadableRows(listed.rows))
        shown = self.tr("{n} 项").format(n=f"{listed.count:,}")
        if listed.count > len(listed.rows):
            shown = self.tr("{n} 项，只列出 {shown} 项").format(n=f"{listed.count:,}", shown=len(listed.rows))
        self._count.setText(shown)
        self._count.set_tone(Tone.PLAIN if listed.count and listed.state is ConsentState.ASKED else Tone.QUIET)
        if self._arriving and self.model.rowCount():
            self._arriving = False
            self.table.choose(self.model.rows[0].id)
        self._follow_undone({row.id for row in listed.rows})
        self.describe()

    def _selected(self) -> list[ConsentRequest]:
        """Return the selected requests, from the top."""
        rows: Sequence[Any] = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row for index in rows if (row := index.data(Roles.ROW)) is not None]

    def describe(self) -> None:
        """Say how far several decisions are, how many requests are selected, or all about the only one."""
        selected, batch = self._selected(), self._batch
        if len(batch.sent) > 1:
            words = self.tr("正在记下：{n} / {all} 项…")
            words = words.format(n=batch.n_known, all=batch.n_known + len(batch.sent))
        elif len(selected) > 1:
            words = self.tr("选了 {n} 项，Y 全部核准，N 全部不核准。").format(n=len(selected))
        else:
            words = story(selected[0], self._session.now(), self._session.who) if selected else ""
        self.say(words)
        for button in (self._grant, self._refuse):
            button.setEnabled(self._state is ConsentState.ASKED and bool(selected))
        self._open.setEnabled(self.table.current() is not None)

    def _open_ticket(self) -> None:
        row = self.table.current()
        if row is not None:
            self.ticket_wanted.emit(row.ticket_id)

    def _say_where_to_undo(self) -> None:
        words = self.tr("这里不撤销：按 Enter 打开工单，再按 {key}。").format(key=UNDO_ACTION.key)
        self.error.say(NotYet(words))

    def _decide(self, *, granted: bool) -> None:
        sentence = not_permitted(decide.label, decide.roles, self._session.who().roles)
        if sentence is not None:
            self.error.say(sentence)
            return
        chosen = [row for row in self._selected() if row.id not in self._batch.sent]
        if not chosen or not self._is_sure(chosen, granted):
            return
        self.error.clear()
        if not self._batch.sent:
            self._batch = _Batch()
        self._batch.note = self.note.text()
        self._select_after(chosen[-1])
        for row in chosen:
            self._batch.sent.add(row.id)
            command = decide(row.id, granted, self._batch.note)
            done, failed = partial(self._on_decided, row, granted, command), partial(self._on_failed, row)
            self._session.execute(command, done, failed, owner=self, tells=False)
        self.describe()

    def _is_sure(self, chosen: Sequence[ConsentRequest], granted: bool) -> bool:
        """Ask once before several are decided, or one that was passed over; the same key again is the answer."""
        if len(chosen) > 1:
            words = (
                self.tr("要核准选中的 {n} 项吗？再按一次 Y 就全部核准，按 Esc 不办。")
                if granted
                else self.tr("选中的 {n} 项都不核准吗？再按一次 N 就全部不核准，按 Esc 不办。")
            ).format(n=len(chosen))
        elif chosen[0].id == self._passed_over:
            words = self.tr("后面没有了，这是前面跳过的一项：看清再按一次 {key}。").format(key="Y" if granted else "N")
        else:
            return True
        if self.error.sentence == words:
            return True
        self._question = words
        self.error.say(NotYet(words))
        return False

    def _on_selected(self) -> None:
        if self._question and self.error.sentence == self._question:
            self.error.clear()  # the answer was about other requests
        self._passed_over = None
        self.describe()

    def _select_after(self, last: ConsentRequest) -> None:
        """Select the next request that isn't being decided; after the last one the nearest before it."""
        rows, place = self.model.rows, self.model.index_for(last.id).row()
        chosen = {row.id for row in self._selected()} | self._batch.sent
        following = (row.id for row in rows[place + 1 :] if row.id not in chosen)
        before = (row.id for row in reversed(rows[:place]) if row.id not in chosen)
        self._next = wanted = next(following, None)
        if wanted is not None:
            self.table.choose(wanted)
            return
        wanted = next(before, None)
        if wanted is None:
            self.table.selectionModel().clear()
        else:
            self.table.choose(wanted)
        self._next = self._passed_over = wanted

    def _follow_undone(self, listed: set[int]) -> None:
        """Select a request that waits again, because its decision here was taken back."""
        if self._state is not ConsentState.ASKED:
            return
        back = self._gone & listed
        self._gone = {row.id for rows in self._batch.decided.values() for row in rows} - listed
        if back:
            self.table.choose(max(back))

    def _on_decided(self, row: ConsentRequest, granted: bool, command: Command[int], done: Done[int]) -> None:
        self._batch.decided[granted].append(row)
        self._batch.latest = command, done
        self._finish(row)

    def _on_failed(self, row: ConsentRequest, error: DeskError) -> None:
        self._batch.failed[error.sentence] += 1
        self._batch.unsaved = row.id
        self._finish(row)

    def _finish(self, row: ConsentRequest) -> None:
        """Say what became of the decisions once the last one is known."""
        batch = self._batch
        batch.sent.discard(row.id)
        self.describe()
        if batch.sent:
            return
        self._live.refresh()
        n = batch.n_decided
        if n == 1 and batch.latest is not None:
            self._session.steps.taken.emit(*batch.latest)
        elif n > 1:
            said = [told(len(rows), rows[0].number, granted=was) for was, rows in batch.decided.items() if rows]
            self._session.steps.told.emit(self.tr("，").join(said))
        if not batch.failed:
            if self.note.text() == batch.note:  # otherwise it is meant for the next decision
                self.note.clear()
            return
        current = self.table.current()
        if current is None or current.id == self._next:  # nobody has selected another one since
            self.table.choose(batch.unsaved)
        done = [self.tr("{n} 项已记下。").format(n=n)] if n else []
        words = self.tr("{n} 项没有：{why}") if batch.n_known > 1 else "{why}"
        self.error.say(" ".join((*done, *(words.format(n=n, why=why) for why, n in batch.failed.items()))))
