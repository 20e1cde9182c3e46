"""One moment of a desk as a single SQLite file, taken while the desk is at work."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from tickets.backup.archive import Manifest, TableSum
from tickets.backup.export import export
from tickets.backup.progress import Progress
from tickets.backup.reflecting import reflected
from tickets.errors import Refused, Unavailable
from tickets.server_admin.row_digests import sum_up
from tickets.store.engine import Store, make_engine
from tickets.store.failures import DISK_FULL, sentence_for
from tickets.store.schema import refuse_unknown, schema_version

PAGES = 2000  # of 4 KiB, between two looks at whether to go on
ALMOST_NOTHING = 1 << 20  # bytes left on a disk that is full
_DESK_ID = text("SELECT request FROM journal ORDER BY id LIMIT 1")


def take(store: Store, scratch: Path, progress: Progress) -> str:
    """Write one moment of a desk to a new SQLite file and return the version of its schema.

    Writers go on meanwhile: what was committed before the start is in it, what comes after is not. Raises Unavailable,
    and Refused for what is no desk.
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


def sum_tables(path: Path, progress: Progress) -> tuple[dict[str, TableSum], str]:
    """Return what each table of a desk's file adds up to, and what tells the desk from others."""
    store = Store(make_engine(f"sqlite:///{path}"))
    try:
        with store.reading() as connection:
            tables = reflected(connection)
            sums = {}
            for number, table in enumerate(tables.sorted_tables):
                progress("计算摘要", number / len(tables.tables))
                found = sum_up(connection, table)
                sums[table.name] = TableSum(found.rows, found.digest)
            return sums, desk_id(connection)
    finally:
        store.close()


def desk_id(connection: Connection) -> str:
    """Return the first request of a desk, which no other desk has; "" before there is one."""
    return str(connection.execute(_DESK_ID).scalar() or "")


def manifest_of(payload: Path, schema: str, source: str, desk: str, made: str, progress: Progress) -> Manifest:
    """Return the manifest of a payload, whose own size and digest come when it is written."""
    tables, first = sum_tables(payload, progress)
    return Manifest(schema, source, desk, first, made, tables)


def _copy(connection: Connection, scratch: Path, progress: Progress) -> None:
    """Copy a file page by page. The transaction that reads holds one moment: a writer makes nothing begin anew."""
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
