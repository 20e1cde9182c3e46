"""Whatever happened, the report's figures equal those of a plain count over the rows."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.desk_fixtures import START, Hand, HandClock, WarmFile
from tests.reports.plain import compare
from tests.reports.stories import Story, archive, stories
from tickets.actions.assisting import assist
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, return_
from tickets.actions.followup import reopen
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, log_call
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, hold, resolve, resume
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import Durations, Figure, Lengths, Punctuality
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope, scope_of_days
from tickets.rules.instants import day_start, local_day
from tickets.rules.words import Move, Priority, Stage, State, Zone
from tickets.store.queries.lookups import list_places

TODAY = local_day(START)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # a set of tickets takes too long to shrink
SCOPES = (
    scope_of_days(TODAY, TODAY),
    scope_of_days(TODAY, TODAY + timedelta(days=400)),
    Scope(START + timedelta(minutes=7), START + timedelta(hours=20)),
)
NARROW = ({}, {"crew_id": 1}, {"crew_id": 0}, {"fault": "burst_main", "zone": Zone.URBAN}, {"priority": Priority.P1})


@settings(max_examples=15, phases=QUICK)
@given(
    history=stories(12), scope=st.sampled_from(SCOPES), by=st.sampled_from(Breakdown), narrow=st.sampled_from(NARROW)
)
def test_every_figure_equals_a_plain_count(
    file: WarmFile, history: list[Story], scope: Scope, by: Breakdown, narrow: dict[str, object]
) -> None:
    with archive(file, history) as desk:
        compare(desk, replace(scope, by=by, **narrow))  # type: ignore[arg-type]


@pytest.mark.slow
@settings(max_examples=30, phases=QUICK)
@given(history=stories(25), scope=st.sampled_from(SCOPES), narrow=st.sampled_from(NARROW))
def test_every_figure_of_many_tickets_equals_a_plain_count(
    file: WarmFile, history: list[Story], scope: Scope, narrow: dict[str, object]
) -> None:
    with archive(file, history) as desk:
        for by in Breakdown:
            compare(desk, replace(scope, by=by, **narrow))  # type: ignore[arg-type]


def test_an_event_at_the_very_end_of_a_period_counts_in_the_next_one(hand: Hand, clock: HandClock) -> None:
    hand.do(dispatch(hand.log("visible_leak"), None, hand.crew()))
    clock.advance(minutes=11)
    for end, opened, due in ((START, 0, 0), (START + timedelta(minutes=10), 1, 0), (clock(), 1, 1)):
        before, after = Scope(START - timedelta(hours=1), end), Scope(end, START + timedelta(hours=1))
        for scope, count, accepted in ((before, opened, due), (after, 1 - opened, 1 - due)):
            compare(hand.desk, scope)
            found = hand.desk.read(report, scope, clock())
            assert found.work[Figure.OPENED] == count
            assert found.stages[0].punctuality.due == accepted


def test_a_running_clock_fails_once_it_is_overdue_and_is_not_counted_before(hand: Hand, clock: HandClock) -> None:
    hand.log("visible_leak")
    assert accepting(hand, clock) == Punctuality()
    clock.advance(minutes=10)
    assert accepting(hand, clock) == Punctuality()
    clock.advance(1)
    assert accepting(hand, clock) == Punctuality(overdue=1)


def test_a_stage_returned_or_reassigned_after_its_deadline_is_late(hand: Hand, clock: HandClock) -> None:
    returned, reassigned = hand.log(), hand.log()
    for key in (returned, reassigned):
        hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=11)
    hand.do(return_(returned, None, "不归本班"))
    hand.do(reassign(reassigned, None, hand.crew(1), "近"))
    assert accepting(hand, clock) == Punctuality(late=2)


def test_cancelled_tickets_are_left_out_and_their_number_is_shown(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    for command in (dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    assert accepting(hand, clock) == Punctuality(on_time=1)
    hand.do(cancel(key, None, "误报"))
    assert accepting(hand, clock) == Punctuality()
    assert hand.desk.read(report, scope_of_days(TODAY, TODAY), clock()).work[Figure.CANCELLED] == 1


def test_held_time_is_reported_separately_from_the_time_taken(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    for command in (dispatch(key, None, hand.crew()), accept(key, None), hold(key, None, "等材料")):
        hand.do(command)
    hand.decide()
    clock.advance(hours=1)
    hand.do(resume(key, None))
    clock.advance(minutes=5)
    hand.do(arrive(key, None))
    found = hand.desk.read(report, scope_of_days(TODAY, TODAY), clock())
    assert found.stages[1].durations == Durations(1, 300, 300, 300, 3600)
    assert found.stages[1].parts.gross == Lengths(1, 3900, 3900, 3900)


@pytest.mark.on_both
@pytest.mark.parametrize("handed_on", [return_, reassign])
def test_a_stage_that_was_handed_on_took_from_its_first_round_to_its_end_without_the_held_time_of_both(
    hand: Hand, clock: HandClock, handed_on: Any
) -> None:
    key = hand.bring_to(State.ARRIVED)
    for minutes, moves in ((60, (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE)), (30, (Move.RESOLVE,))):
        hand.do(hold(key, None, "等材料"))
        hand.decide()
        clock.advance(minutes=15)
        hand.do(resume(key, None))
        clock.advance(minutes=minutes)
        if Move.DISPATCH in moves:
            hand.do(return_(key, None, "难") if handed_on is return_ else reassign(key, None, hand.crew(1), "近"))
            clock.advance(minutes=10)
        for move in moves:
            if move is not Move.DISPATCH or handed_on is return_:
                hand.take(key, move)
    scope = scope_of_days(TODAY, TODAY)
    compare(hand.desk, scope)
    found = hand.desk.read(report, replace(scope, by=Breakdown.CREW), clock())
    repaired = next(each for each in found.stages if each.stage is Stage.RESOLVE)
    assert repaired.durations == Durations(1, 6000, 6000, 6000, 1800)
    assert repaired.parts.gross == Lengths(1, 7800, 7800, 7800)
    (row,) = hand.desk.read(drilldown_page, Question(scope, Figure.FINISHED, Stage.RESOLVE), clock())
    assert row.rank == 6000
    crew = "一班" if handed_on is return_ else "二班"
    by_crew = {group.label: group.stages[2].durations.median for group in found.groups}
    assert {label: median for label, median in by_crew.items() if median is not None} == {crew: 6000}


def test_a_repair_after_a_reopening_is_a_case_of_its_own(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(minutes=20)
    hand.do(return_(key, None, "难"))
    for _ in range(2):
        for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
            hand.take(key, move)
        clock.advance(minutes=10)
        hand.take(key, Move.RESOLVE)
        hand.do(reopen(key, None, "又漏了"))
    compare(hand.desk, scope_of_days(TODAY, TODAY))
    found = hand.desk.read(report, scope_of_days(TODAY, TODAY), clock())
    assert found.stages[2].durations == Durations(2, 600, 1800, 1800)


def test_percentiles_are_the_values_at_their_nearest_rank(hand: Hand, clock: HandClock) -> None:
    for seconds in (60, 10, 100, 30, 90, 50, 20, 80, 40, 70, 110):
        key = hand.log()
        hand.do(dispatch(key, None, hand.crew()))
        clock.advance(seconds)
        hand.do(accept(key, None))
    found = hand.desk.read(report, scope_of_days(TODAY, TODAY), clock())
    assert found.stages[0].durations == Durations(11, 60, 100, 110, 0)


@pytest.mark.parametrize(
    ("repaired_after", "again_after", "repeats"),
    [
        (3600, 30 * 86_400, True),
        (3600, 30 * 86_400 + 1, False),
        (3600, 3600, False),
        (3600, 3601, True),
        (None, 3601, False),
    ],
)
def test_a_repeat_comes_after_the_repair_and_within_thirty_days(
    hand: Hand, clock: HandClock, repaired_after: int | None, again_after: int, repeats: bool
) -> None:
    place = hand.desk.read(list_places)[0].id
    first = hand.log(place_id=place)
    opened = clock.now
    if repaired_after is not None:
        clock.advance(repaired_after)
        for command in (dispatch(first, None, hand.crew()), accept(first, None), arrive(first, None)):
            hand.do(command)
        hand.do(resolve(first, None, "换管"))
    clock.set(opened + timedelta(seconds=again_after))
    hand.log(place_id=place)
    hand.log("burst_main", place_id=place)
    hand.log()
    work = hand.desk.read(report, scope_of_days(TODAY, TODAY + timedelta(days=40)), clock()).work
    assert (work[Figure.REPEATED], work[Figure.PLACED]) == (int(repeats), 3)
    later = Scope(clock(), clock() + timedelta(days=1))
    assert hand.desk.read(report, later, clock()).work[Figure.REPEATED] == int(repeats)


def test_the_day_of_a_report_starts_at_midnight_in_china(hand: Hand, clock: HandClock) -> None:
    clock.set(day_start(TODAY) - timedelta(seconds=1))
    hand.log()
    clock.advance(1)
    hand.log()
    clock.advance(hours=1)
    groups = hand.desk.read(report, scope_of_days(TODAY - timedelta(days=1), TODAY, Breakdown.DAY), clock()).groups
    assert [(group.label, group.work[Figure.OPENED]) for group in groups] == [("2026-01-19", 1), ("2026-01-20", 1)]


def test_a_stage_due_or_finished_at_midnight_belongs_to_the_new_day(hand: Hand, clock: HandClock) -> None:
    clock.set(day_start(TODAY) - timedelta(minutes=10))
    key = hand.log()
    clock.set(day_start(TODAY))
    for command in (dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    for day, counted in ((TODAY - timedelta(days=1), 0), (TODAY, 1)):
        accepted = hand.desk.read(report, scope_of_days(day, day), clock()).stages[0]
        assert (accepted.punctuality.on_time, accepted.durations.finished) == (counted, counted)


def test_the_trend_of_a_long_period_adds_up(hand: Hand, clock: HandClock) -> None:
    for _ in range(5):
        hand.log()
        clock.advance(days=50)
    found = hand.desk.read(report, scope_of_days(TODAY, TODAY + timedelta(days=249)), clock())
    assert (found.scope.step, len(found.trend)) == (7, 36)
    assert sum(bar.stages.get(Stage.ACCEPT, Punctuality()).overdue for bar in found.trend) == 5


def accepting(hand: Hand, clock: HandClock) -> Punctuality:
    """Return how punctual the stage of acceptance is, today and tomorrow."""
    found = hand.desk.read(report, scope_of_days(TODAY, TODAY + timedelta(days=1)), clock())
    assert found.stages[0].stage is Stage.ACCEPT
    return found.stages[0].punctuality


@pytest.mark.parametrize(("days", "step"), [(1, 1), (100, 1), (101, 7), (700, 7), (701, 28), (9100, 91), (9101, 364)])
def test_a_trend_has_at_most_a_hundred_bars_of_whole_weeks(days: int, step: int) -> None:
    scope = scope_of_days(TODAY, TODAY + timedelta(days=days - 1))
    assert (scope.days, scope.step) == (days, step)
    assert -(-days // step) <= 100


def test_without_any_due_stage_the_figures_are_zero_and_the_rates_empty(hand: Hand, clock: HandClock) -> None:
    found = hand.desk.read(report, scope_of_days(TODAY, TODAY), clock())
    assert found.empty
    for figures in found.stages:
        due, taken = figures.punctuality, figures.durations
        assert (due.on_time, due.late, due.overdue, due.given_up, due.due, due.rate) == (0, 0, 0, 0, 0, None)
        assert (taken.finished, taken.median, taken.p90, taken.longest, taken.held) == (0, None, None, None, 0)


def test_assists_are_counted_for_the_crew_that_helped_and_lead_to_their_tickets(hand: Hand, clock: HandClock) -> None:
    first, second = hand.crew(0), hand.crew(1)
    keys = [hand.bring_to(State.ARRIVED), hand.bring_to(State.DISPATCHED)]
    for key in keys:
        hand.do(assist(key, None, second))
    hand.do(assist(keys[0], None, hand.do(save_crew(None, "三班"))))
    hand.do(undo(keys[0], None))
    dropped = hand.bring_to(State.DISPATCHED)
    hand.do(assist(dropped, None, second))
    hand.do(cancel(dropped, None, "误报"))
    today = scope_of_days(TODAY, TODAY)
    by_crew = hand.desk.read(report, replace(today, by=Breakdown.CREW), clock())
    assert {group.label: group.work[Figure.ASSISTS] for group in by_crew.groups} == {"一班": 0, "二班": 2}
    assert by_crew.work[Figure.ASSISTS] == hand.desk.read(report, today, clock()).work[Figure.ASSISTS] == 2
    for crew, found in ((first, []), (second, sorted(keys))):
        question = Question(replace(today, crew_id=crew), Figure.ASSISTS)
        rows = hand.desk.read(drilldown_page, question, clock())
        assert sorted(row.id for row in rows) == found
        assert hand.desk.read(report, question.scope, clock()).work[Figure.ASSISTS] == len(found)


def test_a_call_settled_by_phone_is_counted_by_itself(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.SETTLED)
    hand.log()
    today = scope_of_days(TODAY, TODAY)
    work = hand.desk.read(report, today, clock()).work
    assert (work[Figure.SETTLED], work[Figure.OPENED], work[Figure.CALLS]) == (1, 1, 2)
    rows = hand.desk.read(drilldown_page, Question(today, Figure.SETTLED), clock())
    assert [row.id for row in rows] == [key]


def test_a_ticket_dropped_and_logged_again_within_a_day_is_counted_and_leads_to_itself(
    hand: Hand, clock: HandClock
) -> None:
    place, other = (place.id for place in hand.desk.read(list_places)[:2])

    def log(place_id: int | None, phone: str = "") -> int:
        return hand.do(
            log_call(CallDetails(phone=phone, address="路北"), ReportedFault("burst_main", place_id=place_id))
        )

    same_place, alone, same_phone = log(place), log(other), log(None, "13800000007")
    for key in (same_place, alone):
        hand.do(cancel(key, None, "误报"))
    hand.do(settle(same_phone, None, "请关闭户内总阀"))
    clock.advance(86_399)
    log(place), log(None, "138 0000 0007")
    clock.advance(1)
    log(other)
    scope = scope_of_days(TODAY, TODAY + timedelta(days=1))
    work = compare(hand.desk, scope).work()
    assert (work[Figure.CANCELLED], work[Figure.CANCELLED_AGAIN], work[Figure.SETTLED_AGAIN]) == (2, 1, 1)
    for figure, key in ((Figure.CANCELLED_AGAIN, same_place), (Figure.SETTLED_AGAIN, same_phone)):
        rows = hand.desk.read(drilldown_page, Question(scope, figure), clock())
        assert [row.id for row in rows] == [key]


def test_a_fault_logged_again_before_its_ticket_is_cancelled_is_counted_too(hand: Hand, clock: HandClock) -> None:
    place = hand.desk.read(list_places)[0].id
    call = CallDetails(phone="13800000007")
    older = hand.do(log_call(CallDetails(phone="13800000001"), ReportedFault("burst_main")))
    by_place = hand.do(log_call(CallDetails(address="路北"), ReportedFault("burst_main", place_id=place)))
    by_call = hand.do(log_call(call, ReportedFault("burst_main")))
    clock.advance(540)
    hand.do(log_call(CallDetails(address="路北"), ReportedFault("burst_main", place_id=place)))
    clock.advance(5)
    for key in (by_place, by_call):
        hand.do(cancel(key, None, "误报"))
    hand.do(attach_call(older, None, call))
    scope = scope_of_days(TODAY, TODAY)
    assert compare(hand.desk, scope).work()[Figure.CANCELLED_AGAIN] == 2
    rows = hand.desk.read(drilldown_page, Question(scope, Figure.CANCELLED_AGAIN), clock())
    assert {row.id for row in rows} == {by_place, by_call}


@pytest.mark.parametrize("again", [False, True])
def test_a_fault_logged_again_at_the_place_of_a_merged_ticket_is_counted_too(
    hand: Hand, clock: HandClock, again: bool
) -> None:
    place = hand.desk.read(list_places)[0].id

    def log_there() -> int:
        return hand.do(log_call(CallDetails(address="路北"), ReportedFault("burst_main", place_id=place)))

    first, twice = log_there(), log_there()
    kept = hand.do(log_call(CallDetails(phone="13800000007"), ReportedFault("burst_main")))
    for key in (first, twice):
        hand.do(merge(key, None, kept))
    clock.advance(540)
    hand.do(cancel(kept, None, "误报"))
    if again:
        log_there()
    assert compare(hand.desk, scope_of_days(TODAY, TODAY)).work()[Figure.CANCELLED_AGAIN] == again


def test_a_step_that_had_started_a_stage_and_was_taken_back_leaves_a_trace(hand: Hand, clock: HandClock) -> None:
    undone, other = hand.bring_to(State.DISPATCHED), hand.bring_to(State.DISPATCHED)
    for key in (undone, other):
        hand.do(accept(key, None))
    hand.do(undo(undone, None))
    hand.do(accept(undone, None))
    scope = scope_of_days(TODAY, TODAY)
    assert compare(hand.desk, scope).work()[Figure.UNDONE] == 1
    assert [row.id for row in hand.desk.read(drilldown_page, Question(scope, Figure.UNDONE), clock())] == [undone]
