"""A store for very many random courses: nothing is committed, and what was tried can be taken back at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine

from tickets.store.engine import Store, make_engine


class TrialStore(Store):
    """A copy in memory of a file, in which all commands and queries run in one transaction.

    Each command has a savepoint in place of a transaction; a refused one is rolled back to it.
    """

    connection: Connection
    _raw: sqlite3.Connection  # executes savepoints, which through SQLAlchemy would cost as much as many a query

    def __init__(self, template: Path) -> None:
        super().__init__(make_engine("sqlite:///file::memory:?uri=true"))
        connection = self.engine.connect()
        raw = cast(sqlite3.Connection, connection.connection.driver_connection)
        object.__setattr__(self, "connection", connection)  # the class is frozen
        object.__setattr__(self, "_raw", raw)
        with closing(sqlite3.connect(template)) as file:
            file.backup(raw)
        raw.execute("BEGIN")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Take back everything that the block writes."""
        self._raw.execute("SAVEPOINT trial")
        try:
            yield
        finally:
            self._raw.execute("ROLLBACK TO trial")
            self._raw.execute("RELEASE trial")

    def close(self) -> None:
        """Forget everything that was written."""
        self.connection.close()
        super().close()

    @contextmanager
    def _transaction(self, _engine: Engine, sqlite_begin: str) -> Iterator[Connection]:
        if sqlite_begin == "BEGIN":  # a query
            yield self.connection
            return
        self._raw.execute("SAVEPOINT command")
        try:
            yield self.connection
        except BaseException:
            self._raw.execute("ROLLBACK TO command")
            raise
        finally:
            self._raw.execute("RELEASE command")
