"""The present hold of a clock, for rows that have only some of the clock's columns (see clocks.py)."""

from dataclasses import dataclass
from datetime import datetime

from tickets.rules.clocks import Clock
from tickets.rules.instants import plus, seconds_between


@dataclass(frozen=True, slots=True)
class PresentHold:
    """A hold that nobody has ended. It is in effect until `until`, None for no end; only granted time counts.

    `refused` says that a supervisor refused it; where that isn't known it is false.
    """

    since: datetime
    until: datetime | None = None
    granted: bool = False
    refused: bool = False

    @property
    def needs_consent(self) -> bool:
        """Whether it was asked for and not granted. One from before schema 0005 needed no consent."""
        return self.until is not None and not self.granted

    def in_effect(self, now: datetime) -> bool:
        """Return whether the clock stands still."""
        return self.until is None or now < self.until

    def deadline(self, deadline: datetime, now: datetime) -> datetime:
        """Return the clock's deadline as it is at `now`: later by the granted time once the hold is over."""
        if self.until is None or not self.granted or self.in_effect(now):
            return deadline
        return plus(deadline, max(0, seconds_between(self.since, self.until)))

    def is_late(self, deadline: datetime, now: datetime) -> bool:
        """Return whether the clock is past its deadline: since the hold is over, or before it began."""
        return self.deadline(deadline, now) < (self.since if self.in_effect(now) else now)


def hold_of(clock: Clock, *, refused: bool = False) -> PresentHold | None:
    """Return the present hold of a clock."""
    return present_hold(clock.held_since, clock.held_until, granted=clock.granted, refused=refused)


def present_hold(
    since: datetime | None, until: datetime | None, *, granted: bool | None, refused: bool | None = False
) -> PresentHold | None:
    """Return the hold that these columns of a clock describe; None when it isn't held."""
    return None if since is None else PresentHold(since, until, bool(granted), bool(refused))
