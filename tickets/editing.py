"""Leases on open forms: workstations see who is working on which ticket.

This is a courtesy outside of the service's commands and the journal. Conflicts are decided by the database alone.
"""

from dataclasses import replace
from uuid import uuid4

from tickets.service import TicketService
from tickets.store.leases import end_lease, write_lease
from tickets.store.queries.editing import Lease, leases
from tickets.store.rows import Who

LEASE_SECONDS = 60  # a crashed workstation's lease ends after this
RENEW_SECONDS = 20
_APART = "#"


class Editing:
    """The leases of one window, and those of the others.

    Each window has an id of its own, so that two windows of one person don't end each other's leases.
    Every method uses a short transaction of its own and raises Refused or Unavailable.
    """

    def __init__(self, service: TicketService) -> None:
        self._service = service
        self._mark = _APART + uuid4().hex[:8]

    def hold(self, ticket_id: int, who: Who, doing: str) -> None:
        """Show the others for the next LEASE_SECONDS that `who` is doing this to a ticket. Call again to renew."""
        if who.staff_id is None:
            return
        at = None if self._service.server_clock is not None else self._service.now()
        with self._service.store.writing() as connection:
            write_lease(connection, ticket_id, who.staff_id, who.seat + self._mark, doing, LEASE_SECONDS, at)
        self._service.feed.wake()

    def let_go(self, ticket_id: int, who: Who) -> None:
        """End the lease: `who` isn't working on the ticket any more."""
        if who.staff_id is None:
            return
        with self._service.store.writing() as connection:
            end_lease(connection, ticket_id, who.staff_id, who.seat + self._mark)
        self._service.feed.wake()

    def others(self) -> tuple[Lease, ...]:
        """Return the leases of other windows, the oldest first; `seat` is the workstation's displayed name."""
        held = self._service.read(leases, self._service.now())
        return tuple(
            replace(lease, seat=lease.seat.rpartition(_APART)[0])
            for lease in held
            if not lease.seat.endswith(self._mark)
        )
