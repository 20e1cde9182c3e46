"""Logging a call, against the same rows through the plain driver with the same durability."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import event

from tests.bench.databases import EVERYONE, MOMENT, Databases, Scale, Statement, bare, same_rows, spoken
from tests.bench.figures import Figure
from tests.bench.timing import side_by_side
from tickets.actions.command import Command
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.service import TicketService
from tickets.store.schema import open_store


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure one call after the other, the program and the floor in turn."""
    size = f"{scale.archives[0]:,} before"
    ours, floor = _measure(databases, scale, "FULL")
    yield Figure("log a call", size, ours, "ms", 2.0, floor)
    ours, floor = _measure(databases, scale, "OFF")
    yield Figure("log a call, the disk left out", size, ours, "ms", None, floor, "neither waits for the disk")


def _measure(databases: Databases, scale: Scale, synchronous: str) -> tuple[float, float]:
    commands = [_command(turn) for turn in range(scale.rounds + 1)]
    paths = {name: databases.copy(scale.archives[0], scale.open, name) for name in ("heard", "ours", "floor")}
    statements = _statements(paths["heard"], commands)
    turns, replays = iter(commands), iter(statements)
    with closing(_desk(paths["ours"], synchronous)) as desk, closing(bare(paths["floor"])) as driver:
        driver.execute(f"PRAGMA synchronous={synchronous}")

        def replay() -> None:
            driver.execute("BEGIN IMMEDIATE")
            for sql, parameters in next(replays):
                driver.execute(sql, parameters).fetchall()
            driver.execute("COMMIT")

        ours, floor = side_by_side(scale.rounds, lambda: desk.execute(next(turns), EVERYONE), replay)
    if not same_rows(paths["ours"], paths["floor"]):
        raise AssertionError("the floor did not write the same rows")
    return median(ours), median(floor)


def _command(turn: int) -> Command[int]:
    call = CallDetails(f"138{turn:08}", "演示来电人", "路上冒水，水很大，请快点来人", "文化街北头路口西侧")
    return log_call(call, ReportedFault(fault="visible_leak", place_id=5))


def _statements(path: Path, commands: list[Command[int]]) -> list[list[Statement]]:
    """Return what each command writes, recorded on a copy."""
    with closing(_desk(path, "OFF")) as desk:
        return [spoken(desk, partial(desk.execute, command, EVERYONE), ("INSERT", "UPDATE")) for command in commands]


def _desk(path: Path, synchronous: str) -> TicketService:
    store = open_store(f"sqlite:///{path}")
    store.close()  # connections made before the listener
    event.listen(store.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA synchronous={synchronous}").close())
    return TicketService(store, lambda: MOMENT)
