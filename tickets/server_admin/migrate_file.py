"""Moves a file's database to a server in one transaction, so that a failure leaves nothing half done.

The file is locked against writers meanwhile and not changed. The copied rows are read back and compared with the file,
table by table, before the commit. The target stores a fingerprint of the file: repeating a finished move changes
nothing.
"""

from dataclasses import dataclass

import psycopg
from sqlalchemy import Connection, Table, func, insert, select

from tickets.errors import Refused
from tickets.server_admin.copy_rows import Progress, copy, empty, index
from tickets.server_admin.migrate_people import keep_administrators, settle_people
from tickets.server_admin.row_digests import TABLES, Sum, count_rows, fingerprint, sum_up
from tickets.store.engine import Store
from tickets.store.feed.notify_triggers import TELL_AGAIN, TELL_NOT
from tickets.store.postgres.begin_command import LOCK_RULES_ALONE
from tickets.store.postgres.errors import error_for
from tickets.store.postgres.security.create import become_owner, take_turn
from tickets.store.postgres.security.journal_guard import GUARD_AGAIN, GUARD_NOT
from tickets.store.tables import calls, journal, settings, subscribers, tickets

MOVED_FROM = "moved_from"  # the setting with the fingerprint of the content that a database was filled with


@dataclass(frozen=True, slots=True)
class Compared:
    """A table's sums on both sides."""

    table: str
    source: Sum
    target: Sum

    @property
    def equal(self) -> bool:
        """Return whether the number of rows and the values are the same."""
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class Moved:
    """The result of a move. `already`: it had been done before. `nameless` are staff who lost their login."""

    tables: tuple[Compared, ...] = ()
    already: bool = False
    kept: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()


def rows_to_move(source: Store) -> int:
    """Return the number of progress steps: each row is copied and read back, calls and households are indexed."""
    with source.reading() as connection:
        indexed = (
            connection.execute(select(func.count()).select_from(each)).scalar_one() for each in (calls, subscribers)
        )
        return 2 * count_rows(connection) + sum(indexed)


def move(source: Store, target: Store, database: str, progress: Progress) -> Moved:
    """Move a file's database into a server's new one, or find that this was done before.

    `progress` is called for each batch. The target's login must be a superuser or a member of the owner role. Raises
    Refused, with nothing changed, when it isn't, when the target is already in use and when the file holds values that
    the server rejects; Unavailable for failures on either side.
    """
    with source.writing() as reader, target.writing() as writer:
        take_turn(writer)
        become_owner(writer, database)
        writer.exec_driver_sql(LOCK_RULES_ALONE)  # block all commands
        moved_from = writer.execute(select(settings.c.value).where(settings.c.key == MOVED_FROM)).scalar()
        if moved_from is not None:
            return _already_moved(reader, str(moved_from), progress)
        _refuse_used(writer)
        return _move(reader, writer, progress)


def fill(reader: Connection, writer: Connection, progress: Progress) -> tuple[Compared, ...]:
    """Fill a server's empty tables with a file's rows and compare both sides. Raises Refused when they differ."""
    for rest in (TELL_NOT, GUARD_NOT):
        writer.exec_driver_sql(rest)
    sources = [_copied(reader, writer, table, progress) for table in TABLES]
    index(writer, progress)
    tables = tuple(
        Compared(table.name, there, _summed(writer, table, progress))
        for table, there in zip(TABLES, sources, strict=True)
    )
    differing = [one.table for one in tables if not one.equal]
    if differing:
        raise Refused(f"核对不一致：{'、'.join(differing)}。什么都没有迁移，请把这句话告诉程序的维护者。")
    for resume in (TELL_AGAIN, GUARD_AGAIN):
        writer.exec_driver_sql(resume)
    return tables


def _move(reader: Connection, writer: Connection, progress: Progress) -> Moved:
    kept = keep_administrators(writer)
    empty(writer)
    tables = fill(reader, writer, progress)
    nameless = settle_people(writer, kept)
    moved_from = fingerprint(one.source for one in tables)
    writer.execute(insert(settings).values(key=MOVED_FROM, value=moved_from))
    return Moved(tables, kept=tuple(one.name for one in kept), nameless=nameless)


def _copied(reader: Connection, writer: Connection, table: Table, progress: Progress) -> Sum:
    try:
        return copy(reader, writer, table, progress)
    except (psycopg.DataError, psycopg.IntegrityError, ValueError) as error:
        raise Refused(f"表 {table.name} 里有服务器存不下的值，什么都没有迁移。请先用 check 核对文件数据库。") from error
    except psycopg.Error as error:
        raise error_for(error) from error


def _summed(connection: Connection, table: Table, progress: Progress) -> Sum:
    found = sum_up(connection, table)
    progress(found.rows)
    return found


def _already_moved(reader: Connection, moved_from: str, progress: Progress) -> Moved:
    if fingerprint(_summed(reader, table, progress) for table in TABLES) != moved_from:
        raise Refused("目标数据库已经从另一个文件迁移过，或这个文件迁移之后又有改动。没有改动它。")
    return Moved(already=True)


def _refuse_used(writer: Connection) -> None:
    for table, what in ((tickets, "工单"), (calls, "来电"), (journal, "日志")):
        if writer.execute(select(table.c.id).limit(1)).first() is not None:
            raise Refused(f"目标数据库里已经有{what}，不能再迁入。请用 database create 建一个新库，没有改动这一个。")
