"""What moves a ticket out of a figure leaves a trace in another one, which leads to the ticket."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.desk_fixtures import START, Hand, HandClock
from tests.reports.plain import compare
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import callback, reopen
from tickets.actions.importing import PastRepair, Times, import_
from tickets.actions.intake import CallDetails, chase
from tickets.actions.progress import accept, extend, resolve
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import RATES, Figure, Work
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.words import CallbackResult, Move, Priority, Stage, State, Zone
from tickets.store.queries.lookups import list_places
from tickets.store.tables import consents, tickets

WHOLE = Scope(START - timedelta(days=3), START + timedelta(days=3))
AGAIN = (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE)


def work(hand: Hand, scope: Scope = WHOLE) -> Work:
    """Return the figures of tickets, which equal those of a plain count."""
    compare(hand.desk, scope)
    return hand.desk.read(report, scope, hand.desk.now()).work


def rate(found: Work, name: str) -> float | None:
    return next(each for each in RATES if each.name == name).of(found)


def behind(hand: Hand, figure: Figure, scope: Scope = WHOLE) -> set[int]:
    return {row.id for row in hand.desk.read(drilldown_page, Question(scope, figure), hand.desk.now())}


@pytest.mark.parametrize("again", [None, *CallbackResult])
def test_the_first_answer_of_a_ticket_counts_whatever_is_answered_after_a_reopening(
    hand: Hand, again: CallbackResult | None
) -> None:
    key = hand.bring_to(State.RESOLVED)
    for result in (CallbackResult.NO_ANSWER, CallbackResult.UNSATISFIED):
        hand.do(callback(key, None, result))
    hand.do(reopen(key, None, "还在漏"))
    if again is not None:
        for move in AGAIN:
            hand.take(key, move)
        hand.do(callback(key, None, again))
    found = work(hand)
    assert (found[Figure.SATISFIED], found[Figure.ANSWERED], rate(found, "satisfied_rate")) == (0, 1, 0.0)
    assert (behind(hand, Figure.ANSWERED), behind(hand, Figure.SATISFIED)) == ({key}, set())
    if again not in (None, CallbackResult.UNSATISFIED):
        assert "仍以第一次的答复为准：不满意" in hand.last_entry(key).text


@pytest.mark.on_both
@pytest.mark.parametrize(("by_supervisor", "minutes", "counts"), [(False, 10, 0), (False, 11, 1), (True, 11, 0)])
def test_an_undone_answer_counts_unless_it_was_a_slip_or_a_supervisor_took_it_back(
    hand: Hand, clock: HandClock, by_supervisor: bool, minutes: int, counts: int
) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.NO_ANSWER))
    hand.do(callback(key, None, CallbackResult.UNSATISFIED))
    clock.advance(minutes=minutes)
    (hand.other_supervisor() if by_supervisor else hand).do(undo(key, None))
    assert hand.ticket(key).callback is CallbackResult.NO_ANSWER
    assert work(hand)[Figure.ANSWERED] == counts
    assert ("仍以第一次的答复为准：不满意" in hand.last_entry(key).text) == bool(counts)
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    assert hand.ticket(key).callback is CallbackResult.SATISFIED
    assert rate(work(hand), "satisfied_rate") == 1 - counts
    assert hand.desk.read(check, clock()) == []


@pytest.mark.parametrize("name", ["resolve", "chase"])
def test_an_undone_repair_or_chase_counts_unless_it_was_a_slip_or_a_supervisor_took_it_back(
    hand: Hand, clock: HandClock, name: str
) -> None:
    key = hand.bring_to(State.RESOLVED)
    if name == "chase":
        hand.do(chase(key, None, CallDetails("13900000000", words="还在漏")))
    clock.advance(minutes=11)
    assert "不能由本人撤销" in hand.refused(undo(key, None))
    assert (work(hand)[Figure.CHASED], work(hand)[Figure.RESOLVED]) == (name == "chase", 1)
    hand.other_supervisor().do(undo(key, None))
    assert work(hand)[Figure.CHASED] == 0


@pytest.mark.on_both
def test_each_row_shows_how_many_of_its_tickets_were_moved_there_by_a_rating(hand: Hand) -> None:
    here, there = (place.id for place in hand.desk.read(list_places)[:2])
    stayed, moved, undone = (hand.log() for _ in range(3))
    hand.do(rerate(stayed, None, "管材", material="PE"))
    hand.do(rerate(stayed, None, "补地点", place_id=here, zone=Zone.URBAN))
    hand.do(rerate(stayed, None, "再存一次", place_id=here, zone=Zone.URBAN))
    hand.do(rerate(moved, None, "急", priority=Priority.P1))
    hand.do(rerate(moved, None, "按现场", zone=Zone.RURAL, dn=300))
    hand.do(rerate(undone, None, "急", priority=Priority.P1))
    hand.do(undo(undone, None))
    assert [hand.ticket(key).reratings for key in (stayed, moved, undone)] == [0, 2, 0]
    assert (work(hand)[Figure.RERATED], rate(work(hand), "rerating_rate")) == (1, 1 / 3)
    groups = hand.desk.read(report, replace(WHOLE, by=Breakdown.PRIORITY), hand.desk.now()).groups
    assert {group.key: rate(group.work, "rerating_rate") for group in groups} == {"P1": 1.0, "P2": 0.0}
    assert behind(hand, Figure.RERATED) == {moved}
    hand.do(rerate(stayed, None, "报错了地点", place_id=there, zone=Zone.URBAN))
    assert behind(hand, Figure.RERATED) == {stayed, moved}, "a repeated repair at one place may hide behind it"
    hand.do(undo(stayed, None))
    assert hand.ticket(stayed).reratings == 0
    assert list(hand.desk.read(check, hand.desk.now())) == []


def by_crew(hand: Hand) -> dict[str, Work]:
    """Return the figures of each crew, which equal those of a plain count."""
    scope = replace(WHOLE, by=Breakdown.CREW)
    compare(hand.desk, scope)
    return {group.label: group.work for group in hand.desk.read(report, scope, hand.desk.now()).groups}


def test_every_reopening_counts_and_their_share_counts_tickets(hand: Hand) -> None:
    key, _other = hand.bring_to(State.RESOLVED), hand.log()
    for _ in range(3):
        hand.do(reopen(key, None, "又漏了"))
        for move in AGAIN:
            hand.take(key, move)
    found = work(hand)
    assert (found[Figure.REOPENINGS], found[Figure.REOPENED], rate(found, "reopening_rate")) == (3, 1, 0.5)
    assert behind(hand, Figure.REOPENINGS) == behind(hand, Figure.REOPENED) == {key}


@pytest.mark.on_both
def test_a_return_is_charged_to_the_crew_that_returned_and_a_reopening_to_the_one_that_had_repaired(hand: Hand) -> None:
    first, second = hand.crew(), hand.crew(1)
    returned, reopened, again = (
        hand.bring_to(State.ACCEPTED),
        hand.bring_to(State.RESOLVED),
        hand.bring_to(State.CLOSED),
    )
    hand.do(return_(returned, None, "不归本班"))
    for key in (reopened, again):
        hand.do(reopen(key, None, "又漏了"))
    for key in (returned, reopened):
        hand.do(dispatch(key, None, second))
    crews = by_crew(hand)
    assert {name: found[Figure.OPENED] for name, found in crews.items()} == {"一班": 0, "二班": 2, "未派班组": 1}
    ours, theirs, nobody = crews["一班"], crews["二班"], crews["未派班组"]
    assert [ours[figure] for figure in (Figure.RETURNED, Figure.REOPENED, Figure.REOPENINGS, Figure.HANDLED)] == [
        1,
        2,
        2,
        3,
    ]
    assert (rate(ours, "return_rate"), rate(ours, "reopening_rate")) == (1 / 3, 2 / 3)
    assert [found[Figure.RETURNED] + found[Figure.REOPENINGS] for found in (theirs, nobody)] == [0, 0]
    whole = work(hand, replace(WHOLE, by=Breakdown.CREW))
    assert (whole[Figure.RETURNED], whole[Figure.REOPENINGS], whole[Figure.HANDLED]) == (1, 2, 3)
    for crew, gone, repaired in ((first, {returned}, {reopened, again}), (second, set(), set())):
        scope = replace(WHOLE, crew_id=crew)
        compare(hand.desk, scope)
        assert (behind(hand, Figure.RETURNED, scope), behind(hand, Figure.REOPENED, scope)) == (gone, repaired)


def test_what_is_charged_to_crews_is_found_without_reading_every_ticket(hand: Hand) -> None:
    plans: list[str] = []

    def explain(_connection: Any, cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if "charged" in sql:
            plans.extend(row[3] for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))

    event.listen(hand.desk.store.engine, "before_cursor_execute", explain)
    by_crew(hand)
    event.remove(hand.desk.store.engine, "before_cursor_execute", explain)
    assert any("SEARCH merged USING INDEX" in line for line in plans)
    assert not [line for line in plans if line.startswith(("SCAN merged", "SCAN tickets", "SCAN clocks"))]


def test_a_repair_of_which_nothing_was_timed_is_reopened_at_nobody_s_charge(hand: Hand, clock: HandClock) -> None:
    times = Times(clock.ago(hours=9), {Move.RESOLVE: clock.ago(hours=8)}, timed=False)
    past = PastRepair("old:1", "visible_leak", CallDetails(words="旧单"), times, crew_id=hand.crew())
    hand.do(import_([past], "台账"))
    key = hand.rows(tickets)[0].id
    hand.do(reopen(key, None, "又漏了"))
    hand.do(dispatch(key, None, hand.crew(1)))
    assert {name: found[Figure.REOPENINGS] for name, found in by_crew(hand).items()} == {"二班": 0, "未派班组": 1}


@pytest.mark.on_both
def test_a_late_stage_that_another_crew_handed_on_shows_in_the_row_of_the_crew_that_took_it_over(
    hand: Hand, clock: HandClock
) -> None:
    passed, kept, back, desk = (hand.log() for _ in range(4))
    for key in (passed, kept, back):
        hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=9, seconds=55)
    hand.do(reassign(passed, None, hand.crew(1), "近"))
    for crew in (1, 0):  # and back to who had it: no excuse
        hand.do(reassign(back, None, hand.crew(crew), "近"))
    clock.advance(minutes=2)
    for key in (passed, kept, back):
        hand.do(accept(key, None))
    hand.do(dispatch(desk, None, hand.crew(1)))
    scope = replace(WHOLE, by=Breakdown.CREW)
    compare(hand.desk, scope)
    found = hand.desk.read(report, scope, clock())
    late = {group.label: group.stages[0] for group in found.groups}
    assert {name: (each.punctuality.due, each[Figure.TAKEN_OVER]) for name, each in late.items()} == {
        "一班": (2, 0), "二班": (2, 1)
    }  # fmt: skip
    assert found.stages[0][Figure.TAKEN_OVER] == 1
    rows = hand.desk.read(drilldown_page, Question(scope, Figure.TAKEN_OVER, Stage.ACCEPT), clock())
    assert [row.id for row in rows] == [passed]


def test_a_dispatch_is_not_undone_to_charge_a_late_acceptance_to_another_crew(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    hand.take(key, Move.DISPATCH)
    clock.advance(minutes=6)
    assert "请转派" in hand.refused(undo(key, None)), "a slip, but too late to accept"
    hand.do(reassign(key, None, hand.crew(1), "一班不接"))
    hand.take(key, Move.ACCEPT)
    groups = hand.desk.read(report, replace(WHOLE, by=Breakdown.CREW), clock()).groups
    assert {group.label: group.stages[0].punctuality.late for group in groups} == {"一班": 1, "二班": 0}
    again = hand.log()
    hand.take(again, Move.DISPATCH)
    clock.advance(minutes=11)
    hand.other_supervisor().do(undo(again, None))
    assert hand.ticket(again).state is State.NEW


@pytest.mark.parametrize("step", [reassign, return_])
def test_a_step_that_moved_a_late_acceptance_to_another_crew_is_not_undone(
    hand: Hand, clock: HandClock, step: Any
) -> None:
    key = hand.log()
    hand.take(key, Move.DISPATCH)
    clock.advance(minutes=2)
    hand.do(reassign(key, None, hand.crew(1), "近") if step is reassign else return_(key, None, "去不了"))
    clock.advance(minutes=7)
    hand.do(undo(key, None))
    hand.do(reassign(key, None, hand.crew(1), "近") if step is reassign else return_(key, None, "去不了"))
    clock.advance(minutes=2)
    assert "受理已经超时" in hand.refused(undo(key, None))
    hand.other_supervisor().do(undo(key, None))


@pytest.mark.on_both
def test_a_ticket_that_nobody_dispatched_stays_the_desk_s_share_when_it_is_merged_or_cancelled(
    hand: Hand, clock: HandClock
) -> None:
    merged, cancelled, kept = hand.log(), hand.log(), hand.log()
    clock.advance(minutes=9)
    hand.do(dispatch(kept, None, hand.crew()))
    hand.take(kept, Move.ACCEPT)
    clock.advance(minutes=2)
    hand.do(cancel(cancelled, None, "误报"))
    hand.do(merge(merged, None, kept))
    compare(hand.desk, WHOLE)
    found = hand.desk.read(report, WHOLE, clock()).stages[0]
    assert (found.punctuality.late, found.receipt.late_at_split) == (2, 2)


@pytest.mark.on_both
def test_the_desk_s_share_of_a_stage_begins_with_the_first_call_of_a_merged_ticket(
    hand: Hand, clock: HandClock
) -> None:
    first = hand.log()
    clock.advance(minutes=8)
    kept = hand.log()
    hand.do(merge(first, None, kept))
    clock.advance(minutes=1)
    hand.take(kept, Move.DISPATCH)
    hand.take(kept, Move.ACCEPT)
    compare(hand.desk, WHOLE)
    parts = hand.desk.read(report, WHOLE, clock()).stages[0].parts
    assert (parts.before.median, parts.gross.median) == (540, 540)


@pytest.mark.on_both
@pytest.mark.parametrize("crew", [0, 1])
def test_a_merged_ticket_s_deadline_shows_in_the_row_of_a_crew_that_took_it_over(
    hand: Hand, clock: HandClock, crew: int
) -> None:
    first = hand.log("hidden_leak")
    hand.do(dispatch(first, None, hand.crew(0)))
    hand.take(first, Move.ACCEPT)
    clock.advance(minutes=10)
    kept = hand.log("hidden_leak")
    hand.do(dispatch(kept, None, hand.crew(crew)))
    hand.take(kept, Move.ACCEPT)
    hand.do(merge(first, None, kept))
    clock.set(hand.clock(kept, Stage.ARRIVE).clock.deadline + timedelta(minutes=1))
    hand.take(kept, Move.ARRIVE)
    scope = replace(WHOLE, by=Breakdown.CREW)
    compare(hand.desk, scope)
    found = hand.desk.read(report, scope, clock()).groups
    taken = {each.label: each.stages[1][Figure.TAKEN_OVER] for each in found}
    assert taken[("一班", "二班")[crew]] == crew


@pytest.mark.on_both
def test_the_whole_way_ends_when_a_late_entry_was_made_until_a_supervisor_consents(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(hours=40)
    hand.do(resolve(key, None, "换管", clock.ago(hours=39)))
    for way in (144_000, 3_600):
        compare(hand.desk, WHOLE)
        assert hand.desk.read(report, WHOLE, clock()).whole_way.median == way
        hand.decide()


@pytest.mark.on_both
def test_a_ticket_merged_into_one_of_another_fault_or_place_is_counted_and_listed(hand: Hand) -> None:
    here, there = (place.id for place in hand.desk.read(list_places)[:2])
    kept = hand.log(place_id=here)
    alike = [hand.log(place_id=here), hand.log()]
    unlike = [hand.log(place_id=there), hand.log("hidden_leak", place_id=here), hand.log("hidden_leak")]
    for key in (*alike, *unlike):
        hand.do(merge(key, None, kept))
    found = work(hand)
    assert (found[Figure.MERGED], found[Figure.MERGED_UNLIKE]) == (5, 3)
    assert behind(hand, Figure.MERGED_UNLIKE) == set(unlike)
    hand.do(undo(unlike[2], None))
    assert behind(hand, Figure.MERGED_UNLIKE) == set(unlike[:2])


@pytest.mark.on_both
def test_a_ticket_merged_into_a_fresh_one_hides_nothing(hand: Hand, clock: HandClock) -> None:
    old = hand.log("hidden_leak")
    hand.take(old, Move.DISPATCH)
    hand.do(return_(old, None, "去不了"))
    hand.do(rerate(old, None, "急", priority=Priority.P1))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(old, move)
    hand.do(extend(old, None, 600, "夜间"))
    clock.advance(hours=5)
    fresh, last = hand.log("hidden_leak"), hand.log("hidden_leak")
    hand.do(merge(old, None, fresh))
    hand.do(merge(fresh, None, last))
    for move in AGAIN:
        hand.take(last, move)
    found = work(hand)
    for figure in (Figure.RETURNED, Figure.RERATED, Figure.EXTENDED):
        assert (found[figure], behind(hand, figure)) == (1, {last})
    assert by_crew(hand)["一班"][Figure.RETURNED] == 1
    stages = hand.desk.read(report, WHOLE, clock()).stages
    assert [each.durations.longest for each in stages if each.durations.finished] == [18_000] * 3


@pytest.mark.on_both
def test_a_repair_that_is_entered_after_a_merge_with_an_earlier_time_ends_what_was_merged(
    hand: Hand, clock: HandClock
) -> None:
    kept = hand.bring_to(State.ARRIVED)
    merged = hand.log()
    clock.advance(hours=1)
    hand.do(merge(merged, None, kept))
    hand.do(resolve(kept, None, "", clock.ago(minutes=10)))
    clock.advance(days=1)
    hand.do(reopen(kept, None, "又漏了"))
    for move in AGAIN:
        hand.take(kept, move)
    compare(hand.desk, WHOLE)
    stages = {each.stage: each for each in hand.desk.read(report, WHOLE, clock()).stages}
    assert stages[Stage.ACCEPT].durations.longest == 0


@pytest.mark.on_both
@pytest.mark.parametrize(
    ("end", "figure"),
    [(cancel, Figure.CANCELLED_LATE), (merge, Figure.MERGED_LATE), (settle, Figure.SETTLED_LATE)],
)
@pytest.mark.parametrize(("minutes", "late"), [(29, False), (31, True)])
def test_a_ticket_that_ends_after_a_stage_fell_due_with_nobody_at_work_ended_late(
    hand: Hand, clock: HandClock, end: Any, figure: Figure, minutes: int, late: bool
) -> None:
    key = hand.bring_to(State.ACCEPTED)  # to arrive within 30 minutes
    clock.advance(minutes=25)
    hand.do(return_(key, None, "去不了"))
    clock.set(START + timedelta(minutes=minutes))
    hand.take(key, Move.DISPATCH)
    hand.do(end(key, None, hand.log() if end is merge else "不用去了"))
    assert bool(hand.rows(consents, ticket_id=key)) is late, "the end asks for consent"
    assert behind(hand, figure) == ({key} if late else set())
    assert work(hand)[figure] == late
