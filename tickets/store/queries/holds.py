"""A ticket's holds as they are recorded, for corrections."""

from sqlalchemy import Connection, bindparam, select

from tickets.rules.recorded_times import Hold
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, consents, holds

_HOLDS = (
    select(
        holds.c.id, holds.c.clock_id, holds.c.since, holds.c.until, holds.c.counted, holds.c.consent_id,
        consents.c.state,
    )
    .join(clocks, clocks.c.id == holds.c.clock_id)
    .outerjoin(consents, consents.c.id == holds.c.consent_id)
    .where(of_ticket(bindparam("id")))
    .order_by(holds.c.id)
)  # fmt: skip


def recorded_holds(connection: Connection, ticket_id: int) -> tuple[Hold, ...]:
    """Return every hold of a ticket's clocks, in the order of their ids."""
    return tuple(Hold(*row) for row in connection.execute(_HOLDS, {"id": ticket_id}))
