"""A fault settled by phone ends without a crew, with what the caller was told."""

from datetime import timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.dispatch import dispatch
from tickets.actions.intake import CallDetails, ReportedFault
from tickets.actions.progress import hold
from tickets.actions.settling import log_settled_call, settle
from tickets.checking.invariants import check
from tickets.rules.texts import WORDS_AT_MOST
from tickets.rules.triage import Answers
from tickets.rules.words import CallKind, Outcome, Role, Stage, State
from tickets.service import TicketService
from tickets.store.queries.callers import earlier_calls
from tickets.store.rows import Who
from tickets.store.tables import calls

pytestmark = pytest.mark.on_both

CALL = CallDetails("13800000000", "来电人", "家里漏水")
LEAK = ReportedFault("behind_meter", answers=Answers(households=1))


def test_a_call_settled_by_phone_is_one_entry_with_a_ticket_that_has_ended(hand: Hand) -> None:
    key = hand.do(log_settled_call(CALL, LEAK, " 请关闭户内总阀 "))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.crew_id, ticket.ended_at) == (State.SETTLED, None, START)
    assert (ticket.resolution, ticket.resolved_at, ticket.households) == ("请关闭户内总阀", None, 1)
    assert hand.outcomes(key) == [(Stage.ACCEPT, 1, Outcome.SETTLED)]
    [call] = hand.rows(calls)
    assert (call.ticket_id, call.kind, call.words) == (key, CallKind.REPORT, "家里漏水")
    entry = hand.last_entry(key)
    assert (entry.action, entry.text, entry.ticket_version) == ("log_settled_call", "请关闭户内总阀", ticket.version)
    assert hand.desk.read(check, START) == []


def test_a_dispatched_ticket_settled_by_phone_gives_its_crew_back(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(hold(key, None, "等来电人回话"))
    ended = clock.advance(minutes=4)
    hand.do(settle(key, None, "已打开总阀，来水了"))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.crew_id, ticket.held, ticket.ended_at) == (State.SETTLED, None, False, ended)
    [row] = hand.clocks(key)
    assert (row.clock.outcome, row.clock.stopped, row.crew_id) == (Outcome.SETTLED, ended, hand.crew())


def test_without_advice_nothing_is_settled(hand: Hand) -> None:
    assert hand.refused(settle(hand.log(), None, " ")) == "请填写告知内容。"
    assert hand.refused(log_settled_call(CALL, LEAK, "")) == "请填写告知内容。"
    too_long = "关" * (WORDS_AT_MOST + 1)
    assert hand.refused(log_settled_call(CALL, LEAK, too_long)).startswith("告知内容有 20001 字")


def test_an_operator_alone_may_settle(desk: TicketService, hand: Hand) -> None:
    operator = Hand(desk, Who(1, "接线员", frozenset({Role.OPERATOR}), "1 号席"))
    assert hand.ticket(operator.do(log_settled_call(CALL, LEAK, "请关总阀"))).state is State.SETTLED
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    operator.do(settle(key, 2, "请关总阀"))
    assert hand.ticket(key).state is State.SETTLED


def test_a_call_entered_late_is_settled_when_it_is_entered(hand: Hand, clock: HandClock) -> None:
    late = CallDetails("13800000000", words="家里漏水", at=clock.ago(minutes=30))
    key = hand.do(log_settled_call(late, LEAK, "请关总阀"))
    ticket = hand.ticket(key)
    assert (ticket.opened, ticket.ended_at) == (START - timedelta(minutes=30), START)


def test_the_next_call_from_that_number_sees_what_was_said(hand: Hand) -> None:
    hand.do(log_settled_call(CALL, LEAK, "请关总阀"))
    [call] = hand.desk.read(earlier_calls, "13800000000")
    assert (call.state, call.resolution) == (State.SETTLED, "请关总阀")
