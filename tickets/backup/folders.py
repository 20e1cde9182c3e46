"""The folders with backups: listing, deleting old backups, and copying each to a second folder."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tickets.backup.archive import file_digest, read_manifest, sync_folder, translated_os
from tickets.backup.make_backup import BAD
from tickets.backup.plan import BackupSchedule
from tickets.backup.progress import Progress, no_progress
from tickets.errors import DeskError, Unavailable
from tickets.rules.backups import ENDING, BackupFile, before_upgrade_of, fit_name, kept, read_name

BAD_KEPT = 3  # backups that failed verification
PART = ".part"
ONE_FOLDER = "没有第二份：{second} 就是放第一份的那个文件夹。请在 设置 › 备份 里换一个，最好在另一块硬盘上。"


def backups_in(folder: Path, desk: str, desk_id: str) -> list[BackupFile]:
    """Return a database's backups in a folder, the newest first; none when the folder can't be read.

    Several machines may use one folder, and most databases have the same name: so each backup's manifest is read.
    """
    with suppress(OSError):
        found = (read_name(path.name) for path in folder.iterdir() if path.is_file())
        named = [one for one in found if one is not None and one.desk == fit_name(desk)]
        mine = [one for one in named if _is_of(folder / one.name, desk_id)]
        return sorted(mine, key=lambda one: one.made, reverse=True)
    return []


def thin(folder: Path, desk: str, desk_id: str, now: datetime, plan: BackupSchedule) -> None:
    """Delete the backups of a database that need not be kept. A failed deletion is retried next time.

    Backups before upgrades are thinned out separately: the last one is always kept.
    """
    for name in (desk, before_upgrade_of(desk)):
        backups = backups_in(folder, name, desk_id)
        old = set(backups) - kept(backups, now, plan.days, plan.months)
        for path in (*(folder / one.name for one in old), *_bad_in(folder, name)[BAD_KEPT:]):
            with suppress(OSError):
                path.unlink()


def copy_to_second(
    desk: str, desk_id: str, now: datetime, plan: BackupSchedule, progress: Progress = no_progress
) -> None:
    """Copy to the second folder what the first one has, newest first, and delete old backups there.

    A missing folder is not created: it may be a drive that is not plugged in. Each copy is read back and compared
    before it gets its name. Raises Unavailable; finished copies remain.
    """
    second = plan.second
    if second is None:
        return
    with translated_os("第二份没有复制，用不了文件夹", second):
        if not second.is_dir():
            raise FileNotFoundError
        if second.samefile(plan.folder):
            raise Unavailable(ONE_FOLDER.format(second=second))
        for leftover in second.glob(f"{fit_name(desk)}-*{ENDING}{PART}"):
            leftover.unlink()
    names = (desk, before_upgrade_of(desk))
    there = {one.name for name in names for one in backups_in(second, name, desk_id)}
    missing = [one for name in names for one in backups_in(plan.folder, name, desk_id) if one.name not in there]
    for number, one in enumerate(missing):
        progress("复制第二份", number / len(missing))
        copy_checked(plan.folder / one.name, second / one.name)
    thin(second, desk, desk_id, now, plan)


def copy_checked(source: Path, target: Path) -> None:
    """Copy a file; it gets its name after it was read back and compared. Raises Unavailable."""
    part = target.with_name(target.name + PART)
    try:
        with translated_os("第二份没有复制，写不了", target):
            with source.open("rb") as original, part.open("wb") as copy:
                part.chmod(0o600)
                shutil.copyfileobj(original, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            if file_digest(part) != file_digest(source):
                raise Unavailable(f"第二份没有复制，{target} 读回来和原来的不一样，这块盘可能坏了。请换一块。")
            part.replace(target)
            sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _bad_in(folder: Path, desk: str) -> list[Path]:
    """Return a database's backups that failed verification, the newest first."""
    found = ((read_name(path.name.removesuffix(BAD)), path) for path in folder.glob(f"*{ENDING}{BAD}"))
    mine = [path for one, path in found if one is not None and one.desk == fit_name(desk)]
    return sorted(mine, key=lambda path: path.name, reverse=True)


def _is_of(path: Path, desk_id: str) -> bool:
    try:
        return read_manifest(path).desk_id in (desk_id, "")  # "": made before anything was done
    except DeskError:
        return False
