"""The order of the dispatch queue: what falls due next stands first.

Running clocks by their deadline, so that the longest overdue leads; then held ones, the one with the least
time left first; then tickets that nothing is timed for (待回访), the oldest first. The order does not depend
on the present instant: it changes only when a ticket does.
"""

from datetime import datetime

from tickets.rules.instants import seconds_between

QueueKey = tuple[int, int, int]


def queue_key(deadline: datetime | None, held_since: datetime | None, opened: datetime, ticket_id: int) -> QueueKey:
    """Return what a ticket sorts by. `deadline` is that of its next due clock, None when none is timed."""
    if deadline is None:
        return 2, int(opened.timestamp()), ticket_id
    if held_since is not None:
        return 1, seconds_between(held_since, deadline), ticket_id
    return 0, int(deadline.timestamp()), ticket_id
