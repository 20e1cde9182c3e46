"""A backup as this machine's plan wants it: made and proved, told to the desk, thinned out, copied a second time."""

import socket
from contextlib import suppress
from pathlib import Path

from tickets.backup import ledger
from tickets.backup.folders import copy_to_second, thin
from tickets.backup.making import Made, make
from tickets.backup.plan import Plan
from tickets.backup.progress import Progress, unheard
from tickets.desk import Desk
from tickets.errors import DeskError, Unavailable
from tickets.rules.backups import backup_name
from tickets.store.engine import Store

GONE = "备份文件夹 {folder} 不在（移动硬盘没插上？），没有备份。插上后再试，或在 设置 › 备份 里换一个。"


def desk_name(store: Store) -> str:
    """Return what a desk's backups are called after: the file or the server's database."""
    database = str(store.engine.url.database or "desk")
    return Path(database).stem if store.is_sqlite else database


def keep_backup(desk: Desk, plan: Plan, kind: str, progress: Progress = unheard) -> Made:
    """Make a backup now and note it in the desk; return it. A second copy that fails is noted, not raised.

    A desk that can't be written, as on a full disk, is backed up without a note.

    Raises Unavailable and Refused when there is no proved backup in the first folder.
    """
    key = None
    with suppress(DeskError), desk.store.writing() as connection:
        key = ledger.begin(connection, kind, socket.gethostname(), desk.now())
    return carry_out(desk, plan, key, progress)


def carry_out(desk: Desk, plan: Plan, key: int | None, progress: Progress = unheard) -> Made:
    """Make the backup whose row is `key`, if it has one, and note what came of it. Raises as keep_backup does."""
    name, now = desk_name(desk.store), desk.now()
    try:
        if plan.chosen and not plan.folder.is_dir():
            raise Unavailable(GONE.format(folder=plan.folder))
        made = make(desk.store, plan.folder / backup_name(name, now), name, now, progress)
    except DeskError as error:
        if key is not None:
            with desk.store.writing() as connection:
                ledger.fail(connection, key, desk.now(), error.sentence)
        raise
    if key is not None:
        with desk.store.writing() as connection:
            ledger.end(connection, key, desk.now(), str(made.path), made.bytes)
    desk_id = made.manifest.desk_id
    thin(plan.folder, name, desk_id, now, plan)
    if plan.second is not None:
        trouble = ""
        try:
            copy_to_second(name, desk_id, now, plan, progress)
        except DeskError as error:
            trouble = error.sentence
        if key is not None:
            with desk.store.writing() as connection:
                ledger.note_second(connection, key, str(plan.second), trouble)
    return made
