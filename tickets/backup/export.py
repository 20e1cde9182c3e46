"""A server's desk as a SQLite file: every row of one moment, read through the connection that the desk has.

No program of PostgreSQL's is needed. Whatever version the desk has, the file gets the same; leases and the server's
passwords stay where they are. The rows in the file are read back and compared with those that were sent.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, event

from tickets.backup.progress import Progress
from tickets.backup.reflecting import reflected
from tickets.errors import Unavailable
from tickets.server_admin.copy_rows import index
from tickets.server_admin.row_digests import STAYING, Sum, Summing, read_rows, sum_up
from tickets.store.engine import Store, make_engine
from tickets.store.schema import upgrade

_DIFFERS = "备份和服务器上的不一致（表 {table}），没有留下它。请再试一次；还是这样就告诉程序的维护者。"


def export(source: Connection, version: str, scratch: Path, progress: Progress) -> None:
    """Write every row that `source` sees to a new file of the schema `version`. Raises Unavailable."""
    source.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")  # the file takes its time meanwhile
    target = Store(make_engine(f"sqlite:///{scratch}"))
    event.listen(target.engine, "connect", _carelessly)
    try:
        with target.writing() as connection:
            upgrade(connection, version)
        with target.writing() as connection:
            tables = reflected(connection, STAYING)
            _fill(source, connection, tables, progress)
    finally:
        target.close()


def _fill(source: Connection, target: Connection, tables: MetaData, progress: Progress) -> None:
    told = _Told(source, tables, progress)
    for table in tables.sorted_tables:
        sent = _copy(source, target, table, told.add)
        if sum_up(target, table) != sent:
            raise Unavailable(_DIFFERS.format(table=table.name))
    index(target, lambda _rows: progress("建立索引", 1.0))


def _copy(source: Connection, target: Connection, table: Table, add: Callable[[int], None]) -> Sum:
    summing = Summing()
    names = ", ".join(f'"{column.name}"' for column in table.c)
    marks = ", ".join("?" * len(table.c))
    target.exec_driver_sql(f"DELETE FROM {table.name}")  # what a migration put there
    for rows in read_rows(source, table):
        target.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
        summing.add(rows)
        add(len(rows))
    return summing.sum


def _carelessly(connection: sqlite3.Connection, _record: object) -> None:
    """Prepare a file that nobody needs should this break: no journal, and rows in any order."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


class _Told:
    """Tells how many of all rows have come."""

    def __init__(self, source: Connection, tables: MetaData, progress: Progress) -> None:
        counts = (source.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables.tables)
        self._all = max(1, sum(counts))
        self._done = 0
        self._progress = progress

    def add(self, rows: int) -> None:
        self._done += rows
        self._progress("读取服务器上的数据", self._done / self._all)
