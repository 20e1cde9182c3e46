"""Who did what to a ticket, and when."""

from sqlalchemy import Connection, select

from tickets.rules.deeds import deed_label
from tickets.rules.instants import LOCAL
from tickets.store.tables import journal, staff


def last_change(connection: Connection, ticket_id: int) -> str:
    """Return the ticket's latest journal entry in words: when, who, at which seat, what."""
    row = connection.execute(
        select(journal.c.at, journal.c.seat, journal.c.action, staff.c.name)
        .outerjoin(staff, staff.c.id == journal.c.staff_id)
        .where(journal.c.ticket_id == ticket_id, journal.c.ticket_version.is_not(None))
        .order_by(journal.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return "未知"
    return f"{row.at.astimezone(LOCAL):%H:%M:%S} {row.name or '系统'}（{row.seat}）{deed_label(row.action)}"
