"""The backup before a file's schema is upgraded. It is verified, recorded and kept like every other backup.

It is made while the file is locked against writers, so it holds everything up to the upgrade. It has the old schema;
verification restores it, upgrades the copy and checks that.
"""

import logging
import shutil
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from tickets.backup import ledger
from tickets.backup.folders import thin
from tickets.backup.make_backup import BAD, BackupMade, make
from tickets.backup.plan import BackupSchedule, first_plan, load_plan
from tickets.backup.planned_backup import desk_name
from tickets.backup.progress import Cancelled, Progress, no_progress
from tickets.backup.verify import Unproved
from tickets.errors import DeskError, Refused, Unavailable
from tickets.log.scrubbing import message
from tickets.rules.backups import backup_name, before_upgrade_of
from tickets.rules.instants import utc_now
from tickets.store.engine import Store, database_file
from tickets.store.upgrading import BackedUp, BeforeUpgrade

KIND = "upgrade"
ROOM = 2  # times the size of the file: first a copy and its archive, then the archive and the restored copy
PREPARING = "升级前备份"  # shown before anything can fail, so that the user learns of the upgrade
NOT_UPGRADED = "数据文件要先备份才能升级，备份没有做成，也没有升级，数据一点没动。{reason}"
NO_ROOM = "{folder} 放不下升级前的备份：要 {need:,.0f} MiB，只剩 {left:,.0f} MiB。请清理磁盘或换一个文件夹。"
UPGRADED = "数据文件已升级到本程序的版本。升级前的备份恢复到临时库核对过：{path}。"
UNPROVED = (
    "数据文件已升级，照常可用。升级前的备份原样留在 {path}，但恢复并升级后{what}：多半是原来就有的。"
    "请运行 main.py check，把结果告诉维护的人。"
)
_log = logging.getLogger(__name__)


def backing_up_first(data_folder: Path, progress: Progress = no_progress, folder: Path | None = None) -> BeforeUpgrade:
    """Return the function that backs a file up before an upgrade.

    The backup goes to `folder`; without one to where the plan in `data_folder` says or, when it can't be made there,
    into the data folder: a drive that is not plugged in must not keep the program from starting.
    """
    return BeforeUpgrade(partial(_back_up, data_folder, folder, progress), progress)


def _back_up(data_folder: Path, folder: Path | None, progress: Progress, store: Store) -> BackedUp:
    """Make the backup. Raises Unavailable when there is none, and Cancelled.

    A backup that can be restored but breaks invariants is enough, because the database was like this before and must
    stay usable. It is kept and reported, but does not count as good.
    """
    progress(PREPARING, 0.0)
    last: DeskError = Unavailable("")
    for plan in _plans(data_folder, folder):
        began = utc_now()
        name = desk_name(store)
        path = plan.folder / backup_name(before_upgrade_of(name), began)
        try:
            plan.refuse_missing_folder()
            _refuse_without_room(store, plan.folder)
            made = make(store, path, name, began, lambda doing, share: progress(f"{PREPARING}：{doing}", share))
        except Unproved as unproved:
            bad = path.with_name(path.name + BAD)
            warning = UNPROVED.format(what=unproved.found, path=bad)
            _log.warning("升级前的备份核对不过，%s 处不符", unproved.violations)
            return BackedUp(partial(_note, began, warning), warning)
        except Cancelled:
            raise
        except (Unavailable, Refused) as error:  # Refused: the written file could not be read back
            _log.warning("升级前没有备份成：%s", message(error))
            last = error
            continue
        _log.info("升级前的备份做好了")
        thin(plan.folder, name, made.manifest.desk_id, began, plan)
        return BackedUp(partial(_note, began, made), UPGRADED.format(path=made.path))
    raise Unavailable(NOT_UPGRADED.format(reason=last.sentence)) from last


def _plans(data_folder: Path, folder: Path | None) -> Iterator[BackupSchedule]:
    """Yield where the backup may go, the best place first."""
    first = first_plan(data_folder, is_server=False)
    if folder is not None:
        yield BackupSchedule(folder.absolute(), chosen=True)
        return
    try:
        plan = load_plan(data_folder, is_server=False)
    except DeskError:  # the settings show the error
        plan = first
    yield plan
    if plan.folder != first.folder:
        yield first


def _refuse_without_room(store: Store, folder: Path) -> None:
    """Raise Unavailable when the folder's disk has too little room; the database may be on the same disk."""
    path = database_file(str(store.engine.url))
    if path is None:
        return
    there = next(one for one in (folder, *folder.parents) if one.exists())
    with suppress(OSError):  # making the backup reports the error
        need, left = ROOM * path.stat().st_size, shutil.disk_usage(there).free
        if need > left:
            raise Unavailable(NO_ROOM.format(folder=folder, need=need / 2**20, left=left / 2**20))


def _note(began: datetime, made: BackupMade | str, connection: Connection) -> None:
    """Record the backup, or why it does not count as good."""
    key = ledger.begin(connection, KIND, socket.gethostname(), began)
    if isinstance(made, str):
        ledger.fail(connection, key, utc_now(), made)
    else:
        ledger.end(connection, key, utc_now(), str(made.path.resolve()), made.bytes)
