"""A stage's clock: start, hold, resume, extend, re-rate, stop.

elapsed = stopped - started - held. The limit is copied into the clock when it starts, with the version of its rule;
only `rerate` and `extend` move the deadline of a running clock.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from tickets.rules.instants import plus, seconds_between
from tickets.rules.words import Outcome, Stage


@dataclass(frozen=True, slots=True)
class Clock:
    """The timing of one round of one stage of one subject. Durations are seconds.

    `term` is 0 at the start and rises by one whenever `extend` or `rerate` moves the deadline. Each term has alerts of
    its own.
    """

    stage: Stage
    round: int
    started: datetime
    limit: int
    limit_id: int | None
    extended: int = 0
    term: int = 0
    held: int = 0
    held_since: datetime | None = None
    stopped: datetime | None = None
    outcome: Outcome | None = None

    @property
    def running(self) -> bool:
        """Whether the clock is neither held nor stopped."""
        return self.stopped is None and self.held_since is None

    @property
    def deadline(self) -> datetime:
        """The deadline, moved by finished holds, extensions and re-ratings; unchanged after the stop."""
        return plus(self.started, self.limit + self.extended + self.held)

    @property
    def due(self) -> datetime | None:
        """The instant at which this clock becomes overdue; None while held or stopped."""
        return self.deadline if self.running else None


class ClockError(ValueError):
    """A change that the clock's present state does not allow."""


def start(stage: Stage, round_: int, at: datetime, limit: int, limit_id: int | None) -> Clock:
    """Return a clock that runs from `at` under `limit` seconds. Raises ClockError for a limit below 1."""
    if limit < 1:
        raise ClockError("a limit is at least one second")
    return Clock(stage, round_, at, limit, limit_id)


def hold(clock: Clock, at: datetime) -> Clock:
    """Return the clock held from `at`. Raises ClockError unless it runs and `at` is not before its start."""
    _require(clock.running, "only a running clock can be held")
    _require(at >= clock.started, "a hold can't begin before the clock")
    return replace(clock, held_since=at)


def resume(clock: Clock, at: datetime) -> Clock:
    """Return the clock running again, its deadline moved by the seconds held. Raises ClockError unless held."""
    if clock.held_since is None:
        raise ClockError("only a held clock can resume")
    pause = seconds_between(clock.held_since, at)
    _require(pause >= 0, "a hold can't end before it began")
    return replace(clock, held=clock.held + pause, held_since=None)


def stop(clock: Clock, at: datetime, outcome: Outcome) -> Clock:
    """Return the clock stopped; an open hold ends with it. Raises ClockError if it has stopped already."""
    _require(clock.stopped is None, "a finished clock does not change")
    if clock.held_since is not None:
        clock = resume(clock, at)
    _require(at >= plus(clock.started, clock.held), "a clock can't stop before it started")
    return replace(clock, stopped=at, outcome=outcome)


def extend(clock: Clock, seconds: int) -> Clock:
    """Return the clock with `seconds` (at least 1) more, in a new term. Raises ClockError if stopped."""
    _require(clock.stopped is None, "a finished clock does not change")
    _require(seconds >= 1, "an extension is at least one second")
    return replace(clock, extended=clock.extended + seconds, term=clock.term + 1)


def rerate(clock: Clock, limit: int, limit_id: int | None) -> Clock:
    """Return the clock under another limit; its start, holds and extensions stay. Raises ClockError if stopped."""
    _require(clock.stopped is None, "a finished clock does not change")
    _require(limit >= 1, "a limit is at least one second")
    if limit == clock.limit:
        return replace(clock, limit_id=limit_id)
    return replace(clock, limit=limit, limit_id=limit_id, term=clock.term + 1)


def correct(clock: Clock, started: datetime, stopped: datetime | None) -> Clock:
    """Return the clock with times corrected by a supervisor, which is the only change of a stopped clock.

    A running clock whose start moves gets a new term, because its deadline moves too. Raises ClockError when the stop
    would come before the start or cut into held time.
    """
    _require((stopped is None) == (clock.stopped is None), "a correction neither stops nor restarts a clock")
    last = stopped or clock.held_since
    _require(last is None or last >= plus(started, clock.held), "a clock can't stop before it started")
    moved = clock.stopped is None and started != clock.started
    return replace(clock, started=started, stopped=stopped, term=clock.term + moved)


def elapsed(clock: Clock, now: datetime) -> int:
    """Return the seconds elapsed until the stop, the present hold or `now`, without held time; never below 0."""
    end = clock.stopped or clock.held_since or now
    return max(0, seconds_between(clock.started, end) - clock.held)


def held_seconds(clock: Clock, now: datetime) -> int:
    """Return the seconds held, including the present hold up to `now`."""
    open_hold = 0 if clock.held_since is None else max(0, seconds_between(clock.held_since, now))
    return clock.held + open_hold


def remaining(clock: Clock, now: datetime) -> int:
    """Return the seconds left of the allowance; negative when overdue."""
    return clock.limit + clock.extended - elapsed(clock, now)


def on_time(clock: Clock) -> bool | None:
    """Return whether a stopped clock met its deadline; None while it has not stopped."""
    return None if clock.stopped is None else clock.stopped <= clock.deadline


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise ClockError(reason)
