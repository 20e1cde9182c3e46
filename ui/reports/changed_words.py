"""Changed verdicts in words, for the list behind a figure."""

from datetime import datetime

from tickets.reports.changed_verdicts import ChangedVerdict
from tickets.reports.drilldown import DrilldownRow
from tickets.reports.figures import Figure
from ui.kit.wording import moment, translate


def changed_words(row: DrilldownRow, _now: datetime) -> str:
    """Return of which kind each change is, and from what to what: "补录 超时 → 按时"."""
    return translate("reports", "；").join(dict.fromkeys(_changed(each) for each in row.changed))


def consented_by(row: DrilldownRow, now: datetime) -> str:
    """Return who consented and when."""
    return translate("reports", "；").join(dict.fromkeys(_consented(each, now) for each in row.changed))


def changed_in_full(row: DrilldownRow, now: datetime) -> str:
    """Return each change on a line, with its crew, who consented and when."""
    lines = ((_changed(each), each.crew or "", _consented(each, now)) for each in row.changed)
    return "\n".join(" · ".join(part for part in parts if part) for parts in lines)


def _changed(verdict: ChangedVerdict) -> str:
    words = translate("reports", "{kind} {before} → {after}")
    return words.format(kind=verdict.kind.label, before=_short(verdict.recorded), after=_short(verdict.present))


def _short(figure: Figure) -> str:
    if figure in (Figure.LATE, Figure.OVERDUE):
        return translate("reports", "超时")
    if figure is Figure.LEFT_OUT:
        return translate("reports", "不计")
    return figure.label


def _consented(verdict: ChangedVerdict, now: datetime) -> str:
    if verdict.at is None:
        return translate("reports", "没有核准记录")
    who = verdict.by or translate("reports", "未留名")
    return f"{who} {moment(verdict.at, now)}"
