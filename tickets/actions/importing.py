"""Imports past repairs of an older ledger: each becomes an ended ticket, with the clocks its times allow."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from tickets.actions.command import action
from tickets.actions.intake import CallDetails, add_ticket, write_call
from tickets.actions.ticket_edit import known_fault
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules import clocks as rules
from tickets.rules.instants import local_day
from tickets.rules.stages import LAST, MAIN_STAGES, MILESTONES, STEPS, described, has_stage, steps_before
from tickets.rules.subjects import ticket_subject
from tickets.rules.ticket_texts import TicketTexts
from tickets.rules.words import (
    ANSWERS,
    CallbackResult,
    CallKind,
    Move,
    Outcome,
    Priority,
    Role,
    Source,
    Stage,
    State,
    Zone,
)
from tickets.store.numbering import take_numbers
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault, StageClock, Ticket, columns_of_clock, ticket_values
from tickets.store.rulebook import limit_for
from tickets.store.search import SearchableCall, index_calls
from tickets.store.tables import clocks, tickets

_KNOWN = select(tickets.c.source_key).where(tickets.c.source_key.in_(bindparam("keys", expanding=True)))


@dataclass(frozen=True, slots=True)
class Times:
    """When a past repair was reported, took its steps and ended; unknown times are left out.

    If not `timed`, only the day of `opened` is known, and nothing can be timed.
    """

    opened: datetime
    steps: Mapping[Move, datetime] = field(default_factory=dict)
    ended: datetime | None = None
    timed: bool = True

    def at(self, move: Move | None) -> datetime | None:
        """Return when a step was taken, or for None the call; None when unknown."""
        return self.opened if move is None else self.steps.get(move)

    @property
    def last(self) -> datetime | None:
        """The latest time after the call; None when none is known."""
        return max((*self.steps.values(), *(() if self.ended is None else (self.ended,))), default=None)

    @property
    def finished(self) -> bool:
        """Whether the end of the work is known."""
        return self.at(LAST.end.move) is not None


@dataclass(frozen=True, slots=True)
class PastRepair(TicketTexts):
    """One line of an older ledger. `key` identifies it among all imported ledgers.

    `priority` None means the fault's, `zone` None the place's, or 城区 without a place. `dn` is in mm.
    """

    key: str
    fault: str
    call: CallDetails
    times: Times
    cancelled: bool = False
    settled: bool = False  # by phone
    priority: Priority | None = None
    zone: Zone | None = None
    place: Place | None = None
    crew_id: int | None = None
    dn: int | None = None
    households: int | None = None
    resolution: str = ""
    callback: CallbackResult | None = None


def misplaced(times: Times, now: datetime) -> str | None:
    """Return the name of the first time that is in the future or before one it must follow; None when all are in order.

    The names are those of a ledger's fields: "opened", "ended" or the word of a finished step.
    """
    if times.opened > now:
        return "opened"
    for step in STEPS:
        at = times.at(step.move)
        before = [times.at(each.move) for each in steps_before(step)]
        if at is not None and (at > now or at < max([times.opened, *(each for each in before if each is not None)])):
            return step.done
    ended = times.ended
    if ended is not None and (ended > now or ended < max([times.opened, *times.steps.values()])):
        return "ended"
    return None


def known_keys(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Return those of the keys that have a ticket already."""
    return frozenset(connection.execute(_KNOWN, {"keys": list(keys)}).scalars())


@action("导入", Role.SUPERVISOR, Role.ADMINISTRATOR)
def import_(unit: UnitOfWork, repairs: Sequence[PastRepair], ledger: str) -> int:
    """Add the past repairs whose keys are new, and return their number.

    `ledger` is their source. No alerts are raised for imported tickets. Raises Refused for an unknown fault or for
    times out of order: then none of the repairs is added.
    """
    unit.text = ledger
    known = known_keys(unit.connection, [repair.key for repair in repairs])
    new = [repair for repair in repairs if repair.key not in known]
    days = Counter(local_day(repair.times.opened) for repair in new)
    numbers = {day: iter(take_numbers(unit.connection, day, count)) for day, count in days.items()}
    new_calls = [_add(unit, repair, next(numbers[local_day(repair.times.opened)])) for repair in new]
    index_calls(unit.connection, new_calls)
    return len(new)


def _add(unit: UnitOfWork, repair: PastRepair, number: str) -> SearchableCall:
    if misplaced(repair.times, unit.now) is not None:
        raise Refused("台账里有先后颠倒或在将来的时间，请核对后重新导入。")
    fault = known_fault(unit, repair.fault)
    ticket = add_ticket(unit, _ticket(unit, repair, fault, number))
    for stage, started, stopped, outcome in _stages(repair, fault, unit.now):
        seconds, limit_id = limit_for(unit.rules, ticket, stage, started)
        clock = rules.stop(rules.start(stage, 1, started, seconds, limit_id), stopped, outcome)
        row = StageClock(0, ticket_subject(ticket.id), clock, None, ticket.priority, ticket.crew_id)
        unit.insert(clocks, ticket.id, **columns_of_clock(row))
    place = repair.place
    names = "" if place is None else f"{place.town} {place.name} {place.aliases}"
    return write_call(unit, repair.call, CallKind.REPORT, ticket.opened, ticket, names, None)


def _stages(repair: PastRepair, fault: Fault, now: datetime) -> Iterator[tuple[Stage, datetime, datetime, Outcome]]:
    """Yield the stages that can be timed, with start, stop and outcome.

    The time of an unrecorded step is counted in the stage that follows. A repair without a known end has an unfinished
    last stage, so that it stays in the on-time rate. It stops at the end of the record: a clock that still ran would
    raise alerts about work that may be years old.
    """
    times = repair.times
    if not times.timed:
        return
    since = times.opened
    for stage in MAIN_STAGES[:-1]:
        until = times.at(described(stage).end.move)
        if until is not None:
            yield stage, since, until, Outcome.DONE
            since = until
    for each in MILESTONES:
        begun, reached = times.at(each.starts_with), times.at(each.end.move)
        if has_stage(each.stage, fault.isolate) and begun and reached:
            yield each.stage, begun, reached, Outcome.DONE
    if repair.cancelled or repair.settled:
        if times.last is not None and times.last > since:
            yield LAST.stage, since, times.last, Outcome.SETTLED if repair.settled else Outcome.CANCELLED
    elif (until := times.at(LAST.end.move)) is not None:
        yield LAST.stage, since, until, Outcome.DONE
    else:
        yield LAST.stage, since, times.ended or now, Outcome.UNFINISHED


def _ticket(unit: UnitOfWork, repair: PastRepair, fault: Fault, number: str) -> Ticket:
    times = repair.times
    instants: dict[str, Any] = {step.column: times.at(step.move) for step in STEPS if step.column is not None}
    if repair.cancelled or repair.settled:
        state, ended = State.SETTLED if repair.settled else State.CANCELLED, times.last or unit.now
        instants[f"{LAST.end.column}"] = None
    else:
        state, ended = State.CLOSED, times.ended or unit.now
    place_id, place_zone = (None, Zone.URBAN) if repair.place is None else (repair.place.id, repair.place.zone)
    return Ticket(**ticket_values(repair.call, repair) | instants | {
        "number": number, "state": state, "priority": repair.priority or fault.priority, "place_id": place_id,
        "zone": repair.zone or place_zone, "opened": times.opened, "ended_at": ended, "source": Source.IMPORT,
        "source_key": repair.key, "crew_id": None if repair.settled else repair.crew_id,
        "first_answer": repair.callback if repair.callback in ANSWERS else None,
    })  # fmt: skip
