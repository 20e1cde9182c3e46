"""Moving a file's database to a real server."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command as alembic
from sqlalchemy import Table, select

from tests.bench import seed
from tests.desk_fixtures import EVERYONE, Hand, HandClock, open_on, proper_sentence
from tests.importing.households import bring_in_households
from tests.moving import Lived, database
from tests.server_admin.commands import ADMIN, ADMIN_PASSWORD, FIRST, command, create, environment, run
from tests.servers import Server, running_server
from tickets.actions.incoming import note_ring
from tickets.actions.slips import print_slips
from tickets.checking.invariants import check
from tickets.errors import Refused
from tickets.rules.incoming import IncomingCall
from tickets.rules.subscribers import Subscriber
from tickets.rules.words import Role
from tickets.server_admin.migrate_file import Moved, move, rows_to_move
from tickets.server_admin.row_digests import TABLES
from tickets.service import TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import Credentials
from tickets.store.postgres.security.create import take_turn
from tickets.store.queries.subscribers import find_subscribers
from tickets.store.schema import alembic_config, open_store
from tickets.store.tables import staff

pytestmark = pytest.mark.slow


@pytest.fixture
def source(lived: Lived, tmp_path: Path) -> Iterator[Store]:
    """A file to be moved."""
    shutil.copy(lived.file, tmp_path / "old.db")
    with closing(open_store(f"sqlite:///{tmp_path / 'old.db'}")) as store:
        yield store


def moved(source: Store, target: Store) -> Moved:
    return move(source, target, database(target), lambda _: None)


@contextmanager
def at_work(store: Store, clock: HandClock | None = None) -> Iterator[Hand]:
    """Give a hand at a desk on this store."""
    desk = TicketService(store, clock or HandClock())
    yield Hand(desk)
    desk.feed.stop()


def contents(store: Store, table: Table) -> list[tuple[Any, ...]]:
    """Return a table's rows without those that a move leaves out."""
    with store.reading() as connection:
        found = [tuple(row) for row in connection.execute(select(table))]
    return sorted((row for row in found if "moved_from" not in row), key=lambda row: str(row[0]).zfill(12))


def assert_equal(source: Store, target: Store) -> None:
    for table in TABLES:
        if table is not staff:
            assert contents(target, table) == contents(source, table), table.name


def people(store: Store) -> list[tuple[int, str, str | None, frozenset[Role]]]:
    with store.reading() as connection:
        found = connection.execute(select(staff).order_by(staff.c.id)).all()
    return [(row.id, row.name, row.login, row.roles) for row in found]


def test_every_row_is_moved_and_work_continues_on_the_server(source: Store, target: Store, lived: Lived) -> None:
    with at_work(source, lived.clock) as hand:
        bring_in_households(hand, Subscriber("37001", "王伟"))
        hand.do(note_ring(IncomingCall("13806351234")))
        hand.do(print_slips(1))
    steps: list[int] = []
    result = move(source, target, database(target), steps.append)
    assert sum(steps) == rows_to_move(source)
    assert [one.table for one in result.tables] == [table.name for table in TABLES]
    assert all(one.equal for one in result.tables)
    assert all(contents(source, table) for table in TABLES if table.name not in ("members", "outages"))
    assert_equal(source, target)
    with at_work(source, lived.clock) as here, at_work(target, lived.clock) as there:
        assert there.desk.read(check, lived.clock()) == []
        assert [one.name for one in there.desk.read(find_subscribers, "王伟")] == ["王伟"]
        key = here.log("valve", "阀门漏水")
        assert there.log("valve", "阀门漏水") == key
        assert there.ticket(key) == here.ticket(key)
        assert there.desk.read(check, lived.clock()) == []


def test_invalid_utf8_is_moved_with_replacement_characters(source: Store, target: Store) -> None:
    with source.writing() as connection:
        connection.exec_driver_sql("UPDATE calls SET words = CAST(x'41ff42' AS TEXT) WHERE id = 1")
    moved(source, target)
    with target.reading() as connection:
        assert connection.exec_driver_sql("SELECT words FROM calls WHERE id = 1").scalar_one() == "A\ufffdB"


def test_moving_again_changes_nothing(source: Store, target: Store) -> None:
    moved(source, target)
    with at_work(target) as hand:
        hand.log()
    before = [contents(target, table) for table in TABLES]
    assert moved(source, target).already
    assert [contents(target, table) for table in TABLES] == before


def test_a_second_different_file_is_not_moved_into_the_same_database(source: Store, target: Store) -> None:
    moved(source, target)
    with at_work(source) as hand:
        hand.log()
    with pytest.raises(Refused) as caught:
        moved(source, target)
    proper_sentence(caught.value.sentence)


def test_a_server_desk_with_work_in_it_is_left_unchanged(source: Store, target: Store) -> None:
    with at_work(target) as hand:
        hand.who = FIRST
        hand.log()
    before = [contents(target, table) for table in TABLES]
    with pytest.raises(Refused, match="已经有工单"):
        moved(source, target)
    assert [contents(target, table) for table in TABLES] == before


def test_staff_come_with_their_ids_and_the_targets_administrator_stays(
    server: Server, source: Store, target: Store
) -> None:
    mine = f"{database(target)}.jia"
    with source.writing() as connection:
        connection.execute(staff.update().values(login=f"{database(target)}.duty"))
    result = moved(source, target)
    assert result.kept == (ADMIN,)
    assert people(target) == [*people(source), (2, ADMIN, mine, frozenset(Role))]
    open_store(server.url(database(target)), credentials=Credentials(mine, ADMIN_PASSWORD)).close()


def test_the_targets_administrator_is_the_one_of_that_name_in_the_file(
    server: Server, source: Store, target: Store
) -> None:
    with source.writing() as connection:
        connection.execute(staff.update().values(name=ADMIN, login="another", roles=frozenset({Role.OPERATOR})))
    moved(source, target)
    mine = f"{database(target)}.jia"
    assert people(target) == [(1, ADMIN, mine, frozenset(Role))]
    credentials = Credentials(mine, ADMIN_PASSWORD)
    with closing(TicketService(open_store(server.url(database(target)), credentials=credentials))) as desk:
        Hand(desk, EVERYONE).log()


def test_a_login_already_used_on_the_server_is_dropped_and_reported(
    server: Server, source: Store, target: Store
) -> None:
    with source.writing() as connection:
        rows = [("甲", "postgres"), ("乙", "no good login"), ("丙", f"{database(target)}.bing")]
        for name, login in rows:
            connection.execute(staff.insert().values(name=name, login=login, roles=frozenset({Role.OPERATOR})))
    assert set(moved(source, target).nameless) >= {"甲", "乙"}
    assert {name: login for _, name, login, _ in people(target)}["丙"] == f"{database(target)}.bing"
    with server.connect() as connection:
        made = connection.execute(
            "SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = %s", [f"{database(target)}.bing"]
        ).fetchall()
    assert made == [(True, None)]


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE calls SET words = 'a' || char(0) || 'b' WHERE id = 1",
        'UPDATE clocks SET "limit" = 99999999999 WHERE id = 1',
        "UPDATE tickets SET place_id = 9999 WHERE id = 1",
    ],
)
def test_a_value_the_server_cannot_store_stops_the_move_and_leaves_the_target_unchanged(
    source: Store, target: Store, broken: str
) -> None:
    with closing(sqlite3.connect(database(source))) as connection, connection:
        connection.execute(broken)
    before = [contents(target, table) for table in TABLES]
    with pytest.raises(Refused) as caught:
        moved(source, target)
    assert any(name in caught.value.sentence for name in ("calls", "clocks", "tickets"))
    assert [contents(target, table) for table in TABLES] == before


def test_the_file_is_locked_during_the_move(source: Store, target: Store) -> None:
    refused: list[str] = []

    def write(_: int) -> None:
        if not refused:
            with closing(sqlite3.connect(database(source), timeout=0)) as other:
                try:
                    other.execute("DELETE FROM settings")
                except sqlite3.OperationalError as error:
                    refused.append(str(error))

    move(source, target, database(target), write)
    assert refused == ["database is locked"]


@pytest.fixture(scope="module")
def large(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with so many rows that a move takes seconds."""
    path = tmp_path_factory.mktemp("large") / "desk.db"
    shutil.copy(blank_file, path)
    with closing(open_store(f"sqlite:///{path}")) as store:
        seed.fill(store, 6000, 200)
    return path


def begun(server: Server, name: str, file: Path) -> subprocess.Popen[bytes]:
    """Start a move and return when it is in the middle."""
    moving = subprocess.Popen(
        command(server, name, "move", "--from", str(file)), stderr=subprocess.PIPE, env=environment()
    )
    assert moving.stderr is not None
    received = b""
    while not re.search(rb"\b[2-5]\d%", received):
        part = os.read(moving.stderr.fileno(), 200)
        assert part, received.decode()
        received += part
    return moving


@pytest.mark.parametrize("killed", ["the move", "the server"])
def test_a_move_that_is_killed_in_the_middle_left_nothing_and_is_repeated(large: Path, killed: str) -> None:
    with running_server() as server:
        assert create(server, "desk").returncode == 0
        moving = begun(server, "desk", large)
        if killed == "the move":
            moving.send_signal(signal.SIGKILL)
        else:
            server.kill()
        _, output = moving.communicate(timeout=60)
        assert moving.returncode == (-signal.SIGKILL if killed == "the move" else 1)
        if killed == "the server":
            proper_sentence(output.decode().splitlines()[-1])
            server.start()
        with closing(open_on(server, "desk")) as target:
            assert contents(target, TABLES[0]) == []
            assert len(contents(target, staff)) == 2
        again = run(server, "desk", "move", "--from", str(large))
        assert again.returncode == 0, again.stderr
        assert "26 张表两边一致" in again.stdout
        with closing(open_store(f"sqlite:///{large}")) as source, closing(open_on(server, "desk")) as target:
            assert_equal(source, target)


def test_a_file_of_an_older_program_is_refused_and_not_changed(server: Server, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(Store(make_engine(f"sqlite:///{old}"))) as store, store.writing() as connection:
        alembic.upgrade(alembic_config(connection), "0001")
    before = old.read_bytes()
    result = run(server, "postgres", "move", "--from", str(old))
    assert result.returncode == 1
    assert "旧版本程序的" in proper_sentence(result.stderr.strip())
    assert old.read_bytes() == before


def test_filling_a_database_turns_off_the_idle_transaction_timeout(target: Store) -> None:
    with target.writing() as connection:
        take_turn(connection)
        assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar() == "0"


def test_moving_a_missing_file_does_not_create_it(server: Server, tmp_path: Path) -> None:
    result = run(server, "postgres", "move", "--from", str(tmp_path / "nowhere.db"))
    assert result.returncode == 1
    proper_sentence(result.stderr.strip())
    assert list(tmp_path.iterdir()) == []
