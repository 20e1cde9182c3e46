"""The command line arguments of the `database` commands."""

import argparse
from pathlib import Path

from tickets.cli.arguments import ChineseParser, Commands


def add_commands(commands: Commands, common: ChineseParser) -> None:
    """Add the `database` commands; each stores its name in `doing`."""
    _add(commands, common, "create", "在 PostgreSQL 服务器上建库：结构、岗位权限、第一位管理员；可以重复")
    create = commands.choices["create"]
    create.add_argument("--admin", metavar="姓名", help="第一位管理员的姓名，默认在终端里问")
    create.add_argument("--admin-login", metavar="登录名", help="第一位管理员的登录名，默认在终端里问")
    _add_password(create)
    _add(commands, common, "upgrade", "把数据库的结构和权限升级到本程序的版本")
    upgrade = commands.choices["upgrade"]
    upgrade.add_argument("--no-backup", action="store_true", help="不先备份就升级（已经另外备份过）；文件总是先备份")
    upgrade.add_argument("--to", type=Path, metavar="文件夹", help="升级前的备份放进这个已有的文件夹")
    _add(commands, common, "status", "看数据库的版本、权限、连接、大小；有问题则退出码为 1")
    commands.choices["status"].add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    _add(commands, common, "move", "把文件数据库整个迁到建好的服务器数据库，两边核对；可以重复")
    move = commands.choices["move"]
    move.add_argument("--from", dest="source", required=True, metavar="文件", help="文件数据库的路径或地址")
    _add(commands, common, "watcher", "建一个只供 main.py watch 登录的账号，或给它换密码")
    watcher = commands.choices["watcher"]
    watcher.add_argument("name", metavar="登录名", help="值守账号的登录名")
    _add_password(watcher)


def _add(
    commands: Commands,
    common: ChineseParser,
    name: str,
    does: str,
) -> None:
    commands.add_parser(name, parents=[common], help=does, description=does).set_defaults(doing=name)


def _add_password(command: argparse.ArgumentParser) -> None:
    command.add_argument("--password-stdin", action="store_true", help="从标准输入读新密码，一行")
