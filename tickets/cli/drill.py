"""The `drill` command: simulates a shift on an empty database and reports the result."""

import json
import sqlite3
import sys
import tempfile
from argparse import Namespace
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from tickets.cli.open_database import naming_the_server, target_of
from tickets.cli.report import print_report
from tickets.connection.sign_in import open_target
from tickets.connection.target import Target
from tickets.drill.cast import SEAT, assemble
from tickets.drill.clock import SimulatedClock
from tickets.drill.outcome import last_ids, outcome
from tickets.drill.record import Record
from tickets.drill.rehearsal import Rehearsal
from tickets.drill.room import Room
from tickets.drill.scenario import START, write_scenario
from tickets.errors import Refused, Unavailable
from tickets.rules.instants import day_start, local_day, plus
from tickets.rules.words import Role, Source
from tickets.service import TicketService
from tickets.store.engine import database_file
from tickets.store.postgres.security.create import belongs_to_owner
from tickets.store.postgres.security.role_names import owner
from tickets.store.queries.lookups import list_faults, list_limits, list_places, list_rungs, signed_in
from tickets.store.tables import tickets

HOURS_AT_MOST = 24 * 31
CALLS_AT_MOST = 100_000
NOT_FOR_OTHERS = (
    "演练要替好几个人办理，服务器只让这个账号办自己的事。请用服务器的超级用户（如 postgres）登录，或由 {owner} 授权；"
    "不写 --db，就在本机新建一个库演练。"
)
BUSY = "drill-busy.db"  # a copy of the file while tickets were open; at the end all are closed
BUSY_AT = 0.75  # share of the hours at which it is copied


def run(options: Namespace) -> int:
    """Simulate a shift and print its outcome as a line of JSON; return 1 when anything was lost, missed or refused."""
    target = None if options.db is None else target_of(options)
    with naming_the_server(target):
        found = rehearse(options.hours, options.calls, options.seed, target, options.out)
    sys.stdout.write(f"{json.dumps(found, ensure_ascii=False)}\n")
    return int(any(found[name] for name in ("lost", "missed_alerts", "duplicates_raised", "refused")))


def rehearse(
    hours: float, calls: int, seed: int, target: Target | None = None, out: Path | None = None
) -> dict[str, Any]:
    """Simulate `calls` calls in `hours` hours and return the result.

    Without `target` a new database is created, in `out` or in a temporary folder. `out` receives drill.json, the report
    and, for a file, a copy from the middle of the shift (BUSY). Raises Refused for invalid numbers, for a database in
    real use, and at a server for a login that can't act for others.
    """
    if not (0 < hours <= HOURS_AT_MOST and 0 < calls <= CALLS_AT_MOST):
        raise Refused(f"演练时长要在 0 到 {HOURS_AT_MOST} 小时之间，来电要在 1 到 {CALLS_AT_MOST} 通之间。")
    with ExitStack() as stack:
        if target is None:
            folder = out or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drill-")))
            target = Target(f"sqlite:///{_fresh_file(folder)}")
        clock = SimulatedClock(START)
        room = Room(open_target(target), clock, seed)
        stack.callback(room.close)
        if target.is_server:
            _refuse_one_of_many(room.service, target.database)
        if out is not None and room.service.store.is_sqlite:
            clock.at(plus(START, int(hours * 3600 * BUSY_AT)), lambda: _keep_busy_moment(room, out), idle=True)
        found = _rehearse(room, hours, calls, seed)
        if out is not None:
            _leave_results(room, found, out)
    return found


def _rehearse(room: Room, hours: float, calls: int, seed: int) -> dict[str, Any]:
    service = room.service
    if service.read(_in_use):
        raise Refused("这个数据库里有真实工单，不能拿来演练。请用 --db 指定另一个，或不指定。")
    before, ladder = service.read(last_ids), service.read(list_rungs)
    cast = assemble(service)
    room.onlooker = replace(cast.dispatcher, roles=frozenset(Role))
    scenario = write_scenario(hours, calls, seed, service.read(list_faults), service.read(list_places))
    record = Record(tuple(line.limit for line in service.read(list_limits)))
    room.begin()
    Rehearsal(room, cast, scenario, record).run()
    for line in room.trouble:
        sys.stderr.write(f"{line}\n")
    return outcome(room, record, before, ladder)


def _refuse_one_of_many(service: TicketService, database: str) -> None:
    """Raise Refused for a server login that may act only in its own name: a drill acts for several people."""
    if service.read(signed_in, SEAT) is not None or not service.read(belongs_to_owner, database):
        raise Refused(NOT_FOR_OTHERS.format(owner=owner(database)))


def _in_use(connection: Connection) -> bool:
    return connection.execute(select(tickets.c.id).where(tickets.c.source != Source.DRILL)).first() is not None


def _fresh_file(folder: Path) -> Path:
    """Return the path of the drill's database in a folder; files of an earlier drill are deleted."""
    path = folder / "drill.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in (path, folder / "drill.db-wal", folder / "drill.db-shm", folder / BUSY):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable(f"用不了文件夹 {folder}，请检查权限或换一个。") from error
    return path.resolve()


def _keep_busy_moment(room: Room, out: Path) -> None:
    path = database_file(str(room.service.store.url))
    if path is None:
        return
    try:
        (out / BUSY).unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(out / BUSY)) as target:
            source.backup(target)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(f"写不进文件夹 {out}，请检查权限和磁盘空间。") from error


def _leave_results(room: Room, found: dict[str, Any], out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "drill.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        since, until = day_start(local_day(START)), room.clock()
        for kind in ("json", "csv"):
            with (out / f"report.{kind}").open("w", encoding="utf-8", newline="") as file:
                print_report(room.service, since, until, kind, file)
    except OSError as error:
        raise Unavailable(f"写不进文件夹 {out}，请检查权限和磁盘空间。") from error
