"""A file's schema is changed only after a backup was restored and checked; otherwise the reason is shown."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

import main
from tests.desk_fixtures import HandClock, proper_sentence
from tests.small_disk import run_on_small_disk
from tests.store.old_desks import ENDED, restore
from tests.store.test_old_desks import rows_of
from tickets.backup import before_upgrade, ledger
from tickets.backup import make_backup as making
from tickets.backup.archive import CUT, Manifest, read_manifest
from tickets.backup.before_upgrade import backing_up_first
from tickets.backup.folders import copy_to_second, thin
from tickets.backup.make_backup import BAD
from tickets.backup.plan import BackupSchedule, save_plan
from tickets.backup.progress import Cancelled, Progress, no_progress
from tickets.backup.restore_file import restore_file
from tickets.cli import progress_bar as terminal
from tickets.errors import Refused, Unavailable
from tickets.rules.backups import backup_name, before_upgrade_of
from tickets.rules.instants import plus
from tickets.store import schema, upgrading
from tickets.store.engine import Store
from tickets.store.schema import open_store, upgrade
from tickets.store.version import HEAD

ROOT = Path(__file__).parents[2]
OLD = "0002"


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the previous version, with rows in every table. Copy it."""
    path = restore(OLD, tmp_path_factory.mktemp("old") / "desk.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    return path


@pytest.fixture
def old(old_file: Path, tmp_path: Path) -> Path:
    """A file of the previous version, in a folder of its own."""
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(old_file, tmp_path / "data" / "desk.db"))


def opened(file: Path, progress: Progress = no_progress, folder: Path | None = None) -> Store:
    return open_store(f"sqlite:///{file}", before_upgrade=backing_up_first(file.parent, progress, folder))


def version(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def backups_of(file: Path) -> list[Path]:
    """Return the content of the backup folder, including unfinished files."""
    return sorted((file.parent / "backups").glob("*"))


def unlike(*_: object) -> None:
    raise AssertionError("nobody is to be asked: there is nothing at the place")


def test_an_old_file_is_backed_up_verified_and_listed_once_before_its_upgrade(old: Path, tmp_path: Path) -> None:
    before = rows_of(old)
    with closing(opened(old)) as store:
        assert "核对过" in store.warnings[0]
        with store.reading() as connection:
            row = ledger.last_good(connection)
    opened(old).close()
    (made,) = backups_of(old)
    assert row is not None
    assert (row.kind, row.path, row.bytes) == ("upgrade", str(made), made.stat().st_size)
    assert read_manifest(made).schema == OLD
    assert version(old) == HEAD
    shutil.unpack_archive(made, tmp_path / "out", "zip")
    assert rows_of(tmp_path / "out" / "desk.db") == before
    restore_file(made, tmp_path / "again.db", ENDED, unlike)
    assert rows_of(tmp_path / "again.db")["tickets"] == rows_of(old)["tickets"]


def test_an_old_file_that_is_not_backed_up_is_refused_and_left_unchanged(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(Refused) as caught:
        open_store(f"sqlite:///{old}")
    assert "要先备份再升级" in caught.value.sentence
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    "command",
    [["check"], ["report"], ["backup", "{to}"], ["import", "{no}", "--mapping", "{no}"], ["database", "upgrade"]],
)
def test_each_command_that_meets_an_old_file_backs_it_up_first(
    command: list[str], old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.format(to=tmp_path / "x.backup.zip", no=tmp_path / "none") for word in command]
    main.main([*words, "--db", f"sqlite:///{old}"])
    output = capsys.readouterr()
    (made,) = backups_of(old)
    assert str(made) in output.out + output.err
    assert "先备份并核对，再升级" in output.err
    assert version(old) == HEAD


@pytest.mark.parametrize("command", [["check"], ["database", "upgrade"]])
def test_ctrl_c_stops_a_command_that_is_upgrading(
    command: list[str], old: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal.TerminalSteps, "_shown", lambda _steps: signal.raise_signal(signal.SIGINT))
    assert main.main([*command, "--db", f"sqlite:///{old}"]) == 1
    assert "已取消" in capsys.readouterr().err
    assert (version(old), backups_of(old)) == (OLD, [])


def test_the_health_check_upgrades_nothing(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["watch", "--health", "--db", f"sqlite:///{old}"]) == 1
    assert "旧版本" in capsys.readouterr().out
    assert version(old) == OLD


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE clocks SET deadline = deadline + 60 WHERE id = 1",
        "UPDATE calls SET phone = CAST(x'41ff42' AS TEXT) WHERE id = 1",
        "UPDATE calls SET words = x'41ff42' WHERE id = 1",
    ],
)
def test_violations_in_the_old_file_are_reported_but_do_not_prevent_opening(old: Path, wrong: str) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute(wrong)
    with closing(opened(old)) as store:
        assert "核对有" in proper_sentence(store.warnings[0].replace(str(old.parent), "").replace("main.py", ""))
        with store.reading() as reader:
            good, last = ledger.last_two(reader)
    (bad,) = backups_of(old)
    assert bad.name.endswith(BAD)
    assert good is None and last is not None
    assert last.trouble == store.warnings[0]
    assert version(old) == HEAD


@pytest.mark.parametrize(
    "added",
    [
        'CREATE TABLE "my notes" (day INTEGER, "so ""many""" INTEGER); INSERT INTO "my notes" VALUES (1, 2), (1, 1)',
        "CREATE VIEW late AS SELECT ticket_id, deadline FROM clocks WHERE outcome = 'late'",
        "CREATE TRIGGER seen AFTER INSERT ON clocks BEGIN UPDATE tickets SET id = id WHERE id = new.ticket_id; END",
    ],
)
def test_foreign_additions_to_the_file_do_not_prevent_opening(old: Path, added: str) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.executescript(added)
    with closing(opened(old)) as store:
        assert "恢复到临时库核对过" in store.warnings[0]
    (backup,) = backups_of(old)
    assert read_manifest(backup).schema == OLD
    assert version(old) == HEAD


def test_a_missing_backup_drive_does_not_prevent_opening(old: Path, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    save_plan(old.parent, BackupSchedule(drive))
    drive.rmdir()
    opened(old).close()
    assert len(backups_of(old)) == 1
    assert not drive.exists()


def test_a_backup_drive_that_corrupts_data_does_not_prevent_opening(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    save_plan(old.parent, BackupSchedule(drive))
    prove = making.restore_scratch

    def prove_there(archive: Path, to: Path, progress: Progress) -> Manifest:
        if archive.is_relative_to(drive):
            raise Refused(CUT)
        return prove(archive, to, progress)

    monkeypatch.setattr(making, "restore_scratch", prove_there)
    opened(old).close()
    assert (len(backups_of(old)), list(drive.iterdir())) == (1, [])


def test_without_a_backup_nothing_is_upgraded_and_another_folder_can_be_named(old: Path, tmp_path: Path) -> None:
    (old.parent / "backups").write_text("no folder")
    before = rows_of(old)
    with pytest.raises(Unavailable) as caught:
        opened(old)
    assert "没有升级" in proper_sentence(caught.value.sentence.replace(str(old.parent), ""))
    assert (version(old), rows_of(old)) == (OLD, before)
    with pytest.raises(Unavailable):
        opened(old, folder=tmp_path / "none")
    (tmp_path / "usb").mkdir()
    opened(old, folder=tmp_path / "usb").close()
    assert version(old) == HEAD
    assert len(list((tmp_path / "usb").iterdir())) == 1


def test_a_disk_with_too_little_room_is_reported_before_it_is_full(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(before_upgrade, "ROOM", 1 << 50)
    with pytest.raises(Unavailable) as caught:
        opened(old)
    assert "放不下" in caught.value.sentence
    assert (version(old), backups_of(old)) == (OLD, [])


@pytest.mark.parametrize("step", ["升级前备份：复制数据", "升级前备份：升级结构", "升级前备份：核对", schema.UPGRADING])
def test_cancelling_at_any_step_changes_nothing(step: str, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, steps = rows_of(old), list[str]()
    monkeypatch.setattr(upgrading, "STEPS", 100)

    def cancel(doing: str, _share: float) -> None:
        steps.append(doing)
        if doing == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        opened(old, cancel)
    assert steps[-1] == step
    assert (version(old), rows_of(old)) == (OLD, before)
    assert len(backups_of(old)) == (step == schema.UPGRADING)
    opened(old).close()
    assert version(old) == HEAD


def test_a_check_that_takes_long_is_stopped_in_the_midst_of_one_invariant(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "STEPS", 100)
    heard = iter(range(5))

    def cancel(doing: str, share: float) -> None:
        if doing == "升级前备份：核对" and next(heard, None) is None:
            assert share == 0.0, "the first invariants went on to their end"
            raise Cancelled

    with pytest.raises(Cancelled):
        opened(old, cancel)
    assert (version(old), backups_of(old)) == (OLD, [])


@contextmanager
def stopped_at(file: Path, step: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.backup.upgrading", str(file), step]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        yield process


@pytest.mark.slow
@pytest.mark.parametrize("step", [schema.UPGRADING, "升级前备份：核对"])
def test_an_upgrade_that_is_killed_half_way_has_changed_nothing_and_is_done_next_time(step: str, old: Path) -> None:
    before = rows_of(old)
    with stopped_at(old, step) as process:
        process.send_signal(signal.SIGKILL)
    assert (version(old), rows_of(old)) == (OLD, before)
    opened(old).close()
    assert version(old) == HEAD


def test_of_two_programs_that_start_at_the_same_moment_one_upgrades_and_the_other_waits(old: Path) -> None:
    steps = list[str]()
    with stopped_at(old, "升级前备份：压缩") as process:

        def go_on(doing: str, _share: float) -> None:
            if not steps:
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
            steps.append(doing)

        with closing(opened(old, go_on)) as store:
            assert store.warnings == ()
        assert process.wait(60) == 0
    assert steps and all(doing.startswith(upgrading.WAITING) for doing in steps)
    assert len(backups_of(old)) == 1
    assert version(old) == HEAD


def test_waiting_for_another_programs_upgrade_can_be_cancelled(old: Path) -> None:
    def cancel(_doing: str, _share: float) -> None:
        raise Cancelled

    with stopped_at(old, "升级前备份：压缩") as process:
        with pytest.raises(Cancelled):
            opened(old, cancel)
        process.kill()
    assert version(old) == OLD


@pytest.mark.slow
def test_a_full_disk_is_reported_and_the_file_stays_unchanged(old: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    script = (
        'cp "$2" "$1/desk.db" || exit 77; '
        '"$3" main.py check --db "sqlite:///$1/desk.db"; told=$?; rm -f "$1"/desk.db-*; '
        'cmp "$2" "$1/desk.db" && [ "$(ls -A "$1")" = desk.db ] && exit $told'
    )
    done = run_on_small_disk(small, str(2 * old.stat().st_size), script, str(old), sys.executable)
    assert done.returncode == 1, done.stderr
    assert "没有升级" in done.stderr
    assert "已填写" not in done.stderr


def test_a_disk_full_during_the_upgrade_is_reported_in_words_about_the_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(old)
    limit = old.stat().st_size // 4096

    def no_more_room(connection: Connection, to: str = "head") -> None:
        if connection.engine.url.database == str(old):
            connection.exec_driver_sql(f"PRAGMA max_page_count={limit}")
        upgrade(connection, to)

    monkeypatch.setattr(schema, "upgrade", no_more_room)
    with pytest.raises(Unavailable) as caught:
        opened(old)
    assert "磁盘已满" in proper_sentence(caught.value.sentence)
    assert "没有升级" in caught.value.sentence
    assert (version(old), rows_of(old)) == (OLD, before)


def test_the_last_backup_before_an_upgrade_is_kept_and_copied_to_the_second_folder(
    backup: Path, tmp_path: Path
) -> None:
    plan = BackupSchedule(tmp_path / "first", tmp_path / "second", days=1, months=0)
    desk_id, now = read_manifest(backup).desk_id, HandClock()()
    upgrades = [backup_name(before_upgrade_of("desk"), plus(now, -days * 86400)) for days in (30, 300)]
    nights = [backup_name("desk", plus(now, -days * 86400)) for days in (0, 2)]
    for folder in (plan.folder, plan.second):
        assert folder is not None
        folder.mkdir()
    for name in (*upgrades, *nights):
        shutil.copy(backup, plan.folder / name)
    thin(plan.folder, "desk", desk_id, now, plan)
    copy_to_second("desk", desk_id, now, plan)
    for folder in (plan.folder, plan.second):
        assert folder is not None
        assert {path.name for path in folder.iterdir()} == {upgrades[0], nights[0]}
