"""The order of the dispatch queue: what falls due next comes first.

First running clocks by deadline, so that the longest overdue leads; then held ones by the time left; then tickets
without a clock (待回访), the oldest first. The order changes only when a ticket does, or when a hold is in effect no
longer.
"""

from datetime import datetime

from tickets.rules.instants import seconds_between

QueueKey = tuple[int, int, int]


def queue_key(deadline: datetime | None, held_since: datetime | None, opened: datetime, ticket_id: int) -> QueueKey:
    """Return a ticket's sort key. `deadline` is that of its next due clock, None when none runs.

    `held_since` is None as well for a hold that is in effect no longer.
    """
    if deadline is None:
        return 2, int(opened.timestamp()), ticket_id
    if held_since is not None:
        return 1, seconds_between(held_since, deadline), ticket_id
    return 0, int(deadline.timestamp()), ticket_id
