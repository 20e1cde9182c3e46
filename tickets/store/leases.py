"""Writes the leases on open forms. Instants are the server's, or `at` for a file."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from tickets.errors import Refused
from tickets.store.inserting import placeholder, to_db

_CLEAR_FILE = "DELETE FROM editing WHERE staff_id = ? AND until <= {now}"
_CLEAR_SERVER = "SELECT end_leases(%s, NULL, NULL, {now})"
_SERVER_TIME = "floor(extract(epoch FROM clock_timestamp()))::bigint"


def write_lease(
    connection: Connection, ticket_id: int, staff_id: int, seat: str, doing: str, seconds: int, at: datetime | None
) -> None:
    """Start a lease, or renew it for `seconds` from now, and delete the expired leases of the same person.

    Raises Refused when the ticket or the person no longer exists.
    """
    one = placeholder(connection)
    clear = _CLEAR_FILE if connection.dialect.name == "sqlite" else _CLEAR_SERVER
    now = _SERVER_TIME if at is None else str(to_db(at))
    try:
        connection.exec_driver_sql(clear.format(now=now), (staff_id,))
        connection.exec_driver_sql(
            "INSERT INTO editing (ticket_id, staff_id, seat, doing, since, until) "
            f"VALUES ({one}, {one}, {one}, {one}, {now}, {now} + {seconds}) "
            "ON CONFLICT (ticket_id, staff_id, seat) DO UPDATE SET doing = excluded.doing, until = excluded.until, "
            "since = CASE editing.doing WHEN excluded.doing THEN editing.since ELSE excluded.since END",
            (ticket_id, staff_id, seat, doing),
        )
    except IntegrityError as error:
        raise Refused("没有这张工单或这个人员，请另选一张工单。") from error


def end_lease(connection: Connection, ticket_id: int, staff_id: int, seat: str) -> None:
    """End a lease if it still exists."""
    if connection.dialect.name == "sqlite":
        statement = "DELETE FROM editing WHERE staff_id = ? AND ticket_id = ? AND seat = ?"
    else:
        statement = "SELECT end_leases(%s, %s, %s, NULL)"
    connection.exec_driver_sql(statement, (staff_id, ticket_id, seat))
