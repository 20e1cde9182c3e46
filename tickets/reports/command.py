"""The `report` command: the figures of a period, printed."""

import json
from datetime import datetime
from typing import TextIO

from tickets.desk import Desk
from tickets.errors import Refused
from tickets.reports.export import as_json, write_csv
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope


def run(desk: Desk, since: datetime, until: datetime, form: str, out: TextIO) -> int:
    """Write the report of `since <= instant < until` as "json" or "csv", by crew, and return the exit code."""
    if until <= since:
        raise Refused("开始日期晚于结束日期，请核对后重填。")
    found = desk.read(report, Scope(since, until, Breakdown.CREW), desk.now())
    if form == "csv":
        write_csv(found, out)
    else:
        json.dump(as_json(found), out, ensure_ascii=False, indent=2)
        out.write("\n")
    return 0
