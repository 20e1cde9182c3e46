"""The watch as a service: sweeps and writes its log until stopped, and survives database failures."""

import os
import socket
import sys
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from datetime import datetime
from threading import Event, Lock, Thread
from time import monotonic
from typing import TypeVar

from tickets.alerts.log_notifier import LogWriter, short
from tickets.errors import Unavailable
from tickets.log.record import record
from tickets.rules.instants import seconds_between, utc_now
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.postgres.errors import Disconnected
from tickets.watch.side_tasks import SideTasks
from tickets.watch.watch import HEARTBEAT_SECONDS, LATE_AFTER, SchedulerTimer, Watch, WatchState

T = TypeVar("T")

LOOK_SECONDS = 0.2  # the longest delay until a stop or a trouble is noticed
BACK = "恢复值守"
GRACE_SECONDS = 1.5  # time that a stop allows for an orderly end
LAST_SECONDS = 0.5  # part of it for a line that is being written, and for the last deliveries of each channel
SLEPT_SECONDS = 3  # a longer gap between two checks means that the machine was suspended or overloaded
RETRY_SECONDS = 3  # until an unreachable server is tried again


def serve(work: Callable[[LogWriter], int], stop: Event) -> int:
    """Run a service, which logs to stdout, and return its exit code; start it again when the server goes away.

    A service may start before its database. Once `stop` is set the work may end by itself; if it is still waiting for
    an answer after GRACE_SECONDS, the process exits. Raises what the work raises, and Refused for a rejected login.
    """
    log_writer = LogWriter(sys.stdout)
    done = started(lambda: _patiently(work, stop, log_writer))
    while not (stop.is_set() or done.done()):
        wait([done], LOOK_SECONDS)
    wait([done], GRACE_SECONDS)
    # A thread that waits for a silent server, or for a reader of the log, can't be ended and would block the exit.
    if not done.done():
        os._exit(0)
    if log_writer.is_writing:
        os._exit(1 if done.exception() else done.result())
    return done.result()


def started(work: Callable[[], T]) -> "Future[T]":
    """Run a function on a daemon thread and return its future."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  passed on by the future
            done.set_exception(error)

    Thread(target=run, name="service", daemon=True).start()
    return done


def run_watch(
    service: TicketService,
    stop: Event,
    log_writer: LogWriter,
    heartbeat: int | None = None,
    name: str | None = None,
) -> int:
    """Watch until `stop` is set and return 0. Raises Unavailable when the database can't be used at the start.

    All watches together deliver each alert (see DeliveryLoop), also into the log. This one writes there every
    `heartbeat` seconds when its last sweep was. `name` is its name in the registry, by default the host's.
    """
    service.set_clock()
    host = socket.gethostname()
    news = Event()
    side_tasks = SideTasks(service, log_writer, name or host, host)
    watch = Watch(service, SchedulerTimer())
    reporter = _HealthReporter(service, watch, side_tasks, log_writer, heartbeat)
    log_writer.before_alerts = reporter.report_recovery

    def on_changes(changes: Changes) -> None:
        if "alerts" in changes.tables or changes.lost:
            news.set()

    leave_feed = service.feed.subscribe(on_changes)
    log_writer.mention(service.now(), "开始值守")
    reporter.start()
    try:
        watch.start()
        _do_side_tasks(side_tasks, watch, news, stop)
    finally:
        watch.stop()
        leave_feed()
        reporter.stop()
    side_tasks.run(watch.state)
    side_tasks.wait(LAST_SECONDS)
    side_tasks.leave()
    log_writer.mention(service.now(), "结束值守")
    return 0


def _patiently(work: Callable[[LogWriter], int], stop: Event, log_writer: LogWriter) -> int:
    last_sentence = ""
    while not stop.is_set():
        try:
            return work(log_writer)
        except Disconnected as error:
            if error.sentence != last_sentence:
                log_writer.mention(utc_now(), f"还不能值守：{error.sentence}")
            last_sentence = error.sentence
        stop.wait(RETRY_SECONDS)
    return 0


def _do_side_tasks(side_tasks: SideTasks, watch: Watch, news: Event, stop: Event) -> None:
    """Do the side tasks after changes and at every heartbeat."""
    beat = monotonic()
    while not stop.is_set():
        if news.wait(LOOK_SECONDS) or monotonic() >= beat:
            news.clear()
            beat = monotonic() + HEARTBEAT_SECONDS
            if watch.state.trouble:  # the next message comes from a watch that works again, if the database answers
                watch.sweep()
            side_tasks.run(watch.state)


class _HealthReporter:
    """Reports when the watch fails and recovers, on a thread of its own that never waits for the database."""

    def __init__(
        self, service: TicketService, watch: Watch, side_tasks: SideTasks, log_writer: LogWriter, heartbeat: int | None
    ) -> None:
        self._service, self._watch, self._side_tasks, self._log_writer = service, watch, side_tasks, log_writer
        self._heartbeat = heartbeat
        self._beaten = service.now()
        self._lost = ""
        self._unread = ""
        self._returned = False  # whether the recovery has been reported
        self._report_lock = Lock()
        self._swept: datetime | None = None  # the last sweep seen
        self._since = self._looked = monotonic()  # when that sweep was first seen, and when the watch was last checked
        self._stop = Event()
        self._thread = Thread(target=self._run, name="health", daemon=True)

    def start(self) -> None:
        """Start checking the watch."""
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(LAST_SECONDS)

    def _run(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                self._report_trouble()
                self._report_unreadable()
                self._write_heartbeat()
            except Unavailable:
                continue  # said again until it is written
            except BaseException as error:  # noqa: BLE001  it must go on
                record(error)

    def report_recovery(self) -> None:
        """Report the recovery, if a failure was reported, before anything found after it is reported."""
        with self._report_lock:
            if self._lost and not self._returned and not self._watch.state.trouble:
                with suppress(Unavailable):  # else it is said later
                    self._log_writer.say(self._service.now(), BACK)
                    self._returned = True

    def _report_trouble(self) -> None:
        lost = self._trouble()
        with self._report_lock:
            if lost == self._lost:
                return
            if lost or not self._returned:
                self._log_writer.say(self._service.now(), f"失去值守：{lost}" if lost else BACK)
            self._lost, self._returned = lost, False

    def _report_unreadable(self) -> None:
        unread = self._watch.state.unread
        if unread and unread != self._unread:
            self._log_writer.say(self._service.now(), unread)
        self._unread = unread

    def _trouble(self) -> str:
        state = self._watch.state
        return state.trouble or self._side_tasks.trouble or ("数据库没有应答。" if self._is_late(state) else "")

    def _is_late(self, state: WatchState) -> bool:
        """Return whether no sweep has succeeded for too long, counted in seconds that this thread was running.

        So neither a clock that jumps nor a suspended machine counts as a database that doesn't answer.
        """
        looked, self._looked = self._looked, monotonic()
        slept = self._looked - looked > SLEPT_SECONDS
        if state.swept != self._swept or slept:
            self._swept, self._since = state.swept, self._looked
        return self._looked - self._since > LATE_AFTER

    def _write_heartbeat(self) -> None:
        now, state = self._service.now(), self._watch.state
        if self._heartbeat is None or 0 <= seconds_between(self._beaten, now) < self._heartbeat:
            return
        self._beaten = now
        last = "还没有查过" if state.swept is None else f"上次查 {short(state.swept)}"
        due = "没有待到期的" if state.due is None else f"下一次告警 {short(state.due)}"
        self._log_writer.say(now, f"{'失去值守' if self._lost else '值守中'}，{last}，{due}")
