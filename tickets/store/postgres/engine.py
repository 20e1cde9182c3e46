"""How a PostgreSQL server is reached: who signs in, how long is waited, what a broken connection is."""

from typing import Any, cast

from sqlalchemy import URL, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext

from tickets.errors import Refused

CONNECT_SECONDS = 5
ANSWER_SECONDS = 6  # a server that takes longer for a small question has gone, though its connection may look alive
HUNG_SECONDS = 1.5  # what breaks after longer has hung: it is not as with a server that has gone, which breaks at once
STATEMENT_SECONDS = 600  # the longest that a window waits for one answer, a report's included
PATIENT_SECONDS = 3600  # and a command without one, which may compare a million rows
LOCK_SECONDS = 5
IDLE_IN_TRANSACTION_SECONDS = 60
DEFAULT_PORT = 5432
POOL_SIZE = 2  # connections a seat keeps; more are opened for a moment when reports run
APPLICATION = "hotline-desk"
# A half-open connection is known as such within 15 seconds: to the desk, whether it is talking or listening, and to
# the server, where the locks of a seat that has vanished keep all others waiting.
_IDLE, _INTERVAL, _COUNT = 5, 3, 3  # seconds until it is tried, seconds between tries, tries
_UNANSWERED = 1000 * (_IDLE + _COUNT * _INTERVAL)  # milliseconds; Linux looks at it only when it tries
SCHEMA = "desk.schema"  # the setting that tells the server which schema this program knows
_SESSION = {
    "TimeZone": "UTC",
    "default_transaction_isolation": r"read\ committed",  # whatever the server's is: the journal takes no other
    "lock_timeout": f"{LOCK_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
    "random_page_cost": "1.1",  # open tickets and their clocks lie in memory: found by an index, not by reading all
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
    """A password that doesn't show where variables are shown, as in a traceback with the values of its frames."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Password(…)"


class Credentials:
    """Who signs in at the server. Kept out of addresses, so that no log and no traceback shows the password.

    Login and password change together: no thread ever sees the one without the other.
    """

    def __init__(self, login: str | None = None, password: str | None = None) -> None:
        self._both = login, password

    def __repr__(self) -> str:
        """Return who, and not the password."""
        return f"Credentials({self.login!r}, …)"

    @property
    def login(self) -> str | None:
        """Return who signs in; None when libpq knows."""
        return self._both[0]

    @property
    def password(self) -> str | None:
        """Return with which password; None when libpq knows, or none is needed."""
        return self._both[1]

    def change(self, login: str | None, password: str | None) -> None:
        """Let every connection from now on be made by this person, with this password."""
        self._both = login, password

    def parameters(self) -> dict[str, str]:
        """Return what the driver is told: nothing of what isn't known here, so that libpq looks where it does."""
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
    """Return an engine for a server's URL. `session` are settings of the server's to start each session with.

    `schema` is the revision of the database that this program works on: a server refuses commands of another.
    `patience` is how long one answer is waited for, in seconds; less while a connection is being made.
    """
    from tickets.store.postgres.timeout_connection import TimeoutConnection  # noqa: PLC0415 - loads the server's driver

    refuse_password_in(url)
    # What nobody waits for any more ends at the server, too.
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
    """Return what the driver is given beside the address, unless that says otherwise."""
    given = {name: value for name, value in _DEFAULTS.items() if name not in url.query}
    if len(hosts_of(url)) > 1 and "target_session_attrs" not in url.query:
        given["target_session_attrs"] = "read-write"
    options = " ".join(f"-c {name}={value}" for name, value in {**_SESSION, **session}.items())
    asked = url.query.get("options")
    return {**given, "options": f"{options} {asked}" if isinstance(asked, str) else options}


def hosts_of(url: URL) -> tuple[str, ...]:
    """Return the servers that an address names, each as `host:port`."""
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
    """Return `host:port`; a host that has colons itself (IPv6) stands in brackets."""
    return f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}"


def _without_past(error: Exception) -> Exception:
    """Return the error without the frames that it came through: their variables hold the password."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
