"""Two commands at the same moment: exactly one is first, the other is told who, and nothing is half done."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import event, insert, select, update

from tests.desk_fixtures import EVERYONE, Hand, HandClock, make_desk, open_on, proper_sentence
from tests.servers import Server, running_server
from tests.staffed import StaffedDesk
from tickets.actions.dispatch import dispatch, merge
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, log_call
from tickets.actions.people import save_staff
from tickets.actions.rulemaking import LimitDraft, RungDraft, save_limit, save_rung
from tickets.checking.invariants import check
from tickets.editing import Editing
from tickets.errors import Conflict, DeskError, Refused
from tickets.rules.instants import LOCAL
from tickets.rules.words import Priority, Role, RungKind, Stage, State
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.postgres.errors import Disconnected
from tickets.store.rows import Who
from tickets.store.schema import open_store
from tickets.store.tables import clocks, journal, limits, staff, tickets

pytestmark = pytest.mark.slow

PATIENCE = 30  # seconds
ROUNDS = 100
FIRST = Who(101, "张三", frozenset(Role), "1 号席")
SECOND = Who(102, "李四", frozenset(Role), "2 号席")
LEAK = ReportedFault("visible_leak")


class Racers:
    """Threads that start their work at the same moment."""

    def __init__(self, number: int) -> None:
        self._threads = ThreadPoolExecutor(number)
        self._barrier = threading.Barrier(number)

    def race(self, *works: Callable[[], Any]) -> list[Any]:
        """Return the result of each, or its DeskError. Other exceptions are raised."""
        return [run.result(PATIENCE) for run in [self._threads.submit(self._run, work) for work in works]]

    def close(self) -> None:
        """Release the threads."""
        self._threads.shutdown()

    def _run(self, work: Callable[[], Any]) -> Any:
        self._barrier.wait(PATIENCE)
        try:
            return work()
        except DeskError as error:
            return error


@pytest.fixture
def racers() -> Iterator[Racers]:
    with closing(Racers(2)) as racers:
        yield racers


def employ(desk: TicketService, *people: Who) -> None:
    """Write people into the staff."""
    with desk.store.writing() as connection:
        for who in people:
            connection.execute(insert(staff).values(id=who.staff_id, name=who.name, roles=who.roles))


def violations(desk: TicketService) -> list[str]:
    """Return the violations."""
    return [f"{violation.invariant}: {violation.line}" for violation in desk.read(check, desk.now())]


@pytest.fixture
def seats(
    desk: TicketService, database: str, request: pytest.FixtureRequest, clock: HandClock
) -> Iterator[tuple[TicketService, TicketService]]:
    """Two services with connections of their own, on one database."""
    employ(desk, FIRST, SECOND)
    with ExitStack() as stack:

        def seat() -> TicketService:
            if database == "server":
                store = open_on(request.getfixturevalue("server"), "warm")
            else:
                store = open_store(request.getfixturevalue("desk_url"))
            return stack.enter_context(closing(TicketService(store, clock)))

        yield seat(), seat()


@pytest.mark.on_both
def test_of_two_simultaneous_dispatches_of_a_ticket_one_wins_and_the_other_gets_a_conflict(
    desk: TicketService,
    seats: tuple[TicketService, TicketService],
    hand: Hand,
    clock: HandClock,
    crews: tuple[int, int],
    racers: Racers,
) -> None:
    here, there = seats
    for _ in range(ROUNDS):
        ticket = hand.log()
        clock.advance(1)
        works = (
            lambda key=ticket: here.execute(dispatch(key, 1, crews[0]), FIRST),
            lambda key=ticket: there.execute(dispatch(key, 1, crews[1]), SECOND),
        )
        outcomes = racers.race(*works)
        lost = [outcome for outcome in outcomes if isinstance(outcome, DeskError)]
        assert [type(error) for error in lost] == [Conflict], outcomes
        winner, crew = (FIRST, crews[0]) if outcomes[1] is lost[0] else (SECOND, crews[1])
        assert lost[0].theirs == f"{clock.now.astimezone(LOCAL):%H:%M:%S} {winner.name}（{winner.seat}）派单"
        assert lost[0].theirs in proper_sentence(lost[0].sentence)
        row = hand.ticket(ticket)
        assert (row.version, row.state, row.crew_id) == (2, State.DISPATCHED, crew)
        assert [entry.staff_id for entry in hand.rows(journal, ticket_id=ticket)] == [1, winner.staff_id]
    assert violations(desk) == []


@pytest.mark.on_both
def test_a_call_joins_a_ticket_that_somebody_else_is_changing_at_that_moment(
    desk: TicketService, seats: tuple[TicketService, TicketService], hand: Hand, crews: tuple[int, int], racers: Racers
) -> None:
    here, there = seats
    call = CallDetails(phone="13811111111", words="还在冒水")
    for _ in range(ROUNDS // 4):
        ticket = hand.log()
        outcomes = racers.race(
            lambda key=ticket: here.execute(dispatch(key, None, crews[0]), FIRST),
            lambda key=ticket: there.execute(attach_call(key, None, call), SECOND),
        )
        assert not [outcome for outcome in outcomes if isinstance(outcome, DeskError)]
        assert (hand.ticket(ticket).version, hand.ticket(ticket).calls) == (3, 2)
    assert violations(desk) == []


def test_a_command_that_waited_for_the_row_gets_a_conflict_naming_the_entry_written_meanwhile(
    server: Server, server_store: Any, clock: HandClock
) -> None:
    own = TicketService(server_store, clock)
    employ(own, FIRST, SECOND)
    hand = Hand(own)
    ticket = hand.log()
    crew = hand.crew()
    written, may_commit = threading.Event(), threading.Event()

    def hold_back(_connection: Any) -> None:
        written.set()
        assert may_commit.wait(PATIENCE)

    with (
        closing(TicketService(open_on(server, "warm"), clock)) as here,
        closing(TicketService(open_on(server, "warm"), clock)) as there,
    ):
        event.listen(here.store.engine, "commit", hold_back, once=True)
        with ThreadPoolExecutor(2) as threads:
            first = threads.submit(here.execute, dispatch(ticket, 1, crew), FIRST)
            assert written.wait(PATIENCE)
            second = threads.submit(there.execute, dispatch(ticket, 1, crew), SECOND)
            wait_until_somebody_waits(server)
            may_commit.set()
            assert first.result(PATIENCE).result == ticket
            error = second.exception(PATIENCE)
    assert isinstance(error, Conflict)
    assert error.theirs == f"{clock.now.astimezone(LOCAL):%H:%M:%S} 张三（1 号席）派单"
    own.feed.stop()


def test_leases_and_commands_do_not_wait_for_each_other(server: Server, server_store: Any, clock: HandClock) -> None:
    own = TicketService(server_store, clock)
    employ(own, SECOND)
    ticket = Hand(own).log()
    with closing(TicketService(open_on(server, "warm"), clock)) as there, own.store.writing() as connection:
        connection.execute(select(tickets.c.id).where(tickets.c.id == ticket).with_for_update(key_share=True))
        began = monotonic()
        Editing(there).hold(ticket, SECOND, "派单")
        assert monotonic() - began < 4, "less than the time for which a lock is waited for"
    assert [lease.doing for lease in Editing(own).others()] == ["派单"]
    own.feed.stop()


def wait_until_somebody_waits(server: Server) -> None:
    """Wait until a session of the database waits for another one's lock."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'warm' AND wait_event_type = 'Lock'"
    deadline = monotonic() + PATIENCE
    with server.connect() as connection:
        while monotonic() < deadline:
            row = connection.execute(asked).fetchone()
            if row is not None and row[0]:
                return
            connection.execute("SELECT pg_sleep(0.01)")
    pytest.fail("nobody came to wait")


@pytest.fixture(scope="module")
def quick_server() -> Iterator[Server]:
    """A server that detects deadlocks quickly."""
    with running_server(deadlock_timeout="20ms") as running:
        make_desk(running, "quick")
        yield running


def test_of_two_mergers_in_opposite_order_exactly_one_merges_without_a_deadlock(
    quick_server: Server, racers: Racers
) -> None:
    with (
        closing(TicketService(open_on(quick_server, "quick"))) as here,
        closing(TicketService(open_on(quick_server, "quick"))) as there,
    ):
        employ(here, FIRST, SECOND)
        seen = Counter[str]()
        for _ in range(ROUNDS):
            one, other = Hand(here, FIRST).log(), Hand(here, FIRST).log()
            outcomes = racers.race(
                lambda one=one, other=other: here.execute(merge(one, 1, other), FIRST),
                lambda one=one, other=other: there.execute(merge(other, 1, one), SECOND),
            )
            seen.update(type(outcome).__name__ for outcome in outcomes)
            merged = [key for key in (one, other) if Hand(here).ticket(key).state is State.MERGED]
            assert len(merged) == 1
            assert [Hand(here).ticket(key).version for key in (one, other)] == [2, 2]
            assert Hand(here).ticket(one if merged == [other] else other).calls == 2
        assert seen == {"Done": ROUNDS, "Conflict": ROUNDS}
        assert violations(here) == []
    assert "deadlock detected" not in quick_server.log.read_text(errors="replace")


def test_no_clock_uses_rules_that_are_no_longer_in_force(quick_server: Server) -> None:
    make_desk(quick_server, "rules")
    callers, edits = 3, 25
    with ExitStack() as stack:
        desks = [
            stack.enter_context(closing(TicketService(open_on(quick_server, "rules")))) for _ in range(callers + 1)
        ]
        ruler = desks[0]
        over = threading.Event()
        start = threading.Barrier(callers + 1)

        def take_calls(desk: TicketService) -> int:
            start.wait(PATIENCE)
            logged = 0
            while not over.is_set():
                desk.execute(log_call(CallDetails(words="路上冒水"), LEAK), EVERYONE)
                logged += 1
            return logged

        def edit_rules() -> None:
            start.wait(PATIENCE)
            try:
                for edit in range(edits):
                    ruler.execute(save_limit(*limit_edit(ruler, 600 + edit)), EVERYONE)
                    roles = frozenset({Role.SUPERVISOR})
                    rung = RungDraft(RungKind.WARNING, 10 + edit, None, roles, Stage.ACCEPT)
                    ruler.execute(save_rung(None, rung), EVERYONE)
            finally:
                over.set()

        with ThreadPoolExecutor(callers + 1) as threads:
            editing = threads.submit(edit_rules)
            calling = [threads.submit(take_calls, desk) for desk in desks[1:]]
            editing.result(4 * PATIENCE)
            logged = sum(call.result(PATIENCE) for call in calling)
        assert logged > edits, "hardly anybody called meanwhile"
        assert clocks_under_an_old_limit(ruler) == []
        assert violations(ruler) == [], "each clock waits for the next rung of the ladder in force"


def limit_edit(desk: TicketService, seconds: int) -> tuple[int, LimitDraft]:
    """Return the rule for the acceptance of leaks, and a new version of it."""
    columns = (limits.c.rule, limits.c.priority, limits.c.zone)
    in_force = (limits.c.stage == Stage.ACCEPT, limits.c.priority == Priority.P2, limits.c.until.is_(None))
    with desk.store.reading() as connection:
        row = connection.execute(select(*columns).where(*in_force)).one()
    return row.rule, LimitDraft(Stage.ACCEPT, seconds, priority=row.priority, zone=row.zone)


def clocks_under_an_old_limit(desk: TicketService) -> list[int]:
    """Return the tickets whose first clock's limit was not in force when their call was journaled."""
    with desk.store.reading() as connection:
        entries = connection.execute(
            select(journal.c.action, journal.c.ticket_id, journal.c.changes).order_by(journal.c.id)
        ).all()
        under = {
            row.subject_id: row.limit_id for row in connection.execute(select(clocks.c.subject_id, clocks.c.limit_id))
        }
    wrong, in_force = [], None
    for entry in entries:
        if entry.action == "save_limit":
            in_force = max(change["key"] for change in entry.changes if change["table"] == "limits")
        elif entry.action == "log_call" and in_force is not None and under[entry.ticket_id] != in_force:
            wrong.append(entry.ticket_id)
    return wrong


@pytest.mark.on_both
def test_of_two_administrators_who_retire_each_other_one_remains(
    desk: TicketService, seats: tuple[TicketService, TicketService], racers: Racers
) -> None:
    pair = FIRST, SECOND
    allow(desk, pair)

    def retire_the_other(own: int) -> Callable[[], Any]:
        other = pair[1 - own]
        command = save_staff(other.staff_id, other.name, other.roles, active=False, login=f"conflict{1 - own}")
        return lambda: seats[own].execute(command, pair[own])

    for _ in range(ROUNDS // 5):
        outcomes = racers.race(retire_the_other(0), retire_the_other(1))
        lost = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, DeskError)]
        assert len(lost) == 1, outcomes
        assert type(outcomes[lost[0]]) is Refused
        proper_sentence(outcomes[lost[0]].sentence)
        assert active(desk.store, pair) == [pair[1 - lost[0]].staff_id]
        allow(desk, pair)


def allow(desk: TicketService, people: tuple[Who, ...]) -> None:
    """Let people sign in, whatever the answer."""
    with desk.store.writing() as connection:
        for number, who in enumerate(people):
            values = {"login": f"conflict{number}", "active": True}
            connection.execute(update(staff).where(staff.c.id == who.staff_id).values(values))


def active(store: Store, people: tuple[Who, ...]) -> list[int]:
    """Return the ids of those of these people who may still work."""
    ids = [who.staff_id for who in people]
    with store.reading() as connection:
        return list(connection.execute(select(staff.c.id).where(staff.c.active, staff.c.id.in_(ids))).scalars())


def test_one_administrator_remains_when_the_server_ends_the_others_session(
    staffed_desk: StaffedDesk, racers: Racers
) -> None:
    pair = staffed_desk["administrator"], staffed_desk.employ("administrator2", Role.ADMINISTRATOR)
    desks = staffed_desk.desk("administrator"), staffed_desk.desk("administrator2")

    def retire_the_other(own: int) -> Callable[[], Any]:
        other = pair[1 - own]
        command = save_staff(other.id, other.who.name, other.who.roles, active=False, login=other.login)
        return lambda: desks[own].execute(command, pair[own].who)

    for _ in range(ROUNDS // 5):
        works = retire_the_other(0), retire_the_other(1)
        outcomes = racers.race(*works)
        lost = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, DeskError)]
        assert len(lost) == 1, outcomes
        left = active(staffed_desk.store, (pair[0].who, pair[1].who))
        assert left == [pair[1 - lost[0]].id]
        if isinstance(outcomes[lost[0]], Disconnected):  # disconnected in the middle of it, and not admitted again
            with pytest.raises(Refused) as caught:
                works[lost[0]]()
            proper_sentence(caught.value.sentence)
        else:
            assert isinstance(outcomes[lost[0]], Refused)
        staffed_desk.execute("UPDATE staff SET active = true")
