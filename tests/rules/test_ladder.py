"""Every rung is found once, at the counted second, however time is divided into sweeps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.stories import EPOCH, Story, fresh, limits, stories
from tickets.rules import clocks
from tickets.rules.clocks import Clock
from tickets.rules.instants import plus, seconds_between
from tickets.rules.ladder import (
    NOBODY,
    WENT_UP,
    Rung,
    applies,
    course,
    crossed,
    in_force,
    instant,
    next_instant,
    recipients,
)
from tickets.rules.words import Outcome, Priority, Role, RungKind, Stage

SINCE = plus(EPOCH, -86_400)
OVERDUE = Rung(1, RungKind.OVERDUE, None, None, 100, None, frozenset({Role.DISPATCHER}), SINCE)
WARNING = replace(OVERDUE, id=2, kind=RungKind.WARNING, share=70)
ESCALATION = replace(OVERDUE, id=3, kind=RungKind.ESCALATION, share=None, after=300)
LADDER = [WARNING, OVERDUE, ESCALATION]


@st.composite
def ladders(draw: st.DrawFn) -> list[Rung]:
    shares = draw(st.lists(st.integers(1, 100), max_size=3))
    delays = draw(st.lists(st.integers(0, 600), max_size=3))
    by_share = [replace(WARNING, id=i, share=share) for i, share in enumerate(shares)]
    by_delay = [replace(ESCALATION, id=10 + i, after=after) for i, after in enumerate(delays)]
    return by_share + by_delay


def threshold(rung: Rung, clock: Clock) -> int:
    """Return the elapsed seconds at which the clock crosses the rung."""
    allowance = clock.limit + clock.extended
    return allowance * rung.share // 100 if rung.share is not None else allowance + (rung.after or 0)


def seconds_of(start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield every second from `start` to `end`, both included."""
    return (plus(start, second) for second in range(seconds_between(start, end) + 1))


@given(stories(moves=4), ladders())
def test_a_rung_is_crossed_when_the_elapsed_time_reaches_its_threshold(story: Story, rungs: list[Rung]) -> None:
    found, watched = set(), set()
    for clock, start, end in story.chapters:
        found |= {(clock.term, rung.id, at) for at, rung in crossed(rungs, clock, start, end)}
        if clock.running:
            readings = {clocks.elapsed(clock, at): at for at in seconds_of(start, end)}
            marks = ((rung, threshold(rung, clock)) for rung in rungs)
            watched |= {(clock.term, rung.id, readings[mark]) for rung, mark in marks if mark in readings}
    assert found == watched


@given(limits, ladders(), st.lists(st.integers(1, 2000), max_size=12))
def test_each_rung_is_found_once_for_any_sequence_of_sweeps(limit: int, rungs: list[Rung], cuts: list[int]) -> None:
    clock, end = fresh(limit), 2001
    bounds = [0, *sorted(set(cuts)), end]
    swept = [
        hit
        for since, until in pairwise(bounds)
        for hit in crossed(rungs, clock, plus(EPOCH, since), plus(EPOCH, until - 1))
    ]
    assert swept == crossed(rungs, clock, EPOCH, plus(EPOCH, end))
    assert sorted(rung.id for _, rung in swept) == sorted(rung.id for rung in rungs)


@given(limits, ladders())
def test_waking_at_each_next_instant_finds_every_rung(limit: int, rungs: list[Rung]) -> None:
    clock, found, since = fresh(limit), [], EPOCH
    while (wake := next_instant(rungs, clock, since)) is not None:
        assert crossed(rungs, clock, since, plus(wake, -1)) == []
        found += crossed(rungs, clock, since, wake)
        since = plus(wake, 1)
    assert found == crossed(rungs, clock, EPOCH, plus(EPOCH, 2000))


@given(stories(), ladders())
def test_a_clock_held_for_good_crosses_nothing_more_and_a_stopped_one_nothing(story: Story, rungs: list[Rung]) -> None:
    held = story.clock if story.clock.held_since else clocks.hold(story.clock, story.now)
    assert held.held_since is not None
    later = plus(held.held_since, 1)
    assert crossed(rungs, held, later, plus(story.now, 9999)) == []
    assert next_instant(rungs, held, later) is None
    stopped = clocks.stop(held, story.now, Outcome.DONE)
    assert crossed(rungs, stopped, EPOCH, plus(story.now, 9999)) == []
    assert next_instant(rungs, stopped, EPOCH) is None


@given(stories(), ladders(), st.integers(0, 5000), st.booleans())
def test_a_hold_that_ends_by_itself_crosses_the_same_rungs_as_one_that_is_resumed_then(
    story: Story, ladder: list[Rung], seconds: int, granted: bool
) -> None:
    rungs = [replace(rung, since=EPOCH, until=None) for rung in ladder]
    running = clocks.resume(story.clock, story.now) if story.clock.held_since else story.clock
    until = plus(story.now, seconds)
    held = clocks.hold(running, story.now, until, granted=granted)
    resumed = clocks.resume(held, until)
    assert resumed.held == running.held + (seconds if granted else 0)
    assert clocks.as_of(held, until) == resumed
    to_come = [rung for rung in rungs if instant(rung, running) > story.now]
    assert course(to_come, held) == sorted(
        ((max(at, until), rung) for at, rung in course(to_come, resumed)), key=lambda hit: (hit[0], hit[1].id)
    )


@given(stories(), st.integers(1, 99), st.integers(0, 600))
def test_warning_overdue_and_escalation_come_in_that_order(story: Story, share: int, after: int) -> None:
    clock = story.clock
    warning, escalation = replace(WARNING, share=share), replace(ESCALATION, after=after)
    assert instant(warning, clock) <= instant(OVERDUE, clock) == clock.deadline
    assert instant(escalation, clock) == plus(clock.deadline, after)


def test_ten_minutes_warn_at_seven_fall_overdue_at_ten_and_escalate_at_fifteen() -> None:
    hits = crossed(LADDER, fresh(600), EPOCH, plus(EPOCH, 900))
    assert [(seconds_between(EPOCH, at), rung.kind) for at, rung in hits] == [
        (420, RungKind.WARNING),
        (600, RungKind.OVERDUE),
        (900, RungKind.ESCALATION),
    ]


def test_a_sweep_includes_both_ends_of_its_interval() -> None:
    at_420 = [(plus(EPOCH, 420), WARNING)]
    assert crossed(LADDER, fresh(600), plus(EPOCH, 420), plus(EPOCH, 420)) == at_420
    assert crossed(LADDER, fresh(600), plus(EPOCH, 421), plus(EPOCH, 599)) == []


def test_a_rung_is_crossed_only_while_it_is_in_force() -> None:
    removed = replace(WARNING, until=plus(EPOCH, 420))
    added = replace(OVERDUE, since=plus(EPOCH, 601))
    assert crossed([removed, added], fresh(600), EPOCH, plus(EPOCH, 9999)) == []
    assert next_instant([removed, added], fresh(600), EPOCH) is None
    assert in_force(replace(WARNING, until=plus(EPOCH, 421)), plus(EPOCH, 420))
    assert in_force(replace(OVERDUE, since=plus(EPOCH, 600)), plus(EPOCH, 600))


def test_a_rung_applies_to_its_stage_and_priority_or_to_all_if_none_is_given() -> None:
    arrive_p1 = replace(WARNING, stage=Stage.ARRIVE, priority=Priority.P1)
    for stage in Stage:
        for priority in Priority:
            assert applies(WARNING, stage, priority)
            assert applies(arrive_p1, stage, priority) == (stage is Stage.ARRIVE and priority is Priority.P1)


OPERATOR, DISPATCHER, SUPERVISOR = Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR
TO_BOTH = replace(OVERDUE, roles=frozenset({OPERATOR, DISPATCHER}))
ABOVE = [replace(ESCALATION, roles=frozenset({OPERATOR})), replace(ESCALATION, roles=frozenset({SUPERVISOR}))]


def test_an_alert_goes_to_the_rungs_own_roles_while_one_of_them_is_on_duty() -> None:
    assert recipients(TO_BOTH, ABOVE, frozenset({DISPATCHER, SUPERVISOR})) == {DISPATCHER: "", OPERATOR: NOBODY}


def test_with_none_of_its_roles_on_duty_an_alert_escalates_to_the_next_rung_with_somebody() -> None:
    found = recipients(OVERDUE, ABOVE, frozenset({SUPERVISOR}))
    assert found == {DISPATCHER: NOBODY, SUPERVISOR: WENT_UP}


def test_with_nobody_on_duty_the_alert_goes_to_every_role() -> None:
    found = recipients(OVERDUE, ABOVE, frozenset())
    assert found == dict.fromkeys(Role, WENT_UP) | {DISPATCHER: NOBODY}
