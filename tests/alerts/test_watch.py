"""The watch sweeps at the due instant, at every heartbeat, after a suspend and after a jump of the clock."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, tzinfo
from unittest.mock import Mock

import apscheduler.schedulers.base
import apscheduler.triggers.date
import pytest

import tickets.service as desk_module
from tests.desk_fixtures import START, Hand, HandClock
from tickets import resilient_scheduler as lasting
from tickets.actions.dispatch import dispatch
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.progress import accept
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.drill.clock import HandFeed
from tickets.errors import ShutOut, Unavailable
from tickets.rules.instants import seconds_between
from tickets.rules.words import AlertOutcome, Stage
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.failures import DISK_FULL
from tickets.store.feed.changes import Changes
from tickets.store.postgres.clock import ServerClock
from tickets.store.tables import alerts, digests
from tickets.watch import watch as watch_module
from tickets.watch.watch import AGAIN_AFTER, LATE_AFTER, SWEEP_FAILED, SchedulerTimer, Watch, WatchState

pytestmark = pytest.mark.on_both
PATIENCE = 60  # seconds a test waits for another thread before it fails


class HandTimer:
    """A timer driven by the test."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self.instant: datetime | None = None
        self.ring: Callable[[], None] = lambda: None

    def start(self, ring: Callable[[], None]) -> None:
        """Store the callback."""
        self.ring = ring

    def set(self, seconds: float | None) -> None:
        """Store the time."""
        self.instant = None if seconds is None else self._clock.now + timedelta(seconds=seconds)

    def stop(self) -> None:
        """Drop the callback."""
        self.ring = lambda: None


@pytest.fixture
def timer(clock: HandClock) -> HandTimer:
    """The watch's timer."""
    return HandTimer(clock)


@pytest.fixture
def watch(desk: TicketService, timer: HandTimer) -> Iterator[Watch]:
    """A started watch, with a feed that notifies on request."""
    desk.feed.stop()
    desk.feed = HandFeed(desk.store)
    watch = Watch(desk, timer)
    watch.start()
    yield watch
    watch.stop()


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("sweep", KeyError),
        ("sweep", MemoryError),
        ("sweep", SystemExit),
        ("next_due", KeyError),
        ("until", KeyError),
        ("set_clock", OSError),
    ],
)
def test_the_watch_survives_any_error_and_shows_it(
    desk: TicketService, hand: Hand, clock: HandClock, timer: HandTimer, where: str, error: type[BaseException],
    monkeypatch: pytest.MonkeyPatch, surprises: list[str],
) -> None:  # fmt: skip
    watch = Watch(desk, timer)
    hand.do(log_call(CallDetails(words="路上冒水"), ReportedFault("visible_leak")))
    watch.start()  # after the call, so that the feed has nothing to report during this test

    with monkeypatch.context() as broken:
        broken.setattr(desk, where, Mock(side_effect=error("a query")))
        failed = clock.advance(minutes=1)
        timer.ring()
        if where != "next_due":
            assert (watch.state.trouble, watch.state.failed) == (SWEEP_FAILED, failed)
            assert timer.instant == failed + timedelta(seconds=AGAIN_AFTER)
        watch._on_changes(Changes(tables=frozenset({"clocks"})))
        clock.advance(minutes=10)
        timer.ring()
        if where != "next_due":
            assert watch.state.failed == failed, "since when, not the last time"
        assert error.__name__ in surprises[0]
    timer.ring()
    assert (watch.state.trouble, watch.state.failed) == ("", None)
    assert hand.rows(alerts)
    watch.stop()
    surprises.clear()


def test_the_watch_goes_on_after_its_timer_could_not_be_set(
    desk: TicketService, timer: HandTimer, monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    watch = Watch(desk, timer)
    watch.start()

    def fail(_seconds: float | None) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    with monkeypatch.context() as broken:
        broken.setattr(timer, "set", fail)
        timer.ring()
        assert watch.state.trouble == SWEEP_FAILED
    timer.ring()
    assert not watch.state.trouble
    watch.stop()
    surprises.clear()


def test_the_timer_is_set_to_what_a_new_call_makes_due(
    watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock
) -> None:
    assert timer.instant is None
    hand.log()
    hand.desk.feed.notify()
    assert timer.instant == clock.now + timedelta(seconds=420)
    assert watch.state.due == timer.instant


def test_a_step_done_in_time_moves_the_timer(watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(60)
    hand.do(accept(key, None))
    hand.desk.feed.notify()
    assert timer.instant == clock.now + timedelta(seconds=1260)


def test_ringing_at_the_instant_raises_the_alert_and_sets_the_next(
    watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock
) -> None:
    hand.log()
    hand.desk.feed.notify()
    assert timer.instant is not None
    clock.set(timer.instant)
    timer.ring()
    assert len(hand.rows(alerts)) == 1
    assert watch.state == WatchState(clock.now, START + timedelta(seconds=600))
    assert timer.instant == START + timedelta(seconds=600)


def test_a_ring_after_the_watch_was_stopped_does_nothing(
    watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock
) -> None:
    ring = timer.ring
    hand.log()
    clock.advance(hours=9)
    watch.stop()
    ring()
    assert hand.rows(alerts) == []


def test_a_watch_that_starts_late_catches_up_at_once(
    desk: TicketService, timer: HandTimer, hand: Hand, clock: HandClock
) -> None:
    hand.log()
    clock.advance(hours=9)
    Watch(desk, timer).start()
    assert len(hand.rows(alerts)) == 5
    (digest,) = hand.rows(digests)
    assert digest.alerts == 5


def test_after_a_jump_forward_each_miss_is_raised_once(
    watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock
) -> None:
    hand.log()
    clock.advance(minutes=12)
    timer.ring()
    assert [row.outcome for row in hand.rows(alerts)] == [AlertOutcome.SENT] * 3
    assert hand.rows(digests) == []
    timer.ring()
    assert len(hand.rows(alerts)) == 3


def test_after_a_jump_back_nothing_is_raised_again_and_new_calls_are_watched(
    watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock
) -> None:
    hand.log()
    clock.advance(minutes=8)
    timer.ring()
    clock.advance(hours=-2)
    timer.ring()
    assert len(hand.rows(alerts)) == 1
    hand.log()
    hand.desk.feed.notify()
    assert timer.instant == clock.now + timedelta(seconds=420)
    clock.advance(minutes=8)
    timer.ring()
    assert len(hand.rows(alerts)) == 2


def test_a_server_that_refuses_this_account_is_not_retried_each_second(
    watch: Watch, desk: TicketService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def shut_out() -> None:
        asked.append(1)
        raise ShutOut("密码改过了，请重新登录。")

    with monkeypatch.context() as out:
        out.setattr(desk, "sweep", shut_out)
        for _ in range(5):
            watch.sweep()
    assert len(asked) == 1
    assert "重新登录" in watch.state.trouble
    watch._on_changes(Changes(lost=True))  # somebody has signed in
    watch.sweep()
    assert watch.state.trouble == ""


def test_a_failed_sweep_says_why_and_the_next_one_clears_it(
    watch: Watch,
    timer: HandTimer,
    hand: Hand,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> None:
        raise Unavailable(DISK_FULL)

    caplog.set_level("INFO", "tickets.watch.watch")
    with monkeypatch.context() as broken:
        broken.setattr(hand.desk, "sweep", fail)
        clock.advance(LATE_AFTER + 1)
        timer.ring()
        timer.ring()
    assert watch.state.trouble == DISK_FULL
    assert watch.state.late(clock.now)
    timer.ring()
    assert watch.state.trouble == ""
    assert not watch.state.late(clock.now)
    messages = [entry.getMessage() for entry in caplog.records]
    assert messages == [f"值守检查失败：{DISK_FULL}", "值守恢复"]


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (LATE_AFTER, False), (LATE_AFTER + 1, True), (-3600, True)])
def test_a_watch_is_late_when_its_last_sweep_is_too_long_ago(seconds: int, late: bool) -> None:
    assert WatchState(swept=START).late(START + timedelta(seconds=seconds)) is late
    assert WatchState().late(START)


def test_a_sweep_never_sets_the_timer_back_behind_a_change(
    watch: Watch, timer: HandTimer, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep has read what is due; before it sets the timer, a call is logged that is due earlier."""
    read, go_on = threading.Event(), threading.Event()
    sweep = hand.desk.sweep

    def slow_sweep() -> object:
        swept = sweep()
        read.set()
        assert go_on.wait(PATIENCE)
        return swept

    with monkeypatch.context() as slow:
        slow.setattr(hand.desk, "sweep", slow_sweep)
        sweeping = threading.Thread(target=timer.ring)
        sweeping.start()
        assert read.wait(PATIENCE)
        hand.log()
        telling = threading.Thread(target=hand.desk.feed.notify)
        telling.start()
        telling.join(0.2)  # either it waits for the sweep, or it is done
        go_on.set()
        sweeping.join(PATIENCE)
        telling.join(PATIENCE)
    assert timer.instant == START + timedelta(seconds=420)


def test_a_clock_already_due_rings_at_once(watch: Watch, timer: HandTimer, hand: Hand, clock: HandClock) -> None:
    hand.do(log_call(CallDetails(words="路上冒水", at=clock.ago(minutes=20)), ReportedFault("visible_leak")))
    hand.desk.feed.notify()
    assert timer.instant == clock.now


class Bells:
    """Counts calls and lets a test wait for them."""

    def __init__(self) -> None:
        self._rung = threading.Semaphore(0)

    def __call__(self) -> None:
        """Count a call."""
        self._rung.release()

    def rang(self, times: int) -> bool:
        """Return whether there are so many calls within the time limit."""
        return all(self._rung.acquire(timeout=PATIENCE) for _ in range(times))

    def silent(self, seconds: float = 0.3) -> bool:
        """Return whether there is no call for so long."""
        return not self._rung.acquire(timeout=seconds)


@pytest.fixture
def scheduler_timer(monkeypatch: pytest.MonkeyPatch) -> Iterator[SchedulerTimer]:
    """The real timer, with a heartbeat too slow to call instead of it."""
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 3600)
    timer = SchedulerTimer()
    yield timer
    timer.stop()


def test_the_real_timer_rings_at_its_time_and_at_once_for_a_past_time(scheduler_timer: SchedulerTimer) -> None:
    bells = Bells()
    scheduler_timer.start(bells)
    scheduler_timer.set(0.1)
    assert bells.rang(1)
    scheduler_timer.set(-18_000)
    assert bells.rang(1)


def test_a_time_that_has_come_while_a_sweep_runs_is_not_dropped(scheduler_timer: SchedulerTimer) -> None:
    bells, first, go_on = Bells(), threading.Lock(), threading.Event()

    def ring() -> None:
        bells()
        if first.acquire(blocking=False):
            scheduler_timer.set(0)
            go_on.wait(PATIENCE)

    scheduler_timer.start(ring)
    scheduler_timer.set(0)
    rang = bells.rang(2)
    go_on.set()
    assert rang


def test_the_real_timer_rings_at_the_last_time_set_only(scheduler_timer: SchedulerTimer) -> None:
    bells = Bells()
    scheduler_timer.start(bells)
    scheduler_timer.set(1)
    scheduler_timer.set(3600)
    assert bells.silent(1.5)


def test_the_heartbeat_goes_on_when_the_machine_s_clock_is_set_back(
    scheduler_timer: SchedulerTimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SetBack(datetime):
        offset = timedelta(0)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "SetBack":
            """Return the machine's time."""
            return super().now(tz) - cls.offset

    for module in (apscheduler.schedulers.base, apscheduler.triggers.date):
        monkeypatch.setattr(module, "datetime", SetBack)
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 0.02)
    bells = Bells()
    scheduler_timer.start(bells)
    assert bells.rang(2)
    SetBack.offset = timedelta(hours=1)
    assert bells.rang(5)


def test_the_real_timer_rings_on_after_its_threads_have_failed(
    scheduler_timer: SchedulerTimer, monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    monkeypatch.setattr(lasting, "AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 0.02)
    bells = Bells()
    scheduler_timer.start(bells)
    assert bells.rang(2)
    scheduler = scheduler_timer._scheduler
    assert scheduler is not None
    for victim, name in ((scheduler, "_lookup_executor"), (scheduler, "add_job")):  # of its own thread, of the heart's
        with monkeypatch.context() as broken:
            failed = threading.Event()

            def fail(*_: object, failed: threading.Event = failed, **__: object) -> None:
                failed.set()
                raise SystemExit(3)

            broken.setattr(victim, name, fail)
            assert failed.wait(PATIENCE)
        assert bells.rang(20), name
    assert all("SystemExit" in told for told in surprises)
    surprises.clear()


def test_a_timer_can_be_stopped_while_its_ring_is_setting_it(scheduler_timer: SchedulerTimer) -> None:
    ringing, may_set = threading.Event(), threading.Event()

    def ring() -> None:
        ringing.set()
        may_set.wait(10)
        scheduler_timer.set(3600)

    scheduler_timer.start(ring)
    scheduler_timer.set(0)
    assert ringing.wait(10)
    stopping = threading.Thread(target=scheduler_timer.stop, daemon=True)
    stopping.start()
    stopping.join(0.2)
    may_set.set()
    stopping.join(10)
    assert not stopping.is_alive()


def test_a_stopped_timer_does_not_ring(scheduler_timer: SchedulerTimer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 0.02)
    bells = Bells()
    scheduler_timer.start(bells)
    assert bells.rang(1)
    scheduler_timer.stop()
    while not bells.silent():
        pass
    assert bells.silent()


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [600, -600])
def test_a_seat_whose_clock_is_wrong_rings_when_the_server_says_so(
    server_store: Store, monkeypatch: pytest.MonkeyPatch, wrong: int
) -> None:
    off = timedelta(seconds=wrong)

    class WrongClock(ServerClock):
        def __init__(self) -> None:
            super().__init__(own=lambda: time.time() + wrong)

    class WrongTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "WrongTime":
            """Return the workstation's time."""
            return super().now(tz) + off

    monkeypatch.setattr(desk_module, "ServerClock", WrongClock)
    for module in (watch_module, apscheduler.schedulers.base, apscheduler.triggers.date):
        monkeypatch.setattr(module, "datetime", WrongTime)
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 60)  # only the timer set to the instant can call in time
    with closing(TicketService(server_store)) as desk:
        desk.set_clock()
        assert desk.server_clock is not None
        assert round(desk.server_clock.offset or 0) == wrong
        hand, watch = Hand(desk), Watch(desk, SchedulerTimer())
        hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 4, "visible_leak")))
        watch.start()
        try:
            hand.log()
            end = time.monotonic() + 10
            while not (rows := hand.rows(alerts)) and time.monotonic() < end:
                time.sleep(0.02)
        finally:
            watch.stop()
        assert [seconds_between(row.due, row.raised) for row in rows] == [0]
