"""The database: connections, transactions, and the translation of driver errors."""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, NoResultFound, OperationalError

from tickets.errors import Unavailable
from tickets.store.failures import DAMAGED, LOCKED, LOCKED_BY, sentence_for
from tickets.store.lock_holder import lock_holder_of
from tickets.store.open_file import OpenFile
from tickets.store.postgres.engine import ANSWER_SECONDS, STATEMENT_SECONDS, Credentials, Password, make_server_engine
from tickets.store.postgres.errors import Contended, Disconnected, error_for
from tickets.store.tables import prepare_for_postgresql, settings
from tickets.store.version import HEAD

BUSY_SECONDS = 5
CACHE_KIB = 4000  # for each connection; the operating system caches the file's pages for all of them
_NO_TEXT = "Could not decode to UTF-8"  # the message of Python's driver
_MARKED = partial(str, encoding="utf-8", errors="replace")
_ODD = (ValueError, TypeError, AttributeError, LookupError)  # raised when a stored value has an impossible form


@dataclass(frozen=True)
class Store:
    """An open database. Reads run concurrently; writes of one process to a file take turns.

    `credentials` hold the login and password for a server.
    """

    engine: Engine
    warnings: tuple[str, ...] = ()
    credentials: Credentials = field(default_factory=Credentials)
    file: OpenFile | None = None  # identifies the file of a file database, where the system can tell files apart
    _turn: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """Check on each new connection that the path still leads to the same file."""
        if self.file is not None:
            look = self.file.refuse_before_connecting
            event.listen(self.engine, "do_connect", lambda *_: look())

    @property
    def url(self) -> str:
        """Return the address without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def address(self) -> str:
        """Return the address as shown to people and accepted by commands: a file's absolute path, or a server without
        login.
        """
        path = database_file(self.url)
        if path is None:
            return self.engine.url.set(username=None, password=None).render_as_string(hide_password=True)
        return "sqlite:///" + str(path.absolute()).replace("%", "%25").replace("?", "%3F")

    @cached_property
    def desk_id(self) -> str:
        """Return an id that tells this database from others: the stored id, which moves with it, else one from its
        address.

        It is read once, when the database is opened. Raises Unavailable.
        """
        with self.reading() as connection:
            kept = connection.execute(select(settings.c.value).where(settings.c.key == "desk_id")).scalar()
        return str(kept) if kept else hashlib.sha256(self.url.encode()).hexdigest()[:32]

    @property
    def is_sqlite(self) -> bool:
        """Return whether this is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that reads from one snapshot. Raises Unavailable."""
        with translated(), self._transaction(self._for_reading, "BEGIN") as connection:
            yield connection

    @contextmanager
    def autocommit_read(self) -> Iterator[Connection]:
        """Yield a connection for a single read statement, outside of a transaction. Raises Unavailable.

        On a server this takes one round trip instead of three.
        """
        with translated(), self._transaction(self._for_autocommit, "BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are committed when the block ends, and rolled back if it raises.

        Raises Unavailable when the database can't be written. Its `in_doubt` is true when the server went away during
        the commit, so that nobody knows whether it happened.
        """
        turn = self._turn if self.is_sqlite else nullcontext()
        ended = False
        try:
            with translated(self._holder), turn, self._transaction(self.engine, "BEGIN IMMEDIATE") as connection:
                yield connection
                ended = True
        except Disconnected as error:
            error.in_doubt = ended
            raise

    @contextmanager
    def autocommit_write(self) -> Iterator[Connection]:
        """Yield a connection for a single writing statement, committed at once. Raises Unavailable.

        On a server this takes one round trip instead of three.
        """
        whole = self.writing() if self.is_sqlite else self.autocommit_read()
        with whole as connection:
            yield connection

    def sign_in(self, login: str, password: str) -> None:
        """Make all connections from now on with this login.

        Raises Refused when the server rejects it and Unavailable when it can't be reached. The previous login then
        remains in use.
        """
        password = Password(password)
        with translated():
            newcomer = make_server_engine(self.engine.url, Credentials(login, password), HEAD, ANSWER_SECONDS)
            try:
                newcomer.connect().close()
            finally:
                newcomer.dispose()
        self.credentials.change(login, password)
        self.engine.dispose()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        if self.file is not None:
            self.file.forget()

    @cached_property
    def _for_reading(self) -> Engine:
        if self.is_sqlite:
            return self.engine
        return self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @cached_property
    def _for_autocommit(self) -> Engine:
        return self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _transaction(self, engine: Engine, sqlite_begin: str) -> Iterator[Connection]:
        with engine.connect() as connection, connection.begin():
            if self.is_sqlite:  # SQLAlchemy's driver begins no transactions here (see `_prepare_sqlite`)
                connection.exec_driver_sql(sqlite_begin)
            self._refuse_another_file()
            try:
                yield connection
                # again: the file may have been moved meanwhile, and nothing is committed yet
                self._refuse_another_file()
            except _ODD as error:
                if self.is_sqlite and _is_damaged(connection):
                    raise Unavailable(DAMAGED) from error
                raise

    def _holder(self) -> str:
        return "" if self.file is None else lock_holder_of(self.file.path)

    def _refuse_another_file(self) -> None:
        if self.file is not None:
            self.file.refuse_another()


@contextmanager
def translated(holder: Callable[[], str] = str) -> Iterator[None]:
    """Turn driver errors into Unavailable with a sentence. Integrity errors pass unchanged.

    `holder` returns which process holds a locked file, or "" when that is unknown.
    """
    try:
        yield
    except IntegrityError:
        raise
    # a required row is missing, or the driver's message is not valid text
    except (NoResultFound, UnicodeDecodeError) as error:
        raise Unavailable(DAMAGED) from error
    except (OperationalError, DatabaseError, DBAPIError) as error:
        if hasattr(error.orig, "sqlstate"):
            raise error_for(error.orig) from error
        if _NO_TEXT in str(error.orig):
            raise Contended(DAMAGED) from None  # from None: the message may quote what callers said
        sentence = sentence_for(error.orig or error)
        who = holder() if sentence == LOCKED else ""
        raise Unavailable(LOCKED_BY.format(who=who) if who else sentence) from error


def make_engine(
    url: str,
    busy_seconds: float = BUSY_SECONDS,
    credentials: Credentials | None = None,
    patience: float = STATEMENT_SECONDS,
    *,
    upgrades: bool = False,
) -> Engine:
    """Return an engine for a SQLAlchemy URL, configured as this program needs it.

    `busy_seconds` is how long to wait for a file locked by another program, `credentials` the login at a server,
    `patience` how long to wait for one answer of a server, in seconds. An engine that `upgrades` a file doesn't enforce
    foreign keys: SQLite can't rebuild a table that others refer to while it does. Neither does it look into views: one
    that somebody added to the file must not prevent the rebuilding.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        prepare_for_postgresql()
        return make_server_engine(parsed, credentials or Credentials(), HEAD, patience)
    engine = create_engine(
        parsed,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        json_deserializer=_from_json,
        hide_parameters=True,  # parameters hold what callers say, and errors are logged
        pool_use_lifo=True,  # each connection has its own cache: reuse the warm ones
    )
    event.listen(engine, "connect", _prepare_sqlite)
    if upgrades:
        event.listen(engine, "connect", _let_keys_go)
    _read_around_what_is_no_text(engine)
    return engine


def database_file(url: str) -> Path | None:
    """Return the path of a SQLite URL; None for a server, a database in memory or a SQLite `file:` URI."""
    parsed = make_url(url)
    name = parsed.database or ":memory:"
    if parsed.get_backend_name() != "sqlite" or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def _is_damaged(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok")


def _from_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unavailable(DAMAGED) from error


def read_with_marks(connection: Connection) -> None:
    """Let a file connection decode invalid UTF-8 with replacement marks, for reading that was tried strictly before."""
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.text_factory = _MARKED


def _read_around_what_is_no_text(engine: Engine) -> None:
    """Decode invalid UTF-8 with replacement marks on every connection once the first invalid text was met.

    Not from the start: it doubles the reading time. The read that met the invalid text has to be repeated.
    """
    met = threading.Event()

    def notice(context: ExceptionContext) -> None:
        if _NO_TEXT in str(context.original_exception):
            met.set()

    def prepare(connection: DBAPIConnection, *_: object) -> None:
        if met.is_set():
            cast("sqlite3.Connection", connection).text_factory = _MARKED

    event.listen(engine, "handle_error", notice)
    event.listen(engine, "checkout", prepare)


def _let_keys_go(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("foreign_keys=OFF", "legacy_alter_table=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"cache_size=-{CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}").close()
