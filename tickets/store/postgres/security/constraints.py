"""CHECK constraints of a server's columns, derived from tables.py: words of the domain, instants, bounded counts.

A value that the program can't read would stop every workstation that meets it. The bounds leave room for additions: an
instant plus every allowance of a clock is still an instant. Files have no such constraints.
"""

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Integer, Table

from tickets.rules.words import Role
from tickets.store.postgres.security.role_names import literal, quoted
from tickets.store.tables import BigId, metadata
from tickets.store.types import RoleSet, UtcTime, WordType

EARLIEST = -86_400  # seconds since 1970: the first local day that an old ledger may contain
LATEST = 32_503_680_000  # the year 3000
COUNT_AT_MOST = 2**30 - 1  # seconds, millimetres, versions: three of them added to an instant are 102 years
# Start, limit, extension and holds, all added up.
_SUMS = {
    ("clocks", "deadline"), ("clocks", "next_rung"), ("alerts", "due"), ("digests", "since"), ("digests", "until"),
}  # fmt: skip
_FROM_ONE = {
    ("clocks", "limit"), ("clocks", "round"), ("limits", "seconds"), ("limits", "version"), ("tickets", "version"),
    ("day_numbers", "last"), ("rungs", "share"),
}  # fmt: skip
_AT_MOST = {("rungs", "share"): 100}
_BELOW_ZERO = {("alerts", "term")}  # of a step that was undone: see tickets/alerts/retiring.py
_FURTHER = {
    "settings": "key NOT IN ('rules_edition', 'chained_after') OR value::text ~ '^[0-9]{1,9}$'",
    "day_numbers": "day ~ '^[0-9]{8}$'",
    "clocks": 'deadline = started + least("limit", promised - started) + extended + held',
}
_NAME = "holds_sense"


def constraints() -> Iterator[str]:
    """Yield the statements that replace each table's constraint.

    Existing rows aren't validated: an upgrade must not fail or wait because of them.
    """
    for table in metadata.tables.values():
        conditions = list(_conditions(table))
        if conditions:
            yield (
                f"ALTER TABLE {quoted(table.name)} DROP CONSTRAINT IF EXISTS {_NAME}, "
                f"ADD CONSTRAINT {_NAME} CHECK ({' AND '.join(conditions)}) NOT VALID"
            )


def _conditions(table: Table) -> Iterator[str]:
    """Yield the conditions of a row. None has an AND of its own: a restored backup lists them all in one row."""
    for column in table.c:
        if column.type is not BigId:
            yield from _of_column(table.name, column)
    if table.name in _FURTHER:
        yield f"({_FURTHER[table.name]})"


def _of_column(table: str, column: Column[object]) -> Iterator[str]:
    """Yield the conditions of a column's value unless it is null."""
    name, key = quoted(column.name), (table, column.name)
    match column.type:
        case WordType():
            yield f"{name} IN ({', '.join(literal(str(word)) for word in column.type.word)})"
        case RoleSet():
            role = "|".join(Role)
            yield f"{name} ~ '^(({role})(,({role}))*)?$'"
        case UtcTime():
            yield f"{name} >= {EARLIEST}"
            yield f"{name} <= {LATEST + 4 * COUNT_AT_MOST if key in _SUMS else LATEST}"
        case BigInteger():  # bytes, of which there may be more than of anything counted
            yield f"{name} >= 0"
        case Integer():
            yield f"{name} >= {-COUNT_AT_MOST if key in _BELOW_ZERO else int(key in _FROM_ONE)}"
            yield f"{name} <= {_AT_MOST.get(key, COUNT_AT_MOST)}"


CONSTRAINTS = tuple(constraints())
