"""Backups of a server's database: through the program's own connection, to a file or another server and back."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest
from alembic import command as alembic

from tests.backup.test_restore_file import Asked
from tests.checking.eventful import CALL
from tests.desk_fixtures import Hand, open_on
from tests.moving import Lived, database
from tests.server_admin.commands import ADMIN, ADMIN_PASSWORD, FIRST, ROOT, environment, run
from tests.servers import SUPERUSER, Server
from tickets.actions.intake import log_other_call
from tickets.actions.people import save_staff
from tickets.backup import ledger
from tickets.backup.archive import Manifest, read_manifest
from tickets.backup.export import export
from tickets.backup.make_backup import make
from tickets.backup.nightly import Nightly
from tickets.backup.plan import BackupSchedule, save_plan
from tickets.backup.progress import no_progress
from tickets.backup.restore_file import restore_file
from tickets.backup.restore_server import RestoredServer, restore_server
from tickets.checking.invariants import check
from tickets.errors import DeskError, Refused
from tickets.rules.words import CallKind, Role
from tickets.server_admin.row_digests import TABLES
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.postgres.engine import Credentials
from tickets.store.schema import alembic_config, open_store
from tickets.store.tables import staff, tickets
from tickets.store.version import HEAD

pytestmark = pytest.mark.slow


def restore(backup: Path, store: Store, folder: Path, lived: Lived, asked: Asked | None = None) -> RestoredServer:
    store.engine.dispose()
    return restore_server(backup, store, folder, lived.clock(), asked or Asked())


def same(one: Manifest, other: Manifest, without: set[str]) -> bool:
    """Return whether two backups hold the same rows, except in tables `without`."""
    names = {table.name for table in TABLES} - without
    return all(one.tables[name] == other.tables[name] for name in names)


def test_from_a_file_to_a_server_and_back_every_row_and_digest_is_the_same(
    backup: Path, target: Store, lived: Lived, tmp_path: Path
) -> None:
    done = restore(backup, target, tmp_path / "kept", lived, Asked(yes=False))  # it is new: nothing is asked
    assert (done.kept, done.violations) == (None, 0)
    assert all(one.equal for one in done.tables)
    first = read_manifest(backup)
    made = make(target, tmp_path / "server.backup.zip", database(target), lived.clock())
    assert made.manifest.source == "server"
    assert same(first, made.manifest, {"staff"})  # the server's administrator was added to them
    assert made.manifest.desk_id == first.desk_id
    restore_file(made.path, tmp_path / "again.db", lived.clock(), Asked())
    with closing(open_store(f"sqlite:///{tmp_path / 'again.db'}")) as store:
        again = make(store, tmp_path / "again.backup.zip", "again", lived.clock())
    assert same(made.manifest, again.manifest, set())
    with closing(TicketService(target, lived.clock)) as desk:
        assert desk.read(check, lived.clock()) == []
        Hand(desk, FIRST).log("valve")
        assert desk.read(check, lived.clock()) == []


def test_a_restore_backs_up_the_existing_server_database_first(
    backup: Path, server: Server, target: Store, lived: Lived, tmp_path: Path
) -> None:
    name = database(target)
    with closing(TicketService(target, lived.clock)) as desk:
        hand = Hand(desk, FIRST)
        for _ in range(3):
            hand.log()
        hand.do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR}), login=f"{name}.yan"))
    asked = Asked()
    done = restore(backup, target, tmp_path / "kept", lived, asked)
    assert asked.existing is not None
    assert (asked.existing.tickets, asked.existing.same_desk) == (3, False)
    assert done.kept is not None
    assert read_manifest(done.kept).tables["tickets"].rows == 3
    with target.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar() == 9
        able = connection.exec_driver_sql("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", (f"{name}.yan",))
        assert able.scalar() is False
    open_on(server, name, Credentials(f"{name}.jia", ADMIN_PASSWORD)).close()
    result = run(server, name, "status")
    assert result.returncode == 0, result.stdout
    again = restore(done.kept, target, tmp_path / "kept", lived)
    assert again.without_password == ("演示接线员",)
    open_on(server, name, Credentials(f"{name}.jia", ADMIN_PASSWORD)).close()
    with closing(TicketService(target, lived.clock)) as desk:
        hand = Hand(desk, FIRST)
        assert len(hand.rows(tickets)) == 3
        assert {row.name for row in hand.rows(staff)} == {"值班员", ADMIN, "演示接线员"}
        assert desk.read(check, lived.clock()) == []


def test_a_restore_that_fails_in_the_middle_leaves_the_existing_rows(
    backup: Path, target: Store, lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(TicketService(target, lived.clock)) as desk:
        Hand(desk, FIRST).log()
        before = Hand(desk).dump()

    monkeypatch.setattr("tickets.backup.restore_server.settle_people", Mock(side_effect=ZeroDivisionError))
    with pytest.raises(ZeroDivisionError):
        restore(backup, target, tmp_path / "kept", lived)
    with closing(TicketService(target, lived.clock)) as desk:
        assert Hand(desk).dump() == before


def test_a_session_that_is_just_ending_does_not_block_a_restore(
    backup: Path, server: Server, target: Store, lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = server.connect(database(target))
    monkeypatch.setattr("tickets.backup.restore_server.time.sleep", lambda _seconds: leaving.close())
    monkeypatch.setattr("tickets.backup.restore_server.LEAVING_SECONDS", 60)
    assert restore(backup, target, tmp_path / "kept", lived).violations == 0


def test_a_server_database_in_use_is_not_replaced(
    backup: Path, server: Server, target: Store, lived: Lived, tmp_path: Path
) -> None:
    with closing(open_on(server, database(target))) as seat, seat.reading(), pytest.raises(Refused) as caught:
        restore(backup, target, tmp_path / "kept", lived)
    assert SUPERUSER in caught.value.sentence
    assert "先关掉" in caught.value.sentence


def test_an_operators_login_can_back_up_and_a_watch_account_cannot(
    server: Server, target: Store, lived: Lived, tmp_path: Path
) -> None:
    name = database(target)
    words = [sys.executable, "main.py", "backup", str(tmp_path), "--db", server.url(name)]
    with closing(TicketService(target, lived.clock)) as desk:
        Hand(desk, FIRST).log()
    result = subprocess.run(
        [*words, "--login", f"{name}.jia"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        env={**environment(), "PGPASSWORD": ADMIN_PASSWORD},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    (made,) = tmp_path.glob("*.backup.zip")
    assert read_manifest(made).tables["calls"].rows == 1
    assert run(server, name, "watcher", f"{name}.w", "--password-stdin", typed="long enough 1\n").returncode == 0
    with closing(open_on(server, name, Credentials(f"{name}.w", "long enough 1"))) as watch, pytest.raises(DeskError):
        make(watch, tmp_path / "x.backup.zip", name, lived.clock())
    assert [path.name for path in tmp_path.iterdir()] == [made.name]


def test_a_seat_of_a_server_makes_the_night_s_backup_once_and_a_watch_s_account_never_tries(
    server: Server, target: Store, lived: Lived, tmp_path: Path
) -> None:
    name = database(target)
    with closing(TicketService(target, lived.clock)) as desk:
        Hand(desk, FIRST).log()
    save_plan(tmp_path, BackupSchedule(tmp_path / "b", on=True))
    run(server, name, "watcher", f"{name}.w", "--password-stdin", typed="long enough 1\n")
    with (
        closing(TicketService(open_on(server, name, Credentials(f"{name}.w", "long enough 1")))) as watch,
        closing(TicketService(open_on(server, name, Credentials(f"{name}.jia", ADMIN_PASSWORD)))) as one,
        closing(TicketService(open_on(server, name, Credentials(f"{name}.jia", ADMIN_PASSWORD)))) as two,
    ):
        looked = [Nightly(seat, tmp_path) for seat in (watch, one, two)]
        outcomes = [(nightly.look(), nightly.trouble) for nightly in looked]
        assert outcomes == [(False, ""), (True, ""), (False, "")]
        assert [nightly.trouble for nightly in looked] == ["", "", ""]
        row = watch.read(ledger.last_good)
        assert row is not None
        assert row.kind == "nightly"
    (made,) = (tmp_path / "b").iterdir()
    assert str(made) == row.path


def test_a_backup_is_recorded_in_the_own_name_and_records_of_others_cannot_be_changed(
    server: Server, target: Store
) -> None:
    name = database(target)
    with (
        closing(open_on(server, name)) as owner,
        closing(TicketService(open_on(server, name, Credentials(f"{name}.jia", ADMIN_PASSWORD)))) as seat,
    ):
        now = seat.now()

        def changed(key: int, values: str) -> int:
            with seat.store.writing() as connection:
                return connection.exec_driver_sql(f"UPDATE backups SET {values} WHERE id = {key}").rowcount

        with owner.writing() as connection:
            theirs = ledger.begin(connection, "manual", "SERVER", now)
            ledger.end(connection, theirs, now, "/b/theirs", 1)
        with seat.store.writing() as connection:
            mine = ledger.begin(connection, "manual", "DESK-1", now)
        for seconds in (-3600, 3600):  # from psql: a backup dated earlier or later than it is
            with pytest.raises(Refused):
                changed(mine, f"ended = {now.timestamp() + seconds:.0f}, path = 'x'")
        with seat.store.writing() as connection:
            ledger.end(connection, mine, now, "/b/mine", 1)
        for value in ("ended = ended + 1", "host = host || '2'", "path = 'x'", "bytes = 2", "started = started - 1"):
            with pytest.raises(Refused):
                changed(mine, value)
        assert changed(mine, "second = '/c'") == 1
        assert changed(theirs, f"host = '{name}.jia@x', ended = {now.timestamp() + 1:.0f}") == 0
        paths = {row.host: row.path for row in seat.read(ledger.latest)}
    assert paths == {f"{name}.jia@DESK-1": "/b/mine", f"{SUPERUSER}@SERVER": "/b/theirs"}


def test_an_export_turns_off_the_idle_transaction_timeout(target: Store, tmp_path: Path) -> None:
    with target.reading() as connection:
        export(connection, HEAD, tmp_path / "desk.db", no_progress)
        assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar() == "0"


def test_an_upgrade_backs_up_the_older_schema_first_and_not_into_a_folder_that_is_not_there(
    server: Server, target: Store, lived: Lived, tmp_path: Path
) -> None:
    name = database(target)
    with closing(TicketService(target, lived.clock)) as desk:
        Hand(desk, FIRST).do(log_other_call(CALL, CallKind.ENQUIRY))  # an older schema can't hold a new clock
    with target.writing() as connection:
        alembic.downgrade(alembic_config(connection), "0002")
    target.engine.dispose()
    drive = tmp_path / "drive"
    refused = run(server, name, "upgrade", "--to", str(drive))
    assert refused.returncode == 1 and f"{drive} 不在" in refused.stderr
    assert not drive.exists()
    result = subprocess.run(
        [sys.executable, "main.py", "database", "upgrade", "--db", server.url(name), "--login", SUPERUSER],
        cwd=ROOT, env={**environment(), "XDG_DATA_HOME": str(tmp_path)}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    (made,) = tmp_path.rglob("*.backup.zip")
    assert str(made) in result.stdout
    assert read_manifest(made).schema == "0002"
    restore_file(made, tmp_path / "old.db", lived.clock(), Asked(), no_progress)
    again = run(server, name, "upgrade")
    assert "升级前的备份" not in again.stdout
