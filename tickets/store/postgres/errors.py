"""Maps a PostgreSQL server's errors to the program's, by SQLSTATE."""

from typing import Any

from tickets.errors import DeskError, Refused, ShutOut, Unavailable


class Contended(Unavailable):
    """Two transactions conflicted. Retrying is enough, and TicketService.execute does so."""


class Disconnected(Unavailable):
    """The connection is broken or leads to a server that can't write now. A new connection may work."""


class Silent(Disconnected):
    """The server has not answered within the time limit, though the connection looks alive."""


class PasswordNeeded(Refused):
    """The server asks for a password, and neither the program nor libpq has one."""


_BUSY = "很多座席正同时改同一处，请再试一次。"
_GONE = "连不上数据库服务器。"
_OTHERWISE = "数据库服务器现在用不了，请稍后再试或联系管理员。"
_STARTING = "数据库服务器正在启动或停止，请稍候。"
_STANDBY = "连到的是只读的备用服务器，主服务器还没找到。"
_TAKEN = "登录名已被占用，或服务器不接受这个名字，请换一个。"

UPGRADED = "数据库升级过了，这个程序认不得它。请关掉程序，换上新版本再打开，已填写的内容还在。"
SILENT = "数据库服务器没有应答。"
IN_DOUBT = "不知道是否已保存，已填写的内容还在，再按一次不会重复。"

_SENTENCES: dict[str, tuple[type[DeskError], str]] = {
    "40001": (Contended, _BUSY),  # serialization failure
    "40P01": (Contended, _BUSY),  # deadlock
    "55P03": (Contended, _BUSY),  # lock timeout
    "25P03": (Disconnected, _GONE),  # idle in transaction for too long
    "25P04": (Disconnected, _GONE),  # transaction took too long
    "25006": (Disconnected, _STANDBY),
    "57P01": (Disconnected, _GONE),
    "57P02": (Disconnected, _GONE),
    "57P03": (Disconnected, _STARTING),
    "57P05": (Disconnected, _GONE),
    "57014": (Unavailable, "数据库太忙，这一步超时没有做成，请再试一次。"),
    "53100": (Unavailable, "数据库服务器的磁盘已满，请管理员清理服务器磁盘后再试。"),
    "53400": (Unavailable, "这一步要的临时空间太大，服务器不给，没有做成。请缩小范围再试。"),
    "53200": (Unavailable, "数据库服务器内存不足，请联系管理员。"),
    "53300": (Unavailable, "数据库服务器的连接已用完，请管理员调大 max_connections。"),
    "ROLE": (Unavailable, "这个账号的连接用满了，请关掉它在别处开的窗口再试。"),
    "42501": (Refused, "服务器不允许这个账号这样做。请换有权的账号；岗位可能刚被改过，请重新登录或找管理员。"),
    "RH001": (Refused, _TAKEN),
    "42939": (Refused, _TAKEN),  # a reserved name
    "RH002": (Refused, "自己的登录名自己改不了，请另一名管理员来改。"),
    "RH003": (Refused, "至少要留一名在职、能登录、账号不到期的管理员。"),
    "RH004": (Refused, UPGRADED),
    "28P01": (ShutOut, "登录名或密码不对，或账号已到期。请再试，忘了密码请找管理员重设。"),
    "28000": (ShutOut, "这个账号不能登录：已停用、不存在，或服务器不接受这台机器。请找管理员。"),
    "TLS": (Refused, "和服务器建不起加密连接：服务器没开 TLS，或证书对不上。请管理员核对 sslmode 和 sslrootcert。"),
    "OPTION": (Refused, "数据库地址里问号后面有写错的参数，请管理员核对地址。"),
    "3D000": (Refused, "服务器上没有这个数据库。请核对地址，或请管理员用 database create 建库。"),
    "0A000": (Unavailable, "数据库服务器的版本不支持这一步，请联系管理员升级服务器。"),
    "42P01": (Unavailable, "数据库的结构与程序不符，请管理员用 database upgrade 升级，或升级本程序。"),
    "42703": (Unavailable, "数据库的结构与程序不符，请管理员用 database upgrade 升级，或升级本程序。"),
    "42883": (Unavailable, "数据库的结构与程序不符，请管理员用 database upgrade 升级，或升级本程序。"),
}

# libpq gives no SQLSTATE when a login is rejected, only the server's message in the server's language:
# English (lc_messages = 'C', as the manual asks for) or Chinese.
_AT_THE_DOOR: tuple[tuple[tuple[str, ...], str], ...] = (
    (("password authentication failed", "no password supplied", "SCRAM", "认证失败"), "28P01"),
    (("not permitted to log in", "pg_hba.conf", "进行登录", "permission denied for database", "访问数据库"), "28000"),
    (("too many connections for role", "发起的连接太多"), "ROLE"),
    (("does not support SSL", "certificate", "sslmode", "SSL protocol", "_protocol_version", "channel binding"), "TLS"),
    (("connection option",), "OPTION"),
    (
        ("too many clients", "too many connections", "remaining connection slots", "太多的客户", "保留的连接位置"),
        "53300",
    ),
    (("the database system is", "数据库系统"), "57P03"),
    (("session is read-only", "session is not read-only", "hot standby"), "25006"),
)


def error_for(error: Any) -> DeskError:
    """Return this program's error for one of psycopg's."""
    if getattr(getattr(error, "pgconn", None), "needs_password", False):
        return PasswordNeeded("服务器要密码，请登录。")
    if any(kind.__name__ == "ConnectionTimeout" for kind in type(error).__mro__):
        return Silent(SILENT)
    message = str(error)
    state = getattr(error, "sqlstate", None) or _state_of_login_failure(message)
    if state is None:
        return Disconnected(_GONE) if _is_about_the_connection(error) else Unavailable(_OTHERWISE)
    if state == "0A000" and any(sign in message for sign in ("recovery", "恢复")):
        state = "25006"  # a writing transaction was begun on a standby
    known = _SENTENCES.get(state)
    if known is not None:
        return known[0](known[1])
    if state.startswith("08"):
        return Disconnected(_GONE)
    return Unavailable(f"{_OTHERWISE}（{state}）")


def not_saved(error: Unavailable, *, in_doubt: bool = False) -> Unavailable:
    """Return the error for somebody who wanted to save something. Saving again takes effect at most once."""
    what = IN_DOUBT if in_doubt else "没有保存，已填写的内容还在。"
    reworded = type(error)(f"{error.sentence}{what}")
    reworded.unsaved, reworded.in_doubt = True, in_doubt
    return reworded


def _is_about_the_connection(error: Any) -> bool:
    """Return whether an error without an SQLSTATE is a broken connection and not a programming error."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return not names.isdisjoint(("OperationalError", "InterfaceError", "OSError", "ValueError"))


def _state_of_login_failure(message: str) -> str | None:
    if "does not exist" in message or "不存在" in message:
        missing = ((('role "', '角色 "', '角色"'), "28000"), (('database "', '数据库 "', '数据库"'), "3D000"))
        state = next((state for signs, state in missing if any(sign in message for sign in signs)), None)
        if state is not None:
            return state
    return next((state for signs, state in _AT_THE_DOOR if any(sign in message for sign in signs)), None)
