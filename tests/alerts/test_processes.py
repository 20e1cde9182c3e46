"""Watches as real processes on one file: each alert exactly once, whichever process dies, and within a second."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.checking.invariants import check
from tickets.rules.instants import plus
from tickets.rules.words import Stage
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.watch.watch import SchedulerTimer, Watch

ROOT = Path(__file__).parents[2]
PATIENCE = 60
CALLS = 25
LIMIT = 4  # seconds: the warning after 2, overdue to two roles after 4
ROWS_EACH = 3

pytestmark = pytest.mark.slow
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def now_desk(desk_url: str) -> Iterator[TicketService]:
    """A service on the machine's clock, where 受理 may take only a few seconds."""
    desk = TicketService(open_store(desk_url))
    Hand(desk).do(save_limit(None, LimitDraft(Stage.ACCEPT, LIMIT, "visible_leak")))
    yield desk
    desk.close()


@pytest.fixture
def start(desk_url: str) -> Iterator[Start]:
    """Starts a process of the program and ends it with the test."""
    running: list[subprocess.Popen[str]] = []

    def start_process(*arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start_process
    for process in running:
        process.kill()
        process.communicate()


def watch(start: Start, url: str) -> "subprocess.Popen[str]":
    """Start a watch and wait until it has begun."""
    process = start("main.py", "watch", "--db", url)
    assert process.stdout is not None
    assert "开始值守" in process.stdout.readline()
    return process


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


def lines_of(process: "subprocess.Popen[str]") -> list[str]:
    """Stop a watch as a service manager does, and return its output."""
    process.send_signal(signal.SIGTERM)
    out, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    return [line for line in out.splitlines() if "→" in line]


def test_two_watches_and_a_writer_raise_each_alert_once(start: Start, desk_url: str, now_desk: TicketService) -> None:
    first, second = watch(start, desk_url), watch(start, desk_url)
    writer = start("-m", "tests.alerts.writer", desk_url, str(CALLS))
    wait_for_rows(desk_url, CALLS * ROWS_EACH)
    assert writer.wait(PATIENCE) == 0
    lines = lines_of(first) + lines_of(second)
    assert len(lines) == len({line[20:] for line in lines}) == CALLS * ROWS_EACH
    rows = ledger(desk_url)
    assert len(rows) == len(set(rows)) == CALLS * ROWS_EACH


def test_a_watch_killed_in_between_loses_nothing_and_catches_up(
    start: Start, desk_url: str, now_desk: TicketService
) -> None:
    victim = watch(start, desk_url)
    writer = start("-m", "tests.alerts.writer", desk_url, str(CALLS))
    wait_for_rows(desk_url, CALLS // 3)
    os.kill(victim.pid, signal.SIGKILL)
    assert victim.wait(PATIENCE) == -signal.SIGKILL
    assert writer.wait(PATIENCE) == 0
    time.sleep(LIMIT)  # the last call becomes overdue while nobody watches
    assert len(ledger(desk_url)) < CALLS * ROWS_EACH
    watch(start, desk_url)
    wait_for_rows(desk_url, CALLS * ROWS_EACH)
    rows = ledger(desk_url)
    assert len(rows) == len(set(rows)) == CALLS * ROWS_EACH
    assert now_desk.read(check, plus(now_desk.now(), 60)) == []


def test_a_watch_ends_when_interrupted(start: Start, desk_url: str, now_desk: TicketService) -> None:
    process = watch(start, desk_url)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")
    assert out.splitlines()[-1].endswith("结束值守")


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
