"""Exports a report: CSV for spreadsheets, JSON for programs. Both include the formulas."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TextIO

from sqlalchemy import Connection

from tickets.reports.changed_verdicts import CHANGE_COLUMNS, ChangeColumn
from tickets.reports.drilldown import DrilldownRow, Question, each_page
from tickets.reports.figures import (
    CALL_FIGURES,
    CLOCK_FIGURES,
    IN_THE_TABLE,
    OF_FIRST_STEP,
    RATES,
    SPLIT,
    SPREAD_EDGES,
    TICKET_FIGURES,
    TYPED_RATE,
    Bar,
    Figure,
    Lengths,
    Punctuality,
    Rate,
    Report,
    StageFigures,
    Work,
    name_of,
)
from tickets.reports.formulas import FORMULAS
from tickets.reports.scope import Scope
from tickets.rules.cells import CellWriter
from tickets.rules.instants import LOCAL
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.texts import on_one_line
from tickets.rules.words import ConsentKind, Stage

_FILTERS = ("crew_id", "fault", "zone", "priority", "source")
_Value = Callable[[StageFigures], Any]
# The columns of a stage: title, name in JSON, value.
_STAGE: tuple[tuple[str, str, _Value], ...] = (
    (Figure.DUE.label, "due", lambda figures: figures.punctuality.due),
    (Figure.ON_TIME.label, "on_time", lambda figures: figures.punctuality.on_time),
    (Figure.LATE.label, "late", lambda figures: figures.punctuality.late),
    (Figure.OVERDUE.label, "overdue", lambda figures: figures.punctuality.overdue),
    ("及时率", "on_time_rate", lambda figures: figures.punctuality.rate),
    ("核准后及时率", "consented_rate", lambda figures: figures.receipt.consented.rate),
    (Figure.CHANGED.label, "changed", lambda figures: figures[Figure.CHANGED]),
    ("改判定种类", "changed_by_kind", lambda figures: figures.receipt.kinds),
    (Figure.GIVEN_UP.label, "given_up", lambda figures: figures.punctuality.given_up),
    (Figure.LEFT_OUT.label, "left_out", lambda figures: figures.receipt.left_out),
    (Figure.WAITING.label, "waiting", lambda figures: figures.receipt.waiting),
    (Figure.TAKEN_OVER.label, "taken_over", lambda figures: figures.receipt.taken_over),
    (Figure.FINISHED.label, "n", lambda figures: figures.durations.finished),
    ("中位秒", "median_s", lambda figures: figures.durations.median),
    ("P90秒", "p90_s", lambda figures: figures.durations.p90),
    ("最长秒", "max_s", lambda figures: figures.durations.longest),
    ("挂起秒", "held_s", lambda figures: figures.durations.held),
    ("含挂起中位秒", "gross_median_s", lambda figures: figures.parts.gross.median),
    ("含挂起P90秒", "gross_p90_s", lambda figures: figures.parts.gross.p90),
    (TYPED_RATE, "typed_share", lambda figures: figures.parts.typed_share),
)
# Further columns of the stages in SPLIT; the titles have the names of the parts before and after the first step.
_PARTS: tuple[tuple[str, str, _Value], ...] = (
    ("{before}中位秒", "before_median_s", lambda figures: figures.parts.before.median),
    ("{before}P90秒", "before_p90_s", lambda figures: figures.parts.before.p90),
    ("{after}中位秒", "after_median_s", lambda figures: figures.parts.after.median),
    ("{after}P90秒", "after_p90_s", lambda figures: figures.parts.after.p90),
)
# Figures of lengths: title of the column (of the whole way only), name in JSON, value.
_LENGTHS: tuple[tuple[str, str, Callable[[Lengths], Any]], ...] = (
    ("全程张数", "n", lambda way: way.n),
    ("全程中位秒", "median_s", lambda way: way.median),
    ("全程P90秒", "p90_s", lambda way: way.p90),
    ("全程最长秒", "max_s", lambda way: way.longest),
)
# The columns of a ticket behind a figure: title and cell.
_DRILLDOWN: tuple[tuple[str, Callable[[DrilldownRow], object]], ...] = (
    ("编号", lambda row: row.number),
    ("来电时间", lambda row: _local(row.opened)),
    ("状态", lambda row: row.state.label),
    ("故障类型", lambda row: row.fault_name),
    ("地点", lambda row: row.place or ""),
    ("地址", lambda row: row.address),
    ("班组", lambda row: row.crew or ""),
)
_SECONDS: tuple[str, Callable[[DrilldownRow], object]] = ("秒", lambda row: row.rank)


def _local(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"


def _of_change(column: ChangeColumn) -> tuple[str, Callable[[DrilldownRow], object]]:
    return column.title, lambda row: column.of(row.changed, _local)


_CHANGES = tuple(map(_of_change, CHANGE_COLUMNS))


def write_csv(report: Report, out: TextIO) -> None:
    """Write one row for the total and one for each group, then the period and the formulas.

    Durations are seconds, rates shares of 1. Excel needs a byte order mark, which the caller writes.
    """
    rows = CellWriter(out, "\n")
    stage_titles = (title for stage in TICKET_STAGES for title, _, _ in _columns(stage))
    rows.row([
        report.scope.by.label, *stage_titles, *(each.label for each in IN_THE_TABLE),
        *(title for title, _, _ in _LENGTHS),
    ])  # fmt: skip
    groups = ((group.label, group.stages, group.work, group.whole_way) for group in report.groups)
    for label, stages, work, way in (("合计", report.stages, report.work, report.whole_way), *groups):
        values = [
            *(value(figures) for figures in stages for _, _, value in _columns(figures.stage)),
            *(each.of(work) if isinstance(each, Rate) else work[each] for each in IN_THE_TABLE),
            *(value(way) for _, _, value in _LENGTHS),
        ]
        rows.row([on_one_line(label), *(round(v, 4) if isinstance(v, float) else v for v in values)])
    rows.row([])
    rows.row(["统计期", period_words(report.scope)])
    rows.row(["统计时间", _local(report.at)])
    rows.row(["对账", report.work.reconciled])
    rows.rows([f"{figures.stage.label}对账", reconciled(figures)] for figures in report.stages if figures.clocks)
    if report.handling.n:
        rows.row([f"{Figure.HANDLING.label}中位秒", report.handling.median, "张数", report.handling.n])
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
    if question.figure is Figure.CHANGED:
        columns = (*columns, *_CHANGES)
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
        **_figures_json(report.stages, report.work, report.whole_way),
        str(Figure.HANDLING): {name: value(report.handling) for _, name, value in _LENGTHS},
        "groups": [
            {"key": group.key, "label": group.label} | _figures_json(group.stages, group.work, group.whole_way)
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


def reconciled(figures: StageFigures) -> str:
    """Return what became of the clocks whose deadline falls into the period, as text."""
    due, parts = figures.punctuality, (Figure.GIVEN_UP, Figure.LEFT_OUT, Figure.WAITING)
    rest = "".join(f" + {figure.label} {figures[figure]}" for figure in parts)
    return f"到期时间在统计期内的计时 {figures.clocks} = 到期 {due.due}{rest}"


def _columns(stage: Stage) -> list[tuple[str, str, _Value]]:
    """Return the columns of a stage, with its name in the titles; those of its parts have names of their own."""
    named = [(f"{stage.label}{title}", name, value) for title, name, value in _STAGE]
    if stage not in SPLIT:
        return named
    before, after = SPLIT[stage]
    parts = [(title.format(before=before, after=after), name, value) for title, name, value in _PARTS]
    return [*named, *parts, *map(partial(_of_first_step, stage), OF_FIRST_STEP)]


def _of_first_step(stage: Stage, figure: Figure) -> tuple[str, str, _Value]:
    return name_of(figure, stage), str(figure), lambda figures: figures[figure]


def _figures_json(stages: tuple[StageFigures, ...], work: Work, way: Lengths) -> dict[str, Any]:
    by_stage = {str(figures.stage): _stage_json(figures) for figures in stages}
    counts = {str(figure): work[figure] for figure in (*TICKET_FIGURES, *CALL_FIGURES)}
    return {
        "stages": by_stage,
        "work": counts | {rate.name: rate.of(work) for rate in RATES},
        "whole_way": {name: value(way) for _, name, value in _LENGTHS},
    }


def _stage_json(figures: StageFigures) -> dict[str, Any]:
    changed = {str(kind): figures.receipt.changed[kind] for kind in ConsentKind}
    return {name: value(figures) for _, name, value in _columns(figures.stage)} | {"changed_by_kind": changed}


def _bar_json(bar: Bar) -> dict[str, Any]:
    stages = {str(stage): _bar_stage_json(p, bar.changed.get(stage)) for stage, p in bar.stages.items()}
    return {"first": bar.first.isoformat(), "stages": stages}


def _bar_stage_json(punctual: Punctuality, changed: Counter[ConsentKind] | None) -> dict[str, int]:
    number = 0 if changed is None else changed.total()
    return {"due": punctual.due, "on_time": punctual.on_time, "changed": number}
