"""What a consent changes reaches later rounds and the kept ticket; what nobody consented to changes nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import reopen
from tickets.actions.intake import CallDetails, attach_call
from tickets.actions.progress import accept, arrive, extend, hold, isolate, resolve, resume
from tickets.actions.rulemaking import RungDraft, save_rung
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.clocks import on_time
from tickets.rules.triage import Answers
from tickets.rules.words import ConsentKind, ConsentState, Move, Outcome, Priority, Role, RungKind, Stage, State
from tickets.store.queries.consents import consent_requests, requests_of_ticket
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.tables import clocks, consents

pytestmark = pytest.mark.on_both
WHOLE = Scope(START - timedelta(days=3), START + timedelta(days=9))
Course = tuple[tuple[int, str], ...]  # minutes since the call, and the name of a step


def test_a_hold_is_decided_although_a_clock_that_it_held_was_undone(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    hand.do(hold(key, None, "等燃气交底"))
    clock.advance(minutes=1)
    hand.do(rerate(key, None, "是爆管", fault="burst_main"))
    hand.do(undo(key, None))
    hand.decide()
    assert [row.state for row in hand.rows(consents)] == [ConsentState.GRANTED]
    assert hand.clock(key, Stage.RESOLVE).clock.granted


def test_a_stage_done_before_a_reopening_does_not_stand_for_a_merged_ticket(hand: Hand, clock: HandClock) -> None:
    repaired, waiting = hand.bring_to(State.RESOLVED), hand.bring_to(State.ARRIVED)
    hand.do(reopen(repaired, None, "又漏了"))
    clock.advance(hours=30)
    hand.do(merge(waiting, None, repaired))
    assert ConsentKind.MERGE in {row.kind for row in hand.rows(consents)}
    resolving = hand.desk.read(report, WHOLE, clock()).stages[2]
    assert resolving.punctuality.late == 1


@pytest.mark.parametrize("make", [cancel, settle])
def test_a_ticket_that_was_repaired_before_cannot_end_without_a_repair(hand: Hand, make: object) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(reopen(key, None, "又漏了"))
    assert "返过工" in hand.refused(make(key, None, "误报"))  # type: ignore[operator]
    assert "返过工" in hand.refused(merge(key, None, hand.log()))


def test_a_rating_is_compared_by_the_start_of_the_clock_that_runs(hand: Hand, clock: HandClock) -> None:
    key = hand.log("meter_stopped", priority=Priority.P4, appointment=START + timedelta(hours=2))
    hand.do(rerate(key, None, "有水", priority=Priority.P3))
    hand.decide()
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    due = hand.clock(key, Stage.ARRIVE).clock.deadline
    clock.advance(minutes=61)
    hand.do(rerate(key, None, "按约定", priority=Priority.P4))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == due
    assert [row.kind for row in hand.rows(consents, state=ConsentState.ASKED)] == [ConsentKind.RERATE]


def test_a_supervisor_s_granted_hold_lets_the_dispatcher_hold_again(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    for granted in (False, True):
        hand.do(hold(key, None, "等材料"))
        hand.decide(granted)
        clock.advance(minutes=1)
        hand.do(resume(key, None))
    dispatcher = Hand(hand.desk, hand.who)
    dispatcher.do(hold(key, None, "还等材料"))


@pytest.mark.parametrize(("asked", "later"), [("hold", 5), ("re-rating", 12)])
def test_what_is_granted_after_a_return_moves_the_promise_of_the_next_round(
    hand: Hand, clock: HandClock, asked: str, later: int
) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.do(hold(key, None, "等材料") if asked == "hold" else rerate(key, None, "不急", priority=Priority.P3))
    clock.advance(minutes=8)
    if asked == "hold":
        hand.do(resume(key, None))
    hand.do(return_(key, None, "去不了"))
    clock.advance(minutes=later)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is False
    hand.decide()
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is True
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("ends_first", [True, False])
@pytest.mark.parametrize("set_back", [0, 3600])
def test_a_granted_re_rating_reaches_what_ended_after_it_by_the_order_of_entries(
    hand: Hand, clock: HandClock, ends_first: bool, set_back: int
) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=15)
    steps = [accept(key, None), rerate(key, None, "不急", priority=Priority.P3)]
    for step in steps if ends_first else reversed(steps):
        hand.do(step)
        clock.advance(-set_back)
    (asked,) = (
        each for each in hand.desk.read(requests_of_ticket, key, hand.desk.now()) if each.kind is ConsentKind.RERATE
    )
    accepting = hand.clock(key, Stage.ACCEPT)
    changed = {change.id: change.after for change in asked.changes}
    hand.decide()
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is not ends_first
    assert hand.clock(key, Stage.ACCEPT).clock.limit == changed.get(accepting.id, accepting.clock).limit
    assert list(hand.desk.read(check, max(clock(), START + timedelta(hours=1)))) == []


def test_a_merge_consented_to_frees_every_ticket_down_the_chain(hand: Hand, clock: HandClock) -> None:
    first = hand.log()
    clock.advance(minutes=15)
    second = hand.log()
    hand.do(merge(first, None, second, "同一处"))
    third = hand.log()
    hand.do(merge(second, None, third, "同一处"))
    hand.do(dispatch(third, None, hand.crew()))
    hand.do(accept(third, None))
    assert hand.clock(third, Stage.ACCEPT).clock.repeats
    hand.decide()
    assert not hand.clock(third, Stage.ACCEPT).clock.repeats
    assert hand.desk.read(report, WHOLE, clock()).stages[0].receipt.consented.on_time == 1
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


def test_a_late_stage_left_out_by_consent_lets_the_kept_ticket_s_own_count(hand: Hand, clock: HandClock) -> None:
    late = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=11)
    hand.do(accept(late, None))
    kept = hand.log()
    hand.do(merge(late, None, kept, "同一处"))
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(accept(kept, None))
    assert hand.clock(kept, Stage.ACCEPT).clock.repeats
    hand.decide()
    assert not hand.clock(kept, Stage.ACCEPT).clock.repeats


def test_a_corrected_clock_can_be_left_out_by_consent_too(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=2)
    hand.do(accept(key, None))
    hand.do(correct_time(key, None, Move.ACCEPT, START + timedelta(minutes=1), "记错"))
    clock.advance(minutes=40)
    hand.do(arrive(key, None))
    clock.advance(hours=30)
    hand.do(cancel(key, None, "误报"))
    with hand.desk.store.reading() as connection:
        asked = requests_of_ticket(connection, key, hand.desk.now())[-1]
    assert [change.after.stage for change in asked.changes if change.left_out] == [Stage.ARRIVE, Stage.RESOLVE]
    hand.decide()
    kinds = {row.clock.stage: row.clock.consent for row in hand.clocks(key)}
    assert kinds[Stage.ARRIVE] is kinds[Stage.RESOLVE] is ConsentKind.CANCEL


def test_a_consent_leaves_what_has_moved_a_merged_ticket_s_promise_since(hand: Hand, clock: HandClock) -> None:
    merged, kept = hand.bring_to(State.ACCEPTED), hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=5)
    hand.do(accept(kept, None))
    hand.do(merge(merged, None, kept, "同一处"))
    promised = hand.clock(kept, Stage.ARRIVE).clock.deadline
    hand.do(extend(kept, None, 3600, "路远"))
    hand.do(hold(kept, None, "等燃气交底"))
    clock.advance(minutes=10)
    hand.decide()
    clock.advance(minutes=10)
    hand.do(resume(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == promised + timedelta(minutes=80)


def test_a_consent_leaves_a_stage_done_before_the_work_began_anew_as_it_was(hand: Hand, clock: HandClock) -> None:
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    kept = hand.bring_to(State.ARRIVED)
    done = hand.clock(kept, Stage.ARRIVE).clock
    hand.do(reassign(kept, None, hand.crew(1), "离得近"))
    hand.do(merge(waiting, None, kept))
    hand.do(hold(kept, None, "等材料"))
    hand.decide()
    assert hand.clock(kept, Stage.ARRIVE).clock == done


def test_a_consent_leaves_a_round_given_up_before_the_merge_as_it_was(hand: Hand, clock: HandClock) -> None:
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    kept = hand.bring_to(State.ACCEPTED)
    for command in (return_(kept, None, "去不了"), dispatch(kept, None, hand.crew(1)), accept(kept, None)):
        hand.do(command)
    before = [row.clock for row in hand.clocks(kept) if row.clock.stage is Stage.ARRIVE]
    for command in (merge(waiting, None, kept), hold(kept, None, "等材料")):
        hand.do(command)
    hand.decide()
    given_up, running = (row.clock for row in hand.clocks(kept) if row.clock.stage is Stage.ARRIVE)
    assert (given_up, running.deadline) == (before[0], START + timedelta(minutes=30))


def test_a_consent_adds_no_extension_from_before_a_merge_to_the_merged_ticket_s_promise(
    hand: Hand, clock: HandClock
) -> None:
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    kept = hand.bring_to(State.ACCEPTED)
    for command in (extend(kept, None, 600, "路远"), merge(waiting, None, kept), hold(kept, None, "等材料")):
        hand.do(command)
    hand.decide()
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == START + timedelta(minutes=30)


def test_a_consent_leaves_a_stricter_limit_of_a_stage_that_an_undone_step_had_started(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.DISPATCHED, "hidden_leak")
    hand.take(key, Move.ACCEPT)
    clock.advance(minutes=10)
    hand.do(undo(key, None))
    hand.take(key, Move.ACCEPT)
    hand.do(rerate(key, None, "路面塌了", priority=Priority.P2))
    due = hand.clock(key, Stage.ARRIVE).clock.deadline
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == due == clock.now + timedelta(minutes=30)


def test_a_consent_leaves_a_broken_appointment_broken(hand: Hand, clock: HandClock) -> None:
    key = hand.log("meter_stopped", priority=Priority.P4, appointment=START + timedelta(hours=1))
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(hours=2)
    hand.do(accept(key, None))
    hand.do(arrive(key, None))
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is False
    hand.do(rerate(key, None, "不用预约", priority=Priority.P3))
    hand.decide()
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is False, "it had ended before the rating was changed"


def test_a_hold_granted_after_a_merge_does_not_bring_a_later_promise_forward(hand: Hand, clock: HandClock) -> None:
    merged, kept = hand.bring_to(State.ACCEPTED), hand.bring_to(State.ACCEPTED)
    hand.do(extend(merged, None, 600, "路远"))
    hand.do(merge(merged, None, kept, "同一处"))
    own = hand.clock(kept, Stage.ARRIVE).clock.deadline
    hand.do(hold(kept, None, "等燃气交底"))
    clock.advance(minutes=25)
    hand.decide()
    clock.advance(minutes=5)
    hand.do(resume(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == own + timedelta(minutes=30)


def test_a_granted_re_rating_reaches_a_clock_that_started_again_after_an_undo(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.do(accept(key, None))
    clock.advance(seconds=5)
    hand.do(undo(key, None))
    hand.do(accept(key, None))
    hand.do(rerate(key, None, "是暗漏", fault="hidden_leak", priority=Priority.P3))
    hand.decide()
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert arriving.deadline == arriving.started + timedelta(seconds=arriving.limit - 5)
    assert arriving.limit == 3600


def test_a_consent_to_an_earlier_rating_makes_no_ended_stage_late(hand: Hand, clock: HandClock) -> None:
    key = hand.log("hidden_leak", priority=Priority.P4)
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=20)
    hand.do(accept(key, None))
    hand.do(rerate(key, None, "漏得急", priority=Priority.P2))
    with hand.desk.store.reading() as connection:
        asked = requests_of_ticket(connection, key, hand.desk.now())[0]
    assert Stage.ACCEPT not in [change.after.stage for change in asked.changes]
    hand.decide()
    assert on_time(hand.clock(key, Stage.ACCEPT).clock)


@pytest.mark.parametrize(("hours", "kind"), [(3, ConsentKind.RERATE), (5, None)])
def test_a_stage_that_a_granted_re_rating_makes_needless_is_left_out_unless_it_fell_due(
    hand: Hand, clock: HandClock, hours: int, kind: ConsentKind | None
) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    clock.advance(hours=hours)
    hand.do(rerate(key, None, "是渗漏", fault="visible_leak"))
    hand.decide()
    isolating = hand.clock(key, Stage.ISOLATE).clock
    assert (isolating.consent, on_time(isolating)) == (kind, hours < 4)


def test_a_consent_leaves_a_clock_from_before_promises_as_it_is(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=8)
    for command in (resume(key, None), return_(key, None, "去不了")):
        hand.do(command)
    with hand.desk.store.writing() as connection:
        connection.execute(update(clocks).where(clocks.c.round == 2).values(first_due=None))
    before = hand.clock(key, Stage.ACCEPT).clock
    hand.decide()
    assert hand.clock(key, Stage.ACCEPT).clock == before


def test_a_granted_re_rating_leaves_the_merged_ticket_s_promise(hand: Hand, clock: HandClock) -> None:
    merged, kept = hand.log("burst_main"), hand.log("hidden_leak")
    promised = hand.clock(merged, Stage.ACCEPT).clock.deadline
    hand.do(merge(merged, None, kept, "同一处"))
    hand.decide()
    assert hand.clock(kept, Stage.ACCEPT).clock.deadline == promised


def test_rungs_that_an_ended_stage_has_crossed_by_a_later_limit_are_stored(hand: Hand, clock: HandClock) -> None:
    key = hand.log("burst_main")
    hand.do(rerate(key, None, "只是渗水", fault="hidden_leak", priority=Priority.P3))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    clock.advance(minutes=50)
    hand.do(save_rung(None, RungDraft(RungKind.WARNING, None, 60, frozenset({Role.OPERATOR}))))
    clock.advance(minutes=12)
    hand.take(key, Move.ARRIVE)
    hand.decide()
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


def test_a_consent_after_the_repair_leaves_the_promise_of_a_merged_ticket(hand: Hand, clock: HandClock) -> None:
    merged = hand.log()
    clock.advance(minutes=5)
    kept = hand.bring_to(State.DISPATCHED)
    hand.do(merge(merged, None, kept, "同一处"))
    clock.advance(minutes=7)
    hand.do(accept(kept, None))
    hand.do(hold(kept, None, "等材料"))
    hand.do(resume(kept, None))
    for move in (Move.ARRIVE, Move.RESOLVE):
        hand.take(kept, move)
    hand.decide()
    assert on_time(hand.clock(kept, Stage.ACCEPT).clock) is False, "it was due by the call of the merged ticket"


def test_a_consent_after_the_repair_leaves_the_promise_to_stop_the_water(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    promised = hand.clock(key, Stage.ISOLATE).clock.deadline
    clock.advance(minutes=30)
    hand.do(return_(key, None, "缺设备"))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    hand.do(hold(key, None, "等材料"))
    hand.do(resume(key, None))
    for move in (Move.ISOLATE, Move.RESOLVE):
        hand.take(key, move)
    hand.decide()
    assert hand.clock(key, Stage.ISOLATE).clock.deadline == promised


@pytest.mark.parametrize("end", [cancel, settle])
def test_a_promise_broken_before_a_cancellation_is_left_out_by_consent_and_told_as_changed(
    hand: Hand, clock: HandClock, end: Callable[..., Command[int]]
) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    hand.do(return_(key, None, "去不了"))
    clock.advance(minutes=30)
    hand.do(end(key, None, "误报"))
    hand.decide()
    arriving = next(each for each in hand.desk.read(report, WHOLE, clock()).stages if each.stage is Stage.ARRIVE)
    assert (arriving.punctuality.late, arriving.receipt.changed) == (1, {ConsentKind(end.name): 1})
    assert arriving.receipt.consented.late == 0


def test_nothing_is_asked_for_a_ticket_cancelled_before_its_promise_is_broken(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for command in (return_(key, None, "去不了"), cancel(key, None, "误报")):
        clock.advance(minutes=5)
        hand.do(command)
    assert hand.rows(consents) == []


def minute(at: int) -> datetime:
    return START + timedelta(minutes=at)


def _verdicts(hand: Hand, key: int) -> dict[int, tuple[object, ...]]:
    rows = [row for row in hand.clocks(key) if row.clock.stage is not Stage.RESOLVE]
    return {row.id: (row.clock.deadline, row.clock.repeats, row.crew_id, on_time(row.clock)) for row in rows}


@pytest.mark.parametrize(("accepted", "missed"), [(40, 70), (0, 80)])
def test_a_hold_of_the_repair_moves_no_lateness_that_a_merger_handed_on(
    hand: Hand, clock: HandClock, accepted: int, missed: int
) -> None:
    merged = hand.bring_to(State.ACCEPTED, "hidden_leak")
    clock.set(minute(accepted))
    kept = hand.bring_to(State.ACCEPTED, "hidden_leak")
    clock.set(minute(accepted + 2))
    hand.do(merge(merged, None, kept))
    clock.set(minute(missed))
    hand.do(reassign(kept, None, hand.crew(1), "太远"))
    for step in (accept, arrive):
        hand.do(step(kept, None))
    hand.do(hold(kept, None, "等材料"))
    before = _verdicts(hand, kept)
    assert [late for *_, late in before.values()].count(False) == 1
    clock.advance(minutes=5)
    hand.decide()
    assert _verdicts(hand, kept) == before
    assert list(hand.desk.read(check, clock())) == []


def test_a_hold_of_the_journey_leaves_an_acceptance_late_that_was_undone_before(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "hidden_leak")
    clock.set(minute(40))
    hand.do(return_(key, None, "缺料"))
    clock.set(minute(65))
    hand.do(undo(key, None))
    hand.do(return_(key, None, "缺料"))
    clock.set(minute(90))
    for command in (dispatch(key, None, hand.crew()), accept(key, None), hold(key, None, "等材料")):
        hand.do(command)
    before = {row.id: row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ACCEPT}
    assert False in map(on_time, before.values())
    clock.set(minute(100))
    hand.decide()
    assert {row.id: row.clock for row in hand.clocks(key) if row.id in before} == before


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize(("granted_at", "asked_at", "left_out"), [(300, 5, True), (450, 5, True), (450, 290, False)])
def test_a_stage_that_was_not_needed_when_that_was_said_is_left_out_however_late_it_is_granted(
    hand: Hand, clock: HandClock, granted_at: int, asked_at: int, left_out: bool, done: bool
) -> None:
    key = hand.log("burst_main")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    due = hand.clock(key, Stage.ISOLATE).clock.deadline
    assert due == START + timedelta(minutes=240)
    clock.set(START + timedelta(minutes=asked_at))
    hand.do(rerate(key, None, "看错了，是暗漏", fault="hidden_leak"))
    clock.set(START + timedelta(minutes=295))
    if done:
        hand.take(key, Move.ISOLATE)
    clock.set(START + timedelta(minutes=min(400, granted_at)))
    if granted_at > 400:
        hand.do(resolve(key, None, "换管"))
    clock.set(START + timedelta(minutes=granted_at))
    hand.decide()
    assert (hand.clock(key, Stage.ISOLATE).clock.consent is ConsentKind.RERATE) is left_out
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("merged", [False, True])
def test_a_late_entry_asks_for_its_time_while_a_hold_waits_that_would_make_it_punctual(
    hand: Hand, clock: HandClock, merged: bool
) -> None:
    key = hand.log("hidden_leak")
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    clock.advance(minutes=20)
    hand.do(hold(key, None, "等燃气交底"))
    clock.advance(minutes=30)
    hand.do(resume(key, None))
    if merged:
        kept = hand.bring_to(State.ACCEPTED, "hidden_leak")
        hand.do(merge(key, None, kept))
        key = kept
    clock.advance(minutes=45)
    hand.do(arrive(key, None, clock.ago(minutes=10)))
    waiting = hand.desk.read(consent_requests, ConsentState.ASKED, clock()).rows
    assert [request.kind for request in waiting] == [ConsentKind.HOLD, ConsentKind.LATE_ENTRY]
    in_time = hand.bring_to(State.ACCEPTED, "hidden_leak")
    hand.do(hold(in_time, None, "等材料"))
    hand.do(resume(in_time, None))
    clock.advance(minutes=70)
    hand.do(arrive(in_time, None))
    assert len(hand.rows(consents, ticket_id=in_time)) == 1, "entered at once, so nothing else decides"
    for request in waiting:
        hand.other_supervisor().do(decide(request.id, True))
    assert on_time(hand.clock(key, Stage.ARRIVE).clock)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("step", ["return", "reassign"])
def test_a_round_that_was_given_up_in_time_asks_for_that_when_it_is_entered_late(
    hand: Hand, clock: HandClock, step: str
) -> None:
    key = hand.log("hidden_leak")
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    clock.advance(minutes=80)
    handed_back = clock.ago(minutes=30)
    if step == "return":
        hand.do(return_(key, None, "去不了", handed_back))
        hand.do(dispatch(key, None, hand.crew(1), handed_back))
    else:
        hand.do(reassign(key, None, hand.crew(1), "近", handed_back))
    hand.do(accept(key, None, clock.ago(minutes=28)))
    hand.do(arrive(key, None, clock.ago(minutes=22)))
    for request in hand.desk.read(consent_requests, ConsentState.ASKED, clock()).rows:
        assert request.kind is ConsentKind.LATE_ENTRY
        hand.other_supervisor().do(decide(request.id, True))
    rounds = [row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE]
    assert [(clock.deadline - START, on_time(clock)) for clock in rounds] == [(timedelta(minutes=60), True)] * 2
    assert list(hand.desk.read(check, clock())) == []


def test_a_supervisor_confirms_the_time_of_a_late_entry_by_correcting_it_to_the_same(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=8)
    arrived = clock()
    clock.advance(minutes=10)
    hand.do(accept(key, None, arrived))
    hand.other_supervisor().do(correct_time(key, None, Move.ACCEPT, arrived, "按纸单核对"))
    accepted = hand.clock(key, Stage.ACCEPT).clock
    assert (accepted.stopped, accepted.consent, on_time(accepted)) == (arrived, ConsentKind.CORRECTION, True)
    assert [row.state for row in hand.rows(consents)] == [ConsentState.WITHDRAWN]
    assert list(hand.desk.read(check, clock())) == []


def test_a_supervisor_does_not_confirm_the_time_of_an_own_late_entry(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=12)
    hand.do(resume(key, None))
    clock.advance(minutes=6)
    hand.do(accept(key, None, clock.ago(minutes=2)))
    assert "自己补录" in hand.refused(correct_time(key, None, Move.ACCEPT, clock.ago(minutes=2), "核对"))


def test_a_late_entry_that_is_granted_brings_no_stage_back_that_was_left_out(hand: Hand, clock: HandClock) -> None:
    key = hand.log("burst_main")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    hand.do(rerate(key, None, "看错了，是暗漏", fault="hidden_leak"))
    clock.advance(minutes=300)
    hand.do(isolate(key, None, clock.ago(minutes=20)))
    kinds = [request.kind for request in hand.desk.read(consent_requests, ConsentState.ASKED, clock()).rows]
    assert kinds == [ConsentKind.RERATE, ConsentKind.LATE_ENTRY]
    hand.decide()
    assert hand.clock(key, Stage.ISOLATE).clock.consent is ConsentKind.RERATE
    assert list(hand.desk.read(check, clock())) == []


def test_a_late_entry_of_a_later_round_asks_while_a_hold_of_an_earlier_one_waits(hand: Hand, clock: HandClock) -> None:
    key = hand.log("hidden_leak")
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    clock.advance(minutes=20)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=10)
    hand.do(resume(key, None))
    clock.advance(minutes=35)
    hand.do(return_(key, None, "去不了"))
    hand.do(dispatch(key, None, hand.crew(1)))
    hand.do(accept(key, None))
    clock.advance(minutes=15)
    hand.do(arrive(key, None, clock.ago(minutes=11)))
    for request in hand.desk.read(consent_requests, ConsentState.ASKED, clock()).rows:
        hand.other_supervisor().do(decide(request.id, True))
    rounds = [row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE]
    assert [(each.deadline - START, on_time(each)) for each in rounds] == [(timedelta(minutes=70), True)] * 2
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("granted_at", [42, 50, 130])
def test_a_hold_moves_an_appointment_that_was_handed_on_whenever_it_is_granted(
    hand: Hand, clock: HandClock, granted_at: int
) -> None:
    agreed = START + timedelta(minutes=100)
    key = hand.log("meter_stopped", appointment=agreed)

    def granted_by(minutes: int) -> None:
        if minutes >= granted_at and hand.rows(consents, state=ConsentState.ASKED):
            clock.set(START + timedelta(minutes=granted_at))
            hand.decide()
        clock.set(START + timedelta(minutes=minutes))

    steps = (0, Move.DISPATCH), (0, Move.ACCEPT), (5, hold(key, None, "等材料")), (35, resume(key, None))
    again = (40, return_(key, None, "去不了")), (45, Move.DISPATCH), (45, Move.ACCEPT), (120, Move.ARRIVE)
    for minutes, step in (*steps, *again):
        granted_by(minutes)
        hand.take(key, step) if isinstance(step, Move) else hand.do(step)
    granted_by(130)
    arriving = [row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE][-1]
    assert (arriving.deadline - START, on_time(arriving)) == (timedelta(minutes=130), True)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("longer", [hold, extend])
def test_an_appointment_beyond_the_limit_is_the_next_crew_s_too_although_the_first_had_longer(
    hand: Hand, clock: HandClock, longer: object
) -> None:
    key = hand.log("meter_stopped", appointment=START + timedelta(minutes=3000))
    for command in (dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    if longer is hold:
        hand.do(hold(key, None, "等材料"))
        hand.decide()
        clock.advance(minutes=30)
        hand.do(resume(key, None))
    else:
        hand.do(extend(key, None, 1800, "等材料"))
    clock.set(START + timedelta(minutes=1000))
    hand.do(return_(key, None, "去不了"))
    for command in (dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    arriving = [row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE][-1]
    assert arriving.deadline == START + timedelta(minutes=3000)
    assert list(hand.desk.read(check, clock())) == []


def test_a_hold_after_the_request_hides_no_stage_that_was_in_time_when_it_was_made(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("burst_main")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    clock.advance(minutes=230)
    hand.do(rerate(key, None, "看错了，是暗漏", fault="hidden_leak"))
    (asked,) = hand.rows(consents)
    clock.advance(minutes=20)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=40)
    hand.other_supervisor().do(decide(asked.id, True))
    assert hand.clock(key, Stage.ISOLATE).clock.consent is ConsentKind.RERATE
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_stage_stays_late_for_a_limit_changed_after_it_in_whatever_order_is_granted(
    hand: Hand, clock: HandClock, order: int
) -> None:
    key = hand.log("visible_leak", priority=Priority.P2)
    for command in (dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    clock.advance(minutes=5)
    hand.do(rerate(key, None, "不急", priority=Priority.P3))
    clock.advance(minutes=195)
    hand.do(arrive(key, None))
    clock.advance(minutes=10)
    hand.do(rerate(key, None, "可以预约", priority=Priority.P4))
    for asked in hand.rows(consents, kind=ConsentKind.RERATE)[::order]:
        hand.other_supervisor().do(decide(asked.id, True))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.limit, on_time(arriving)) == (3600, False)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_stage_late_before_the_last_request_that_drops_it_stays_late_in_whatever_order_is_granted(
    hand: Hand, clock: HandClock, order: int
) -> None:
    key = hand.log("burst_main")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    clock.advance(minutes=35)
    hand.do(rerate(key, None, "不急", priority=Priority.P3))
    clock.set(START + timedelta(minutes=290))
    hand.do(rerate(key, None, "看错了，是暗漏", fault="hidden_leak"))
    for asked in hand.rows(consents, kind=ConsentKind.RERATE)[::order]:
        hand.other_supervisor().do(decide(asked.id, True))
    assert hand.clock(key, Stage.ISOLATE).clock.consent is None
    assert list(hand.desk.read(check, clock())) == []


def test_a_hold_that_was_refused_hides_no_stage_that_was_late_when_a_re_rating_was_asked_for(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("burst_main")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    asking = hand.other_supervisor()
    clock.advance(minutes=235)
    asking.do(hold(key, None, "等材料"))
    clock.advance(minutes=20)
    asking.do(rerate(key, None, "看错了，是暗漏", fault="hidden_leak"))
    held, rerated = hand.rows(consents)
    clock.advance(minutes=3)
    hand.do(decide(held.id, False, "不用等"))
    hand.do(decide(rerated.id, True))
    assert hand.clock(key, Stage.ISOLATE).clock.consent is None
    assert list(hand.desk.read(check, clock())) == []


def held_and_merged(hand: Hand, clock: HandClock) -> tuple[int, int]:
    """Return a ticket held from minute 20 to 50, due at 60, and the one it was merged into at 70, due at 120."""
    merged, kept = hand.log("hidden_leak"), hand.log("hidden_leak")
    for command in (dispatch(merged, None, hand.crew()), accept(merged, None)):
        hand.do(command)
    clock.advance(minutes=20)
    hand.do(hold(merged, None, "等材料"))
    clock.advance(minutes=30)
    hand.do(resume(merged, None))
    clock.advance(minutes=10)
    for command in (dispatch(kept, None, hand.crew(1)), accept(kept, None)):
        hand.do(command)
    clock.set(START + timedelta(minutes=70))
    hand.do(merge(merged, None, kept))
    return merged, kept


def test_a_hold_of_a_merged_ticket_tells_what_it_changes_of_the_kept_one(hand: Hand, clock: HandClock) -> None:
    merged, kept = held_and_merged(hand, clock)
    clock.set(START + timedelta(minutes=80))
    hand.do(arrive(kept, None))
    asked = hand.desk.read(consent_requests, ConsentState.ASKED, clock()).rows
    (held,) = (each for each in asked if each.kind is ConsentKind.HOLD)
    told = {change.id: change.after for change in held.changes}
    hand.other_supervisor().do(decide(held.id, True))
    now = {row.id: row.clock for key in (merged, kept) for row in hand.clocks(key)}
    assert {key: (now[key].deadline, now[key].repeats) for key in told} == {
        key: (after.deadline, after.repeats) for key, after in told.items()
    }
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == START + timedelta(minutes=90)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("order", [1, -1])
def test_holds_of_a_merged_and_of_the_kept_ticket_add_up_in_whatever_order_they_are_granted(
    hand: Hand, clock: HandClock, order: int
) -> None:
    merged, kept = hand.log("hidden_leak"), hand.log("hidden_leak")  # to arrive within an hour

    def at(minutes: int, *commands: Command[object]) -> None:
        clock.set(START + timedelta(minutes=minutes))
        for command in commands:
            hand.do(command)

    at(5, dispatch(merged, None, hand.crew()), accept(merged, None))
    at(36, hold(merged, None, "等材料"))
    at(44, dispatch(kept, None, hand.crew(1)), accept(kept, None))
    at(54, merge(merged, None, kept))
    at(56, hold(kept, None, "等交底"))
    at(101, resume(kept, None))
    for asked in hand.rows(consents, kind=ConsentKind.HOLD)[::order]:
        hand.other_supervisor().do(decide(asked.id, True))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == START + timedelta(minutes=5 + 60 + 18 + 45)
    assert list(hand.desk.read(check, clock())) == []


def test_a_late_entry_asks_while_a_hold_of_a_merged_ticket_waits(hand: Hand, clock: HandClock) -> None:
    merged, kept = held_and_merged(hand, clock)
    clock.set(START + timedelta(minutes=95))
    file, at = hand.desk.read(ticket_file, kept, clock()), START + timedelta(minutes=80)
    assert file is not None
    assert {each.id for each in file.merged} == {row.id for row in hand.clocks(merged)}
    assert (ConsentKind.HOLD, None) in file.waiting
    hand.do(arrive(kept, None, at))
    assert hand.rows(consents, kind=ConsentKind.LATE_ENTRY)
    while hand.rows(consents, state=ConsentState.ASKED):
        hand.decide()
    arriving = hand.clock(kept, Stage.ARRIVE).clock
    assert (arriving.deadline - START, on_time(arriving)) == (timedelta(minutes=90), True)


def _of(work: str, key: int, hand: Hand) -> Command[object]:
    """Return a step of a course by its name."""
    made: dict[str, Callable[[], Command[object]]] = {
        "accept": lambda: accept(key, None),
        "arrive": lambda: arrive(key, None),
        "resolve": lambda: resolve(key, None, "换管"),
        "hold": lambda: hold(key, None, "等材料"),
        "resume": lambda: resume(key, None),
        "return": lambda: return_(key, None, "去不了"),
        "reopen": lambda: reopen(key, None, "又漏了"),
        "dispatch": lambda: dispatch(key, None, hand.crew()),
        "undo": lambda: undo(key, None),
        "as P2": lambda: rerate(key, None, "急", priority=Priority.P2),
        "as P3": lambda: rerate(key, None, "不急", priority=Priority.P3),
        "as a hidden leak": lambda: rerate(key, None, "看错了", fault="hidden_leak", priority=Priority.P3),
        "as a visible leak": lambda: rerate(key, None, "是明漏", fault="visible_leak", priority=Priority.P2),
        "in danger": lambda: attach_call(key, None, CallDetails("13900000001"), Answers(danger_to_people=True)),
        "a duplicate": lambda: merge(hand.log("visible_leak"), None, key),
    }  # fmt: skip
    return made[work]()


WORKED = ((90, "resolve"),)
MISTAKEN = ((5, "as a hidden leak"), (6, "dispatch"), (20, "accept"), (50, "arrive"))


@pytest.mark.parametrize(
    ("logged", "course", "answers"),
    [
        pytest.param(
            ("visible_leak", {"priority": Priority.P3}),
            ((6, "dispatch"), (12, "accept"), (35, "arrive"), (48, "as P2"), *WORKED), (40, 50, 95),
            id="rated stricter after it was done",
        ),
        pytest.param(
            ("burst_main", {}), (*MISTAKEN, (55, "as a visible leak"), *WORKED), (30, 60, 95),
            id="corrected twice",
        ),
        pytest.param(
            ("burst_main", {}),
            ((1, "dispatch"), (2, "accept"), (5, "arrive"), (6, "as P3"), (7, "undo"), (8, "undo"),
             (9, "as a hidden leak"), (50, "arrive"), *WORKED), (40, 60), id="steps of another ticket taken back",
        ),
        pytest.param(
            ("hidden_leak", {"priority": Priority.P4, "appointment": START + timedelta(minutes=100)}),
            ((4, "dispatch"), (5, "accept"), (95, "arrive"), (97, "in danger"), (105, "resolve")), (90, 99, 110),
            id="a call after an appointment was kept",
        ),
        pytest.param(("burst_main", {}), (*MISTAKEN, (55, "a duplicate"), *WORKED), (30, 60, 95), id="a merger later"),
        pytest.param(
            ("hidden_leak", {"priority": Priority.P4, "appointment": START + timedelta(minutes=100)}),
            ((4, "dispatch"), (5, "accept"), (95, "arrive"), (105, "resolve"), (200, "reopen")), (110, 190, 240),
            id="an appointment kept before a reopening",
        ),
        pytest.param(
            ("meter_stopped", {"appointment": START + timedelta(minutes=100)}),
            ((10, "as P3"), (12, "hold"), (105, "resume"), (106, "dispatch"), (110, "accept"), (140, "arrive")),
            (108, 130, 160), id="an appointment dropped before the crew set out",
        ),
        pytest.param(
            ("hidden_leak", {}),
            ((0, "dispatch"), (1, "accept"), (20, "hold"), (50, "resume"), (55, "return"), (56, "dispatch"),
             (58, "accept"), (80, "arrive"), (100, "resolve"), (200, "reopen")),
            (60, 190, 240), id="a hold before a return and a reopening",
        ),
    ],
)  # fmt: skip
def test_it_makes_no_stage_late_that_a_supervisor_answers_late(
    hand: Hand, clock: HandClock, logged: tuple[str, dict[str, Any]], course: Course, answers: tuple[int, ...]
) -> None:
    found = []
    for answer in answers:
        clock.set(max(clock(), START) if not found else clock.advance(days=1))
        began = clock()
        given = {name: began + (at - START) if name == "appointment" else at for name, at in logged[1].items()}
        key = hand.log(logged[0], **given)
        for minute, work in sorted((*course, (answer, "answer"))):
            clock.set(began + timedelta(minutes=minute))
            if work == "answer":
                hand.decide()
            else:
                hand.do(_of(work, key, hand))
        hand.decide()
        ended = [row.clock for row in hand.clocks(key) if row.clock.outcome in (Outcome.DONE, Outcome.RETURNED)]
        found.append([(each.stage, each.round, on_time(each)) for each in ended])
        assert list(hand.desk.read(check, clock())) == []
    assert found == [found[0]] * len(answers)
    assert all(punctual for _, _, punctual in found[0])
