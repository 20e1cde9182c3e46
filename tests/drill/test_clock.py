"""Simulated time: events in order, and a timer that works with it like the real one."""

from datetime import timedelta

from tests.desk_fixtures import START
from tickets.drill.clock import HEARTBEAT_SECONDS, SimulatedClock, SimulatedTimer
from tickets.rules.instants import plus


def nothing() -> None:
    """Do nothing after an event."""


def test_events_happen_in_their_order_each_at_its_instant() -> None:
    clock, seen = SimulatedClock(START), list[tuple[str, int]]()
    for name, seconds in (("b", 60), ("c", 60), ("a", 5), ("d", 3600)):
        # type: ignore[misc]
        clock.at(plus(START, seconds), lambda name=name: seen.append((name, (clock() - START).seconds)))
    clock.run(nothing)
    assert seen == [("a", 5), ("b", 60), ("c", 60), ("d", 3600)]


def test_an_event_scheduled_in_the_past_runs_now() -> None:
    clock, seen = SimulatedClock(START), list[timedelta]()
    clock.at(plus(START, 60), lambda: clock.at(START, lambda: seen.append(clock() - START)))
    clock.run(nothing)
    assert seen == [timedelta(seconds=60)]


def test_idle_events_alone_do_not_keep_the_simulation_running() -> None:
    clock, seen = SimulatedClock(START), list[str]()
    clock.at(plus(START, 10), lambda: seen.append("idle"), idle=True)
    clock.at(plus(START, 20), lambda: seen.append("awaited"))
    clock.at(plus(START, 30), lambda: seen.append("never"), idle=True)
    clock.run(nothing)
    assert seen == ["idle", "awaited"]


def test_the_timer_rings_at_the_last_instant_set_and_at_every_heartbeat() -> None:
    clock, rings = SimulatedClock(START), list[int]()
    timer = SimulatedTimer(clock)
    timer.start(lambda: rings.append((clock() - START).seconds))
    timer.set(20)
    timer.set(30)
    clock.at(plus(START, 2 * HEARTBEAT_SECONDS + 1), nothing)
    clock.run(nothing)
    assert rings == [30, HEARTBEAT_SECONDS, 2 * HEARTBEAT_SECONDS]


def test_a_sleeping_timer_does_not_ring_until_a_heartbeat_wakes_it() -> None:
    clock, rings = SimulatedClock(START), list[int]()
    timer = SimulatedTimer(clock)
    timer.start(lambda: rings.append((clock() - START).seconds))
    timer.sleep(200)
    timer.set(100)
    clock.at(plus(START, 299), nothing)
    clock.run(nothing)
    assert rings == [240]


def test_a_stopped_timer_does_not_ring() -> None:
    clock, rings = SimulatedClock(START), list[int]()
    timer = SimulatedTimer(clock)
    timer.start(lambda: rings.append(1))
    timer.set(5)
    timer.stop()
    clock.at(plus(START, 500), nothing)
    clock.run(nothing)
    assert rings == []
