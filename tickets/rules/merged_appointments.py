"""The appointment that a merged ticket brought and a crew still has to keep, as the screens tell it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from tickets.rules import clocks
from tickets.rules.instants import plus
from tickets.rules.promises import BY_APPOINTMENT, TicketTiming
from tickets.rules.rounds import Round, agreed_on, appointments_of, goes_by, is_agreed
from tickets.rules.stages import FIRST


class Appointed(NamedTuple):
    """When a caller waits, and the clock of the ticket whose caller that is.

    One that is `met` has been kept by the crew that is there, unless the ticket is handed back before it comes.
    """

    at: datetime
    clock_id: int
    met: bool = False


def told_appointment(timing: TicketTiming, now: datetime) -> Appointed | None:
    """Return the earliest one that a crew has to keep, or would have to if the ticket was handed back now."""
    to_keep = merged_appointment(timing)
    if to_keep is not None or all(each.clock.stopped is not None for each in timing.rounds):
        return to_keep
    again = clocks.start(FIRST.stage, timing.next_round(FIRST.stage), plus(now, 1), 1, None)
    after = merged_appointment(replace(timing, rounds=(*timing.rounds, Round(timing.next_id(), again))))
    return None if after is None else after._replace(met=True)


class _Due(NamedTuple):
    at: datetime
    agreed: datetime  # as it was before holds and extensions moved it
    clock_id: int


def merged_appointment(timing: TicketTiming) -> Appointed | None:
    """Return the earliest one as holds and extensions of the clock that goes on for it have moved it; None for none."""
    due = min((*_gone_on_for(timing), *_waiting(timing)), default=None)
    if due is None:
        return None
    callers = (each.id for each in timing.merged if goes_by(each.clock, due.agreed))
    return Appointed(due.at, next(callers, due.clock_id))


def _gone_on_for(timing: TicketTiming) -> Iterator[_Due]:
    """Yield those that clocks of the kept ticket itself have taken over, and have not kept or missed yet."""
    brought, given_up = appointments_of(timing.merged), timing.handed_on(BY_APPOINTMENT)
    agreed = agreed_on(timing.of_stage(BY_APPOINTMENT), brought)
    for each in timing.last_course():
        clock = each.clock
        is_open = clock.stopped is None or clock in given_up
        before = [at for at in brought if at <= clock.deadline]
        if clock.stage is BY_APPOINTMENT and is_open and clock.promised and before and is_agreed(clock, agreed):
            yield _Due(clock.deadline, max(before), each.id)


def _waiting(timing: TicketTiming) -> Iterator[_Due]:
    """Yield those that no clock of the kept ticket has taken over."""
    taken = {due.agreed for due in _gone_on_for(timing)}
    for each in timing.unmet_of_merged(BY_APPOINTMENT):
        if each.is_agreed and each.clock.deadline not in taken:
            yield _Due(each.clock.deadline, each.clock.deadline, each.id)
