"""The watch: sweeps at the next due instant and at every heartbeat, and stores when it last did."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

from tickets.errors import DeskError, ShutOut
from tickets.log.record import record
from tickets.log.scrubbing import message
from tickets.rules.instants import seconds_between
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.unreadable import BrokenRow, sentence

HEARTBEAT_SECONDS = 5
LATE_AFTER = 3 * HEARTBEAT_SECONDS
SOONEST = 0.02  # seconds between two sweeps: the timer may be a little ahead of the server's clock
REFUSED_REST = 15.0  # seconds until a server that rejects the account is tried again
AGAIN_AFTER = 1.0  # seconds after a sweep that failed or skipped locked clocks
SWEEP_FAILED = "值守检查时程序出错，正在重试，告警可能漏报；错误已记入日志。"
RINGS_AT_ONCE = 8  # concurrent timer calls: one during a sweep must not be dropped; the next sweep waits

_log = logging.getLogger(__name__)


class WakeTimer(Protocol):
    """A timer that calls back after a time and at every heartbeat."""

    def start(self, ring: Callable[[], None]) -> None:
        """Call `ring` from now on."""

    def set(self, seconds: float | None) -> None:
        """Call after `seconds` instead of the time set before; None leaves only the heartbeat."""

    def stop(self) -> None:
        """Make no more calls."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """The state of a watch: the last successful sweep, the next due instant, the error since when."""

    swept: datetime | None = None
    due: datetime | None = None
    trouble: str = ""
    failed: datetime | None = None  # when the first sweep failed after the last successful one
    unread: str = ""  # the sentence about unreadable rows of a successful sweep

    def late(self, now: datetime) -> bool:
        """Return whether no sweep has succeeded for too long, or the clock was set back since the last one."""
        return self.swept is None or abs(seconds_between(self.swept, now)) > LATE_AFTER


def unread(broken: Sequence[BrokenRow]) -> str:
    """Return the sentence about rows that a sweep could not read; "" for none."""
    return f"这些的告警没有发出，请人工盯住。{sentence(broken)}" if broken else ""


class Watch:
    """Raises every alert at its due instant. Any number of watches may run at once."""

    def __init__(self, service: TicketService, timer: WakeTimer) -> None:
        self.state = WatchState()
        self._service = service
        self._timer = timer
        self._sweeping = Lock()
        self._stopped = False
        self._rests_until = 0.0  # by the monotonic clock
        self._leave_feed: Callable[[], None] | None = None

    def start(self) -> None:
        """Sweep now, which catches up on missed alerts, and continue."""
        try:
            self._leave_feed = self._leave_feed or self._service.feed.subscribe(self._on_changes)
        except BaseException as error:  # noqa: BLE001  without the feed it still watches, at every heartbeat
            record(error)
        self._timer.start(self.sweep)
        self.sweep()

    def stop(self) -> None:
        """Stop watching."""
        if self._leave_feed is not None:
            self._leave_feed()
            self._leave_feed = None
        self._timer.stop()
        with self._sweeping:  # waits for a running sweep; a later timer call starts none
            self._stopped = True

    def sweep(self) -> None:
        """Raise what is due and set the timer for the next rung.

        An error is stored in `state`, logged if unexpected, and the sweep is retried.
        """
        with self._sweeping:
            if self._stopped or monotonic() < self._rests_until:
                return
            try:
                self._service.set_clock()
                swept = self._service.sweep()
                self._set_timer(swept.due, SOONEST if swept.due is None or swept.due > swept.at else AGAIN_AFTER)
                if self.state.failed is not None:
                    _log.info("值守恢复")
                self.state = WatchState(swept.at, swept.due, unread=unread(swept.broken))
            except DeskError as error:
                self._fail(error)
            except BaseException as error:  # noqa: BLE001  without another sweep no alert would be raised
                self._fail(record(error, SWEEP_FAILED))

    def _fail(self, error: DeskError) -> None:
        if self.state.failed is None:
            _log.warning("值守检查失败：%s", message(error))
        failed = self.state.failed or self._service.now()
        self.state = WatchState(self.state.swept, self.state.due, error.sentence, failed)
        again = AGAIN_AFTER
        if isinstance(error, ShutOut):  # each try is a failed sign-in, which would fill the server's log
            again = REFUSED_REST
            self._rests_until = monotonic() + again
        try:
            self._timer.set(again)
        except BaseException as worse:  # noqa: BLE001  the next heartbeat sweeps
            record(worse, SWEEP_FAILED)

    def _on_changes(self, changes: Changes) -> None:
        if "clocks" not in changes.tables and not changes.lost:
            return
        if changes.lost:  # the account may be accepted again
            self._rests_until = 0.0
        with self._sweeping:  # else a running sweep could set the timer to what was due before these changes
            if self._stopped:
                return
            try:
                due = self._service.next_due()
                self.state = replace(self.state, due=due)
                self._set_timer(due)
            except DeskError:
                return
            except BaseException as error:  # noqa: BLE001  the next sweep reports it and sets the timer
                record(error, SWEEP_FAILED)

    def _set_timer(self, due: datetime | None, soonest: float = 0) -> None:
        self._timer.set(None if due is None else max(soonest, self._service.until(due)))


class SchedulerTimer:
    """A timer based on APScheduler: one job at the set time, one at every heartbeat.

    A wrong machine clock has no effect. But the scheduler waits by it and would oversleep when it is set back, so the
    heartbeat runs on a thread of its own that only counts seconds.
    """

    def __init__(self) -> None:
        self._scheduler: BackgroundScheduler | None = None
        self._ring: Callable[[], None] | None = None
        self._heart = Thread(target=self._beat, name="heartbeat", daemon=True)
        self._stopped = Event()

    def start(self, ring: Callable[[], None]) -> None:
        """Call `ring` from now on. May be called again after it failed."""
        self._ring = ring
        if self._scheduler is None:
            from tickets.resilient_scheduler import ResilientScheduler

            scheduler = ResilientScheduler(RINGS_AT_ONCE)
            scheduler.start()
            self._scheduler = scheduler
        if not self._heart.is_alive():
            self._heart.start()

    def set(self, seconds: float | None) -> None:
        """Call after `seconds` instead of the time set before."""
        if seconds is not None and self._scheduler is not None:
            at = datetime.now(UTC) + timedelta(seconds=seconds)
            self._scheduler.add_job(self._ring, "date", run_date=at, id="due", replace_existing=True)

    def stop(self) -> None:
        """Make no more calls. One in progress may end after this, and set the timer without effect."""
        self._stopped.set()
        if self._heart.is_alive():
            self._heart.join()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.pause()
            self._scheduler.get_jobs()  # waits for the scheduler's present loop, which fails when shut down within it
            # Waiting here would deadlock: the scheduler holds its lock while it waits for a call that wants to set it.
            self._scheduler.shutdown(wait=False)

    def _beat(self) -> None:
        while self._scheduler is not None and not self._stopped.wait(HEARTBEAT_SECONDS):
            try:
                self._scheduler.add_job(self._ring, id="heartbeat", replace_existing=True)
            except BaseException as error:  # noqa: BLE001  without a heartbeat the watch would stop unnoticed
                record(error)
