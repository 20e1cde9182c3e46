"""The `report` command: prints the figures of a period, or a sample of the tickets finished in it."""

import sys
from argparse import Namespace
from datetime import datetime, timedelta
from typing import TextIO

from tickets.cli.open_database import with_service
from tickets.errors import Refused
from tickets.reports.export import write_csv, write_json
from tickets.reports.measures import report
from tickets.reports.sample import sample
from tickets.reports.sample_export import write_sample_csv, write_sample_json
from tickets.reports.sample_table import write_sample_table
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.instants import day_start
from tickets.service import TicketService

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets on Windows read UTF-8 as GBK


def run(options: Namespace) -> int:
    """Print the figures of the days that the arguments name, or a sample of the tickets finished in them.

    The default seed is the first day as YYYYMMDD, so that nobody chooses a convenient one. Figures are JSON by
    default, a sample is a table. Raises Refused for a seed or a table without a sample.
    """
    since, until = day_start(options.since), day_start(options.until + timedelta(days=1))
    if options.sample is None:
        if options.seed is not None:
            raise Refused("--seed 是抽样的种子，要和 --sample 张数 一起写。")
        if options.format == "table":
            raise Refused("--format table 只用于抽查，要和 --sample 张数 一起写；报表请用 csv 或 json。")
        kind = options.format or "json"
        return with_service(options, lambda service: print_report(service, since, until, kind, sys.stdout))
    seed = int(f"{options.since:%Y%m%d}") if options.seed is None else options.seed
    scope, kind = Scope(since, until), options.format or "table"
    return with_service(options, lambda service: print_sample(service, scope, seed, options.sample, kind, sys.stdout))


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


def print_sample(service: TicketService, scope: Scope, seed: int, size: int, kind: str, out: TextIO) -> int:
    """Print `size` of the tickets finished in a period as "table", "json" or "csv" and return the exit code.

    Raises Unavailable when the database can't be read.
    """
    found = service.read(sample, scope, seed, size, service.now())
    if kind == "csv":
        out.write(BYTE_ORDER_MARK)
        write_sample_csv(found, out)
    elif kind == "json":
        write_sample_json(found, out)
    else:
        write_sample_table(found, out)
    return 0
