"""The last change of a ticket or of a settings row, from the journal."""

from typing import Any

from sqlalchemy import Connection, select

from tickets.rules.action_labels import action_label
from tickets.rules.instants import LOCAL
from tickets.store.tables import journal, staff

_LATELY = 500  # entries that are searched


def last_change(connection: Connection, ticket_id: int) -> str:
    """Return the ticket's latest journal entry as text: when, who, at which workstation, what."""
    row = connection.execute(
        select(journal.c.at, journal.c.seat, journal.c.action, staff.c.name)
        .outerjoin(staff, staff.c.id == journal.c.staff_id)
        .where(journal.c.ticket_id == ticket_id, journal.c.ticket_version.is_not(None))
        .order_by(journal.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return "未知"
    return _entry_text(row)


def last_edit(connection: Connection, table: str, key: int | str) -> str:
    """Return the latest journal entry that changed a row other than a ticket's; "" when that is too long ago."""
    lately = (
        select(journal.c.at, journal.c.seat, journal.c.action, journal.c.changes, staff.c.name)
        .outerjoin(staff, staff.c.id == journal.c.staff_id)
        .where(journal.c.ticket_id.is_(None))
        .order_by(journal.c.id.desc())
        .limit(_LATELY)
    )
    for row in connection.execute(lately):
        if any(change["table"] == table and change["key"] == key for change in row.changes):
            return _entry_text(row)
    return ""


def _entry_text(row: Any) -> str:
    return f"{row.at.astimezone(LOCAL):%H:%M:%S} {row.name or '系统'}（{row.seat}）{action_label(row.action)}"
