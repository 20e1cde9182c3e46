"""A stage's clock: start, hold, resume, extend, re-rate, stop.

elapsed = stopped - started - held. The limit is copied into the clock when it starts, with the version of its rule;
only `rerate`, `extend`, `take_over`, a correction and a granted hold move the deadline of a running clock.

A hold takes effect at once, but only until `held_until`. Held time counts when a supervisor has granted the hold;
otherwise the clock has run on meanwhile. Nothing needs to be written at `held_until`: `as_of` computes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.rules.instants import plus, seconds_between
from tickets.rules.words import ConsentKind, Outcome, Stage

LEAVES_OUT = (ConsentKind.CANCEL, ConsentKind.MERGE, ConsentKind.SETTLE, ConsentKind.RERATE)


@dataclass(frozen=True, slots=True)
class Clock:
    """The timing of one round of one stage of one subject. Durations are seconds.

    `term` is 0 at the start and rises by one whenever the deadline moves other than by a hold that ends. Each term has
    alerts of its own.

    `held` are the granted seconds of finished holds. A hold that lasts is in effect until `held_until`, None for no end
    (as before schema 0005, when holds needed no consent). `entered` is the machine's time when the stop was recorded,
    and `consent` the kind of consent by which the times count as stated. `first_due` is the earliest deadline that it
    has had, without what was consented to, `first_started` the start before a supervisor corrected it, and `split` when
    the stage's first step was taken, such as the dispatch. They are None in older rows.

    `promised` is the earliest deadline taken over from clocks that ended without the stage being done: of an earlier
    round after a return or reassignment, of a merged ticket, or of a step that was undone; or an earlier appointment.
    `repeats` says that the stage has counted before, in whatever course: being on time once more does not count again.
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
    held_until: datetime | None = None
    granted: bool = False
    split: datetime | None = None
    stopped: datetime | None = None
    entered: datetime | None = None
    outcome: Outcome | None = None
    consent: ConsentKind | None = None
    first_due: datetime | None = None
    first_started: datetime | None = None
    promised: datetime | None = None
    repeats: bool = False

    @property
    def running(self) -> bool:
        """Whether the clock is neither held nor stopped."""
        return self.stopped is None and self.held_since is None

    @property
    def deadline(self) -> datetime:
        """The deadline, moved by finished holds, extensions and re-ratings; unchanged after the stop."""
        return plus(self.started, self.allowance + self.held)

    @property
    def allowance(self) -> int:
        """The seconds from the start to the deadline, without held time; not positive when the promise is over."""
        limit = self.limit if self.promised is None else min(self.limit, seconds_between(self.started, self.promised))
        return limit + self.extended

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
    return Clock(stage, round_, at, limit, limit_id, first_due=plus(at, limit))


def hold(clock: Clock, at: datetime, until: datetime | None = None, *, granted: bool = False) -> Clock:
    """Return the clock held from `at`, in effect until `until` at the latest.

    Raises ClockError unless it runs and `at` is not before its start.
    """
    _require(clock.running, "only a running clock can be held")
    _require(at >= clock.started, "a hold can't begin before the clock")
    return replace(clock, held_since=at, held_until=until, granted=granted)


def counted(clock: Clock, at: datetime) -> int:
    """Return the seconds of the present hold that count if it ends at `at`: none unless it was granted."""
    if clock.held_since is None or not (clock.granted or clock.held_until is None):
        return 0
    end = at if clock.held_until is None else min(at, clock.held_until)
    return max(0, seconds_between(clock.held_since, end))


def resume(clock: Clock, at: datetime) -> Clock:
    """Return the clock running again, its deadline moved by the seconds that count. Raises ClockError unless held."""
    if clock.held_since is None:
        raise ClockError("only a held clock can resume")
    _require(at >= clock.held_since, "a hold can't end before it began")
    held = clock.held + counted(clock, at)
    return replace(clock, held=held, held_since=None, held_until=None, granted=False)


def grant(clock: Clock, since: datetime, until: datetime | None, cap: int) -> Clock:
    """Return the clock with its hold from `since` to `until` granted, which counts for `cap` seconds at most.

    A hold without `until` lasts: it is in effect until the cap. One that has ended counts; if the clock runs, it begins
    a new term.
    """
    if until is None:
        return replace(clock, held_until=plus(since, cap), granted=True)
    seconds = min(seconds_between(since, until), cap)
    return replace(clock, held=clock.held + seconds, term=clock.term + (clock.stopped is None and seconds > 0))


def refuse(clock: Clock, at: datetime) -> Clock:
    """Return the held clock with its hold refused: it is in effect no longer. Raises ClockError unless held."""
    _require(clock.held_since is not None, "only a held clock has a hold to refuse")
    until = at if clock.held_until is None else min(at, clock.held_until)
    return replace(clock, held_until=max(until, clock.held_since or at), granted=False)


def stands_still(clock: Clock, now: datetime) -> bool:
    """Return whether a hold is in effect."""
    return clock.held_since is not None and (clock.held_until is None or now < clock.held_until)


def as_of(clock: Clock, now: datetime) -> Clock:
    """Return the clock as it is at `now`: running again if its hold is in effect no longer.

    A hold entered while the machine's clock was set back may begin after `now`: it has no length then.
    """
    if clock.held_since is None or stands_still(clock, now):
        return clock
    return resume(clock, max(now, clock.held_since))


def stop(clock: Clock, at: datetime, outcome: Outcome, entered: datetime | None = None) -> Clock:
    """Return the clock stopped at `at`, as recorded at `entered`; an open hold ends with it.

    The consent to a corrected start is none to a stop that is recorded late. Raises ClockError if it has stopped
    already.
    """
    _require(clock.stopped is None, "a finished clock does not change")
    if clock.held_since is not None:
        clock = resume(clock, at)
    _require(at >= plus(clock.started, clock.held), "a clock can't stop before it started")
    consent = None if entered is not None and entered > at else clock.consent
    return replace(clock, stopped=at, outcome=outcome, entered=entered, consent=consent)


def end_by_merger(clock: Clock, at: datetime) -> Clock:
    """Return a running or held clock as the merger of its ticket ends it; the machine's clock may be set back."""
    at = max(at, clock.held_since or at, plus(clock.started, clock.held))
    return stop(clock, at, Outcome.MERGED, at)


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
    new = _due_first(replace(clock, limit=limit, limit_id=limit_id))
    return replace(new, term=clock.term + (new.deadline != clock.deadline))


def correct(clock: Clock, started: datetime, stopped: datetime | None) -> Clock:
    """Return the clock with times corrected by a supervisor, who thereby consents to them.

    A clock that somebody consented to leave out stays left out. A running clock whose start moves gets a new term,
    because its deadline moves too. Raises ClockError when the stop would come before the start or cut into held time.
    """
    _require((stopped is None) == (clock.stopped is None), "a correction neither stops nor restarts a clock")
    last = stopped or clock.held_since
    _require(last is None or last >= plus(started, clock.held), "a clock can't stop before it started")
    if (started, stopped) == (clock.started, clock.stopped):
        return clock
    moved = clock.stopped is None and started != clock.started
    consent = clock.consent if clock.consent in LEAVES_OUT else ConsentKind.CORRECTION
    first_started = clock.first_started or (clock.started if started != clock.started else None)
    return replace(
        clock, started=started, stopped=stopped, term=clock.term + moved, consent=consent, first_started=first_started
    )


def confirm(clock: Clock) -> Clock:
    """Return a stopped clock whose late entry a supervisor has confirmed, which is a correction to the same time."""
    is_late_entry = clock.stopped is not None and clock.entered is not None and clock.stopped < clock.entered
    return replace(clock, consent=ConsentKind.CORRECTION) if is_late_entry and clock.consent is None else clock


def correct_hold(clock: Clock, held: int, since: datetime | None, cap: int) -> Clock:
    """Return the clock with its held seconds and the start of its present hold corrected; in a new term if it runs.

    A granted hold stays in effect for as long, but for `cap` seconds at most, another one until the same instant.
    Raises ClockError unless the clock is held exactly if there is a start.
    """
    _require((since is None) == (clock.held_since is None), "a correction neither holds nor resumes a clock")
    if (held, since) == (clock.held, clock.held_since):
        return clock
    until = clock.held_until
    if since is not None and clock.held_since is not None and until is not None:
        if clock.granted:
            until = plus(since, min(seconds_between(clock.held_since, until), cap))
        elif until <= clock.held_since:  # it never was in effect
            until = min(until, since)
    return replace(clock, held=held, held_since=since, held_until=until, term=clock.term + (clock.stopped is None))


def elapsed(clock: Clock, now: datetime) -> int:
    """Return the seconds elapsed until the stop, the present hold or `now`, without held time; never below 0."""
    clock = as_of(clock, now)
    end = clock.stopped or clock.held_since or now
    return max(0, seconds_between(clock.started, end) - clock.held)


def held_seconds(clock: Clock, now: datetime) -> int:
    """Return the seconds held, including the present hold up to `now` while it is in effect."""
    clock = as_of(clock, now)
    open_hold = 0 if clock.held_since is None else max(0, seconds_between(clock.held_since, now))
    return clock.held + open_hold


def remaining(clock: Clock, now: datetime) -> int:
    """Return the seconds left of the allowance; negative when overdue."""
    return clock.allowance - elapsed(clock, now)


def with_promise(clock: Clock, promise: datetime | None) -> Clock:
    """Return the clock with the deadline that earlier rounds hand on; a later one than its own binds nothing."""
    binds = promise is not None and promise < plus(clock.started, clock.limit)
    return replace(clock, promised=promise if binds else None)


def start_after(clock: Clock, handed_on: Sequence[Clock], *promises: datetime) -> Clock:
    """Return a clock as it starts, due no later than these promises and the clocks that hand theirs on to it.

    Its first deadline is not later than the promises and the first ones of those clocks: no consent makes it later.
    """
    first = (each.first_due for each in (clock, *handed_on) if each.first_due is not None)
    due = [*first, *promises]
    for promise in (*(each.deadline for each in handed_on), *promises):
        clock = take_over(clock, promise, clock.started)
    return replace(clock, term=0, first_due=min(due, default=None))


def take_over(clock: Clock, promise: datetime, at: datetime) -> Clock:
    """Return the clock with the deadline of one that ended without the stage being done, if that is an earlier one.

    Only holds that count after `at`, and later extensions, move it. If the clock runs, it begins a new term.
    """
    promised = plus(promise, -clock.held - clock.extended - counted(clock, at))
    if promised >= plus(clock.started, clock.allowance - clock.extended):
        return clock
    return _due_first(replace(clock, promised=promised, term=clock.term + (clock.stopped is None)))


def counted_stop(clock: Clock) -> datetime | None:
    """Return when the clock counts as stopped: as stated with consent, else not before it was recorded."""
    if clock.stopped is None or clock.entered is None or clock.consent is not None:
        return clock.stopped
    return max(clock.stopped, clock.entered)


def on_time(clock: Clock) -> bool | None:
    """Return whether a stopped clock met its deadline; None while it has not stopped."""
    at = counted_stop(clock)
    return None if at is None else at <= clock.deadline


def fell_due(clock: Clock, now: datetime) -> bool:
    """Return whether the deadline has passed while the clock ran, up to `now`, its stop or its present hold."""
    clock = as_of(clock, now)
    end = counted_stop(clock) or clock.held_since or now
    return end > clock.deadline


def _due_first(clock: Clock) -> Clock:
    """Return the clock with a first deadline that is not later than the present one without holds and extensions."""
    due = plus(clock.started, clock.allowance - clock.extended)
    return clock if clock.first_due is None else replace(clock, first_due=min(clock.first_due, due))


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise ClockError(reason)
