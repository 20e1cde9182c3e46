"""The alert ladder: which rungs a clock crosses, and when.

The warning is at a share of the allowance, overdue at the whole, escalations some seconds after the deadline. A
stopped clock crosses no rung, a held one none while the hold is in effect. A rung whose roles have nobody on duty is
escalated at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tickets.rules.clocks import Clock, counted
from tickets.rules.instants import plus
from tickets.rules.words import Priority, Role, RungKind, Stage

NOBODY = "无人在班"  # the reason of an alert to a role with nobody on duty
WENT_UP = "下级无人在班"  # the reason of an alert escalated because the lower rung had nobody on duty


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: `share` percent of the allowance, or `after` seconds past the deadline.

    `stage` or `priority` None means any. The rung is in force from `since` until `until`, None for no end.
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
    """Return whether a rung applies to this stage and priority."""
    return rung.stage in (None, stage) and rung.priority in (None, priority)


def instant(rung: Rung, clock: Clock) -> datetime:
    """Return when the clock crosses the rung if it runs on without further hold."""
    allowance = max(0, clock.allowance)  # a promise taken over may be past
    mark = allowance * rung.share // 100 if rung.share is not None else allowance + (rung.after or 0)
    return plus(clock.started, clock.held + mark)


def in_force(rung: Rung, at: datetime) -> bool:
    """Return whether the rung was in force at this instant."""
    return rung.since <= at and (rung.until is None or at < rung.until)


def course(rungs: Iterable[Rung], clock: Clock) -> list[tuple[datetime, Rung]]:
    """Return every rung that a clock crosses if nobody touches it any more, earliest first; none if it has stopped.

    `rungs` must already be those of the clock's stage and priority. A hold without an end leaves only the rungs crossed
    before it.
    """
    found = [(at, rung) for rung in rungs if (at := crossing(rung, clock)) is not None and in_force(rung, at)]
    return sorted(found, key=lambda hit: (hit[0], hit[1].id))


def crossing(rung: Rung, clock: Clock) -> datetime | None:
    """Return when the clock crosses the rung if nobody touches it any more; None if it never does.

    During a hold no rung is crossed. After one that counts, each comes later by the hold; after one that does not,
    those of the meantime come at once.
    """
    if clock.stopped is not None:
        return None
    at = instant(rung, clock)
    if clock.held_since is None or at <= clock.held_since:
        return at
    if clock.held_until is None:
        return None
    return max(plus(at, counted(clock, clock.held_until)), clock.held_until)


def crossed(rungs: Iterable[Rung], clock: Clock, since: datetime, until: datetime) -> list[tuple[datetime, Rung]]:
    """Return the rungs that the clock crosses with since <= instant <= until."""
    return [hit for hit in course(rungs, clock) if since <= hit[0] <= until]


def next_instant(rungs: Iterable[Rung], clock: Clock, since: datetime) -> datetime | None:
    """Return the instant of the first rung at or after `since`; None when stopped, held for good or past the last."""
    return next((at for at, _ in course(rungs, clock) if at >= since), None)


def recipients(rung: Rung, above: Iterable[Rung], on_duty: frozenset[Role]) -> dict[Role, str]:
    """Return the recipients of an alert of this rung, each with the reason to store ("" normally).

    If none of the rung's roles has anybody on duty, the recipients are the roles on duty of the next rung `above` that
    has any. If none has, it is every role, so that every workstation shows the alert.
    """
    to = {role: "" if role in on_duty else NOBODY for role in rung.roles}
    if on_duty & rung.roles:
        return to
    up = next((found for each in above if (found := each.roles & on_duty)), frozenset(Role))
    return to | dict.fromkeys(up - rung.roles, WENT_UP)
