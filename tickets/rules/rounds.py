"""The rounds of a ticket, of those merged into it and of undone steps, and what earlier ones mean for the next one.

A course is the time since the call or the last reopening. A round that was given up in time, by a return or a
reassignment, hands its deadline on within its course. A stage that was done or late before, in whatever course, does
not count as on time once more: no number of reopenings improves a rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.rules.clocks import Clock, counted_stop, fell_due, on_time
from tickets.rules.instants import plus, seconds_between
from tickets.rules.stages import FIRST, LAST, described
from tickets.rules.undoing import SLIP_SECONDS
from tickets.rules.words import Outcome, Stage

GIVEN_UP = (Outcome.RETURNED, Outcome.REASSIGNED)
UNMET = (Outcome.MERGED, *GIVEN_UP)  # a clock that ended so in time is still a promise
COUNTING = (Outcome.DONE, *GIVEN_UP)  # a round with such an outcome counts if it was late


@dataclass(frozen=True, slots=True)
class Round:
    """A clock of a ticket with its id; ids rise in the order in which clocks are started."""

    id: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class MergedRound:
    """A clock of a ticket that was merged into this one, directly or through others.

    Its ticket was merged at `ended`; at `reached`, the same instant or later, the merge into this ticket followed.
    `is_open` says that it ended before its deadline and that no later round on its own ticket has kept or missed its
    promise, or hands it on; `is_passed_on` that none of the tickets between has. `is_agreed` says that its deadline is
    an appointment.
    """

    id: int
    clock: Clock
    ended: datetime
    reached: datetime
    is_open: bool
    is_passed_on: bool = True
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class UndoneRound:
    """A clock that an undone step had started. That of a merged ticket has the time of the merge in `reached`.

    Of a merged ticket it is there only if its stage did not begin again: a later clock hands its deadline on itself.
    """

    id: int
    clock: Clock
    reached: datetime | None = None


def courses_of(rounds: Iterable[Round], following: Stage | None = None) -> list[list[Round]]:
    """Return the clocks of each course of a ticket, as they are when a clock of the stage `following` starts.

    After a repair a new course begins with the first stage.
    """
    courses: list[list[Round]] = [[]]
    for stage, each in (*((each.clock.stage, each) for each in rounds), (following, None)):
        if stage is FIRST.stage and any(is_repair(other.clock) for other in courses[-1]):
            courses.append([])
        if each is not None:
            courses[-1].append(each)
    return courses


def is_repair(clock: Clock) -> bool:
    """Return whether a clock is that of a repair that was done."""
    return clock.stage is LAST.stage and clock.outcome is Outcome.DONE


def handed_on(rounds: Iterable[Clock], agreed: frozenset[datetime] = frozenset()) -> list[Clock]:
    """Return the rounds of a stage that ended before their deadline, which no later one has kept, missed or handed on.

    Deadlines that are `agreed` are appointments, besides those of the rounds themselves.
    """
    found: list[Clock] = []
    rounds = list(rounds)
    agreed = agreed_on(rounds, agreed)
    for clock in rounds:
        found = [each for each in found if not settles(clock, each.deadline, is_agreed=is_agreed(each, agreed))]
        if clock.outcome in UNMET and on_time(clock):
            found.append(clock)
    return found


def promise_of(rounds: Iterable[Clock], agreed: frozenset[datetime] = frozenset()) -> datetime | None:
    """Return the earliest deadline that had not passed when its round ended without its stage done; None for none."""
    return min((clock.deadline for clock in handed_on(rounds, agreed)), default=None)


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


def begins_since(rounds: Iterable[Round], stage: Stage, round_id: int) -> bool:
    """Return whether a stage has a clock with this id or a later one among these rounds, to do its work."""
    own = (each for each in rounds if each.clock.stage is stage and not only_hands_on(each.clock))
    return any(each.id >= round_id for each in own)


def begun_by(rounds: Iterable[Round], at: datetime) -> int:
    """Return the id of the clock with which the round began that was going on at an instant; 0 if there is none."""
    firsts = (each for each in rounds if each.clock.stage is FIRST.stage)
    return max((each.id for each in firsts if each.clock.started <= at), default=0)


def begun_before(rounds: Iterable[Round], at: datetime) -> int:
    """Return the id of the clock with which the last round began before an instant; 0 if there is none."""
    firsts = (each for each in rounds if each.clock.stage is FIRST.stage)
    return max((each.id for each in firsts if each.clock.started < at), default=0)


def begins_by(rounds: Sequence[Round], stage: Stage, at: datetime) -> bool:
    """Return whether a stage has a clock since the beginning of the round that was going on at an instant."""
    return begins_since(rounds, stage, begun_by(rounds, at))


def passes_on(rounds: Sequence[Round], merged: MergedRound, ended: datetime) -> bool:
    """Return whether a ticket with these rounds that was merged at `ended` hands on the promise that had reached it.

    Else a clock of its own has kept or missed that, or hands it on: one of the round that was going on at that merge,
    or a later one. Who was there before keeps an appointment only by still being there when it comes.
    """
    due, begun = merged.clock.deadline, begun_by(rounds, merged.reached)
    lasting = begun_before(rounds, due)

    def answers(own: Round) -> bool:
        if merged.is_agreed and is_done_before(own.clock, merged.reached):
            return ended >= due and own.id >= lasting
        return settles(own.clock, due, is_agreed=merged.is_agreed)

    own = (each for each in rounds if each.clock.stage is merged.clock.stage and not only_hands_on(each.clock))
    return not any(answers(each) for each in own if each.id >= begun)


def only_hands_on(clock: Clock) -> bool:
    """Return whether a clock began and ended with a merger, to hand an appointment on."""
    ended_at_once = clock.outcome is Outcome.MERGED and clock.started == clock.stopped
    return ended_at_once and _goes_by_appointment(clock) and bool(on_time(clock))


def as_handed_on(clock: Clock) -> Clock:
    """Return a clock of a merged ticket as the kept one goes on for it.

    One that only hands an appointment on is due at that. What it has taken over itself is handed on by the others.
    """
    if not only_hands_on(clock):
        return clock
    return replace(clock, promised=None, first_due=plus(clock.started, clock.limit))


def appointments_of(merged: Iterable[MergedRound]) -> frozenset[datetime]:
    """Return the appointments of merged tickets."""
    return frozenset(each.clock.deadline for each in merged if each.is_agreed)


def agreed_on(clocks: Iterable[Clock], known: frozenset[datetime] = frozenset()) -> frozenset[datetime]:
    """Return the `known` appointments, and the deadlines of these clocks that go by one or go on for such a one."""
    clocks, found = [as_handed_on(each) for each in clocks], known
    found |= {plus(each.started, each.limit) for each in clocks if _goes_by_appointment(each)}
    while more := {each.deadline for each in clocks if is_agreed(each, found)} - found:
        found |= more
    return found


def is_agreed(clock: Clock, agreed: frozenset[datetime]) -> bool:
    """Return whether a clock is due at an appointment: its own, or one of those `agreed` that it goes on for.

    Holds and extensions move its deadline, but not the appointment.
    """
    if not described(clock.stage).by_appointment:
        return False
    own = clock.limit_id is None and clock.promised is None  # else an earlier promise counts
    return own or any(unmoved(clock) <= at <= clock.deadline for at in agreed)


def unmoved(clock: Clock) -> datetime:
    """Return the deadline of a clock without its holds and extensions."""
    return plus(clock.deadline, -clock.held - clock.extended)


def goes_by(clock: Clock, appointment: datetime) -> bool:
    """Return whether a clock goes by this appointment itself, and did not take it over."""
    return _goes_by_appointment(clock) and plus(clock.started, clock.limit) == appointment


def _goes_by_appointment(clock: Clock) -> bool:
    return clock.limit_id is None and described(clock.stage).by_appointment


def settles(clock: Clock, due: datetime, *, is_agreed: bool) -> bool:
    """Return whether a clock has kept or missed a promise that is due then, or hands it on; one that runs will do so.

    A clock that was due earlier is late for both, or hands the earlier deadline on. But with `is_agreed` the promise is
    an appointment: a caller waits for a crew at each time that was agreed on. A clock that never was due by then, or is
    due later only by a hold or an extension, does not hand the appointment on.
    """
    if not is_agreed or clock.stopped is None or clock.outcome is Outcome.DONE:
        return True
    if on_time(clock):
        had_it = clock.first_due is None or clock.first_due <= due
        return clock.outcome not in UNMET or (had_it and unmoved(clock) >= due)
    return not done_by(clock, plus(due, -1))


def hands_on_as_it_was(clock: Clock, due: datetime) -> bool:
    """Return whether a clock ended in time and hands on a promise that was due then, before holds and extensions."""
    return clock.outcome in UNMET and bool(on_time(clock)) and unmoved(clock) == due


def is_done_before(clock: Clock, at: datetime) -> bool:
    """Return whether a clock is done, and stated to have stopped by an instant."""
    return clock.outcome is Outcome.DONE and clock.stopped is not None and clock.stopped <= at


def done_by(clock: Clock, at: datetime) -> bool:
    """Return whether a clock counts as stopped by an instant."""
    stop = counted_stop(clock)
    return stop is not None and stop <= at


def goes_on_for(undone: UndoneRound, other: Round) -> bool:
    """Return whether a clock goes on for an undone one of its stage, of a merged ticket if it is done or ran then."""
    if undone.reached is None:
        return other.id > undone.id
    stopped = other.clock.stopped
    return other.clock.outcome is Outcome.DONE or stopped is None or stopped >= undone.reached


def is_short(undone: Clock) -> bool:
    """Return whether an undone clock ran for no longer than a slip may stand."""
    return seconds_between(undone.started, undone.stopped or undone.started) <= SLIP_SECONDS


def seconds_undone(undone: Sequence[Clock], clock: Clock) -> int:
    """Return how much of the time of a clock that starts undone ones have used up: no more than has passed."""
    passed = max((seconds_between(each.started, clock.started) for each in undone), default=0)
    return min(sum(_stood(each, clock) for each in undone), passed)


def _stood(undone: Clock, clock: Clock) -> int:
    stopped = undone.stopped or clock.started
    stood = seconds_between(undone.started, stopped) - undone.held
    if stood > SLIP_SECONDS and clock.stage is not FIRST.stage:
        stood += max(0, seconds_between(undone.entered or stopped, clock.started))
    return max(0, min(stood, seconds_between(undone.started, clock.started) - undone.held))
