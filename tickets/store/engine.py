"""The database: how it is reached, how a transaction begins, what a failure of it is called."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError

from tickets.errors import Unavailable
from tickets.store.failures import sentence_for

BUSY_SECONDS = 5


@dataclass(frozen=True)
class Store:
    """An open database. Reads run side by side; writes of one process take turns."""

    engine: Engine
    warnings: tuple[str, ...] = ()
    _turn: threading.RLock = field(default_factory=threading.RLock)

    @property
    def url(self) -> str:
        """Return the address without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Return whether this is a file database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database. Raises Unavailable."""
        with translated(), self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept, safely on disk, when the block ends; none if it raises.

        Raises Unavailable when the database can't be written.
        """
        with translated(), self._turn, self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, sqlite_begin: str) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:  # its driver is told to leave transactions alone
                connection.exec_driver_sql(sqlite_begin)
            yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's failures into Unavailable with a sentence; integrity errors pass as they are."""
    try:
        yield
    except IntegrityError:
        raise
    except (OperationalError, DatabaseError, DBAPIError) as error:
        raise Unavailable(sentence_for(error.orig or error)) from error


def make_engine(url: str, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine for a SQLAlchemy URL, prepared for the desk's way of writing.

    `busy_seconds` is how long a file that another program has locked is waited for.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    engine = create_engine(parsed, connect_args={"timeout": busy_seconds, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def database_file(url: str) -> Path | None:
    """Return the file of a SQLite URL; None for a server or a database in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}").close()
