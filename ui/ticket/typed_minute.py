"""The instant that a typed minute means beside steps that were recorded to the second. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tickets.rules.corrections import OutOfOrder, corrected
from tickets.rules.recorded_times import Mark, RecordedTimes
from tickets.store.queries.ticket_file import TicketFile

_MINUTE = timedelta(minutes=1)


def late_instant(at: datetime, file: TicketFile) -> datetime:
    """Return the time of a late step: that of the last one before it, if that was in the same minute, else `at`."""
    times = (file.ticket.opened, *RecordedTimes(file.record).times.values())
    return max(_within(at, times), default=at)


def corrected_instant(recorded: RecordedTimes, step: Mark, at: datetime, cap: int) -> datetime:
    """Return the first instant in the minute of `at` that keeps the order of the steps; `at` if there is none.

    `cap` is for how many seconds a granted hold counts at most.
    """
    others = sorted(_within(at, (recorded.at(mark) for mark in recorded.steps if mark is not step)))
    return next((each for each in (at, *others) if _is_in_order(recorded, step, each, cap)), at)


def _within(at: datetime, times: Iterable[datetime]) -> list[datetime]:
    return [each for each in times if at < each < at + _MINUTE]


def _is_in_order(recorded: RecordedTimes, step: Mark, at: datetime, cap: int) -> bool:
    try:
        corrected(recorded, step, at, cap)
    except OutOfOrder:
        return False
    return True
