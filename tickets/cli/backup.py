"""The commands `backup` and `restore`: questions and output."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TextIO

from tickets.backup.archive import Manifest, read_manifest
from tickets.backup.folders import thin
from tickets.backup.make_backup import make
from tickets.backup.plan import BackupSchedule
from tickets.backup.planned_backup import BackupNote, desk_name
from tickets.backup.restore_file import PlaceContents, Restored, restore_file
from tickets.backup.restore_server import RestoredServer, restore_server
from tickets.cli.progress_bar import terminal_progress
from tickets.connection.sign_in import open_target
from tickets.connection.target import Target
from tickets.errors import Refused, Unavailable
from tickets.rules.backups import backup_name
from tickets.rules.instants import LOCAL, utc_now
from tickets.server_admin.create import bare_store
from tickets.service import TicketService
from tickets.store.engine import database_file

_IN_MEMORY = "要恢复到一个文件或服务器，请用 --db 写明。"
GONE = "文件夹 {folder} 不在（移动硬盘没插上？），没有备份。请插上或先建好它再试。"
_ASK = "这里已有内容，要换掉它请在终端里运行并回答，或加 --yes。没有改动它。"


def back_up(desk: TicketService, file: Path, days: int | None = None, out: TextIO | None = None) -> int:
    """Make a backup of a database at `file`, or under a dated name in it when it is a folder. Return 0.

    In a folder, only the newest backup of each of the last `days` days and of each of the last twelve months is kept.
    Raises Refused and Unavailable; an existing file of that name is then unchanged.
    """
    if days is not None and not file.is_dir():
        raise Refused(f"--keep 要和文件夹一起用，{file} 不是文件夹。")
    if not file.suffix and not file.exists():
        raise Refused(f"没有 {file} 这个文件夹，请先建好它。要做成一个文件，名字请以 .backup.zip 结尾。")
    plan = None if days is None else BackupSchedule(file.resolve(), days=days)
    stream, name = out or sys.stdout, desk_name(desk.store)
    desk.set_clock()
    now = desk.now()
    path = file / backup_name(name, now) if file.is_dir() else file
    if not path.parent.is_dir():
        raise Unavailable(GONE.format(folder=path.parent))
    _refuse_others(path)
    note = BackupNote.begin(desk, "command")
    with note.kept(), terminal_progress() as progress:
        made = make(desk.store, path, name, now, progress)
    note.end(made)
    if plan is not None:
        thin(plan.folder, name, made.manifest.desk_id, now, plan)
    stream.write(f"备份好了，已恢复到临时库核对：{made.path}，{size_words(made.bytes)}，{_contents(made.manifest)}。\n")
    return 0


def restore(target: Target, options: Namespace, folder: Path, out: TextIO | None = None) -> int:
    """Restore a backup to a file or a server. Return 0. Raises Refused and Unavailable, with nothing changed.

    The old content of a server's database goes into a backup in `folder`.
    """
    stream = out or sys.stdout

    def ask(manifest: Manifest, contents: PlaceContents) -> None:
        if not options.yes:
            _ask(target, manifest, contents)

    path = database_file(target.url)
    with terminal_progress() as progress:
        if path is not None:
            done = restore_file(options.file, path, utc_now(), ask, progress, anyway=options.anyway)
            lines = _told(done, target)
        elif target.is_server:
            with closing(open_target(target, bare_store)) as store:
                there = restore_server(options.file, store, folder, utc_now(), ask, progress, anyway=options.anyway)
            lines = _told_of_server(there, target)
        else:
            raise Refused(_IN_MEMORY)
    stream.writelines(f"{line}\n" for line in lines)
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


def _ask(target: Target, manifest: Manifest, contents: PlaceContents) -> None:
    if not sys.stdin.isatty():
        raise Refused(_ASK)
    if contents.tickets is None:
        here = f"{target.place} 里有内容，但读不出来（可能已损坏）。"
    else:
        last = "" if contents.last_call is None else f"，最近一通来电 {local(contents.last_call)}"
        here = f"{target.place} 里已有 {contents.tickets} 张工单{last}。"
    if not contents.same_desk:
        here += "注意：这份备份来自另一个库。"
    keeps = "原来的先做成一份备份" if target.is_server else "原来的改名留着"
    sys.stderr.write(f"{here}\n将换成 {_made(manifest)} 的备份（{_contents(manifest)}）；{keeps}。\n输入 y 继续：")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
        raise Refused("没有恢复，什么都没有改动。")


def _told(done: Restored, target: Target) -> Iterator[str]:
    yield f"恢复好了：{target.place} 现在是 {_made(done.manifest)} 的备份（{_contents(done.manifest)}）。"
    if done.kept is not None:
        yield f"原来的留在 {done.kept}。"
    if done.violations:
        yield f"注意：核对有 {done.violations} 处不符，请运行 main.py check 查看。"


def _told_of_server(done: RestoredServer, target: Target) -> Iterator[str]:
    yield f"恢复好了：{target.place} 现在是 {_made(done.manifest)} 的备份（{_contents(done.manifest)}），逐表核对一致。"
    if done.kept is not None:
        yield f"原来的内容先备份在 {done.kept}。"
    if done.without_password:
        names = "、".join(done.without_password)
        yield f"这些人还没有密码（备份里没有服务器的密码），请管理员在 设置 › 人员 里重设：{names}。"
    if done.nameless:
        yield f"这些人的登录名在服务器上不能用或已被占用，请另设：{'、'.join(done.nameless)}。"
    if done.violations:
        yield f"注意：核对有 {done.violations} 处不符，请运行 main.py check 查看。"


def _made(manifest: Manifest) -> str:
    return local(datetime.fromisoformat(manifest.made))


def _contents(manifest: Manifest) -> str:
    rows = {name: table.rows for name, table in manifest.tables.items()}
    return f"{rows.get('tickets', 0)} 张工单、{rows.get('calls', 0)} 通来电"


def local(moment: datetime) -> str:
    """Return an instant in local time."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}"
