"""Invariants of the storage: sound pages, valid references, unique keys, complete indexes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Text, UniqueConstraint, inspect, literal, or_, select, type_coerce
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from tickets.checking.violations import Violation, found
from tickets.rules.instants import local_day
from tickets.store.numbering import OF_A_DAY_AT_MOST
from tickets.store.search import KEY_SHIFT, further_numbers
from tickets.store.tables import metadata
from tickets.store.unreadable_values import unreadable_condition

_CALL_OF_KEY = (1 << KEY_SHIFT) - 1
_NUMBER = re.compile(r"((?:19|20)\d{6})-(\d{4,})")
# The schema of a file. SQLAlchemy's inspector would take longer than all invariants of a small file together.
_COLUMNS = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
_UNIQUE = (
    "SELECT t.name, i.name, c.name FROM sqlite_master t JOIN pragma_index_list(t.name) i "
    "JOIN pragma_index_info(i.name) c WHERE t.type = 'table' AND i.origin = 'u'"
)


def pages_are_sound(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """The file's pages and indexes are undamaged. A server checks its own."""
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield Violation("pages_are_sound", "数据文件", str(row[0]).replace("\n", " "))


def values_make_sense(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every word is known, every time is valid, and no required value is missing.

    A server's tables reject other values. Unreadable values are left out of lists and may keep other invariants from
    being checked.
    """
    if connection.dialect.name != "sqlite":
        return
    present = {(table, column) for table, column in connection.exec_driver_sql(_COLUMNS)}
    for table in metadata.sorted_tables:
        columns = tuple(column for column in table.c if (table.name, column.name) in present)
        if not columns:
            continue
        keys = list(table.primary_key.columns)
        name = [table.c.number] if "number" in table.c else []
        if connection.exec_driver_sql(_some_unreadable(columns)).first() is None:
            continue
        for column in columns:
            wanted = select(*(type_coerce(each, Text) for each in (*keys, *name))).where(unreadable_condition(column))
            for row in connection.execute(wanted):
                where = row[-1] if name and row[-1] else f"{table.name} 第 {'、'.join(map(str, row))} 行"
                yield Violation("values_make_sense", where, f"{column.name} 一栏读不出：空的，或是这个版本不认识的")


def references_lead_somewhere(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every foreign key points to a row. A server enforces this itself."""
    if connection.dialect.name == "sqlite":
        for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Violation("references_lead_somewhere", f"{table} 第 {row_id} 行", f"指向的 {parent} 不存在")


def keys_are_unique(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """No two rows share a unique key, and the database enforces that."""
    guarded = _guarded_keys(connection)
    for table in metadata.sorted_tables:
        unique = (one.columns for one in table.constraints if isinstance(one, UniqueConstraint))
        for names in sorted(tuple(column.name for column in columns) for columns in unique):
            if (table.name, frozenset(names)) not in guarded:
                yield Violation("keys_are_unique", table.name, f"{'、'.join(names)} 的唯一约束不见了")
            columns = ", ".join(names)
            present = " AND ".join(f"{name} IS NOT NULL" for name in names)
            twins = f"SELECT {columns} FROM {table.name} WHERE {present} GROUP BY {columns} HAVING COUNT(*) > 1"
            for row in found(connection, twins):
                yield Violation("keys_are_unique", table.name, f"{'、'.join(names)} 重复：{'、'.join(map(str, row))}")


def numbers_are_of_their_day(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A ticket's number is its local day and a count that the day's counter has reached; the counter is valid."""
    last = {row.day: row.last for row in found(connection, "SELECT day, last FROM day_numbers")}
    for day in [day for day, count in last.items() if not _is_count(count)]:
        yield Violation("numbers_are_of_their_day", f"{day} 的编号计数", "读不出：新工单跟在当天最大的编号后面")
        last[day] = OF_A_DAY_AT_MOST
    for row in found(connection, "SELECT number, opened FROM tickets"):
        match = _NUMBER.fullmatch(row.number)
        if match is None or not isinstance(row.opened, int) or match[1] != _day_of_hour(row.opened // 3600):
            yield Violation("numbers_are_of_their_day", row.number, "编号不是来电当天的")
        elif not 1 <= int(match[2]) <= last.get(match[1], 0):
            yield Violation("numbers_are_of_their_day", row.number, "编号超出了当天已发出的")


def calls_are_findable(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every call has its entry in the text index, and the index has no others."""
    if connection.dialect.name == "sqlite":
        key = f"(COALESCE(t.opened, c.at) << {KEY_SHIFT}) | c.id"
        stay = "c.kind <> 'undone'"  # an undone call keeps the entry of its former ticket, where it is no hit
        keys = f"SELECT {key} AS key FROM calls c LEFT JOIN tickets t ON t.id = c.ticket_id WHERE {stay}"
        missing = f"SELECT key & {_CALL_OF_KEY} FROM ({keys} EXCEPT SELECT rowid FROM call_words)"
        stray = f"SELECT rowid & {_CALL_OF_KEY} FROM call_words EXCEPT SELECT id FROM calls"
    else:
        missing = "SELECT id FROM calls EXCEPT SELECT call_id FROM call_words"
        stray = "SELECT call_id FROM call_words EXCEPT SELECT id FROM calls"
    for row in found(connection, missing):
        yield Violation("calls_are_findable", f"来电第 {row[0]} 条", "不在全文索引里，搜不到")
    for row in found(connection, stray):
        yield Violation("calls_are_findable", f"全文索引里的第 {row[0]} 条", "没有对应的来电")


def numbers_are_findable(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every call is indexed under each of its phone numbers, and under no other."""
    kept: dict[int, set[str]] = {}
    for row in found(connection, "SELECT call_id, digits FROM call_phones"):
        kept.setdefault(row.call_id, set()).add(row.digits)
    for row in found(connection, "SELECT id, phone, phone_digits FROM calls WHERE phone <> '' ORDER BY id"):
        if kept.pop(row.id, set()) != set(further_numbers(row.phone, row.phone_digits)):
            yield Violation("numbers_are_findable", f"来电第 {row.id} 条", "按它的另一个电话号码搜不到，或搜到别的号码")
    for call_id in sorted(kept):
        yield Violation("numbers_are_findable", f"来电第 {call_id} 条", "没有电话，却有另一个号码")


def households_are_findable(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every household of the subscriber file has its entry in the text index, and the index has no others."""
    key = "rowid" if connection.dialect.name == "sqlite" else "subscriber_id"
    for row in found(connection, f"SELECT id FROM subscribers EXCEPT SELECT {key} FROM subscriber_words"):
        yield Violation("households_are_findable", f"用户档案第 {row[0]} 条", "不在全文索引里，搜不到")
    for row in found(connection, f"SELECT {key} FROM subscriber_words EXCEPT SELECT id FROM subscribers"):
        yield Violation("households_are_findable", f"用户档案索引里的第 {row[0]} 条", "没有对应的用户")


def _guarded_keys(connection: Connection) -> set[tuple[str, frozenset[str]]]:
    """Return the table and the columns of each unique constraint that the database enforces."""
    if connection.dialect.name != "sqlite":
        by_table = inspect(connection).get_multi_unique_constraints()
        return {(table, frozenset(one["column_names"])) for (_, table), ones in by_table.items() for one in ones}
    columns: dict[tuple[str, str], list[str]] = {}
    for table, index, column in connection.exec_driver_sql(_UNIQUE):
        columns.setdefault((table, index), []).append(column)
    return {(table, frozenset(names)) for (table, _), names in columns.items()}


@cache
def _some_unreadable(columns: tuple[Column[Any], ...]) -> str:
    """Return the query for one row of a table of which one of these columns can't be read; compiled once."""
    wanted = select(literal(1)).select_from(columns[0].table).where(or_(*map(unreadable_condition, columns))).limit(1)
    return str(wanted.compile(dialect=SQLiteDialect(), compile_kwargs={"literal_binds": True}))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= OF_A_DAY_AT_MOST


@lru_cache(maxsize=100_000)
def _day_of_hour(hour: int) -> str:
    """Return the local day, YYYYMMDD, of an hour since 1970; "" for one outside the calendar."""
    try:
        return f"{local_day(datetime.fromtimestamp(hour * 3600, UTC)):%Y%m%d}"
    except (ValueError, OverflowError, OSError):
        return ""
