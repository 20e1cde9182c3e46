"""Watches and workstations as real processes on one file and one server: each alert once, each line once."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.alerts.running import PATIENCE, Running, Start, watch
from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.alerts.deliveries import LEASE
from tickets.checking.invariants import check
from tickets.rules.instants import plus
from tickets.rules.words import Channel, DeliveryState
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.schema import open_store
from tickets.store.tables import alerts, deliveries
from tickets.watch.registry import enter
from tickets.watch.watch import HEARTBEAT_SECONDS, SchedulerTimer, Watch

pytestmark = pytest.mark.slow
CALLS = 30
ROWS_EACH = 3  # for one ticket that nobody accepted: the warning, and overdue to two roles


@pytest.fixture(params=["file", "server"])
def real_desk(request: pytest.FixtureRequest) -> Iterator[TicketService]:
    """A service in real time, on a file or a server."""
    if request.param == "file":
        store = open_store(request.getfixturevalue("desk_url"))
    else:
        store = request.getfixturevalue("server_store")
    with closing(TicketService(store)) as desk:
        desk.set_clock()
        yield desk


def overdue(desk: TicketService, calls: int) -> None:
    """Log calls made eleven minutes ago that nobody accepted."""
    at = desk.now() - timedelta(minutes=11)
    for number in range(calls):
        Hand(desk).do(log_call(CallDetails(words=f"第 {number} 通", at=at), ReportedFault("visible_leak")))


def delivered(desk: TicketService) -> int:
    """Return the number of deliveries to the log."""
    done = (deliveries.c.channel == Channel.LOG, deliveries.c.state == DeliveryState.DELIVERED)
    with desk.store.reading() as connection:
        return int(connection.execute(select(func.count()).where(*done)).scalar_one())


def wait_for_log(desk: TicketService, count: int) -> None:
    """Wait until the log has so many alerts."""
    end = time.monotonic() + PATIENCE
    while delivered(desk) < count:
        assert time.monotonic() < end, f"{delivered(desk)} of {count} after {PATIENCE} s"
        time.sleep(0.05)


def numbers(processes: list[Running]) -> list[str]:
    """Return the number of each alert that they have written."""
    return [line.split("告警#")[1] for process in processes for line in process.lines if "告警#" in line]


def again(store: Store) -> Store:
    """Return another store at the same desk."""
    return open_store(store.url, credentials=store.credentials)


def test_three_watches_and_three_seats_write_each_alert_once(real_desk: TicketService, start: Start) -> None:
    processes = [watch(start, real_desk.store.url) for _ in range(3)]
    with ExitStack() as stack:
        for _ in range(3):
            seat = stack.enter_context(closing(TicketService(again(real_desk.store))))
            watching = Watch(seat, SchedulerTimer())
            watching.start()
            stack.callback(watching.stop)
        callers = [threading.Thread(target=overdue, args=(real_desk, CALLS // 3)) for _ in range(3)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join(PATIENCE)
        wait_for_log(real_desk, CALLS * ROWS_EACH)
    for process in processes:
        process.signal(signal.SIGTERM)
        assert process.ends()[0] == 0
    rows = Hand(real_desk).rows(alerts)
    keys = {(row.clock_id, row.term, row.rung_id, row.recipient) for row in rows}
    assert len(rows) == len(keys) == CALLS * ROWS_EACH
    assert sorted(numbers(processes), key=int) == [str(row.id) for row in rows]
    assert real_desk.read(check, real_desk.now()) == []


def test_deliveries_claimed_by_a_killed_process_are_written_by_another_watch(
    real_desk: TicketService, start: Start
) -> None:
    assert LEASE + HEARTBEAT_SECONDS < 30
    with real_desk.store.writing() as connection:
        enter(connection, "gone", "elsewhere", plus(real_desk.now(), -60))
    overdue(real_desk, 1)
    real_desk.sweep()
    claimer = start("-m", "tests.alerts.claimer", real_desk.store.url, "2")
    assert claimer.says(f"claimed {ROWS_EACH}")
    claimer.signal(signal.SIGKILL)
    claimer.ends()
    process = watch(start, real_desk.store.url)
    wait_for_log(real_desk, ROWS_EACH)
    process.signal(signal.SIGTERM)
    process.ends()  # so all its lines have been read
    assert len(numbers([process])) == len(set(numbers([process]))) == ROWS_EACH
    assert {row.claimed_by.split(":")[0] for row in Hand(real_desk).rows(deliveries, channel=Channel.LOG)} != {
        "claimer"
    }
