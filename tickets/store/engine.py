"""The database: how it is reached, how a transaction begins, what a failure of it is called."""

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
from tickets.store.postgres.engine import (
    ANSWER_SECONDS,
    STATEMENT_SECONDS,
    Credentials,
    Password,
    make_server_engine,
)
from tickets.store.postgres.errors import Contended, Disconnected, error_for
from tickets.store.tables import prepare_for_postgresql, settings
from tickets.store.version import HEAD

BUSY_SECONDS = 5
CACHE_KIB = 4000  # of each connection; the system keeps the file's pages for all of them
_NO_TEXT = "Could not decode to UTF-8"  # as Python's driver says it
_MARKED = partial(str, encoding="utf-8", errors="replace")
_ODD = (ValueError, TypeError, AttributeError, LookupError)  # what values that can't be may lead to


@dataclass(frozen=True)
class Store:
    """An open database. Reads run side by side; writes of one process to a file take turns.

    `credentials` say who signs in at a server.
    """

    engine: Engine
    warnings: tuple[str, ...] = ()
    credentials: Credentials = field(default_factory=Credentials)
    file: OpenFile | None = None  # of a file database whose file can be told from another
    _turn: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """Connect to no other file than the one that is open."""
        if self.file is not None:
            look = self.file.refuse_before_connecting
            event.listen(self.engine, "do_connect", lambda *_: look())

    @property
    def url(self) -> str:
        """Return the address without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def address(self) -> str:
        """Return the address as people read it and commands take it: a file's whole path, a server without a login."""
        path = database_file(self.url)
        if path is None:
            return self.engine.url.set(username=None, password=None).render_as_string(hide_password=True)
        return "sqlite:///" + str(path.absolute()).replace("%", "%25").replace("?", "%3F")

    @cached_property
    def desk_id(self) -> str:
        """Return what tells this database from others: the id kept in it, which moves with it, else its address's.

        Read once, when the database is opened. Raises Unavailable.
        """
        with self.reading() as connection:
            kept = connection.execute(select(settings.c.value).where(settings.c.key == "desk_id")).scalar()
        return str(kept) if kept else hashlib.sha256(self.url.encode()).hexdigest()[:32]

    @property
    def is_sqlite(self) -> bool:
        """Return whether this is a file database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database. Raises Unavailable."""
        with translated(), self._transaction(self._for_reading, "BEGIN") as connection:
            yield connection

    @contextmanager
    def autocommit_read(self) -> Iterator[Connection]:
        """Give a connection for one statement, which needs nothing begun and ended around it. Raises Unavailable.

        On a server that is one journey there and back instead of three.
        """
        with translated(), self._transaction(self._for_autocommit, "BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept, safely on disk, when the block ends; none if it raises.

        Raises Unavailable when the database can't be written; with `in_doubt` when a server went away as it was told
        to keep them.
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
        """Give a connection for one statement that writes, kept as soon as it is done. Raises Unavailable.

        On a server that is one journey there and back instead of three.
        """
        whole = self.writing() if self.is_sqlite else self.autocommit_read()
        with whole as connection:
            yield connection

    def sign_in(self, login: str, password: str) -> None:
        """Let everything from now on be done in this person's name at the server.

        Raises Refused when the server doesn't let them in, Unavailable when it can't be reached; then
        whoever was signed in before still is.
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
        """Give every connection back."""
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
            if self.is_sqlite:  # its driver is told to leave transactions alone
                connection.exec_driver_sql(sqlite_begin)
            self._refuse_another_file()
            try:
                yield connection
                self._refuse_another_file()  # once more: it may have gone meanwhile, and nothing is kept yet
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
    """Turn the driver's failures into Unavailable with a sentence; integrity errors pass as they are.

    `holder` says who holds a file that is locked, "" when that can't be told.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (NoResultFound, UnicodeDecodeError) as error:  # a row that must be there; a complaint that is no text
        raise Unavailable(DAMAGED) from error
    except (OperationalError, DatabaseError, DBAPIError) as error:
        if hasattr(error.orig, "sqlstate"):
            raise error_for(error.orig) from error
        if _NO_TEXT in str(error.orig):
            raise Contended(DAMAGED) from None  # its message holds what somebody said
        sentence = sentence_for(error.orig or error)
        who = holder() if sentence == LOCKED else ""
        raise Unavailable(LOCKED_BY.format(who=who) if who else sentence) from error


def make_engine(
    url: str,
    busy_seconds: float = BUSY_SECONDS,
    credentials: Credentials | None = None,
    patience: float = STATEMENT_SECONDS,
) -> Engine:
    """Return an engine for a SQLAlchemy URL, prepared for the desk's way of writing.

    `busy_seconds` is how long a file that another program has locked is waited for, `credentials` who
    signs in at a server, `patience` how long one answer of it is waited for.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        prepare_for_postgresql()
        return make_server_engine(parsed, credentials or Credentials(), HEAD, patience)
    engine = create_engine(
        parsed,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        json_deserializer=_from_json,
        hide_parameters=True,  # they hold what callers say, and an error is logged
        pool_use_lifo=True,  # each connection in use has a cache of its own: better few warm ones
    )
    event.listen(engine, "connect", _prepare_sqlite)
    _read_around_what_is_no_text(engine)
    return engine


def database_file(url: str) -> Path | None:
    """Return the file of a SQLite URL; None for a server, a database in memory or a file: address of SQLite's own."""
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
    """Let a connection to a file read a mark for each byte that makes no sense: for what can't be done once more."""
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.text_factory = _MARKED


def _read_around_what_is_no_text(engine: Engine) -> None:
    """From the first text on that is no UTF-8, let every connection read a mark for each byte that makes no sense.

    Not before: that takes twice as long. What met it is to be done once more.
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


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"cache_size=-{CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}").close()
