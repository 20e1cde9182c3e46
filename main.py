"""Entry point: parses arguments, opens the database, and runs the window or a command."""

import argparse
import gc
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from tickets.about import basics, in_a_line, libraries, versions
from tickets.accounts.authenticator import Authenticator, FirstQuestion
from tickets.cli.arguments import ChineseParser, Commands
from tickets.cli.database_options import add_commands
from tickets.cli.run_command import carry_out, prepare_streams, write_what_they_can
from tickets.connection.sign_in import open_existing, open_or_make, open_target
from tickets.connection.target import FILE_NAME, VARIABLE, Target, find_target
from tickets.errors import DeskError, Refused
from tickets.log.file import close_log, open_log
from tickets.log.hooks import catch_uncaught, record_crashes
from tickets.rules.instants import day_start, local_day, utc_now
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.file_permissions import make_private_folder, mend
from tickets.store.postgres.errors import Disconnected
from tickets.store.upgrading import BackedUp, BeforeUpgrade, Tell

FIRST_YEAR, LAST_YEAR = 1970, 2999  # of a report
_log = logging.getLogger("main")

FOLDER = "ruihong-hotline-desk"
BACKUPS = "backups"  # a folder within the data folder
IN_MEMORY = "内存里的数据库一关就没了，热线不能用它。请写成 sqlite:///文件路径。"
_DB_HELP = "数据库的 SQLAlchemy 地址，或连接文件（.toml）；默认是用户数据文件夹里的连接文件或数据文件"
_LOGIN_HELP = "登录服务器的账号；密码不写在命令里，问终端、系统钥匙串或 libpq 的密码文件"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 success, 1 refused or violated, 2 wrong arguments."""
    write_what_they_can()
    options = parser().parse_args(arguments)
    log = options.log = open_log(_private(log_folder()), options.run.__name__)
    if arguments is None:  # run as a process, not from a test
        record_crashes(log.path.with_suffix(".crash"))
        catch_uncaught(lambda unexpected: print(unexpected.sentence, file=sys.stderr))
    try:
        return carry_out(partial(_start, options), log)
    finally:
        close_log(log)


def _start(options: argparse.Namespace) -> int:
    prepare_streams(is_asked=options.run not in (window, watch))
    _log.info("启动 %s：%s", options.run.__name__, in_a_line(basics()))
    if options.run is not window:  # the window logs them after it is shown
        _log.info("程序库：%s", in_a_line(libraries()))
    code: int = options.run(options)
    _log.info("结束，退出码 %s", code)
    return code


def parser() -> ChineseParser:
    """Return the parser of the command line."""
    top = ChineseParser(prog="main.py", description="东阿瑞泓水务抢修热线：来电、派单、计时、告警、报表")
    top.add_argument("--version", action=_Versions, nargs=0, help="本程序、Python 和各个库的版本")
    common = ChineseParser(add_help=False)
    common.add_argument("--db", metavar="地址", default=argparse.SUPPRESS, help=_DB_HELP)
    common.add_argument("--login", metavar="登录名", default=argparse.SUPPRESS, help=_LOGIN_HELP)
    top.set_defaults(run=window)
    top.add_argument("--db", metavar="地址", default=None, help=_DB_HELP)
    top.add_argument("--login", metavar="登录名", default=None, help=_LOGIN_HELP)
    top.add_argument("--demo", action="store_true", help="数据库为空时装入演示数据，不再询问")
    top.add_argument(
        "--scheme", choices=("system", "light", "dark"), default=None, help="浅色、深色或随系统，默认按设置"
    )
    commands = top.add_subparsers(title="不开窗口的命令", metavar="命令")
    _add_watch(commands, common)
    _add_import(commands, common)
    _add_report(commands, common)
    _add_check(commands, common)
    _add_backup(commands, common)
    _add_database(commands, common)
    _add_drill(commands, common)
    return top


class _Versions(argparse.Action):
    """Prints the versions and exits; they are looked up only when requested."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the versions and exit."""
        print("\n".join(f"{name} {version}" for name, version in versions()))
        parser.exit()


def window(options: argparse.Namespace) -> int:
    """Open the main window."""
    gc.disable()  # until the window is shown: start-up creates no garbage
    from ui.kit.display import missing_library

    try:
        from ui.app import open_first, run
    except ImportError as error:
        if not (sentence := missing_library(str(error))):
            raise
        raise Refused(sentence) from error
    from ui.runtime.connection import Connection

    file, target = _data_folder() / FILE_NAME, None
    try:
        target = _target(options)
        folder = target.folder or _data_folder()
        if target.is_server:
            found: _Found | None = _Found(_server_entrance(target), FirstQuestion.SIGN_IN)
        else:
            found = open_first(partial(_look_into_file, target), target.place, folder, options.scheme)
    except DeskError as error:
        if options.db is not None or VARIABLE in os.environ:
            raise
        # When started from an icon, nobody sees stderr.
        from ui.app import repair_connection

        first = Target(f"sqlite:///{file.parent / 'desk.db'}")
        kept = Connection(target or first, file, is_read=target is not None)
        if not repair_connection(kept, error, options.scheme):
            raise
        return window(options)
    if found is None:
        return 0
    fill = partial(_fill_with_demo, found.authenticator.desk) if found.is_empty else None
    connection, scheme = Connection(target, file), options.scheme
    return run(
        found.authenticator, folder, connection, fill, scheme, demo=options.demo, log=options.log, opening=found.opening
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the window starts with: the authenticator, what it asks for first, and whether the database is empty."""

    authenticator: Authenticator
    opening: FirstQuestion
    is_empty: bool = False


def _server_entrance(target: Target) -> Authenticator:
    from tickets.accounts.server_authenticator import ServerAuthenticator

    return ServerAuthenticator(target, socket.gethostname())


def _look_into_file(target: Target, tell: Tell, folder: Path | None) -> _Found:
    """Open a database file and see what it holds. A backup before an upgrade goes to `folder`, if given."""
    from tickets.accounts.file_authenticator import FileAuthenticator
    from tickets.store.queries.lookups import is_empty

    def back_up(store: Store) -> BackedUp:
        from tickets.backup.before_upgrade import backing_up_first  # rarely needed and slow to load

        return backing_up_first(target.folder or _data_folder(), tell, folder).back_up(store)

    desk = TicketService(open_target(target, partial(open_or_make, before_upgrade=BeforeUpgrade(back_up, tell))))
    authenticator = FileAuthenticator(desk, socket.gethostname())
    try:
        return _Found(authenticator, authenticator.opening(), desk.read(is_empty))
    except BaseException:
        desk.close()
        raise


def _fill_with_demo(desk: TicketService, progress: Callable[[int], None]) -> int:
    from tickets.demo import fill_with_demo

    return fill_with_demo(desk, progress=progress)


def watch(options: argparse.Namespace) -> int:
    """Run the scheduler without a window until stopped, or print whether one runs."""
    from tickets.backup.nightly import backing_up
    from tickets.backup.progress import Cancelled
    from tickets.watch.health import tell_health
    from tickets.watch.service import run_watch, serve

    if options.health:
        return tell_health(lambda look: _with_desk(options, look, upgrades=False), options.any_host)
    stop = threading.Event()

    def work(desk: TicketService) -> int:
        with backing_up(desk, _target(options).folder or _data_folder()):
            return run_watch(desk, stop, options.heartbeat, name=options.name)

    def begin() -> int:
        try:
            return _with_desk(options, work, stopped=stop.is_set)
        except Cancelled:  # stopped during the backup before an upgrade
            return 0

    signs = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(sign, lambda *_: stop.set()) for sign in signs]
    try:
        return serve(begin, stop)
    finally:
        for sign, handler in zip(signs, before, strict=True):
            signal.signal(sign, handler)


def import_ledger(options: argparse.Namespace) -> int:
    """Import an old ledger into the archive."""
    from tickets.cli.import_ledger import run

    return _with_desk(options, lambda desk: run(desk, options.file, options.mapping), new=True)


def report(options: argparse.Namespace) -> int:
    """Print the figures of a period."""
    from tickets.cli.report import run

    since, until = day_start(options.since), day_start(options.until + timedelta(days=1))
    return _with_desk(options, lambda desk: run(desk, since, until, options.format, sys.stdout))


def check(options: argparse.Namespace) -> int:
    """Check the database's invariants."""
    from tickets.cli.check import run

    return _with_desk(options, run)


def backup(options: argparse.Namespace) -> int:
    """Back up the database; it may be in use."""
    from tickets.cli.backup import back_up

    return _with_desk(options, lambda desk: back_up(desk, options.file, options.keep))


def restore(options: argparse.Namespace) -> int:
    """Restore a backup."""
    from tickets.cli.backup import restore as restore_backup

    return restore_backup(_target(options), options, _data_folder() / BACKUPS)


def drill(options: argparse.Namespace) -> int:
    """Simulate a shift."""
    from tickets.cli.drill import run

    target = None if options.db is None else _target(options)
    with _naming(target):
        outcome = run(hours=options.hours, calls=options.calls, seed=options.seed, target=target, out=options.out)
    print(json.dumps(outcome, ensure_ascii=False))
    return int(any(outcome[name] for name in ("lost", "missed_alerts", "duplicates_raised", "refused")))


def database(options: argparse.Namespace) -> int:
    """Create, upgrade, inspect or fill the database on a server."""
    from tickets.cli.database import run

    options.backups = _data_folder() / BACKUPS
    target = _target(options)
    with _naming(target):
        return run(target, options)


def _with_desk(
    options: argparse.Namespace,
    work: Callable[[TicketService], int],
    *,
    new: bool = False,
    upgrades: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Open the database, do some work, close it. Without `new` a missing file is an error: the path may be mistyped.

    A file of an older version is backed up and upgraded first, unless `stopped`; without `upgrades` it is refused.
    """
    target = _target(options)
    if not new:
        target.refuse_missing_file()
    with _naming(target):
        desk = TicketService(_opened(target, stopped, new=new) if upgrades else open_target(target, open_existing))
        try:
            for warning in desk.store.warnings:
                print(warning, file=sys.stderr)
            return work(desk)
        finally:
            desk.close()


def _opened(target: Target, stopped: Callable[[], bool], *, new: bool) -> Store:
    """Return the store at a target. The progress of a file's upgrade is shown on stderr."""
    if target.is_server:
        return open_target(target)
    from tickets.backup.before_upgrade import backing_up_first
    from tickets.cli.progress_bar import UPGRADES, terminal_progress

    with terminal_progress(UPGRADES, stopped) as steps:
        first = backing_up_first(target.folder or _data_folder(), steps)
        return open_target(target, partial(open_or_make if new else open_existing, before_upgrade=first))


@contextmanager
def _naming(target: Target | None) -> Iterator[None]:
    """Add the server's name and what to check to a connection error, because no window shows them."""
    try:
        yield
    except Disconnected as error:
        place = "" if target is None else f"{target.place}："
        raise type(error)(f"{place}{error.sentence}请核对地址、网络和防火墙，看服务器开着没有。") from error


def _target(options: argparse.Namespace) -> Target:
    target = find_target(options.db, _data_folder(), login=options.login)
    if target.is_in_memory:
        raise Refused(IN_MEMORY)
    _log.info("数据库：%s %s", "PostgreSQL 服务器" if target.is_server else "SQLite 文件", target.place)
    return target


def log_folder() -> Path:
    """Return the folder of the logs."""
    return user_log_path(FOLDER, appauthor=False)


def _private(folder: Path) -> Path:
    """Create a folder that other accounts can't read, as far as the system allows; return it."""
    with suppress(OSError):  # the first write into it reports the error
        make_private_folder(folder)
    mend(folder)
    return folder


def _data_folder() -> Path:
    """Return the program's data folder; other accounts of the machine can't read it."""
    folder = user_data_path(FOLDER, appauthor=False)
    mend(folder, folder / FILE_NAME)
    return folder


def _add_watch(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("watch", parents=[common], help="只运行值守（不开窗口），到期即告警")
    command.add_argument("--heartbeat", type=_seconds, metavar="秒", help="每隔几秒打印一行值守状态")
    command.add_argument("--name", metavar="名字", help="这个值守的名字，默认是本机名")
    command.add_argument("--health", action="store_true", help="只看本机的值守是否正常：一行 JSON，正常则退出码为 0")
    command.add_argument("--any-host", action="store_true", help="和 --health 一起用：任何一台机器上有正常的值守即可")
    command.set_defaults(run=watch)


def _add_import(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("import", parents=[common], help="导入旧台账（CSV 或 Excel）")
    command.add_argument("file", type=_file, metavar="文件", help="台账文件")
    command.add_argument("--mapping", type=Path, required=True, metavar="文件", help="列的对应关系（TOML）")
    command.set_defaults(run=import_ledger)


def _add_report(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("report", parents=[common], help="打印一段时间的报表")
    today = local_day(utc_now())
    command.add_argument("--from", dest="since", type=_day, default=today, metavar="日期", help="第一天，如 2026-11-01")
    command.add_argument("--to", dest="until", type=_day, default=today, metavar="日期", help="最后一天（含）")
    command.add_argument("--format", choices=("json", "csv"), default="json", help="输出格式")
    command.set_defaults(run=report)


def _day(text: str) -> date:
    """Return a day that reports can cover. Raises ArgumentTypeError."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-01 这样") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    return day


def _file(text: str) -> Path:
    """Return the path of a file. Raises ArgumentTypeError for an empty one, which would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("文件名是空的")
    return Path(text)


def _seconds(text: str) -> int:
    """Return a positive whole number of seconds. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= 86_400 or len(text) > 5:
        raise argparse.ArgumentTypeError("要写 1 到 86400 之间的整数秒")
    return int(text)


def _add_check(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("check", parents=[common], help="核对数据库：每处不符一行，有不符则退出码非零")
    command.set_defaults(run=check)


def _add_backup(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("backup", parents=[common], help="备份：正在办理时也可以，恢复到临时库核对过才算数")
    command.add_argument("file", type=_file, metavar="文件", help="备份文件；写一个文件夹，就在里面按日期起名")
    command.add_argument("--keep", type=int, metavar="天数", help="写文件夹时：只留最近几天和 12 个月，每天、每月一份")
    command.set_defaults(run=backup)
    command = commands.add_parser("restore", parents=[common], help="从备份恢复；原来的改名留着")
    command.add_argument("file", type=_file, metavar="文件", help="备份文件")
    command.add_argument("--yes", action="store_true", help="那里已有内容也不问，直接换掉（原来的仍留着）")
    command.add_argument("--anyway", action="store_true", help="核对有不符的备份也恢复")
    command.set_defaults(run=restore)


def _add_database(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser(
        "database", help="服务器数据库：create 建库、upgrade 升级、status 状态、move 迁移、watcher 值守账号"
    )
    command.set_defaults(run=database)
    add_commands(command.add_subparsers(title="做什么", metavar="命令", required=True), common)


def _add_drill(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser(
        "drill", parents=[common], help="演练：模拟来电和班组，加速时钟，最后一行是 JSON 结果；不写 --db 就新建一个"
    )
    command.add_argument("--hours", type=float, default=24, metavar="小时", help="模拟多少小时")
    command.add_argument("--calls", type=int, default=400, metavar="数目", help="模拟多少通来电")
    command.add_argument("--seed", type=int, default=1, metavar="种子", help="随机种子，相同则结果相同")
    command.add_argument("--out", type=Path, default=None, metavar="文件夹", help="结果放在哪个文件夹")
    command.set_defaults(run=drill)


if __name__ == "__main__":
    sys.exit(main())
