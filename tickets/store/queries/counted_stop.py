"""When a clock counts as stopped, in SQL: see `counted_stop` in tickets/rules/clocks.py."""

from sqlalchemy import and_, case

from tickets.store.tables import clocks

_ENTERED_LATER = and_(clocks.c.consent.is_(None), clocks.c.entered > clocks.c.stopped)
COUNTED_STOP = case((_ENTERED_LATER, clocks.c.entered), else_=clocks.c.stopped)
