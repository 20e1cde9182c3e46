"""The floor: the rows that the program writes, through plain psycopg, prepared, one transaction per command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg

from tests.bench.databases import spoken
from tests.bench.seats.mix import Kind
from tickets.actions.command import Command
from tickets.actions.dispatch import cancel, dispatch
from tickets.actions.followup import callback, close, note
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call, log_other_call
from tickets.actions.progress import accept, arrive, depart, isolate, resolve
from tickets.rules.words import CallbackResult, CallKind
from tickets.service import TicketService
from tickets.store.rows import Who
from tickets.store.tables import metadata

REPAIRS = 10
TOLD = CallDetails("13806350000", "演示来电人", "路上冒水，水很大，请快点来人", "文化街北头路口西侧")
KEYED = {name for name, table in metadata.tables.items() if "id" in table.c}
_OF = {
    "ticket_id": "tickets",
    "new_ticket_id": "tickets",
    "subject_id": "tickets",
    "call_id": "calls",
    "clock_id": "clocks",
}
_FRESH = {"number", "request"}


@dataclass(frozen=True, slots=True)
class Write:
    """One statement of a command. `keys` are its parameters that refer to rows written before, with their tables."""

    sql: str
    values: Any
    table: str
    inserts: bool
    keys: tuple[tuple[str, str], ...]
    fresh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What the program wrote for ten repairs, and the rows' ids, table by table, in the order of writing."""

    commands: tuple[tuple[Kind, tuple[Write, ...]], ...]
    ids: dict[str, tuple[int, ...]]


def listen(desk: TicketService, who: Who, crew: int, place: int) -> Script:
    """Do the work of ten repairs on a database that nobody else uses, and return what was written."""
    before = _ids(desk, {})
    commands = []
    ticket = 0
    for kind, make in _day(crew, place):
        result: list[int] = []
        command = make(ticket)
        heard = spoken(desk, lambda c=command, r=result: r.append(desk.execute(c, who).result), ("INSERT", "UPDATE"))
        if kind is Kind.LOG:
            ticket = result[0]
        commands.append((kind, tuple(_write(sql, values) for sql, values in heard)))
    return Script(tuple(commands), _ids(desk, before))


def _day(crew: int, place: int) -> Iterator[tuple[Kind, Callable[[int], Command[Any]]]]:
    """Yield the commands of ten repairs, each for the ticket opened last, in the proportions of the mix."""
    for repair in range(REPAIRS):
        burst = repair < 3
        report = ReportedFault("burst_main" if burst else "visible_leak", place_id=place)
        yield Kind.LOG, lambda _, report=report: log_call(TOLD, report)
        if repair < 6:
            yield Kind.CHASE, lambda ticket: chase(ticket, None, TOLD)
        if repair < 7:
            yield Kind.ENQUIRY, lambda _: log_other_call(TOLD, CallKind.ENQUIRY)
        yield Kind.DISPATCH, lambda ticket: dispatch(ticket, None, crew)
        if burst:
            yield Kind.ATTACH, lambda ticket: attach_call(ticket, None, TOLD)
        yield Kind.ACCEPT, lambda ticket: accept(ticket, None)
        if repair % 2:
            yield Kind.DEPART, lambda ticket: depart(ticket, None)
        yield Kind.ARRIVE, lambda ticket: arrive(ticket, None)
        if burst:
            yield Kind.NOTE, lambda ticket: note(ticket, None, "现场已围挡")
            yield Kind.ISOLATE, lambda ticket: isolate(ticket, None)
        yield Kind.RESOLVE, lambda ticket: resolve(ticket, None, "换管")
        yield Kind.CALLBACK, lambda ticket: callback(ticket, None, CallbackResult.SATISFIED)
        yield Kind.CLOSE, lambda ticket: close(ticket, None)
    for _ in range(2):
        yield Kind.LOG, lambda _: log_call(TOLD, ReportedFault("visible_leak", place_id=place))
        yield Kind.CANCEL, lambda ticket: cancel(ticket, None, "误报")


class Replay:
    """Writes a script's rows repeatedly on a connection of its own, with new ids each time."""

    def __init__(self, connection: psycopg.Connection, script: Script, beginning: int) -> None:
        connection.prepare_threshold = 0
        self._connection = connection
        self._script = script
        self._ids: dict[str, dict[int, int]] = {}
        self._made: dict[str, int] = {}
        self._course = self._commands(beginning)

    def step(self) -> Kind:
        """Write the next command's rows, synced to disk, and return its kind."""
        kind, writes = next(self._course)
        request = uuid4().hex
        with self._connection.transaction():
            for write in writes:
                self._write(write, request)
        return kind

    def _commands(self, beginning: int) -> Iterator[tuple[Kind, tuple[Write, ...]]]:
        """Yield the script over and over; the first time from the `beginning`-th call that opens a ticket."""
        logs = [place for place, (kind, _) in enumerate(self._script.commands) if kind is Kind.LOG]
        skipped = logs[beginning % len(logs)]
        while True:
            self._ids, self._made = {name: {} for name in KEYED}, dict.fromkeys(KEYED, 0)
            for place, command in enumerate(self._script.commands):
                if place >= skipped:
                    yield command
                else:
                    self._pass_over(command[1])
            skipped = 0

    def _pass_over(self, writes: tuple[Write, ...]) -> None:
        for write in writes:
            if write.inserts and write.table in KEYED:
                self._made[write.table] += 1

    def _write(self, write: Write, request: str) -> None:
        values = write.values
        if write.keys or write.fresh:
            values = dict(values)
            for name, table in write.keys:
                values[name] = self._ids[table].get(values[name], values[name])
            for name in write.fresh:
                values[name] = request
        cursor = self._connection.execute(write.sql, values)
        if write.inserts and write.table in KEYED:
            known = self._script.ids[write.table][self._made[write.table]]
            self._made[write.table] += 1
            row = cursor.fetchone()
            assert row is not None
            self._ids[write.table][known] = row[0]


def _write(sql: str, values: Any) -> Write:
    words = sql.split()
    inserts = words[0] == "INSERT"
    table = (words[2] if inserts else words[1]).strip('"')
    names = list(values) if isinstance(values, dict) else []
    keys = [(name, _OF[name]) for name in names if name in _OF and values[name] is not None]
    if not inserts and "row_key" in names and table in KEYED:
        keys.append(("row_key", table))
    return Write(sql, values, table, inserts, tuple(keys), tuple(name for name in names if name in _FRESH))


def _ids(desk: TicketService, before: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Return each table's ids, in order, that are not in `before`."""
    with desk.store.reading() as connection:
        found = {
            name: [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {name} ORDER BY id")] for name in KEYED
        }
    return {name: tuple(key for key in keys if key not in set(before.get(name, ()))) for name, keys in found.items()}
