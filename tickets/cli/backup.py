"""The `backup` command."""

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from tickets.backup.archive import Manifest, read_manifest
from tickets.backup.folders import thin
from tickets.backup.make_backup import make
from tickets.backup.plan import BackupSchedule
from tickets.backup.planned_backup import BackupNote, desk_name
from tickets.cli.open_database import with_service
from tickets.cli.progress_bar import terminal_progress
from tickets.errors import Refused, Unavailable
from tickets.rules.backups import backup_name
from tickets.rules.instants import LOCAL
from tickets.service import TicketService

GONE = "文件夹 {folder} 不在（移动硬盘没插上？），没有备份。请插上或先建好它再试。"


def run(options: Namespace) -> int:
    """Back up the database that the arguments name; it may be in use."""
    return with_service(options, lambda service: back_up(service, options.file, options.keep))


def back_up(service: TicketService, file: Path, days: int | None = None) -> int:
    """Make a backup of a database at `file`, or under a dated name in it when it is a folder. Return 0.

    In a folder, only the newest backup of each of the last `days` days and of each of the last twelve months is kept.
    Raises Refused and Unavailable; an existing file of that name is then unchanged.
    """
    if days is not None and not file.is_dir():
        raise Refused(f"--keep 要和文件夹一起用，{file} 不是文件夹。")
    if not file.suffix and not file.exists():
        raise Refused(f"没有 {file} 这个文件夹，请先建好它。要做成一个文件，名字请以 .backup.zip 结尾。")
    plan = None if days is None else BackupSchedule(file.resolve(), days=days)
    service.set_clock()
    name, now = desk_name(service.store), service.now()
    path = file / backup_name(name, now) if file.is_dir() else file
    if not path.parent.is_dir():
        raise Unavailable(GONE.format(folder=path.parent))
    _refuse_others(path)
    note = BackupNote.begin(service, "command")
    with note.kept(), terminal_progress() as progress:
        made = make(service.store, path, name, now, progress)
    note.end(made)
    if plan is not None:
        thin(plan.folder, name, made.manifest.desk_id, now, plan)
    done = f"{made.path}，{size_words(made.bytes)}，{contents(made.manifest)}"
    sys.stdout.write(f"备份好了，已恢复到临时库核对：{done}。\n")
    return 0


def size_words(size: int) -> str:
    """Return a number of bytes with a unit."""
    return f"{size / 2**20:.1f} MiB" if size < 2**30 else f"{size / 2**30:.2f} GiB"


def _refuse_others(path: Path) -> None:
    """Raise Refused for an existing file that is no backup."""
    if path.exists() and not path.is_dir():
        try:
            read_manifest(path)
        except Refused as refused:
            raise Refused(f"{path} 已经在，而且不是备份文件，没有覆盖它。请换一个文件名。") from refused


def contents(manifest: Manifest) -> str:
    """Return the size of a backup's content as text."""
    rows = {name: table.rows for name, table in manifest.tables.items()}
    return f"{rows.get('tickets', 0)} 张工单、{rows.get('calls', 0)} 通来电"


def local(moment: datetime) -> str:
    """Return an instant in local time."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}"
