"""Fills a server's database with the rows of a file, in one transaction."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Boolean, Connection, Table, func, inspect, select, text

from tickets.server_admin.row_digests import BATCH, STREAMED, TABLES, Sum, Summing, Values, read_rows
from tickets.store.search import SearchableCall, further_numbers, index_calls, searchable_texts
from tickets.store.subscriber_index import index_subscribers, subscriber_words
from tickets.store.tables import TEXT_INDEXES, calls, places, subscribers, tickets

Progress = Callable[[int], object]

_CALLS = (
    select(
        calls.c.id, calls.c.at, calls.c.words, calls.c.address, calls.c.caller, calls.c.phone_digits,
        calls.c.phone, calls.c.household_no, tickets.c.opened, places.c.town, places.c.name, places.c.aliases,
    )
    .select_from(calls.outerjoin(tickets, tickets.c.id == calls.c.ticket_id)
                 .outerjoin(places, places.c.id == tickets.c.place_id))
    .order_by(calls.c.id)
)  # fmt: skip
_NEXT = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last, :used)")
_NOTHING_LEFT = (*TEXT_INDEXES, *(table.name for table in reversed(TABLES) if table.name != "journal"))


def empty(connection: Connection) -> None:
    """Delete the default rows of a new database. The journal must be empty, because it is never deleted from."""
    for name in _NOTHING_LEFT:
        connection.exec_driver_sql(f"DELETE FROM {name}")


def copy(source: Connection, target: Connection, table: Table, progress: Progress) -> Sum:
    """Copy a table's rows unchanged, continue its id sequence after the last one, and return their sum."""
    summing = Summing()
    flags = frozenset(place for place, column in enumerate(table.c) if isinstance(column.type, Boolean))
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    driver: Any = target.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as sink:
        for rows in read_rows(source, table):
            for row in rows:
                sink.write_row(_as_sent(row, flags))
            summing.add(rows)
            progress(len(rows))
    if "id" in table.c:
        last = target.execute(select(func.max(table.c.id))).scalar()
        target.execute(_NEXT, {"name": table.name, "last": last or 1, "used": last is not None})
    return summing.sum


def index(target: Connection, progress: Progress) -> None:
    """Index every call and every household for the full-text search; a target of schema 0007 has no households."""
    with target.execute(_CALLS, execution_options=STREAMED) as found:
        for part in found.partitions(BATCH):
            index_calls(target, [_searchable(row) for row in part])
            progress(len(part))
    if not inspect(target).has_table(subscribers.name):
        return
    with target.execute(select(subscribers), execution_options=STREAMED) as found:
        for part in found.partitions(BATCH):
            index_subscribers(target, [(row.id, subscriber_words(row)) for row in part])
            progress(len(part))


def _searchable(row: Any) -> SearchableCall:
    names = "" if row.name is None else f"{row.town} {row.name} {row.aliases}"
    numbers = row.phone_digits, *further_numbers(row.phone, row.phone_digits)
    return SearchableCall(row.id, row.opened or row.at, searchable_texts(row, numbers, names))


def _as_sent(row: Values, flags: frozenset[int]) -> Values:
    if not flags:
        return row
    return tuple(bool(value) if place in flags else value for place, value in enumerate(row))
