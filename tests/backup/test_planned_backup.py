"""The backup plan is followed: folders, which backups are kept, the second copy, its errors."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.backup.test_restore_file import Asked
from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tests.moving import Lived
from tickets.backup import folders, ledger
from tickets.backup import planned_backup as keeping
from tickets.backup.archive import read_manifest
from tickets.backup.folders import PART, backups_in, copy_checked, copy_to_second, thin
from tickets.backup.ledger import BackupRow
from tickets.backup.make_backup import BAD
from tickets.backup.plan import FILE, BackupSchedule, first_plan, load_plan, save_plan
from tickets.backup.planned_backup import keep_backup
from tickets.backup.restore_file import restore_file
from tickets.cli.backup import back_up
from tickets.errors import DeskError, Refused, Unavailable
from tickets.rules.backups import backup_name
from tickets.service import TicketService
from tickets.store.schema import open_store


@pytest.fixture
def hand(file: Path, lived: Lived) -> Iterator[Hand]:
    clock = HandClock(lived.clock())
    with closing(TicketService(open_store(f"sqlite:///{file}"), clock)) as desk:
        yield Hand(desk)


@pytest.fixture
def plan(tmp_path: Path) -> BackupSchedule:
    (tmp_path / "second").mkdir()
    return BackupSchedule(tmp_path / "first", tmp_path / "second")


def last_row(hand: Hand) -> BackupRow:
    return hand.desk.read(ledger.latest)[0]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_in_both_folders_and_recorded_in_the_database(hand: Hand, plan: BackupSchedule) -> None:
    made = keep_backup(hand.desk, plan, "manual")
    assert plan.second is not None
    assert names(plan.folder) == names(plan.second) == [made.path.name]
    assert (plan.second / made.path.name).read_bytes() == made.path.read_bytes()
    assert read_manifest(made.path).desk == keeping.desk_name(hand.desk.store) == "desk"
    if os.name == "posix":
        assert plan.folder.stat().st_mode & 0o077 == 0
    row = last_row(hand)
    assert (row.good, row.path, row.bytes) == (True, str(made.path), made.path.stat().st_size)
    assert (row.second, row.second_trouble) == (str(plan.second), "")
    assert hand.desk.read(ledger.last_good) == row


def test_a_missing_second_folder_is_reported_and_gets_the_backups_when_it_is_back(
    hand: Hand, plan: BackupSchedule, lived: Lived
) -> None:
    assert plan.second is not None
    plan.second.rmdir()
    first = keep_backup(hand.desk, plan, "manual")
    row = last_row(hand)
    assert row.good
    assert "移动硬盘" in row.second_trouble
    assert not plan.second.exists()  # it may be a drive that is not plugged in
    plan.second.mkdir()
    hand.desk.now.advance(hours=1)  # type: ignore[attr-defined]
    second = keep_backup(hand.desk, plan, "manual")
    assert names(plan.second) == sorted((first.path.name, second.path.name))
    assert last_row(hand).second_trouble == ""


def test_removing_the_second_drive_half_way_leaves_no_partial_backup(
    hand: Hand, plan: BackupSchedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay = list[str]()

    def pulled(*_args: object) -> None:
        lay.extend(names(plan.second))
        raise OSError(5, "Input/output error")

    assert plan.second is not None
    with monkeypatch.context() as patched:
        patched.setattr(folders.shutil, "copyfileobj", pulled)
        made = keep_backup(hand.desk, plan, "manual")
    assert last_row(hand).good
    assert "拔掉" in last_row(hand).second_trouble
    assert lay == [f"{made.path.name}{PART}"]
    assert names(plan.second) == []
    left = backup_name("desk", hand.desk.now() - timedelta(days=9))
    (plan.second / f"{left}{PART}").write_bytes(b"half")  # as left by a power failure
    copy_to_second("desk", made.manifest.desk_id, hand.desk.now(), plan)
    assert names(plan.second) == [made.path.name]


def test_a_second_drive_that_corrupts_data_is_detected(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "file_digest", str)
    with pytest.raises(Unavailable) as caught:
        copy_checked(backup, tmp_path / "copy.zip")
    assert "读回来" in caught.value.sentence
    assert not (tmp_path / "copy.zip").exists()
    assert not (tmp_path / f"copy.zip{PART}").exists()


def test_an_unusable_first_folder_is_reported_and_no_backup_is_counted(hand: Hand, plan: BackupSchedule) -> None:
    plan.folder.write_text("no folder")
    with pytest.raises(DeskError):
        keep_backup(hand.desk, plan, "manual")
    row = last_row(hand)
    assert not row.good
    assert "文件夹" in row.trouble
    assert hand.desk.read(ledger.last_good) is None


def test_only_backups_past_their_keeping_time_are_deleted(plan: BackupSchedule, lived: Lived, backup: Path) -> None:
    now = lived.clock()
    plan.folder.mkdir()
    of_days = [backup_name("desk", now - timedelta(days=days)) for days in range(40)]
    others = [
        backup_name("other", now - timedelta(days=400)), "desk.db", "notes.txt",
        *(f"{backup_name('desk', now - timedelta(days=days))}{BAD}" for days in range(3)),
    ]  # fmt: skip
    old_bad = f"{backup_name('desk', now - timedelta(days=9))}{BAD}"
    for name in (*of_days, *others, old_bad):
        shutil.copy(backup, plan.folder / name)
    desk_id = read_manifest(backup).desk_id
    thin(plan.folder, "desk", desk_id, now, replace(plan, days=7, months=2))
    left = set(names(plan.folder))
    assert left == {*of_days[:7], *others, backup_name("desk", now - timedelta(days=21))}
    assert [one.name for one in backups_in(plan.folder, "desk", desk_id)][:2] == of_days[:2]


def test_two_desks_of_one_name_in_shared_folders_do_not_delete_each_others_backups(
    hand: Hand, plan: BackupSchedule, tmp_path: Path
) -> None:
    assert plan.second is not None
    plan = replace(plan, days=1, months=0)
    with closing(TicketService(open_store(f"sqlite:///{tmp_path / 'theirs' / 'desk.db'}"), hand.desk.now)) as other:
        Hand(other).log()
        kept = keep_backup(other, plan, "manual").path.name
        for _ in range(3):
            hand.desk.now.advance(days=1)  # type: ignore[attr-defined]
            ours = keep_backup(hand.desk, plan, "manual").path.name
    assert names(plan.folder) == names(plan.second) == sorted((kept, ours))


def test_a_plan_is_kept_and_read_back(tmp_path: Path) -> None:
    plan = BackupSchedule(tmp_path / 'a "b"', Path("/移动硬盘"), on=False, hour=23, days=3, months=0)
    save_plan(tmp_path, plan)
    assert load_plan(tmp_path, is_server=False) == plan
    assert names(tmp_path) == ['a "b"', FILE]


def test_a_missing_chosen_folder_is_reported_and_not_created(hand: Hand, tmp_path: Path) -> None:
    save_plan(tmp_path, BackupSchedule(tmp_path / "drive"))
    (tmp_path / "drive").rmdir()
    with pytest.raises(Unavailable) as caught:
        keep_backup(hand.desk, load_plan(tmp_path, is_server=False), "manual")
    assert "移动硬盘" in caught.value.sentence
    assert last_row(hand).trouble == caught.value.sentence
    assert not (tmp_path / "drive").exists()


def test_without_a_plan_a_file_is_backed_up_and_a_server_is_not(tmp_path: Path) -> None:
    assert load_plan(tmp_path, is_server=False) == first_plan(tmp_path, is_server=False)
    assert load_plan(tmp_path, is_server=False).on
    assert not load_plan(tmp_path, is_server=True).on


@pytest.mark.parametrize(
    "text",
    [
        "hour = 24",
        "hour = true",
        'folder = "relative"',
        "what = 1",
        "days = 0",
        f"hour = {'1' * 5000}",
        f"hour = {'[' * 5000}",
    ],
)
def test_an_invalid_plan_is_reported_in_a_sentence(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(Refused) as caught:
        load_plan(tmp_path, is_server=False)
    assert caught.value.sentence.endswith("。")


def test_the_same_folder_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        BackupSchedule(tmp_path, tmp_path)
    proper_sentence(caught.value.sentence)


def test_a_backup_command_for_a_missing_folder_creates_no_file_of_that_name(hand: Hand, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"没有.*这个文件夹"):
        back_up(hand.desk, tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_a_backup_command_for_a_folder_names_the_file_and_keeps_the_given_number(
    hand: Hand, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    long_ago = [backup_name("desk", hand.desk.now() - timedelta(days=days)) for days in (2, 3, 4)]
    for name in long_ago:
        shutil.copy(backup, folder / name)
    assert back_up(hand.desk, folder, days=2) == 0
    assert str(folder) in capsys.readouterr().out
    assert names(folder) == sorted((long_ago[0], backup_name("desk", hand.desk.now())))
    with pytest.raises(Refused):
        back_up(hand.desk, tmp_path / "x.zip", days=2)


def test_a_backup_command_never_overwrites_another_kind_of_file(hand: Hand, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(Refused) as caught:
        back_up(hand.desk, file)
    assert "不是备份文件" in caught.value.sentence
    assert file.read_bytes() == before


def test_a_restored_desk_lists_the_backup_it_came_from(hand: Hand, plan: BackupSchedule, tmp_path: Path) -> None:
    made = keep_backup(hand.desk, plan, "manual")
    restore_file(made.path, tmp_path / "new.db", hand.desk.now(), Asked())
    with closing(TicketService(open_store(f"sqlite:///{tmp_path / 'new.db'}"), hand.desk.now)) as desk:
        (row,) = desk.read(ledger.latest)
        assert (row.good, row.path, row.bytes) == (True, str(made.path), made.bytes)


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_second_folder_that_links_to_the_first_is_reported(hand: Hand, plan: BackupSchedule) -> None:
    assert plan.second is not None
    plan.second.rmdir()
    plan.folder.mkdir()
    plan.second.symlink_to(plan.folder)
    keep_backup(hand.desk, plan, "manual")
    assert "就是放第一份" in last_row(hand).second_trouble


def test_a_read_only_desk_can_be_backed_up(hand: Hand, plan: BackupSchedule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "begin", Mock(side_effect=Unavailable("磁盘已满。")))
    assert keep_backup(hand.desk, plan, "manual").path.is_file()


def test_a_backup_command_does_not_create_a_missing_folder(hand: Hand, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        back_up(hand.desk, tmp_path / "drive" / "desk.zip")
    assert "移动硬盘" in caught.value.sentence
    assert not (tmp_path / "drive").exists()


@pytest.mark.skipif(os.name != "posix", reason="names are text on Windows")
def test_a_file_name_that_is_not_valid_utf8_works_for_a_backup(hand: Hand, tmp_path: Path) -> None:
    assert back_up(hand.desk, tmp_path / os.fsdecode(b"\xff.zip")) == 0
    assert last_row(hand).good
