"""A store for very many random courses: nothing is committed, and what was tried can be taken back at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from tickets.store.engine import Store, make_engine


class TrialStore(Store):
    """A copy in memory of a file, in which all commands and queries run in one transaction.

    Each command has a savepoint in place of a transaction; a refused one is rolled back to it.
    """

    connection: Connection

    def __init__(self, template: Path) -> None:
        super().__init__(make_engine("sqlite:///file::memory:?uri=true"))
        connection = self.engine.connect()
        object.__setattr__(self, "connection", connection)  # the class is frozen
        with closing(sqlite3.connect(template)) as file:
            file.backup(connection.connection.driver_connection)
        connection.exec_driver_sql("BEGIN")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Take back everything that the block writes."""
        self.connection.exec_driver_sql("SAVEPOINT trial")
        try:
            yield
        finally:
            self.connection.exec_driver_sql("ROLLBACK TO trial")
            self.connection.exec_driver_sql("RELEASE trial")

    def close(self) -> None:
        """Forget everything that was written."""
        self.connection.close()
        super().close()

    @contextmanager
    def _transaction(self, _engine: Engine, sqlite_begin: str) -> Iterator[Connection]:
        if sqlite_begin == "BEGIN":  # a query
            yield self.connection
            return
        self.connection.exec_driver_sql("SAVEPOINT command")
        try:
            yield self.connection
        except BaseException:
            self.connection.exec_driver_sql("ROLLBACK TO command")
            raise
        finally:
            self.connection.exec_driver_sql("RELEASE command")
