"""Callbacks: who is to be rung back now, and when one who did not answer comes back. Pure.

The pause after a failed try is a setting; the number of tries and the hours of the day are ours, not published ones.
"""

from datetime import datetime, timedelta
from enum import IntEnum

from tickets.rules.instants import LOCAL, plus
from tickets.rules.words import CallbackResult

TRIES = 3
FIRST_HOUR, LAST_HOUR = 9, 20  # local: nobody is rung before the first or from the last on


class CallbackPhase(IntEnum):
    """What is to be done about the caller of a repaired ticket, in the order of the list."""

    UNHAPPY = 0  # not satisfied: to be reopened
    DUE = 1  # to be rung back now
    LATER = 2  # did not answer and comes back later
    UNREACHED = 3  # did not answer for the last time
    ANSWERED = 4


def callback_phase(result: CallbackResult | None, tries: int, again: datetime | None, now: datetime) -> CallbackPhase:
    """Return the phase, from the answer so far, the failed tries and when the caller is to be rung again."""
    if result is CallbackResult.UNSATISFIED:
        return CallbackPhase.UNHAPPY
    if result not in (None, CallbackResult.NO_ANSWER):
        return CallbackPhase.ANSWERED
    if again is not None:  # also after the last try, when the caller asked for it
        return CallbackPhase.LATER if again > now else CallbackPhase.DUE
    return CallbackPhase.UNREACHED if tries >= TRIES else CallbackPhase.DUE


def tries_so_far(result: CallbackResult | None, counted: int) -> int:
    """Return how often nobody answered. Before schema 0012 that was not counted: once, if it is the result."""
    return max(counted, 1) if result is CallbackResult.NO_ANSWER else counted


def next_try(tries: int, at: datetime, pause: int) -> datetime | None:
    """Return when to ring again after the failed try number `tries` at an instant; None after the last.

    That is `pause` seconds later, or the next day at the same time after the second try; by day in any case.
    """
    if tries >= TRIES:
        return None
    return _by_day(plus(at, pause) if tries <= 1 else at + timedelta(days=1))


def _by_day(at: datetime) -> datetime:
    local = at.astimezone(LOCAL)
    if FIRST_HOUR <= local.hour < LAST_HOUR:
        return at
    morning = local.replace(hour=FIRST_HOUR, minute=0, second=0)
    if local.hour >= LAST_HOUR:
        morning += timedelta(days=1)
    return morning.astimezone(at.tzinfo)
