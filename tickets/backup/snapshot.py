"""Takes a snapshot of a database as a single SQLite file while the database is in use."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from tickets.backup.export import export, reflected
from tickets.backup.progress import Progress
from tickets.errors import Refused, Unavailable
from tickets.server_admin.row_digests import Sum, sum_up
from tickets.store.engine import Store, make_engine
from tickets.store.failures import DISK_FULL, sentence_for
from tickets.store.schema import refuse_unknown, schema_version

PAGES = 2000  # of 4 KiB, between two checks for a cancellation
ALMOST_NOTHING = 1 << 20  # bytes; with less free the disk counts as full
_DESK_ID = text("SELECT request FROM journal ORDER BY id LIMIT 1")


def take(store: Store, scratch: Path, progress: Progress) -> str:
    """Write a snapshot of a database to a new SQLite file and return its schema revision.

    Writers continue meanwhile: the snapshot holds what was committed before the start. Raises Unavailable, and Refused
    for a database that isn't this program's.
    """
    with store.reading() as connection:
        version = schema_version(connection)
        refuse_unknown(connection, version)
        if version is None:
            raise Refused("这个数据库还是空的，没有什么可以备份。")
        if store.is_sqlite:
            _copy(connection, scratch, progress)
        else:
            export(connection, version, scratch, progress)
    return version


def sum_tables(path: Path, progress: Progress) -> tuple[dict[str, Sum], str]:
    """Return the sums of the tables of a database file, and the id of the database."""
    with closing(Store(make_engine(f"sqlite:///{path}"))) as store, store.reading() as connection:
        tables = reflected(connection)
        sums = {}
        for number, table in enumerate(tables.sorted_tables):
            progress("计算摘要", number / len(tables.tables))
            sums[table.name] = sum_up(connection, table)
        return sums, desk_id(connection)


def desk_id(connection: Connection) -> str:
    """Return the first request id of a database, which no other has; "" before there is one."""
    return str(connection.execute(_DESK_ID).scalar() or "")


def _copy(connection: Connection, scratch: Path, progress: Progress) -> None:
    """Copy a file page by page within one read transaction, so that a writer doesn't restart the copy."""
    source: Any = connection.connection.driver_connection

    def copied(_status: int, remaining: int, total: int) -> None:
        progress("复制数据", 1 - remaining / max(1, total))

    try:
        with closing(sqlite3.connect(scratch)) as target:
            source.backup(target, pages=PAGES, progress=copied)
            target.execute("PRAGMA journal_mode=DELETE").close()  # one file, with nothing beside it
    except sqlite3.Error as error:
        raise Unavailable(DISK_FULL if _is_full(scratch.parent) else sentence_for(error)) from error


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < ALMOST_NOTHING
    except OSError:
        return False
