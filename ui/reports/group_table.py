"""The breakdown: one row for each crew, fault, zone, priority or day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSettings, Signal

from tickets.reports.figures import RATES, Figure, Group, Rate, StageFigures
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import Stage
from ui.kit.columns import RIGHT, Column
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.reports.words import percent, seconds

_ON_DEMAND = 1 << 16  # pixels, wider than any table: the column is shown only when chosen in the header's menu


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

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show another report's groups."""
        self._model.apply(GroupRow(str(group.key), group) for group in groups)

    def _ask(self, row: GroupRow) -> None:
        stage, _, what = self._model.columns[self.currentIndex().column()].key.partition("/")
        if what:
            self.asked.emit(row.group, Figure.DUE if what == "rate" else Figure.FINISHED, Stage(stage))
        else:
            part = next((rate.part for rate in RATES if rate.name == stage), None)
            part = part or (Figure.ASSISTS if stage == Figure.ASSISTS else Figure.OPENED)
            self.asked.emit(row.group, part, None)


def _columns(first: str) -> list[Column[GroupRow]]:
    columns = [
        Column[GroupRow](
            "label", first, lambda row, _: row.group.label, stretch=True, sort=lambda row: row.group.label
        ),
        _number("opened", Figure.OPENED.label, lambda row: row.group.work[Figure.OPENED], str, 80),
    ]
    for stage in MAIN_STAGES:
        columns += _stage_columns(stage)
    helped = _number(Figure.ASSISTS, Figure.ASSISTS.label, lambda row: row.group.work[Figure.ASSISTS], str, 80)
    return [*columns, *map(_rate_column, RATES), replace(helped, room=_ON_DEMAND)]


def _rate_column(rate: Rate) -> Column[GroupRow]:
    return Column[GroupRow](
        rate.name,
        rate.label,
        lambda row, _: percent(rate.of(row.group.work)),
        align=RIGHT,
        width=88,
        sort=lambda row: rate.of(row.group.work),
        room=_ON_DEMAND,
    )


def _stage_columns(stage: Stage) -> list[Column[GroupRow]]:
    def punctual(row: GroupRow) -> Any:
        return row.stage(stage).punctuality

    def lasting(row: GroupRow) -> Any:
        return row.stage(stage).durations

    return [
        Column[GroupRow](
            f"{stage}/rate",
            f"{stage.label}及时率 (n)",
            lambda row, _: f"{percent(punctual(row).rate)} ({punctual(row).due})",
            align=RIGHT,
            width=124,
            sort=lambda row: punctual(row).rate,
        ),
        _number(f"{stage}/median", "中位", lambda row: lasting(row).median, seconds, 112, f"{stage.label}中位"),
        _number(f"{stage}/p90", "P90", lambda row: lasting(row).p90, seconds, 112, f"{stage.label} P90"),
    ]


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
