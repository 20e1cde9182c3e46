"""Says which limits a re-rating changes. The rows of the limits are looked up by `limit_of`, in seconds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from tickets.rules import limits
from tickets.rules.instants import plus
from tickets.rules.stages import FIRST, STAGES, TICKET_STAGES
from tickets.rules.words import Stage, State


class RatedRow(limits.Rated, Protocol):
    """A dataclass with what the limits of a ticket depend on."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


AnyRated = TypeVar("AnyRated", bound=RatedRow)
# The actions that ask for consent to a rating besides a re-rating: a merger, and those that log a call.
AT_MERGER = "merge"
AT_INTAKE = ("log_call", "log_settled_call", "enter_slip")
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
LimitOf = Callable[[AnyRated, Stage, datetime], int]
BEFORE_ARRIVAL = FIRST.states + tuple(state for each in STAGES if each.by_appointment for state in each.states)


def takes_appointment(state: State, appointment: datetime | None) -> bool:
    """Return whether a re-rating may add an appointment: the ticket has none, and its crew is not there yet."""
    return appointment is None and state in BEFORE_ARRIVAL


def lengthens(
    limit_of: LimitOf[AnyRated],
    before: Sequence[AnyRated],
    after: Sequence[AnyRated],
    started: Mapping[Stage, datetime],
    now: datetime,
) -> bool:
    """Return whether the strictest of the ratings `after` gives any stage a longer limit than that of those `before`.

    Compared are the stages that run, since `started`, and every stage as if it started at any hour from now on, or from
    an appointment of the ratings `before` on. So dropping an appointment lengthens a limit, however far ahead it is.
    They are compared without appointments, too: once a crew has kept one, the rules limit the next arrival.
    """
    if before == after:  # as of most calls, which are logged as the triage rates them
        return False
    agreed = (each.appointment for each in before)
    starts = [
        *_each_hour(now),
        *(at for since in agreed if since is not None and since > now for at in _each_hour(since)),
    ]
    return any(
        min(limit_of(each, stage, at) for each in new) > min(limit_of(each, stage, at) for each in old)
        for new, old in ((after, before), (_without_appointments(after), _without_appointments(before)))
        for stage in TICKET_STAGES
        for at in (*([started[stage]] if stage in started else []), *starts)
    )


def _without_appointments(ratings: Sequence[AnyRated]) -> list[AnyRated]:
    return [replace(each, appointment=None) for each in ratings]


def _each_hour(since: datetime) -> list[datetime]:
    """Return the earliest instant in each hour of the day that is not before `since`: limits differ by the hour."""
    return [since, *(plus(since.replace(minute=0, second=0), 3600 * hour) for hour in range(1, 24))]
