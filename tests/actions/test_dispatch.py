"""The dispatcher's actions: crews, ratings, merging and cancelling."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.intake import CallDetails, chase
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, depart, hold, isolate, locate, resume
from tickets.actions.undo import undo
from tickets.rules.words import Outcome, Priority, Stage, State, Zone
from tickets.store.tables import calls, consents, holds, places

pytestmark = pytest.mark.on_both

HOUR = timedelta(hours=1)


def test_dispatching_gives_the_ticket_to_a_crew_and_lets_the_clock_run(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    when = clock.advance(minutes=3)
    hand.do(dispatch(key, 1, hand.crew()))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.crew_id, ticket.dispatched_at) == (State.DISPATCHED, hand.crew(), when)
    [row] = hand.clocks(key)
    assert (row.clock.started, row.clock.running, row.crew_id) == (START, True, hand.crew())
    assert hand.last_entry(key).text == "一班"


def test_a_ticket_cannot_be_dispatched_to_a_retired_crew(hand: Hand) -> None:
    gone = hand.do(save_crew(None, "老班", active=False))
    assert "班组" in hand.refused(dispatch(hand.log(), None, gone))


@pytest.mark.parametrize("state", [State.DISPATCHED, State.ACCEPTED, State.ARRIVED])
def test_reassigning_opens_a_new_round_and_leaves_the_old_one_as_it_was(
    hand: Hand, clock: HandClock, state: State
) -> None:
    key = hand.bring_to(state, "burst_main")
    finished = [row for row in hand.clocks(key) if row.clock.stopped]
    when = clock.advance(minutes=6)
    hand.do(reassign(key, None, hand.crew(1), "离得近"))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.crew_id, ticket.dispatched_at) == (State.DISPATCHED, hand.crew(1), when)
    assert (ticket.departed_at, ticket.located_at, ticket.isolated_at) == (None, None, None)
    *old, new = hand.clocks(key)
    assert old[: len(finished)] == finished
    assert {row.clock.outcome for row in old[len(finished) :]} == {Outcome.REASSIGNED}
    assert {row.crew_id for row in old[len(finished) :]} == {hand.crew(0)}
    assert (new.clock.stage, new.clock.round, new.clock.started) == (Stage.ACCEPT, 2, when)
    assert new.crew_id == hand.crew(1)
    assert hand.last_entry(key).text == "二班：离得近"


def test_reassigning_a_ticket_to_its_present_crew_is_refused(hand: Hand) -> None:
    assert "已经是这个班组" in hand.refused(reassign(hand.bring_to(State.ARRIVED), None, hand.crew(), "再派"))


def test_a_returned_ticket_waits_for_a_crew_again(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.do(depart(key, None))
    when = clock.advance(minutes=9)
    hand.do(return_(key, None, "车坏了"))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.crew_id, ticket.returns) == (State.NEW, None, 1)
    assert (ticket.dispatched_at, ticket.departed_at) == (None, None)
    assert hand.outcomes(key) == [
        (Stage.ACCEPT, 1, Outcome.DONE),
        (Stage.ARRIVE, 1, Outcome.RETURNED),
        (Stage.ACCEPT, 2, None),
    ]
    assert hand.clocks(key)[-1].clock.started == when
    assert hand.clocks(key)[-1].crew_id is None
    assert hand.clocks(key)[1].crew_id == hand.crew()


def test_rerating_keeps_the_start_and_puts_the_running_clock_under_the_new_limit(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "hidden_leak")
    before = hand.clock(key, Stage.ARRIVE)
    finished = hand.clock(key, Stage.ACCEPT)
    assert before.clock.limit == 3600
    clock.advance(minutes=5)
    hand.do(rerate(key, None, "路面塌了", priority=Priority.P1))
    after = hand.clock(key, Stage.ARRIVE)
    assert (after.clock.started, after.clock.limit, after.priority) == (before.clock.started, 1800, Priority.P1)
    assert after.clock.limit_id not in (None, before.clock.limit_id)
    assert hand.clock(key, Stage.ACCEPT) == finished
    assert hand.last_entry(key).text == "路面塌了"


def test_rerating_by_zone_and_by_pipe_size(hand: Hand) -> None:
    arriving = hand.bring_to(State.ACCEPTED)
    hand.do(rerate(arriving, None, "在乡下", zone=Zone.RURAL))
    hand.decide()
    assert hand.clock(arriving, Stage.ARRIVE).clock.limit == 3600
    working = hand.bring_to(State.ARRIVED)
    hand.do(rerate(working, None, "看过现场", dn=600, material="PE"))
    hand.decide()
    assert hand.clock(working, Stage.RESOLVE).clock.limit == 48 * 3600
    assert (hand.ticket(working).dn, hand.ticket(working).material) == (600, "PE")


def test_a_place_given_later_brings_its_zone_and_waits_for_consent_if_that_lengthens_a_limit(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    village = next(place for place in hand.rows(places) if place.zone is Zone.RURAL)
    limit = hand.clock(key, Stage.ARRIVE).clock.limit
    hand.do(rerate(key, None, "问清了", place_id=village.id, address="村东头"))
    ticket = hand.ticket(key)
    assert (ticket.place_id, ticket.zone, ticket.address) == (village.id, Zone.RURAL, "村东头")
    assert hand.clock(key, Stage.ARRIVE).clock.limit == limit, "the town's limit counts until somebody consents"
    assert hand.last_entry(key).text == f"{village.name}：问清了"
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.limit > limit


def test_a_place_in_the_same_zone_needs_no_consent_and_is_taken_back(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    before, near = hand.ticket(key), next(place for place in hand.rows(places) if place.zone is Zone.URBAN)
    hand.do(rerate(key, None, "问清了", place_id=near.id, address="1 号"))
    assert (hand.ticket(key).place_id, hand.rows(consents)) == (near.id, [])
    hand.do(undo(key, None))
    assert replace(hand.ticket(key), version=before.version) == before
    assert "地址库" in hand.refused(rerate(key, None, "问清了", place_id=10**9))


def test_rerating_keeps_the_fields_that_were_not_given(hand: Hand) -> None:
    key = hand.log("hidden_leak", dn=300, zone=Zone.RURAL)
    before = hand.ticket(key)
    hand.do(rerate(key, 1, "看过现场", fault="visible_leak"))
    after = hand.ticket(key)
    assert after.fault == "visible_leak"
    assert (after.priority, after.zone, after.dn) == (before.priority, before.zone, before.dn)


def test_rerating_to_a_burst_on_site_starts_the_isolation_and_back_ends_it(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    when = clock.advance(minutes=10)
    hand.do(rerate(key, None, "是爆管", fault="burst_main"))
    assert hand.clock(key, Stage.ISOLATE).clock.started == when
    hand.do(rerate(key, None, "不是爆管", fault="visible_leak"))
    assert hand.clock(key, Stage.ISOLATE).clock.running, "the stricter rating counts until somebody consents"
    hand.decide()
    assert hand.clock(key, Stage.ISOLATE).clock.outcome is Outcome.CANCELLED
    assert hand.clock(key, Stage.RESOLVE).clock.running


def test_a_held_ticket_rerated_to_a_burst_holds_every_clock(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    hand.do(hold(key, None, "等燃气交底"))
    hand.decide()
    clock.advance(minutes=10)
    hand.do(rerate(key, None, "是爆管", fault="burst_main"))
    held = [row.clock for row in hand.clocks(key) if row.clock.stopped is None]
    assert all(each.granted and each.held_until == held[0].held_until for each in held)
    clock.advance(minutes=5)
    hand.do(resume(key, None))
    assert hand.clock(key, Stage.ISOLATE).clock.held == 300
    assert hand.clock(key, Stage.RESOLVE).clock.held == 900
    assert [row.reason for row in hand.rows(holds)] == ["等燃气交底"] * 2


def test_a_held_burst_rerated_to_a_leak_keeps_the_hold_of_the_repair(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    hand.do(hold(key, None, "等燃气交底"))
    clock.advance(minutes=10)
    hand.do(rerate(key, None, "不是爆管", fault="visible_leak"))
    hand.decide()
    clock.advance(minutes=5)
    hand.do(resume(key, None))
    repairing = hand.clock(key, Stage.RESOLVE)
    assert repairing.clock.held == 900
    [held] = hand.rows(holds, clock_id=repairing.id)
    assert held.until - held.since == timedelta(minutes=15)


def test_a_merged_ticket_s_clocks_stop_and_its_calls_move_over(hand: Hand, clock: HandClock) -> None:
    main, twin = hand.log(), hand.bring_to(State.ACCEPTED)
    hand.do(chase(twin, None, CallDetails("13900000000")))
    when = clock.advance(minutes=2)
    assert hand.do(merge(twin, None, main)) == main
    ended = hand.ticket(twin)
    assert (ended.state, ended.merged_into, ended.ended_at) == (State.MERGED, main, when)
    assert hand.outcomes(twin)[-1] == (Stage.ARRIVE, 1, Outcome.MERGED)
    assert [call.ticket_id for call in hand.rows(calls)] == [main] * 3
    assert (hand.ticket(main).calls, hand.ticket(main).chases, hand.ticket(main).version) == (3, 1, 2)
    numbers = f"{ended.number} 并入 {hand.ticket(main).number}"
    assert hand.last_entry(main).text == hand.last_entry(twin).text == numbers


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED, State.CANCELLED, State.MERGED, State.SETTLED])
def test_merging_into_a_ticket_that_is_not_being_worked_on_is_refused(hand: Hand, state: State) -> None:
    sentence = hand.refused(merge(hand.log(), None, hand.bring_to(state)))
    assert state.label in sentence


def test_a_cancelled_ticket_stops_with_its_reason(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    when = clock.advance(minutes=2)
    hand.do(cancel(key, None, "误报"))
    assert (hand.ticket(key).state, hand.ticket(key).ended_at) == (State.CANCELLED, when)
    assert [outcome for _, _, outcome in hand.outcomes(key)][2:] == [Outcome.CANCELLED] * 2
    assert hand.last_entry(key).text == "误报"
    assert all(row.next_rung is None for row in hand.clocks(key))


def test_the_supervised_mark_can_be_set_and_removed(hand: Hand) -> None:
    key = hand.log()
    hand.do(supervise(key, 1, True, "局长电话"))
    assert hand.ticket(key).supervised
    assert hand.last_entry(key).text == "局长电话"
    hand.do(supervise(key, 2, False))
    assert not hand.ticket(key).supervised


def test_what_ends_a_ticket_after_the_machine_s_clock_was_set_back_still_ends_it(hand: Hand, clock: HandClock) -> None:
    for end in (lambda key: cancel(key, None, "误报"), lambda key: merge(key, None, hand.log())):
        key = hand.bring_to(State.ARRIVED, "burst_main")
        clock.advance(hours=1)
        hand.do(hold(key, None, "等材料"))
        latest = clock.now
        clock.advance(hours=-2)
        hand.do(end(key))
        assert hand.ticket(key).ended_at == latest
        clock.set(latest)


def test_rerating_after_the_machine_s_clock_was_set_back_starts_nothing_before_the_arrival(
    hand: Hand, clock: HandClock
) -> None:
    clock.advance(hours=1)
    key = hand.bring_to(State.ARRIVED)
    clock.advance(hours=-1)
    hand.do(rerate(key, None, "是爆管", fault="burst_main"))
    assert hand.clock(key, Stage.ISOLATE).clock.started == START + HOUR


def test_a_new_round_starts_without_the_steps_of_the_last_one(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    hand.do(locate(key, None))
    hand.do(isolate(key, None))
    clock.advance(minutes=1)
    hand.do(return_(key, None, "要换大车"))
    hand.do(dispatch(key, None, hand.crew(1)))
    hand.do(accept(key, None))
    hand.do(arrive(key, None))
    ticket = hand.ticket(key)
    assert (ticket.located_at, ticket.isolated_at) == (None, None)
    assert hand.outcomes(key)[-3:] == [
        (Stage.ARRIVE, 2, Outcome.DONE),
        (Stage.RESOLVE, 2, None),
        (Stage.ISOLATE, 2, None),
    ]
