"""Says which limits a re-rating changes. The rows of the limits are looked up by `limit_of`, in seconds."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from tickets.rules.instants import plus
from tickets.rules.words import Stage

Rated = TypeVar("Rated")
LOGGED_AS = "登记为"  # with this the reason of a request begins that was made when the call was logged
_INTO = "{merged} 并入 {main}"  # with this the reason of one begins that a merger made
LimitOf = Callable[[Rated, Stage, datetime], int]


def merged_words(merged: str, main: str) -> str:
    """Return that a ticket was merged into another, by their numbers; the reasons of its requests begin with it."""
    return _INTO.format(merged=merged, main=main)


def is_of_merger(reason: str, number: str) -> bool:
    """Return whether a request for consent to the rating of a ticket was made when another was merged into it."""
    return reason.partition("：")[0].endswith(merged_words("", number))


def lengthens(
    limit_of: LimitOf[Rated], before: Rated, after: Rated, started: Mapping[Stage, datetime], now: datetime
) -> bool:
    """Return whether any stage gets a longer limit: one that runs since `started`, or one that starts at any hour."""
    if before == after:  # as of most calls, which are logged as the triage rates them
        return False
    hours = [plus(now, 3600 * hour) for hour in range(24)]
    return any(
        limit_of(after, stage, at) > limit_of(before, stage, at)
        for stage in Stage
        for at in ([started[stage], *hours] if stage in started else hours)
    )
