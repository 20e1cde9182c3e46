"""Chooses the limit that applies: the most specific matching row, the shorter one of two equally specific."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from tickets.rules.instants import local_hour, seconds_between
from tickets.rules.stages import goes_by_appointment
from tickets.rules.words import Priority, Stage, Zone

_NAMED = ("故障", "管径", "紧急程度", "片区", "时段")  # in the order of `specificity`
SHORTEST = 60  # seconds, the limit for an appointment that is now or past


@dataclass(frozen=True, slots=True)
class Limit:
    """A row of the limits table; None matches anything. Pipe sizes are DN in mm, hours local 0-23.

    `dn_from <= DN < dn_to`; `hour_from <= hour < hour_to`, over midnight when hour_from > hour_to.
    `rule` identifies the rule through its edits, `version` counts them, and `id` identifies this version.
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
    """What a limit is looked up for; `dn` is None while the pipe size is unknown."""

    stage: Stage
    fault: str
    priority: Priority
    zone: Zone
    dn: int | None
    hour: int


class Rated(Protocol):
    """What the limits of a ticket depend on, as the ticket's row has it. `dn` in mm."""

    @property
    def fault(self) -> str: ...
    @property
    def priority(self) -> Priority: ...
    @property
    def zone(self) -> Zone: ...
    @property
    def dn(self) -> int | None: ...
    @property
    def appointment(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating of a ticket, with the names of the ticket's columns."""

    fault: str
    priority: Priority
    zone: Zone
    dn: int | None
    appointment: datetime | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The row that applies, the other matching rows (the next best first), and the reason for the choice."""

    stage: Stage
    limit: Limit | None
    others: tuple[Limit, ...]
    why: str


def matches(limit: Limit, case: Case) -> bool:
    """Return whether the row matches this case. A row with a pipe size never matches an unknown pipe."""
    return (
        limit.stage is case.stage
        and limit.fault in (None, case.fault)
        and limit.priority in (None, case.priority)
        and limit.zone in (None, case.zone)
        and _size_matches(limit, case.dn)
        and _hour_matches(limit, case.hour)
    )


def specificity(limit: Limit) -> tuple[bool, ...]:
    """Return what the row specifies, the weightiest first, as a sort key."""
    sized = limit.dn_from is not None or limit.dn_to is not None
    named = (limit.fault, limit.priority, limit.zone, limit.hour_from)
    fault, priority, zone, hour = (value is not None for value in named)
    return fault, sized, priority, zone, hour


def choose(limits: Iterable[Limit], case: Case) -> Limit | None:
    """Return the row that applies; None when no row matches."""
    return max((limit for limit in limits if matches(limit, case)), key=_rank, default=None)


def limit_of(limits: Iterable[Limit], rated: Rated, stage: Stage, at: datetime) -> tuple[int, int | None] | None:
    """Return the limit in seconds of a stage that starts at `at`, and the id of its row; None when no row matches.

    With an appointment that the stage goes by, the limit is the time until then and has no row.
    """
    return limit_by(partial(choose, limits), rated, stage, at)


def limit_by(
    chosen: Callable[[Case], Limit | None], rated: Rated, stage: Stage, at: datetime
) -> tuple[int, int | None] | None:
    """Return what `limit_of` does; `chosen` returns the row that applies to a case."""
    if goes_by_appointment(stage, rated.priority) and rated.appointment is not None:
        return agreed(at, rated.appointment), None
    limit = chosen(Case(stage, rated.fault, rated.priority, rated.zone, rated.dn, local_hour(at)))
    return None if limit is None else (limit.seconds, limit.id)


def rule_on(limits: Iterable[Limit], case: Case) -> Ruling:
    """Return the row that applies and, in a Chinese sentence, why."""
    fitting = sorted((limit for limit in limits if matches(limit, case)), key=_rank, reverse=True)
    if not fitting:
        return Ruling(case.stage, None, (), f"没有适用的{case.stage.label}时限，请补一条适用所有情况的。")
    limit, *others = fitting
    return Ruling(case.stage, limit, tuple(others), _why(limit, others))


def scope(limit: Limit) -> tuple[object, ...]:
    """Return a key that is equal for two rows with exactly the same conditions."""
    sized = limit.dn_from is not None or limit.dn_to is not None
    sizes = (limit.dn_from or 0, limit.dn_to) if sized else None
    hours = frozenset(hour for hour in range(24) if _hour_matches(limit, hour))
    return limit.stage, limit.fault, limit.priority, limit.zone, sizes, hours


def scope_words(limit: Limit, fault_name: str) -> str:
    """Return a row's conditions in Chinese; `fault_name` is the name of its fault."""
    named = [
        fault_name if limit.fault is not None else "",
        size_words(limit.dn_from, limit.dn_to),
        limit.priority.label if limit.priority is not None else "",
        limit.zone.label if limit.zone is not None else "",
        hour_words(limit.hour_from, limit.hour_to),
    ]
    return " · ".join(part for part in named if part) or "所有情况"


def size_words(dn_from: int | None, dn_to: int | None) -> str:
    """Return a range of pipe sizes as text; "" for all."""
    if dn_to is None:
        return "" if dn_from is None else f"DN ≥ {dn_from}"
    return f"{dn_from} ≤ DN < {dn_to}" if dn_from else f"DN < {dn_to}"


def hour_words(hour_from: int | None, hour_to: int | None) -> str:
    """Return local hours as text; "" for the whole day."""
    if hour_from is None or hour_to is None:
        return ""
    return f"{hour_from}–{hour_to} 时" if hour_from < hour_to else f"{hour_from}–次日 {hour_to} 时"


def _rank(limit: Limit) -> tuple[tuple[bool, ...], int, int]:
    return specificity(limit), -limit.seconds, -limit.id


def _why(limit: Limit, others: list[Limit]) -> str:
    if not others:
        return "只有这一条适用。"
    also = f"另有 {len(others)} 条也适用，"
    for name, mine, theirs in zip(_NAMED, specificity(limit), specificity(others[0]), strict=True):
        if mine and not theirs:
            return f"{also}这一条写明了{name}，优先。"
    if limit.seconds < others[0].seconds:
        return f"{also}其中一样具体的，取时限短的。"
    return f"{also}其中一样具体、时限也一样的，取先定的。"


def agreed(at: datetime, appointment: datetime) -> int:
    """Return the limit in seconds of a stage that starts at `at` and ends at the appointment."""
    return max(SHORTEST, seconds_between(at, appointment))


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
