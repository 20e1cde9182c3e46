"""The clocks that begin only to end with their ticket: of a stage that is late without one, or to hand a promise on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.limits import agreed
from tickets.rules.promises import LimitLookup, TicketTiming
from tickets.rules.rounds import Round
from tickets.rules.stages import FIRST, TICKET_STAGES
from tickets.rules.words import ConsentKind, Stage


def begun_at_end(timing: TicketTiming, limit_of: LimitLookup, at: datetime, *, merged: bool) -> list[Clock]:
    """Return the clocks that begin only to end with the ticket at `at`, in the order in which they begin.

    One is of a stage that is late without a clock. If the ticket is `merged`, an appointment to come has one, too,
    unless one that runs hands it on: other limits count from the kept ticket's own start.
    """
    later = (stage for stage in TICKET_STAGES if stage is not FIRST.stage)
    return [clock for stage in later for clock in _of_stage(timing, stage, limit_of, at, merged)]


def _of_stage(timing: TicketTiming, stage: Stage, limit_of: LimitLookup, at: datetime, merged: bool) -> Iterator[Clock]:
    runs = any(each.clock.stage is stage and each.clock.stopped is None for each in timing.rounds)
    if not runs and _is_late(timing, stage, limit_of, at, merged):
        clock = timing.begin(stage, limit_of, at, at)
        yield _left_out(timing, clock)
        timing = replace(timing, rounds=(*timing.rounds, Round(timing.next_id(), clock)))
    if merged and (to_come := timing.merged_at(at).appointments(stage)):
        clock = rules.start(stage, timing.next_round(stage), at, agreed(at, min(to_come)), None)
        yield timing.start(clock, limit_of, at)


def _is_late(timing: TicketTiming, stage: Stage, limit_of: LimitLookup, at: datetime, merged: bool) -> bool:
    """Return whether a stage that does not run is late, and no clock of it will be.

    An appointment or a promise has passed, or the step that began the stage was undone. The last round is late for its
    own deadline, unless a clock follows that hands an appointment on.
    """
    follows = merged and any(due >= at for due in timing.merged_at(at).appointments(stage))
    last = [] if follows else timing.of_stage(stage)[-1:]
    own = (each for each in timing.handed_on(stage) if each not in last)
    missed = any(due < at for due in timing.appointments(stage, ended=True))
    broken = any(each.deadline < at for each in (*own, *timing.promised_by_merged(stage)))
    return missed or broken or timing.is_broken_by_undo(stage, limit_of, at)


def _left_out(timing: TicketTiming, clock: Clock) -> Clock:
    """Return a clock that begins at the end, left out if it is for an appointment that a granted re-rating dropped."""
    missed = any(due < clock.started for due in timing.appointments(clock.stage, ended=True))
    is_dropped = missed and clock.deadline >= clock.started and not timing.promised_by_merged(clock.stage)
    return replace(clock, consent=ConsentKind.RERATE) if is_dropped else clock
