"""The measures again, in plain Python over the stored rows: slow and simple."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from math import ceil
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Row, select

from tickets.reports.figures import (
    CALL_FIGURES,
    RATES,
    SPREAD_EDGES,
    TICKET_FIGURES,
    Durations,
    Figure,
    Punctuality,
    Work,
)
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.instants import local_day, seconds_between
from tickets.rules.words import CallbackResult, CallKind, Outcome, Stage, State
from tickets.service import TicketService
from tickets.store.tables import assists, calls, clocks, tickets

DROPPED = (State.CANCELLED, State.MERGED, State.SETTLED)


class Plain:
    """The whole content of the database, and the figures of a scope."""

    def __init__(self, connection: Connection, scope: Scope, now: datetime) -> None:
        self.scope, self.now = scope, now
        self.tickets = {row.id: row for row in connection.execute(select(tickets))}
        self.clocks = [
            clock
            for clock in connection.execute(select(clocks))
            if self.tickets[clock.subject_id].state not in DROPPED and self.fits(clock, self.tickets[clock.subject_id])
        ]
        self.calls = list(connection.execute(select(calls)))
        self.assists = [row for row in connection.execute(select(assists)) if self.helped(row)]

    def fits(self, own: Row[Any] | None, ticket: Row[Any] | None) -> bool:
        """Whether a clock, or a ticket itself, matches the filters of the scope."""
        wanted = self.scope
        if wanted.crew_id is wanted.fault is wanted.zone is wanted.priority is wanted.source is None:
            return True
        if own is None or ticket is None:
            return wanted == replace(wanted, crew_id=0, fault=None, zone=None, priority=None, source=None)
        return (
            wanted.crew_id in (None, own.crew_id or 0)
            and wanted.priority in (None, own.priority)
            and wanted.fault in (None, ticket.fault)
            and wanted.zone in (None, ticket.zone)
            and wanted.source in (None, ticket.source)
        )

    def helped(self, assist: Row[Any]) -> bool:
        """Whether an assist counts in the scope."""
        ticket = self.tickets[assist.ticket_id]
        own: Any = SimpleNamespace(crew_id=assist.crew_id, priority=ticket.priority)
        stands = not assist.undone and ticket.state not in DROPPED
        return stands and self.within(ticket.opened) and self.fits(own, ticket)

    def within(self, at: datetime | None) -> bool:
        return at is not None and self.scope.since <= at < self.scope.until

    def key(self, own: Row[Any] | None, ticket: Row[Any] | None, at: datetime) -> Any:
        match self.scope.by:
            case Breakdown.DAY:
                return local_day(at).isoformat()
            case Breakdown.CREW:
                return own.crew_id if own else None
            case Breakdown.PRIORITY:
                return own.priority if own else None
            case Breakdown.FAULT:
                return ticket.fault if ticket else None
            case Breakdown.ZONE:
                return ticket.zone if ticket else None
        return None

    def due(self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True) -> Punctuality:
        verdicts = [
            self.verdict(clock)
            for clock in self.clocks
            if clock.stage is stage and self.within(clock.deadline) and wanted(self.clock_key(clock, clock.deadline))
        ]
        return Punctuality(*(verdicts.count(word) for word in ("on time", "late", "overdue", "given up")))

    def verdict(self, clock: Row[Any]) -> str:
        if clock.stopped is None:
            return "overdue" if clock.held_since is None and clock.deadline < self.now else "not due"
        if clock.outcome is Outcome.UNFINISHED:
            return "overdue" if clock.deadline < self.now else "not due"
        if clock.outcome not in (Outcome.DONE, Outcome.RETURNED, Outcome.REASSIGNED):
            return "left out"
        if clock.stopped > clock.deadline:
            return "late"
        return "on time" if clock.outcome is Outcome.DONE else "given up"

    def clock_key(self, clock: Row[Any], at: datetime) -> Any:
        return self.key(clock, self.tickets[clock.subject_id], at)

    def finished(self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True) -> list[Row[Any]]:
        return [
            clock
            for clock in self.clocks
            if clock.stage is stage
            and clock.outcome is Outcome.DONE
            and self.within(clock.stopped)
            and wanted(self.clock_key(clock, clock.stopped))
        ]

    def durations(self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True) -> Durations:
        found = self.finished(stage, wanted)
        taken = [seconds_between(clock.started, clock.stopped) - clock.held for clock in found]
        if not taken:
            return Durations()
        held = sum(clock.held for clock in found)
        return Durations(len(taken), nearest_rank(taken, 0.5), nearest_rank(taken, 0.9), max(taken), held)

    def spread(self, stage: Stage) -> tuple[int, ...]:
        taken = [seconds_between(c.started, c.stopped) - c.held for c in self.finished(stage)]
        edges = [-1, *SPREAD_EDGES, 10**12]
        return tuple(sum(low < seconds <= high for seconds in taken) for low, high in pairwise(edges))

    def work(self, wanted: Callable[[Any], bool] = lambda key: True) -> Work:
        opened = [t for t in self.opened() if wanted(self.key(t, t, t.opened))]
        valid = [t for t in opened if t.state not in DROPPED]
        over = [t for t in valid if t.state in (State.RESOLVED, State.CLOSED)]
        resolved = [t for t in over if t.resolved_at is not None]
        counted = [call for call in self.counted_calls() if wanted(self.call_key(call))]
        found = {
            Figure.OPENED: len(valid),
            Figure.CANCELLED: count(t.state is State.CANCELLED for t in opened),
            Figure.MERGED: count(t.state is State.MERGED for t in opened),
            Figure.SETTLED: count(t.state is State.SETTLED for t in opened),
            Figure.RESOLVED: len(resolved),
            Figure.UNFINISHED: len(over) - len(resolved),
            Figure.CALLED_BACK: count(t.callback is not None for t in resolved),
            Figure.ANSWERED: count(
                t.callback in (CallbackResult.SATISFIED, CallbackResult.UNSATISFIED) for t in resolved
            ),
            Figure.SATISFIED: count(t.callback is CallbackResult.SATISFIED for t in resolved),
            Figure.PLACED: count(t.place_id is not None for t in valid),
            Figure.REPEATED: count(self.repeats(t) for t in valid),
            Figure.RETURNED: count(t.returns > 0 for t in valid),
            Figure.EXTENDED: count(t.extensions > 0 for t in valid),
            Figure.CHASED: count(t.chases > 0 for t in valid),
            Figure.REOPENED: count(t.reopenings > 0 for t in valid),
            Figure.ASSISTS: count(wanted(self.assist_key(a)) for a in self.assists),
            Figure.CALLS: len(counted),
            Figure.CHASES: count(call.kind is CallKind.CHASE for call in counted),
        }
        assert set(found) == {*TICKET_FIGURES, *CALL_FIGURES}, "count each figure here once more"
        return Work(Counter(found))

    def assist_key(self, assist: Row[Any]) -> Any:
        ticket = self.tickets[assist.ticket_id]
        return self.key(assist if self.scope.by is Breakdown.CREW else ticket, ticket, ticket.opened)

    def opened(self) -> list[Row[Any]]:
        return [t for t in self.tickets.values() if self.within(t.opened) and self.fits(t, t)]

    def counted_calls(self) -> list[Row[Any]]:
        found = []
        for call in self.calls:
            ticket = self.tickets.get(call.ticket_id)
            if self.within(call.at) and self.fits(ticket, ticket):
                found.append(call)
        return found

    def call_key(self, call: Row[Any]) -> Any:
        ticket = self.tickets.get(call.ticket_id)
        return self.key(ticket, ticket, call.at)

    def repeats(self, ticket: Row[Any]) -> bool:
        return ticket.place_id is not None and any(
            other.place_id == ticket.place_id
            and other.fault == ticket.fault
            and other.state not in DROPPED
            and 0 < seconds_between(other.opened, ticket.opened) <= 30 * 86_400
            and other.resolved_at is not None
            and other.resolved_at < ticket.opened
            for other in self.tickets.values()
        )

    def keys(self) -> set[Any]:
        """Every group with any figures."""
        of_due = {
            self.clock_key(c, c.deadline)
            for c in self.clocks
            if self.within(c.deadline) and self.verdict(c) not in ("not due", "left out")
        }
        of_done = {self.clock_key(c, c.stopped) for stage in Stage for c in self.finished(stage)}
        of_tickets = {self.key(t, t, t.opened) for t in self.opened()}
        return of_due | of_done | of_tickets | {self.call_key(call) for call in self.counted_calls()}


def rates(work: Work) -> dict[str, float | None]:
    """Return every rate of the report, by name."""
    shares = {
        "callback_rate": (Figure.CALLED_BACK, Figure.RESOLVED),
        "satisfied_rate": (Figure.SATISFIED, Figure.ANSWERED),
        "repeat_rate": (Figure.REPEATED, Figure.PLACED),
        "return_rate": (Figure.RETURNED, Figure.OPENED),
        "extension_rate": (Figure.EXTENDED, Figure.OPENED),
        "chase_rate": (Figure.CHASED, Figure.OPENED),
    }
    return {name: work[part] / work[whole] if work[whole] else None for name, (part, whole) in shares.items()}


def nearest_rank(values: Iterable[int], share: float) -> int:
    """Return the value at the rank ⌈n × share⌉, counted from 1."""
    ranked = sorted(values)
    return ranked[ceil(len(ranked) * share) - 1]


def count(conditions: Iterable[bool]) -> int:
    """Return how many are true."""
    return sum(conditions)


def compare(desk: TicketService, scope: Scope) -> Plain:
    """Require the report to equal the plain count, in total and group by group, and return that count."""
    now = desk.now()
    found = desk.read(report, scope, now)
    plain = desk.read(Plain, scope, now)
    for figures in found.stages:
        assert figures.punctuality == plain.due(figures.stage)
        assert figures.durations == plain.durations(figures.stage)
        assert found.spread[figures.stage] == plain.spread(figures.stage)
        trend = sum((bar.stages.get(figures.stage, Punctuality()) for bar in found.trend), Punctuality())
        assert trend == figures.punctuality
    assert found.work == plain.work()
    assert {rate.name: rate.of(found.work) for rate in RATES} == rates(plain.work())
    assert found.empty == (not plain.keys())
    if scope.by is Breakdown.NONE:
        assert found.groups == ()
        return plain
    assert {group.key for group in found.groups} == plain.keys()
    for group in found.groups:
        for figures in group.stages:
            assert figures.punctuality == plain.due(figures.stage, lambda key, own=group.key: key == own)
            assert figures.durations == plain.durations(figures.stage, lambda key, own=group.key: key == own)
        assert group.work == plain.work(lambda key, own=group.key: key == own)
    return plain
