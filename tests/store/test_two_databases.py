"""A file and a server give the same answers: the same scenario on both, and every query on both."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests import archive_pages
from tests.bench.seed import fill
from tests.desk_fixtures import EVERYONE, START, Hand, HandClock, make_desk, open_on
from tests.servers import Server
from tickets.actions.dispatch import dispatch, merge
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call, log_other_call
from tickets.actions.outages import announce_outage
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, hold
from tickets.checking import storage
from tickets.checking.invariants import INVARIANTS, check
from tickets.cli import report as command
from tickets.reports import drilldown
from tickets.reports.figures import CLOCK_FIGURES, TICKET_FIGURES, Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, scope_of_days
from tickets.rules.instants import local_day
from tickets.rules.search_query import understand
from tickets.rules.words import CallKind, Priority, Stage, State, Zone
from tickets.service import TicketService
from tickets.settings import HOLD_REASONS
from tickets.store.queries import alert_log, alert_panel, archive, board, callers, lookups, ticket_file
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.history import last_change
from tickets.store.schema import open_store

pytestmark = pytest.mark.slow
ARCHIVED, OPEN = 400, 40
TODAY = local_day(START)


def live(desk: TicketService, clock: HandClock) -> None:
    """Execute a morning's work, so that every table has rows."""
    hand = Hand(desk)
    first = hand.log("burst_main", "文化街北头路面冒水，水很大")
    second = hand.do(
        log_call(CallDetails("0635-3280212", "王女士", "没水了", "前街 12 号"), ReportedFault("no_water", place_id=3))
    )
    hand.do(chase(first, None, CallDetails("13800000000", words="还没人来")))
    hand.do(log_other_call(CallDetails("13911112222", words="水费怎么交"), CallKind.ENQUIRY))
    hand.do(dispatch(first, None, hand.crew()))
    hand.do(announce_outage("前街", "抢修", clock.now, clock.now + timedelta(hours=4), 120))
    clock.advance(minutes=25)
    desk.sweep()
    hand.do(accept(first, None))
    hand.do(arrive(first, None))
    hand.do(hold(first, None, "等材料"))
    hand.do(merge(hand.log("burst_main", "也是文化街"), None, first))
    hand.do(chase(second, None, CallDetails("13800000000", words="路上冒水 % _ ' \" emoji 😀")))
    clock.advance(hours=3)
    desk.sweep()


@pytest.fixture(scope="module")
def both(
    blank_file: Path, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TicketService, TicketService]]:
    """The same data twice: in a file and on a server."""
    path = tmp_path_factory.mktemp("both") / "desk.db"
    shutil.copy(blank_file, path)
    make_desk(server, "twin")
    desks = []
    for store in (open_store(f"sqlite:///{path}"), open_on(server, "twin")):
        clock = HandClock(START - timedelta(days=1))
        desk = TicketService(store, clock)
        if not store.is_sqlite:
            for name in ("一班", "二班"):
                desk.execute(save_crew(None, name), EVERYONE)
        fill(store, ARCHIVED, OPEN, seed=3, until=START, years=1)
        clock.set(START)
        live(desk, clock)
        desks.append(desk)
    yield desks[0], desks[1]
    for desk in desks:
        desk.close()


def by_id(rows: list[Any]) -> list[Any]:
    """Return rows whose order the screen determines."""
    return sorted(rows, key=lambda row: row.id)


def without_logins(desk: TicketService) -> list[Any]:
    """Return the staff; the duty account of a file has a login, that of a server doesn't."""
    return [replace(member, login=None) for member in desk.read(lookups.list_staff)]


def asking(typed: str, **more: Any) -> ArchiveFilter:
    return ArchiveFilter(understand(typed, TODAY) if typed else None, **more)


QUESTIONS: dict[str, Callable[[TicketService], Any]] = {
    "board": lambda desk: by_id(desk.read(board.open_tickets)),
    "some rows of the board": lambda desk: by_id(desk.read(board.board_rows, frozenset(range(400, 445)))),
    "strip": lambda desk: desk.read(board.strip, desk.now()),
    "ticket files": lambda desk: [
        desk.read(ticket_file.ticket_file, key, desk.now()) for key in (1, 77, 441, 442, 443, 99_999)
    ],
    "last changes": lambda desk: [desk.read(last_change, key) for key in (1, 441, 99_999)],
    "earlier calls": lambda desk: desk.read(callers.earlier_calls, "13800000000"),
    "recent calls": lambda desk: desk.read(callers.recent_calls),
    "open for likeness": lambda desk: by_id(desk.read(callers.open_for_likeness)),
    "alerts": lambda desk: desk.read(alert_panel.alert_panel),
    "log of alerts": lambda desk: desk.read(alert_log.logged, range(1, 60)),
    "lists": lambda desk: [
        desk.read(lookups.list_faults), without_logins(desk), desk.read(lookups.list_members),
        desk.read(lookups.list_crews, True), desk.read(lookups.list_limits), desk.read(lookups.list_rungs),
        desk.read(lookups.list_outages), desk.read(lookups.setting, HOLD_REASONS), desk.read(lookups.is_empty),
    ],
    "gazetteer": lambda desk: by_id(desk.read(lookups.list_places)),
    **{
        f"archive: {typed or '-'} {more}": lambda desk, typed=typed, more=more: [
            desk.read(archive_pages.page, asking(typed, **more)),
            desk.read(archive_pages.count, asking(typed, **more)),
            desk.read(archive.tally, asking(typed, **more)),
        ]
        for typed, more in (
            ("", {}),
            ("冒水", {}),
            ("没水", {}),
            ("文化街", {}),
            ("20260120-0001", {}),
            ("0001", {}),
            ("13800000000", {}),
            ("0000", {}),
            ("😀", {}),
            ("% _ '", {}),
            ("水 阀门", {}),
            ("明漏 冒水", {}),
            ("一班 0001", {}),
            ("昨天 值班员", {}),
            ("13800000000 明漏 1月", {}),
            ("", {"states": frozenset({State.CLOSED}), "zone": Zone.RURAL}),
            ("", {"faults": frozenset({"burst_main"}), "priorities": frozenset({Priority.P1})}),
            ("", {"crew_id": 1}),
            ("", {"since": START - timedelta(days=60), "until": START - timedelta(days=3)}),
        )
    },
    **{
        f"report by {by}": lambda desk, by=by: desk.read(
            report, scope_of_days(TODAY - timedelta(days=200), TODAY, by), desk.now()
        )
        for by in Breakdown
    },
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_server_answers_as_a_file_does(name: str, both: tuple[TicketService, TicketService]) -> None:
    file, server = (QUESTIONS[name](desk) for desk in both)
    assert server == file
    assert file not in ([], None), "a question without an answer shows nothing"


@pytest.mark.parametrize("stage", [Stage.ACCEPT, Stage.RESOLVE])
@pytest.mark.parametrize("measure", [*CLOCK_FIGURES, *TICKET_FIGURES, Figure.WHOLE_WAY])
def test_the_tickets_behind_a_figure_are_the_same(
    measure: Figure, stage: Stage, both: tuple[TicketService, TicketService]
) -> None:
    scope = scope_of_days(TODAY - timedelta(days=200), TODAY)
    question = drilldown.Question(scope, measure, stage)
    file, server = (desk.read(drilldown.drilldown_page, question, desk.now()) for desk in both)
    assert server == file


def test_the_report_is_printed_the_same(both: tuple[TicketService, TicketService]) -> None:
    printed = []
    for desk in both:
        out = StringIO()
        command.print_report(desk, START - timedelta(days=90), START, "csv", out)
        printed.append(out.getvalue())
    assert printed[0] == printed[1]


def test_the_archive_is_paged_through_the_same(both: tuple[TicketService, TicketService]) -> None:
    pages: list[list[int]] = []
    for desk in both:
        wanted, seen = asking("冒水"), list[int]()
        found = desk.read(archive.look, wanted, None, 2)
        seen += [row.id for row in found.rows]
        while found.reached is not None:
            found = desk.read(archive.look, wanted, found.reached, 2)
            seen += [row.id for row in found.rows]
        pages.append(seen)
    assert pages[0] == pages[1]
    assert len(pages[0]) > 7


def test_the_check_finds_the_same_on_both_databases_and_no_storage_or_chain_errors(
    both: tuple[TicketService, TicketService],
) -> None:
    first, second = (sorted(desk.read(check, desk.now()), key=str) for desk in both)
    assert first == second
    sound = {invariant.__name__ for invariant in INVARIANTS if invariant.__module__ == storage.__name__}
    sound |= {"journal_is_chained", "journal_is_append_only", "alerts_belong_to_their_ladder", "next_rungs_are_right"}
    assert sound.isdisjoint(violation.invariant for violation in first), "only what the seed leaves out of the journal"


def test_a_server_read_runs_in_a_read_only_repeatable_read_transaction(
    both: tuple[TicketService, TicketService],
) -> None:
    with both[1].store.reading() as connection:
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
