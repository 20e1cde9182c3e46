"""The promises that the clocks of a ticket have to keep.

A clock that ended before its deadline without its stage being done hands that deadline on: that of an earlier round
after a return or reassignment, or of a ticket that was merged. An undone step hands on the time for which it stood. An
appointment with the caller is a promise, too. A course is the time since the call or the last reopening. A round of a
ticket begins with a clock of the first stage: at the call, a return, a reassignment or a reopening.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from tickets.rules import clocks as rules
from tickets.rules.clocks import LEAVES_OUT, Clock, counted_stop, on_time
from tickets.rules.instants import plus
from tickets.rules.limits import Rating
from tickets.rules.rerating import ALWAYS
from tickets.rules.rounds import (
    UNMET,
    MergedRound,
    Round,
    UndoneRound,
    appointments_of,
    begun_before,
    begun_by,
    courses_of,
    done_by,
    goes_on_for,
    handed_on,
    hands_on_as_it_was,
    have_counted,
    is_done_before,
    is_repair,
    is_short,
    seconds_undone,
    settles,
)
from tickets.rules.stages import FIRST, STAGES, goes_by_appointment
from tickets.rules.words import Stage

BY_APPOINTMENT = next(each.stage for each in STAGES if each.by_appointment)
LimitLookup = Callable[[Rating, Stage, datetime], tuple[int, int | None]]  # returns the seconds and the id of the row


@dataclass(frozen=True, slots=True)
class FormerRating:
    """A rating before it was changed, and the request for consent to that; it counts until the request is granted.

    It says nothing of a clock that had `ended` when that was `asked` for. Those are the ids of clocks; None for all.
    """

    consent_id: int
    rating: Rating
    granted: bool = False
    asked: datetime = ALWAYS
    ended: frozenset[int] | None = None

    def is_about(self, clock_id: int) -> bool:
        """Return whether the request was made before a clock ended."""
        return self.ended is not None and clock_id not in self.ended


@dataclass(frozen=True, slots=True)
class EarlierRating:
    """A rating that a ticket had before it was changed, and the ids of the clocks that had ended by then."""

    rating: Rating
    ended: frozenset[int]


class UndoneSeconds(NamedTuple):
    """For how long undone clocks of a stage ran: those that count, and all, with those that a supervisor undid."""

    counted: int
    whole: int


@dataclass(frozen=True, slots=True)
class TicketTiming:
    """Everything that the deadlines of a ticket's clocks depend on, besides the rules.

    `rounds` are in order. `former` are ratings that count until somebody consents to their change. `merged_former` are
    those of merged tickets to which somebody has. `earlier` are the ratings that the ticket had before each change, in
    order; they are read for a ticket with `former` ones only.
    """

    rounds: tuple[Round, ...]
    rating: Rating
    former: tuple[FormerRating, ...] = ()
    merged: tuple[MergedRound, ...] = ()
    undone: tuple[UndoneRound, ...] = ()
    merged_former: tuple[Rating, ...] = ()
    earlier: tuple[EarlierRating, ...] = ()

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings that count."""
        return ratings_that_count(self.rating, self.former)

    def of_stage(self, stage: Stage) -> list[Clock]:
        """Return the clocks of a stage in the course to which its next clock belongs."""
        return [each.clock for each in self._courses(stage)[-1] if each.clock.stage is stage]

    def ids_of(self, stage: Stage) -> frozenset[int]:
        """Return the ids of the clocks of a stage, also of merged tickets."""
        own = {each.id for each in self.rounds if each.clock.stage is stage}
        return frozenset(own | {each.id for each in self.merged if each.clock.stage is stage})

    def before(self, round_id: int) -> "TicketTiming":
        """Return the timing as it was before the clock with this id: without it and later ones, undone ones too."""
        rounds = tuple(each for each in self.rounds if each.id < round_id)
        return replace(self, rounds=rounds, undone=tuple(each for each in self.undone if each.id < round_id))

    def rated_for(self, own: Round) -> "TicketTiming":
        """Return the timing as the ticket was rated when a clock ended.

        Of the former ratings those stay whose request was made before that, granted or not as they are now.
        """
        if own.clock.stopped is None:
            return self
        rating = next((each.rating for each in self.earlier if own.id in each.ended), self.rating)
        return replace(self, rating=rating, former=tuple(each for each in self.former if each.is_about(own.id)))

    def with_clocks(self, changed: Mapping[int, Clock]) -> "TicketTiming":
        """Return the timing with the clocks of these ids replaced, those of merged tickets too."""
        if not changed:
            return self
        return replace(
            self,
            rounds=tuple(replace(each, clock=changed[each.id]) if each.id in changed else each for each in self.rounds),
            merged=tuple(replace(each, clock=changed[each.id]) if each.id in changed else each for each in self.merged),
        )

    def limit(self, limit_of: LimitLookup, stage: Stage, at: datetime) -> tuple[int, int | None]:
        """Return the strictest limit of the ratings that count for a stage's next clock, and the id of its row.

        It is in seconds.
        """
        handed_on, counting = self._counting(stage, handed_on=True), self._counting(stage)
        limits = (
            max((limit_of(each, stage, at) for each in ratings), key=lambda limit: limit[0])
            for ratings in zip(counting, handed_on, strict=True)
        )
        return min(limits, key=lambda limit: limit[0])

    def appointments(self, stage: Stage, *, ended: bool = False) -> list[datetime]:
        """Return the appointments with callers that a stage's next clock must keep.

        A stage that has `ended` had to keep one of a former rating although somebody consented to change that.
        """
        return _appointments(self._counting(stage, ended=ended), stage)

    def appointment_until(self, consent_id: int) -> datetime | None:
        """Return the appointment of a former rating that a crew has to keep until this request is granted.

        None where there is none, where it is over, or where the ticket's own is as early.
        """
        replaced = [each.rating for each in self.former if each.consent_id == consent_id]
        timing = self._without_running()
        former, own = (
            min(_appointments(timing._as_binding(ratings, BY_APPOINTMENT), BY_APPOINTMENT), default=None)
            for ratings in (replaced, [self.rating])
        )
        return None if former is not None and own is not None and own <= former else former

    def is_bound_by(self, appointment: datetime) -> bool:
        """Return whether a crew has to keep this appointment: no earlier clock has done so, or hands on a later one."""
        return appointment in self._without_running().appointments(BY_APPOINTMENT)

    def has_rule(self, stage: Stage) -> bool:
        """Return whether any rating that counts for a stage's next clock has a limit of the rules, no appointment."""
        counting = self._counting(stage)
        return any(each.appointment is None or not goes_by_appointment(stage, each.priority) for each in counting)

    def ratings_to_hand_on(self, kept: Rating, now: datetime) -> list[Rating]:
        """Return the ratings that count, for a ticket that this one is merged into and that has the rating `kept`.

        An appointment that is to come is handed on by a clock, so a rating has that of `kept` in its place, and both
        compare alike. Other appointments are over.
        """
        binding = self._without_running()._as_binding(self.ratings, BY_APPOINTMENT)
        to_come = (each.appointment is not None and each.appointment >= now for each in binding)
        own = kept.appointment if goes_by_appointment(BY_APPOINTMENT, kept.priority) else None
        return [
            replace(each, appointment=own if is_promised else None)
            for each, is_promised in zip(self.ratings, to_come, strict=True)
        ]

    def rating_to_compare(self) -> Rating:
        """Return the ticket's rating, without an appointment that is over; one that a running clock has is not."""
        return self._without_running()._counting(BY_APPOINTMENT)[0]

    def next_id(self) -> int:
        """Return an id for a clock that begins now."""
        return 1 + max([each.id for each in self.rounds] + [each.id for each in self.undone], default=0)

    def merged_at(self, at: datetime) -> "TicketTiming":
        """Return the timing as a merger ends it."""
        running = (each for each in self.rounds if each.clock.stopped is None)
        return self.with_clocks({each.id: rules.end_by_merger(each.clock, at) for each in running})

    def _without_running(self) -> "TicketTiming":
        return replace(self, rounds=tuple(each for each in self.rounds if each.clock.stopped is not None))

    def _counting(self, stage: Stage, *, ended: bool = False, handed_on: bool = False) -> list[Rating]:
        former = (each.rating for each in self.former if ended or not each.granted)
        return self._as_binding([self.rating, *former], stage, handed_on=handed_on)

    def _as_binding(self, ratings: Iterable[Rating], stage: Stage, *, handed_on: bool = False) -> list[Rating]:
        """Return ratings without the appointments that do not bind a stage's next clock.

        An earlier clock of the course has kept or missed them, or hands its deadline on as any other, or they had
        passed before the last reopening. With `handed_on` those stay that such a clock hands on as they were: the next
        one has no stricter limit than that.
        """
        course = [each.clock for each in self._courses(stage)[-1] if each.clock.stage is stage]
        reopened = max(self._reopened(), default=ALWAYS)

        def is_over(at: datetime) -> bool:
            settling = [clock for clock in course if settles(clock, at, is_agreed=True)]
            return at < reopened or any(not (handed_on and hands_on_as_it_was(clock, at)) for clock in settling)

        return [
            replace(each, appointment=None) if each.appointment is not None and is_over(each.appointment) else each
            for each in ratings
        ]

    def predecessors(self, stage: Stage) -> list[Clock]:
        """Return the clocks whose deadline a stage's next clock takes over. One that missed its own is late itself."""
        merged = self.unmet_of_merged(stage, following=stage)
        return self.handed_on(stage) + [each.clock for each in merged]

    def handed_on(self, stage: Stage) -> list[Clock]:
        """Return the own clocks of a stage whose deadline it still has to keep."""
        return handed_on(self.of_stage(stage), appointments_of(self.merged))

    def promised_by_merged(self, stage: Stage) -> list[Clock]:
        """Return the clocks of merged tickets whose deadline a stage still has to keep."""
        return [each.clock for each in self.unmet_of_merged(stage)]

    def promised_to(self, own: Round) -> list[MergedRound]:
        """Return the clocks of merged tickets whose deadline a clock of this ticket had to keep while it ran."""
        ended = own.clock.entered or own.clock.stopped
        merged = self.before(own.id).unmet_of_merged(own.clock.stage, following=own.clock.stage)
        return [each for each in merged if ended is None or each.reached < ended]

    def going_on(self, clock: Clock, now: datetime) -> Clock:
        """Return a running clock of this ticket as it goes on for the clocks of merged tickets."""
        for merged in self.promised_by_merged(clock.stage):
            clock = rules.take_over(clock, merged.deadline, now)
            first = (at for at in (clock.first_due, merged.first_due) if at is not None)
            clock = replace(clock, first_due=min(first, default=None))
        for promise in self.promised_by_undone(clock, now):
            clock = rules.take_over(clock, promise, now)
        return clock

    def promised_by_undone(self, clock: Clock, since: datetime) -> list[datetime]:
        """Return when a clock is due because of undone steps of merged tickets, for each merger while it ran.

        Only mergers from `since` on count. Its limit is shortened by the time for which the steps had stood before it
        started. If it goes by an appointment, the deadlines stay of those that stood longer than a slip.
        """
        if clock.stage is FIRST.stage:
            return []
        undone: dict[datetime, list[Clock]] = {}
        for each in self._undone_of(clock.stage):
            at = each.reached
            if at is not None and max(since, clock.started) <= at <= (clock.stopped or at):
                undone.setdefault(at, []).append(each.clock)
        if clock.limit_id is None:
            return [each.deadline for clocks in undone.values() for each in clocks if not is_short(each)]
        return [plus(clock.started, clock.limit - seconds_undone(each, clock)) for each in undone.values()]

    def is_broken_by_undo(self, stage: Stage, limit_of: LimitLookup, at: datetime) -> bool:
        """Return whether a stage is late if the ticket ends at `at`, because the step that began it was undone."""
        return bool(self._left_undone(stage)) and self.begin(stage, limit_of, at, at).deadline < at

    def _left_undone(self, stage: Stage) -> list[UndoneRound]:
        """Return the undone clocks of a stage that were no slip, and for which no clock has gone on since."""
        course = [each for each in self._courses(stage)[-1] if each.clock.stage is stage]
        return [
            each
            for each in self._undone_of(stage)
            if stage is not FIRST.stage
            and not is_short(each.clock)
            and not any(goes_on_for(each, other) for other in course)
        ]

    def _undone_of(self, stage: Stage) -> list[UndoneRound]:
        """Return the undone clocks of a stage of this course that count."""
        since = _repaired_at(self._courses(stage)[:-1])
        return [
            each
            for each in self.undone
            if each.clock.stage is stage
            and each.clock.consent is None
            and (each.reached or each.clock.entered or each.clock.started) >= since
        ]

    def has_counted(self, stage: Stage) -> bool:
        """Return whether a stage was done or late before, in whatever course, or late on a merged ticket."""
        return have_counted(each.clock for each in self.rounds if each.clock.stage is stage) or self.was_late_merged(
            stage
        )

    def was_late_merged(self, stage: Stage) -> bool:
        """Return whether a stage was late on a ticket merged into this one, or its deadline passed before the merge."""
        return any(
            not on_time(each.clock)
            or (each.is_open and each.clock.outcome in UNMET and each.clock.deadline < each.ended)
            for each in self._merged(stage, ALWAYS)
        )

    def undone_seconds(self, clock: Clock, now: datetime) -> UndoneSeconds:
        """Return for how long undone clocks of a clock's stage ran before it.

        Only those since the last round of the stage count, also of merged tickets: that one has told the others or
        hands them on. After a step that stood longer than a slip the time runs on until the stage starts again: its
        deadline stays. That of the first stage does not, and is forgotten once more than its limit has passed since the
        undo: a return or a reopening by mistake does not weigh on a later one.
        """
        stage, since = clock.stage, _repaired_at(self._courses(clock.stage)[:-1])
        of_stage = (each for each in self.rounds if each.clock.stage is stage)
        last = max((each.id for each in of_stage), default=0)
        undone = [
            each.clock
            for each in self.undone
            if each.clock.stage is stage
            and last < (each.id if each.reached is None else begun_by(self.rounds, each.reached))
            and (each.reached is None or each.reached >= since)
            and (stage is not FIRST.stage or each.clock.entered is None or now <= plus(each.clock.entered, clock.limit))
        ]
        counted = [each for each in undone if each.consent is None]
        return UndoneSeconds(seconds_undone(counted, clock), seconds_undone(undone, clock))

    def begin(self, stage: Stage, limit_of: LimitLookup, at: datetime, now: datetime) -> Clock:
        """Return the next clock of a stage as it starts at `at`.

        If that is entered late, its hour and the present one count: the stricter limit applies.
        """
        limits = [self.limit(limit_of, stage, instant) for instant in (at, max(at, now))]
        by_rule = all(limit_id is not None for _, limit_id in limits)  # an appointment does not depend on the hour
        limit = min(limits, key=lambda limit: limit[0]) if by_rule else limits[0]
        return self.start(rules.start(stage, self.next_round(stage), at, *limit), limit_of, now)

    def next_round(self, stage: Stage) -> int:
        """Return the number of a stage's next round."""
        return 1 + max((each.clock.round for each in self.rounds if each.clock.stage is stage), default=0)

    def start(self, clock: Clock, limit_of: LimitLookup, now: datetime) -> Clock:
        """Return a clock as it starts, with every promise that it has to keep."""
        stage, at = clock.stage, clock.started
        former = (each.rating for each in self.former if each.granted)
        consented = self._as_binding((*former, *self.merged_former), stage)
        granted = [limit_of(each, stage, at)[0] for each in consented]
        ruled = self._ruled(clock, limit_of)
        # An appointment stays where it is, however long an undone step stood.
        undone = self.undone_seconds(clock, now) if ruled else UndoneSeconds(0, 0)
        if not undone.whole:  # its limit is the strictest one
            ruled = []
        firsts = [plus(at, seconds - undone.whole) for seconds in (*ruled, *granted)]
        dues = [*firsts, plus(at, clock.limit), *_appointments(consented, stage)]
        clock = replace(clock, repeats=self.has_counted(stage), first_due=min(dues))
        promises = [*(plus(at, seconds - undone.counted) for seconds in ruled), *self.appointments(stage)]
        if clock.limit_id is None:
            promises += self.deadlines_of_undone(stage)
        return rules.start_after(clock, self.predecessors(stage), *promises)

    def deadlines_of_undone(self, stage: Stage) -> list[datetime]:
        """Return the deadlines of undone steps that a clock by appointment has to keep: not that appointment again."""
        left = self._left_undone(stage)
        return [each.clock.deadline for each in left if each.reached is not None or each.clock.limit_id is not None]

    def _ruled(self, clock: Clock, limit_of: LimitLookup) -> list[int]:
        """Return the limits in seconds that the rules give a clock that starts, for one by appointment too."""
        if clock.limit_id is not None:
            return [clock.limit]
        counting = self._counting(clock.stage, handed_on=True)
        limits = (limit_of(each, clock.stage, clock.started) for each in counting)
        return [seconds for seconds, limit_id in limits if limit_id is not None]

    def last_course(self) -> list[Round]:
        """Return the clocks of the present course, or of the last one if the repair has ended."""
        return self._courses()[-1]

    def _courses(self, following: Stage | None = None) -> list[list[Round]]:
        """Return the clocks of each course, as they are when a clock of the stage `following` starts."""
        return courses_of(self.rounds, following)

    def _reopened(self) -> list[datetime]:
        """Return when each course but the first began."""
        return [course[0].clock.started for course in self._courses()[1:]]

    def _merged(self, stage: Stage, since: datetime) -> list[MergedRound]:
        """Return the clocks of a stage of the tickets merged into this one, without those left out by consent."""
        return [
            each
            for each in self.merged
            if each.clock.stage is stage and each.reached >= since and each.clock.consent not in LEAVES_OUT
        ]

    def unmet_of_merged(self, stage: Stage, following: Stage | None = None) -> list[MergedRound]:
        """Return the clocks of merged tickets that a stage goes on for, as it is when a clock of `following` starts.

        Without those whose promise a clock of this ticket has kept or missed, or hands on itself, and those that were
        merged before the last reopening.
        """
        *earlier, course = self._courses(following)
        own = [each for each in course if each.clock.stage is stage]
        return [
            each
            for each in self._merged(stage, _repaired_at(earlier))
            if each.is_open and each.is_passed_on
            and each.clock.outcome in UNMET and each.clock.deadline >= each.ended
            and not any(self._answers(clock, each, starts=following is stage) for clock in own)
        ]  # fmt: skip

    def _answers(self, own: Round, merged: MergedRound, *, starts: bool) -> bool:
        """Return whether a clock of this ticket has kept or missed the promise of a merged one, or hands it on.

        If another one `starts`, one that still runs does so. It is of the round of the merge or a later one. Who was
        there before the merge has kept an appointment if the same round was going on when it came.
        """
        clock, due, ended = own.clock, merged.clock.deadline, own.clock.entered or own.clock.stopped
        if ended is None:
            return starts
        if own.id < begun_by(self.rounds, merged.reached):
            return False
        if is_done_before(clock, merged.reached):
            kept = done_by(clock, due) and not (merged.is_agreed and own.id < self._begun_before(due))
            return kept or (ended > merged.reached and not on_time(clock))
        return ended > merged.reached and settles(clock, due, is_agreed=merged.is_agreed)

    def _begun_before(self, at: datetime) -> int:
        """Return the id of the clock with which the last round began before an instant, also one undone later.

        0 if there is none.
        """
        undone = [
            each.id
            for each in self.undone
            if each.reached is None and each.clock.stage is FIRST.stage and each.clock.consent is None
            and not is_short(each.clock)
            and each.clock.started < at <= (each.clock.entered or each.clock.started)
        ]  # fmt: skip
        return max([begun_before(self.rounds, at), *undone])


def ratings_that_count(rating: Rating, former: Iterable[FormerRating]) -> tuple[Rating, ...]:
    """Return a ticket's rating, and the earlier ones that still count. The strictest limit of them applies."""
    return rating, *(each.rating for each in former if not each.granted)


def _appointments(ratings: Iterable[Rating], stage: Stage) -> list[datetime]:
    agreed = (each.appointment for each in ratings if goes_by_appointment(stage, each.priority))
    return [at for at in agreed if at is not None]


def _repaired_at(courses: Iterable[Iterable[Round]]) -> datetime:
    """Return when the last of these courses ended by a repair; long ago if there is none."""
    repairs = [each.clock for course in courses for each in course if is_repair(each.clock)]
    return (counted_stop(repairs[-1]) if repairs else None) or ALWAYS
