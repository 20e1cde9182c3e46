"""Clocks of any subject are watched: a second kind of subject needs no second mechanism."""

from io import StringIO

import pytest
from sqlalchemy import insert

from tests.desk_fixtures import START, Hand, HandClock
from tests.subjects import make_up_kind
from tickets.actions.alerting import acknowledge
from tickets.actions.dispatch import dispatch
from tickets.actions.progress import accept
from tickets.alerts.log_notifier import LogWriter
from tickets.checking.invariants import check
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules import clocks as rules
from tickets.rules.instants import plus
from tickets.rules.ladder import next_instant
from tickets.rules.stages import FIRST
from tickets.rules.subjects import Subject, ticket_subject
from tickets.rules.words import DeliveryState, Priority, Source, SubjectKind
from tickets.store.queries.alert_history import alert_history
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.board import NextDue, open_tickets, strip
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import StageClock, columns_of_clock
from tickets.store.rulebook import read_rulebook
from tickets.store.subjects import SUBJECT_TABLES
from tickets.store.tables import alerts, clocks, deliveries, tickets
from tickets.watch.side_tasks import SideTasks
from tickets.watch.watch import WatchState


@pytest.fixture
def ticket(hand: Hand) -> int:
    """A ticket with a clock, logged at START."""
    return hand.log()


@pytest.fixture
def patrol(hand: Hand, ticket: int, monkeypatch: pytest.MonkeyPatch) -> Subject:
    """A subject of another kind with the ticket's id, and a clock of one minute less."""
    subject = Subject(make_up_kind(monkeypatch, "patrol", "巡查"), ticket)
    with hand.desk.store.writing() as connection:
        clock = rules.start(FIRST.stage, 1, START, 540, None)
        due = next_instant(read_rulebook(connection).ladder(clock.stage, Priority.P2), clock, START)
        row = StageClock(0, subject, clock, due, Priority.P2, None)
        connection.execute(insert(clocks).values(columns_of_clock(row)))
    return subject


def test_every_kind_of_subject_has_a_table_and_a_name() -> None:
    assert set(SUBJECT_TABLES) == set(SubjectKind)
    assert all(one.name.table is one.table for one in SUBJECT_TABLES.values())


def test_a_clock_of_another_kind_is_swept_alerted_for_once_and_delivered(
    hand: Hand, clock: HandClock, ticket: int, patrol: Subject
) -> None:
    out = StringIO()
    watch = SideTasks(hand.desk, LogWriter(out), "watch", "host")
    assert hand.desk.read(strip, clock()).next_due == NextDue(plus(START, 540), patrol, FIRST.stage, None, None)
    clock.advance(minutes=9)
    hand.desk.sweep()
    hand.desk.sweep()
    raised = hand.rows(alerts)
    overdue = [row for row in raised if row.due == plus(START, 540)]
    assert len(overdue) == len({row.recipient for row in overdue}) > 0
    watch.run(WatchState(clock()))
    assert watch.wait(60)
    logged = [line for line in out.getvalue().splitlines() if "超时" in line]
    assert len(logged) == len(overdue) and all(f" patrol {ticket} " in line for line in logged)
    in_log = [row for row in hand.rows(deliveries) if row.channel == "log"]
    assert {row.alert_id for row in in_log} == {row.id for row in raised}
    assert {row.state for row in in_log} == {DeliveryState.DELIVERED}


def test_a_shown_alert_names_its_subject(hand: Hand, clock: HandClock, ticket: int, patrol: Subject) -> None:
    clock.advance(minutes=10)
    hand.desk.sweep()
    shown = hand.desk.read(alert_panel).alerts
    names = {ticket_subject(ticket): hand.ticket(ticket).number, patrol: f"patrol {ticket}"}
    assert {alert.subject: alert.name for alert in shown} == names
    assert {alert.state for alert in shown if alert.subject == patrol} == {None}
    history = hand.desk.read(alert_history, hand.who.roles, START)
    assert {entry.alert.subject for entry in history} == set(names)
    theirs = frozenset(alert.id for alert in shown if alert.subject == patrol)
    assert hand.do(acknowledge(theirs)) == len(theirs)
    assert {alert.subject for alert in hand.desk.read(alert_panel).alerts} == {ticket_subject(ticket)}
    assert hand.last_entry(None).action == "acknowledge", "it is of no ticket"


def test_a_ticket_has_only_its_own_clocks_and_not_those_of_another_kind_with_its_id(
    hand: Hand, clock: HandClock, ticket: int, patrol: Subject, crews: tuple[int, int]
) -> None:
    clock.advance(minutes=5)
    hand.do(dispatch(ticket, None, crews[0]))
    hand.do(accept(ticket, None))
    file = hand.desk.read(ticket_file, ticket, hand.desk.now())
    assert file is not None and len(file.clocks) == 2
    (row,) = hand.rows(clocks, subject_kind=patrol.kind)
    assert row.stopped is None and row.crew_id is None
    (shown,) = hand.desk.read(open_tickets)
    assert shown.deadline == file.clocks[1].clock.deadline
    clock.advance(minutes=30)
    found = hand.desk.read(report, Scope(START, plus(START, 3600)), clock())
    first = next(figures for figures in found.stages if figures.stage is FIRST.stage)
    assert (first.punctuality.on_time, first.punctuality.overdue) == (1, 0)


def test_the_check_knows_the_clocks_of_every_kind(hand: Hand, clock: HandClock, ticket: int, patrol: Subject) -> None:
    clock.advance(minutes=10)
    hand.desk.sweep()
    violations = hand.desk.read(check, clock())
    assert [one.line for one in violations] == [f"patrol {ticket} 受理第 1 轮：计时所属的工单或事项不存在。"]
    earlier = {"started": plus(START, -60), "deadline": plus(START, 481)}
    with hand.desk.store.writing() as connection:
        connection.execute(tickets.update().values(source=Source.IMPORT))  # whose old clocks nobody is alerted for
        connection.execute(clocks.update().where(clocks.c.subject_kind == patrol.kind).values(earlier))
        connection.execute(deliveries.delete())
        connection.execute(alerts.delete())
    broken = {one.invariant for one in hand.desk.read(check, clock()) if one.where.startswith("patrol")}
    assert broken >= {"deadlines_add_up", "crossed_rungs_are_in_the_ledger"}
