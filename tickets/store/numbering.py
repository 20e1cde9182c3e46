"""Ticket numbers count up day by day: YYYYMMDD-NNNN, given within the transaction that needs them."""

from datetime import date

from sqlalchemy import Connection

from tickets.store.inserting import mark

NUMBERED_AT_ONCE = 500  # tickets: an import's, in one transaction

_TAKE = (
    "INSERT INTO day_numbers (day, last) VALUES ({mark}, {mark}) "
    "ON CONFLICT (day) DO UPDATE SET last = day_numbers.last + excluded.last RETURNING last"
)


def take_numbers(connection: Connection, day: date, count: int = 1) -> list[str]:
    """Return the next `count` ticket numbers of a local day; no other transaction gets the same ones."""
    sql = _TAKE.format(mark=mark(connection))
    stem = f"{day:%Y%m%d}"
    last = int(connection.exec_driver_sql(sql, (stem, count)).scalar_one())
    return [f"{stem}-{number:04d}" for number in range(last - count + 1, last + 1)]
