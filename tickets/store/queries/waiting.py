"""The requests that wait for consent and may decide what a ticket's clocks are due."""

from sqlalchemy import Connection, bindparam, select

from tickets.rules.words import ConsentKind, ConsentState
from tickets.store.tables import consents, tickets

_IDS = select(tickets.c.id).where(tickets.c.id == bindparam("id")).cte("ids", recursive=True)
_WITH_MERGED = _IDS.union(select(tickets.c.id).where(tickets.c.merged_into == _IDS.c.id))
_WAITING = select(consents.c.kind, consents.c.clock_id).where(
    consents.c.ticket_id.in_(select(_WITH_MERGED.c.id)), consents.c.state == ConsentState.ASKED
)


def waiting_requests(connection: Connection, ticket_id: int) -> frozenset[tuple[ConsentKind, int | None]]:
    """Return the requests that nobody has decided, of a ticket and of those merged into it.

    That is the kind of each, and the clock that it is about.
    """
    return frozenset((row.kind, row.clock_id) for row in connection.execute(_WAITING, {"id": ticket_id}))
