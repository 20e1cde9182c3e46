"""Backups of a file in use: complete, verified, and nothing unfinished under their name."""

import errno
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.desk_fixtures import HandClock
from tests.faults.test_crash import calling, numbers_in
from tests.moving import Lived
from tests.small_disk import run_on_small_disk
from tickets.backup import archive, snapshot
from tickets.backup.archive import extract, read_manifest
from tickets.backup.make_backup import BAD, ROOM, make
from tickets.backup.progress import Cancelled, no_progress
from tickets.backup.snapshot import sum_tables
from tickets.backup.verify import check_file, restore_scratch
from tickets.errors import DeskError, Unavailable
from tickets.rules.instants import utc_now
from tickets.store.engine import Store
from tickets.store.failures import sentence_for
from tickets.store.schema import open_store
from tickets.store.tables import metadata
from tickets.store.version import HEAD

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{file}")) as opened:
        yield opened


def restored(backup: Path, folder: Path) -> Path:
    restore_scratch(backup, folder / "restored.db", no_progress)
    return folder / "restored.db"


def test_a_backup_holds_every_row_of_every_table_and_says_so(store: Store, lived: Lived, tmp_path: Path) -> None:
    made = make(store, tmp_path / "b" / "x.backup.zip", "desk", lived.clock())
    manifest = read_manifest(made.path)
    assert (manifest.schema, manifest.source, manifest.desk) == (HEAD, "file", "desk")
    assert set(manifest.tables) == set(metadata.tables)
    assert manifest.tables["tickets"].rows == 9
    assert (manifest.tables, manifest.desk_id) == sum_tables(Path(str(store.engine.url.database)), no_progress)
    check_file(restored(made.path, tmp_path), lived.clock(), no_progress)
    assert [path.name for path in made.path.parent.iterdir()] == ["x.backup.zip"]
    if os.name == "posix":
        assert made.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("broken", ["opened = 'yesterday'", "state = 'confused'", "phone = CAST(x'41ff42' AS TEXT)"])
def test_a_backup_keeps_an_unreadable_row_and_says_so(store: Store, lived: Lived, tmp_path: Path, broken: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql(f"UPDATE tickets SET {broken} WHERE id = 1")
    with pytest.raises(Unavailable, match=r"一栏读不出|与日志不符"):
        make(store, tmp_path / "b" / "x.backup.zip", "desk", lived.clock())
    assert [path.name for path in (tmp_path / "b").iterdir()] == [f"x.backup.zip{BAD}"]
    assert read_manifest(tmp_path / "b" / f"x.backup.zip{BAD}").tables["tickets"].rows == 9


def test_a_backup_under_constant_writes_holds_every_call_confirmed_before_its_start(
    blank_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(blank_file, tmp_path / "desk.db"))
    monkeypatch.setattr(snapshot, "PAGES", 4)
    with calling(f"sqlite:///{path}") as caller, closing(open_store(f"sqlite:///{path}")) as store:
        assert caller.stdout is not None
        before = {caller.stdout.readline().strip() for _ in range(20)}
        meanwhile: set[str] = set()

        def log_one(doing: str, _share: float) -> None:
            if doing == "复制数据":
                assert len(meanwhile) < 1000, "a busy writer keeps the backup from ending"
                assert caller.stdout is not None
                meanwhile.add(caller.stdout.readline().strip())

        made = make(store, tmp_path / "x.backup.zip", "desk", utc_now(), log_one)
    assert len(meanwhile) > 10
    found = numbers_in(restored(made.path, tmp_path))
    assert before <= found
    assert meanwhile <= numbers_in(path)


@pytest.mark.parametrize(
    "step", ["压缩", *(pytest.param(step, marks=pytest.mark.slow) for step in ("复制数据", "核对"))]
)
def test_a_backup_that_is_killed_leaves_the_old_one_and_nothing_half_done(
    step: str, file: Path, backup: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    old = Path(shutil.copy(backup, folder / "x.backup.zip"))
    command = [sys.executable, "-m", "tests.backup.stopping", f"sqlite:///{file}", str(old), step]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.send_signal(signal.SIGKILL)
    assert old.read_bytes() == backup.read_bytes()
    left = [path for path in folder.iterdir() if path != old]
    assert all(path.name.startswith(ROOM) for path in left)
    for room in left:  # deleted a day later
        os.utime(room, (0, 0))
    with closing(open_store(f"sqlite:///{file}")) as store:
        make(store, old, "desk", HandClock()())
    assert list(folder.iterdir()) == [old]


def test_a_backup_that_is_cancelled_leaves_nothing(store: Store, tmp_path: Path) -> None:
    def cancel(doing: str, share: float) -> None:
        if doing == "压缩" and share:
            raise Cancelled

    with pytest.raises(Cancelled):
        make(store, tmp_path / "b" / "x.backup.zip", "desk", HandClock()(), cancel)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_backup_of_a_desk_that_breaks_an_invariant_does_not_count_and_is_kept_apart(
    file: Path, lived: Lived, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE clocks SET deadline = deadline + 60 WHERE id = 1")
    path = tmp_path / "b" / "x.backup.zip"
    with closing(open_store(f"sqlite:///{file}")) as store, pytest.raises(Unavailable) as caught:
        make(store, path, "desk", lived.clock())
    assert "不符" in caught.value.sentence
    assert [one.name for one in path.parent.iterdir()] == [path.name + BAD]
    extract(path.with_name(path.name + BAD), tmp_path / "rescued.db", no_progress)


@pytest.mark.parametrize("step", ["复制数据", "计算摘要", "取出备份", "核对"])
def test_a_drive_removed_at_any_step_is_reported_in_a_sentence(step: str, store: Store, tmp_path: Path) -> None:
    drive = tmp_path / "drive"

    def pull(doing: str, _share: float) -> None:
        if doing == step:
            shutil.rmtree(drive, ignore_errors=True)

    with pytest.raises(DeskError) as caught:
        make(store, drive / "x.backup.zip", "desk", HandClock()(), pull)
    assert re.search("[\u4e00-\u9fff].*。$", caught.value.sentence)
    assert not (drive / "x.backup.zip").exists()


def test_a_file_in_place_of_the_backup_folder_is_reported_in_a_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    with pytest.raises(DeskError) as caught:
        make(store, tmp_path / "taken" / "x.backup.zip", "desk", HandClock()())
    assert "是一个文件，不是文件夹" in caught.value.sentence
    assert (tmp_path / "taken").read_text() == "no folder"


@pytest.mark.slow
def test_a_full_disk_is_reported_and_the_old_backup_stays(file: Path, backup: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    script = (
        'cp "$2" "$1/x.backup.zip" || exit 77; '
        '"$4" main.py backup "$1/x.backup.zip" --db "sqlite:///$3"; told=$?; '
        'cmp "$2" "$1/x.backup.zip" && [ "$(ls -A "$1")" = x.backup.zip ] && exit $told'
    )
    done = run_on_small_disk(small, "400k", script, str(backup), str(file), sys.executable)
    assert done.returncode == 1, done.stderr
    assert "磁盘已满" in done.stderr
    assert "已填写" not in done.stderr


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EACCES, "没有权限"),
        (errno.ENOENT, "移动硬盘拔掉了"),
        (errno.EIO, "移动硬盘拔掉了"),
    ],
)
def test_the_error_that_prevents_writing_a_backup_is_reported(
    number: int, reason: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.os, "fsync", Mock(side_effect=OSError(number, os.strerror(number))))
    with pytest.raises(Unavailable) as caught:
        make(store, tmp_path / "b" / "x.backup.zip", "desk", HandClock()())
    assert reason in caught.value.sentence
    assert list((tmp_path / "b").iterdir()) == []


@pytest.mark.parametrize("step", ["复制数据", "升级结构", "核对"])
def test_a_full_disk_is_reported_in_words_about_the_backup(step: str, store: Store, tmp_path: Path) -> None:
    def full(doing: str, _share: float) -> None:
        if doing == step:
            raise Unavailable(sentence_for(sqlite3.OperationalError("database or disk is full")))

    with pytest.raises(Unavailable) as caught:
        make(store, tmp_path / "x.backup.zip", "desk", HandClock()(), full)
    assert str(tmp_path) in caught.value.sentence
    assert "没有备份" in caught.value.sentence
