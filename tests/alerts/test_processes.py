"""Watches as real processes on one file: each alert exactly once, whichever process dies, and within a second."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.alerts.running import PATIENCE, Start, watch
from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.checking.invariants import check
from tickets.rules.instants import plus
from tickets.rules.words import Stage
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.watch.watch import SchedulerTimer, Watch

CALLS = 25
LIMIT = 4  # seconds: the warning after 2, overdue to two roles after 4
ROWS_EACH = 3

pytestmark = pytest.mark.slow


@pytest.fixture
def now_desk(desk_url: str) -> Iterator[TicketService]:
    """A service on the machine's clock, where 受理 may take only a few seconds."""
    desk = TicketService(open_store(desk_url))
    Hand(desk).do(save_limit(None, LimitDraft(Stage.ACCEPT, LIMIT, "visible_leak")))
    yield desk
    desk.close()


def ledger(url: str) -> list[tuple[int, int, int, str]]:
    """Return the keys of the ledger's rows, read by the plain driver."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute("SELECT clock_id, term, rung_id, recipient FROM alerts").fetchall()


def wait_for_rows(url: str, rows: int) -> None:
    """Wait until the ledger has so many rows."""
    end = time.monotonic() + PATIENCE
    while len(ledger(url)) < rows:
        assert time.monotonic() < end, f"{len(ledger(url))} of {rows} rows after {PATIENCE} s"
        time.sleep(0.05)


def test_a_watch_killed_between_sweeps_loses_no_alert_and_catches_up(
    start: Start, desk_url: str, now_desk: TicketService
) -> None:
    victim = watch(start, desk_url)
    writer = start("-m", "tests.alerts.writer", desk_url, str(CALLS))
    wait_for_rows(desk_url, CALLS // 3)
    victim.signal(signal.SIGKILL)
    assert victim.ends()[0] == -signal.SIGKILL
    assert writer.ends()[0] == 0
    time.sleep(LIMIT)  # the last call becomes overdue while nobody watches
    assert len(ledger(desk_url)) < CALLS * ROWS_EACH
    watch(start, desk_url)
    wait_for_rows(desk_url, CALLS * ROWS_EACH)
    rows = ledger(desk_url)
    assert len(rows) == len(set(rows)) == CALLS * ROWS_EACH
    assert now_desk.read(check, plus(now_desk.now(), 60)) == []


def test_a_watch_ends_when_interrupted(start: Start, desk_url: str, now_desk: TicketService) -> None:
    process = watch(start, desk_url)
    process.signal(signal.SIGINT)
    code, _, errors = process.ends()
    assert (code, errors) == (0, "")
    assert process.lines[-1].endswith("结束值守")


def test_an_alert_is_in_the_ledger_within_a_second_of_its_instant(now_desk: TicketService, desk_url: str) -> None:
    hand = Hand(now_desk)
    watching = Watch(now_desk, SchedulerTimer())
    watching.start()
    seen: dict[int, float] = {}
    try:
        for number in range(12):
            hand.do(log_call(CallDetails(words=f"第 {number} 通"), ReportedFault("visible_leak")))
        end = time.monotonic() + PATIENCE
        with closing(sqlite3.connect(desk_url.removeprefix("sqlite:///"))) as connection:
            while len(seen) < 12 * ROWS_EACH and time.monotonic() < end:
                for key, due in connection.execute("SELECT id, due FROM alerts").fetchall():
                    seen.setdefault(key, datetime.now(UTC).timestamp() - due)
                time.sleep(0.002)
    finally:
        watching.stop()
    late = sorted(seen.values())
    print(f"deadline to ledger row: median {late[len(late) // 2] * 1000:.0f} ms, longest {late[-1] * 1000:.0f} ms")
    assert len(late) == 12 * ROWS_EACH
    assert late[0] >= 0
    assert late[-1] < 1
