"""The reports desk: period, punctuality, durations, and the tickets behind every figure."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from tickets.errors import DeskError
from tickets.reports.drilldown import Question
from tickets.reports.export import write_csv
from tickets.reports.figures import Bar, Figure, Group, Report, name_of
from tickets.reports.formulas import FORMULAS
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.instants import local_day
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import ConsentKind, Stage
from tickets.store.feed.changes import Changes
from tickets.store.queries.lookups import CrewStanding, list_crews, list_faults
from tickets.store.rows import Fault
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, Facts, scrolled, scrolled_when_low
from ui.kit.csv_export import CsvExport
from ui.kit.keys import on_key
from ui.kit.labels import Quiet, Tone, Words
from ui.kit.layouts import in_column, in_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.tokens import BETWEEN, INSIDE, ROW
from ui.kit.wording import moment
from ui.reports.charts import SpreadChart, TrendChart
from ui.reports.drilldown_list import DrilldownList
from ui.reports.group_table import GroupTable
from ui.reports.scope_bar import ScopeBar
from ui.reports.stage_card import StageCard, WorkLine
from ui.runtime.background import Worker
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.ticket.key_help import KeyHelp

_REST = (30_000, 30_000)  # ms; a report over a million tickets must not be read again at every call


class FormulaCard(Card):
    """The report's formulas, which every export includes too. `text` scrolls by key."""

    def __init__(self) -> None:
        super().__init__()
        self.title.setText(self.tr("怎么算的"))
        self.head.addWidget(self.title)
        self.head.addWidget(Quiet(self.tr("Esc 回到分组")), 1)
        facts = Facts(caption_width=88)
        facts.show_facts([(formula.name, formula.text) for formula in FORMULAS])
        self.text = scrolled(facts)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text.setAccessibleName(self.title.text())
        self.add((self.text, 1))


_BELOW = 7 * ROW  # pixels: the title of a list, the header of its table and four rows


class ReportsDesk(QWidget):
    """F5 opens it; Ctrl+E writes a CSV, Ctrl+R reads again, Ctrl+H shows the formulas, ? the keys.

    Ctrl+1 to Ctrl+4 lead to the figures of a stage, Tab to the following ones, Enter lists the tickets of one.

    Below the figures are the groups, the tickets of a figure or the formulas; Esc returns to the groups.
    """

    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._report: Report | None = None
        self.bar = ScopeBar(session)
        self._cards = {stage: StageCard(stage) for stage in TICKET_STAGES}
        self._work = WorkLine()
        self._chart = TrendChart()
        self._spread = SpreadChart()
        self._pictured = Quiet()
        self._picture = Card()
        self._groups = GroupTable(session.preferences, session.now)
        self._drilldown = DrilldownList(session)
        self._below = QStackedWidget()
        self._formulas = FormulaCard()
        self._error = ErrorLine()
        self._notice = Notice()
        self._said = Quiet()
        self._unread = Words(tone=Tone.WARNING, wrap=True, selectable=True)
        self._unread.hide()
        self._export = CsvExport(session, self)
        self._live = LiveQuery(
            session, "report", session.reader(report), self._show, self, arguments=self._asked,
            tables=frozenset({"tickets", "clocks"}), view=self, rest=_REST, worker=Worker.SLOW, failed=self._on_failed,
        )  # fmt: skip
        self._help = KeyHelp(self, self._keys())
        self._lay_out()
        self._wire()
        session.read("reports/crews", list_crews, self._take_crews)
        self.refresh()

    def refresh(self) -> None:
        """Compute the report again, on the slow queue."""
        self._live.refresh()

    def _asked(self, _changes: Changes) -> tuple[Scope, datetime] | None:
        scope = self._error.checked(self.bar.scope)
        if scope is None:
            return None
        self._said.setText(self.tr("正在计算……"))
        return scope, self._session.now()

    def _on_failed(self, error: DeskError) -> None:
        self._said.setText(self.tr("没有算出来，按 Ctrl+R 重新计算"))
        self._error.say(error)

    def _take_crews(self, crews: list[CrewStanding]) -> None:
        def take_faults(faults: list[Fault]) -> None:
            self.bar.show_choices(crews, faults)

        self._session.read("reports/faults", list_faults, take_faults)

    def _show(self, found: Report) -> None:
        self._report = found
        for figures in found.stages:
            self._cards[figures.stage].show_figures(figures)
        self._work.show_work(found.work, found.whole_way, found.handling)
        self._chart.show_trend(found.trend, found.scope.step)
        self._pictured.setText(
            self.tr("到期的件数，每柱 {n} 天：实心按时，斜线不及时；点一柱列出工单").format(n=found.scope.step)
        )
        self._spread.show_spread(found.spread)
        self._groups.show_groups(found.groups)
        said = self.tr("截至 {time} · 来电 {calls} · 催办 {chases}").format(
            time=moment(found.at, self._session.now()), calls=found.work[Figure.CALLS], chases=found.work[Figure.CHASES]
        )
        if found.empty:
            said = self.tr("这段时间没有工单，也没有到期的计时；换一段时间看看。")
        self._said.setText(said)
        self._unread.show_text(found.unread.words if found.unread.count else "")

    def _lay_out(self) -> None:
        cards = in_row(*((card, 1) for card in self._cards.values()), spacing=INSIDE)
        picture = self._picture
        pictures = ((self._chart, self._pictured, 2), (self._spread, Quiet(self.tr("完成的件数，按用时分")), 1))
        beside = QGridLayout()
        beside.setHorizontalSpacing(BETWEEN)
        beside.setVerticalSpacing(0)
        for place, (chart, said, stretch) in enumerate(pictures):
            beside.addWidget(said, 0, place)
            beside.addWidget(chart, 1, place)
            beside.setColumnStretch(place, stretch)
        picture.tighten()
        picture.add(beside)
        figures = QWidget()
        in_column(cards, self._work, (picture, 1), (self._below, 2), holder=figures, spacing=4)
        for page in (self._groups, self._drilldown, self._formulas):
            self._below.addWidget(page)
        self._below.setMinimumHeight(_BELOW)
        self._add_buttons()
        messages = (self._error, self._notice, self._export, self._unread)
        area = scrolled_when_low(figures)  # the messages may leave too little height
        in_column(self.bar, *messages, (area, 1), holder=self, margins=(BETWEEN, INSIDE), spacing=INSIDE)

    def _add_buttons(self) -> None:
        export = KeyButton(self.tr("导出 CSV"), "Ctrl+E", scope=self, on_click=self._write_csv)
        again = KeyButton(self.tr("重新计算"), "Ctrl+R", scope=self, on_click=self.refresh)
        how = KeyButton(self.tr("怎么算的"), "Ctrl+H", scope=self, on_click=self._show_formulas)
        self.bar.add(self._said, export, again, how)

    def _wire(self) -> None:
        self.bar.changed.connect(self.refresh)
        self._work.wanted.connect(lambda figure: self._ask(figure, None))
        for card in self._cards.values():
            card.wanted.connect(lambda stage, figure, kind: self._ask(figure, stage, kind))
        self._groups.asked.connect(self._ask_group)
        self._chart.wanted.connect(self._ask_bar)
        self._drilldown.ticket_wanted.connect(self.ticket_wanted)
        self._export.finished.connect(self._notice.say)
        self._export.failed.connect(self._error.say)
        close = on_key(self, Qt.Key.Key_Escape, self._back_to_groups)
        close.activatedAmbiguously.connect(self._back_to_groups)  # an error is shown: the next Esc closes that
        for number, card in enumerate(self._cards.values(), 1):
            on_key(self, f"Ctrl+{number}", partial(card.setFocus, Qt.FocusReason.TabFocusReason))
        on_key(self, "?", self._help.toggle)
        self.setFocusProxy(self._groups)

    def _keys(self) -> list[tuple[str, list[tuple[str, str]]]]:
        figures = [
            ("Ctrl+1–4", self.tr("到受理、到场、处置、止水的数")),
            ("Tab", self.tr("到下一个数，Shift+Tab 到上一个")),
            ("Enter", self.tr("列出这个数的工单")),
            ("Esc", self.tr("到分组表")),
        ]
        table = [
            ("↑↓", self.tr("选一组")),
            ("←→", self.tr("选一列：有框的一格")),
            ("Enter", self.tr("列出这一格的工单；再按打开工单")),
            ("Esc", self.tr("从工单、怎么算的回到分组表")),
        ]
        desk = [
            ("Alt+1–6", self.tr("选时间段")),
            ("Ctrl+E", self.tr("导出 CSV")),
            ("Ctrl+R", self.tr("重新计算")),
            ("Ctrl+H", self.tr("怎么算的")),
            ("?", self.tr("这张表")),
        ]
        return [(self.tr("数"), figures), (self.tr("分组表"), table), (self.tr("报表"), desk)]

    def _back_to_groups(self) -> None:
        self._picture.show()
        self._below.setCurrentWidget(self._groups)
        self._groups.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_formulas(self) -> None:
        if self._below.currentWidget() is self._formulas:
            self._back_to_groups()
            return
        self._picture.hide()
        self._below.setCurrentWidget(self._formulas)
        self._formulas.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, figure: Figure, stage: Stage | None, kind: ConsentKind | None = None) -> None:
        if self._report is not None:
            self._list(self._report.scope, figure, stage, "", kind)

    def _ask_group(self, group: Group, figure: Figure, stage: Stage | None) -> None:
        assert self._report is not None  # there are no groups without one
        shown = {(each.key, each.label) for each in self._report.groups}
        if (group.key, group.label) in shown:  # else its menu was opened over an earlier report
            self._list(self._report.scope.narrowed(group.key), figure, stage, f"{group.label} · ")

    def _ask_bar(self, stage: Stage, bar: Bar) -> None:
        assert self._report is not None  # there are no bars without one
        scope = self._report.scope
        self._list(scope.between(bar.first, scope.step), Figure.DUE, stage, f"{bar.first:%m-%d} · ")

    def _list(
        self, scope: Scope, figure: Figure, stage: Stage | None, prefix: str, kind: ConsentKind | None = None
    ) -> None:
        assert self._report is not None
        label = name_of(figure, stage) if stage else figure.label
        title = prefix + (f"{stage.label}{label}" if stage else label) + (f" · {kind.label}" if kind else "")
        self._picture.hide()
        self._below.setCurrentWidget(self._drilldown)
        self._drilldown.show_question(Question(scope, figure, stage, kind), title, self._report.at)
        self._drilldown.focus_list()

    def _write_csv(self) -> None:
        """Write what is shown below: the groups, or the tickets of a figure."""
        found = self._report
        if found is None:
            return
        first, last = local_day(found.scope.since), local_day(found.scope.until - timedelta(seconds=1))
        days = f"{first:%Y%m%d}-{last:%Y%m%d}"
        if self._below.currentWidget() is self._drilldown:
            name = "".join(letter for letter in self._drilldown.title.text() if letter.isalnum())
            self._export.ask(f"{name} {days}.csv", self._drilldown.write, self._drilldown.count)
        else:
            self._export.ask(self.tr("报表 {days}.csv").format(days=days), lambda file, _tell: write_csv(found, file))
