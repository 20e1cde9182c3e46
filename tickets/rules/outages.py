"""What stage an outage is in, and in which order outages are looked at. Pure."""

from datetime import datetime
from enum import IntEnum

SHOWN_AFTER_END = 30 * 86_400  # seconds for which an ended outage is listed
NOTICE_AHEAD = 24 * 3600  # seconds: a planned outage is told to the households that long before (Sishui's rule)


class Phase(IntEnum):
    """The phase of an outage; what needs somebody first comes first."""

    OVERDUE = 0  # it should be over by now
    LASTING = 1
    PLANNED = 2  # it has not begun
    ENDED = 3


def phase(since: datetime, expected: datetime | None, until: datetime | None, now: datetime) -> Phase:
    """Return the phase of an outage at an instant."""
    if until is not None:
        return Phase.ENDED
    if since > now:
        return Phase.PLANNED
    return Phase.OVERDUE if expected is not None and expected < now else Phase.LASTING


def moved_promise(promised: datetime | None, since: datetime, moved_to: datetime) -> datetime | None:
    """Return the promised end of a planned outage whose beginning is moved: what was promised is how long it lasts."""
    return None if promised is None else promised + (moved_to - since)


def is_short_notice(since: datetime, now: datetime) -> bool:
    """Return whether an outage that is still to come begins within NOTICE_AHEAD."""
    return 0 < (since - now).total_seconds() < NOTICE_AHEAD
