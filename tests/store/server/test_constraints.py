"""A server accepts no value that the program could not read or compute with."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import BigInteger, Column, Integer

from tests.desk_fixtures import Hand, proper_sentence
from tests.servers import Server
from tests.staffed import ADMINISTRATOR, DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions import intake
from tickets.actions.dispatch import rerate
from tickets.actions.followup import note
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.checking.invariants import check
from tickets.errors import Conflict
from tickets.rules.words import Priority
from tickets.store.engine import Store
from tickets.store.postgres.security.constraints import COUNT_AT_MOST, EARLIEST, LATEST
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.board import open_tickets
from tickets.store.queries.editing import leases
from tickets.store.queries.lookups import list_places
from tickets.store.tables import BigId, metadata, settings
from tickets.store.types import RoleSet, UtcTime, WordType

pytestmark = pytest.mark.slow

FAR = 9 * 10**15
COLUMNS = [
    column
    for table in metadata.tables.values()
    for column in table.c
    if isinstance(column.type, (WordType, UtcTime, RoleSet, Integer)) and column.type is not BigId
]
POISON = (
    (OPERATOR, f"UPDATE clocks SET next_rung = -{FAR}"),
    (OPERATOR, f"UPDATE clocks SET next_rung = {FAR}"),
    (OPERATOR, 'UPDATE clocks SET "limit" = 0'),
    (OPERATOR, "INSERT INTO alerts (clock_id, term, rung_id, recipient, due, raised, outcome, reason) "
     f"SELECT id, 0, 1, 'nobody', {FAR}, floor(extract(epoch FROM now())), 'sent', '' FROM clocks"),
    (OPERATOR, "UPDATE tickets SET zone = 'x'"),
    (OPERATOR, "INSERT INTO places (name, town, zone, kind, aliases, pinyin, initials) "
     "VALUES ('x', 'x', 'x', '', '', '', '')"),
    (OPERATOR, "INSERT INTO editing (ticket_id, staff_id, seat, doing, since, until) "
     f"SELECT id, my_staff_id(), '', '', 0, {FAR} FROM tickets LIMIT 1"),
    (DISPATCHER, f"INSERT INTO watches (name, host, started, swept, trouble) VALUES ('x', '', 0, {FAR}, '')"),
    (OPERATOR, "INSERT INTO day_numbers (day, last) SELECT to_char(now() + n * interval '1 day', 'YYYYMMDD'), 1 "
     "FROM generate_series(2, 3650) n"),
    (OPERATOR, "INSERT INTO day_numbers (day, last) VALUES ('20010101', 2147483647)"),
    (SUPERVISOR, "INSERT INTO day_numbers (day, last) VALUES ('20010101', 501)"),
    (OPERATOR, "UPDATE day_numbers SET last = 2147483647"),
    (OPERATOR, "UPDATE day_numbers SET last = last + 2"),
    (SUPERVISOR, "UPDATE day_numbers SET last = last + 501"),
    (OPERATOR, "UPDATE day_numbers SET last = last - 1"),
    (OPERATOR, "UPDATE tickets SET version = 2147483647"),
    (OPERATOR, f"UPDATE tickets SET version = {COUNT_AT_MOST}"),
    (OPERATOR, "UPDATE tickets SET version = version - 1"),
    (SUPERVISOR, "UPDATE settings SET value = '\"x\"' WHERE key = 'rules_edition'"),
    (SUPERVISOR, "UPDATE settings SET value = '999999999' WHERE key = 'rules_edition'"),
    (SUPERVISOR, "INSERT INTO rungs (kind, after, roles, since) VALUES ('overdue', 1, 'nobody', 0)"),
    (ADMINISTRATOR, "UPDATE staff SET roles = 'x'"),
)  # fmt: skip
REFUSED = (psycopg.errors.CheckViolation, psycopg.errors.InsufficientPrivilege, psycopg.errors.NumericValueOutOfRange)


@pytest.fixture
def copies(server: Server, server_store: Store) -> Iterator[psycopg.Connection]:
    """Empty tables with the constraints of the real ones and nothing else; dropped after the test."""
    with server.connect(server_store.engine.url.database or "") as connection:
        for name, table in metadata.tables.items():
            loose = ", ".join(f'ALTER COLUMN "{column.name}" DROP NOT NULL' for column in table.c)
            connection.execute(f"CREATE TEMP TABLE {name} (LIKE public.{name} INCLUDING CONSTRAINTS)".encode())
            connection.execute(f"ALTER TABLE {name} {loose}".encode())
        yield connection


def takes(connection: psycopg.Connection, column: Column[object], value: object) -> bool:
    statement = f'INSERT INTO {column.table.name} ("{column.name}") VALUES (%s)'
    try:
        connection.execute(statement.encode(), [value])
    except (psycopg.errors.CheckViolation, psycopg.errors.NumericValueOutOfRange):
        return False
    return True


def values_of(column: Column[object]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Return some values that a column accepts, and some that it does not."""
    match column.type:
        case WordType():
            return tuple(map(str, column.type.word)), ("", "x", "Sent")
        case RoleSet():
            return ("", "operator", "administrator,operator"), ("x", "operator,", "operator,x", ",operator", "Operator")
        case UtcTime():
            return (0, EARLIEST, LATEST), (EARLIEST - 1, 253402300799, FAR, -FAR)
        case BigInteger():
            return (0, 5 * 2**30), (-1,)
        case _:
            if (column.table.name, column.name) == ("alerts", "term"):  # below zero when a step was undone
                return (-1, 0, 100), (-COUNT_AT_MOST - 1, COUNT_AT_MOST + 1)
            return (1, 100), (-1, COUNT_AT_MOST + 1, 2**31 - 1)


def test_every_column_has_a_check_of_its_allowed_values(copies: psycopg.Connection) -> None:
    assert len(COLUMNS) > 80
    for column in COLUMNS:
        good, bad = values_of(column)
        assert [value for value in (*good, None) if not takes(copies, column, value)] == [], column
        assert [value for value in bad if takes(copies, column, value)] == [], column


@pytest.mark.parametrize("key", ["rules_edition", "chained_after"])
@pytest.mark.parametrize("value", ['"x"', "1e3", "{}", "-1", "12345678901"])
def test_settings_that_the_server_uses_as_numbers_must_be_numbers(
    copies: psycopg.Connection, key: str, value: str
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        copies.execute("INSERT INTO settings (key, value) VALUES (%s, %s)", [key, value])
    copies.execute("INSERT INTO settings (key, value) VALUES (%s, '12')", [key])


def test_malicious_writes_are_refused_and_the_desk_goes_on(staffed_desk: StaffedDesk) -> None:
    operator = staffed_desk.hand(OPERATOR)
    key = operator.log()
    staffed_desk.execute("INSERT INTO settings (key, value) VALUES ('rules_edition', '3')")
    before = operator.rows(settings)
    for name, statement in POISON:
        member = staffed_desk[name]
        connected = staffed_desk.server.connect(staffed_desk.database, member.login, member.password)
        with connected as connection, pytest.raises(REFUSED):
            connection.execute(statement.encode())
    assert operator.rows(settings) == before
    desk = staffed_desk.desk(DISPATCHER)
    desk.sweep()
    for query in (open_tickets, alert_panel, list_places):
        assert desk.read(query) is not None
    assert desk.read(leases, desk.now()) == []
    operator.do(note(key, None, "照常"))
    operator.log()
    assert desk.read(check, desk.now()) == []


def test_a_clock_of_a_ticket_that_is_not_there_is_refused(staffed_desk: StaffedDesk) -> None:
    operator = staffed_desk[OPERATOR]
    insert = (
        'INSERT INTO clocks (subject_kind, subject_id, stage, round, started, "limit", deadline, priority) '
        "VALUES ('ticket', 99999, 'accept', 1, 0, 600, 600, 'P2')"
    )
    connected = staffed_desk.server.connect(staffed_desk.database, operator.login, operator.password)
    with pytest.raises(psycopg.errors.ForeignKeyViolation), connected as connection:
        connection.execute(insert)


def test_a_refused_value_is_reported_in_a_sentence(staffed_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "coming_appointment", lambda _priority, appointment, *_: appointment)
    operator: Hand = staffed_desk.hand(OPERATOR)
    far = operator.desk.now().replace(year=4000)
    visit = ReportedFault("visible_leak", priority=Priority.P4, appointment=far)
    with pytest.raises(Conflict) as caught:
        operator.do(log_call(CallDetails("13800000000", words="约好"), visit))
    proper_sentence(caught.value.sentence)
    key = operator.log()
    operator.do(rerate(key, None, "急", priority=Priority.P1))
