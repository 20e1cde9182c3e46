"""The watch without a window: its output, and that it ends when stopped."""

import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import Row

from tests.desk_fixtures import EVERYONE, START, Hand, HandClock
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.alerts import deliveries as deliveries_module
from tickets.alerts import log_notifier
from tickets.alerts.log_notifier import NOT_WRITTEN, LogWriter
from tickets.errors import Unavailable
from tickets.rules.instants import LOCAL, utc_now
from tickets.rules.words import Channel, DeliveryState
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.store.tables import deliveries
from tickets.watch import delivery_loop, service, side_tasks
from tickets.watch import watch as watch_module
from tickets.watch.registry import ENDED, enter, leave, list_watches
from tickets.watch.service import run_watch, serve
from tickets.watch.watch import LATE_AFTER, WatchState

PATIENCE = 60
ROWS_EACH = 3  # for one ticket that nobody accepted: the warning, and overdue to two roles


class Paper(StringIO):
    """Stores the output and lets tests wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._written = threading.Condition()

    def write(self, text: str) -> int:
        """Store the text, and wake waiting threads."""
        with self._written:
            count = super().write(text)
            self._written.notify_all()
        return count

    def says(self, *words: str) -> bool:
        """Return whether one line contains all these words, now or within the time limit."""

        def written() -> bool:
            return any(all(word in line for word in words) for line in self.getvalue().splitlines())

        with self._written:
            return self._written.wait_for(written, PATIENCE)


@pytest.fixture
def real_hand(desk_url: str) -> Iterator[Hand]:
    """Hands on a service with the machine's clock."""
    desk = TicketService(open_store(desk_url))
    yield Hand(desk)
    desk.close()


def overdue(hand: Hand, minutes: int) -> str:
    """Log a call made some minutes ago and return its number."""
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    call = CallDetails(phone="13800000000", words="路上冒水", at=at)
    return hand.ticket(hand.do(log_call(call, ReportedFault("visible_leak")))).number


def log_rows(hand: Hand) -> list[Row[Any]]:
    """Return the deliveries to the log."""
    return hand.rows(deliveries, channel=Channel.LOG)


def all_delivered(hand: Hand, count: int) -> bool:
    """Return whether so many alerts are in the log."""
    return [row.state for row in log_rows(hand)] == [DeliveryState.DELIVERED] * count


def wait_until(holds: Callable[[], bool]) -> bool:
    """Return whether a condition holds, now or within the time limit."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_a_line_is_written_for_each_alert(real_hand: Hand) -> None:
    with running(real_hand.desk) as paper:
        number = overdue(real_hand, minutes=11)
        assert paper.says(number, "受理", "临期", "调度员")
        assert paper.says(number, "受理", "超时", "接线员")


def test_alerts_missed_long_ago_are_logged_in_one_line(real_hand: Hand) -> None:
    overdue(real_hand, minutes=600)
    with running(real_hand.desk) as paper:
        assert paper.says("汇总 5 条旧告警")


def test_alerts_that_were_not_logged_for_long_are_counted_in_one_line(real_hand: Hand) -> None:
    """A watch ran within the last day, but not when the alerts were raised."""
    desk, long_ago = real_hand.desk, HandClock(utc_now() - timedelta(hours=2))
    with desk.store.writing() as connection:
        leave(connection, enter(connection, "w", "h", long_ago.now))
    past = TicketService(desk.store, long_ago)
    past.execute(log_call(CallDetails(words="路上冒水"), ReportedFault("visible_leak")), EVERYONE)
    long_ago.advance(minutes=11)
    assert past.sweep().raised == ROWS_EACH
    with running(desk) as paper:
        assert paper.says(f"此前 {ROWS_EACH} 条告警没有记入日志")
        assert wait_until(lambda: {row.state for row in log_rows(real_hand)} >= {DeliveryState.FAILED})
    assert sum(row.state is DeliveryState.FAILED for row in log_rows(real_hand)) == ROWS_EACH


def test_trouble_is_written_when_it_begins_and_when_it_ends(real_hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 0.05)
    stop, paper, desk = threading.Event(), Paper(), real_hand.desk

    def fail() -> None:
        raise Unavailable("磁盘已满，没有保存。")

    thread = threading.Thread(target=run_watch, args=(desk, stop, LogWriter(paper), 1))
    with monkeypatch.context() as broken:
        broken.setattr(desk, "sweep", fail)
        thread.start()
        assert paper.says("失去值守", "磁盘已满")
        assert paper.says("失去值守", "还没有查过")  # the heartbeat says so too
        assert "值守中" not in paper.getvalue().partition("失去值守")[2]
    assert paper.says("恢复值守")
    stop.set()
    thread.join(PATIENCE)
    assert paper.getvalue().count("磁盘已满") == 1


@contextmanager
def running(desk: TicketService, heartbeat: int | None = None) -> Iterator[Paper]:
    stop, paper = threading.Event(), Paper()
    thread = threading.Thread(target=run_watch, args=(desk, stop, LogWriter(paper), heartbeat), daemon=True)
    thread.start()
    try:
        assert paper.says("开始值守")
        yield paper
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert paper.getvalue().splitlines()[-1].endswith("结束值守")


def test_a_jump_of_the_clock_is_not_reported_as_an_unreachable_database(desk_url: str) -> None:
    ahead = [timedelta()]
    desk = TicketService(open_store(desk_url), lambda: utc_now() + ahead[0])
    with running(desk, heartbeat=1) as paper:
        for jump in (timedelta(hours=3), timedelta(hours=-2)):
            assert paper.says("值守中", "上次查", "没有待到期的")
            ahead[0] = jump
            assert paper.says(f"{desk.now().astimezone(LOCAL):%Y-%m-%d %H}", "值守中")
    assert "失去值守" not in paper.getvalue()
    desk.close()


def test_an_unreachable_database_is_logged(real_hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LATE_AFTER", 0.3)
    answers = threading.Event()
    swept = real_hand.desk.sweep
    monkeypatch.setattr(real_hand.desk, "sweep", lambda: answers.wait(PATIENCE) and swept())
    try:
        with running(real_hand.desk) as paper:
            assert paper.says("失去值守", "数据库没有应答")
            monkeypatch.setattr(service, "LATE_AFTER", PATIENCE)
            answers.set()
            assert paper.says("恢复值守")
    finally:
        answers.set()


def test_alerts_missed_during_an_outage_are_logged_after_its_end(
    real_hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "HEARTBEAT_SECONDS", 0.05)

    def gone(*_given: object) -> None:
        raise Unavailable("连不上数据库服务器。")

    with running(real_hand.desk) as paper:
        with monkeypatch.context() as broken:
            broken.setattr(real_hand.desk, "sweep", gone)
            broken.setattr(side_tasks, "keep", gone)
            number = overdue(real_hand, minutes=11)
            assert paper.says("失去值守", "连不上")
        assert paper.says(number, "受理", "超时")
        written = paper.getvalue()
        assert "恢复值守" in written[: written.index(number)]


def test_after_any_error_a_delivery_is_made_later(
    real_hand: Hand, monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    monkeypatch.setattr(service, "HEARTBEAT_SECONDS", 0.05)
    logged = delivery_loop.logged
    with running(real_hand.desk) as paper:
        monkeypatch.setattr(delivery_loop, "logged", lambda *_: {}["a row that is broken"])
        number = overdue(real_hand, minutes=11)
        assert paper.says("失去值守", "程序出错")
        monkeypatch.setattr(delivery_loop, "logged", logged)
        assert paper.says(number, "受理", "超时", "接线员")
        assert paper.says("恢复值守")
    assert "KeyError" in surprises[0]
    surprises.clear()


class FullPaper(Paper):
    """A log that can't be written until it can: on a full disk, or in a pipe that nobody reads."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error: OSError | None = error
        self.alerts_tried = 0

    def write(self, text: str) -> int:
        """Write if there is room."""
        self.alerts_tried += "告警#" in text
        if self.error:
            raise self.error
        return super().write(text)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), BrokenPipeError(errno.EPIPE, "no reader")], ids=type)
def test_a_log_that_can_not_be_written_ends_no_watch_loses_no_alert_and_is_recorded_once(
    error: OSError, real_hand: Hand, monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    monkeypatch.setattr(service, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(delivery_loop, "claim", partial(deliveries_module.claim, lease=0))
    stop, paper = threading.Event(), FullPaper(error)
    thread = threading.Thread(target=run_watch, args=(real_hand.desk, stop, LogWriter(paper), 1), daemon=True)
    thread.start()
    try:
        assert wait_until(lambda: [row.trouble for row in real_hand.desk.read(list_watches)] == [NOT_WRITTEN]), (
            "with no alert yet"
        )
        number = overdue(real_hand, minutes=11)
        assert wait_until(lambda: len(log_rows(real_hand)) == ROWS_EACH and paper.alerts_tried > 2)
        assert not {row.state for row in log_rows(real_hand)} & {DeliveryState.DELIVERED, DeliveryState.FAILED}
        assert wait_until(lambda: real_hand.desk.read(list_watches)[0].trouble == NOT_WRITTEN)
        (watch,) = real_hand.desk.read(list_watches)
        assert watch.healthy(utc_now())
        assert len(surprises) == 1
        paper.error = None
        assert paper.says(number, "受理", "超时", "接线员")
        assert wait_until(lambda: all_delivered(real_hand, ROWS_EACH))
        assert wait_until(lambda: real_hand.desk.read(list_watches)[0].trouble == "")
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert "结束值守" in paper.getvalue()
    surprises.clear()


class StuckPaper(Paper):
    """A log that blocks from a line with these words on, as a full pipe does, until it is read."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.asked, self.read_again = threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        """Write, once it is read."""
        if self.words in text:
            self.asked.set()
        if self.asked.is_set():
            self.read_again.wait(PATIENCE)
        return super().write(text)


@pytest.mark.parametrize("words", ["开始值守", "值守中", "告警#"])
def test_a_log_that_hangs_keeps_the_watch_neither_from_sweeping_nor_from_ending(
    words: str, real_hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(log_notifier, "SAY_SECONDS", 1)
    stop, paper = threading.Event(), StuckPaper(words)
    thread = threading.Thread(target=run_watch, args=(real_hand.desk, stop, LogWriter(paper), 1), daemon=True)
    thread.start()
    try:
        assert wait_until(lambda: bool(real_hand.desk.read(list_watches)))
        overdue(real_hand, minutes=11)
        assert paper.asked.wait(PATIENCE)
        overdue(real_hand, minutes=11)
        assert wait_until(lambda: len(log_rows(real_hand)) == 2 * ROWS_EACH)
        assert wait_until(lambda: real_hand.desk.read(list_watches)[0].trouble == NOT_WRITTEN)
        stop.set()
        thread.join(PATIENCE / 2)
        assert not thread.is_alive()
        assert [row.trouble for row in real_hand.desk.read(list_watches)] == [ENDED]
        delivered = [row for row in log_rows(real_hand) if row.state is DeliveryState.DELIVERED]
        assert len(delivered) == paper.getvalue().count("告警#") <= ROWS_EACH
    finally:
        stop.set()
        paper.read_again.set()
        at_work = ("deliveries", "log", "health")
        assert wait_until(lambda: not any(each.name in at_work for each in threading.enumerate()))


@pytest.mark.parametrize("code", [0, 1])
def test_a_service_ends_although_a_line_of_its_log_is_stuck(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    paper = StuckPaper("结束值守")
    monkeypatch.setattr(sys, "stdout", paper)
    monkeypatch.setattr(os, "_exit", ended.append)

    def work(log_writer: LogWriter) -> int:
        log_writer.mention(utc_now(), "结束值守")
        return code

    try:
        serve(work, threading.Event())
        assert ended == [code], "at its exit Python would wait for stdout"
    finally:
        paper.read_again.set()
        assert wait_until(lambda: not any(each.name == "log" for each in threading.enumerate()))


def test_a_sweep_is_late_by_the_seconds_that_the_program_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    reporter = object.__new__(service._HealthReporter)
    reporter._looked, reporter._since, reporter._swept = 0.0, 0.0, None
    time_now = [0.0]
    monkeypatch.setattr(service, "monotonic", lambda: time_now[0])

    def is_late_after(seconds: int, step: int = 1, swept: datetime | None = None) -> bool:
        """Look each `step` seconds, and say what is said at the end."""
        late = False
        for _ in range(seconds // step):
            time_now[0] += step
            late = reporter._is_late(WatchState(swept=swept))
        return late

    assert not is_late_after(LATE_AFTER)
    assert is_late_after(1)
    assert not is_late_after(1, swept=START), "it has swept"
    assert not is_late_after(LATE_AFTER, swept=START)
    assert is_late_after(1, swept=START)
    assert not is_late_after(4, step=4, swept=START), "the machine slept meanwhile"
    assert is_late_after(LATE_AFTER + 3, step=3, swept=START), "three seconds are no sleep"
