"""Locks an account after five wrong passwords, for longer after each further one."""

from dataclasses import dataclass
from datetime import datetime

from tickets.rules.instants import plus, seconds_between

FREE_TRIES = 5
FIRST_LOCK = 5 * 60  # seconds
LONGEST_LOCK = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passwords since the last right one, and until when the account is locked."""

    failures: int = 0
    locked_until: datetime | None = None


def seconds_locked(tries: Tries, now: datetime) -> int:
    """Return for how many more seconds the account is locked; 0 when it is not.

    The result is at most LONGEST_LOCK: a later end was stored before the clock was set back.
    """
    if tries.locked_until is None:
        return 0
    left = seconds_between(now, tries.locked_until)
    return left if 0 < left <= LONGEST_LOCK else 0


def after_failure(tries: Tries, now: datetime) -> Tries:
    """Return the state after one more wrong password for an account that is not locked."""
    failures = tries.failures + 1
    over = failures - FREE_TRIES
    if over < 0:
        return Tries(failures)
    doubled = FIRST_LOCK << min(over, LONGEST_LOCK.bit_length())
    return Tries(failures, plus(now, min(doubled, LONGEST_LOCK)))
