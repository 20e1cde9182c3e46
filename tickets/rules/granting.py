"""What granting a request for consent makes of the clocks of a ticket, and of those it was merged into.

Actions and the list of requests both use these functions, so what the list says is what granting does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.rules import clocks as rules
from tickets.rules.clocks import LEAVES_OUT, Clock, counted_stop
from tickets.rules.instants import plus, seconds_between
from tickets.rules.merged_rounds import with_brought
from tickets.rules.promises import FormerRating, LimitLookup, TicketTiming
from tickets.rules.rounds import COUNTING, UNMET, Round, appointments_of, late_by, promise_of
from tickets.rules.stages import has_stage
from tickets.rules.words import ConsentKind, Outcome


@dataclass(frozen=True, slots=True)
class HoldAskedFor:
    """A hold of a clock that consent was asked for; it lasts if `until` is None."""

    clock_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What a request asks consent for. `holds` belong to a hold, `clock_id` is the clock of a late entry."""

    id: int
    kind: ConsentKind
    clock_id: int | None = None
    holds: tuple[HoldAskedFor, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules that consents depend on: limits, the faults that need the water stopped, a hold's cap in seconds."""

    limit_of: LimitLookup
    isolating: frozenset[str]
    hold_cap: int


def chain_after_granting(
    chain: Sequence[TicketTiming], asked: AskedFor, terms: Terms, now: datetime
) -> list[TicketTiming]:
    """Return the timings of a ticket, of the one that it was merged into and so on, when its request is granted."""
    after: list[TicketTiming] = []
    for before in chain:
        timing = with_brought(before, after[-1]) if after else after_granting(before, asked, terms, now)
        after.append(timing.with_clocks(recounted(timing, before, now)))
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
            rated = replace(timing, former=tuple(_granted(each, asked.id) for each in timing.former))
            return rated.with_clocks(rerated(rated, terms, now, granted=asked.id))
        case ConsentKind.LATE_ENTRY:
            concerned = [each for each in timing.rounds if each.id == asked.clock_id]
        case _:
            every = [each.clock for each in timing.rounds]
            ended = max((each.stopped for each in every if each.stopped is not None), default=now)
            late = late_by(every, ended)
            concerned = [each for each in timing.rounds if each.clock in late]
    # What was left out by a consent stays so: the time does not matter then.
    counting = (each for each in concerned if each.clock.consent not in LEAVES_OUT)
    return timing.with_clocks({each.id: replace(each.clock, consent=asked.kind) for each in counting})


def _granted(former: FormerRating, consent_id: int) -> FormerRating:
    return replace(former, granted=True) if former.consent_id == consent_id else former


def hold_granted(clock: Clock, hold: HoldAskedFor, cap: int, now: datetime) -> Clock:
    """Return the clock with a hold granted. One that has run on since the hold was to end begins a new term."""
    new = rules.grant(clock, hold.since, hold.until, cap)
    runs_on = hold.until is None and not rules.stands_still(clock, now)
    return replace(new, term=new.term + runs_on)


def rerated(timing: TicketTiming, terms: Terms, now: datetime, granted: int | None = None) -> dict[int, Clock]:
    """Return every clock by its id, the unstopped ones under the strictest limit of the ratings that count.

    One that has fallen due keeps the deadline that it missed, rather than an earlier one. When the re-rating with the
    id `granted` is consented to, a longer limit also goes to clocks that have ended since it was asked for, and a stage
    that is no longer needed is left out unless it was late by then.
    """
    asked = next((each for each in timing.former if each.consent_id == granted), None)
    clocks = _under_their_limits(timing, terms, now, asked)
    if asked is None:
        return clocks
    # A stage is needed no longer by every granted request together: until the last one the promise stood.
    agreed_to = [each for each in timing.former if each.granted and each.rating.fault in terms.isolating]
    last = max(each.asked for each in (asked, *agreed_to))
    isolates = any(each.fault in terms.isolating for each in timing.ratings)
    needless = {
        key: replace(clock, consent=ConsentKind.RERATE)
        for key, clock in clocks.items()
        if not has_stage(clock.stage, isolates) and _neither_done_nor_late(clock, last)
    }
    return clocks | needless


def _under_their_limits(
    timing: TicketTiming, terms: Terms, now: datetime, asked: FormerRating | None
) -> dict[int, Clock]:
    """Return every clock by its id, those with another limit that run, or have ended since a re-rating was `asked`."""
    changed: dict[int, Clock] = {}
    for each in timing.rounds:
        clock = each.clock
        has_ended_since = asked is not None and asked.is_about(each.id) and clock.outcome in COUNTING
        if clock.stopped is None or has_ended_since:
            before = timing.with_clocks(changed).before(each.id).rated_for(each)
            limit = before.limit(terms.limit_of, clock.stage, clock.started)
            clock = _with_limit(clock, limit, now)
        changed[each.id] = clock
    return changed


def _with_limit(clock: Clock, limit: tuple[int, int | None], now: datetime) -> Clock:
    """Return a clock under another limit: a running one, or one that has stopped under a longer one."""
    seconds, limit_id = limit
    if clock.stopped is not None:
        return replace(clock, limit=seconds, limit_id=limit_id) if seconds > clock.limit else clock
    has_missed_it = seconds < clock.limit and rules.fell_due(clock, now)
    return clock if has_missed_it else rules.rerate(clock, seconds, limit_id)


def _neither_done_nor_late(clock: Clock, asked: datetime) -> bool:
    """Return whether a stage was neither done in time, nor late when consent to leave it out was asked for."""
    stop = counted_stop(clock)
    if clock.held_since is not None and (clock.held_since > asked or not clock.granted):
        clock = replace(clock, held_since=None, held_until=None)
    if stop is None:
        was_late = rules.fell_due(clock, asked)
    else:
        was_late = clock.deadline < (asked if clock.outcome in UNMET else min(asked, stop))
    was_done_late = clock.outcome is Outcome.DONE and not rules.on_time(clock)
    return not was_late and (was_done_late or clock.outcome in (None, Outcome.CANCELLED, *UNMET))


def recounted(timing: TicketTiming, before: TicketTiming, now: datetime) -> dict[int, Clock]:
    """Return the clocks as they follow earlier rounds and merged tickets, after a consent or a correction.

    What does not follow differently from the timing `before` that stays as it was recorded: it is about something else.
    A clock may count again, never the reverse. Clocks from before schema 0005 stay as they are. The terms stay too.
    """
    due = {each.id: each.clock.deadline for each in before.merged}
    after, recorded = follow_from_others(timing, due, now), {each.id: each.clock for each in timing.rounds}
    if all(clock == recorded[key] for key, clock in after.items()):
        return after
    was = follow_from_others(before, due, now)
    return {key: recorded[key] if _carry_alike(was[key], clock) else clock for key, clock in after.items()}


def _carry_alike(one: Clock, other: Clock) -> bool:
    return (one.promised, one.repeats) == (other.promised, other.repeats)


def follow_from_others(timing: TicketTiming, was_due: Mapping[int, datetime], now: datetime) -> dict[int, Clock]:
    """Return the clocks as they follow from the others that are recorded now.

    `was_due` are the deadlines before, by id, of the clocks of merged tickets.
    """
    changed: dict[int, Clock] = {}
    for each in timing.rounds:
        if each.clock.first_due is not None:
            changed[each.id] = _recounted(timing.with_clocks(changed), each, was_due, now)
    return changed


def _recounted(timing: TicketTiming, own: Round, was_due: Mapping[int, datetime], now: datetime) -> Clock:
    clock, stage, earlier = own.clock, own.clock.stage, timing.before(own.id)
    promises = [promise_of(earlier.of_stage(stage), appointments_of(timing.merged)), _started_with(timing, own)]
    repeats = clock.repeats and earlier.has_counted(stage)
    new = replace(rules.with_promise(clock, min(filter(None, promises), default=None)), repeats=repeats)
    merged = [(each.clock.deadline, was_due[each.id]) for each in timing.promised_to(own)]
    undone = [(at, at) for at in timing.promised_by_undone(clock, clock.started)]
    for promise, was in (*merged, *undone):
        new = rules.take_over(new, _moved(clock, promise, was, now), now)
    return replace(new, term=clock.term)


def _started_with(timing: TicketTiming, own: Round) -> datetime | None:
    """Return the promise that a clock has since its start, of an appointment or an undone step; None if it has none."""
    clock = own.clock
    if clock.promised is None or (clock.started == clock.stopped and clock.outcome not in COUNTING):
        return clock.promised  # begun and ended with its ticket, which also withdrew the requests with its appointment
    earlier = timing.before(own.id).rated_for(own)
    undone = earlier.undone_seconds(clock, clock.started).counted
    shortened = [clock.promised] if undone and earlier.has_rule(clock.stage) else []
    if undone and clock.limit_id is not None:
        shortened = [plus(clock.started, clock.limit - undone)]
    agreed = earlier.appointments(clock.stage)
    left = earlier.deadlines_of_undone(clock.stage) if clock.limit_id is None else []
    due = min([*agreed, *shortened, *left], default=None)
    return None if due is None else max(due, clock.promised)  # a stricter limit since then has not moved it


def _moved(clock: Clock, promise: datetime, was: datetime, now: datetime) -> datetime:
    """Return when a merged ticket's promise is due now: moved by the holds and extensions of the clock that carries it.

    `was` is the promise before what has changed it, which makes it no earlier. Of a promise that the clock carries
    already, only holds and extensions since the merge have moved it.
    """
    longer = clock.held + clock.extended + rules.counted(clock, now)
    if clock.promised is None:
        return plus(promise, longer)
    return max(promise, plus(clock.promised, longer + max(0, seconds_between(was, promise))))
