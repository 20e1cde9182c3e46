"""After the repair: the caller is called back, then the ticket is closed or reopened; notes at any time."""

from datetime import timedelta

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.intake import CallDetails, attach_call, chase
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules.callbacks import CallbackPhase
from tickets.rules.triage import Answers
from tickets.rules.words import CallbackResult, Stage, State
from tickets.store.queries.callbacks import callback_lines
from tickets.store.tables import journal

pytestmark = pytest.mark.on_both


@pytest.mark.parametrize("result", CallbackResult)
def test_the_caller_s_answer_is_kept(hand: Hand, result: CallbackResult) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, result, "水还有点小"))
    assert hand.ticket(key).callback is result
    assert hand.last_entry(key).text == f"{result.label}：水还有点小"
    assert hand.ticket(key).state is State.RESOLVED


def test_a_caller_who_is_not_reached_comes_back_three_times(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    found = []
    for _ in range(3):
        hand.do(callback(key, None, CallbackResult.NO_ANSWER))
        [line] = hand.desk.read(callback_lines, clock.now)
        found.append((line.callback_tries, line.callback_again, line.phase(clock.now), line.tried_at))
        clock.now = line.callback_again or clock.now
    first = found[0][3]
    assert first is not None
    assert found == [
        (1, first + timedelta(hours=2), CallbackPhase.LATER, first),
        (2, first + timedelta(hours=26), CallbackPhase.LATER, first + timedelta(hours=2)),
        (3, None, CallbackPhase.UNREACHED, first + timedelta(hours=26)),
    ]
    assert hand.desk.read(check, clock.now) == []
    hand.do(close(key, None))
    assert hand.desk.read(callback_lines, clock.now) == []


def test_a_caller_is_rung_again_when_that_was_asked_for(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    later = clock.now + timedelta(hours=14)
    for wrong in (clock.now, clock.now + timedelta(days=31)):
        assert "30 天以内" in hand.refused(callback(key, None, CallbackResult.NO_ANSWER, again=wrong))
    assert "只有未接通" in hand.refused(callback(key, None, CallbackResult.SATISFIED, again=later))
    asked = callback(key, None, CallbackResult.NO_ANSWER, "晚上才有空", again=later)
    hand.do(asked)
    assert hand.ticket(key).callback_again == later
    hand.do(undo(key, None))
    assert (hand.ticket(key).callback_tries, hand.ticket(key).callback_again) == (0, None)
    hand.do(callback(key, None, CallbackResult.NO_ANSWER, again=later))
    hand.do(callback(key, None, CallbackResult.UNSATISFIED, "还在漏"))
    assert (hand.ticket(key).callback_tries, hand.ticket(key).callback_again) == (1, None)
    hand.do(reopen(key, None, "还在漏"))
    assert hand.ticket(key).callback_tries == 0
    assert hand.desk.read(check, clock.now) == []


def test_who_refused_to_answer_may_still_complain(hand: Hand) -> None:
    key = hand.bring_to(State.RESOLVED)
    kept = []
    for answer in (CallbackResult.REFUSED, CallbackResult.NO_ANSWER, CallbackResult.UNSATISFIED):
        hand.do(callback(key, None, answer))
        kept.append(hand.ticket(key).callback)
    assert kept == [CallbackResult.REFUSED, CallbackResult.REFUSED, CallbackResult.UNSATISFIED]
    assert hand.ticket(key).first_answer is CallbackResult.UNSATISFIED


def test_sensitive_users_are_rung_first_and_then_who_waits_longest(hand: Hand, clock: HandClock) -> None:
    plain, later, unhappy, sensitive = (hand.bring_to(State.RESOLVED) for _ in range(4) if clock.advance(minutes=1))
    hand.do(attach_call(sensitive, None, CallDetails("13900000008"), Answers(sensitive_user=True)))
    hand.do(callback(later, None, CallbackResult.NO_ANSWER))
    hand.do(callback(unhappy, None, CallbackResult.UNSATISFIED, "还漏"))
    hand.do(chase(plain, None, CallDetails("13900000009")))
    found = hand.desk.read(callback_lines, clock.now)
    assert [line.id for line in found] == [unhappy, sensitive, plain, later]
    assert (found[0].said, found[2].others) == ("不满意：还漏", "13900000009")


def test_a_callback_entered_late_keeps_both_times(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    clock.advance(hours=2)
    true_time = clock.ago(minutes=30)
    hand.do(callback(key, None, CallbackResult.SATISFIED, at=true_time))
    assert (hand.last_entry(key).true_time, hand.last_entry(key).at) == (true_time, clock.now)
    resolved = hand.ticket(key).resolved_at
    assert resolved is not None
    assert "早于" in hand.refused(callback(key, None, CallbackResult.SATISFIED, at=resolved.replace(year=2025)))


def test_the_first_answer_to_a_callback_counts_until_the_ticket_is_reopened(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    answers = [CallbackResult.NO_ANSWER, CallbackResult.UNSATISFIED, CallbackResult.SATISFIED, CallbackResult.NO_ANSWER]
    kept = []
    for answer in answers:
        hand.do(callback(key, None, answer))
        kept.append(hand.ticket(key).callback)
    assert kept == [answers[0], *[CallbackResult.UNSATISFIED] * 3]
    assert hand.rows(journal, action="callback")[2].text == "满意（仍以第一次的答复为准：不满意）"
    hand.do(reopen(key, None, "还在漏"))
    assert hand.ticket(key).callback is None


def test_a_ticket_is_closed_after_the_callback(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    when = clock.advance(minutes=1)
    hand.do(close(key, None))
    assert (hand.ticket(key).state, hand.ticket(key).ended_at) == (State.CLOSED, when)


def test_a_ticket_is_closed_over_an_unhappy_caller_only_with_a_reason(hand: Hand) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.UNSATISFIED))
    assert "写明原因" in hand.refused(close(key, None))
    hand.do(close(key, None, "用户自管部分，已说明"))
    assert (hand.ticket(key).state, hand.last_entry(key).text) == (State.CLOSED, "用户自管部分，已说明")


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED])
def test_a_reopened_ticket_starts_a_new_round_and_the_closed_time_does_not_count(
    hand: Hand, clock: HandClock, state: State
) -> None:
    key = hand.bring_to(state)
    before = hand.clocks(key)
    when = clock.advance(days=2)
    hand.do(reopen(key, None, "又漏了"))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.crew_id, ticket.reopenings, ticket.callback) == (State.NEW, None, 1, None)
    assert (ticket.resolved_at, ticket.ended_at, ticket.dispatched_at) == (None, None, None)
    *old, new = hand.clocks(key)
    assert old == before
    assert (new.clock.stage, new.clock.round, new.clock.started) == (Stage.ACCEPT, 2, when)
    assert (new.clock.held, new.clock.outcome) == (0, None)
    assert hand.last_entry(key).text == "又漏了"


@pytest.mark.parametrize("state", State)
def test_a_note_may_be_made_at_any_time(hand: Hand, state: State) -> None:
    key = hand.bring_to(state)
    before = hand.ticket(key)
    hand.do(note(key, before.version, "门口有狗"))
    assert hand.ticket(key).version == before.version + 1
    assert hand.last_entry(key).text == "门口有狗"
    assert hand.last_entry(key).action == "note"


def test_closing_after_the_machine_s_clock_was_set_back_is_not_before_the_repair(hand: Hand, clock: HandClock) -> None:
    clock.advance(hours=2)
    key = hand.bring_to(State.RESOLVED)
    resolved = hand.ticket(key).resolved_at
    clock.advance(hours=-1)
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    hand.do(close(key, None))
    assert hand.ticket(key).ended_at == resolved
