"""Corrections of recorded times: the journal keeps old, new and reason; the clocks stay consistent."""

from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import dispatch, reassign, rerate, return_
from tickets.actions.followup import callback, close, reopen
from tickets.actions.progress import accept, arrive, depart, hold, isolate, locate, resolve, resume
from tickets.rules.clocks import elapsed
from tickets.rules.instants import in_words
from tickets.rules.words import CallbackResult, Move, Stage, State

pytestmark = pytest.mark.on_both


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


@pytest.fixture
def key(hand: Hand, clock: HandClock) -> int:
    """A burst main with a step every ten minutes: dispatched at 10, …, resolved at 70."""
    key = hand.log("burst_main")
    steps = [dispatch(key, None, hand.crew()), accept(key, None), depart(key, None), arrive(key, None)]
    for command in [*steps, locate(key, None), isolate(key, None), resolve(key, None)]:
        clock.advance(minutes=10)
        hand.do(command)
    clock.advance(minutes=10)
    return key


def test_a_corrected_arrival_moves_the_end_of_one_stage_and_the_start_of_the_next(hand: Hand, key: int) -> None:
    hand.do(correct_time(key, None, Move.ARRIVE, minute(35), "对讲机录音"))
    assert hand.clock(key, Stage.ARRIVE).clock.stopped == minute(35)
    assert hand.clock(key, Stage.RESOLVE).clock.started == minute(35)
    assert hand.clock(key, Stage.ISOLATE).clock.started == minute(35)
    assert elapsed(hand.clock(key, Stage.ARRIVE).clock, minute(999)) == 15 * 60
    assert hand.clock(key, Stage.ACCEPT).clock.stopped == minute(20)


def test_the_journal_keeps_the_old_time_the_new_one_and_the_reason(hand: Hand, clock: HandClock, key: int) -> None:
    hand.do(correct_time(key, None, Move.RESOLVE, minute(65), "对讲机录音"))
    entry = hand.last_entry(key)
    assert (entry.at, entry.true_time, entry.text) == (clock.now, minute(65), "处置完成：对讲机录音")
    old = {name: value for change in entry.changes for name, value in change["old"].items()}
    new = {name: value for change in entry.changes for name, value in change["new"].items()}
    for name in ("resolved_at", "stopped"):
        assert (old[name], new[name]) == (int(minute(70).timestamp()), int(minute(65).timestamp()))


@pytest.mark.parametrize(
    ("step", "before", "earliest", "after", "latest"),
    [
        (Move.DISPATCH, "来电", 0, "接单", 20),
        (Move.ACCEPT, "派单", 10, "出发", 30),
        (Move.DEPART, "接单", 20, "到场", 40),
        (Move.ARRIVE, "出发", 30, "定位", 50),
        (Move.LOCATE, "到场", 40, "处置完成", 70),
        (Move.ISOLATE, "到场", 40, "处置完成", 70),
        (Move.RESOLVE, "止水", 60, "将来", 80),
    ],
)
def test_a_corrected_time_must_lie_between_its_neighbours_and_a_refusal_names_both_times(
    hand: Hand, key: int, step: Move, before: str, earliest: int, after: str, latest: int
) -> None:
    early, late = minute(earliest - 1), minute(latest + 1)
    refusal = hand.refused(correct_time(key, None, step, early, "记错了"))
    assert before in refusal
    assert f"{in_words(early, minute(earliest))} 早于 {in_words(minute(earliest), early)}" in refusal
    refusal = hand.refused(correct_time(key, None, step, late, "记错了"))
    assert after in refusal
    assert step is Move.RESOLVE or f"{in_words(minute(latest), late)} 早于 {in_words(late, minute(latest))}" in refusal
    for inside in (minute(earliest), minute(latest)):
        hand.do(correct_time(key, None, step, inside, "记错了"))
    clocks = [row.clock for row in hand.clocks(key) if row.clock.stage is not Stage.ISOLATE]
    assert [c.started for c in clocks[1:]] == [c.stopped for c in clocks[:-1]]


@pytest.mark.parametrize("step", [Move.HOLD, Move.CANCEL, Move.CALLBACK, Move.CLOSE, Move.RERATE])
def test_only_times_of_work_steps_can_be_corrected(hand: Hand, key: int, step: Move) -> None:
    hand.refused(correct_time(key, None, step, minute(70), "记错了"))


def test_the_time_of_a_step_not_yet_taken_cannot_be_corrected(hand: Hand) -> None:
    key = hand.bring_to(State.DISPATCHED)
    for step in (Move.ACCEPT, Move.DEPART, Move.ARRIVE, Move.LOCATE, Move.ISOLATE, Move.RESOLVE):
        assert "没有" in hand.refused(correct_time(key, None, step, START, "记错了"))


def test_the_running_clock_is_due_by_its_corrected_start(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=10)
    hand.do(accept(key, None))
    before = hand.clock(key, Stage.ARRIVE).clock
    hand.do(correct_time(key, None, Move.ACCEPT, minute(4), "记错了"))
    after = hand.clock(key, Stage.ARRIVE).clock
    assert (after.started, after.limit) == (minute(4), before.limit)
    assert after.deadline == before.deadline - timedelta(minutes=6)


def test_a_reason_is_asked_for_and_the_future_is_refused(hand: Hand, clock: HandClock, key: int) -> None:
    assert "更正原因" in hand.refused(correct_time(key, None, Move.ARRIVE, minute(35), " "))
    assert "将来" in hand.refused(correct_time(key, None, Move.RESOLVE, clock.now + timedelta(seconds=1), "记错了"))


def test_a_refused_correction_names_the_previous_step_and_its_time(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    for command in (accept(key, None), arrive(key, None), resolve(key, None)):
        clock.advance(minutes=10)
        hand.do(command)
    for step, at, before in ((Move.ARRIVE, 9, "接单：10:09 早于 10:10"), (Move.RESOLVE, 19, "到场：10:19 早于 10:20")):
        assert before in hand.refused(correct_time(key, None, step, minute(at), "记错了"))


def test_a_correction_never_cuts_into_the_time_held(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=10)
    hand.do(resume(key, None))
    hand.decide()
    clock.advance(minutes=10)
    hand.do(arrive(key, None))
    for inside_the_hold in (minute(9), minute(15), minute(19)):
        refusal = hand.refused(correct_time(key, None, Move.ARRIVE, inside_the_hold, "记错了"))
        assert "挂起时间（10:10 到 10:20）" in refusal
    hand.do(correct_time(key, None, Move.ARRIVE, minute(20), "记错了"))
    assert elapsed(hand.clock(key, Stage.ARRIVE).clock, clock.now) == 600


def test_a_corrected_start_cannot_lie_within_or_after_a_hold(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.do(accept(key, None))
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=10)
    hand.do(resume(key, None))
    clock.advance(minutes=30)
    for too_late in (minute(11), minute(20), minute(25)):
        hand.refused(correct_time(key, None, Move.ACCEPT, too_late, "记错了"))
    hand.do(correct_time(key, None, Move.ACCEPT, minute(10), "记错了"))


def test_in_a_later_round_the_times_of_this_round_are_corrected(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=10)
    hand.do(reassign(key, None, hand.crew(1), "离得近"))
    for command in (accept(key, None), arrive(key, None), resolve(key, None)):
        clock.advance(minutes=10)
        hand.do(command)
    first = hand.clocks(key)[0]
    for step, at in ((Move.ACCEPT, 19), (Move.ARRIVE, 29), (Move.RESOLVE, 39)):
        hand.do(correct_time(key, None, step, minute(at), "记错了"))
    clocks = [row.clock for row in hand.clocks(key)]
    assert [c.stopped for c in clocks] == [minute(10), minute(19), minute(29), minute(39)]
    assert hand.clocks(key)[0] == first


def test_times_of_an_earlier_round_cannot_be_corrected(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(minutes=10)
    hand.do(return_(key, None, "车坏了"))
    clock.advance(minutes=10)
    for step in (Move.ACCEPT, Move.ARRIVE):
        hand.refused(correct_time(key, None, step, START, "记错了"))
    hand.do(dispatch(key, None, hand.crew()))
    hand.refused(correct_time(key, None, Move.DISPATCH, minute(9), "记错了"))
    hand.do(correct_time(key, None, Move.DISPATCH, minute(10), "记错了"))


def test_the_repair_time_of_a_reopened_ticket_cannot_be_corrected(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    clock.advance(minutes=10)
    hand.do(reopen(key, None, "又漏了"))
    hand.refused(correct_time(key, None, Move.RESOLVE, START, "记错了"))


def test_steps_taken_in_the_same_second_can_be_corrected_one_by_one(hand: Hand, clock: HandClock) -> None:
    clock.advance(minutes=10)
    key = hand.log()
    clock.advance(minutes=10)
    for command in (dispatch(key, None, hand.crew()), accept(key, None), arrive(key, None)):
        hand.do(command)
    hand.do(correct_time(key, None, Move.DISPATCH, minute(15), "记错了"))
    hand.do(correct_time(key, None, Move.ACCEPT, minute(16), "记错了"))
    accepting, arriving, repairing = (row.clock for row in hand.clocks(key))
    assert (accepting.stopped, arriving.started, arriving.stopped) == (minute(16), minute(16), minute(20))
    assert repairing.started == minute(20)


def test_a_repair_time_cannot_be_corrected_to_after_the_closing(hand: Hand, clock: HandClock, key: int) -> None:
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    hand.do(close(key, None))
    clock.advance(hours=1)
    assert "归档" in hand.refused(correct_time(key, None, Move.RESOLVE, minute(81), "记错了"))
    hand.do(correct_time(key, None, Move.RESOLVE, minute(80), "记错了"))


def test_water_stopped_for_a_fault_that_did_not_need_it_can_be_corrected(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(minutes=10)
    hand.do(isolate(key, None))
    hand.do(correct_time(key, None, Move.ISOLATE, minute(7), "记错了"))
    assert hand.ticket(key).isolated_at == minute(7)


def test_an_isolation_that_began_with_a_rerating_does_not_come_before_the_arrival(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(minutes=10)
    hand.do(rerate(key, None, "是爆管", fault="burst_main"))
    clock.advance(minutes=20)
    hand.refused(correct_time(key, None, Move.ARRIVE, minute(11), "记错了"))
    hand.do(correct_time(key, None, Move.ARRIVE, minute(10), "记错了"))
