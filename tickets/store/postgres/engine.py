"""Engines for a PostgreSQL server: credentials, timeouts, and detection of broken connections."""

from typing import Any, cast

from sqlalchemy import URL, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext

from tickets.errors import Refused

CONNECT_SECONDS = 5
ANSWER_SECONDS = 6  # a small query that takes longer means that the server is gone, even if the connection looks alive
HUNG_SECONDS = 1.5  # a connection that fails after longer was frozen; a server that has gone fails at once
STATEMENT_SECONDS = 600  # the longest that a window waits for one answer, a report included
PATIENT_SECONDS = 3600  # the same for a command without a window, which may compare a million rows
LOCK_SECONDS = 5
IDLE_IN_TRANSACTION_SECONDS = 60
DEFAULT_PORT = 5432
POOL_SIZE = 2  # connections that a workstation keeps open; more are opened while reports run
APPLICATION = "hotline-desk"
# A half-open connection is detected within 15 seconds, idle or not, by the program and by the server, where the
# locks of a workstation that has vanished block all others.
_IDLE, _INTERVAL, _COUNT = 5, 3, 3  # seconds until a probe, seconds between probes, probes
_UNANSWERED = 1000 * (_IDLE + _COUNT * _INTERVAL)  # milliseconds; Linux checks it only when it sends a probe
SCHEMA = "desk.schema"  # the setting in which a session tells the server its schema revision
_SESSION = {
    "TimeZone": "UTC",
    # whatever the server's default is: the journal allows no other
    "default_transaction_isolation": r"read\ committed",
    "lock_timeout": f"{LOCK_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
    "random_page_cost": "1.1",  # open tickets and clocks are in memory, so an index is better than reading the table
    "tcp_keepalives_idle": str(_IDLE),
    "tcp_keepalives_interval": str(_INTERVAL),
    "tcp_keepalives_count": str(_COUNT),
    "tcp_user_timeout": str(_UNANSWERED),
}
_DEFAULTS: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "application_name": APPLICATION,
    "keepalives_idle": _IDLE,
    "keepalives_interval": _INTERVAL,
    "keepalives_count": _COUNT,
    "tcp_user_timeout": _UNANSWERED,
}
_LOST_STATES = frozenset({"25006", "25P03", "25P04"})


class Password(str):
    """A password that is not shown by `repr`, as in a traceback with the values of variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Password(…)"


class Credentials:
    """The login and password for the server. They are kept out of addresses, logs and tracebacks.

    Both change together: no thread sees a new login with an old password.
    """

    def __init__(self, login: str | None = None, password: str | None = None) -> None:
        self._both = login, password

    def __repr__(self) -> str:
        """Return the login without the password."""
        return f"Credentials({self.login!r}, …)"

    @property
    def login(self) -> str | None:
        """Return the login; None to let libpq decide."""
        return self._both[0]

    @property
    def password(self) -> str | None:
        """Return the password; None to let libpq decide, or when none is needed."""
        return self._both[1]

    def change(self, login: str | None, password: str | None) -> None:
        """Use this login and password for every connection from now on."""
        self._both = login, password

    def parameters(self) -> dict[str, str]:
        """Return the driver's parameters; unknown ones are left out, so that libpq finds its own."""
        login, password = self._both
        known = {"user": login, "password": password}
        return {name: str(value) for name, value in known.items() if value is not None}


def refuse_password_in(url: URL) -> None:
    """Raise Refused for an address with a password in it: the process list would show it."""
    if url.password is not None or {"password", "sslpassword"} & set(url.query):
        raise Refused("数据库地址里不要写密码，进程列表会显示它。请去掉密码，登录时再填，或存进系统钥匙串。")


def make_server_engine(
    url: URL, credentials: Credentials, schema: str, patience: float = STATEMENT_SECONDS, **session: str
) -> Engine:
    """Return an engine for a server's URL. `session` are server settings for each session.

    `schema` is the schema revision of this program; the server refuses commands of another one. `patience` is how long
    to wait for one answer, in seconds; connecting has a shorter limit.
    """
    from tickets.store.postgres.timeout_connection import TimeoutConnection  # noqa: PLC0415 - loads the server's driver

    refuse_password_in(url)
    # Statements that nobody waits for any more end at the server, too.
    session = {SCHEMA: schema, "statement_timeout": f"{patience:g}s", **session}
    arguments = _connect_arguments(url, session)
    engine = create_engine(
        url, connect_args=arguments, pool_size=POOL_SIZE, max_overflow=6, pool_use_lifo=True, hide_parameters=True
    )

    @event.listens_for(engine, "do_connect")
    def _sign_in(dialect: Dialect, _record: Any, args: Any, parameters: dict[str, Any]) -> DBAPIConnection:
        try:
            made = TimeoutConnection.connect(*args, **{**parameters, **credentials.parameters()})
            made.patience = ANSWER_SECONDS
            return cast("DBAPIConnection", made)
        except dialect.loaded_dbapi.Error as error:
            failure = _without_past(error)
        raise failure

    @event.listens_for(engine, "checkout")
    def _be_patient(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.patience = patience

    @event.listens_for(engine, "handle_error")
    def _is_lost(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) in _LOST_STATES:
            context.is_disconnect = True

    return engine


def _connect_arguments(url: URL, session: dict[str, str]) -> dict[str, Any]:
    """Return the driver's default arguments, except those that the address sets."""
    given = {name: value for name, value in _DEFAULTS.items() if name not in url.query}
    if len(hosts_of(url)) > 1 and "target_session_attrs" not in url.query:
        given["target_session_attrs"] = "read-write"
    options = " ".join(f"-c {name}={value}" for name, value in {**_SESSION, **session}.items())
    asked = url.query.get("options")
    return {**given, "options": f"{options} {asked}" if isinstance(asked, str) else options}


def hosts_of(url: URL) -> tuple[str, ...]:
    """Return the servers named in an address, each as `host:port`."""
    asked, ports = url.query.get("host", ()), url.query.get("port", ())
    several = (asked,) if isinstance(asked, str) else asked
    hosts = tuple(host for part in several for host in part.split(",") if host)
    if url.host:
        return (address(url.host, url.port or DEFAULT_PORT), *hosts)
    if isinstance(ports, str) and ports:
        numbers = ports.split(",") if "," in ports else [ports] * len(hosts)
        return tuple(address(host, port) for host, port in zip(hosts, numbers, strict=False))
    return tuple(host if host.count(":") == 1 or "]:" in host else address(host, DEFAULT_PORT) for host in hosts)


def address(host: str, port: int | str) -> str:
    """Return `host:port`; an IPv6 host is put in brackets."""
    return f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}"


def _without_past(error: Exception) -> Exception:
    """Return the error without its traceback, whose variables hold the password."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
