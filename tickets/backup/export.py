"""Copies a server's database into a SQLite file: every row of one snapshot, through the program's own connection.

No PostgreSQL program is needed. The file has the same schema revision as the server; leases and the server's
passwords are left out. The rows in the file are read back and compared with those read from the server.
"""

import sqlite3
from collections.abc import Callable, Set
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, event, inspect

from tickets.backup.progress import Progress, by_rows
from tickets.errors import Unavailable
from tickets.server_admin.copy_rows import index
from tickets.server_admin.row_digests import STAYING, Sum, Summing, read_rows, sum_up
from tickets.store.engine import Store, make_engine
from tickets.store.schema import upgrade
from tickets.store.tables import TEXT_INDEXES

_HIDDEN = (*TEXT_INDEXES, "alembic_")  # the text indexes, which are built again, and Alembic's table
_DIFFERS = "备份和服务器上的不一致（表 {table}），没有留下它。请再试一次；还是这样就告诉程序的维护者。"


def export(source: Connection, version: str, scratch: Path, progress: Progress) -> None:
    """Write every row that `source` sees to a new file of the schema `version`. Raises Unavailable."""
    # writing the file takes time, in which the connection is idle
    source.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    with closing(Store(make_engine(f"sqlite:///{scratch}"))) as target:
        event.listen(target.engine, "connect", _configure_scratch)
        with target.writing() as connection:
            upgrade(connection, version)
        with target.writing() as connection:
            _fill(source, connection, reflected(connection, STAYING), progress)


def reflected(connection: Connection, without: Set[str] = frozenset()) -> MetaData:
    """Return the tables of a database file, whatever its schema revision, except `without`."""
    found = [name for name in inspect(connection).get_table_names() if not name.startswith(_HIDDEN)]
    tables = MetaData()
    tables.reflect(connection, only=[name for name in found if name not in without])
    return tables


def _fill(source: Connection, target: Connection, tables: MetaData, progress: Progress) -> None:
    counts = (source.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables.tables)
    copied = by_rows(progress, "读取服务器上的数据", sum(counts))
    for table in tables.sorted_tables:
        sent = _copy(source, target, table, copied)
        if sum_up(target, table) != sent:
            raise Unavailable(_DIFFERS.format(table=table.name))
    index(target, lambda _rows: progress("建立索引", 1.0))


def _copy(source: Connection, target: Connection, table: Table, add: Callable[[int], None]) -> Sum:
    summing = Summing()
    names = ", ".join(f'"{column.name}"' for column in table.c)
    marks = ", ".join("?" * len(table.c))
    target.exec_driver_sql(f"DELETE FROM {table.name}")  # rows inserted by a migration
    for rows in read_rows(source, table):
        target.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
        summing.add(rows)
        add(len(rows))
    return summing.sum


def _configure_scratch(connection: sqlite3.Connection, _record: object) -> None:
    """Configure a file that is discarded on failure: no journal, and no foreign key checks."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()
