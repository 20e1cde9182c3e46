"""The `restore` command: questions and output."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from tickets.backup.archive import Manifest
from tickets.backup.restore_file import PlaceContents, Restored, restore_file
from tickets.backup.restore_server import RestoredServer, restore_server
from tickets.cli.backup import contents, local
from tickets.cli.open_database import BACKUPS, data_folder, target_of
from tickets.cli.progress_bar import terminal_progress
from tickets.connection.sign_in import open_target
from tickets.connection.target import Target
from tickets.errors import Refused
from tickets.rules.instants import utc_now
from tickets.server_admin.create import bare_store
from tickets.store.engine import database_file

_IN_MEMORY = "要恢复到一个文件或服务器，请用 --db 写明。"
_ASK = "这里已有内容，要换掉它请在终端里运行并回答，或加 --yes。没有改动它。"


def run(options: Namespace) -> int:
    """Restore a backup to the database that the arguments name."""
    return restore(target_of(options), options, data_folder() / BACKUPS)


def restore(target: Target, options: Namespace, folder: Path) -> int:
    """Restore a backup to a file or a server. Return 0. Raises Refused and Unavailable, with nothing changed.

    The old content of a server's database goes into a backup in `folder`.
    """

    def ask(manifest: Manifest, contents: PlaceContents) -> None:
        if not options.yes:
            _ask(target, manifest, contents)

    path = database_file(target.url)
    with terminal_progress() as progress:
        if path is not None:
            done = restore_file(options.file, path, utc_now(), ask, progress, anyway=options.anyway)
            lines = _file_summary(done, target)
        elif target.is_server:
            with closing(open_target(target, bare_store)) as store:
                there = restore_server(options.file, store, folder, utc_now(), ask, progress, anyway=options.anyway)
            lines = _server_summary(there, target)
        else:
            raise Refused(_IN_MEMORY)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _ask(target: Target, manifest: Manifest, there: PlaceContents) -> None:
    if not sys.stdin.isatty():
        raise Refused(_ASK)
    if there.tickets is None:
        here = f"{target.place} 里有内容，但读不出来（可能已损坏）。"
    else:
        last = "" if there.last_call is None else f"，最近一通来电 {local(there.last_call)}"
        here = f"{target.place} 里已有 {there.tickets} 张工单{last}。"
    if not there.same_desk:
        here += "注意：这份备份来自另一个库。"
    keeps = "原来的先做成一份备份" if target.is_server else "原来的改名留着"
    sys.stderr.write(f"{here}\n将换成 {_made(manifest)} 的备份（{contents(manifest)}）；{keeps}。\n输入 y 继续：")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
        raise Refused("没有恢复，什么都没有改动。")


def _file_summary(done: Restored, target: Target) -> Iterator[str]:
    yield f"恢复好了：{target.place} 现在是 {_made(done.manifest)} 的备份（{contents(done.manifest)}）。"
    if done.kept is not None:
        yield f"原来的留在 {done.kept}。"
    if done.violations:
        yield f"注意：核对有 {done.violations} 处不符，请运行 main.py check 查看。"


def _server_summary(done: RestoredServer, target: Target) -> Iterator[str]:
    yield f"恢复好了：{target.place} 现在是 {_made(done.manifest)} 的备份（{contents(done.manifest)}），逐表核对一致。"
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
