"""What the caller said, where nothing else is known about the place."""

from sqlalchemy import and_, case, select

from tickets.store.tables import calls, tickets

_FIRST_WORDS = (
    select(calls.c.words)
    .where(calls.c.ticket_id == tickets.c.id)
    .order_by(calls.c.at, calls.c.id)
    .limit(1)
    .correlate(tickets)
    .scalar_subquery()
)
# The words of a ticket's first call when it has neither place nor address; else "".
SAID_OF_PLACE = case((and_(tickets.c.place_id.is_(None), tickets.c.address == ""), _FIRST_WORDS), else_="")
