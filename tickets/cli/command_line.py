"""The command line: the options of the window, and the other commands with their arguments.

A command is a module in tickets/cli with `run(options)`, named by `options.command`. It is imported when it is run.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from tickets.cli.arguments import ChineseParser, Commands
from tickets.rules.incoming import call_of_uri
from tickets.rules.instants import local_day, utc_now

WINDOW = "window"  # the name of the command that opens the window
FIRST_YEAR, LAST_YEAR = 1970, 2999  # of a report
SAMPLED_AT_MOST = 1000  # tickets; nobody checks more by hand
_DB_HELP = "数据库的 SQLAlchemy 地址，或连接文件（.toml）；默认是用户数据文件夹里的连接文件或数据文件"
_LOGIN_HELP = "登录服务器的账号；密码不写在命令里，问终端、系统钥匙串或 libpq 的密码文件"


def parser() -> ChineseParser:
    """Return the parser of the command line."""
    top = ChineseParser(prog="main.py", description="东阿瑞泓水务抢修热线：来电、派单、计时、告警、报表")
    top.add_argument("--version", action=_Versions, nargs=0, help="本程序、Python 和各个库的版本")
    common = ChineseParser(add_help=False)
    common.add_argument("--db", metavar="地址", default=argparse.SUPPRESS, help=_DB_HELP)
    common.add_argument("--login", metavar="登录名", default=argparse.SUPPRESS, help=_LOGIN_HELP)
    top.set_defaults(command=WINDOW)
    top.add_argument("--db", metavar="地址", default=None, help=_DB_HELP)
    top.add_argument("--login", metavar="登录名", default=None, help=_LOGIN_HELP)
    top.add_argument("--demo", action="store_true", help="数据库为空时装入演示数据，不再询问")
    top.add_argument(
        "--scheme", choices=("system", "light", "dark"), default=None, help="浅色、深色或随系统，默认按设置"
    )
    _add_incoming(top)
    commands = top.add_subparsers(title="不开窗口的命令", metavar="命令")
    _add_watch(commands, common)
    _add_import(commands, common)
    _add_report(commands, common)
    check = commands.add_parser("check", parents=[common], help="核对数据库：每处不符一行，有不符则退出码非零")
    check.set_defaults(command="check")
    _add_backup(commands, common)
    _add_database(commands, common)
    _add_drill(commands, common)
    does = "写一个登记用的文件，让系统用本程序打开来电地址"
    register = commands.add_parser("register-uri", parents=[common], help=does, description=does)
    register.add_argument("--to", type=_file, metavar="文件夹", help="把文件写在这里；默认是系统找它的地方")
    register.set_defaults(command="register_uri")
    return top


class _Versions(argparse.Action):
    """Prints the versions and exits; they are looked up only when requested."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tickets.about import versions  # noqa: PLC0415  slow to load, and a telephone may be ringing

        sys.stdout.writelines(f"{name} {version}\n" for name, version in versions())
        parser.exit()


def _add_incoming(top: ChineseParser) -> None:
    """Add the options with which a telephone program reports a call. See `hand_over.as_options`."""
    top.add_argument(
        "--incoming-call", nargs="?", const="", metavar="号码", help="来电振铃：把号码交给开着的窗口，没开就打开"
    )
    top.add_argument("--call-id", metavar="编号", default="", help="和 --incoming-call 一起用：电话系统里的通话编号")
    top.add_argument("--recording", metavar="链接", default="", help="和 --incoming-call 一起用：录音的链接")
    top.add_argument("--incoming-uri", type=_uri, help=argparse.SUPPRESS)


def _uri(text: str) -> str:
    """Return a URI that reports a call. Raises ArgumentTypeError."""
    try:
        call_of_uri(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _add_watch(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("watch", parents=[common], help="只运行值守（不开窗口），到期即告警")
    command.add_argument("--heartbeat", type=_seconds, metavar="秒", help="每隔几秒打印一行值守状态")
    command.add_argument("--name", metavar="名字", help="这个值守的名字，默认是本机名")
    command.add_argument("--health", action="store_true", help="只看本机的值守是否正常：一行 JSON，正常则退出码为 0")
    command.add_argument("--any-host", action="store_true", help="和 --health 一起用：任何一台机器上有正常的值守即可")
    command.set_defaults(command="watch")


def _add_import(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("import", parents=[common], help="导入旧台账（CSV 或 Excel）")
    command.add_argument("file", type=_file, metavar="文件", help="台账文件")
    command.add_argument("--mapping", type=Path, required=True, metavar="文件", help="列的对应关系（TOML）")
    command.set_defaults(command="import_ledger")
    command = commands.add_parser("import-subscribers", parents=[common], help="导入营收系统的用户档案（CSV 或 Excel）")
    command.add_argument("file", type=_file, metavar="文件", help="用户档案文件；列按表头认，见手册")
    command.add_argument("--anyway", action="store_true", help="文件比原来少得多，或有许多行读不出，也导入")
    command.set_defaults(command="import_subscribers")


def _add_report(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("report", parents=[common], help="打印一段时间的报表")
    today = local_day(utc_now())
    command.add_argument("--from", dest="since", type=_day, default=today, metavar="日期", help="第一天，如 2026-11-01")
    command.add_argument("--to", dest="until", type=_day, default=today, metavar="日期", help="最后一天（含）")
    formats = "输出格式；不写时抽查打印成表格，报表供程序读"
    command.add_argument("--format", choices=("json", "csv", "table"), help=formats)
    command.add_argument("--sample", type=_sampled, metavar="张数", help="改为抽查：随机抽几张期内处置完成的工单")
    command.add_argument(
        "--seed", type=int, metavar="种子", help="和 --sample 一起用，期满后相同则抽到的相同；默认是第一天"
    )
    command.set_defaults(command="report")


def _day(text: str) -> date:
    """Return a day that reports can cover. Raises ArgumentTypeError."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-01 这样") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    return day


def _sampled(text: str) -> int:
    """Return how many tickets to draw. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= SAMPLED_AT_MOST or len(text) > 5:
        raise argparse.ArgumentTypeError(f"要写 1 到 {SAMPLED_AT_MOST} 之间的整数张")
    return int(text)


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


def _add_backup(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser("backup", parents=[common], help="备份：正在办理时也可以，恢复到临时库核对过才算数")
    command.add_argument("file", type=_file, metavar="文件", help="备份文件；写一个文件夹，就在里面按日期起名")
    command.add_argument("--keep", type=int, metavar="天数", help="写文件夹时：只留最近几天和 12 个月，每天、每月一份")
    command.set_defaults(command="backup")
    command = commands.add_parser("restore", parents=[common], help="从备份恢复；原来的改名留着")
    command.add_argument("file", type=_file, metavar="文件", help="备份文件")
    command.add_argument("--yes", action="store_true", help="那里已有内容也不问，直接换掉（原来的仍留着）")
    command.add_argument("--anyway", action="store_true", help="核对有不符的备份也恢复")
    command.set_defaults(command="restore")


def _add_database(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser(
        "database", help="服务器数据库：create 建库、upgrade 升级、status 状态、move 迁移、watcher 值守账号"
    )
    command.set_defaults(command="database")
    _add_database_commands(command.add_subparsers(title="做什么", metavar="命令", required=True), common)


def _add_drill(commands: Commands, common: ChineseParser) -> None:
    command = commands.add_parser(
        "drill", parents=[common], help="演练：模拟来电和班组，加速时钟，最后一行是 JSON 结果；不写 --db 就新建一个"
    )
    command.add_argument("--hours", type=float, default=24, metavar="小时", help="模拟多少小时")
    command.add_argument("--calls", type=int, default=400, metavar="数目", help="模拟多少通来电")
    command.add_argument("--seed", type=int, default=1, metavar="种子", help="随机种子，相同则结果相同")
    command.add_argument("--out", type=Path, default=None, metavar="文件夹", help="结果放在哪个文件夹")
    command.set_defaults(command="drill")


def _add_database_commands(commands: Commands, common: ChineseParser) -> None:
    """Add the `database` commands. Each stores its name in `doing`."""
    create = _add_one(commands, common, "create", "在 PostgreSQL 服务器上建库：结构、岗位权限、第一位管理员；可以重复")
    create.add_argument("--admin", metavar="姓名", help="第一位管理员的姓名，默认在终端里问")
    create.add_argument("--admin-login", metavar="登录名", help="第一位管理员的登录名，默认在终端里问")
    _add_password(create)
    upgrade = _add_one(commands, common, "upgrade", "把数据库的结构和权限升级到本程序的版本")
    upgrade.add_argument("--no-backup", action="store_true", help="不先备份就升级（已经另外备份过）；文件总是先备份")
    upgrade.add_argument("--to", type=Path, metavar="文件夹", help="升级前的备份放进这个已有的文件夹")
    status = _add_one(commands, common, "status", "看数据库的版本、权限、连接、大小；有问题则退出码为 1")
    status.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    move = _add_one(commands, common, "move", "把文件数据库整个迁到建好的服务器数据库，两边核对；可以重复")
    move.add_argument("--from", dest="source", required=True, metavar="文件", help="文件数据库的路径或地址")
    watcher = _add_one(commands, common, "watcher", "建一个只供 main.py watch 登录的账号，或给它换密码")
    watcher.add_argument("name", metavar="登录名", help="值守账号的登录名")
    _add_password(watcher)


def _add_one(commands: Commands, common: ChineseParser, name: str, does: str) -> ChineseParser:
    command = commands.add_parser(name, parents=[common], help=does, description=does)
    command.set_defaults(doing=name)
    return command


def _add_password(command: argparse.ArgumentParser) -> None:
    command.add_argument("--password-stdin", action="store_true", help="从标准输入读新密码，一行")
