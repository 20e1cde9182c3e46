"""Answering is counted: the share within a minute, and the time from the answer to the ticket."""

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tests.reports.plain import compare
from tickets.actions.incoming import claim_call, note_missed, note_ring
from tickets.actions.intake import CallDetails, ReportedFault, log_call, log_other_call
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import RATES, Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.incoming import IncomingCall
from tickets.rules.instants import plus
from tickets.rules.words import CallKind

pytestmark = pytest.mark.on_both
WHOLE = Scope(plus(START, -86_400), plus(START, 86_400))


def answered(hand: Hand, clock: HandClock, number: str, after: int, took: int, *, fault: str = "no_water") -> None:
    incoming = hand.do(note_ring(IncomingCall(number)))
    clock.advance(after)
    hand.do(claim_call(incoming))
    clock.advance(took)
    details = CallDetails(number, words="没水", incoming_id=incoming)
    hand.do(log_call(details, ReportedFault(fault)) if fault else log_other_call(details, CallKind.ENQUIRY))


@pytest.fixture
def morning(hand: Hand, clock: HandClock) -> Hand:
    answered(hand, clock, "13806350001", 60, 100)
    answered(hand, clock, "13806350002", 61, 40)
    answered(hand, clock, "13806350003", 5, 20, fault="visible_leak")
    answered(hand, clock, "13806350004", 5, 900, fault="")
    hand.do(note_ring(IncomingCall("13806350005")))
    given_up = hand.do(note_ring(IncomingCall("13806350006")))
    hand.do(note_missed(given_up))
    hand.do(claim_call(given_up))
    clock.advance(30)
    return hand


def test_the_share_answered_within_a_minute_counts_every_call_that_rang(morning: Hand) -> None:
    found = morning.desk.read(report, WHOLE, morning.desk.now())
    (rate,) = (each for each in RATES if each.name == "prompt_rate")
    assert (found.work[Figure.RANG], found.work[Figure.PROMPT], rate.of(found.work)) == (6, 3, 0.5)
    assert (found.handling.n, found.handling.median, found.handling.longest) == (3, 40, 100)


@pytest.mark.parametrize("by", Breakdown)
def test_answering_is_as_counted_in_plain_python(morning: Hand, by: Breakdown) -> None:
    compare(morning.desk, Scope(WHOLE.since, WHOLE.until, by))


def test_the_tickets_of_answered_calls_are_listed(morning: Hand) -> None:
    def listed(figure: Figure) -> list[tuple[int, int]]:
        rows = morning.desk.read(drilldown_page, Question(WHOLE, figure), morning.desk.now())
        return [(row.id, row.rank) for row in rows]

    assert [key for key, _ in listed(Figure.RANG)] == [3, 2, 1]
    assert [key for key, _ in listed(Figure.PROMPT)] == [3, 1]
    assert listed(Figure.HANDLING) == [(1, 100), (2, 40), (3, 20)]
