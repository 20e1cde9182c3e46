"""SQL conditions for stored values that the column types can't read: unknown words, invalid instants, missing values.

With them the database checks a million rows without sending them.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Integer, Text, and_, false, func, or_, type_coerce

from tickets.rules.instants import LAST
from tickets.rules.words import Role
from tickets.store.types import Flag, RoleSet, UtcTime, WordType

# the bounds of everything that is ever asked for
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_LAST = int(LAST.timestamp())
_FIRST = -62_135_596_800  # the year 1


def unreadable_condition(column: Column[Any]) -> ColumnElement[bool]:
    """Return the condition that a column's value can't be read. Flags and numbers are checked only in a file."""
    nothing = false() if column.nullable else column.is_(None)
    match column.type:
        case WordType() as kind:
            known = type_coerce(column, Text)
            return or_(nothing, and_(*(known != str(word) for word in kind.word)))  # faster than NOT IN
        case UtcTime():
            return or_(nothing, ~type_coerce(column, BigInteger).between(_FIRST, _LAST))
        case RoleSet():
            rest: ColumnElement[str] = type_coerce(column, Text)
            for role in sorted(map(str, Role), key=len, reverse=True):
                rest = type_coerce(_without(rest, role), Text)
            return or_(nothing, type_coerce(_without(rest, ","), Text) != "")
        case Flag():
            return or_(nothing, type_coerce(column, Integer).not_in((0, 1)))
        case Integer():
            return or_(nothing, func.typeof(column).not_in(("integer", "null")))
    return nothing


def out_of_time(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that an instant is invalid. In SQLite any text compares greater than the last instant."""
    instant = type_coerce(column, BigInteger)
    return or_(instant > _LAST, instant < _FIRST)


def out_of_reach(column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions for values long before, and long after, every period that is ever asked for.

    Each is one range of an index; SQLite uses no index for both together. In SQLite any text counts as after.
    """
    return column < EARLIEST, column > LATEST


def is_not_off(flag: Column[bool]) -> ColumnElement[bool]:
    """Return the condition that a flag is not definitely off; the reader then reports an invalid flag."""
    return flag.is_not(false())


def _without(value: ColumnElement[str], part: str) -> ColumnElement[Any]:
    return func.replace(value, part, "")
