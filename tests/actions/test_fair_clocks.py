"""Nobody alone makes a late stage punctual: holds, late entries and ratings count only with consent."""

from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.command import entered_late
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, rerate
from tickets.actions.followup import reopen
from tickets.actions.intake import CallDetails, attach_call
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules import clocks as rules
from tickets.rules.clocks import on_time
from tickets.rules.triage import Answers
from tickets.rules.words import ConsentKind, ConsentState, Move, Priority, Role, Stage, State
from tickets.store.rows import Who
from tickets.store.tables import alerts, consents, staff

pytestmark = pytest.mark.on_both


@pytest.fixture
def dispatcher(hand: Hand) -> Hand:
    """The hand of a dispatcher without the supervisor's role."""
    return Hand(hand.desk, Who(1, "值班员", frozenset({Role.DISPATCHER, Role.OPERATOR}), "1 号席"))


def minute(count: int) -> datetime:
    """Return the instant this many minutes after the call."""
    return START + timedelta(minutes=count)


def test_a_hold_entered_back_before_the_deadline_saves_nothing_without_consent(
    hand: Hand, dispatcher: Hand, clock: HandClock
) -> None:
    key = hand.log()
    clock.advance(hours=3)
    hand.desk.sweep()
    raised = len(hand.rows(alerts))
    dispatcher.do(hold(key, None, "等材料", minute(1)))
    hand.desk.sweep()
    assert len(hand.rows(alerts)) == raised, "what was raised stays raised, and nothing is raised twice"
    dispatcher.do(resume(key, None))
    dispatcher.do(dispatch(key, None, hand.crew()))
    dispatcher.do(accept(key, None))
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is False
    assert list(hand.desk.read(check, clock())) == []
    hand.decide()
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is True, "a supervisor consented, and the report says so"


def test_a_hold_that_nobody_grants_runs_out_by_itself(hand: Hand, dispatcher: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    dispatcher.do(hold(key, None, "等材料"))
    clock.advance(minutes=29)
    assert hand.desk.sweep().raised == 0
    clock.advance(minutes=1)
    assert hand.desk.sweep().raised > 0
    clock.advance(minutes=1)
    dispatcher.do(resume(key, None))
    assert hand.clock(key, Stage.ACCEPT).clock.deadline == minute(10)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_hold_asked_for_while_another_waits_counts_once_it_is_granted_and_stops_no_clock_before(
    hand: Hand, dispatcher: Hand, clock: HandClock, order: int
) -> None:
    key = hand.log()  # to be accepted within 10 minutes
    for end in (3, 7):
        dispatcher.do(hold(key, None, "等材料"))
        if end == 7:
            assert rules.as_of(hand.clock(key, Stage.ACCEPT).clock, clock()).due == minute(10)
        clock.advance(minutes=3)
        dispatcher.do(resume(key, None))
        clock.set(minute(end + 1))
    assert hand.clock(key, Stage.ACCEPT).clock.deadline == minute(10)
    for asked in hand.rows(consents)[::order]:
        hand.other_supervisor().do(decide(asked.id, True))
    assert hand.clock(key, Stage.ACCEPT).clock.deadline == minute(16)
    assert list(hand.desk.read(check, clock())) == []


def test_a_hold_after_a_refusal_is_a_supervisor_s_until_one_is_granted(
    hand: Hand, dispatcher: Hand, clock: HandClock
) -> None:
    key = hand.log()
    for granted in (False, True):
        (dispatcher if not granted else hand).do(hold(key, None, "等材料"))
        hand.other_supervisor().do(decide(hand.rows(consents)[-1].id, granted))
        clock.advance(minutes=1)
        dispatcher.do(resume(key, None))
        if not granted:
            assert "有一次挂起未核准" in dispatcher.refused(hold(key, None, "还等材料"))
    dispatcher.do(hold(key, None, "燃气交底"))


def test_a_late_entry_that_changes_no_verdict_asks_for_nothing(hand: Hand, dispatcher: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=9)
    dispatcher.do(accept(key, None, minute(4)))
    assert hand.rows(consents) == []
    clock.advance(minutes=25)  # minute 34: the crew was there at 33, and 34 is the limit
    dispatcher.do(arrive(key, None, minute(33)))
    assert hand.rows(consents) == []
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is True


def test_a_late_entry_across_the_deadline_stays_late_until_somebody_consents(
    hand: Hand, dispatcher: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=41)
    dispatcher.do(arrive(key, None, minute(28)))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.stopped, arriving.entered, on_time(arriving)) == (minute(28), minute(41), False)
    assert hand.clock(key, Stage.RESOLVE).clock.started == minute(28)
    [asked] = hand.rows(consents)
    assert (asked.kind, asked.state, asked.clock_id) == (
        ConsentKind.LATE_ENTRY, ConsentState.ASKED, hand.clock(key, Stage.ARRIVE).id
    )  # fmt: skip
    assert asked.reason == "到场 10:28，10:41 才登记"
    hand.decide(granted=False)
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is False
    again = hand.other_supervisor().conflict(decide(asked.id, True))
    assert again.sentence == "这项补录申请未核准：演示值班长 10:41。"


def test_the_reason_for_a_late_entry_is_in_the_request_and_in_the_journal(
    hand: Hand, dispatcher: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=41)
    assert "补录原因" in dispatcher.refused(entered_late(arrive(key, None, minute(28)), " "))
    dispatcher.do(entered_late(arrive(key, None, minute(28)), "班组事后才报"))
    [asked] = hand.rows(consents)
    assert asked.reason == "到场 10:28，10:41 才登记：班组事后才报"
    assert hand.last_entry(key).text == "补录：班组事后才报"
    assert hand.desk.read(check, clock()) == []


def test_whoever_waits_for_consent_cannot_correct_the_step_instead(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=41)
    hand.do(arrive(key, None, minute(28)))
    assert "另一位值班长核准" in hand.refused(correct_time(key, None, Move.ARRIVE, minute(27), "抄错"))
    hand.do(correct_time(key, None, Move.ARRIVE, minute(33), "抄错"))


@pytest.mark.parametrize("command", ["hold", "late entry", "rating"])
def test_a_clock_set_back_by_an_hour_in_the_middle_changes_no_verdict(
    hand: Hand, dispatcher: Hand, clock: HandClock, command: str
) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=31)
    hand.desk.sweep()
    if command == "hold":
        dispatcher.do(hold(key, None, "等材料"))
    elif command == "late entry":
        dispatcher.do(arrive(key, None, minute(29)))
    else:
        dispatcher.do(rerate(key, None, "不急", priority=Priority.P3))
    clock.advance(hours=-1)
    hand.desk.sweep()
    if command == "hold":
        dispatcher.do(resume(key, None))
    if command != "late entry":
        dispatcher.do(arrive(key, None))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert on_time(arriving) is False, "the machine's clock went back, not the time"
    hand.decide(granted=False)
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is False


@pytest.mark.parametrize("rated", ["when it is logged", "afterwards"])
def test_a_fault_rated_below_its_triage_keeps_the_stricter_limits_until_somebody_consents(
    hand: Hand, dispatcher: Hand, rated: str
) -> None:
    if rated == "afterwards":
        key = dispatcher.log("other")
        dispatcher.do(rerate(key, None, "是爆管", fault="burst_main"))
    else:
        key = dispatcher.log("burst_main", priority=Priority.P3)
    assert hand.clock(key, Stage.ACCEPT).clock.limit == 600
    assert [row.kind for row in hand.rows(consents)] == [ConsentKind.RERATE]
    hand.decide()
    assert hand.clock(key, Stage.ACCEPT).clock.limit == 1800


def test_a_cancellation_after_the_deadline_asks_whether_to_leave_it_out(
    hand: Hand, dispatcher: Hand, clock: HandClock
) -> None:
    early, late = hand.log(), hand.log()
    dispatcher.do(cancel(early, None, "误报"))
    clock.advance(minutes=11)
    dispatcher.do(cancel(late, None, "误报"))
    [asked] = hand.rows(consents)
    assert (asked.kind, asked.ticket_id, asked.reason) == (ConsentKind.CANCEL, late, "误报")
    hand.decide()
    assert hand.clock(late, Stage.ACCEPT).clock.consent is ConsentKind.CANCEL
    assert len(hand.rows(staff)) == 2


@pytest.mark.parametrize("step", ["reopen", "arrive", "rerate", "resume"])
def test_no_step_is_undone_after_a_stage_has_become_late(hand: Hand, clock: HandClock, step: str) -> None:
    key = hand.bring_to(State.RESOLVED if step == "reopen" else State.ACCEPTED)
    if step == "reopen":
        hand.do(reopen(key, None, "又漏了"))
    elif step == "arrive":
        hand.do(arrive(key, None))
    elif step == "rerate":
        hand.do(rerate(key, None, "抄错了", priority=Priority.P3))
        hand.decide()
        hand.do(rerate(key, None, "急", priority=Priority.P1))
    else:
        clock.advance(minutes=25)
        hand.do(hold(key, None, "等材料"))
        hand.decide()
        clock.advance(minutes=10)
        hand.do(resume(key, None))
    clock.advance(minutes={"rerate": 40, "resume": 9}.get(step, 25 * 60))
    assert "已经超时" in hand.refused(undo(key, None))


def test_a_wrong_time_typed_just_now_can_be_taken_back(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=90)
    hand.do(accept(key, None, minute(1)))
    hand.do(undo(key, None))
    assert hand.ticket(key).state is State.DISPATCHED


def test_answers_of_a_further_call_ask_for_consent_to_the_lower_rating(hand: Hand, dispatcher: Hand) -> None:
    key = dispatcher.log("hidden_leak")
    said = CallDetails("13900000000", words="有人受困")
    dispatcher.do(attach_call(key, None, said, Answers(danger_to_people=True)))
    assert hand.clock(key, Stage.ACCEPT).clock.limit == 600
    assert [row.kind for row in hand.rows(consents)] == [ConsentKind.RERATE]
    dispatcher.do(attach_call(key, None, said, Answers(danger_to_people=True)))
    assert len(hand.rows(consents)) == 1, "it has been asked for already"
