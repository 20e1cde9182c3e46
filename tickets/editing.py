"""Open forms: what seats tell each other about who is just working on what.

A courtesy and no fact about the repair: outside of TicketService.execute and of the journal. The server decides who
was first, whatever is told here.
"""

from dataclasses import replace
from uuid import uuid4

from tickets.service import TicketService
from tickets.store.leases import end_lease, write_lease
from tickets.store.queries.editing import Lease, leases
from tickets.store.rows import Who

LEASE_SECONDS = 60  # a seat that has died is gone after this
RENEW_SECONDS = 20
_APART = "#"


class Editing:
    """The open forms of one window, and those of the others.

    The window has a mark of its own, so that two windows of one person don't end each other's leases.
    Every method writes or reads in a short transaction of its own and raises Refused or Unavailable.
    """

    def __init__(self, desk: TicketService) -> None:
        self._desk = desk
        self._mark = _APART + uuid4().hex[:8]

    def hold(self, ticket_id: int, who: Who, doing: str) -> None:
        """Tell the others for the next LEASE_SECONDS that `who` is doing this to a ticket. Repeat it to renew it."""
        if who.staff_id is None:
            return
        at = None if self._desk.server_clock is not None else self._desk.now()
        with self._desk.store.writing() as connection:
            write_lease(connection, ticket_id, who.staff_id, who.seat + self._mark, doing, LEASE_SECONDS, at)
        self._desk.feed.wake()

    def let_go(self, ticket_id: int, who: Who) -> None:
        """Tell the others that `who` isn't working on a ticket any more."""
        if who.staff_id is None:
            return
        with self._desk.store.writing() as connection:
            end_lease(connection, ticket_id, who.staff_id, who.seat + self._mark)
        self._desk.feed.wake()

    def others(self) -> tuple[Lease, ...]:
        """Return what other windows hold, the oldest first; `seat` as people call it."""
        standing = self._desk.read(leases, self._desk.now())
        return tuple(
            replace(lease, seat=lease.seat.rpartition(_APART)[0])
            for lease in standing
            if not lease.seat.endswith(self._mark)
        )
