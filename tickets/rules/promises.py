"""The promises that the clocks of a ticket keep, and what a supervisor's consent makes of them.

A clock that ended without its stage being done, before its deadline, hands that deadline on: an earlier round after a
return or reassignment, or a ticket that was merged. So does an undone step the time for which it stood, and an
appointment itself. A course is the time since the call or the last reopening.

Actions and the list of requests both use these functions, so what the list says is what granting does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from tickets.rules import clocks as rules
from tickets.rules.clocks import LEAVES_OUT, Clock, counted_stop, on_time
from tickets.rules.instants import plus, seconds_between
from tickets.rules.limits import Rating
from tickets.rules.rounds import COUNTING, UNMET, handed_on, have_counted, promise_of
from tickets.rules.stages import FIRST, LAST, goes_by_appointment, has_stage
from tickets.rules.words import ConsentKind, Outcome, Stage

LimitOf = Callable[[Rating, Stage, datetime], tuple[int, int | None]]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Round:
    """A clock of a ticket with its id; ids rise in the order in which clocks are started."""

    id: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class MergedRound:
    """A clock of a ticket that was merged into this one, directly or through others.

    Its ticket was merged at `ended`; at `reached`, the same instant or later, the merge into this ticket followed.
    `is_last` says that its stage has no later round on its own ticket.
    """

    id: int
    clock: Clock
    ended: datetime
    reached: datetime
    is_last: bool


@dataclass(frozen=True, slots=True)
class UndoneRound:
    """A clock that an undone step had started. That of a merged ticket has the time of the merge in `reached`."""

    id: int
    clock: Clock
    reached: datetime | None = None


class FormerRating(NamedTuple):
    """A rating before it was changed, and the request for consent to that; it counts until the request is granted."""

    consent_id: int
    rating: Rating
    granted: bool = False


class UndoneSeconds(NamedTuple):
    """For how long undone clocks of a stage ran: those that count, and all, with those that a supervisor undid."""

    counted: int
    whole: int


@dataclass(frozen=True, slots=True)
class TicketTiming:
    """Everything that the deadlines of a ticket's clocks depend on, besides the rules. `rounds` are in order."""

    rounds: tuple[Round, ...]
    rating: Rating
    former: tuple[FormerRating, ...] = ()
    merged: tuple[MergedRound, ...] = ()
    undone: tuple[UndoneRound, ...] = ()
    reopened: bool = False

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The rating, and earlier ones that still count. The strictest limit of them applies."""
        return self.rating, *(each.rating for each in self.former if not each.granted)

    def of_stage(self, stage: Stage) -> list[Clock]:
        """Return the clocks of a stage in the present course."""
        return [each.clock for each in self._course() if each.clock.stage is stage]

    def until(self, round_id: int) -> "TicketTiming":
        """Return the timing without the ticket's clock with this id and later ones, and later undone clocks."""
        rounds = tuple(each for each in self.rounds if each.id < round_id)
        return replace(self, rounds=rounds, undone=tuple(each for each in self.undone if each.id < round_id))

    def with_clocks(self, changed: Mapping[int, Clock]) -> "TicketTiming":
        """Return the timing with the clocks of these ids replaced, those of merged tickets too."""
        return replace(
            self,
            rounds=tuple(replace(each, clock=changed.get(each.id, each.clock)) for each in self.rounds),
            merged=tuple(replace(each, clock=changed.get(each.id, each.clock)) for each in self.merged),
        )

    def limit(self, limit_of: LimitOf, stage: Stage, at: datetime) -> tuple[int, int | None]:
        """Return the strictest limit of the ratings that count, in seconds, and the id of its row."""
        return min((limit_of(each, stage, at) for each in self.ratings), key=lambda limit: limit[0])

    def appointments(self, stage: Stage, *, ended: bool = False) -> list[datetime]:
        """Return the appointments with callers that a stage must keep; those before a reopening are over.

        A stage that has `ended` had to keep one of a former rating although somebody consented to change that.
        """
        ratings = (self.rating, *(each.rating for each in self.former if ended or not each.granted))
        agreed = [each.appointment for each in ratings if goes_by_appointment(stage, each.priority)]
        return [at for at in agreed if at is not None and (not self.reopened or at >= self._began())]

    def predecessors(self, stage: Stage) -> list[Clock]:
        """Return the clocks whose deadline a stage's next clock takes over. One that missed its own is late itself."""
        own = self.of_stage(stage)
        merged = [
            each.clock
            for each in self._unmet_of_merged(stage)
            if all((clock.entered or clock.stopped or each.reached) < each.reached for clock in own)  # else one took it
        ]
        return handed_on(own) + merged

    def promised_by_merged(self, stage: Stage) -> list[Clock]:
        """Return the clocks of a stage whose deadline was to come when their tickets were merged into this one.

        Without those whose promise this ticket has met.
        """
        return [each.clock for each in self._unmet_of_merged(stage)]

    def has_counted(self, stage: Stage) -> bool:
        """Return whether a stage was done or late before, in whatever course, or late on a merged ticket."""
        return have_counted(each.clock for each in self.rounds if each.clock.stage is stage) or self.was_late_merged(
            stage
        )

    def was_late_merged(self, stage: Stage) -> bool:
        """Return whether a stage was late on a ticket merged into this one, or its deadline passed before the merge."""
        return any(
            not on_time(each.clock)
            or (each.is_last and each.clock.outcome in UNMET and each.clock.deadline < each.ended)
            for each in self._merged(stage, _EPOCH)
        )

    def undone_seconds(self, clock: Clock, now: datetime) -> UndoneSeconds:
        """Return for how long undone clocks of a clock's stage ran before it.

        Only those since the stage was done last count, also of merged tickets. One of the first stage is forgotten once
        more than its limit has passed since the undo: a return or a reopening by mistake does not weigh on a later one.
        """
        stage = clock.stage
        of_stage = (each for each in self.rounds if each.clock.stage is stage)
        done = max((each.id for each in of_stage if each.clock.outcome is Outcome.DONE), default=0)
        undone = [
            each.clock
            for each in self.undone
            if each.clock.stage is stage
            and done < each.id
            and (each.reached is None or each.reached >= self._last_repair_at())
            and (stage is not FIRST.stage or each.clock.entered is None or now <= plus(each.clock.entered, clock.limit))
        ]
        ran = [
            max(0, seconds_between(each.started, min(each.stopped or clock.started, clock.started)) - each.held)
            for each in undone
        ]
        return UndoneSeconds(sum(each for each, row in zip(ran, undone, strict=True) if row.consent is None), sum(ran))

    def start(self, clock: Clock, limit_of: LimitOf, now: datetime) -> Clock:
        """Return a clock as it starts, with every promise that it has to keep."""
        stage, at = clock.stage, clock.started
        granted = (limit_of(each.rating, stage, at)[0] for each in self.former if each.granted)
        # An appointment stays where it is, however long an undone step stood.
        undone = UndoneSeconds(0, 0) if clock.limit_id is None else self.undone_seconds(clock, now)
        first_due = plus(at, min((clock.limit, *granted)) - undone.whole)
        clock = replace(clock, repeats=self.has_counted(stage), first_due=first_due)
        promises = plus(at, clock.limit - undone.counted), *self.appointments(stage)
        return rules.start_after(clock, self.predecessors(stage), *promises)

    def _last_repair(self) -> int:
        """Return the id of the clock by which the fault was repaired last, 0 if it was not."""
        repairs = (each.id for each in self.rounds if _is_repair(each.clock))
        return max(repairs, default=0)

    def _last_repair_at(self) -> datetime:
        last = self._last_repair()
        repair = next((each.clock for each in self.rounds if each.id == last), None)
        return (None if repair is None else counted_stop(repair)) or _EPOCH

    def _course(self) -> list[Round]:
        """Return the clocks of the present course."""
        last = self._last_repair()
        return [each for each in self.rounds if each.id > last]

    def last_course(self) -> list[Round]:
        """Return the clocks of the present course, or of the last one if the repair has ended."""
        if not self.rounds:
            return []
        latest = self.rounds[-1]
        return [*self.until(latest.id)._course(), latest]

    def _began(self) -> datetime:
        """Return when the present course, or the last one, began."""
        return self.last_course()[0].clock.started

    def _merged(self, stage: Stage, since: datetime) -> list[MergedRound]:
        """Return the clocks of a stage of the tickets merged into this one, without those left out by consent."""
        return [
            each
            for each in self.merged
            if each.clock.stage is stage and each.reached >= since and each.clock.consent not in LEAVES_OUT
        ]

    def _unmet_of_merged(self, stage: Stage) -> list[MergedRound]:
        return [
            each
            for each in self._merged(stage, self._last_repair_at())
            if each.is_last and each.clock.outcome in UNMET and each.clock.deadline >= each.ended
            and not self._has_met(stage, each.clock.deadline, each.reached)
        ]  # fmt: skip

    def _has_met(self, stage: Stage, deadline: datetime, merged: datetime) -> bool:
        """Return whether a stage was done by a deadline, and not begun anew between that and the merge."""
        firsts = (each for each in self.rounds if each.clock.stage is FIRST.stage)
        begun = max((each.id for each in firsts if each.clock.started <= merged), default=0)
        own = (each for each in self._course() if each.clock.stage is stage and each.clock.outcome is Outcome.DONE)
        return any(each.id >= begun and _done_by(each.clock, deadline) for each in own)


@dataclass(frozen=True, slots=True)
class HoldAskedFor:
    """A hold of a clock that consent was asked for; it lasts if `until` is None."""

    clock_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What a request asks consent for.

    `holds` belong to a hold. `clock_id` is the clock of a late entry. `ended` are the ids of the clocks that had ended
    when a re-rating was asked for.
    """

    id: int
    kind: ConsentKind
    clock_id: int | None = None
    holds: tuple[HoldAskedFor, ...] = ()
    ended: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules that consents depend on: limits, the faults that need the water stopped, a hold's cap in seconds."""

    limit_of: LimitOf
    isolating: frozenset[str]
    hold_cap: int


def chain_after_granting(
    chain: Sequence[TicketTiming], asked: AskedFor, terms: Terms, now: datetime
) -> list[TicketTiming]:
    """Return the timings of a ticket, of the one that it was merged into and so on, when its request is granted."""
    first, *kept = chain
    changed: dict[int, Clock] = {}
    after = []
    for timing in (after_granting(first, asked, terms, now), *kept):
        follows = timing.with_clocks(changed)
        follows = follows.with_clocks(recounted(follows, now))
        changed |= {each.id: each.clock for each in follows.rounds}
        after.append(follows)
    return after


def after_granting(timing: TicketTiming, asked: AskedFor, terms: Terms, now: datetime) -> TicketTiming:
    """Return a ticket's timing when a request is granted, without what follows for its other clocks (`recounted`)."""
    match asked.kind:
        case ConsentKind.HOLD:
            clocks = {each.id: each.clock for each in timing.rounds}
            for hold in asked.holds:
                if hold.clock_id in clocks:  # else the step that started it was undone
                    clocks[hold.clock_id] = hold_granted(clocks[hold.clock_id], hold, terms.hold_cap, now)
            return timing.with_clocks(clocks)
        case ConsentKind.RERATE:
            former = (each._replace(granted=each.granted or each.consent_id == asked.id) for each in timing.former)
            rated = replace(timing, former=tuple(former))
            return rated.with_clocks(rerated(rated, terms, now, asked.ended))
        case ConsentKind.LATE_ENTRY:
            concerned = [each for each in timing.rounds if each.id == asked.clock_id]
        case _:
            concerned = [each for each in timing.rounds if rules.fell_due(each.clock, now)]
    return timing.with_clocks({each.id: replace(each.clock, consent=asked.kind) for each in concerned})


def hold_granted(clock: Clock, hold: HoldAskedFor, cap: int, now: datetime) -> Clock:
    """Return the clock with a hold granted. One that has run on since the hold was to end begins a new term."""
    new = rules.grant(clock, hold.since, hold.until, cap)
    runs_on = hold.until is None and not rules.stands_still(clock, now)
    return replace(new, term=new.term + runs_on)


def rerated(timing: TicketTiming, terms: Terms, now: datetime, ended: frozenset[int] | None = None) -> dict[int, Clock]:
    """Return every clock by its id, the unstopped ones under the strictest limit of the ratings that count.

    When a re-rating is granted, `ended` are those that had ended when it was asked for. Then a longer limit also goes
    to those that have ended since, and a stage that is no longer needed is left out.
    """
    changed = {}
    isolates = any(each.fault in terms.isolating for each in timing.ratings)
    for each in timing.rounds:
        clock = each.clock
        if clock.stopped is None:
            clock = rules.rerate(clock, *timing.limit(terms.limit_of, clock.stage, clock.started))
        elif ended is not None and each.id not in ended and clock.outcome in COUNTING:
            seconds, limit_id = timing.limit(terms.limit_of, clock.stage, clock.started)
            if seconds > clock.limit:
                clock = replace(clock, limit=seconds, limit_id=limit_id)
        needless = ended is not None and not has_stage(clock.stage, isolates)
        if needless and clock.outcome in (None, *UNMET) and not rules.fell_due(clock, now):
            clock = replace(clock, consent=ConsentKind.RERATE)
        changed[each.id] = clock
    return changed


def recounted(timing: TicketTiming, now: datetime) -> dict[int, Clock]:
    """Return the clocks of the present course as they follow earlier rounds and merged tickets, after a consent.

    By a consent a clock may count again, never the reverse. Clocks from before schema 0005 stay as they are. The terms
    stay too.
    """
    changed: dict[int, Clock] = {}
    for each in timing.last_course():
        if each.clock.first_due is not None:
            changed[each.id] = _recounted(timing.with_clocks(changed), each, now)
    return changed


def _recounted(timing: TicketTiming, own: Round, now: datetime) -> Clock:
    clock, stage, earlier = own.clock, own.clock.stage, timing.until(own.id)
    promises = [promise_of(earlier.of_stage(stage)), _started_with(timing, own, now)]
    repeats = clock.repeats and earlier.has_counted(stage)
    new = replace(rules.with_promise(clock, min(filter(None, promises), default=None)), repeats=repeats)
    if all(each.clock.stage is not stage for each in timing.rounds if each.id > own.id):
        for merged in timing.promised_by_merged(stage):
            if new.outcome is not Outcome.DONE or not _done_by(new, merged.deadline):
                new = rules.take_over(new, _moved(clock, merged.deadline, now), now)
    return replace(new, term=clock.term)


def _started_with(timing: TicketTiming, own: Round, now: datetime) -> datetime | None:
    """Return the promise that a clock has since its start, of an appointment or an undone step; None if it has none."""
    clock = own.clock
    if clock.promised is None:
        return None
    undone = timing.until(own.id).undone_seconds(clock, now).counted
    by_rule = undone and clock.limit_id is not None
    less = [plus(clock.started, clock.limit - undone)] if by_rule else []
    agreed = timing.appointments(clock.stage, ended=clock.stopped is not None)
    due = min([*agreed, *less], default=None)
    return None if due is None else max(due, clock.promised)  # a stricter limit since then has not moved it


def _moved(clock: Clock, promise: datetime, now: datetime) -> datetime:
    """Return a merged ticket's promise as holds and extensions of the clock that goes on have moved it.

    Of a promise that it carries already only those since the merge have.
    """
    longer = clock.held + clock.extended + rules.counted(clock, now)
    return plus(promise, longer) if clock.promised is None else max(promise, plus(clock.promised, longer))


def _is_repair(clock: Clock) -> bool:
    return clock.stage is LAST.stage and clock.outcome is Outcome.DONE


def _done_by(clock: Clock, at: datetime) -> bool:
    """Return whether a clock counts as stopped by an instant."""
    stop = counted_stop(clock)
    return stop is not None and stop <= at
