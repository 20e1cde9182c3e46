"""Reads the leases on open forms."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from tickets.store.queries.moment import one_statement
from tickets.store.rows import freeze
from tickets.store.tables import editing, staff


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease on an open form: who, at which workstation, doing what. It ends at `until` unless renewed."""

    ticket_id: int
    staff: str
    seat: str
    doing: str
    since: datetime
    until: datetime


_LEASES = (
    select(editing, staff.c.name.label("staff"))
    .join(staff, staff.c.id == editing.c.staff_id)
    .where(editing.c.until > bindparam("now"))
    .order_by(editing.c.since, editing.c.id)
)


@one_statement
def leases(connection: Connection, now: datetime) -> list[Lease]:
    """Return every valid lease, the oldest first."""
    return freeze(Lease, connection.execute(_LEASES, {"now": now}))
