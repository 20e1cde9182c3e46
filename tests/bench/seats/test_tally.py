"""The tally finds lost and doubled actions in a database that was tampered with."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.bench.seats.mix import Kind
from tests.bench.seats.records import Outcome, Record
from tests.bench.seats.tally import Before, Verdict, judge, stand
from tests.desk_fixtures import EVERYONE
from tests.servers import Server
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.service import TicketService
from tickets.store.engine import Store

pytestmark = pytest.mark.slow
Scene = tuple[psycopg.Connection, Before, list[Record]]


@pytest.fixture
def scene(server: Server, server_store: Store) -> Iterator[Scene]:
    """A ticket with a chase, and the workstation's records of them."""
    with server.connect(str(server_store.engine.url.database)) as connection:
        before = stand(connection)
        desk = TicketService(server_store)
        logged = log_call(CallDetails(words="甲，冒水"), ReportedFault("visible_leak"))
        ticket = desk.execute(logged, EVERYONE).result
        chased = chase(ticket, None, CallDetails(words="乙，还没来"))
        desk.execute(chased, EVERYONE)
        desk.feed.stop()
        records = [_record(Kind.LOG, logged.request, "甲", ticket), _record(Kind.CHASE, chased.request, "乙", ticket)]
        yield connection, before, records


def _record(kind: Kind, request: str, tag: str, ticket: int) -> Record:
    return Record(kind, 0, 0, 0, Outcome.DONE, ticket, request=request, tag=tag)


def test_an_action_recorded_once_is_neither_lost_nor_doubled(scene: Scene) -> None:
    assert judge(*scene) == Verdict(0, 0, 0)


def test_a_confirmed_command_that_is_missing_counts_as_lost(scene: Scene) -> None:
    connection, before, records = scene
    ghost = _record(Kind.LOG, "ghost", "丙", 999)
    assert judge(connection, before, [*records, ghost]) == Verdict(1, 0, 0)
    ghost.outcome = Outcome.UNANSWERED  # kept by the workstation, and never applied
    assert judge(connection, before, [*records, ghost]) == Verdict(1, 0, 0)


def test_a_call_recorded_twice_counts_as_doubled(scene: Scene) -> None:
    connection, before, records = scene
    connection.execute("INSERT INTO calls (kind, phone, phone_digits, caller, words, address, household_no, at) "
                       "VALUES ('chase', '', '', '', '乙，还没来', '', '', 0)")  # fmt: skip
    assert judge(connection, before, records) == Verdict(0, 1, 0)


def test_a_ticket_changed_more_often_than_requested_counts_as_doubled(scene: Scene) -> None:
    connection, before, records = scene
    connection.execute("UPDATE tickets SET version = version + 1")
    assert judge(connection, before, records) == Verdict(0, 1, 0)


def test_an_overwritten_change_counts_as_lost(scene: Scene) -> None:
    connection, before, records = scene
    connection.execute("UPDATE tickets SET version = version - 1")
    assert judge(connection, before, records) == Verdict(1, 0, 0)


def test_a_refused_action_that_was_recorded_anyway_is_counted(scene: Scene) -> None:
    connection, before, (first, second) = scene
    second.outcome = Outcome.REFUSED
    assert judge(connection, before, [first, second]) == Verdict(0, 0, 1)
