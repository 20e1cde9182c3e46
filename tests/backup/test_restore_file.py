"""Restoring to a file: the old file is kept, an unusable backup is refused, and nothing is lost."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from main import main
from tests.desk_fixtures import EVERYONE, Hand, HandClock, proper_sentence
from tests.moving import Lived
from tests.store import old_desks
from tickets.backup import ledger
from tickets.backup.archive import CHUNK, MANIFEST, PAYLOAD, Manifest, extract
from tickets.backup.make_backup import BAD, ROOM, make
from tickets.backup.progress import no_progress
from tickets.backup.replace_file import put_in_place
from tickets.backup.restore_file import PlaceContents, Restored, restore_file
from tickets.checking.invariants import check
from tickets.cli.check import print_violations
from tickets.editing import Editing
from tickets.errors import DeskError, Refused, Unavailable
from tickets.service import TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.failures import DISK_FULL
from tickets.store.schema import open_store, schema_version
from tickets.store.tables import editing, tickets
from tickets.store.version import HEAD

ROOT = Path(__file__).parents[2]


class Asked:
    """Answers the confirmation of a restore, and stores it."""

    def __init__(self, yes: bool = True) -> None:
        self.yes = yes
        self.existing: PlaceContents | None = None

    def __call__(self, _manifest: Manifest, existing: PlaceContents) -> None:
        """Say yes or no."""
        self.existing = existing
        if not self.yes:
            raise Refused("没有恢复。")


def restore(backup: Path, path: Path, lived: Lived, asked: Asked | None = None, **more: Any) -> Restored:
    return restore_file(backup, path, lived.clock(), asked or Asked(), **more)


def refused(backup: Path, path: Path, lived: Lived) -> str:
    """Return the sentence with which a restore is refused; the old file must be unchanged."""
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(DeskError) as caught:
        restore(backup, path, lived)
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before
    return caught.value.sentence


def numbers(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM tickets ORDER BY id")]


def repacked(backup: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Change the manifest of a backup."""
    with zipfile.ZipFile(backup) as old:
        manifest, payload = json.loads(old.read(MANIFEST)), old.read(PAYLOAD)
    change(manifest)
    with zipfile.ZipFile(backup, "w") as new:
        new.writestr(PAYLOAD, payload)
        new.writestr(MANIFEST, json.dumps(manifest))
    return backup


def test_a_restore_to_a_new_file_brings_every_row_and_the_desk_works(
    backup: Path, lived: Lived, tmp_path: Path
) -> None:
    path = tmp_path / "new" / "desk.db"
    done = restore(backup, path, lived, Asked(yes=False))  # nothing is there, so there is no question
    assert (done.kept, done.violations) == (None, 0)
    assert numbers(path) == numbers(lived.file)
    with closing(TicketService(open_store(f"sqlite:///{path}"), lived.clock)) as desk:
        hand = Hand(desk)
        hand.log()
        assert desk.read(check, lived.clock()) == []
        assert hand.rows(editing) == []


def test_an_existing_file_is_replaced_only_after_a_question_and_kept_whole(
    backup: Path, file: Path, lived: Lived
) -> None:
    with closing(TicketService(open_store(f"sqlite:///{file}"), lived.clock)) as desk:
        Hand(desk).log()
    before, asked = numbers(file), Asked()
    done = restore(backup, file, lived, asked)
    assert asked.existing == PlaceContents(10, lived.clock(), same_desk=True)
    assert numbers(file) == before[:-1]
    assert done.kept is not None
    assert "before-restore" in done.kept.name
    assert numbers(done.kept) == before
    assert {one.name for one in file.parent.iterdir()} == {file.name, done.kept.name}


def test_answering_no_changes_nothing(backup: Path, file: Path, lived: Lived) -> None:
    before = file.read_bytes()
    with pytest.raises(Refused):
        restore(backup, file, lived, Asked(yes=False))
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_the_wal_of_a_killed_desk_is_kept_with_the_old_file_and_not_applied_to_the_new(
    backup: Path, file: Path, lived: Lived
) -> None:
    desk = TicketService(open_store(f"sqlite:///{file}"), lived.clock)
    Hand(desk).log()
    crashed = file.with_name("crashed.db")
    for ending in ("", "-wal"):
        shutil.copy(f"{file}{ending}", f"{crashed}{ending}")
    desk.close()
    done = restore(backup, crashed, lived)
    assert done.kept is not None
    assert (len(numbers(crashed)), len(numbers(done.kept))) == (9, 10)


def test_a_wal_without_its_file_is_not_applied_to_the_restored_one(backup: Path, file: Path, lived: Lived) -> None:
    desk = TicketService(open_store(f"sqlite:///{file}"), lived.clock)
    Hand(desk).log()
    alone = file.with_name("alone.db")
    shutil.copy(f"{file}-wal", f"{alone}-wal")
    desk.close()
    restore(backup, alone, lived)
    assert len(numbers(alone)) == 9
    with closing(TicketService(open_store(f"sqlite:///{alone}"), lived.clock)) as restored:
        assert restored.read(check, lived.clock()) == []


def test_a_damaged_file_is_kept_as_it_is(backup: Path, file: Path, lived: Lived) -> None:
    file.write_bytes(b"SQLite format 3\0" + bytes(8000))
    asked = Asked()
    done = restore(backup, file, lived, asked)
    assert asked.existing is not None
    assert asked.existing.tickets is None
    assert done.kept is not None
    assert done.kept.read_bytes() == b"SQLite format 3\0" + bytes(8000)
    assert numbers(file) == numbers(lived.file)


def test_a_file_of_another_program_is_not_replaced(backup: Path, tmp_path: Path, lived: Lived) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "recipes.db")) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    assert "不是本程序的" in proper_sentence(refused(backup, folder / "recipes.db", lived))


def test_a_file_that_is_open_elsewhere_is_left_alone(backup: Path, file: Path, lived: Lived) -> None:
    with closing(TicketService(open_store(f"sqlite:///{file}"), lived.clock)) as desk:
        Hand(desk).log()
        with pytest.raises(Refused) as caught:
            restore(backup, file, lived)
        assert len(Hand(desk).rows(tickets)) == 10
    assert "先关掉" in caught.value.sentence


def test_a_failure_before_the_last_step_leaves_the_existing_file(
    backup: Path, file: Path, lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = numbers(file)

    monkeypatch.setattr("tickets.backup.restore_file.put_in_place", Mock(side_effect=ZeroDivisionError))
    with pytest.raises(ZeroDivisionError):
        restore(backup, file, lived)
    assert numbers(file) == before
    assert list(file.parent.iterdir()) == [file]


def test_a_file_system_without_links_keeps_the_old_one_too(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.link", Mock(side_effect=OSError(1, "Operation not permitted")))
    new = tmp_path / "new"
    new.write_text("new")
    before = file.read_bytes()
    kept = put_in_place(new, file, HandClock()())
    assert kept is not None
    assert (file.read_text(), kept.read_bytes()) == ("new", before)


SAID_OTHERWISE: dict[str, Callable[[dict[str, Any]], object]] = {
    "their manifest": lambda manifest: manifest.update(program="recipes"),
    "a wrong digest": lambda manifest: manifest.update(sha256="0" * 64),
    "a wrong count": lambda manifest: manifest["tables"]["tickets"].update(rows=3),
    "no instant": lambda manifest: manifest.update(made="yesterday"),
    "a newer format": lambda manifest: manifest.update(format=99),
    "a newer schema": lambda manifest: manifest.update(schema="9999"),
    "an older schema": lambda manifest: manifest.update(schema="0002"),
    "no number": lambda manifest: manifest.update(bytes=float("inf")),
    "half a letter": lambda manifest: manifest["tables"].update({"\ud800": {"rows": 1, "digest": ""}}),
    "too large": lambda manifest: manifest.update(bytes=1 << 62),
}


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("cut", "不完整"),
        ("one byte", "不完整"),
        ("empty", "不完整"),
        ("a photo", "不是本程序的备份"),
        ("their zip", "不是本程序的备份"),
        ("their manifest", "不是本程序的备份"),
        ("a wrong digest", "不完整"),
        ("a wrong count", "不完整"),
        ("no instant", "不完整"),
        ("a newer format", "更新版本"),
        ("a newer schema", "更新版本"),
        ("an older schema", "不完整"),
        ("another payload", "不完整"),
        ("no number", "不完整"),
        ("half a letter", "不完整"),
        ("too large", "放不下"),
        ("a pipe", "不是本程序的备份"),
        ("gone", "不在"),
    ],
)
def test_a_backup_that_can_t_be_used_is_refused_in_a_sentence(
    what: str, reason: str, backup: Path, file: Path, lived: Lived
) -> None:
    whole = backup.read_bytes()
    match what:
        case "cut":
            backup.write_bytes(whole[: len(whole) // 2])
        case "one byte":
            middle = len(whole) // 2
            backup.write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
        case "empty":
            backup.write_bytes(b"")
        case "a pipe":
            if not hasattr(os, "mkfifo"):
                pytest.skip("no pipes with names here")
            backup.unlink()
            os.mkfifo(backup)
        case "a photo":
            backup.write_bytes(b"\x89PNG\r\n" + bytes(1000))
        case "their zip":
            with zipfile.ZipFile(backup, "w") as archive:
                archive.writestr("holiday.txt", "sun")
        case said_otherwise if said_otherwise in SAID_OTHERWISE:
            repacked(backup, SAID_OTHERWISE[said_otherwise])
        case "another payload":
            with zipfile.ZipFile(backup) as old:
                manifest = old.read(MANIFEST)
            with zipfile.ZipFile(backup, "w") as new:
                new.writestr(PAYLOAD, "nothing like it")
                new.writestr(MANIFEST, manifest)
        case "gone":
            backup.unlink()
    assert reason in refused(backup, file, lived)


def test_no_more_bytes_are_extracted_than_the_manifest_states(backup: Path, tmp_path: Path) -> None:
    manifest = json.loads(zipfile.ZipFile(backup).read(MANIFEST))
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(PAYLOAD, bytes(manifest["bytes"] + 8 * CHUNK))
        new.writestr(MANIFEST, json.dumps(manifest))
    with pytest.raises(Refused, match="不完整"):
        extract(backup, tmp_path / "out.db", no_progress)
    assert (tmp_path / "out.db").stat().st_size <= manifest["bytes"] + CHUNK


@pytest.mark.parametrize("step", ["取出备份", "升级结构", "核对"])
def test_a_full_disk_is_reported_in_words_about_the_restored_file(
    step: str, backup: Path, file: Path, lived: Lived
) -> None:
    def full(doing: str, _share: float) -> None:
        if doing == step:
            raise Unavailable(DISK_FULL)

    before = file.read_bytes()
    with pytest.raises(Unavailable) as caught:
        restore(backup, file, lived, progress=full)
    assert f"{file.parent} 所在的磁盘已满，没有恢复" in caught.value.sentence
    assert "已填写" not in caught.value.sentence
    assert file.read_bytes() == before


def test_a_backup_of_an_older_schema_is_brought_up_to_date(lived: Lived, tmp_path: Path) -> None:
    old = old_desks.restore("0002", tmp_path / "old.db")
    with closing(Store(make_engine(f"sqlite:///{old}", upgrades=True))) as store:
        made = make(store, tmp_path / "old.backup.zip", "desk", lived.clock())
    assert made.manifest.schema == "0002"
    path = tmp_path / "new.db"
    restore(made.path, path, lived)
    with closing(Store(make_engine(f"sqlite:///{path}"))) as store, store.reading() as connection:
        assert schema_version(connection) == HEAD
        assert check(connection, lived.clock()) == []


def test_an_unverified_backup_is_restored_only_with_the_anyway_option(file: Path, lived: Lived, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE clocks SET deadline = deadline + 60 WHERE id = 1")
    with closing(open_store(f"sqlite:///{file}")) as store:
        with store.writing() as connection:
            ledger.begin(connection, "button", "DESK-1", lived.clock())
        with pytest.raises(DeskError):
            make(store, tmp_path / "x", "desk", lived.clock())
    bad, path = tmp_path / f"x{BAD}", tmp_path / "data" / "new.db"
    sentence = refused(bad, path, lived)
    assert "不符" in sentence
    assert "没有恢复" in sentence
    assert "加 --anyway" in sentence
    violations = restore(bad, path, lived, anyway=True).violations
    assert violations > 0
    assert numbers(path) == numbers(file)
    with closing(open_store(f"sqlite:///{path}")) as store, store.reading() as connection:
        good, begun = ledger.last_two(connection)
    assert begun is not None
    assert (good, begun.trouble, begun.path) == (None, f"核对有 {violations} 处不符。", "")


def test_a_restored_copy_of_an_open_desk_passes_the_check_and_reports_unswept_clocks(
    blank_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, clock = Path(shutil.copy(blank_file, tmp_path / "desk.db")), HandClock()
    with closing(TicketService(open_store(f"sqlite:///{path}"), clock)) as desk:
        hand = Hand(desk)
        Editing(desk).hold(hand.log(), EVERYONE, "派单")
        desk.sweep()
        made = make(desk.store, tmp_path / "x.backup.zip", "desk", clock())
    later = clock.advance(days=3)
    restore_file(made.path, tmp_path / "copy.db", later, Asked(), no_progress)
    with closing(TicketService(open_store(f"sqlite:///{tmp_path / 'copy.db'}"), clock)) as desk:
        assert Hand(desk).rows(editing) == []  # no leases in the copy
        assert print_violations(desk) == 0
        assert "值守尚未扫到 1 个计时" in capsys.readouterr().out
        desk.sweep()
        assert print_violations(desk) == 0
        assert "尚未扫到" not in capsys.readouterr().out
        assert len(Hand(desk).rows(tickets)) == 1


class Typing(io.StringIO):
    """A terminal on which somebody types."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("\n", 1), ("no\n", 1), ("", 1)])
def test_on_a_terminal_restore_describes_the_existing_file_and_needs_a_yes(
    typed: str,
    code: int,
    backup: Path,
    file: Path,
    lived: Lived,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", Typing(typed))
    with closing(TicketService(open_store(f"sqlite:///{file}"), lived.clock)) as desk:
        Hand(desk).log()
    assert main(["restore", str(backup), "--db", f"sqlite:///{file}"]) == code
    output = capsys.readouterr()
    assert "已有 10 张工单，最近一通来电" in output.err
    assert "9 张工单" in output.err
    assert len(numbers(file)) == (9 if code == 0 else 10)


def test_leftovers_of_a_killed_restore_are_deleted_a_day_later(backup: Path, file: Path, lived: Lived) -> None:
    old, young = file.parent / f"{ROOM}old", file.parent / f"{ROOM}young"
    for room in (old, young):
        room.mkdir()
        (room / "desk.db").write_text("half")
    os.utime(old, (0, 0))
    restore(backup, file.with_name("new.db"), lived)
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.slow
def test_a_restore_without_a_terminal_needs_the_yes_option(backup: Path, file: Path) -> None:
    command = [sys.executable, "main.py", "restore", str(backup), "--db", f"sqlite:///{file}"]
    result = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert "--yes" in result.stderr
    result = subprocess.run([*command, "--yes"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "恢复好了" in result.stdout
    assert "before-restore" in result.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("what", ["a pipe", "a folder", "the backup itself"])
def test_a_restore_onto_something_that_is_not_a_file_is_refused(what: str, backup: Path, tmp_path: Path) -> None:
    """A device would be moved away from the whole machine."""
    place = tmp_path / "place"
    if what == "a pipe":
        os.mkfifo(place)
    elif what == "a folder":
        place.mkdir()
    else:
        place.symlink_to(backup)
    before = place.stat().st_mode, backup.read_bytes()
    with pytest.raises(DeskError) as caught:
        restore_file(backup, place, HandClock()(), Asked())
    assert str(place.resolve()) in caught.value.sentence
    assert (place.stat().st_mode, backup.read_bytes()) == before
