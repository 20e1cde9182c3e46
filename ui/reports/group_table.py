"""The breakdown: one row for each crew, fault, zone, priority or day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from tickets.reports.figures import (
    OF_FIRST_STEP,
    RATES,
    SPLIT,
    Durations,
    Figure,
    Group,
    Punctuality,
    Rate,
    StageFigures,
    name_of,
)
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import Stage
from ui.kit.columns import RIGHT, Column
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.theme import tokens_now
from ui.reports.words import consented_words, percent, seconds

_BESIDE = (Figure.CHANGED, Figure.TAKEN_OVER)  # beside the rate, where a group has any
_REST = (Figure.LEFT_OUT, Figure.WAITING)
# The figures behind a column, by its key.
_BEHIND = {
    "rate": Figure.DUE,
    **{
        str(each): each
        for each in (*_BESIDE, *_REST, *OF_FIRST_STEP, Figure.REOPENINGS, Figure.ASSISTS, Figure.WHOLE_WAY)
    },
}
_FRAME = 2  # pixels
_ON_DEMAND = 1 << 16  # pixels, wider than any table: the column is shown only when chosen in the header's menu
_ALWAYS = 1  # pixels
_BESIDE_WIDTH = 80  # pixels


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with an id of its own."""

    id: str
    group: Group

    def stage(self, stage: Stage) -> StageFigures:
        """Return the figures of a stage."""
        return next(figures for figures in self.group.stages if figures.stage is stage)


class GroupTable(DeskTable):
    """Sorts by any column; Enter or a double click asks for the tickets behind the current cell's figure."""

    asked = Signal(object, object, object)  # the Group, the reports Figure, its Stage or None

    def __init__(self, settings: QSettings, clock: Callable[[], Any]) -> None:
        super().__init__("reports/groups", settings)
        self._model = RowsModel(_columns(self.tr("分组")), clock, self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("分组"))
        self.say_when_empty(self.tr("这段时间没有可以分组的数"), self.tr("换一段时间，或选择分组"))
        self.say_when_unread(self.tr("还没有算出来。"), self.tr("按 Ctrl+R 重新计算"))
        self.opened.connect(self._ask)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the current cell: Enter asks about its figure."""
        super().paintEvent(event)
        cell = self.visualRect(self.currentIndex())
        if self.hasFocus() and not cell.isEmpty():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens_now().accent), _FRAME))
            painter.drawRect(cell.adjusted(1, 1, -_FRAME, -_FRAME))
            painter.end()

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show another report's groups, without the columns beside a rate in which no group has anything."""
        rows = [GroupRow(str(group.key), group) for group in groups]
        self._model.apply(rows)
        beside = [(stage, figure) for stage in MAIN_STAGES for figure in _BESIDE]
        none = (f"{stage}/{figure}" for stage, figure in beside if not any(row.stage(stage)[figure] for row in rows))
        self.columns.leave_out(*none)

    def _ask(self, row: GroupRow) -> None:
        stage, _, what = self._model.columns[self.currentIndex().column()].key.partition("/")
        if what:
            self.asked.emit(row.group, _BEHIND.get(what, Figure.FINISHED), Stage(stage))
        else:
            part = next((rate.part for rate in RATES if rate.name == stage), None)
            self.asked.emit(row.group, part or _BEHIND.get(stage, Figure.OPENED), None)


def _columns(first: str) -> list[Column[GroupRow]]:
    columns = [
        Column[GroupRow](
            "label", first, lambda row, _: row.group.label, stretch=True, sort=lambda row: row.group.label
        ),
        _number("opened", Figure.OPENED.label, lambda row: row.group.work[Figure.OPENED], str, 80),
    ]
    for of_stage in (_rate_columns, _duration_columns):  # the rates first: they are in sight on a narrow screen, too
        columns += [column for stage in MAIN_STAGES for column in of_stage(stage)]
    counts = map(_count_column, (Figure.REOPENINGS, Figure.ASSISTS))
    way = _number(
        Figure.WHOLE_WAY, f"{Figure.WHOLE_WAY.label}中位", lambda row: row.group.whole_way.median, seconds, 112
    )  # fmt: skip
    more = [*map(_rate_column, RATES), *counts, way, *(each for stage in MAIN_STAGES for each in _more_columns(stage))]
    return [*columns, *(replace(each, room=_ON_DEMAND) for each in more)]


def _rate_column(rate: Rate) -> Column[GroupRow]:
    return Column[GroupRow](
        rate.name,
        rate.label,
        lambda row, _: percent(rate.of(row.group.work)),
        align=RIGHT,
        width=88,
        sort=lambda row: rate.of(row.group.work),
    )


def _count_column(figure: Figure) -> Column[GroupRow]:
    return _number(figure, figure.label, lambda row: row.group.work[figure], str, 80)


def _more_columns(stage: Stage) -> list[Column[GroupRow]]:
    """Return the further columns of a stage, which include the parts before and after its first step."""
    found = [_counted(stage, figure, f"{stage.label}{figure.label}") for figure in _REST]
    if stage not in SPLIT:
        return found
    before, after = SPLIT[stage]
    return [
        *found,
        _number(f"{stage}/before", f"{before}中位", lambda row: row.stage(stage).parts.before.median, seconds, 112),
        _number(f"{stage}/after", f"{after}中位", lambda row: row.stage(stage).parts.after.median, seconds, 112),
        *(_counted(stage, figure, name_of(figure, stage)) for figure in OF_FIRST_STEP),
    ]


def _rate_columns(stage: Stage) -> list[Column[GroupRow]]:
    def punctual(row: GroupRow) -> Punctuality:
        return row.stage(stage).punctuality

    return [
        Column[GroupRow](
            f"{stage}/rate",
            f"{stage.label}及时率 (n)",
            lambda row, _: f"{percent(punctual(row).rate)} ({punctual(row).due})",
            lambda row, _: consented_words(row.stage(stage)),
            align=RIGHT,
            width=128,
            sort=lambda row: punctual(row).rate,
        ),
        *(_beside(stage, figure) for figure in _BESIDE),
    ]


def _duration_columns(stage: Stage) -> list[Column[GroupRow]]:
    def lasting(row: GroupRow) -> Durations:
        return row.stage(stage).durations

    return [
        _number(f"{stage}/median", f"{stage.label}中位", lambda row: lasting(row).median, seconds, 100),
        _number(f"{stage}/p90", f"{stage.label} P90", lambda row: lasting(row).p90, seconds, 100),
    ]


def _beside(stage: Stage, figure: Figure) -> Column[GroupRow]:
    """Return a column of a count beside the rate, which a cell of its own makes reachable by key."""
    column = _counted(stage, figure, figure.label, f"{stage.label}{figure.label}")
    column = replace(column, width=_BESIDE_WIDTH, room=_ALWAYS)
    if figure is not Figure.CHANGED:
        return column
    return replace(column, tooltip=lambda row, _: consented_words(row.stage(stage)))


def _counted(stage: Stage, figure: Figure, title: str, full_title: str = "") -> Column[GroupRow]:
    return _number(f"{stage}/{figure}", title, lambda row: row.stage(stage)[figure], str, 128, full_title)


def _number(
    key: str,
    title: str,
    value: Callable[[GroupRow], Any],
    say: Callable[[Any], str],
    width: int,
    full_title: str = "",
) -> Column[GroupRow]:
    return Column[GroupRow](
        key, title, lambda row, _: say(value(row)), align=RIGHT, width=width, sort=value, full_title=full_title
    )
