"""What the earlier rounds of a stage mean for the next one.

A course is the time since the call or the last reopening. A round that was given up in time, by a return or a
reassignment, hands its deadline on within its course. A stage that was done or late before, in whatever course, does
not count as on time once more: no number of reopenings improves a rate.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tickets.rules.clocks import Clock, fell_due, on_time
from tickets.rules.words import Outcome

GIVEN_UP = (Outcome.RETURNED, Outcome.REASSIGNED)
UNMET = (Outcome.MERGED, *GIVEN_UP)  # a clock that ended so in time is still a promise
COUNTING = (Outcome.DONE, *GIVEN_UP)  # a round with such an outcome counts if it was late


def handed_on(rounds: Iterable[Clock]) -> list[Clock]:
    """Return the rounds that were given up before their deadline, since one in which the stage was done."""
    found: list[Clock] = []
    for clock in rounds:
        if clock.outcome is Outcome.DONE:
            found.clear()
        elif clock.outcome in GIVEN_UP and on_time(clock):
            found.append(clock)
    return found


def promise_of(rounds: Iterable[Clock]) -> datetime | None:
    """Return the earliest deadline that had not passed when its round was given up; None if there is none."""
    return min((clock.deadline for clock in handed_on(rounds)), default=None)


def late_by(clocks: Sequence[Clock], at: datetime) -> list[Clock]:
    """Return the clocks of a ticket that are late at an instant, at the latest its end.

    They fell due, or were given up before their deadline, which passed while no later round was there to keep it.
    """
    last = {each.stage: each for each in clocks}
    broken = [each for each in last.values() if each.outcome in GIVEN_UP and each.deadline < at]
    return [each for each in clocks if fell_due(each, at) or each in broken]


def have_counted(rounds: Iterable[Clock]) -> bool:
    """Return whether any of these rounds was done, or late when it was given up."""
    counting = (clock for clock in rounds if clock.outcome in COUNTING)
    return any(clock.outcome is Outcome.DONE or not on_time(clock) for clock in counting)
