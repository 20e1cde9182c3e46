"""What moves a ticket out of a figure leaves a trace in another one, which leads to the ticket."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk_fixtures import START, Hand
from tests.reports.plain import compare
from tickets.actions.dispatch import rerate
from tickets.actions.followup import callback, reopen
from tickets.actions.undo import undo
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import RATES, Figure, Work
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.words import CallbackResult, Move, Priority, State, Zone

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


def test_an_answer_that_was_undone_does_not_count(hand: Hand) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.UNSATISFIED))
    hand.do(undo(key, None))
    assert work(hand)[Figure.ANSWERED] == 0
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    assert rate(work(hand), "satisfied_rate") == 1


def test_each_row_shows_how_many_of_its_tickets_were_moved_there_by_a_rating(hand: Hand) -> None:
    stayed, moved, undone = (hand.log() for _ in range(3))
    hand.do(rerate(stayed, None, "管材", material="PE"))
    hand.do(rerate(moved, None, "急", priority=Priority.P1))
    hand.do(rerate(moved, None, "按现场", zone=Zone.RURAL, dn=300))
    hand.do(rerate(undone, None, "急", priority=Priority.P1))
    hand.do(undo(undone, None))
    assert [hand.ticket(key).reratings for key in (stayed, moved, undone)] == [0, 2, 0]
    assert (work(hand)[Figure.RERATED], rate(work(hand), "rerating_rate")) == (1, 1 / 3)
    groups = hand.desk.read(report, replace(WHOLE, by=Breakdown.PRIORITY), hand.desk.now()).groups
    assert {group.key: rate(group.work, "rerating_rate") for group in groups} == {"P1": 1.0, "P2": 0.0}
    assert behind(hand, Figure.RERATED) == {moved}
