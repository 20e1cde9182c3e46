"""A report as a file: CSV for spreadsheets, JSON for programs. Both carry the formulas."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO

from sqlalchemy import Connection

from tickets.reports.drilldown import Question, each_page
from tickets.reports.figures import SPREAD_EDGES, Report, StageFigures, Work
from tickets.reports.formulas import FORMULAS
from tickets.reports.scope import Scope
from tickets.rules.cells import CellWriter
from tickets.rules.instants import LOCAL
from tickets.rules.texts import on_one_line
from tickets.rules.words import Stage

_STAGE_COLUMNS = (
    "到期", "按时", "超时完成", "仍超时", "及时率", "未到期退转", "完成", "中位秒", "P90秒", "最长秒", "挂起秒",
)  # fmt: skip
_WORK_COLUMNS = (
    "工单", "作废", "并单", "来电", "催办", "处置完成", "回访率", "有答复", "满意率",
    "返修", "返修率", "退单", "退单率", "延期", "延期率", "被催办", "催办率", "返工",
)  # fmt: skip
_TICKET_COLUMNS = ("编号", "来电时间", "状态", "故障类型", "地点", "地址", "班组", "秒")


def write_csv(report: Report, out: TextIO) -> None:
    """Write one row for the whole and one for each group, then the period and the formulas.

    Durations are seconds, rates shares of 1. For Excel the text needs a byte order mark, which is the caller's.
    """
    rows = CellWriter(out, "\n")
    rows.row([report.scope.by.label, *(f"{s.label}{c}" for s in Stage for c in _STAGE_COLUMNS), *_WORK_COLUMNS])
    for label, stages, work in _table(report):
        cells = [cell for figures in stages for cell in _stage_cells(figures)]
        rows.row([on_one_line(label), *cells, *_work_cells(work)])
    rows.row([])
    rows.row(["统计期", period_words(report.scope)])
    rows.row(["统计时间", f"{report.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"])
    if report.unread.count:
        rows.row(["注意", report.unread.words])
    rows.rows((formula.name, formula.text) for formula in FORMULAS)


def write_behind(
    connection: Connection, question: Question, now: datetime, out: TextIO, tell: Callable[[int], None]
) -> int:
    """Write every ticket behind a figure and return how many; 秒 is what orders the list.

    `tell` hears now and then how many are written; the writing ends when it raises.
    """
    lines = CellWriter(out, "\n")
    lines.row(_TICKET_COLUMNS)
    written = 0
    for page in each_page(connection, question, now):
        for row in page:
            opened = f"{row.opened.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"
            where, crew = row.place or "", row.crew or ""
            lines.row([row.number, opened, row.state.label, row.fault_name, where, row.address, crew, row.rank])
        written += len(page)
        tell(written)
    return written


def write_json(report: Report, out: TextIO) -> None:
    """Write everything the report says as one JSON object; durations are seconds, rates 0 to 1."""
    json.dump(as_json(report), out, ensure_ascii=False, indent=2)
    out.write("\n")


def as_json(report: Report) -> dict[str, Any]:
    """Return everything the report says in plain values."""
    scope = report.scope
    return {
        "since": scope.since.astimezone(LOCAL).isoformat(),
        "until": scope.until.astimezone(LOCAL).isoformat(),
        "at": report.at.astimezone(LOCAL).isoformat(),
        "by": str(scope.by),
        "narrowed_to": {
            name: getattr(scope, name)
            for name in ("crew_id", "fault", "zone", "priority", "source")
            if getattr(scope, name) is not None
        },
        "stages": _stages_json(report.stages),
        "work": _work_json(report.work),
        "groups": [
            {
                "key": group.key,
                "label": group.label,
                "stages": _stages_json(group.stages),
                "work": _work_json(group.work),
            }
            for group in report.groups
        ],
        "trend": {
            "days": scope.step,
            "bars": [
                {
                    "first": bar.first.isoformat(),
                    **{str(stage): {"due": p.due, "on_time": p.on_time} for stage, p in bar.stages.items()},
                }
                for bar in report.trend
            ],
        },
        "spread": {
            "up_to": SPREAD_EDGES,
            **{str(stage): counts for stage, counts in report.spread.items()},
        },
        "unread": {"tickets": report.unread.count, "first": list(report.unread.numbers)},
        "formulas": {formula.name: formula.text for formula in FORMULAS},
    }


def period_words(scope: Scope) -> str:
    """Return the period in words, its end being the last instant that counts."""
    first, last = scope.since.astimezone(LOCAL), scope.until.astimezone(LOCAL)
    return f"{first:%Y-%m-%d %H:%M} 起，{last:%Y-%m-%d %H:%M} 止（不含）"


def _table(report: Report) -> list[tuple[str, tuple[StageFigures, ...], Work]]:
    whole = ("合计", report.stages, report.work)
    return [whole, *((group.label, group.stages, group.work) for group in report.groups)]


def _stage_cells(figures: StageFigures) -> list[Any]:
    due, taken = figures.punctuality, figures.durations
    return [
        due.due, due.on_time, due.late, due.overdue, _rate(due.rate), due.given_up,
        taken.finished, taken.median, taken.p90, taken.longest, taken.held,
    ]  # fmt: skip


def _work_cells(work: Work) -> list[Any]:
    return [
        work.opened, work.cancelled, work.merged, work.calls, work.chases, work.resolved, _rate(work.callback_rate),
        work.answered, _rate(work.satisfied_rate), work.repeated, _rate(work.repeat_rate),
        work.returned, _rate(work.return_rate), work.extended, _rate(work.extension_rate),
        work.chased, _rate(work.chase_rate), work.reopened,
    ]  # fmt: skip


def _rate(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def _stages_json(stages: tuple[StageFigures, ...]) -> dict[str, Any]:
    return {
        str(figures.stage): {
            "due": figures.punctuality.due,
            "on_time": figures.punctuality.on_time,
            "late": figures.punctuality.late,
            "overdue": figures.punctuality.overdue,
            "given_up": figures.punctuality.given_up,
            "on_time_rate": figures.punctuality.rate,
            "n": figures.durations.finished,
            "median_s": figures.durations.median,
            "p90_s": figures.durations.p90,
            "max_s": figures.durations.longest,
            "held_s": figures.durations.held,
        }
        for figures in stages
    }


def _work_json(work: Work) -> dict[str, Any]:
    counts = {name: getattr(work, name) for name in Work.__slots__}
    rates = ("callback_rate", "satisfied_rate", "repeat_rate", "return_rate", "extension_rate", "chase_rate")
    return counts | {name: getattr(work, name) for name in rates}
