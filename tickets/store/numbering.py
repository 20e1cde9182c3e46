"""Ticket numbers YYYYMMDD-NNNN: a counter per day, advanced in the transaction that uses the numbers."""

import re
from datetime import date

from sqlalchemy import Connection, select

from tickets.store.inserting import placeholder
from tickets.store.tables import tickets
from tickets.store.unreadable import BrokenRow, report_broken

NUMBERED_AT_ONCE = 500  # the most that an import takes in one transaction
OF_A_DAY_AT_MOST = 999_999  # a higher count was not written by this program

# No row is returned when the count is invalid. The row is locked all the same, so no other transaction numbers tickets.
_TAKE = (
    "INSERT INTO day_numbers (day, last) VALUES ({placeholder}, {placeholder}) "
    "ON CONFLICT (day) DO UPDATE SET last = day_numbers.last + excluded.last "
    f"WHERE day_numbers.last BETWEEN 0 AND {OF_A_DAY_AT_MOST} - excluded.last RETURNING last"
)
_GIVEN = "SELECT 1 FROM tickets WHERE number IN ({marks}) LIMIT 1"


def take_numbers(connection: Connection, day: date, count: int = 1) -> list[str]:
    """Return the next `count` ticket numbers of a local day. No other transaction gets the same numbers.

    No call may be lost because the day's counter is invalid or too low. The numbers then follow the highest number of
    the day's tickets, and the broken row is reported.
    """
    stem = f"{day:%Y%m%d}"
    last = connection.exec_driver_sql(_TAKE.format(placeholder=placeholder(connection)), (stem, count)).scalar()
    numbers = _up_to(stem, last, count) if isinstance(last, int) else []
    if numbers and not _are_given(connection, numbers):
        return numbers
    report_broken([BrokenRow("编号计数", stem, ("last",))])
    return _up_to(stem, _highest(connection, stem) + count, count)


def _up_to(stem: str, last: int, count: int) -> list[str]:
    return [f"{stem}-{number:04d}" for number in range(last - count + 1, last + 1)]


def _are_given(connection: Connection, numbers: list[str]) -> bool:
    """Return whether a ticket already has one of these numbers."""
    marks = ", ".join([placeholder(connection)] * len(numbers))
    return connection.exec_driver_sql(_GIVEN.format(marks=marks), tuple(numbers)).first() is not None


def _highest(connection: Connection, stem: str) -> int:
    """Return the highest ticket number of a day, 0 when there is none."""
    given = connection.execute(select(tickets.c.number).where(tickets.c.number.startswith(f"{stem}-"))).scalars()
    matches = (re.fullmatch(r"\d{8}-(\d{1,6})", str(number)) for number in given)
    return max((int(match[1]) for match in matches if match), default=0)
