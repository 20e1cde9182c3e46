"""The list of requests for a supervisor's consent: those that wait, the oldest first, and those decided."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit

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
from ui.kit.keys import on_key
from ui.kit.labels import Heading, Quiet, Tone, Words
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.messages import ErrorLine
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.tokens import AROUND, INSIDE
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import NOW_AND_THEN
from ui.runtime.session import SessionContext
from ui.ticket.consent_words import told

_TABLES = frozenset({"consents", "clocks", "tickets", "staff", "faults", "places", "settings"})


class ConsentDrawer(QFrame):
    """Y grants the selected requests, N refuses them, Enter opens the ticket, 1 to 4 list another state, Esc closes.

    After a decision the next request is selected, so that one key each is enough.
    """

    closed = Signal()
    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._state = ConsentState.ASKED
        self._arriving = True  # whether to select the first row as soon as there is one
        self._sent: set[int] = set()  # requests whose decision is under way
        self._failed: Counter[str] = Counter()  # the sentences of decisions that failed
        self._decided: dict[bool, list[ConsentRequest]] = {True: [], False: []}  # since the list was last at rest
        self._latest: tuple[Command[int], Done[int]] | None = None  # the latest decision
        self._question = ""  # the sentence shown that asks before several are decided
        self._unsaved = 0  # the request whose decision failed last
        self._noted = ""  # the note of the decisions under way
        self._count = Words(tone=Tone.QUIET)
        hint = self.tr("说明（可不填），随下一次决定记下  Ctrl+M")
        self.note = QLineEdit(maxLength=LINE_AT_MOST, clearButtonEnabled=True, placeholderText=hint)
        self.note.setAccessibleName(self.tr("核准说明"))
        self._states = {state: Chip(f"{number} {state.label}") for number, state in enumerate(ConsentState, 1)}
        self._open = KeyButton(self.tr("打开"), "Enter", handles_key=False)
        self._grant = StepButton(self.tr("核准"), "Y", scope=self, on_click=lambda: self._decide(granted=True))
        self._refuse = KeyButton(self.tr("不核准"), "N", scope=self, on_click=lambda: self._decide(granted=False))
        self._close = KeyButton(self.tr("返回"), "Esc", handles_key=False, on_click=self.closed)
        self.error = ErrorLine()
        self.table = DeskTable("consents", session.preferences)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.model: RowsModel[ConsentRequest] = RowsModel(consent_columns(), session.now, self.table)
        self.table.setModel(self.model)
        self._story = Quiet(wrap=True, selectable=True)
        self._live = LiveQuery(
            session, "consents", session.reader(consent_requests), self._show, self,
            arguments=lambda _changes: (self._state,), tables=_TABLES, view=self, rest=NOW_AND_THEN,
        )  # fmt: skip
        self._lay_out()
        self._wire()
        self._list(ConsentState.ASKED)

    def open(self) -> None:
        """List what waits, and select the first request."""
        self._list(ConsentState.ASKED)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Be at the same place as before."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the note on Esc, then close."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.note.hasFocus():
            self.table.setFocus()
        else:
            self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Say what the present user can't decide."""
        super().showEvent(event)
        self._describe()

    def _lay_out(self) -> None:
        buttons = (self._open, self._grant, self._refuse, self._close)
        for button in (*self._states.values(), *buttons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = in_row(Heading(self.tr("核准")), self._count, Stretch(), *buttons, spacing=INSIDE)
        second = in_row(*self._states.values(), (self.note, 1), spacing=INSIDE)
        parts = (top, second, self.error, self._story, (self.table, 1))  # the bar about a step covers the bottom
        in_column(*parts, holder=self, margins=(AROUND // 2, INSIDE), spacing=INSIDE)
        self._story.setMinimumHeight(3 * self._story.fontMetrics().lineSpacing())
        self._story.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.setAccessibleName(self.tr("申请核准的"))

    def _wire(self) -> None:
        self._session.tick.second.connect(self._on_second)
        self.table.chosen.connect(lambda _row: self._describe())
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.opened.connect(lambda row: self.ticket_wanted.emit(row.ticket_id))
        self._open.clicked.connect(self._open_ticket)
        self.note.returnPressed.connect(self.table.setFocus)
        on_key(self, "Ctrl+M", self.note.setFocus)
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
        self._describe()

    def _on_second(self) -> None:
        if self.isVisible():
            self.table.viewport().update()  # what counts until then depends on the time
            self._describe()

    def _selected(self) -> list[ConsentRequest]:
        """Return the selected requests, from the top."""
        rows: Sequence[Any] = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row for index in rows if (row := index.data(Roles.ROW)) is not None]

    def _describe(self) -> None:
        selected = self._selected()
        if len(self._sent) > 1:
            n = self._done_count + self._failed.total()
            words = self.tr("正在记下：{n} / {all} 项…").format(n=n, all=n + len(self._sent))
        elif len(selected) > 1:
            words = self.tr("选了 {n} 项，Y 全部核准，N 全部不核准。").format(n=len(selected))
        else:
            words = story(selected[0], self._session.now(), self._session.who) if selected else ""
        if words != self._story.text():
            self._story.setText(words)
        for button in (self._grant, self._refuse):
            button.setEnabled(self._state is ConsentState.ASKED and bool(selected))
        self._open.setEnabled(self.table.current() is not None)

    def _open_ticket(self) -> None:
        row = self.table.current()
        if row is not None:
            self.ticket_wanted.emit(row.ticket_id)

    def _decide(self, *, granted: bool) -> None:
        sentence = not_permitted(decide.label, decide.roles, self._session.who().roles)
        if sentence is not None:
            self.error.say(sentence)
            return
        chosen = [row for row in self._selected() if row.id not in self._sent]
        if not chosen or not self._is_sure(len(chosen), granted):
            return
        self.error.clear()
        if not self._sent:
            self._failed.clear()
            self._decided = {True: [], False: []}
        self._noted = note = self.note.text()
        self._select_after(chosen[-1])
        for row in chosen:
            self._sent.add(row.id)
            command = decide(row.id, granted, note)
            done, failed = partial(self._on_decided, row, granted, command), partial(self._on_failed, row)
            self._session.execute(command, done, failed, owner=self, tells=False)
        self._describe()

    def _is_sure(self, n: int, granted: bool) -> bool:
        """Ask once before several are decided; the same key again is the answer."""
        words = (
            self.tr("要核准选中的 {n} 项吗？再按一次 Y 就全部核准，按 Esc 不办。")
            if granted
            else self.tr("选中的 {n} 项都不核准吗？再按一次 N 就全部不核准，按 Esc 不办。")
        ).format(n=n)
        if n == 1 or self.error.sentence == words:
            return True
        self._question = words
        self.error.say(NotYet(words))
        return False

    def _on_selected(self) -> None:
        if self._question and self.error.sentence == self._question:
            self.error.clear()  # the answer was about other requests
        self._describe()

    def _select_after(self, last: ConsentRequest) -> None:
        """Select the next request that isn't being decided; none at the end."""
        place = self.model.index_for(last.id).row() + 1
        following = self.model.index(place, 0) if place < self.model.rowCount() else QModelIndex()
        if following.isValid():
            self.table.choose(following.data(Roles.ROW).id)
        else:
            self.table.selectionModel().clear()

    @property
    def _done_count(self) -> int:
        return sum(len(rows) for rows in self._decided.values())

    def _on_decided(self, row: ConsentRequest, granted: bool, command: Command[int], done: Done[int]) -> None:
        self._decided[granted].append(row)
        self._latest = command, done
        self._finish(row)

    def _on_failed(self, row: ConsentRequest, error: DeskError) -> None:
        self._failed[error.sentence] += 1
        self._unsaved = row.id
        self._finish(row)

    def _finish(self, row: ConsentRequest) -> None:
        """Say what became of the decisions once the last one is known."""
        self._sent.discard(row.id)
        self._describe()
        if self._sent:
            return
        self._live.refresh()
        n = self._done_count
        if n == 1 and self._latest is not None:
            self._session.steps.taken.emit(*self._latest)
        elif n > 1:
            said = [told(len(rows), rows[0].number, granted=was) for was, rows in self._decided.items() if rows]
            self._session.steps.told.emit(self.tr("，").join(said))
        if self._failed:
            if self.table.current() is None:
                self.table.choose(self._unsaved)
            done = [self.tr("{n} 项已记下。").format(n=n)] if n else []
            several = n + self._failed.total() > 1
            words = self.tr("{n} 项没有：{why}") if several else "{why}"
            failed = [words.format(n=n, why=why) for why, n in self._failed.items()]
            self.error.say(" ".join((*done, *failed)))
            return
        if self.note.text() == self._noted:  # otherwise it is meant for the next decision
            self.note.clear()
