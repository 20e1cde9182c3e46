"""The `database` commands: questions and output."""

import getpass
import json
import sys
from argparse import Namespace
from contextlib import closing
from functools import cache
from pathlib import Path

from tickets.accounts.password_rule import refuse_weak
from tickets.backup.before_upgrade import backing_up_first
from tickets.backup.make_backup import make
from tickets.cli.backup import GONE
from tickets.cli.open_database import BACKUPS, data_folder, naming_the_server, target_of
from tickets.cli.progress_bar import UPGRADES, terminal_progress
from tickets.connection.sign_in import Asker, ask_on_terminal, open_existing, open_target
from tickets.connection.target import Target
from tickets.errors import Refused, Unavailable
from tickets.rules.backups import backup_name, before_upgrade_of
from tickets.rules.instants import utc_now
from tickets.rules.texts import on_one_line
from tickets.server_admin import create as making
from tickets.server_admin.administrator import Administrator
from tickets.server_admin.migrate_file import Moved, rows_to_move
from tickets.server_admin.migrate_file import move as move_desk
from tickets.server_admin.status import Status
from tickets.server_admin.status import status as look_at
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import Credentials, Password
from tickets.store.postgres.security.create import take_turn
from tickets.store.schema import open_store, refuse_unknown, schema_version
from tickets.store.version import HEAD
from tickets.store.vocabulary import Vocabulary, compare_words

_WHO = "第一位管理员要在终端里填写，或用 --admin 姓名 --admin-login 登录名 写明，密码用 --password-stdin 从标准输入读。"
_FILE = "原来的文件没有改动，请收好，不要再用它办理。"
_OLDER = "这个文件是旧版本程序的，迁移不改动它。请先复制一份留底，用本程序打开一次（自动升级），再迁移。"
_STAFF = "人员都迁来了，密码没有（文件里的密码换不成服务器的）。请管理员登录，在 设置 › 人员 里给每个人设密码。"


def run(options: Namespace) -> int:
    """Create, upgrade, inspect or fill the database on a server. Return 1 for a status with problems."""
    options.backups = data_folder() / BACKUPS
    target = target_of(options)
    with naming_the_server(target):
        if options.doing == "status":
            return status(target, options)
        does = {"create": create, "upgrade": upgrade, "watcher": watcher, "move": move}[options.doing]
        _write(does(target, options))
    return 0


def create(target: Target, options: Namespace) -> list[str]:
    """Create a database on a server and return the lines to print."""
    made = making.create(target, lambda: _administrator(options))
    lines = [f"数据库 {target.place} 建好了。" if made.found is None else f"数据库 {target.place} 已在，核对并补齐了。"]
    lines.append("第一位管理员可以登录了。" if made.first else "管理员已有，没有改动。")
    return lines


def upgrade(target: Target, options: Namespace) -> list[str]:
    """Upgrade a database and return the lines to print."""
    if not target.is_server:
        return _file_upgraded(target, options)
    if options.to is not None and not options.to.is_dir():  # not created: it may be a drive that is not plugged in
        raise Unavailable(GONE.format(folder=options.to))
    ask = cache(ask_on_terminal)  # one question for both connections
    lines = [] if options.no_backup else _backed_up(target, options.to or options.backups, ask)
    before, after = making.upgrade(target, ask)
    return [*lines, f"结构 {before} → {after}，权限已按本程序重新设定。"]


def _file_upgraded(target: Target, options: Namespace) -> list[str]:
    target.refuse_missing_file()
    with terminal_progress(UPGRADES) as steps:
        first = backing_up_first(target.folder or options.backups.parent, steps, options.to)
        store = open_existing(target.url, Credentials(), first)
    store.close()
    return [*store.warnings, "文件数据库打开时自动升级，已是最新。"]


def _backed_up(target: Target, folder: Path, ask: Asker) -> list[str]:
    """Back up a database before its upgrade and say where; do nothing for one that is up to date."""
    with closing(open_target(target, making.bare_store, ask)) as store, store.writing() as turn:
        take_turn(turn)  # without the lock our open read could block another program's upgrade
        version = schema_version(turn)
        if version in (None, HEAD):
            return []
        now = utc_now()
        path = folder / backup_name(before_upgrade_of(target.database), now)
        with terminal_progress() as progress:
            made = make(store, path, target.database, now, progress)
    return [f"升级前的备份：{made.path}。"]


def watcher(target: Target, options: Namespace) -> list[str]:
    """Create the account of `main.py watch`, or set its password."""
    making.refuse_file(target)
    password = _password(options, options.name)
    making.keep_watcher(target, options.name, password)
    return [f"值守账号 {options.name} 可以用了：main.py watch --login {options.name}。"]


def status(target: Target, options: Namespace) -> int:
    """Print a database's state and return 0, or 1 when there are problems."""
    found = look_at(target)
    _write([json.dumps(found.as_json(), ensure_ascii=False)] if options.format == "json" else _lines(found))
    return 1 if found.troubles else 0


def move(target: Target, options: Namespace) -> list[str]:
    """Move a file's database to a server and return the row counts of both sides."""
    from tqdm import tqdm  # noqa: PLC0415 - needed here only

    making.refuse_file(target)
    source = Target(options.source if "://" in options.source else f"sqlite:///{options.source}")
    if source.folder is None or not Path(source.database).exists():
        raise Refused("要迁移的文件数据库不在。请用 --from 写明它的路径。")
    _refuse_older(source)
    with (
        closing(open_store(source.url)) as old,
        closing(open_target(target)) as new,
        tqdm(desc="迁移", unit="行", total=rows_to_move(old), file=sys.stderr) as bar,
    ):
        moved = move_desk(old, new, target.database, bar.update)
    return _summary(moved)


def _write(lines: list[str]) -> None:
    sys.stdout.writelines(f"{on_one_line(line)}\n" for line in lines)


def _refuse_older(source: Target) -> None:
    """Raise Refused for a file that would be upgraded by opening it."""
    with closing(Store(make_engine(source.url))) as store, store.reading() as connection:
        version = schema_version(connection)
        refuse_unknown(connection, version)
        is_same = version == HEAD and compare_words(connection) is Vocabulary.SAME
    if not is_same:
        raise Refused(_OLDER)


def _summary(moved: Moved) -> list[str]:
    if moved.already:
        return ["以前已经迁移过，当时的内容和这个文件一致，没有改动。"]
    lines = [*_table(moved), f"迁移完成，{len(moved.tables)} 张表两边一致。{_FILE}", _STAFF]
    if moved.kept:
        lines.append(f"目标库里的管理员仍可登录：{'、'.join(moved.kept)}。")
    if moved.nameless:
        lines.append(f"这些人的登录名在服务器上不能用或已被占用，请另设：{'、'.join(moved.nameless)}。")
    return lines


def _table(moved: Moved) -> list[str]:
    lines = [f"{'表':<12}{'文件':>10}{'服务器':>9}  摘要"]
    for one in moved.tables:
        mark = "一致" if one.equal else "不一致"
        lines.append(f"{one.table:<13}{one.source.rows:>12}{one.target.rows:>12}  {one.target.digest[:12]} {mark}")
    return lines


def _lines(found: Status) -> list[str]:
    report = found.report
    lines = [
        f"数据库    {found.place}，{_mebibytes(found.bytes)}，归 {found.owner} 所有",
        f"服务器    PostgreSQL {report.server}，往返 {report.round_trip_ms} 毫秒",
        f"加密      {report.tls or '没有'}",
        f"结构      {report.schema or '没有'}，本程序 {found.program}",
        f"权限      {'和本程序要的一样' if found.rights else '不一样'}",
        f"连接      {found.connections}/{found.connections_max}",
        f"通知队列  用了 {found.queue:.1%}",
        f"时钟      本机 {found.offset:+.1f} 秒",
    ]
    lines += [f"{name:<10}{size.rows} 行，{_mebibytes(size.bytes)}" for name, size in found.tables.items()]
    return [*lines, *found.troubles]


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


def _administrator(options: Namespace) -> Administrator:
    name, login = options.admin or _ask("第一位管理员的姓名："), options.admin_login or _ask("登录名：")
    return Administrator(name, login, _password(options, login))


def _password(options: Namespace, login: str) -> Password:
    """Return the new password of a login; on a terminal ask until it is acceptable."""
    if options.password_stdin:
        return Password(sys.stdin.readline().rstrip("\n"))
    while True:
        first = ask_on_terminal(f"给 {login} 的密码：")
        if first is None:
            raise Refused("要在终端里输入密码，或用 --password-stdin 从标准输入读。")
        try:
            refuse_weak(first, login)
        except Refused as error:
            sys.stderr.write(f"{error.sentence}\n")
            continue
        if getpass.getpass("再输入一次：") == first:
            return first
        sys.stderr.write("两次输入的密码不一样，请再来一次。\n")


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise Refused(_WHO)
    return input(prompt)
