"""Writes a sample of finished tickets: CSV to fill in by hand, JSON for programs. Both name seed and digest."""

import json
from datetime import datetime
from typing import TextIO

from tickets.reports.export import period_words
from tickets.reports.sample import Sample
from tickets.rules.cells import CellWriter
from tickets.rules.instants import LOCAL
from tickets.rules.stages import STEPS, TICKET_STAGES

METHOD = (
    "把种子、期末校验码和编号连成“种子:校验码:编号”，取 SHA-256 最小的若干张。"
    "期末校验码是统计期内最后一条经过的校验码，期满以前谁也不知道；同一个种子和校验码抽到的总是同样的工单。"
)
_FACTS = ("编号", "来电时间", "故障类型", "地点", "地址", "班组")
VERDICTS = {True: "按时", False: "超时", None: ""}


def write_sample_csv(found: Sample, out: TextIO) -> None:
    """Write one row for each ticket, with an empty cell for what the check finds, then how it was drawn.

    Excel needs a byte order mark, which the caller writes.
    """
    rows = CellWriter(out, "\n")
    steps = (f"{step.move.label}时间" for step in STEPS)
    rows.row([*_FACTS, *steps, *(f"{stage.label}判定" for stage in TICKET_STAGES), "核对结果"])
    for ticket in found.tickets:
        rows.row([
            ticket.number, _local(ticket.opened), ticket.fault_name, ticket.place, ticket.address, ticket.crew,
            *(_local(ticket.steps.get(step.move)) for step in STEPS),
            *(VERDICTS[ticket.on_time.get(stage)] for stage in TICKET_STAGES),
            "",
        ])  # fmt: skip
    rows.row([])
    rows.row(["统计期", period_words(found.scope)])
    rows.row(["统计时间", _local(found.at)])
    rows.row(["种子", found.seed])
    rows.row(["期末校验码", found.digest])
    rows.row(["抽取", f"{len(found.tickets)} 张，共 {found.finished} 张处置完成"])
    rows.row(["抽法", METHOD])
    if found.caution:
        rows.row(["注意", found.caution])


def write_sample_json(found: Sample, out: TextIO) -> None:
    """Write the sample as one JSON object; a stage that was not timed has no verdict."""
    scope = found.scope
    whole = {
        "since": scope.since.astimezone(LOCAL).isoformat(),
        "until": scope.until.astimezone(LOCAL).isoformat(),
        "at": found.at.astimezone(LOCAL).isoformat(),
        "seed": found.seed,
        "digest": found.digest,
        "provisional": found.provisional,
        "caution": found.caution,
        "finished": found.finished,
        "method": METHOD,
        "tickets": [
            {
                "number": ticket.number,
                "opened": ticket.opened.astimezone(LOCAL).isoformat(),
                "fault": ticket.fault_name,
                "place": ticket.place,
                "address": ticket.address,
                "crew": ticket.crew,
                "steps": {str(move): at.astimezone(LOCAL).isoformat() for move, at in ticket.steps.items()},
                "on_time": {str(stage): verdict for stage, verdict in ticket.on_time.items()},
            }
            for ticket in found.tickets
        ],
    }
    json.dump(whole, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _local(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"
