"""Reports whether a watch is alive, for a service manager: one line of JSON and an exit code."""

import json
import socket
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import wait
from datetime import datetime
from typing import Any, TextIO

from tickets.errors import DeskError, Unavailable
from tickets.rules.instants import seconds_between
from tickets.service import TicketService
from tickets.watch.registry import Watching, list_watches
from tickets.watch.service import started

ANSWER_SECONDS = 10  # a database that takes longer counts as unreachable

SILENT = "值守程序很久没有查过，可能已停止或连不上数据库。"

Visit = Callable[[Callable[[TicketService], int]], int]


def print_health(visit: Visit, any_host: bool = False, out: TextIO | None = None) -> int:
    """Print the watches' state and return 0 if one of this host, or of `any_host`, has swept recently, else 1.

    `visit` opens the database, runs a function with its service, and closes it. `age` is in seconds since the last
    sweep; null before the first.
    """
    out = out or sys.stdout
    host = socket.gethostname()

    def look(service: TicketService) -> int:
        service.set_clock()
        report = _report(service.read(list_watches), service.now(), host, any_host)
        _print(report, out)
        return int(not report["healthy"])

    try:
        asked = started(lambda: visit(look))
        wait([asked], ANSWER_SECONDS)
        if not asked.done():
            raise Unavailable(f"数据库 {ANSWER_SECONDS} 秒内没有应答。")
        return asked.result()
    except DeskError as error:
        _print({"healthy": False, "database": False, "host": host, "trouble": error.sentence}, out)
        return 1


def _report(rows: Sequence[Watching], now: datetime, host: str, any_host: bool) -> dict[str, Any]:
    asked = [row for row in rows if any_host or row.host == host]
    healthy = any(row.healthy(now) for row in asked)
    newest = max(asked, key=lambda row: row.swept or row.started, default=None)
    return {
        "healthy": healthy,
        "database": True,
        "host": host,
        "age": None if newest is None else _age(newest, now),
        "trouble": "没有值守程序运行过。" if newest is None else newest.trouble or ("" if healthy else SILENT),
        "watches": [
            {"name": row.name, "host": row.host, "age": _age(row, now), "trouble": row.trouble} for row in rows
        ],
    }


def _age(row: Watching, now: datetime) -> int | None:
    return None if row.swept is None else seconds_between(row.swept, now)


def _print(report: dict[str, Any], out: TextIO) -> None:
    out.write(json.dumps(report, ensure_ascii=False) + "\n")
    out.flush()
