"""Outages are counted: expected ends kept, households × minutes, calls that were answered without a ticket."""

from datetime import timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tests.reports.plain import compare
from tickets.actions.intake import CallDetails, ReportedFault, answer_by_outage, log_call
from tickets.actions.outages import announce_outage, change_outage, end_outage, withdraw_outage
from tickets.actions.undo import undo_edit
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import RATES, Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.instants import plus

pytestmark = pytest.mark.on_both
WHOLE = Scope(plus(START, -86_400), plus(START, 3 * 86_400))
HOUR = timedelta(hours=1)
CALL = CallDetails("13800000000", words="没水")


@pytest.fixture
def frosty_day(hand: Hand, clock: HandClock) -> Hand:
    """One kept, one extended and late, one that lasts too long, one without an expected end, one still to come.

    One was withdrawn. The first belongs to a ticket.
    """
    ticket = hand.do(log_call(CALL, ReportedFault("burst_main")))
    kept = hand.do(announce_outage("一村", "", START, START + 4 * HOUR, 100, ticket_id=ticket))
    late = hand.do(announce_outage("二村", "", START, START + HOUR, 10))
    hand.do(announce_outage("三村", "", START, START + HOUR, 1000))
    open_end = hand.do(announce_outage("四村", "", START))
    hand.do(announce_outage("五村", "", START, START + 30 * HOUR, 5))
    hand.do(withdraw_outage(hand.do(announce_outage("六村", "", START, START + HOUR, 7))))
    for key in (kept, kept, late):
        hand.do(answer_by_outage(CALL, key))
    mistaken = answer_by_outage(CALL, late)
    hand.do(mistaken)
    hand.do(undo_edit(mistaken.request))
    hand.do(change_outage(late, "二村", "", START + 5 * HOUR, 10))
    clock.advance(hours=2, seconds=59)
    for key in (kept, late, open_end):
        hand.do(end_outage(key))
    return hand


def test_an_expected_end_is_kept_by_the_first_one_and_a_lasting_outage_counts_as_late(frosty_day: Hand) -> None:
    found = frosty_day.desk.read(report, WHOLE, frosty_day.desk.now()).work
    (rate,) = (each for each in RATES if each.name == "outage_kept_rate")
    assert (found[Figure.OUTAGES_KEPT], found[Figure.OUTAGES_DUE]) == (1, 3)
    assert rate.of(found) == pytest.approx(1 / 3)
    assert found[Figure.DRY_MINUTES] == (100 + 10) * 120
    assert found[Figure.BY_OUTAGE] == 3
    assert found[Figure.CALLS] == 4


@pytest.mark.parametrize("by", Breakdown)
def test_outages_are_as_counted_in_plain_python(frosty_day: Hand, by: Breakdown) -> None:
    compare(frosty_day.desk, Scope(WHOLE.since, WHOLE.until, by))
    compare(frosty_day.desk, Scope(START, plus(START, 3600), by))
    compare(frosty_day.desk, Scope(WHOLE.since, WHOLE.until, by, fault="burst_main"))


def test_the_tickets_of_outages_are_listed(frosty_day: Hand) -> None:
    for figure in (Figure.OUTAGES_DUE, Figure.OUTAGES_KEPT, Figure.DRY_MINUTES, Figure.BY_OUTAGE):
        rows = frosty_day.desk.read(drilldown_page, Question(WHOLE, figure), frosty_day.desk.now())
        assert [row.id for row in rows] == [1], figure
