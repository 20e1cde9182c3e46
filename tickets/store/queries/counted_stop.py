"""When a clock counts as stopped, in SQL: see `counted_stop` in tickets/rules/clocks.py."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case

from tickets.store.tables import clocks


def counted_stop(of: FromClause = clocks) -> ColumnElement[Any]:
    """Return when a clock counts as stopped: as stated with consent, else not before it was entered."""
    entered_later = and_(of.c.consent.is_(None), of.c.entered > of.c.stopped)
    return case((entered_later, of.c.entered), else_=of.c.stopped)
