"""The crew's progress: each step stops one clock and starts the next, on time or entered late."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.dispatch import cancel, dispatch
from tickets.actions.progress import accept, arrive, depart, extend, hold, isolate, locate, resolve, resume
from tickets.actions.rulemaking import save_fault
from tickets.rules.clocks import elapsed
from tickets.rules.words import FaultGroup, Outcome, Priority, Stage, State
from tickets.store.tables import holds

pytestmark = pytest.mark.on_both


def test_accepting_ends_the_first_clock_and_starts_the_second(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    when = clock.advance(minutes=4)
    hand.do(accept(key, 2))
    assert hand.outcomes(key) == [(Stage.ACCEPT, 1, Outcome.DONE), (Stage.ARRIVE, 1, None)]
    accepting, arriving = (row.clock for row in hand.clocks(key))
    assert (accepting.stopped, arriving.started) == (when, when)
    assert elapsed(accepting, when) == 240
    assert (arriving.limit, arriving.due) == (1800, when + timedelta(seconds=1800))
    assert hand.clocks(key)[0].next_rung is None
    assert hand.clocks(key)[1].crew_id == hand.crew()


def test_departing_records_a_time_but_starts_no_stage(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    before = hand.clocks(key)
    when = clock.advance(minutes=2)
    hand.do(depart(key, None))
    assert hand.ticket(key).departed_at == when
    assert hand.ticket(key).state is State.ACCEPTED
    arriving = replace(before[-1], clock=replace(before[-1].clock, split=when))
    assert hand.clocks(key) == [*before[:-1], arriving]


def test_a_step_at_a_time_without_a_zone_is_refused(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    before = hand.dump()
    with pytest.raises(ValueError, match="naive"):
        hand.do(arrive(key, None, datetime(2026, 1, 20, 10, 0)))  # noqa: DTZ001
    assert hand.dump() == before


def test_a_crew_may_arrive_without_a_recorded_departure(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    when = clock.advance(minutes=20)
    hand.do(arrive(key, None))
    assert hand.ticket(key).departed_at is None
    assert hand.clock(key, Stage.ARRIVE).clock.stopped == when
    assert hand.clock(key, Stage.RESOLVE).clock.started == when


def test_only_a_fault_that_needs_it_has_the_isolation_timed(hand: Hand) -> None:
    plain, burst = hand.bring_to(State.ARRIVED), hand.bring_to(State.ARRIVED, "burst_main")
    assert [stage for stage, _, _ in hand.outcomes(plain)] == [Stage.ACCEPT, Stage.ARRIVE, Stage.RESOLVE]
    isolating = hand.clock(burst, Stage.ISOLATE).clock
    assert (isolating.limit, isolating.started) == (4 * 3600, START)


def test_isolation_is_a_milestone_inside_the_last_stage(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    assert hand.refused(resolve(key, None)) == "请先登记止水，再登记处置完成。"
    when = clock.advance(minutes=40)
    hand.do(isolate(key, None))
    assert hand.ticket(key).isolated_at == when
    assert hand.clock(key, Stage.ISOLATE).clock.stopped == when
    assert hand.clock(key, Stage.RESOLVE).clock.running
    hand.do(resolve(key, None, "换管"))
    assert hand.ticket(key).state is State.RESOLVED


def test_stopping_the_water_is_recorded_for_other_faults_without_a_clock(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    when = clock.advance(minutes=5)
    hand.do(isolate(key, None))
    assert hand.ticket(key).isolated_at == when
    assert Stage.ISOLATE not in {stage for stage, _, _ in hand.outcomes(key)}


def test_locating_records_a_time_but_starts_no_stage(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "hidden_leak")
    when = clock.advance(hours=2)
    hand.do(locate(key, None))
    assert hand.ticket(key).located_at == when


def test_resolving_stops_the_last_clock_and_keeps_what_was_done(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    when = clock.advance(hours=3)
    hand.do(resolve(key, None, "换接头一只"))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.resolved_at, ticket.resolution) == (State.RESOLVED, when, "换接头一只")
    assert hand.clock(key, Stage.RESOLVE).clock.stopped == when
    assert hand.last_entry(key).text == "换接头一只"
    assert all(row.clock.stopped for row in hand.clocks(key))


def test_no_clock_runs_on_when_a_fault_stops_needing_isolation_under_way(hand: Hand) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    hand.do(save_fault("burst_main", "爆管", FaultGroup.MAIN, Priority.P1, isolate=False))
    hand.do(resolve(key, None))
    assert all(row.clock.stopped and row.next_rung is None for row in hand.clocks(key))


def test_a_late_step_keeps_both_times(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=30)
    true_time = clock.ago(minutes=25)
    hand.do(accept(key, None, true_time))
    assert hand.clock(key, Stage.ACCEPT).clock.stopped == true_time
    assert hand.clock(key, Stage.ARRIVE).clock.started == true_time
    entry = hand.last_entry(key)
    assert (entry.true_time, entry.at) == (true_time, clock.now)


def test_a_step_is_never_before_the_one_before_it(hand: Hand, clock: HandClock) -> None:
    key = hand.log("burst_main")
    clock.advance(minutes=10)
    too_early = START - timedelta(seconds=1)
    assert "早于" in hand.refused(dispatch(key, None, hand.crew(), too_early))
    for minute, step in enumerate((accept, depart, arrive, locate, isolate)):
        if step is accept:
            hand.do(dispatch(key, None, hand.crew(), START + timedelta(minutes=1)))
        at = START + timedelta(minutes=minute + 2)
        assert "早于" in hand.refused(step(key, None, at - timedelta(seconds=61)))
        assert "将来" in hand.refused(step(key, None, clock.now + timedelta(seconds=1)))
        hand.do(step(key, None, at))
    at_last_step = START + timedelta(minutes=6)
    assert "早于" in hand.refused(resolve(key, None, at=at_last_step - timedelta(seconds=1)))
    hand.do(resolve(key, None, at=at_last_step))


def test_parts_of_a_second_are_cut_off(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=1)
    hand.do(accept(key, None, START + timedelta(seconds=5.9)))
    assert hand.clock(key, Stage.ACCEPT).clock.stopped == START + timedelta(seconds=5)


def test_a_hold_stops_the_clock_and_moves_its_deadline_by_the_held_time(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    due = hand.clock(key, Stage.RESOLVE).clock.due
    assert due is not None
    since = clock.advance(minutes=10)
    hand.do(hold(key, None, "等燃气交底"))
    assert hand.ticket(key).held
    held = [row for row in hand.clocks(key) if row.clock.stopped is None]
    assert {row.clock.stage for row in held} == {Stage.RESOLVE, Stage.ISOLATE}
    grace = since + timedelta(minutes=30)
    assert all(row.clock.due is None and row.clock.held_until == grace for row in held)
    hand.decide()
    held = [row for row in hand.clocks(key) if row.clock.stopped is None]
    assert all(row.clock.granted and row.clock.held_until == since + timedelta(hours=24) for row in held)
    until = clock.advance(minutes=30)
    hand.do(resume(key, None))
    assert not hand.ticket(key).held
    again = hand.clock(key, Stage.RESOLVE)
    assert (again.clock.held, again.clock.due) == (1800, due + timedelta(minutes=30))
    assert again.next_rung is not None
    assert [(row.since, row.until, row.reason, row.granted_by) for row in hand.rows(holds)] == [
        (since, until, "等燃气交底", 2)
    ] * 2


def test_a_hold_may_be_entered_late_and_end_late(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(hours=1)
    hand.do(hold(key, None, "等材料", START + timedelta(minutes=10)))
    assert "早于" in hand.refused(resume(key, None, START + timedelta(minutes=9)))
    hand.do(resume(key, None, START + timedelta(minutes=20)))
    assert hand.clock(key, Stage.ARRIVE).clock.held == 0
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.held == 600
    assert "早于" in hand.refused(hold(key, None, "等材料", START + timedelta(minutes=19)))
    assert "早于" in hand.refused(arrive(key, None, START + timedelta(minutes=19)))
    hand.do(arrive(key, None, START + timedelta(minutes=20)))


def test_a_ticket_cancelled_while_held_ends_its_hold(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    when = clock.advance(minutes=7)
    hand.do(cancel(key, None, "误报"))
    assert not hand.ticket(key).held
    assert (hand.clock(key, Stage.RESOLVE).clock.held, hand.rows(holds)[0].until) == (420, when)


def test_an_extension_moves_the_deadline_and_keeps_the_limit(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    before = hand.clock(key, Stage.ARRIVE).clock
    hand.do(extend(key, None, 900, "道路封闭"))
    after = hand.clock(key, Stage.ARRIVE).clock
    assert (after.limit, after.limit_id, after.extended) == (before.limit, before.limit_id, 900)
    assert after.deadline == before.deadline + timedelta(seconds=900)
    assert hand.last_entry(key).text == "道路封闭"


def test_a_ticket_is_extended_at_most_twice_over_all_its_stages(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.do(extend(key, None, 60, "一"))
    hand.do(arrive(key, None))
    hand.do(extend(key, None, 60, "二"))
    assert hand.refused(extend(key, None, 60, "三")) == "延期最多 2 次，这张工单已经用完。"
    assert hand.ticket(key).extensions == 2


@pytest.mark.parametrize("state", [State.DISPATCHED, State.ACCEPTED, State.ARRIVED])
def test_when_the_machine_s_clock_was_set_back_steps_follow_the_last_one(
    hand: Hand, clock: HandClock, state: State
) -> None:
    clock.advance(hours=1)
    key = hand.bring_to(state)
    latest = clock.now
    clock.advance(hours=-1)
    step = {State.DISPATCHED: accept, State.ACCEPTED: arrive, State.ARRIVED: resolve}[state]
    hand.do(hold(key, None, "等材料"))
    hand.do(resume(key, None))
    hand.do(step(key, None))
    assert all(row.clock.stopped == latest for row in hand.clocks(key) if row.clock.stopped)
    assert all(row.clock.held == 0 for row in hand.clocks(key))
