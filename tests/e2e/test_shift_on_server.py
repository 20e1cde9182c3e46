"""A shift on a server with three workstations and two watches; the server and a workstation are killed once."""

import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.alerts.running import Running
from tests.bench.seats.records import Outcome
from tests.bench.seats.tally import Verdict, judge, stand
from tests.desk_fixtures import open_on, superuser
from tests.e2e.acting import ENDS, LATE, LEFT, LIMIT, LOGGED
from tests.e2e.alerts_due import expected, ledger, sent
from tests.e2e.outbox import records
from tests.e2e.processes import PATIENCE, SeatProcess
from tests.servers import Server, running_server
from tests.staffed import DISPATCHER, OPERATOR, OPERATOR_2, SUPERVISOR, StaffedDesk, staffing
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.checking.invariants import check
from tickets.connection.target import Target
from tickets.rules.words import Stage
from tickets.server_admin.create import keep_watcher
from tickets.service import TicketService
from tickets.store.postgres.engine import Password
from tickets.store.queries.board import open_tickets

pytestmark = pytest.mark.slow

WATCHWORD = "值守的密码"
CALLS = 6  # logged in each part of the shift


@pytest.fixture
def own_server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture
def staffed(own_server: Server) -> Iterator[StaffedDesk]:
    """A staffed database where 受理 may take only a few seconds, for the faults that are accepted late."""
    with staffing(own_server) as staffed:
        for fault in (LATE, LEFT):
            staffed.hand(SUPERVISOR).do(save_limit(None, LimitDraft(Stage.ACCEPT, LIMIT, fault)))
        yield staffed


class Shift:
    """The processes that use one database."""

    def __init__(self, staffed: StaffedDesk, folder: Path, stack: ExitStack) -> None:
        self.staffed, self._folder, self._stack = staffed, folder, stack
        self._crew = staffed.hand(SUPERVISOR).crew()
        self.watches = [self._watch() for _ in range(2)]
        self.operator = self.seat("tests.e2e.seat", OPERATOR)
        self.dispatcher = self.seat("tests.e2e.seat", DISPATCHER)
        self.window = self.seat("tests.e2e.window", OPERATOR_2)
        for watch in self.watches:
            assert watch.says("开始值守"), watch.ends()
        for seat in (self.operator, self.dispatcher, self.window):
            assert seat.says("ready"), seat.lines

    def seat(self, module: str, name: str) -> SeatProcess:
        """Start somebody's workstation, with the folder of an earlier run."""
        staffed = self.staffed
        process = SeatProcess(module, self._folder / name, staffed.store.url, staffed[name], self._crew)
        self._stack.callback(process.end)
        return process

    @property
    def outboxes(self) -> list[Path]:
        """Return what every workstation has stored of its commands."""
        return [self._folder / name / "outbox" for name in (OPERATOR, DISPATCHER, OPERATOR_2)]

    def alerts_written(self) -> list[int]:
        """Return the number of each alert that a watch has written, once for each time."""
        lines = [line for watch in self.watches for line in watch.lines]
        return [int(found[1]) for line in lines if (found := re.search(r"告警#(\d+)", line))]

    def _watch(self) -> Running:
        login = f"{self.staffed.database}.watcher"
        url = self.staffed.store.url
        process = Running("main.py", "watch", "--db", url, "--login", login, password=WATCHWORD)
        self._stack.callback(process.end)
        return process


@pytest.fixture
def shift(staffed: StaffedDesk, tmp_path: Path) -> Iterator[Shift]:
    """Three workstations, one of them a window, and two watches, all started."""
    target = Target(staffed.store.url, superuser().login)
    keep_watcher(target, f"{staffed.database}.watcher", Password(WATCHWORD), lambda _: str(superuser().password))
    with ExitStack() as stack:
        yield Shift(staffed, tmp_path, stack)


def test_after_a_shift_with_a_dead_server_and_a_dead_seat_no_call_is_lost(shift: Shift, own_server: Server) -> None:
    staffed = shift.staffed
    with own_server.connect(staffed.database) as connection:
        before = stand(connection)

    shift.operator.tell(f"log {CALLS}")
    assert shift.window.says("done close"), shift.window.lines  # a ticket's whole course, through all three

    lines_before = len(shift.operator.lines)
    shift.operator.tell(f"log {CALLS}")
    assert shift.operator.says("done log", lines_before)
    own_server.kill()
    shift.operator.tell("log 1")
    assert shift.operator.says("kept log", lines_before), shift.operator.lines
    own_server.start()

    shift.operator.tell(f"log {CALLS - 1}")
    lines_before = len(shift.dispatcher.lines)
    assert shift.dispatcher.says("sending arrive", lines_before), shift.dispatcher.lines
    shift.dispatcher.kill()
    heir = shift.seat("tests.e2e.seat", DISPATCHER)
    assert heir.says("ready"), heir.lines

    with closing(TicketService(open_on(own_server, staffed.database))) as desk:
        eventually(lambda: desk.read(states) == {(fault, ENDS[fault]): CALLS for fault in LOGGED})
        for seat in (shift.operator, heir, shift.window):
            eventually(partial(shows_all, seat, desk))

        with own_server.connect(staffed.database) as connection:
            kept = [record for outbox in shift.outboxes for record in records(outbox)]
            assert {record.outcome for record in kept} == {Outcome.DONE}
            assert judge(connection, before, kept) == Verdict(lost=0, doubled=0, unasked=0)
            desk.set_clock()
            due = expected(connection, int(desk.now().timestamp()))
            eventually(lambda: due <= set(ledger(connection)))
            rows = ledger(connection)
            assert len(rows) == len(set(rows))
            assert set(rows) == due
            assert len(due) >= CALLS
            eventually(lambda: set(shift.alerts_written()) >= sent(connection))
            assert Counter(shift.alerts_written()) == Counter(sent(connection))
        for seat in (shift.operator, heir, shift.window):
            seat.leave()
        for watch in shift.watches:
            watch.signal(signal.SIGTERM)
            assert watch.ends()[::2] == (0, "")
        assert desk.read(check, desk.now()) == []


def states(connection: Connection) -> dict[tuple[str, str], int]:
    """Return the number of tickets of each fault in each state."""
    found = connection.exec_driver_sql("SELECT fault, state, count(*) FROM tickets GROUP BY fault, state")
    return {(fault, state): count for fault, state, count in found}


def shows_all(seat: SeatProcess, desk: TicketService) -> bool:
    """Return whether a workstation's board equals the database."""
    return seat.board() == sorted(map(repr, desk.read(open_tickets)))


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
