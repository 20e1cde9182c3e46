"""The tickets behind a figure: page by page, the worst first."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TextIO

from PySide6.QtCore import Signal

from tickets.errors import DeskError
from tickets.reports.changed_verdicts import CHANGE_COLUMNS, ChangeColumn, ChangedVerdict
from tickets.reports.drilldown import DrilldownRow, Question, drilldown_count, drilldown_page, page_key
from tickets.reports.export import write_drilldown
from tickets.reports.figures import CLOCK_FIGURES, TAKEN, Figure
from ui.kit.cards import Card
from ui.kit.columns import Column
from ui.kit.labels import Quiet
from ui.kit.paged_model import PagedModel
from ui.kit.table import DeskTable
from ui.kit.wording import duration, moment
from ui.runtime.background import Worker
from ui.runtime.refresher import PageRetry
from ui.runtime.session import SessionContext

_OF_CHANGES = tuple(column.key for column in CHANGE_COLUMNS)
_WIDE = {"changed": 144, "crew_then": 104, "asked": 148, "consented": 172, "reason": 256}  # pixels


class DrilldownList(Card):
    """Shows the name of a figure and lists its tickets; Enter opens one."""

    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._figure = Figure.OPENED  # that of the rows
        self._asked: tuple[Question, datetime] | None = None
        self.count = 0
        self._reading = False  # whether the rows are still those of the previous figure
        self.title.setText(self.tr("工单"))
        self._said = Quiet(self.tr("点一个数，或在表里按 Enter，这里列出它的工单。"), wrap=True)
        self.head.addWidget(self.title)
        self.head.addWidget(self._said, 1)
        self._detail = Quiet(wrap=True, selectable=True)  # what changed on the selected ticket, in full
        self._detail.hide()
        self._model: PagedModel[DrilldownRow] = PagedModel(
            self._columns(), session.background, session.now, page_key, worker=Worker.SLOW, parent=self
        )
        self._table = DeskTable("reports/behind", session.preferences)
        self._table.setModel(self._model)
        self._table.columns.leave_out(*self._left_out())
        self._table.say_when_empty(self.tr("没有工单"), self.tr("换一个数看看"))
        self._table.opened.connect(self._open)
        self._model.restarted.connect(self._on_restarted)
        self._model.failed.connect(self._on_failed)
        PageRetry(self._model.failed, self._model.loaded, session, self, self._model.refresh)
        self._table.chosen.connect(self._describe)
        self.add(self._detail, (self._table, 1))

    def show_question(self, question: Question, title: str, now: datetime) -> None:
        """List the tickets behind a figure as of `now`."""
        self._asked = question, now
        self.count = 0
        self.title.setText(title)
        self._reading = True
        self._said.setText(self.tr("正在读取…"))
        service = self._session.service
        self._model.ask(lambda after, size: service.read(drilldown_page, question, now, after, size))
        self._session.background.latest(
            "reports/count",
            lambda: service.read(drilldown_count, question, now),
            self._show_count,
            worker=Worker.SLOW,
        )

    def focus_list(self) -> None:
        """Focus the list."""
        self._table.setFocus()

    @property
    def write(self) -> Callable[[TextIO, Callable[[int], None]], object]:
        """A function that writes every ticket of the present list as CSV, even if another one is shown meanwhile.

        It runs on the slow queue.
        """
        assert self._asked is not None
        (question, now), service = self._asked, self._session.service
        return lambda file, tell: service.read(write_drilldown, question, now, file, tell)

    def _open(self, row: DrilldownRow) -> None:
        if self._reading:
            self._said.setText(self.tr("正在读取，读到以后再按 Enter。"))
        else:
            self.ticket_wanted.emit(row.id)

    def _on_restarted(self) -> None:
        assert self._asked is not None
        self._reading = False
        self._figure = self._asked[0].figure
        self._table.columns.leave_out(*self._left_out())
        self._table.choose_first()
        if self.count:
            self._show_count(self.count)
        else:
            self._said.setText(self.tr("Enter 打开（按 Esc 回来）· Esc 回到分组"))

    def _describe(self, row: DrilldownRow | None) -> None:
        now = self._session.now()
        self._detail.show_text("" if row is None else _changed_in_full(row, now))

    def _on_failed(self, error: DeskError) -> None:
        self._said.setText(error.sentence)

    def _show_count(self, count: int) -> None:
        self.count = count
        if self._model.known:  # else the rows are still to come
            self._said.setText(self.tr("{n} 张 · Enter 打开（按 Esc 回来）· Esc 回到分组").format(n=count))

    def _columns(self) -> list[Column[DrilldownRow]]:
        return [
            Column("number", self.tr("编号"), lambda row, _: row.number, width=124, copies=True),
            Column("rank", self.tr("时长"), self._rank, width=148),
            Column("fault", self.tr("故障"), lambda row, _: row.fault_name, width=104),
            Column("crew", self.tr("班组"), lambda row, _: row.crew or "", width=168),
            *map(_change_column, CHANGE_COLUMNS),
            Column("state", self.tr("状态"), lambda row, _: row.state.label, width=80),
            Column("opened", self.tr("来电"), lambda row, now: moment(row.opened, now), width=128),
            Column(
                "where",
                self.tr("地点"),
                lambda row, _: row.place or row.address or self.tr("地点不详"),
                lambda row, _: f"{row.place or ''} {row.address}".strip(),
                stretch=True,
            ),
        ]

    def _left_out(self) -> tuple[str, ...]:
        """Return the columns that say nothing about the figure."""
        if self._figure is Figure.CHANGED:  # what changed is said instead
            return ("rank", "opened", "crew", "state")
        return _OF_CHANGES if self._figure in (*CLOCK_FIGURES, *TAKEN) else ("rank", *_OF_CHANGES)

    def _rank(self, row: DrilldownRow, _now: datetime) -> str:
        """Return how long a finished stage took, or how far a due one was from its deadline."""
        if self._figure in TAKEN:
            return duration(row.rank)
        words = self.tr("超时 {time}") if row.rank > 0 else self.tr("提前 {time}")
        return words.format(time=duration(abs(row.rank)))


def _change_column(column: ChangeColumn) -> Column[DrilldownRow]:
    return Column(
        column.key, column.title, lambda row, now: column.of(row.changed, partial(moment, now=now)), _changed_in_full,
        width=_WIDE[column.key],
    )  # fmt: skip


def _changed_in_full(row: DrilldownRow, now: datetime) -> str:
    """Return a line for each change."""
    return "\n".join(_line((change,), now) for change in row.changed)


def _line(change: tuple[ChangedVerdict], now: datetime) -> str:
    return " · ".join(filter(None, (column.of(change, partial(moment, now=now)) for column in CHANGE_COLUMNS)))
