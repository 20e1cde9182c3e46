"""Reads the stored rows of a database in one form for files and servers, and computes a digest per table."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Table

from tickets.store.engine import read_with_marks
from tickets.store.postgres.security.role_names import quoted
from tickets.store.tables import metadata

BATCH = 5000  # rows
STREAMED = {"stream_results": True, "max_row_buffer": BATCH}
# Not moved: passwords, leases, and what belongs to the machine: its watches and backups.
STAYING = frozenset({"passwords", "editing", "watches", "backups"})
TABLES = tuple(table for table in metadata.sorted_tables if table.name not in STAYING)

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode  # a file may hold bytes

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a table: its number of rows and a digest of all values, in the order of the key."""

    rows: int
    digest: str


class Summing:
    """Computes a sum batch by batch."""

    def __init__(self) -> None:
        self._rows = 0
        self._hash = hashlib.sha256()

    def add(self, rows: Sequence[Values]) -> None:
        """Add rows to the sum."""
        self._rows += len(rows)
        for row in rows:
            self._hash.update(_encode(row).encode())

    @property
    def sum(self) -> Sum:
        """Return the sum so far."""
        return Sum(self._rows, self._hash.hexdigest())


def count_rows(connection: Connection) -> int:
    """Return the number of rows to move."""
    counted = (connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one() for table in TABLES)
    return sum(counted)


def read_rows(connection: Connection, table: Table) -> Iterator[list[Values]]:
    """Yield a table's rows in batches, in the order of the key: flags as 0 and 1, JSON as the stored text.

    Invalid UTF-8 is replaced by marks: one bad text must not prevent a backup or a move. A table that somebody added to
    a file may have no key: its rows come in the order of all columns.
    """
    read_with_marks(connection)
    key = ", ".join(quoted(column.name) for column in table.primary_key or table.c)
    is_text_key = "id" not in table.c
    collation = ' COLLATE "C"' if is_text_key and connection.dialect.name != "sqlite" else ""
    columns = ", ".join(_selected(column) for column in table.c)
    statement = f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {key}{collation}"
    with connection.exec_driver_sql(statement, execution_options=STREAMED) as found:
        for part in found.partitions(BATCH):
            yield [tuple(row) for row in part]


def sum_up(connection: Connection, table: Table) -> Sum:
    """Return the sum of a table's rows."""
    summing = Summing()
    for rows in read_rows(connection, table):
        summing.add(rows)
    return summing.sum


def fingerprint(sums: Iterable[Sum]) -> str:
    """Return one digest for the content of a whole database."""
    return hashlib.sha256(" ".join(one.digest for one in sums).encode()).hexdigest()


def _selected(column: Any) -> str:
    name = quoted(column.name)
    if isinstance(column.type, JSON):  # SQLite stores a JSON number as a number
        return f"CAST({name} AS TEXT)"
    return f"CAST({name} AS INTEGER)" if isinstance(column.type, Boolean) else name
