"""The `report` command: prints the figures of a period."""

import sys
from argparse import Namespace
from datetime import datetime, timedelta
from typing import TextIO

from tickets.cli.open_database import with_service
from tickets.reports.export import write_csv, write_json
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.instants import day_start
from tickets.service import TicketService

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets on Windows read UTF-8 as GBK


def run(options: Namespace) -> int:
    """Print the figures of the days that the arguments name."""
    since, until = day_start(options.since), day_start(options.until + timedelta(days=1))
    return with_service(options, lambda service: print_report(service, since, until, options.format, sys.stdout))


def print_report(
    service: TicketService, since: datetime, until: datetime, kind: str, out: TextIO, by: Breakdown = Breakdown.CREW
) -> int:
    """Print the figures of `since <= instant < until` as "json" or "csv" and return the exit code.

    Raises Refused when the period ends before it begins, Unavailable when the database can't be read.
    """
    found = service.read(report, Scope(since, until, by), service.now())
    if kind == "csv":
        out.write(BYTE_ORDER_MARK)
        write_csv(found, out)
    else:
        write_json(found, out)
    return 0
