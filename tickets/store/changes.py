"""Reads the `changes` JSON of a journal entry. The JSON is untrusted: it may hold anything."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, TypeGuard

from sqlalchemy import Boolean, Column, Integer, Text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from tickets.errors import Unavailable
from tickets.rules.words import SubjectKind
from tickets.store.tables import metadata
from tickets.store.types import RoleSet, UtcTime, WordType

Change = dict[str, Any]

_NUMBERED = frozenset(name for name, table in metadata.tables.items() if "id" in table.c)


def read_changes(text: str) -> list[Change] | None:
    """Return the changes of an entry; None if the text is no JSON or the JSON is not a list of changes."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if are_changes(value) else None


def are_changes(value: object) -> TypeGuard[list[Change]]:
    """Return whether the value is a list of changes: each has a table, a key, the `new` values and maybe the `old`."""
    return type(value) is list and all(map(_is_change, value))


def fits(change: Change) -> bool:
    """Return whether the values of a change fit the types of their columns and `old` has the same columns as `new`."""
    table, new, old = metadata.tables.get(change["table"]), change["new"], change.get("old")
    if table is None or (old is not None and old.keys() != new.keys()):
        return False
    values = [*new.items(), *(old or {}).items()]
    return all(_holds(table.c[name], value) for name, value in values if name in table.c)


def in_present_columns(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return a row's values, recorded by an entry of any schema version, under the table's present columns.

    Before schema 0004 a clock belonged to a ticket. A column that the entry lacks was added since, and has
    the default that the migration gave to every row.
    """
    if table == "clocks" and "ticket_id" in values:
        values = values | {"subject_kind": str(SubjectKind.TICKET), "subject_id": values["ticket_id"]}
    return given_to_all(table) | values


@cache
def given_to_all(table: str) -> dict[str, Any]:
    """Return the values of a table's columns in rows that were there before: those that the database gives itself."""
    columns = metadata.tables[table].c
    given: dict[str, Any] = {column.name: None for column in columns if column.nullable}
    for column in columns:
        if column.server_default is not None and isinstance(column.default, ScalarElementColumnDefault):
            given[column.name] = column.default.arg
    return given


def _is_change(one: object) -> bool:
    if type(one) is not dict or type(table := one.get("table")) is not str:
        return False
    kinds = (int,) if table in _NUMBERED else (int, str)
    return type(one.get("key")) in kinds and type(one.get("new")) is dict and type(one.get("old", {})) is dict


def _holds(column: Column[Any], value: object) -> bool:
    if value is None:
        return True
    test = next((test for kind, test in _KINDS.items() if isinstance(column.type, kind)), None)
    return test is None or test(column, value)


def _is_instant(column: Column[Any], value: object) -> bool:
    return type(value) is int and _is_read_back(column, value)


def _is_read_back(column: Column[Any], value: Any) -> bool:
    """Return whether the column's type can read the stored value."""
    read = column.type.result_processor(None, None)  # type: ignore[arg-type]
    try:
        return read is not None and read(value) is not None
    except (Unavailable, TypeError):
        return False


def _is_text(_column: Column[Any], value: object) -> bool:
    return type(value) is str and not any("\ud800" <= letter <= "\udfff" for letter in value)


_KINDS: dict[type[Any], Callable[[Column[Any], Any], bool]] = {
    UtcTime: _is_instant,
    WordType: _is_read_back,
    RoleSet: lambda _, value: type(value) is str,
    Boolean: lambda _, value: value in (0, 1),
    Integer: lambda _, value: type(value) is int,
    Text: _is_text,
}
