"""A report as CSV for spreadsheets and as JSON for programs. Durations are seconds, rates shares of 1."""

import csv
from typing import Any, TextIO

from tickets.reports.figures import Group, Punctuality, Report, StageFigures, Work
from tickets.reports.formulas import FORMULAS
from tickets.rules.instants import LOCAL

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_STAGE_HEADS = (
    "到期", "按时", "超时完成", "仍超时", "及时率", "未到期退转", "完成", "中位秒", "P90秒", "最长秒", "挂起秒",
)  # fmt: skip
_WORK_HEADS = {
    "opened": "工单", "cancelled": "作废", "merged": "并单", "resolved": "处置完成", "called_back": "已回访",
    "satisfied": "满意", "repeated": "返修", "returned": "退单", "extended": "延期", "chased": "被催办",
    "reopened": "返工", "calls": "来电", "chases": "催办",
}  # fmt: skip


def safe_cell(value: Any) -> str:
    """Return a cell that a spreadsheet shows and never runs as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def write_csv(report: Report, file: TextIO) -> None:
    """Write the whole, its groups and the formulas into an open text file (UTF-8 with a mark, for Excel)."""
    writer = csv.writer(file)
    scope = report.scope
    writer.writerow(
        ["统计期", f"{scope.since.astimezone(LOCAL):%Y-%m-%d}", f"{scope.until.astimezone(LOCAL):%Y-%m-%d}"]
    )
    writer.writerow(["截至", f"{report.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"])
    writer.writerow([])
    writer.writerow([scope.by.label, *_heads(report.stages), *_WORK_HEADS.values()])
    writer.writerow(["合计", *_cells(report.stages, report.work)])
    for group in report.groups:
        writer.writerow([safe_cell(group.label), *_cells(group.stages, group.work)])
    writer.writerow([])
    writer.writerows((formula.name, formula.text) for formula in FORMULAS)


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values: instants in ISO 8601, durations in seconds, rates as shares of 1."""
    scope = report.scope
    return {
        "since": scope.since.astimezone(LOCAL).isoformat(),
        "until": scope.until.astimezone(LOCAL).isoformat(),
        "at": report.at.astimezone(LOCAL).isoformat(),
        "stages": _stages(report.stages),
        "work": _work(report.work),
        "by": str(scope.by),
        "groups": [_group(group) for group in report.groups],
        "formulas": {formula.name: formula.text for formula in FORMULAS},
    }


def _heads(stages: tuple[StageFigures, ...]) -> list[str]:
    return [f"{figures.stage.label}{head}" for figures in stages for head in _STAGE_HEADS]


def _cells(stages: tuple[StageFigures, ...], work: Work) -> list[Any]:
    cells: list[Any] = []
    for figures in stages:
        punctual, lasting = figures.punctuality, figures.durations
        cells += [punctual.due, punctual.on_time, punctual.late, punctual.overdue, _rate(punctual), punctual.given_up]
        cells += [lasting.finished, lasting.median, lasting.p90, lasting.longest, lasting.held]
    return [*cells, *(getattr(work, name) for name in _WORK_HEADS)]


def _rate(punctual: Punctuality) -> float | None:
    return None if punctual.rate is None else round(punctual.rate, 4)


def _stages(stages: tuple[StageFigures, ...]) -> dict[str, Any]:
    return {
        str(figures.stage): {
            "due": figures.punctuality.due,
            "on_time": figures.punctuality.on_time,
            "late": figures.punctuality.late,
            "overdue": figures.punctuality.overdue,
            "rate": _rate(figures.punctuality),
            "given_up": figures.punctuality.given_up,
            "n": figures.durations.finished,
            "median_s": figures.durations.median,
            "p90_s": figures.durations.p90,
            "max_s": figures.durations.longest,
            "held_s": figures.durations.held,
        }
        for figures in stages
    }


def _work(work: Work) -> dict[str, Any]:
    rates = ("callback_rate", "satisfied_rate", "repeat_rate", "return_rate", "extension_rate", "chase_rate")
    return {name: getattr(work, name) for name in (*_WORK_HEADS, *rates)}


def _group(group: Group) -> dict[str, Any]:
    return {"key": group.key, "label": group.label, "stages": _stages(group.stages), "work": _work(group.work)}
