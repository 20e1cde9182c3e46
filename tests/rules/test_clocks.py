"""The clocks' invariants hold after any changes in any order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.stories import EPOCH, Story, fresh, limits, seconds, stories
from tickets.rules import clocks
from tickets.rules.clocks import Clock, ClockError
from tickets.rules.instants import plus, seconds_between
from tickets.rules.words import ConsentKind, Outcome


@given(stories())
def test_elapsed_and_held_time_agree_with_a_stopwatch(story: Story) -> None:
    assert clocks.elapsed(story.clock, story.now) == story.worked
    assert clocks.held_seconds(story.clock, story.now) == story.stood


@given(stories(finished=True), seconds)
def test_the_elapsed_time_of_a_finished_clock_does_not_change(story: Story, later: int) -> None:
    clock, now = story.clock, plus(story.now, later)
    assert clocks.elapsed(clock, now) == story.worked
    assert clocks.held_seconds(clock, now) == story.stood
    assert clock.due is None


@given(stories())
def test_a_held_clock_is_never_due(story: Story) -> None:
    held = story.clock if story.clock.held_since else clocks.hold(story.clock, story.now)
    assert held.due is None


@given(stories(finished=True), limits)
def test_a_finished_clock_refuses_every_change(story: Story, amount: int) -> None:
    clock, at = story.clock, story.now
    for change in (
        lambda: clocks.hold(clock, at),
        lambda: clocks.resume(clock, at),
        lambda: clocks.stop(clock, at, Outcome.DONE),
        lambda: clocks.extend(clock, amount),
        lambda: clocks.rerate(clock, amount, None),
    ):
        with pytest.raises(ClockError):
            change()


@given(stories(), limits)
def test_rerating_keeps_the_start_the_holds_and_the_extensions(story: Story, limit: int) -> None:
    before, after = story.clock, clocks.rerate(story.clock, limit, 7)
    assert after == replace(before, limit=limit, limit_id=7, term=after.term, first_due=after.first_due)
    assert before.first_due is not None
    assert after.first_due == min(before.first_due, plus(before.started, limit)), "the earliest ever"
    assert clocks.elapsed(after, story.now) == clocks.elapsed(before, story.now)
    assert seconds_between(before.deadline, after.deadline) == limit - before.limit


@given(stories(), limits)
def test_only_a_change_of_the_limit_starts_a_new_term(story: Story, limit: int) -> None:
    clock = story.clock
    assert clocks.rerate(clock, clock.limit, 7).term == clock.term
    assert clocks.rerate(clock, clock.limit + limit, 7).term == clock.term + 1
    assert clocks.extend(clock, limit).term == clock.term + 1


@given(stories(), seconds)
def test_a_hold_moves_the_deadline_by_exactly_its_length(story: Story, pause: int) -> None:
    clock = story.clock if story.clock.running else clocks.resume(story.clock, story.now)
    resumed = clocks.resume(clocks.hold(clock, story.now), plus(story.now, pause))
    assert seconds_between(clock.deadline, resumed.deadline) == pause
    assert clocks.remaining(resumed, plus(story.now, pause)) == clocks.remaining(clock, story.now)


@given(stories(), limits, limits)
def test_the_deadline_grows_with_every_extension(story: Story, first: int, second: int) -> None:
    once = clocks.extend(story.clock, first)
    twice = clocks.extend(once, second)
    assert story.clock.deadline < once.deadline < twice.deadline
    assert seconds_between(story.clock.deadline, twice.deadline) == first + second


@given(stories())
def test_deadline_and_remaining_agree_on_what_is_overdue(story: Story) -> None:
    clock = story.clock if story.clock.running else clocks.resume(story.clock, story.now)
    assert clock.due == clock.deadline
    assert clocks.remaining(clock, story.now) == seconds_between(story.now, clock.deadline)


@given(stories(), limits)
def test_a_clock_is_on_time_up_to_its_deadline_and_not_a_second_later(story: Story, late: int) -> None:
    clock = story.clock if story.clock.running else clocks.resume(story.clock, story.now)
    at_last = max(clock.deadline, story.now)
    assert clocks.on_time(clock) is None
    assert clocks.on_time(clocks.stop(clock, at_last, Outcome.DONE)) is (at_last == clock.deadline)
    assert clocks.on_time(clocks.stop(clock, plus(at_last, late), Outcome.DONE)) is False


@given(stories(), seconds)
def test_stopping_a_held_clock_ends_the_hold_with_it(story: Story, pause: int) -> None:
    held = story.clock if story.clock.held_since else clocks.hold(story.clock, story.now)
    at = plus(story.now, pause)
    assert clocks.stop(held, at, Outcome.DONE) == clocks.stop(clocks.resume(held, at), at, Outcome.DONE)


@given(stories(finished=True), st.integers(-300, 300), st.integers(-300, 300))
def test_a_correction_keeps_the_sums_of_a_clock_consistent_or_is_refused(
    story: Story, start_by: int, stop_by: int
) -> None:
    clock = story.clock
    assert clock.stopped is not None
    started, stopped = plus(clock.started, start_by), plus(clock.stopped, stop_by)
    if seconds_between(started, stopped) < clock.held:
        with pytest.raises(ClockError):
            clocks.correct(clock, started, stopped)
        return
    right = clocks.correct(clock, started, stopped)
    consent = ConsentKind.CORRECTION if start_by or stop_by else None
    first = clock.started if start_by else None
    assert right == replace(clock, started=started, stopped=stopped, consent=consent, first_started=first)
    assert clocks.elapsed(right, story.now) == seconds_between(started, stopped) - clock.held


def test_a_correction_neither_stops_nor_restarts_a_clock() -> None:
    running = fresh()
    stopped = clocks.stop(running, plus(EPOCH, 60), Outcome.DONE)
    with pytest.raises(ClockError):
        clocks.correct(running, EPOCH, plus(EPOCH, 60))
    with pytest.raises(ClockError):
        clocks.correct(stopped, EPOCH, None)


def test_correcting_the_start_of_a_running_clock_starts_a_new_term() -> None:
    moved = clocks.correct(fresh(), plus(EPOCH, -60), None)
    assert (moved.deadline, moved.term) == (plus(EPOCH, 540), 1)
    assert clocks.correct(fresh(), EPOCH, None).term == 0


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_zero_or_less_is_refused(limit: int) -> None:
    for change in (
        lambda: fresh(limit),
        lambda: clocks.extend(fresh(), limit),
        lambda: clocks.rerate(fresh(), limit, None),
    ):
        with pytest.raises(ClockError):
            change()


def test_time_never_runs_backwards_in_a_clock() -> None:
    before = plus(EPOCH, -1)
    held = clocks.hold(fresh(), plus(EPOCH, 60))
    for change in (
        lambda: clocks.hold(fresh(), before),
        lambda: clocks.stop(fresh(), before, Outcome.DONE),
        lambda: clocks.resume(held, plus(EPOCH, 59)),
        lambda: clocks.stop(held, plus(EPOCH, 59), Outcome.DONE),
        lambda: clocks.hold(held, plus(EPOCH, 90)),
        lambda: clocks.resume(fresh(), plus(EPOCH, 90)),
    ):
        with pytest.raises(ClockError):
            change()


def test_elapsed_is_never_below_zero_when_the_machine_s_clock_jumps_back() -> None:
    assert clocks.elapsed(fresh(), plus(EPOCH, -3600)) == 0


def test_twelve_minutes_with_a_hold_of_five_count_as_seven() -> None:
    clock: Clock = fresh(600)
    clock = clocks.resume(clocks.hold(clock, plus(EPOCH, 120)), plus(EPOCH, 420))
    assert clock.deadline == plus(EPOCH, 900)
    done = clocks.stop(clock, plus(EPOCH, 720), Outcome.DONE)
    assert (clocks.elapsed(done, plus(EPOCH, 9999)), done.held, clocks.on_time(done)) == (420, 300, True)


@given(stories(), seconds)
def test_a_hold_counts_from_the_second_in_which_it_begins(story: Story, later: int) -> None:
    running = clocks.resume(story.clock, story.now) if story.clock.held_since else story.clock
    held = clocks.hold(running, story.now)
    assert clocks.held_seconds(held, plus(story.now, later)) == running.held + later
    assert clocks.held_seconds(held, plus(story.now, -1)) == running.held


def test_a_hold_that_was_entered_with_the_clock_set_back_has_no_length() -> None:
    held = replace(fresh(), held_since=plus(EPOCH, 3600), held_until=plus(EPOCH, 1800))
    assert clocks.as_of(held, plus(EPOCH, 2000)) == fresh()
