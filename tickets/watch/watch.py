"""The watch: sweeps at the next due instant and at every heartbeat, and says when it last did."""

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
SOONEST = 0.02  # seconds between two sweeps: the alarm may ring a little before the server's clock has come so far
REFUSED_REST = 15.0  # seconds until a server that lets this account in no more is asked again
AGAIN_AFTER = 1.0  # seconds after a sweep that failed, or that had to leave something to somebody else
SWEEP_FAILED = "值守检查时程序出错，正在重试，告警可能漏报；错误已记入日志。"
RINGS_AT_ONCE = 8  # an instant that comes while a sweep still runs must not be dropped; the next sweep waits

_log = logging.getLogger(__name__)


class WakeTimer(Protocol):
    """Something that calls back when a time has passed, and at every heartbeat."""

    def start(self, ring: Callable[[], None]) -> None:
        """Call `ring` from now on."""

    def set(self, seconds: float | None) -> None:
        """Ring after `seconds` instead of when it was set to before; None leaves only the heartbeat."""

    def stop(self) -> None:
        """Ring no more."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """What the status bar shows: when the last sweep succeeded, the next due instant, what went wrong since when."""

    swept: datetime | None = None
    due: datetime | None = None
    trouble: str = ""
    failed: datetime | None = None  # when the first sweep failed since the last that succeeded
    unread: str = ""  # the sentence that says which rows could not be read, though the sweep succeeded

    def late(self, now: datetime) -> bool:
        """Return whether no sweep has succeeded for too long, or the last one was in a future that was set back."""
        return self.swept is None or abs(seconds_between(self.swept, now)) > LATE_AFTER


def unread(broken: Sequence[BrokenRow]) -> str:
    """Return what is said of rows that a sweep could not read; "" for none."""
    return f"这些的告警没有发出，请人工盯住。{sentence(broken)}" if broken else ""


class Watch:
    """Raises every alert at its due instant, through the ledger. Any number of watches may run at once."""

    def __init__(self, desk: TicketService, alarm: WakeTimer) -> None:
        self.state = WatchState()
        self._desk = desk
        self._alarm = alarm
        self._sweeping = Lock()
        self._stopped = False
        self._rests_until = 0.0  # by the monotonic clock
        self._leave_feed: Callable[[], None] | None = None

    def start(self) -> None:
        """Sweep now, catching up on what was missed, and go on watching."""
        try:
            self._leave_feed = self._leave_feed or self._desk.feed.subscribe(self._on_changes)
        except BaseException as error:  # noqa: BLE001  without the feed it still watches, at every heartbeat
            record(error)
        self._alarm.start(self.sweep)
        self.sweep()

    def stop(self) -> None:
        """Stop watching."""
        if self._leave_feed is not None:
            self._leave_feed()
            self._leave_feed = None
        self._alarm.stop()
        with self._sweeping:  # a sweep that is under way ends first; a ring that is still heard begins none
            self._stopped = True

    def sweep(self) -> None:
        """Raise what is due and set the alarm for what comes next.

        Whatever goes wrong is kept in `state`, logged when it is unexpected, and tried again.
        """
        with self._sweeping:
            if self._stopped or monotonic() < self._rests_until:
                return
            try:
                self._desk.set_clock()
                swept = self._desk.sweep()
                self._set_alarm(swept.due, SOONEST if swept.due is None or swept.due > swept.at else AGAIN_AFTER)
                if self.state.failed is not None:
                    _log.info("值守恢复")
                self.state = WatchState(swept.at, swept.due, unread=unread(swept.broken))
            except DeskError as error:
                self._fail(error)
            except BaseException as error:  # noqa: BLE001  whatever it is: who doesn't sweep again raises no alert
                self._fail(record(error, SWEEP_FAILED))

    def _fail(self, error: DeskError) -> None:
        if self.state.failed is None:
            _log.warning("值守检查失败：%s", message(error))
        failed = self.state.failed or self._desk.now()
        self.state = WatchState(self.state.swept, self.state.due, error.sentence, failed)
        again = AGAIN_AFTER
        if isinstance(error, ShutOut):  # each try is a sign-in that fails: the server's log would fill with them
            again = REFUSED_REST
            self._rests_until = monotonic() + again
        try:
            self._alarm.set(again)
        except BaseException as worse:  # noqa: BLE001  the heart beats all the same
            record(worse, SWEEP_FAILED)

    def _on_changes(self, changes: Changes) -> None:
        if "clocks" not in changes.tables and not changes.lost:
            return
        if changes.lost:  # somebody was let in again
            self._rests_until = 0.0
        with self._sweeping:  # else a sweep could set the alarm back to what was due before these changes
            if self._stopped:
                return
            try:
                due = self._desk.next_due()
                self.state = replace(self.state, due=due)
                self._set_alarm(due)
            except DeskError:
                return
            except BaseException as error:  # noqa: BLE001  the next sweep tells, and sets the alarm
                record(error, SWEEP_FAILED)

    def _set_alarm(self, due: datetime | None, soonest: float = 0) -> None:
        self._alarm.set(None if due is None else max(soonest, self._desk.until(due)))


class SchedulerAlarm:
    """An alarm kept by APScheduler: one job at the time set, one at every heartbeat.

    Whether the machine's clock is right has no say. But the scheduler waits by it, and would sleep on when it
    is set back: so the heart beats on its own thread, which only counts seconds.
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
        """Ring after `seconds` instead of when it was set to before."""
        if seconds is not None and self._scheduler is not None:
            at = datetime.now(UTC) + timedelta(seconds=seconds)
            self._scheduler.add_job(self._ring, "date", run_date=at, id="due", replace_existing=True)

    def stop(self) -> None:
        """Ring no more. A ring that is being heard may still end after this, and even set the alarm in vain."""
        self._stopped.set()
        if self._heart.is_alive():
            self._heart.join()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.pause()
            self._scheduler.get_jobs()  # waits for the scheduler's turn to end: it trips over being shut down in it
            # To wait here would hang: the scheduler holds its lock while it waits for a ring that wants to set it.
            self._scheduler.shutdown(wait=False)

    def _beat(self) -> None:
        while self._scheduler is not None and not self._stopped.wait(HEARTBEAT_SECONDS):
            try:
                self._scheduler.add_job(self._ring, id="heartbeat", replace_existing=True)
            except BaseException as error:  # noqa: BLE001  a heart that stopped would end the watch without a word
                record(error)
