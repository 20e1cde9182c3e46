"""Which limit applies: the most specific row of the table that matches, the shorter one when two are equal."""

from collections.abc import Iterable
from dataclasses import dataclass

from tickets.rules.words import Priority, Stage, Zone


@dataclass(frozen=True, slots=True)
class Limit:
    """A row of the limits table; None matches anything. Pipe sizes are DN in mm, hours local 0-23.

    `dn_from <= DN < dn_to`; `hour_from <= hour < hour_to`, over midnight when hour_from > hour_to.
    `version` counts the edits of the row's rule, `id` names this version of it.
    """

    id: int
    stage: Stage
    seconds: int
    fault: str | None = None
    priority: Priority | None = None
    zone: Zone | None = None
    dn_from: int | None = None
    dn_to: int | None = None
    hour_from: int | None = None
    hour_to: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """What a limit is looked up for; `dn` is None while the pipe is unknown."""

    stage: Stage
    fault: str
    priority: Priority
    zone: Zone
    dn: int | None
    hour: int


def matches(limit: Limit, case: Case) -> bool:
    """Return whether the row speaks of this case. A row for a pipe size never matches an unknown pipe."""
    return (
        limit.stage is case.stage
        and limit.fault in (None, case.fault)
        and limit.priority in (None, case.priority)
        and limit.zone in (None, case.zone)
        and _size_matches(limit, case.dn)
        and _hour_matches(limit, case.hour)
    )


def specificity(limit: Limit) -> tuple[bool, ...]:
    """Return a key that grows with what the row names: fault, pipe size, priority, zone, hour, in this order."""
    sized = limit.dn_from is not None or limit.dn_to is not None
    named = (limit.fault, limit.priority, limit.zone, limit.hour_from)
    fault, priority, zone, hour = (value is not None for value in named)
    return fault, sized, priority, zone, hour


def choose(limits: Iterable[Limit], case: Case) -> Limit | None:
    """Return the row that governs the case; None when the table has no row for it."""
    fitting = [limit for limit in limits if matches(limit, case)]
    return max(fitting, key=lambda limit: (specificity(limit), -limit.seconds, -limit.id), default=None)


def _size_matches(limit: Limit, dn: int | None) -> bool:
    if limit.dn_from is None and limit.dn_to is None:
        return True
    if dn is None:
        return False
    return (limit.dn_from or 0) <= dn and (limit.dn_to is None or dn < limit.dn_to)


def _hour_matches(limit: Limit, hour: int) -> bool:
    if limit.hour_from is None or limit.hour_to is None:
        return True
    if limit.hour_from <= limit.hour_to:
        return limit.hour_from <= hour < limit.hour_to
    return hour >= limit.hour_from or hour < limit.hour_to
