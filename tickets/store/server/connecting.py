"""How a PostgreSQL server is reached: who signs in, how long is waited, what a broken connection is."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import ExceptionContext

from tickets.errors import Refused

CONNECT_SECONDS = 5
LOCK_SECONDS = 5
IDLE_IN_TRANSACTION_SECONDS = 60
POOL_SIZE = 2  # connections a seat keeps; more are opened for a moment when reports run
APPLICATION = "hotline-desk"
_SESSION = {
    "TimeZone": "UTC",
    "lc_messages": "C",  # the few messages that carry no code are known in English
    "lock_timeout": f"{LOCK_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
}
# A half-open connection is known as such within 15 seconds, whether the desk is talking or listening.
_DEFAULTS: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "application_name": APPLICATION,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
_LOST_STATES = frozenset({"25006", "25P03", "25P04"})


@dataclass
class Credentials:
    """Who signs in at the server. Kept out of addresses, so that no log and no traceback shows the password."""

    login: str | None = None
    password: str | None = field(default=None, repr=False)


def refuse_password_in(url: URL) -> None:
    """Raise Refused for an address with a password in it: the process list would show it."""
    if url.password is not None or "password" in url.query:
        raise Refused("数据库地址里不要写密码，进程列表会显示它。请去掉密码，登录时再填，或存进系统钥匙串。")


def make_server_engine(url: URL, credentials: Credentials, **session: str) -> Engine:
    """Return an engine for a server's URL. `session` are settings of the server's to start each session with."""
    refuse_password_in(url)
    given = set(url.query)
    defaults = {name: value for name, value in _DEFAULTS.items() if name not in given}
    if len(_hosts(url)) > 1 and "target_session_attrs" not in given:
        defaults["target_session_attrs"] = "read-write"
    options = " ".join(f"-c {name}={value}" for name, value in {**_SESSION, **session}.items())
    asked = url.query.get("options")
    defaults["options"] = f"{options} {asked}" if isinstance(asked, str) else options
    engine = create_engine(url, connect_args=defaults, pool_size=POOL_SIZE, max_overflow=6, pool_use_lifo=True)

    @event.listens_for(engine, "do_connect")
    def _sign_in(_dialect: Any, _record: Any, _args: Any, parameters: dict[str, Any]) -> None:
        if credentials.login is not None:
            parameters["user"] = credentials.login
        if credentials.password is not None:
            parameters["password"] = credentials.password

    @event.listens_for(engine, "handle_error")
    def _is_lost(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) in _LOST_STATES:
            context.is_disconnect = True

    return engine


def _hosts(url: URL) -> tuple[str, ...]:
    asked = url.query.get("host", ())
    several = (asked,) if isinstance(asked, str) else asked
    return tuple(host for part in (url.host or "", *several) for host in part.split(",") if host)
