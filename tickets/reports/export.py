"""Exports a report: CSV for spreadsheets, JSON for programs. Both include the formulas."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO

from sqlalchemy import Connection

from tickets.reports.drilldown import DrilldownRow, Question, each_page
from tickets.reports.figures import (
    CALL_FIGURES,
    CLOCK_FIGURES,
    IN_THE_TABLE,
    RATES,
    SPREAD_EDGES,
    TICKET_FIGURES,
    Bar,
    Rate,
    Report,
    StageFigures,
    Work,
)
from tickets.reports.formulas import FORMULAS
from tickets.reports.scope import Scope
from tickets.rules.cells import CellWriter
from tickets.rules.instants import LOCAL
from tickets.rules.texts import on_one_line
from tickets.rules.words import Stage

_FILTERS = ("crew_id", "fault", "zone", "priority", "source")
# The columns of a stage: title, name in JSON, value.
_STAGE: tuple[tuple[str, str, Callable[[StageFigures], Any]], ...] = (
    ("到期", "due", lambda figures: figures.punctuality.due),
    ("按时", "on_time", lambda figures: figures.punctuality.on_time),
    ("超时完成", "late", lambda figures: figures.punctuality.late),
    ("仍超时", "overdue", lambda figures: figures.punctuality.overdue),
    ("及时率", "on_time_rate", lambda figures: figures.punctuality.rate),
    ("未到期退转", "given_up", lambda figures: figures.punctuality.given_up),
    ("完成", "n", lambda figures: figures.durations.finished),
    ("中位秒", "median_s", lambda figures: figures.durations.median),
    ("P90秒", "p90_s", lambda figures: figures.durations.p90),
    ("最长秒", "max_s", lambda figures: figures.durations.longest),
    ("挂起秒", "held_s", lambda figures: figures.durations.held),
)
# The columns of a ticket behind a figure: title and cell.
_DRILLDOWN: tuple[tuple[str, Callable[[DrilldownRow], object]], ...] = (
    ("编号", lambda row: row.number),
    ("来电时间", lambda row: f"{row.opened.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"),
    ("状态", lambda row: row.state.label),
    ("故障类型", lambda row: row.fault_name),
    ("地点", lambda row: row.place or ""),
    ("地址", lambda row: row.address),
    ("班组", lambda row: row.crew or ""),
)
_SECONDS: tuple[str, Callable[[DrilldownRow], object]] = ("秒", lambda row: row.rank)


def write_csv(report: Report, out: TextIO) -> None:
    """Write one row for the total and one for each group, then the period and the formulas.

    Durations are seconds, rates shares of 1. Excel needs a byte order mark, which the caller writes.
    """
    rows = CellWriter(out, "\n")
    stage_titles = (f"{stage.label}{title}" for stage in Stage for title, _, _ in _STAGE)
    rows.row([report.scope.by.label, *stage_titles, *(each.label for each in IN_THE_TABLE)])
    groups = ((group.label, group.stages, group.work) for group in report.groups)
    for label, stages, work in (("合计", report.stages, report.work), *groups):
        values = [
            *(value(figures) for figures in stages for _, _, value in _STAGE),
            *(each.of(work) if isinstance(each, Rate) else work[each] for each in IN_THE_TABLE),
        ]
        rows.row([on_one_line(label), *(round(v, 4) if isinstance(v, float) else v for v in values)])
    rows.row([])
    rows.row(["统计期", period_words(report.scope)])
    rows.row(["统计时间", f"{report.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"])
    if report.unread.count:
        rows.row(["注意", report.unread.words])
    rows.rows((formula.name, formula.text) for formula in FORMULAS)


def write_drilldown(
    connection: Connection, question: Question, now: datetime, out: TextIO, progress: Callable[[int], None]
) -> int:
    """Write every ticket behind a figure and return their number; 秒, of the figures of a stage, is the sort value.

    `progress` is called now and then with the number written; an exception it raises stops the export.
    """
    lines = CellWriter(out, "\n")
    columns = (*_DRILLDOWN, _SECONDS) if question.figure in CLOCK_FIGURES else _DRILLDOWN
    lines.row(title for title, _ in columns)
    written = 0
    for page in each_page(connection, question, now):
        lines.rows([cell(row) for _, cell in columns] for row in page)
        written += len(page)
        progress(written)
    return written


def write_json(report: Report, out: TextIO) -> None:
    """Write the whole report as one JSON object; durations are seconds, rates 0 to 1."""
    json.dump(as_json(report), out, ensure_ascii=False, indent=2)
    out.write("\n")


def as_json(report: Report) -> dict[str, Any]:
    """Return the whole report in plain values."""
    scope = report.scope
    return {
        "since": scope.since.astimezone(LOCAL).isoformat(),
        "until": scope.until.astimezone(LOCAL).isoformat(),
        "at": report.at.astimezone(LOCAL).isoformat(),
        "by": str(scope.by),
        "narrowed_to": {name: value for name in _FILTERS if (value := getattr(scope, name)) is not None},
        **_figures_json(report.stages, report.work),
        "groups": [
            {"key": group.key, "label": group.label} | _figures_json(group.stages, group.work)
            for group in report.groups
        ],
        "trend": {"days": scope.step, "bars": [_bar_json(bar) for bar in report.trend]},
        "spread": {"up_to": SPREAD_EDGES, "stages": {str(s): counts for s, counts in report.spread.items()}},
        "unread": {"tickets": report.unread.count, "first": list(report.unread.numbers)},
        "formulas": {formula.name: formula.text for formula in FORMULAS},
    }


def period_words(scope: Scope) -> str:
    """Return the period as text, its end being the last instant included."""
    first, last = scope.since.astimezone(LOCAL), scope.until.astimezone(LOCAL)
    return f"{first:%Y-%m-%d %H:%M} 起，{last:%Y-%m-%d %H:%M} 止（不含）"


def _figures_json(stages: tuple[StageFigures, ...], work: Work) -> dict[str, Any]:
    by_stage = {str(figures.stage): {name: value(figures) for _, name, value in _STAGE} for figures in stages}
    counts = {str(figure): work[figure] for figure in (*TICKET_FIGURES, *CALL_FIGURES)}
    return {"stages": by_stage, "work": counts | {rate.name: rate.of(work) for rate in RATES}}


def _bar_json(bar: Bar) -> dict[str, Any]:
    stages = {str(stage): {"due": p.due, "on_time": p.on_time} for stage, p in bar.stages.items()}
    return {"first": bar.first.isoformat(), "stages": stages}
