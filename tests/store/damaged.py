"""A database in use with invalid rows, as left by another program, a bad disk or manual changes."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from tests.desk_fixtures import Hand, HandClock
from tests.importing.households import bring_in_households
from tickets.actions.incoming import note_ring
from tickets.rules.incoming import IncomingCall
from tickets.rules.subscribers import Subscriber
from tickets.rules.words import Zone
from tickets.service import TicketService

NO_TIME = 10**17  # seconds: a year outside the calendar
Damage = Callable[..., None]


@pytest.fixture
def busy(hand: Hand, clock: HandClock) -> Hand:
    """Three open tickets with alerts, an outage, a member of a crew, backups, two households, ringing calls."""
    for _ in range(3):
        hand.log()
    for number in ("13806351234", "13906351234"):
        hand.do(note_ring(IncomingCall(number)))
    bring_in_households(
        hand, Subscriber("37001", "王伟", zone=Zone.RURAL), Subscriber("37002", "李娜", zone=Zone.URBAN)
    )
    with hand.desk.store.writing() as connection:
        backups = "INSERT INTO backups (kind, host, started, ended, path, trouble, second, second_trouble)"
        for number in range(2):
            connection.exec_driver_sql(f"{backups} VALUES ('night', 'h', 1, {number + 2}, '', '', '', '')")
            connection.exec_driver_sql(
                "INSERT INTO outages (area, cause, planned, since) "
                f"VALUES ('area {number}', '', {'false' if not hand.desk.store.is_sqlite else '0'}, 1)"
            )
        connection.exec_driver_sql("INSERT INTO members (crew_id, name, phone) VALUES (1, '组员', '')")
    clock.advance(minutes=9)
    hand.desk.sweep()
    return hand


@pytest.fixture
def damage(desk: TicketService) -> Iterator[Damage]:
    """Change a value of the first row, or of a given one, with all constraints disabled."""
    undo: list[str] = []

    def damage(column: str, value: object, where: str = "") -> None:
        table, _, name = column.partition(".")
        key = {"faults": "code", "day_numbers": "day"}.get(table, "id")
        first = where or f"{key} = (SELECT min({key}) FROM {table})"
        is_json = column == "consents.before" and not desk.store.is_sqlite
        given = "CAST(:value AS json)" if is_json else ":value"
        change = text(f"UPDATE {table} SET {name} = {given} WHERE {first}").bindparams(value=value)
        with desk.store.writing() as connection:
            if desk.store.is_sqlite:
                connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
                connection.execute(change)
                return
            which = f"conrelid = '{table}'::regclass AND conname = 'holds_sense'"
            said = f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE {which}"
            guard = connection.exec_driver_sql(said).scalar_one()
            undo.append(f"ALTER TABLE {table} VALIDATE CONSTRAINT holds_sense")
            undo.append(f"DELETE FROM {table} WHERE {name}::text = '{value}'")
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT holds_sense")
            connection.execute(change)
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT holds_sense {guard} NOT VALID")

    yield damage
    with desk.store.writing() as connection:
        if undo:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in reversed(undo):
            connection.exec_driver_sql(statement)


def let_be_none(desk: TicketService, table: str, column: str) -> None:
    """Make a column of a file nullable."""
    with desk.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        may_be_none = f"UPDATE sqlite_master SET sql = replace(sql, '{column} NOT NULL', '{column}')"
        assert connection.exec_driver_sql(f"{may_be_none} WHERE name = '{table}'").rowcount == 1
    desk.store.engine.dispose()
