"""Writes a sample of finished tickets as a table for a terminal: two lines for each ticket, then how it was drawn."""

from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

from tickets.reports.export import period_words
from tickets.reports.sample import Sample, SampledTicket
from tickets.reports.sample_export import METHOD, VERDICTS
from tickets.rules.instants import LOCAL, local_day
from tickets.rules.stages import STEPS, TICKET_STAGES
from tickets.rules.texts import columns, visible

_GAP = "  "


def write_sample_table(found: Sample, out: TextIO) -> None:
    """Write the times of the steps and the verdicts in columns; under each ticket what, where and who it was."""
    heads = ["编号", "来电", *(step.move.label for step in STEPS), *(f"{stage.label}判定" for stage in TICKET_STAGES)]
    rows = [heads, *(_cells(ticket) for ticket in found.tickets)]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(heads))]
    lines = [_line(heads, widths)]
    for ticket, row in zip(found.tickets, rows[1:], strict=True):
        about = (ticket.fault_name, ticket.place, ticket.address, ticket.crew)
        lines += [_line(row, widths), _GAP + " · ".join(visible(part) for part in about if part)]
    drawn = f"{len(found.tickets)} 张，共 {found.finished} 张处置完成"
    lines += ["", f"统计期 {period_words(found.scope)}，抽取 {drawn}", f"种子 {found.seed}，期末校验码 {found.digest}"]
    lines += [f"抽法：{METHOD}", *([f"注意：{found.caution}"] if found.caution else [])]
    out.write("\n".join([*lines, ""]))


def _cells(ticket: SampledTicket) -> list[str]:
    steps = (ticket.steps.get(step.move) for step in STEPS)
    verdicts = (VERDICTS[ticket.on_time.get(stage)] for stage in TICKET_STAGES)
    times = ("" if at is None else _time(at, ticket.opened) for at in steps)
    return [ticket.number, f"{ticket.opened.astimezone(LOCAL):%m-%d %H:%M}", *times, *verdicts]


def _time(at: datetime, opened: datetime) -> str:
    """Return a time of day, with the date on another day than the call's."""
    local = at.astimezone(LOCAL)
    return f"{local:%H:%M}" if local_day(at) == local_day(opened) else f"{local:%m-%d %H:%M}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - columns(cell)) for cell, width in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip()
