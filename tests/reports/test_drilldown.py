"""Every figure leads to its tickets: as many as it says, each once, page by page."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.desk_fixtures import START, Hand, HandClock, WarmFile
from tests.reports.plain import Plain
from tests.reports.stories import Story, archive, stories
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, reassign
from tickets.actions.intake import CallDetails, log_other_call
from tickets.actions.progress import accept, extend, hold, resume
from tickets.actions.settling import settle
from tickets.reports.changed_verdicts import AskedConsent, ChangedVerdict
from tickets.reports.drilldown import DrilldownRow, Question, drilldown_count, drilldown_page, page_key
from tickets.reports.figures import CLOCK_FIGURES, TICKET_FIGURES, Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope, scope_of_days
from tickets.rules.instants import local_day
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import CallKind, ConsentKind, Move, Stage
from tickets.service import TicketService
from tickets.store.tables import crews

TODAY = local_day(START)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # a set of tickets takes too long to shrink
WHOLE = Scope(START, START.replace(year=2028))


@pytest.mark.slow
@settings(max_examples=4, phases=QUICK)
@given(history=stories(8), by=st.sampled_from(Breakdown), size=st.integers(1, 4))
def test_the_drilldown_of_every_figure_lists_as_many_tickets_as_it_counts(
    file: WarmFile, history: list[Story], by: Breakdown, size: int
) -> None:
    with archive(file, history) as desk:
        found = desk.read(report, replace(WHOLE, by=by), desk.now())
        scopes = [(found.scope.narrowed(group.key), group.work, group.stages) for group in found.groups]
        for scope, work, stages in [(replace(found.scope, by=Breakdown.NONE), found.work, found.stages), *scopes[:2]]:
            for figure in TICKET_FIGURES:
                assert len(pages(desk, Question(scope, figure), size)) == work[figure]
            for figures in stages:
                for figure in CLOCK_FIGURES:
                    rows = pages(desk, Question(scope, figure, figures.stage), size)
                    assert len(rows) <= figures[figure]
                    assert bool(rows) == bool(figures[figure])


@pytest.mark.parametrize("by", [by for by in Breakdown if by not in (Breakdown.NONE, Breakdown.DAY)])
def test_the_drilldown_of_calls_without_a_ticket_is_empty(hand: Hand, clock: HandClock, by: Breakdown) -> None:
    hand.do(log_other_call(CallDetails(phone="13800000000"), CallKind.ENQUIRY))
    found = hand.desk.read(report, replace(WHOLE, by=by), clock())
    assert [(group.key, group.work[Figure.CALLS]) for group in found.groups] == [(None, 1)]
    hand.log()
    assert pages(hand.desk, Question(found.scope.narrowed(None), Figure.OPENED), 10) == [] or by is Breakdown.CREW


@pytest.mark.on_both
def test_a_changed_verdict_says_from_what_to_what_who_asked_why_and_who_consented(hand: Hand, clock: HandClock) -> None:
    crew = hand.rows(crews)[0].name
    held, extended, corrected, gone = hand.log(), hand.log(), hand.log(), hand.log()
    for key in (held, extended, corrected):
        hand.do(dispatch(key, None, hand.crew()))
    hand.do(hold(held, None, "等材料"))
    hand.do(extend(extended, None, 3600, "路远"))
    granted = clock.advance(minutes=5)
    hand.decide()
    clock.advance(minutes=15)
    hand.do(resume(held, None))
    cancelled = clock.now
    hand.do(cancel(gone, None, "误报"))
    hand.decide()
    for key in (held, extended, corrected):
        hand.do(accept(key, None))
    hand.do(correct_time(corrected, None, Move.ACCEPT, START, "抄错"))
    hand.do(reassign(held, None, hand.crew(1), "换班"))  # the ticket has another crew now
    rows = hand.desk.read(drilldown_page, Question(WHOLE, Figure.CHANGED, Stage.ACCEPT), clock())
    one, other = "值班员", "演示值班长"
    held_for = AskedConsent(one, START, "等材料", other, granted)
    extended_for = AskedConsent(one, START, "路远", one, START)
    corrected_for = AskedConsent(one, cancelled, "接单：抄错", one, cancelled)
    gone_for = AskedConsent(one, cancelled, "误报", other, cancelled)
    assert {row.id: row.changed for row in rows} == {
        held: (ChangedVerdict(ConsentKind.HOLD, Figure.LATE, Figure.ON_TIME, crew, held_for),),
        extended: (ChangedVerdict(ConsentKind.EXTEND, Figure.LATE, Figure.ON_TIME, crew, extended_for),),
        corrected: (ChangedVerdict(ConsentKind.CORRECTION, Figure.LATE, Figure.ON_TIME, crew, corrected_for),),
        gone: (ChangedVerdict(ConsentKind.CANCEL, Figure.LATE, Figure.LEFT_OUT, None, gone_for),),
    }


def test_a_ticket_settled_after_it_was_due_is_a_figure(hand: Hand, clock: HandClock) -> None:
    hand.do(settle(hand.log(), None, "请关闭户内总阀"))
    late = hand.log()
    clock.advance(minutes=11)
    hand.do(settle(late, None, "请关闭户内总阀"))
    assert hand.desk.read(report, WHOLE, clock()).work[Figure.SETTLED_LATE] == 1
    assert [row.id for row in pages(hand.desk, Question(WHOLE, Figure.SETTLED_LATE), 5)] == [late]


def test_a_ticket_with_two_rounds_is_listed_once_with_its_worst(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    for crew, seconds in ((0, 700), (1, 900)):
        clock.advance(seconds)
        hand.do(dispatch(key, None, hand.crew(crew)) if crew == 0 else accept(key, None))
    rows = hand.desk.read(drilldown_page, Question(scope_of_days(TODAY, TODAY), Figure.LATE, Stage.ACCEPT), clock())
    assert [(row.id, row.rank) for row in rows] == [(key, 1000)]


def test_the_drilldown_lists_the_worst_first(hand: Hand, clock: HandClock) -> None:
    keys = [hand.log() for _ in range(3) if clock.advance(60)]
    clock.advance(hours=1)
    rows = hand.desk.read(drilldown_page, Question(scope_of_days(TODAY, TODAY), Figure.OVERDUE, Stage.ACCEPT), clock())
    assert [row.id for row in rows] == keys
    assert rows[0].rank == 3600 + 120 - 600


@settings(max_examples=6, phases=QUICK)
@given(history=stories(12))
def test_the_drilldown_shows_how_long_finished_tickets_took(file: WarmFile, history: list[Story]) -> None:
    with archive(file, history) as desk:
        for stage in TICKET_STAGES:
            taken: dict[int, int] = {}
            plain = desk.read(Plain, WHOLE, desk.now())
            for clock in plain.finished(stage):
                taken[clock.subject_id] = max(plain.elapsed(clock), taken.get(clock.subject_id, 0))
            rows = desk.read(drilldown_page, Question(WHOLE, Figure.FINISHED, stage), desk.now())
            assert {row.id: row.rank for row in rows} == taken


def pages(desk: TicketService, question: Question, size: int) -> list[DrilldownRow]:
    """Return all rows behind a figure, read page by page, after checking their order and number."""
    rows: list[DrilldownRow] = []
    while page := desk.read(drilldown_page, question, desk.now(), page_key(rows[-1]) if rows else None, size):
        rows += page
    assert [page_key(row) for row in rows] == sorted({page_key(row) for row in rows}, reverse=True)
    assert len({row.id for row in rows}) == len(rows) == desk.read(drilldown_count, question, desk.now())
    return rows
