"""Reads the archive slice after slice, as the archive desk does."""

from sqlalchemy import Connection

from tickets.store.queries.archive import COUNT_AT_MOST, PAGE, ArchiveFilter, ArchiveRow, PageKey, look, tally


def page(
    connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None, size: int = PAGE
) -> list[ArchiveRow]:
    """Return the next `size` matching tickets, from the newest on; `after` is the last one's key."""
    found = look(connection, wanted, after, size)
    rows = found.rows
    while len(rows) < size and found.reached is not None:
        found = look(connection, wanted, found.reached, size - len(rows))
        rows += found.rows
    return rows


def count(connection: Connection, wanted: ArchiveFilter, at_most: int = COUNT_AT_MOST) -> int:
    """Return the number of matching tickets; counting stops at `at_most`."""
    found = tally(connection, wanted)
    number = found.count
    while number < at_most and found.reached is not None:
        found = tally(connection, wanted, found.reached)
        number += found.count
    return min(number, at_most)
