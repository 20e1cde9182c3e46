"""Which stored values can't be read, told by the database: a word that this version doesn't know, no instant, nothing.

Of what the column types would refuse: so a million rows are looked through without reading them.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Integer, Text, and_, false, func, or_, type_coerce

from tickets.rules.instants import LAST
from tickets.rules.words import Role
from tickets.store.types import Flag, RoleSet, UtcTime, WordType

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)  # of what is ever asked for
_LAST = int(LAST.timestamp())
_FIRST = -62_135_596_800  # the year 1


def unreadable_condition(column: Column[Any]) -> ColumnElement[bool]:
    """Return the condition that the value of a column can't be read; of flags and numbers only a file is asked."""
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
    """Return the condition for an instant that is none; in a file any text is more than the last of them."""
    instant = type_coerce(column, BigInteger)
    return or_(instant > _LAST, instant < _FIRST)


def out_of_reach(column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions for what lies long before, and long after, every period that is ever asked for.

    Each is a range of an index, but SQLite takes no index for both together. In a file any text lies after all.
    """
    return column < EARLIEST, column > LATEST


def is_not_off(flag: Column[bool]) -> ColumnElement[bool]:
    """Return the condition that a flag is not surely off: whoever reads it tells of one that is none."""
    return flag.is_not(false())


def _without(value: ColumnElement[str], part: str) -> ColumnElement[Any]:
    return func.replace(value, part, "")
