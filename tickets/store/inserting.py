"""Inserting one row with little ado: the statement is compiled once, the values go to the driver as they are.

Logging a call inserts six rows; through the whole of Core each costs as much as the database's own work.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import JSON


def insert_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert a row of stored values (see `stored`) and return its integer key, 0 for a table without one.

    Columns left out get the defaults of tables.py.
    """
    values = {**_defaults(table), **values}
    sql, positions, names = _compiled(table, tuple(values), connection.dialect)
    chosen = [json.dumps(values[name], ensure_ascii=False) if is_json else values[name] for name, is_json in names]
    parameters = tuple(chosen) if positions else {name: value for (name, _), value in zip(names, chosen, strict=True)}
    result = connection.exec_driver_sql(sql, parameters)
    if "id" not in table.c:
        return 0
    return int(result.lastrowid) if connection.dialect.name == "sqlite" else int(result.scalar_one())


def stored(value: Any) -> Any:
    """Return a domain value as the database keeps it: instants as epoch seconds, words as text, roles joined.

    Raises ValueError for a naive datetime.
    """
    if value is None or type(value) in (str, int, bool, float):
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a naive datetime can't be stored")
        return int(value.timestamp())
    if isinstance(value, frozenset):
        return ",".join(sorted(map(str, value)))
    return str(value) if isinstance(value, str) else value


@lru_cache(maxsize=64)
def _defaults(table: Table) -> dict[str, Any]:
    found = {column.name: column.default for column in table.c}
    return {name: default.arg for name, default in found.items() if isinstance(default, ScalarElementColumnDefault)}


@lru_cache(maxsize=256)
def _compiled(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, bool, tuple[tuple[str, bool], ...]]:
    statement = insert(table).inline()
    if dialect.name != "sqlite" and "id" in table.c:
        statement = statement.returning(table.c.id)
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup or names
    return (
        str(compiled),
        bool(compiled.positional),
        tuple((name, isinstance(table.c[name].type, JSON)) for name in order),
    )
