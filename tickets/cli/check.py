"""The `check` command: checks each invariant, prints one line per violation and a summary."""

import sys
from argparse import Namespace
from typing import TextIO

from sqlalchemy import Connection, func, select

from tickets.checking.alerts import count_unreached
from tickets.checking.invariants import INVARIANTS, examine
from tickets.cli.open_database import with_service
from tickets.service import TicketService
from tickets.store.tables import tickets


def run(options: Namespace) -> int:
    """Check the database that the arguments name."""
    return with_service(options, print_violations)


def print_violations(service: TicketService, out: TextIO | None = None) -> int:
    """Check the database, print one line for each violation, and return 1 when there is any, else 0.

    Of one invariant only the first TOLD_AT_MOST violations are printed, the others are counted. Alerts that the watch
    has not raised yet, as in a copy of a database in use, are counted separately and are no violation.
    """
    stream, now = out or sys.stdout, service.now()
    violations = 0
    for found in examine(service, now):
        violations += found.count
        stream.writelines(f"{violation.line}\n" for violation in found.first)
        if found.count > len(found.first):
            stream.write(f"同样的不符还有 {found.count - len(found.first)} 处，没有列出。\n")
    unreached = service.read(count_unreached, now)
    if unreached:
        stream.write(f"值守尚未扫到 {unreached} 个计时：打开窗口或运行 main.py watch，就会补发告警。\n")
    verdict = f"发现 {violations} 处不符。" if violations else "全部相符。"
    stream.write(f"核对了 {len(INVARIANTS)} 项、{service.read(_count_tickets)} 张工单，{verdict}\n")
    return 1 if violations else 0


def _count_tickets(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(tickets)).scalar_one()
