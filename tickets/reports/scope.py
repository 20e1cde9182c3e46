"""The scope of a report: the period, the breakdown, and the filters."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tickets.errors import Refused
from tickets.rules.instants import day_start, local_day
from tickets.rules.words import Priority, Source, Word, Zone

NO_CREW = 0  # filters what no crew has had; ids of crews begin at 1
NO_FAULT = ""  # matches nothing but calls without a ticket, which have no fault, zone or priority
TREND_BARS = 100  # longer periods are divided into weeks or more
_STEPS = (1, 7, 28, 91, 364)  # days: whole weeks, so that bars can be compared

Key = int | str | None


class Breakdown(Word):
    """What the rows of a report's table represent."""

    NONE = "none", "不分组"
    CREW = "crew", "班组"
    FAULT = "fault", "故障类型"
    ZONE = "zone", "片区"
    PRIORITY = "priority", "紧急程度"
    DAY = "day", "日期"


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a report: `since <= instant < until`, grouped `by`, filtered where a value is given.

    Raises Refused when the period ends before it begins.
    """

    since: datetime
    until: datetime
    by: Breakdown = Breakdown.NONE
    crew_id: int | None = None
    fault: str | None = None
    zone: Zone | None = None
    priority: Priority | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise Refused("开始日期晚于结束日期，请核对后重填。")

    @property
    def days(self) -> int:
        """The number of calendar days in the period."""
        return (local_day(self.until - timedelta(seconds=1)) - local_day(self.since)).days + 1

    @property
    def step(self) -> int:
        """The days in one bar of the trend."""
        return next((step for step in _STEPS if self.days <= step * TREND_BARS), _STEPS[-1])

    def narrowed(self, key: Key) -> "Scope":
        """Return the scope of one of this scope's groups."""
        match self.by:
            case Breakdown.CREW:
                return replace(self, by=Breakdown.NONE, crew_id=int(key) if key else NO_CREW)
            case Breakdown.FAULT | Breakdown.ZONE | Breakdown.PRIORITY if key is None:
                return replace(self, by=Breakdown.NONE, fault=NO_FAULT)
            case Breakdown.FAULT:
                return replace(self, by=Breakdown.NONE, fault=str(key))
            case Breakdown.ZONE:
                return replace(self, by=Breakdown.NONE, zone=Zone(str(key)))
            case Breakdown.PRIORITY:
                return replace(self, by=Breakdown.NONE, priority=Priority(str(key)))
            case Breakdown.DAY:
                return self.between(date.fromisoformat(str(key)), 1)
        return self

    def between(self, first: date, days: int) -> "Scope":
        """Return the ungrouped scope of `days` calendar days from `first`, cut to this period."""
        since, until = day_start(first), day_start(first + timedelta(days=days))
        return replace(self, by=Breakdown.NONE, since=max(since, self.since), until=min(until, self.until))


def scope_of_days(first: date, last: date, by: Breakdown = Breakdown.NONE) -> Scope:
    """Return the scope of the calendar days from `first` to `last`. Raises Refused when they are reversed."""
    return Scope(day_start(first), day_start(last + timedelta(days=1)), by)
