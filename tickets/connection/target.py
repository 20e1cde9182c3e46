"""Where the database is: from the command line, the environment or a connection file; by default a local file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tickets.errors import Refused, Unavailable
from tickets.store.engine import database_file
from tickets.store.postgres.engine import hosts_of, refuse_password_in
from tickets.store.toml_file import write_toml

FILE_NAME = "connection.toml"
VARIABLE = "HOTLINE_DB"
BYTES_AT_MOST = 65_536  # of a connection file
NO_ADDRESS = "看不懂这个数据库地址，请写成 sqlite:///文件路径，或问管理员。"
_DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})
_PASSWORD_WORDS = frozenset({"password", "passwd", "pwd", "密码"})


@dataclass(frozen=True)
class Target:
    """A database's SQLAlchemy address, and the login if it is on a server.

    Raises Refused for an invalid address and for one with a password in it.
    """

    url: str
    login: str | None = None

    def __post_init__(self) -> None:
        refuse_password_in(self._parsed)
        if self._parsed.drivername not in _DRIVERS:
            raise Refused(NO_ADDRESS)

    @property
    def is_server(self) -> bool:
        """Return whether the database is on a server."""
        return self._parsed.get_backend_name() != "sqlite"

    @property
    def who(self) -> str | None:
        """Return the login: the given one, else that in the address; None when neither has one."""
        return self.login or self._parsed.username

    @property
    def database(self) -> str:
        """Return the name of the server's database, or the path of the file."""
        return self._parsed.database or str(self._parsed.query.get("dbname", ""))

    def at(self, database: str) -> "Target":
        """Return another database of the same server."""
        query = {name: value for name, value in self._parsed.query.items() if name != "dbname"}
        url = self._parsed.set(database=database, query=query)
        return Target(url.render_as_string(hide_password=False), self.login)

    @property
    def folder(self) -> Path | None:
        """Return the folder of the file; None for a server and for a database in memory."""
        path = database_file(self.url)
        return None if path is None else path.parent

    @property
    def is_in_memory(self) -> bool:
        """Return whether the database is in memory and ends with the program."""
        name, mode = self.database or ":memory:", self._parsed.query.get("mode")
        return not self.is_server and (":memory:" in name or mode == "memory")

    def refuse_missing_file(self) -> None:
        """Raise Refused for a missing file."""
        path = database_file(self.url)
        try:
            if path is not None:
                path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Refused(f"数据文件 {path} 不在。请核对 --db；新的数据文件由窗口第一次打开时建立。") from error
        except OSError:  # inaccessible: opening it reports that
            return

    @property
    def place(self) -> str:
        """Return where the data are, for people: `host:port/database`, or the path of the file."""
        if not self.is_server:
            return self.database
        return f"{','.join(hosts_of(self._parsed))}/{self.database}"

    @cached_property
    def _parsed(self) -> URL:
        try:
            return make_url(self.url)
        except (ArgumentError, ValueError) as error:
            raise Refused(NO_ADDRESS) from error


def find_target(
    given: str | None, folder: Path, environment: Mapping[str, str] = os.environ, login: str | None = None
) -> Target:
    """Return the target: `given` or HOTLINE_DB (an address, or the path of a connection file), else the connection
    file in `folder`, else the file desk.db there. `login` overrides any other.

    Raises Refused for an invalid one, Unavailable for a connection file that can't be read.
    """
    source = given or environment.get(VARIABLE)
    default = folder / FILE_NAME
    if source and source.endswith(".toml") and "://" not in source:
        target = load_target(Path(source))
    elif source:
        target = Target(source)
    elif default.exists():
        target = load_target(default)
    else:
        target = Target(f"sqlite:///{folder / 'desk.db'}")
    return target if login is None else Target(target.url, login)


def load_target(path: Path) -> Target:
    """Return the target in a connection file.

    Raises Refused when it is invalid or holds a password, Unavailable when it can't be read.
    """
    try:
        values = tomllib.loads(_read(path))
    except OSError as error:
        raise Unavailable(f"读不了连接文件 {path}，请检查它在不在、有没有权限。") from error
    except (ValueError, RecursionError) as error:  # RecursionError: brackets nested too deeply
        raise Refused(f"连接文件 {path} 写得不对，读不懂。请在设置里重新填写连接，或删掉它。") from error
    if _PASSWORD_WORDS & values.keys():
        raise Refused(f"连接文件 {path} 里不要写密码。请删掉那一行，登录时再填，或存进系统钥匙串。")
    strange = [key for key in values if key not in ("url", "login")]
    if strange:
        raise Refused(f"连接文件 {path} 里有看不懂的项目“{strange[0]}”，只能写 url 和 login。")
    url, login = values.get("url"), values.get("login")
    if not isinstance(url, str) or not isinstance(login, str | None):
        raise Refused(f'连接文件 {path} 要写 url = "…"，可以再写 login = "…"，都是引号里的文字。')
    try:
        return Target(url, login or None)
    except Refused as error:
        raise Refused(f"连接文件 {path}：{error.sentence}") from None


def _read(path: Path) -> str:
    """Return the text of a connection file. Raises Refused for a device, a pipe or an oversized file."""
    if path.exists() and not path.is_file():
        raise Refused(f"连接文件 {path} 不是文件。请在设置里重新填写连接，或删掉它。")
    with path.open("rb") as file:
        text = file.read(BYTES_AT_MOST + 1)
    if len(text) > BYTES_AT_MOST:
        raise Refused(f"连接文件 {path} 太长，不像连接文件。请在设置里重新填写连接，或删掉它。")
    return text.decode()


def save_target(path: Path, target: Target) -> None:
    """Write a target to a connection file atomically. Raises Unavailable."""
    values = {"url": target.url} | ({} if target.login is None else {"login": target.login})
    try:
        write_toml(path, values)
    except OSError as error:
        raise Unavailable(f"存不了连接文件 {path}，请检查磁盘空间和权限。原来的没有动。") from error
