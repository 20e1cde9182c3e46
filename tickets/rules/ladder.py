"""The alert ladder: which rungs a clock crosses, and when.

A warning stands at a share of the allowance, overdue at all of it, escalation steps some seconds
after the deadline. A held or stopped clock crosses nothing. A rung that finds nobody on duty goes up at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tickets.rules.clocks import Clock
from tickets.rules.instants import plus
from tickets.rules.words import Priority, Role, RungKind, Stage

NOBODY = "无人在班"  # the reason of an alert to a role with nobody on duty
WENT_UP = "下级无人在班"  # the reason of an alert that went up because its rung found nobody


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: `share` percent of the allowance, or `after` seconds past the deadline.

    `stage` or `priority` None means any. `since` and `until` bound the time in which the rung is in
    force; `until` is None for a present one.
    """

    id: int
    kind: RungKind
    stage: Stage | None
    priority: Priority | None
    share: int | None
    after: int | None
    roles: frozenset[Role]
    since: datetime
    until: datetime | None = None


def applies(rung: Rung, stage: Stage, priority: Priority) -> bool:
    """Return whether a rung speaks of this stage and priority."""
    return rung.stage in (None, stage) and rung.priority in (None, priority)


def instant(rung: Rung, clock: Clock) -> datetime:
    """Return when the clock, running on without further hold, crosses the rung."""
    allowance = clock.limit + clock.extended
    mark = allowance * rung.share // 100 if rung.share is not None else allowance + (rung.after or 0)
    return plus(clock.started, clock.held + mark)


def in_force(rung: Rung, at: datetime) -> bool:
    """Return whether the rung belonged to the ladder at this instant."""
    return rung.since <= at and (rung.until is None or at < rung.until)


def course(rungs: Iterable[Rung], clock: Clock) -> list[tuple[datetime, Rung]]:
    """Return every rung that a clock crosses, running on without further hold, earliest first; none if it stands.

    `rungs` must already be those of the clock's stage and priority.
    """
    found = [(instant(rung, clock), rung) for rung in rungs] if clock.running else []
    return sorted((hit for hit in found if in_force(hit[1], hit[0])), key=lambda hit: (hit[0], hit[1].id))


def crossed(rungs: Iterable[Rung], clock: Clock, since: datetime, until: datetime) -> list[tuple[datetime, Rung]]:
    """Return the part of the clock's course with since <= instant <= until."""
    return [hit for hit in course(rungs, clock) if since <= hit[0] <= until]


def next_instant(rungs: Iterable[Rung], clock: Clock, since: datetime) -> datetime | None:
    """Return the first rung's instant at or after `since`; None when held, stopped or past the last rung."""
    return next((at for at, _ in course(rungs, clock) if at >= since), None)


def recipients(rung: Rung, above: Iterable[Rung], on_duty: frozenset[Role]) -> dict[Role, str]:
    """Return to whom an alert of this rung goes, each with the reason it is kept with ("" for the plain case).

    Where none of the rung's roles has anybody on duty it goes up at once: to those on duty of the next rung `above`
    that has any. Where none has, it goes to every role, so that every seat shows it.
    """
    to = {role: "" if role in on_duty else NOBODY for role in rung.roles}
    if on_duty & rung.roles:
        return to
    up = next((found for each in above if (found := each.roles & on_duty)), frozenset(Role))
    return to | dict.fromkeys(up - rung.roles, WENT_UP)
