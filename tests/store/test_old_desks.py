"""A database of an older version is upgraded completely, passes the check, and can be used."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command as alembic

from tests.desk_fixtures import Hand, HandClock, open_on, superuser
from tests.servers import Server
from tests.store.old_desks import ENDED, VERSIONS, restore
from tests.store.test_archive import asking, numbers
from tickets.actions.dispatch import dispatch
from tickets.actions.progress import accept, resume
from tickets.backup.archive import extract
from tickets.backup.before_upgrade import backing_up_first
from tickets.backup.progress import no_progress
from tickets.checking.invariants import check
from tickets.connection.target import Target
from tickets.reports.figures import Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.instants import plus
from tickets.rules.words import WORKING_STATES, Move, Role, State
from tickets.server_admin import create as making
from tickets.server_admin.copy_rows import index
from tickets.service import TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.security.create import create_database
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.schema import alembic_config, open_store
from tickets.store.tables import TEXT_INDEXES, calls, outages, staff, tickets
from tickets.store.version import HEAD

Rows = dict[str, list[dict[str, Any]]]
FIRST_ON_SERVER = "0002"
FRESH = 10  # the id of an untouched ticket of the scenario


def rows_of(path: Path) -> Rows:
    """Return every row of a file by table, as stored, without the schema's version and the full-text indexes."""
    found: Rows = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name != "alembic_version" and not name.startswith(TEXT_INDEXES):
                found[name] = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
    return found


def lost(before: Rows, after: Rows) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that no longer exist with all their values."""
    return [
        (table, row)
        for table, rows in before.items()
        for row in rows
        if not any(row.items() <= kept.items() for kept in after.get(table, []))
    ]


def as_kept_now(old: Rows) -> Rows:
    """Return an older version's rows under today's columns: before 0004 clocks and holds had a ticket."""
    if "ticket_id" not in old["clocks"][0]:
        return old
    ticket_of = {row["id"]: row["ticket_id"] for row in old["clocks"]}
    assert all(row["ticket_id"] == ticket_of[row["clock_id"]] for row in old["holds"])
    clocks = [row | {"subject_kind": "ticket", "subject_id": row["ticket_id"]} for row in old["clocks"]]
    return old | {
        table: [without_ticket(row) for row in rows] for table, rows in (("clocks", clocks), ("holds", old["holds"]))
    }


def without_ticket(row: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column != "ticket_id"}


def work_on(desk: TicketService, clock: HandClock) -> None:
    """Read everything, continue with an old ticket, log a new call, and let an alert fall due."""
    whole = next(row for row in Hand(desk).rows(staff) if row.active and row.roles == frozenset(Role))
    hand = Hand(desk, Who(whole.id, whole.name, whole.roles, "1 号席"))
    old = hand.rows(tickets)
    assert len(old) == 14
    for row in old:
        assert desk.read(ticket_file, row.id, desk.now()) is not None
    assert desk.read(alert_panel).alerts
    assert (
        desk.read(report, Scope(plus(ENDED, -86400), plus(ENDED, 86400), Breakdown.CREW), clock()).work[Figure.OPENED]
        == 12
    )
    assert len(numbers(desk, asking("又漏了"))) == 5, "calls are found by their words"
    assert len(numbers(desk, asking("13806351234"))) == 2, "and by a number as it is understood today"
    assert len(numbers(desk, asking("13906351234"))) == 1
    assert [(row.first_expected, row.withdrawn) for row in hand.rows(outages)] == [
        (plus(ENDED, 3 * 3600), False), (None, False)
    ]  # fmt: skip
    clock.advance(minutes=1)
    hand.do(dispatch(FRESH, None, hand.crew()))
    hand.do(accept(FRESH, None))
    new = hand.log()
    assert hand.ticket(new).number not in {row.number for row in old}
    clock.advance(hours=1)
    assert desk.sweep().raised
    assert hand.ticket(FRESH).state is State.ACCEPTED
    for row in hand.rows(tickets):
        repair(hand, row.id)


def repair(hand: Hand, key: int) -> None:
    """Bring a ticket from any state to its repair, using the next steps."""
    while (
        file := hand.desk.read(ticket_file, key, hand.desk.now())
    ) is not None and file.ticket.state in WORKING_STATES:
        assert file.next_move is not None
        if file.next_move is Move.RESUME:
            hand.do(resume(key, None))
        else:
            hand.take(key, file.next_move)


def test_every_older_schema_version_has_a_sample_database() -> None:
    known = {path.name.split("_")[0] for path in Path("tickets/store/migrations/versions").glob("[0-9]*.py")}
    assert HEAD in known
    assert set(VERSIONS) == known - {HEAD}, "keep a desk of the version that is being left: see old_desks.py"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_an_older_version_is_upgraded_completely_and_keeps_working(version: str, tmp_path: Path) -> None:
    path = restore(version, tmp_path / "desk.db")
    before, clock = rows_of(path), HandClock(ENDED)
    assert len(before["tickets"]) == 14
    first = backing_up_first(tmp_path)
    with closing(TicketService(open_store(f"sqlite:///{path}", before_upgrade=first), clock)) as desk:
        assert lost(as_kept_now(before), rows_of(path)) == []
        assert desk.store.desk_id in str(rows_of(path)["settings"]), "its drafts go with it when it is moved"
        assert desk.read(check, clock()) == []
        work_on(desk, clock)
        assert desk.read(check, clock()) == []
    (backup,) = (tmp_path / "backups").glob("*before-upgrade*")
    extract(backup, tmp_path / "before.db", no_progress)
    assert rows_of(tmp_path / "before.db") == before


@pytest.mark.slow
@pytest.mark.parametrize("version", [version for version in VERSIONS if version >= FIRST_ON_SERVER])
def test_a_server_desk_of_an_older_version_is_upgraded_completely_and_keeps_working(
    version: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, clock = rows_of(restore(version, tmp_path / "desk.db")), HandClock(ENDED)
    fill_old(server, "old_desk", version, before)
    monkeypatch.setenv("PGPASSWORD", superuser().password or "")
    assert making.upgrade(Target(server.url("old_desk"), superuser().login)) == (version, HEAD)
    with closing(TicketService(open_on(server, "old_desk"), clock)) as desk:
        assert len(Hand(desk).rows(calls)) == len(before["calls"])
        assert kept_on_server(desk, before) == {table: [] for table in ("clocks", "holds", "alerts")}
        assert desk.read(check, clock()) == []
        work_on(desk, clock)
        assert desk.read(check, clock()) == []
    server.execute("DROP DATABASE old_desk WITH (FORCE)")


def kept_on_server(desk: TicketService, before: Rows) -> Rows:
    """Return the clocks, holds and alerts that a server no longer has with all their values."""
    with desk.store.reading() as connection:
        asked = {table: connection.exec_driver_sql(f"SELECT * FROM {table}") for table in ("clocks", "holds", "alerts")}
        after = {table: [dict(row._mapping) for row in found] for table, found in asked.items()}
    gone = lost({table: as_kept_now(before)[table] for table in after}, after)
    return {table: [row for name, row in gone if name == table] for table in after}


def fill_old(server: Server, name: str, version: str, rows: Rows) -> None:
    """Create a database on a server as the program of a version did, with the rows of a file of that version."""
    with closing(Store(make_engine(server.url(), credentials=superuser()))) as store:
        create_database(store, name)
    with closing(Store(make_engine(server.url(name), credentials=superuser()))) as store, store.writing() as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}_owner")
        alembic.upgrade(alembic_config(connection), version)
        connection.exec_driver_sql("RESET ROLE; SET LOCAL session_replication_role = replica")
        asked = connection.exec_driver_sql("SELECT table_name, column_name, data_type FROM information_schema.columns")
        kinds = {(table, column): kind for table, column, kind in asked}
        for table, found in rows.items():
            connection.exec_driver_sql(f"DELETE FROM {table}")
            for row in found:
                values = [as_stored(value, kinds[table, column]) for column, value in row.items()]
                names, holes = ", ".join(f'"{column}"' for column in row), ", ".join(["%s"] * len(values))
                connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({holes})", tuple(values))
            if found and "id" in found[0]:
                sequence = f"pg_get_serial_sequence('{table}', 'id')"
                connection.exec_driver_sql(f"SELECT setval({sequence}, (SELECT max(id) FROM {table}))")
        index(connection, lambda _calls: None)


def as_stored(value: Any, kind: str) -> Any:
    """Return a value of a file in the form of a server's column type."""
    if kind == "json" and isinstance(value, int):
        return str(value)  # a file stores a JSON number as a number
    return bool(value) if kind == "boolean" and value is not None else value
