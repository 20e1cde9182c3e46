"""Fast writes: each statement is compiled once, and values go to the driver unchanged.

Logging a call inserts six rows, a sweep after a storm a thousand. Through SQLAlchemy Core each row would cost
as much as the database's own work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from json import JSONEncoder
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import JSON

ROWS_AT_ONCE = 500  # SQLite takes up to 32,766 parameters
_PLAIN = frozenset({type(None), str, int, bool, float})
to_json = JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class _Insert:
    """The INSERT of a whole row of one table. `columns` are its parameters in order, with their defaults."""

    sql: str
    columns: tuple[tuple[str, Any], ...]
    json: frozenset[str]
    positional: bool
    keyed: bool

    def parameters(self, values: Mapping[str, Any]) -> Any:
        row = {name: values.get(name, default) for name, default in self.columns}
        for name in self.json:
            row[name] = to_json(row[name])
        return tuple(row.values()) if self.positional else row


def insert_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert a row of database values (see `to_db`) and return its integer key; 0 for a table without one.

    Omitted columns get the defaults of tables.py.
    """
    known = _insert(table, connection.dialect)
    result = connection.exec_driver_sql(known.sql, known.parameters(values))
    if not known.keyed:
        return 0
    return int(result.lastrowid) if known.positional else int(result.scalar_one())


def update_row(connection: Connection, table: Table, key: int | str, values: Mapping[str, Any]) -> None:
    """Update the row with this key with database values (see `to_db`)."""
    given = {name: to_json(value) if isinstance(table.c[name].type, JSON) else value for name, value in values.items()}
    connection.exec_driver_sql(_update(table, connection.dialect, tuple(given)), (*given.values(), key))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows of database values and return their keys. A row that violates a unique key is skipped.

    All rows must have the same columns; the other columns get the database's defaults.
    """
    keys: list[int] = []
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[begin : begin + ROWS_AT_ONCE]
        row = ", ".join([placeholder(connection)] * len(part[0]))
        sql = (
            f"INSERT INTO {table.name} ({', '.join(part[0])}) VALUES {', '.join([f'({row})'] * len(part))} "
            "ON CONFLICT DO NOTHING RETURNING id"
        )
        given = connection.exec_driver_sql(sql, tuple(value for values in part for value in values.values()))
        keys += given.scalars()
    return keys


def insert_into(table: Table, dialect: Dialect) -> Any:
    """Return the dialect's own INSERT, which has `on_conflict_do_nothing`."""
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)


def placeholder(connection: Connection) -> str:
    """Return the driver's parameter placeholder for plain SQL."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


def to_db(value: Any) -> Any:
    """Return a domain value as the database stores it: instants as epoch seconds, words as text, roles joined.

    Raises ValueError for a naive datetime.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a naive datetime can't be stored")
        return int(value.timestamp())
    if isinstance(value, frozenset):
        return ",".join(sorted(map(str, value)))
    return str(value) if isinstance(value, str) else value


@lru_cache(maxsize=64)
def _insert(table: Table, dialect: Dialect) -> _Insert:
    given = [column for column in table.c if column.name != "id"]
    statement = insert_into(table, dialect).inline()
    if dialect.name != "sqlite" and "id" in table.c:
        statement = statement.returning(table.c.id)
    compiled = statement.compile(dialect=dialect, column_keys=[column.name for column in given])
    defaults = {
        column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        for column in given
    }
    return _Insert(
        str(compiled),
        tuple((name, defaults[name]) for name in compiled.positiontup or defaults),
        frozenset(column.name for column in given if isinstance(column.type, JSON)),
        bool(compiled.positional),
        "id" in table.c,
    )


@lru_cache(maxsize=256)
def _update(table: Table, dialect: Dialect, names: tuple[str, ...]) -> str:
    quoted = dialect.identifier_preparer.quote
    sign = "?" if dialect.name == "sqlite" else "%s"
    settings = ", ".join(f"{quoted(name)} = {sign}" for name in names)
    return f"UPDATE {quoted(table.name)} SET {settings} WHERE {quoted(next(iter(table.primary_key)).name)} = {sign}"
