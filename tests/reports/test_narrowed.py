"""A report narrowed to a crew, a fault, a zone, a priority or a source is about those tickets and about no other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row

from tests.desk_fixtures import START, Hand, HandClock, WarmFile
from tests.reports.plain import DROPPED, Plain, compare
from tickets.actions.dispatch import cancel, dispatch, rerate, return_
from tickets.actions.followup import callback, reopen
from tickets.actions.importing import PastRepair, Times, import_
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.actions.progress import accept, arrive, extend, isolate, resolve
from tickets.reports.drilldown import Question, drilldown_page, each_page
from tickets.reports.figures import CLOCK_FIGURES, Figure
from tickets.reports.measures import report
from tickets.reports.scope import NO_CREW, Breakdown, Scope
from tickets.rules.instants import plus
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import CallbackResult, Move, Priority, Source, Stage, State, Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import list_places

CALL = CallDetails(phone="13800000000", words="路上冒水", address="文化街北头")
WHOLE = Scope(START, plus(START, 400 * 86_400))
TICKETS = 24

Narrowing = Callable[[Hand], dict[str, Any]]
NARROWINGS: dict[str, Narrowing] = {
    "nothing": lambda _hand: {},
    "first crew": lambda hand: {"crew_id": hand.crew()},
    "second crew": lambda hand: {"crew_id": hand.crew(1)},
    "no crew": lambda _hand: {"crew_id": NO_CREW},
    "fault": lambda _hand: {"fault": "burst_main"},
    "both": lambda _hand: {"fault": "visible_leak", "zone": Zone.RURAL},
    **{zone: lambda _hand, zone=zone: {"zone": zone} for zone in Zone},
    **{priority: lambda _hand, priority=priority: {"priority": priority} for priority in Priority},
    **{source: lambda _hand, source=source: {"source": source} for source in (Source.DESK, Source.IMPORT)},
}


@pytest.fixture(scope="module")
def archived(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """A desk with tickets of every kind, each as far as its number says; some places have the same fault again.

    No test changes it.
    """
    file, clock = WarmFile(blank_file, tmp_path_factory.mktemp("archived")), HandClock()
    hand = Hand(TicketService(file.fresh(), clock))
    places = [place.id for place in hand.desk.read(list_places)[:3]]
    priorities, zones = cycle(Priority), cycle((Zone.URBAN, Zone.RURAL, Zone.RURAL))
    sources = cycle((Source.DESK, Source.IMPORT, Source.DEMO, Source.DESK, Source.IMPORT))
    for number in range(TICKETS):
        clock.advance(hours=5)
        fault = "burst_main" if number % 7 in (0, 3, 4) else "visible_leak"
        where = {"place_id": places[number % 3] if number % 4 else None, "zone": next(zones)}
        reported = ReportedFault(fault, priority=next(priorities), source=next(sources), **where)
        key = hand.do(log_call(CALL, reported))
        course = [
            lambda key: dispatch(key, None, hand.crew(key % 2)),
            lambda key: extend(key, None, 90_000, "夜间") if key % 5 == 0 else chase(key, None, CALL),
            lambda key: accept(key, None),
            lambda key: arrive(key, None),
            lambda key: resolve(key, None, "换管"),
            lambda key: callback(key, None, list(CallbackResult)[key % len(CallbackResult)]),
        ]
        for step in course[: 1 + number * 5 % 11]:
            clock.advance(minutes=4 + 37 * (number % 4))
            if step is course[4] and fault == "burst_main":
                hand.do(isolate(key, None))
            hand.do(step(key))
        match number:
            case 5 | 11:
                hand.do(cancel(key, None, "误报")) if hand.ticket(key).state is not State.RESOLVED else None
            case 6 | 13 | 20:
                if hand.ticket(key).state in (State.DISPATCHED, State.ACCEPTED, State.ARRIVED):
                    hand.do(return_(key, None, "不归本班"))
                    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
                        hand.take(key, move)
            case 9 | 18:
                hand.do(rerate(key, None, "按现场", zone=Zone.RURAL))
            case 8:
                if hand.ticket(key).state is State.RESOLVED:
                    hand.do(reopen(key, None, "又漏了"))
    for crew, priority in ((hand.crew(), Priority.P2), (None, Priority.P4)):
        times = Times(clock.ago(hours=9), {Move.ACCEPT: clock.ago(hours=8)})
        hand.do(import_([PastRepair(f"old:{crew}", "burst_main", CALL, times, False, priority, crew_id=crew)], "台账"))
    clock.advance(days=2)
    yield hand
    file.close()


def ids(hand: Hand, scope: Scope, figure: Figure, stage: Stage | None = None) -> set[int]:
    """Return the tickets behind a figure, which the file for export has too."""
    question = Question(scope, figure, stage)
    rows = hand.desk.read(drilldown_page, question, hand.desk.now(), None, 1000)
    exported = hand.desk.read(lambda connection, now: [*each_page(connection, question, now)], hand.desk.now())
    assert [row for page in exported for row in page] == rows
    return {row.id for row in rows}


@pytest.mark.parametrize("narrowing", NARROWINGS)
def test_a_narrowed_report_counts_and_lists_its_own_tickets(archived: Hand, narrowing: str) -> None:
    scope = replace(WHOLE, **NARROWINGS[narrowing](archived))
    now = archived.desk.now()
    plain = compare(archived.desk, scope)
    valid = [ticket for ticket in plain.opened() if ticket.state not in DROPPED]
    fits: dict[Figure, Callable[[Row[Any]], bool]] = {
        Figure.OPENED: lambda _ticket: True,
        Figure.PLACED: lambda ticket: ticket.place_id is not None,
        Figure.REPEATED: plain.repeats,
        Figure.EXTENDED: lambda ticket: ticket.extensions > 0,
        Figure.CHASED: lambda ticket: ticket.chases > 0,
        Figure.RERATED: lambda ticket: ticket.reratings > 0,
        Figure.CALLED_BACK: lambda ticket: ticket.callback is not None and ticket.resolved_at is not None,
    }
    crew = scope.crew_id is not None
    charges = {
        Figure.RETURNED: {charge.ticket.id for charge in plain.charges() if charge.returned},
        Figure.REOPENED: {charge.ticket.id for charge in plain.charges() if charge.reopenings},
        Figure.HANDLED: {*({c.ticket.id for c in plain.charges()} if crew else ()), *(ticket.id for ticket in valid)},
    }
    for figure, found in (charges | {Figure.REOPENINGS: charges[Figure.REOPENED]}).items():
        assert ids(archived, scope, figure) == found, figure
    for figure, fit in fits.items():
        assert ids(archived, scope, figure) == {ticket.id for ticket in valid if fit(ticket)}, figure
    for stage in TICKET_STAGES:
        for figure in CLOCK_FIGURES:
            assert ids(archived, scope, figure, stage) == plain.behind(stage, figure), (stage, figure)
    assert ids(archived, scope, Figure.WHOLE_WAY) == {ticket.id for ticket in plain.resolved()}
    if narrowing != "nothing":
        everything = archived.desk.read(Plain, WHOLE, now)
        assert 0 < len(valid) < len([each for each in everything.opened() if each.state not in DROPPED])


def test_the_test_database_has_tickets_for_every_figure(archived: Hand) -> None:
    found = archived.desk.read(report, WHOLE, archived.desk.now())
    missing = {figure for figure in found.work.counts if not found.work[figure]}
    assert missing <= {Figure.MERGED, Figure.MERGED_LATE, Figure.MERGED_UNLIKE, Figure.SETTLED, Figure.SETTLED_LATE}
    for figures in found.stages:
        assert figures.punctuality.due and figures.durations.finished
    assert any(figures.punctuality.given_up for figures in found.stages)


@pytest.mark.parametrize("by", [by for by in Breakdown if by is not Breakdown.NONE])
def test_the_groups_of_a_report_are_those_of_a_plain_count(archived: Hand, by: Breakdown) -> None:
    compare(archived.desk, replace(WHOLE, by=by))
