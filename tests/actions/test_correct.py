"""Corrections of recorded times: the journal keeps old, new and reason; the clocks stay consistent."""

from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.correct import CORRECTABLE, correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.progress import accept, arrive, depart, hold, isolate, locate, resolve, resume
from tickets.actions.rulemaking import save_setting
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules.clocks import elapsed, on_time
from tickets.rules.instants import in_words
from tickets.rules.words import CallbackResult, ConsentKind, ConsentState, Move, Outcome, Stage, State
from tickets.settings import HOLD_CAP
from tickets.store.tables import alerts, consents, holds, tickets

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


@pytest.mark.parametrize("step", [Move.HOLD, Move.CANCEL, Move.CALLBACK, Move.CLOSE, Move.RERATE, Move.SETTLE])
def test_a_step_that_was_not_taken_or_is_not_timed_cannot_be_corrected(hand: Hand, key: int, step: Move) -> None:
    assert "没有可更正的时间" in hand.refused(correct_time(key, None, step, minute(70), "记错了"))


def test_the_time_of_a_step_not_yet_taken_cannot_be_corrected(hand: Hand) -> None:
    key = hand.bring_to(State.DISPATCHED)
    for step in CORRECTABLE - {Move.DISPATCH}:
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


def held(hand: Hand, clock: HandClock, *, granted: bool) -> int:
    """A ticket accepted at 0, held from 10 to 20 and reached at 30; its limit for the arrival is 30 minutes."""
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    if granted:
        hand.decide()
    for command in (resume(key, None), arrive(key, None)):
        clock.advance(minutes=10)
        hand.do(command)
    return key


def test_a_step_and_the_hold_before_it_stay_in_order(hand: Hand, clock: HandClock) -> None:
    key = held(hand, clock, granted=True)
    for inside in (9, 15, 19):
        refusal = hand.refused(correct_time(key, None, Move.ARRIVE, minute(inside), "记错了"))
        assert f"到场不能早于恢复：{in_words(minute(inside), minute(20))} 早于 10:20" in refusal
    hand.do(correct_time(key, None, Move.ARRIVE, minute(20), "记错了"))
    assert elapsed(hand.clock(key, Stage.ARRIVE).clock, clock.now) == 600
    for too_late in (11, 19):
        assert "挂起不能早于接单" in hand.refused(correct_time(key, None, Move.ACCEPT, minute(too_late), "记错了"))
    hand.do(correct_time(key, None, Move.ACCEPT, minute(10), "记错了"))
    assert hand.desk.read(check, clock()) == []


def test_a_step_without_a_clock_of_its_own_does_not_fall_into_a_hold(hand: Hand, clock: HandClock) -> None:
    key = held(hand, clock, granted=True)
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=10)
    hand.do(resume(key, None))
    hand.do(locate(key, None))
    refusal = hand.refused(correct_time(key, None, Move.LOCATE, minute(45), "记错了"))
    assert "定位 10:45 落在挂起时间（10:40 到 10:50）里" in refusal
    hand.do(correct_time(key, None, Move.LOCATE, minute(35), "记错了"))
    assert "定位 10:35 落在挂起时间（10:34 到 10:50）里" in hand.refused(
        correct_time(key, None, Move.HOLD, minute(34), "记错了")
    )
    hand.do(correct_time(key, None, Move.HOLD, minute(35), "记错了"))


def test_the_corrected_length_of_a_granted_hold_counts(hand: Hand, clock: HandClock) -> None:
    key = held(hand, clock, granted=True)
    arriving = hand.clock(key, Stage.ARRIVE).clock
    hand.do(correct_time(key, None, Move.HOLD, minute(4), "记错了"))
    hand.do(correct_time(key, None, Move.RESUME, minute(25), "记错了"))
    row = hand.rows(holds)[0]
    assert (row.since, row.until, row.counted) == (minute(4), minute(25), 21 * 60)
    moved = hand.clock(key, Stage.ARRIVE).clock
    assert (moved.held, moved.deadline) == (21 * 60, arriving.deadline + timedelta(minutes=11))
    assert (moved.consent, moved.entered, moved.first_due) == (None, arriving.entered, arriving.first_due)
    assert hand.desk.read(check, clock()) == []


def test_a_granted_hold_counts_up_to_the_cap_and_no_longer(hand: Hand, clock: HandClock) -> None:
    hand.do(save_setting(HOLD_CAP.key, 1))
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    clock.advance(minutes=100)
    hand.do(resume(key, None))
    assert hand.rows(holds)[0].counted == 3600
    hand.do(correct_time(key, None, Move.HOLD, minute(5), "记错了"))
    assert hand.rows(holds)[0].counted == hand.clock(key, Stage.ARRIVE).clock.held == 3600
    hand.do(correct_time(key, None, Move.RESUME, minute(45), "记错了"))
    assert hand.rows(holds)[0].counted == hand.clock(key, Stage.ARRIVE).clock.held == 40 * 60


def test_a_hold_that_nobody_granted_counts_nothing_however_long_it_becomes(hand: Hand, clock: HandClock) -> None:
    key = held(hand, clock, granted=False)
    hand.do(correct_time(key, None, Move.HOLD, minute(1), "记错了"))
    hand.do(correct_time(key, None, Move.RESUME, minute(29), "记错了"))
    assert (hand.rows(holds)[0].counted, hand.clock(key, Stage.ARRIVE).clock.held) == (0, 0)
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.held == 28 * 60
    assert hand.desk.read(check, clock()) == []


@pytest.mark.parametrize("granted", [True, False])
def test_the_start_of_a_hold_that_lasts_can_be_corrected(hand: Hand, clock: HandClock, granted: bool) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=20)
    hand.do(hold(key, None, "等材料"))
    if granted:
        hand.decide()
    until = hand.clock(key, Stage.ARRIVE).clock.held_until
    assert until is not None
    clock.advance(minutes=5)
    hand.do(correct_time(key, None, Move.HOLD, minute(10), "记错了"))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.held_since, hand.rows(holds)[0].since) == (minute(10), minute(10))
    assert arriving.held_until == (until - timedelta(minutes=10) if granted else until), "a cap is a length"
    assert hand.desk.read(check, clock()) == []
    clock.advance(minutes=15)
    hand.do(resume(key, None))
    assert hand.clock(key, Stage.ARRIVE).clock.held == (30 * 60 if granted else 0)


def test_holds_stay_within_their_clock_and_apart(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for _ in range(2):
        clock.advance(minutes=10)
        hand.do(hold(key, None, "等材料"))
        hand.decide()
        clock.advance(minutes=10)
        hand.do(resume(key, None))
    clock.advance(minutes=10)
    hand.do(arrive(key, None))
    for step, number, at, words in (
        (Move.HOLD, 1, -1, "第 1 次挂起不能早于接单：09:59 早于 10:00"),
        (Move.HOLD, 1, 21, "第 1 次恢复不能早于第 1 次挂起：10:20 早于 10:21"),
        (Move.RESUME, 1, 31, "第 2 次挂起不能早于第 1 次恢复：10:30 早于 10:31"),
        (Move.HOLD, 2, 19, "第 2 次挂起不能早于第 1 次恢复：10:19 早于 10:20"),
        (Move.RESUME, None, 51, "将来"),
    ):
        assert words in hand.refused(correct_time(key, None, step, minute(at), "记错了", number))
    hand.do(correct_time(key, None, Move.RESUME, minute(25), "记错了", 1))
    assert [(row.since, row.until) for row in hand.rows(holds)] == [
        (minute(10), minute(25)), (minute(30), minute(40)),
    ]  # fmt: skip
    assert hand.last_entry(key).text == "第 1 次恢复：记错了"


def test_a_hold_of_a_repair_and_its_isolation_is_one_hold(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED, "burst_main")
    for command in (accept(key, None), arrive(key, None), hold(key, None, "等材料")):
        clock.advance(minutes=10)
        hand.do(command)
    hand.decide()
    clock.advance(minutes=10)
    hand.do(resume(key, None))
    hand.do(correct_time(key, None, Move.HOLD, minute(25), "记错了"))
    hand.do(correct_time(key, None, Move.RESUME, minute(35), "记错了"))
    assert {(row.since, row.until, row.counted) for row in hand.rows(holds)} == {(minute(25), minute(35), 600)}
    assert hand.clock(key, Stage.ISOLATE).clock.held == hand.clock(key, Stage.RESOLVE).clock.held == 600
    assert hand.desk.read(check, clock()) == []


def test_a_milestone_that_began_during_a_hold_is_held_from_its_start_on(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    clock.advance(minutes=10)
    hand.do(rerate(key, None, "是爆管", fault="burst_main"))
    clock.advance(minutes=10)
    hand.do(correct_time(key, None, Move.HOLD, minute(5), "记错了"))
    assert [row.since for row in hand.rows(holds)] == [minute(5), minute(20)]
    hand.do(correct_time(key, None, Move.HOLD, minute(25), "记错了"))
    assert [row.since for row in hand.rows(holds)] == [minute(25), minute(25)]
    hand.do(resume(key, None))
    hand.do(correct_time(key, None, Move.RESUME, minute(28), "记错了"))
    assert {row.until for row in hand.rows(holds)} == {minute(28)}
    assert hand.desk.read(check, clock()) == []


def test_a_hold_that_ended_with_its_ticket_has_no_resume_and_an_undone_one_no_time(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for command in (hold(key, None, "等材料"), undo(key, None), hold(key, None, "等材料"), cancel(key, None, "误报")):
        clock.advance(minutes=10)
        hand.do(command)
    clock.advance(minutes=10)
    assert "还没有登记恢复" in hand.refused(correct_time(key, None, Move.RESUME, minute(15), "记错了"))
    assert "还没有登记第 2 次挂起" in hand.refused(correct_time(key, None, Move.HOLD, minute(15), "记错了", 2))
    assert "作废不能早于挂起" in hand.refused(correct_time(key, None, Move.HOLD, minute(41), "记错了"))
    hand.do(correct_time(key, None, Move.HOLD, minute(25), "记错了"))
    assert [row.since for row in hand.rows(holds)] == [minute(10), minute(25)]
    hand.do(correct_time(key, None, Move.ACCEPT, minute(15), "记错了"))
    assert hand.desk.read(check, clock()) == []


def test_a_hold_of_an_overdue_clock_is_in_effect_at_no_time_whenever_it_began(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=15)
    hand.do(hold(key, None, "等材料"))
    hand.do(correct_time(key, None, Move.HOLD, minute(5), "记错了"))
    accepting = hand.clock(key, Stage.ACCEPT).clock
    assert (accepting.held_since, accepting.held_until) == (minute(5), minute(5))
    hand.desk.sweep()
    assert hand.desk.read(check, clock()) == []


def test_a_running_clock_gets_the_alerts_of_its_corrected_hold(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=10)
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    clock.advance(minutes=20)
    hand.do(resume(key, None))
    clock.advance(minutes=15)
    hand.do(correct_time(key, None, Move.RESUME, minute(12), "记错了"))
    arriving = hand.clock(key, Stage.ARRIVE)
    assert (arriving.clock.deadline, arriving.clock.term) == (minute(32), 1)
    assert hand.desk.sweep().raised > 0, "it is overdue now"
    assert hand.desk.read(check, clock()) == []


def test_a_hold_from_before_consents_counts_with_its_corrected_length(hand: Hand, clock: HandClock) -> None:
    key = held(hand, clock, granted=True)
    with hand.desk.store.writing() as connection:  # as the program before schema 0005 left it
        connection.execute(holds.update().values(consent_id=None, counted=None))
        connection.execute(consents.delete())
    hand.do(correct_time(key, None, Move.RESUME, minute(15), "记错了"))
    assert (hand.rows(holds)[0].counted, hand.clock(key, Stage.ARRIVE).clock.held) == (None, 300)


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


def test_a_corrected_reassignment_moves_both_rounds(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    clock.advance(minutes=10)
    hand.do(reassign(key, None, hand.crew(1), "离得近"))
    clock.advance(minutes=10)
    hand.do(correct_time(key, None, Move.REASSIGN, minute(6), "记错了"))
    ended = {row.clock.stopped for row in hand.clocks(key) if row.clock.outcome is Outcome.REASSIGNED}
    again = hand.clock(key, Stage.ACCEPT).clock
    assert (ended, again.started, again.split) == ({minute(6)}, minute(6), minute(6))
    assert hand.ticket(key).dispatched_at == minute(6), "a reassignment is a dispatch"
    assert "转派不能早于到场" in hand.refused(correct_time(key, None, Move.REASSIGN, minute(-1), "记错了"))
    hand.do(accept(key, None))
    assert "接单不能早于第" not in hand.refused(correct_time(key, None, Move.REASSIGN, minute(21), "记错了"))
    assert hand.desk.read(check, clock()) == []


def test_steps_of_earlier_rounds_and_courses_are_corrected_by_their_number(hand: Hand, clock: HandClock) -> None:
    key = hand.log("burst_main")
    given, work = (Move.DISPATCH, Move.ACCEPT), (Move.DEPART, Move.ARRIVE, Move.ISOLATE, Move.RESOLVE)
    for step in (*given, Move.RETURN, *given, *work, Move.REOPEN, *given, *work):  # one every ten minutes
        clock.advance(minutes=10)
        if step is Move.RETURN:
            hand.do(return_(key, None, "车坏了"))
        elif step is Move.REOPEN:
            hand.do(reopen(key, None, "又漏了"))
        else:
            hand.take(key, step)
    clock.advance(minutes=10)
    for step, number, at in (
        (Move.DISPATCH, 1, 9), (Move.ACCEPT, 1, 19), (Move.RETURN, None, 29), (Move.DISPATCH, 2, 39),
        (Move.ACCEPT, 2, 49), (Move.DEPART, 1, 59), (Move.ARRIVE, 1, 69), (Move.ISOLATE, 1, 79), (Move.RESOLVE, 1, 89),
        (Move.REOPEN, None, 99), (Move.DISPATCH, 3, 109), (Move.ACCEPT, None, 119), (Move.ISOLATE, None, 149),
    ):  # fmt: skip
        hand.do(correct_time(key, None, step, minute(at), "记错了", number))
    rows = [row.clock for row in hand.clocks(key)]
    assert [(each.stage, each.round, each.started, each.split, each.stopped) for each in rows] == [
        (Stage.ACCEPT, 1, START, minute(9), minute(19)),
        (Stage.ARRIVE, 1, minute(19), None, minute(29)),
        (Stage.ACCEPT, 2, minute(29), minute(39), minute(49)),
        (Stage.ARRIVE, 2, minute(49), minute(59), minute(69)),
        (Stage.RESOLVE, 1, minute(69), None, minute(89)),
        (Stage.ISOLATE, 1, minute(69), None, minute(79)),
        (Stage.ACCEPT, 3, minute(99), minute(109), minute(119)),
        (Stage.ARRIVE, 3, minute(119), minute(130), minute(140)),
        (Stage.RESOLVE, 2, minute(140), None, minute(160)),
        (Stage.ISOLATE, 2, minute(140), None, minute(149)),
    ]
    assert [each.consent for each in rows] == [*[ConsentKind.CORRECTION] * 8, None, ConsentKind.CORRECTION]
    assert (hand.ticket(key).isolated_at, hand.ticket(key).dispatched_at) == (minute(149), minute(109))
    assert hand.desk.read(check, clock()) == []
    for step, number, at, words in (
        (Move.RETURN, None, 18, "退单不能早于第 1 次接单：10:18 早于 10:19"),
        (Move.ACCEPT, 1, 30, "退单不能早于第 1 次接单：10:29 早于 10:30"),
        (Move.RESOLVE, 1, 100, "返工不能早于第 1 次处置完成"),
        (Move.REOPEN, None, 88, "返工不能早于第 1 次处置完成"),
        (Move.REOPEN, None, 110, "第 3 次派单不能早于返工"),
        (Move.DISPATCH, 4, 10, "还没有登记第 4 次派单"),
    ):
        assert words in hand.refused(correct_time(key, None, step, minute(at), "记错了", number))


def test_an_earlier_round_that_was_late_becomes_on_time_and_a_running_one_is_alerted_anew(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log()
    clock.advance(minutes=12)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    clock.advance(minutes=10)
    hand.do(return_(key, None, "车坏了"))
    first = hand.clocks(key)[0].clock
    assert not on_time(first)
    hand.do(correct_time(key, None, Move.DISPATCH, minute(7), "对讲机录音"))
    hand.do(correct_time(key, None, Move.ACCEPT, minute(8), "对讲机录音"))
    after = hand.clocks(key)[0].clock
    assert (after.consent, on_time(after), after.entered, after.first_due) == (
        ConsentKind.CORRECTION, True, first.entered, first.first_due,
    )  # fmt: skip
    clock.advance(minutes=8)
    hand.desk.sweep()
    hand.do(correct_time(key, None, Move.RETURN, minute(14), "对讲机录音"))
    running = hand.clock(key, Stage.ACCEPT).clock
    assert (running.started, running.term) == (minute(14), 1)
    hand.desk.sweep()
    assert {row.term for row in hand.rows(alerts, clock_id=hand.clock(key, Stage.ACCEPT).id)} == {0, 1}
    assert hand.desk.read(check, clock()) == []


def test_the_promise_of_a_round_that_was_given_up_follows_its_correction(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=5)
    hand.do(accept(key, None))
    for command in (return_(key, None, "车坏了"), dispatch(key, None, hand.crew()), accept(key, None)):
        clock.advance(minutes=10)
        hand.do(command)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(35)
    hand.do(correct_time(key, None, Move.ACCEPT, minute(2), "记错了", 1))
    again = hand.clock(key, Stage.ARRIVE).clock
    assert (again.deadline, again.term, again.consent) == (minute(32), 1, None)
    hand.do(correct_time(key, None, Move.RETURN, minute(3), "记错了"))
    assert hand.clock(key, Stage.ARRIVE).clock == again
    hand.desk.sweep()
    assert hand.desk.read(check, clock()) == []


def test_a_stage_counts_once_however_its_earlier_round_is_corrected(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=32)
    for command in (return_(key, None, "车坏了"), dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    clock.advance(minutes=10)
    late, again = (row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE)
    assert (on_time(late), again.repeats, again.promised) == (False, True, None)
    hand.do(correct_time(key, None, Move.RETURN, minute(29), "记错了"))
    in_time, again = (row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE)
    assert (on_time(in_time), again.repeats, again.deadline) == (True, False, minute(30))
    hand.do(correct_time(key, None, Move.RETURN, minute(31), "记错了"))
    late, again = (row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE)
    assert (on_time(late), again.repeats, again.deadline) == (False, True, minute(62))
    assert hand.desk.read(check, clock()) == []


def test_a_stage_done_before_a_reopening_counts_no_second_time_whatever_is_corrected(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.RESOLVED)
    for command in (reopen(key, None, "又漏了"), dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    clock.advance(minutes=32)
    for command in (return_(key, None, "车坏了"), dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    hand.do(correct_time(key, None, Move.RETURN, minute(29), "记错了"))
    _done, in_time, again = (row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE)
    assert (on_time(in_time), again.repeats, again.deadline) == (True, True, minute(30))
    assert hand.desk.read(check, clock()) == []


def test_a_correction_of_a_merged_ticket_moves_the_promise_that_it_handed_on(hand: Hand, clock: HandClock) -> None:
    merged = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=5)
    hand.do(accept(merged, None))
    clock.advance(minutes=5)
    kept = hand.log()
    hand.do(merge(merged, None, kept))
    hand.do(correct_time(merged, None, Move.ACCEPT, minute(4), "记错了"))
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(accept(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(34)
    hand.do(correct_time(merged, None, Move.ACCEPT, minute(6), "又记错了"))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(36)
    assert hand.desk.read(check, clock()) == []
    assert hand.last_entry(kept).text == f"{hand.ticket(merged).number} 接单：又记错了"
    hand.do(undo(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(34)
    hand.do(correct_time(merged, None, Move.ACCEPT, minute(3), "还是记错了"))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(34)
    hand.do(note(kept, None, "在路上"))
    hand.do(undo(merged, None))  # which did not concern the kept ticket
    assert hand.desk.read(check, clock()) == []


def test_a_correction_of_a_merged_ticket_that_was_late_takes_no_time_from_the_kept_one(
    hand: Hand, clock: HandClock
) -> None:
    merged, kept = hand.bring_to(State.ACCEPTED, "hidden_leak"), hand.bring_to(State.DISPATCHED, "hidden_leak")
    clock.set(minute(40))
    hand.do(accept(kept, None))
    clock.set(minute(75))
    hand.do(merge(merged, None, kept))
    clock.set(minute(95))
    hand.do(arrive(kept, None))
    before = hand.clock(kept, Stage.ARRIVE).clock
    hand.do(correct_time(merged, None, Move.ACCEPT, minute(20), "记错了"))
    assert hand.clock(kept, Stage.ARRIVE).clock == before
    assert hand.desk.read(check, clock()) == []


def test_a_clock_that_is_left_out_by_consent_stays_left_out(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=40)
    hand.do(depart(key, None))
    hand.do(cancel(key, None, "误报"))
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.consent is ConsentKind.CANCEL
    hand.do(correct_time(key, None, Move.ACCEPT, minute(5), "记错了"))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.started, arriving.consent) == (minute(5), ConsentKind.CANCEL)


def test_a_promise_of_an_earlier_course_is_not_taken_over(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    work = (Move.ARRIVE, Move.RESOLVE, Move.REOPEN, Move.DISPATCH, Move.ACCEPT)
    for step in (Move.ACCEPT, Move.RETURN, Move.DISPATCH, Move.ACCEPT, *work, Move.RETURN, Move.DISPATCH, Move.ACCEPT):
        clock.advance(minutes=5)
        if step is Move.RETURN:
            hand.do(return_(key, None, "车坏了"))
        elif step is Move.REOPEN:
            hand.do(reopen(key, None, "又漏了"))
        else:
            hand.take(key, step)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(75), "accepted at 45 before it was given up"
    hand.do(correct_time(key, None, Move.ACCEPT, minute(43), "记错了", 3))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(73)
    assert hand.desk.read(check, clock()) == []


def test_the_promised_stop_of_the_water_follows_a_correction_after_the_repair(hand: Hand, clock: HandClock) -> None:
    key = hand.log("burst_main")
    for step in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        clock.advance(minutes=4)
        hand.take(key, step)
    clock.advance(minutes=1)
    hand.do(return_(key, None, "车坏了"))
    for step in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.ISOLATE, Move.RESOLVE):
        clock.advance(minutes=1)
        hand.take(key, step)
    promised = hand.clock(key, Stage.ISOLATE).clock.promised
    assert promised is not None
    hand.do(correct_time(key, None, Move.ARRIVE, minute(10), "记错了", 1))
    assert hand.clock(key, Stage.ISOLATE).clock.promised == promised - timedelta(minutes=2)
    assert hand.desk.read(check, clock()) == []


def test_a_start_before_a_reopening_is_corrected_by_the_appointment_of_that_time(hand: Hand, clock: HandClock) -> None:
    key = hand.log("meter_stopped", appointment=minute(3000))
    for step in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        clock.advance(minutes=10)
        hand.take(key, step)
    clock.advance(minutes=3000)
    hand.do(reopen(key, None, "又停了", None, minute(6000)))
    hand.do(correct_time(key, None, Move.ACCEPT, minute(18), "记错了", 1))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(3000)
    assert hand.desk.read(check, clock()) == []


def test_times_that_were_out_of_order_before_refuse_no_correction_of_another(hand: Hand, key: int) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(tickets.update().values(located_at=minute(39)))
    hand.do(correct_time(key, None, Move.RESOLVE, minute(69), "记错了"))
    assert "定位不能早于到场" in hand.refused(correct_time(key, None, Move.LOCATE, minute(38), "记错了"))
    hand.do(correct_time(key, None, Move.LOCATE, minute(41), "记错了"))


def test_a_corrected_stop_needs_no_consent_to_its_late_entry_any_more(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=12)
    hand.do(accept(key, None, minute(9)))
    assert [row.state for row in hand.rows(consents)] == [ConsentState.ASKED]
    hand.other_supervisor().do(correct_time(key, None, Move.ACCEPT, minute(8), "对讲机录音"))
    assert [row.state for row in hand.rows(consents)] == [ConsentState.WITHDRAWN]
    assert on_time(hand.clock(key, Stage.ACCEPT).clock)


def test_the_consent_to_a_corrected_start_is_none_to_a_stop_entered_late(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=5)
    hand.do(accept(key, None))
    hand.do(correct_time(key, None, Move.ACCEPT, minute(4), "对讲机录音"))
    clock.advance(minutes=40)
    hand.do(arrive(key, None, minute(20)))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.consent, on_time(arriving)) == (None, False)
    assert [row.kind for row in hand.rows(consents, state=ConsentState.ASKED)] == [ConsentKind.LATE_ENTRY]


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
