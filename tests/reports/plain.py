"""The measures again, in plain Python over the stored rows: slow and simple."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from math import ceil
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Row, select

from tickets.reports.figures import (
    CALL_FIGURES,
    OUTAGE_FIGURES,
    RATES,
    RECONCILED,
    SPREAD_EDGES,
    TICKET_FIGURES,
    Durations,
    Figure,
    Lengths,
    Punctuality,
    Receipt,
    TimingParts,
    Work,
)
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules import clocks as rules
from tickets.rules.clocks import LEAVES_OUT, Clock
from tickets.rules.instants import local_day, plus, seconds_between
from tickets.rules.rerating import ALWAYS, AT_MERGER
from tickets.rules.rounds import GIVEN_UP, UNMET
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.undoing import standing
from tickets.rules.words import (
    ANSWERS,
    CallbackResult,
    CallKind,
    ConsentKind,
    ConsentState,
    Outcome,
    Stage,
    State,
    SubjectKind,
)
from tickets.service import TicketService
from tickets.store.rows import clock_of
from tickets.store.tables import assists, calls, clocks, consents, incoming_calls, journal, outages, tickets

DROPPED = (State.CANCELLED, State.MERGED, State.SETTLED)
PUNCTUAL = (Figure.ON_TIME, Figure.LATE, Figure.OVERDUE, Figure.GIVEN_UP)
FAILED = (Figure.LATE, Figure.OVERDUE)


class Plain:
    """The whole content of the database, and the figures of a scope."""

    def __init__(self, connection: Connection, scope: Scope, now: datetime) -> None:
        self.scope, self.now = scope, now
        self.tickets = {row.id: row for row in connection.execute(select(tickets))}
        every = list(connection.execute(select(clocks)))
        self.every_clock = [clock for clock in every if clock.subject_kind is SubjectKind.TICKET]
        self.undone = [clock for clock in every if clock.subject_kind is SubjectKind.UNDONE]
        self.clocks = [clock for clock in self.every_clock if self.fits(clock, self.tickets[clock.subject_id])]
        rerated = consents.c.kind == ConsentKind.RERATE, consents.c.state == ConsentState.GRANTED
        self.rerated = list(connection.execute(select(consents).where(*rerated)))
        entries = select(journal.c.ticket_id, journal.c.action, journal.c.at).order_by(journal.c.id)
        written = list(connection.execute(entries))
        self.first_steps = [
            entry
            for key in self.tickets
            for entry in standing((each for each in reversed(written) if each.ticket_id == key), attrgetter("action"))
            if entry.action in ("dispatch", "reassign", "depart")
        ]
        self.calls = list(connection.execute(select(calls)))
        self.rings = [row for row in connection.execute(select(incoming_calls)) if self.rang(row)]
        self.outages = {row.id: row for row in connection.execute(select(outages))}
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

    def due(self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True) -> list[Row[Any]]:
        """The clocks of a stage whose deadline falls into the period."""
        return [
            clock
            for clock in self.clocks
            if clock.stage is stage and self.within(clock.deadline) and wanted(self.clock_key(clock, clock.deadline))
        ]

    def punctuality(self, due: list[Row[Any]], *, recorded: bool = True) -> Punctuality:
        verdicts = [self.verdict(clock, recorded=recorded) for clock in due]
        return Punctuality(*(verdicts.count(figure) for figure in PUNCTUAL))

    def receipt(self, due: list[Row[Any]]) -> Receipt:
        verdicts = [self.verdict(clock) for clock in due]
        return Receipt(
            self.punctuality(due, recorded=False),
            Counter(kind for clock in due if (kind := self.changed(clock)) is not None),
            count(self.late_at_split(clock) and self.verdict(clock) in FAILED for clock in due),
            verdicts.count(Figure.LEFT_OUT),
            verdicts.count(Figure.WAITING),
            count(self.taken_over(clock) and self.verdict(clock) in FAILED for clock in due),
            count(self.split_typed(clock) and self.verdict(clock) in FAILED for clock in due),
        )

    def behind(self, stage: Stage, figure: Figure, kind: ConsentKind | None = None) -> set[int]:
        """The tickets behind a figure that counts clocks."""
        finished = self.finished(stage)
        found = {
            Figure.DUE: lambda clock: self.verdict(clock) in (Figure.ON_TIME, *FAILED),
            Figure.CHANGED: lambda clock: self.changed(clock) in ([kind] if kind else list(ConsentKind)),
            Figure.LATE_AT_SPLIT: lambda clock: self.late_at_split(clock) and self.verdict(clock) in FAILED,
            Figure.SPLIT_TYPED: lambda clock: self.split_typed(clock) and self.verdict(clock) in FAILED,
            Figure.TAKEN_OVER: lambda clock: self.taken_over(clock) and self.verdict(clock) in FAILED,
            Figure.FINISHED: lambda clock: clock in finished,
            Figure.TYPED: lambda clock: clock in finished and clock.entered not in (None, clock.stopped),
        }.get(figure, lambda clock: self.verdict(clock) is figure)
        of_period = finished if figure in (Figure.FINISHED, Figure.TYPED) else self.due(stage)
        return {clock.subject_id for clock in of_period if found(clock)}

    def verdict(self, row: Row[Any], *, recorded: bool = True) -> Figure:
        """The verdict on a clock, as recorded or with every consent, by the rules of clocks."""
        if row.consent is ConsentKind.RERATE or (not recorded and row.consent in LEAVES_OUT):
            return Figure.LEFT_OUT
        clock = as_recorded(clock_of(row)) if recorded else clock_of(row)
        ticket = self.tickets[row.subject_id]
        if clock.stopped is None or row.outcome is Outcome.UNFINISHED:
            due = clock.deadline < self.now if clock.stopped else rules.fell_due(clock, self.now)
            return Figure.OVERDUE if due else Figure.WAITING
        late = rules.on_time(clock) is False
        match row.outcome:
            case Outcome.DONE:
                verdict = Figure.LATE if late else Figure.LEFT_OUT if clock.repeats else Figure.ON_TIME
            case Outcome.RETURNED | Outcome.REASSIGNED:
                verdict = Figure.LATE if late or self.is_broken(row, clock.deadline) else Figure.GIVEN_UP
            case Outcome.MERGED:
                verdict = Figure.LATE if late or self.is_broken(row, clock.deadline) else Figure.LEFT_OUT
            case _:
                verdict = Figure.LATE if late else Figure.LEFT_OUT
        return Figure.LEFT_OUT if ticket.state in DROPPED and verdict is not Figure.LATE else verdict

    def is_broken(self, row: Row[Any], deadline: datetime, *, without_consent: bool = False) -> bool:
        """Whether a clock that was given up or merged fell due by a deadline with nobody there to meet its promise.

        By a deadline `without_consent` a clock that goes on is due by its own without consent.
        """
        ticket = self.tickets[row.subject_id]
        if deadline >= self.now or row.outcome not in UNMET:
            return False
        if row.outcome is Outcome.MERGED:
            return self.is_unkept(deadline, row, ticket, without_consent)
        carried = any(other.round > row.round for other in self.same_stage(row, row.subject_id))
        return not carried and (
            not self.is_over(ticket, deadline) or self.is_unkept(deadline, row, ticket, without_consent)
        )

    def is_unkept(self, deadline: datetime, row: Row[Any], ticket: Row[Any], without_consent: bool) -> bool:
        """Whether what it was merged into was at work at the deadline, and no clock met that or is due no later.

        What was before a return or reopening that came before the merge does not count.
        """
        while ticket.merged_into is not None:
            kept = self.tickets[ticket.merged_into]
            first = [each for each in self.every_clock if each.subject_id == kept.id and each.stage is Stage.ACCEPT]
            begun = max((each.id for each in first if each.started <= ticket.ended_at), default=0)
            for other in (each for each in self.same_stage(row, kept.id) if each.id >= begun):
                met = other.outcome is Outcome.DONE and rules.counted_stop(clock_of(other)) <= deadline
                dues = [plus(other.started, clock_of(other).allowance - other.extended)]
                if without_consent and other.first_due is not None:
                    dues.append(other.first_due)
                if met or min(dues) <= deadline:
                    return False
            if kept.merged_into is None:
                return not self.is_over(kept, deadline)
            ticket = kept
        return False

    def is_over(self, ticket: Row[Any], deadline: datetime) -> bool:
        """Whether a ticket was repaired or dropped at a deadline."""
        if ticket.state in DROPPED:
            return bool(ticket.ended_at <= deadline)
        own = [each for each in self.every_clock if each.subject_id == ticket.id]
        repairs = [each for each in own if each.stage is Stage.RESOLVE and each.outcome is Outcome.DONE]
        by_then = [each.id for each in repairs if rules.counted_stop(clock_of(each)) <= deadline]
        begun = [each.id for each in own if each.stage is Stage.ACCEPT and each.started <= deadline]
        return bool(by_then) and max(by_then) > max(begun, default=0)

    def same_stage(self, row: Row[Any], ticket_id: int | None) -> list[Row[Any]]:
        """The clocks of the same stage of a ticket."""
        return [other for other in self.every_clock if other.subject_id == ticket_id and other.stage is row.stage]

    def changed(self, row: Row[Any]) -> ConsentKind | None:
        """The kind of consent but for which the clock would have failed."""
        present, recorded = self.verdict(row, recorded=False), self.verdict(row)
        if recorded in FAILED and present not in FAILED:
            return row.consent or ConsentKind.CORRECTION
        if row.stopped is None or row.outcome is Outcome.UNFINISHED or recorded in FAILED or present in FAILED:
            return None
        if row.consent is ConsentKind.RERATE:
            return self.kind_of_rating(row.subject_id)
        clock = replace(as_recorded(clock_of(row)), held=0)
        if rules.on_time(clock) is False:
            return ConsentKind.HOLD
        clock = replace(clock, extended=0)
        if rules.on_time(clock) is False:
            return ConsentKind.EXTEND
        stop, first_due = rules.counted_stop(clock), clock.first_due or clock.deadline
        due = min(first_due, clock.deadline)
        if stop is None or not (stop > first_due or self.is_broken(row, due, without_consent=True)):
            return None
        if row.outcome in UNMET and (row.held or row.extended):
            return ConsentKind.HOLD if row.held else ConsentKind.EXTEND
        merged = [each.id for each in self.with_merged(self.tickets[row.subject_id])[1:]]
        before = [each for key in (row.subject_id, *merged) for each in self.same_stage(row, key) if each.id < row.id]
        eased = [ConsentKind.HOLD for each in before if each.held] + [
            ConsentKind.EXTEND for each in before if each.extended
        ]
        undone = [each for each in self.undone if each.subject_id in (row.subject_id, *merged)]
        taken_back = [each for each in undone if each.consent and each.stage is row.stage and each.id < row.id]
        corrected = [each for each in before if each.consent is ConsentKind.CORRECTION or each.first_started]
        eased += [ConsentKind.CORRECTION for _ in (*taken_back, *corrected)]
        return (*eased, self.kind_of_rating(row.subject_id))[0]

    def kind_of_rating(self, ticket_id: int) -> ConsentKind:
        """The kind of consent to a ticket's rating: that of a merger if nobody else asked for one."""
        granted = [each for each in self.rerated if each.ticket_id == ticket_id]
        by_merger = granted and all(each.step == AT_MERGER for each in granted)
        return ConsentKind.MERGE if by_merger else ConsentKind.RERATE

    def late_at_split(self, row: Row[Any]) -> bool:
        undispatched = row.crew_id is None and row.outcome is not Outcome.DONE
        late = undispatched if row.split is None else row.split > row.deadline
        return late and row.stage in (Stage.ACCEPT, Stage.ARRIVE)

    def split_typed(self, row: Row[Any]) -> bool:
        """Whether no step was entered at the time of the first step of a clock's stage, which is known."""
        unknown = row.split is None or (row.stopped is not None and row.entered is None)
        first = ("depart",) if row.stage is Stage.ARRIVE else ("dispatch", "reassign")
        entered = (each.entered for each in self.clocks_of(row.subject_id) if each.id < row.id)
        begun = max((at for at in entered if at is not None), default=ALWAYS)
        steps = [
            each
            for each in self.first_steps
            if each.ticket_id == row.subject_id and each.action in first and each.at >= begun
        ]
        timed = row.stage in (Stage.ACCEPT, Stage.ARRIVE)
        return timed and not unknown and row.split not in {each.at for each in steps}

    def taken_over(self, row: Row[Any]) -> bool:
        """Whether the deadline is that of an earlier round or a merged ticket that another crew handed on."""
        if row.promised is None or row.promised >= plus(row.started, row.limit):
            return False
        merged = [
            clock
            for ticket in self.with_merged(self.tickets[row.subject_id])[1:]
            for clock in self.same_stage(row, ticket.id)
            if clock.outcome in UNMET
        ]
        earlier = self.handed_on(row) + merged
        had_it = row.crew_id is not None and row.crew_id in {other.crew_id for other in earlier}
        return not had_it and any(other.deadline == row.promised and other.crew_id != row.crew_id for other in earlier)

    def handed_on(self, row: Row[Any]) -> list[Row[Any]]:
        """The earlier rounds of a clock's stage that were returned or reassigned."""
        rounds = self.same_stage(row, row.subject_id)
        return [other for other in rounds if other.round < row.round and other.outcome in GIVEN_UP]

    def rounds(self, row: Row[Any]) -> list[Row[Any]]:
        """A finished clock and the rounds handed on to it since the stage or the repair was done last."""
        every = [clock for clock in self.every_clock if clock.subject_id == row.subject_id and clock.id < row.id]
        done = [c.id for c in every if c.outcome is Outcome.DONE and c.stage in (row.stage, Stage.RESOLVE)]
        return [row, *(other for other in self.handed_on(row) if not any(other.id < key for key in done))]

    def held(self, row: Row[Any]) -> int:
        return sum(each.held for each in self.rounds(row))

    def gross(self, row: Row[Any]) -> int:
        begun = min((each.started for each in self.rounds(row)[1:]), default=row.started)
        return seconds_between(self.since_merged(row, begun), counted_stop(row))

    def since_merged(self, row: Row[Any], begun: datetime) -> datetime:
        """When a clock's stage began, also on merged tickets."""
        return min([begun, *(each.started for each in self.rounds_of_merged(row))])

    def rounds_of_merged(self, row: Row[Any]) -> list[Row[Any]]:
        """The rounds of a clock's stage on merged tickets, unless it was done after the merge and before the clock."""
        of_stage = (row.stage, Stage.RESOLVE)
        done = [c for c in self.clocks_of(row.subject_id) if c.outcome is Outcome.DONE and c.stage in of_stage]
        last = max((c.entered or c.stopped for c in done if c.id < row.id), default=None)
        merged = [t for t in self.tickets.values() if t.merged_into == row.subject_id]
        counting = [each for t in merged if last is None or last < t.ended_at for each in self.with_merged(t)]
        rounds = [clock for each in counting for clock in self.same_stage(row, each.id)]
        return [clock for clock in rounds if clock.limit_id is not None or clock.stopped != clock.started]

    def clocks_of(self, ticket_id: int) -> list[Row[Any]]:
        """The clocks of a ticket."""
        return [clock for clock in self.every_clock if clock.subject_id == ticket_id]

    def elapsed(self, row: Row[Any]) -> int:
        """The seconds that a finished stage took, over its rounds."""
        return self.gross(row) - self.held(row)

    def clock_key(self, clock: Row[Any], at: datetime) -> Any:
        return self.key(clock, self.tickets[clock.subject_id], at)

    def finished(self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True) -> list[Row[Any]]:
        return [
            clock
            for clock in self.clocks
            if clock.stage is stage
            and clock.outcome is Outcome.DONE
            and self.tickets[clock.subject_id].state not in DROPPED
            and self.within(clock.stopped)
            and wanted(self.clock_key(clock, clock.stopped))
        ]

    def durations(self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True) -> Durations:
        found = self.finished(stage, wanted)
        taken = [self.elapsed(clock) for clock in found]
        if not taken:
            return Durations()
        held = sum(self.held(clock) for clock in found)
        return Durations(len(taken), nearest_rank(taken, 0.5), nearest_rank(taken, 0.9), max(taken), held)

    def parts(
        self, stage: Stage, wanted: Callable[[Any], bool] = lambda key: True, *, gross: bool = True
    ) -> TimingParts:
        found = self.finished(stage, wanted)
        split = [clock for clock in found if clock.split is not None and stage in (Stage.ACCEPT, Stage.ARRIVE)]
        known = [clock for clock in found if clock.entered is not None]
        return TimingParts(
            lengths([self.gross(clock) for clock in found] if gross else []),
            lengths([seconds_between(self.since_merged(clock, clock.started), clock.split) for clock in split]),
            lengths([seconds_between(clock.split, counted_stop(clock)) for clock in split]),
            count(clock.entered != clock.stopped for clock in known),
            len(known),
        )

    def whole_way(self, wanted: Callable[[Any], bool] = lambda key: True) -> Lengths:
        found = [t for t in self.resolved() if wanted(self.key(t, t, t.resolved_at))]
        return lengths([seconds_between(t.first_call or t.opened, self.repaired(t)) for t in found])

    def repaired(self, ticket: Row[Any]) -> datetime:
        """When the last repair of a ticket counts as done."""
        done = [c for c in self.clocks_of(ticket.id) if c.stage is Stage.RESOLVE and c.outcome is Outcome.DONE]
        return max(map(counted_stop, done), default=ticket.resolved_at)

    def resolved(self) -> list[Row[Any]]:
        done = [t for t in self.tickets.values() if t.state not in DROPPED and self.fits(t, t)]
        return [t for t in done if self.within(t.resolved_at)]

    def spread(self, stage: Stage) -> tuple[int, ...]:
        taken = [self.elapsed(clock) for clock in self.finished(stage)]
        edges = [-(10**12), *SPREAD_EDGES, 10**12]
        return tuple(sum(low < seconds <= high for seconds in taken) for low, high in pairwise(edges))

    def work(self, wanted: Callable[[Any], bool] | None = None) -> Work:
        """The figures of a group, or of the whole: without a filter that is without regard to crews."""
        by_crew = self.scope.crew_id is not None or (self.scope.by is Breakdown.CREW and wanted is not None)
        wanted = wanted or (lambda key: True)
        charged = [each for each in self.charges() if wanted(each.key)]
        opened = [t for t in self.opened() if wanted(self.key(t, t, t.opened))]
        valid = [t for t in opened if t.state not in DROPPED]
        over = [t for t in valid if t.state in (State.RESOLVED, State.CLOSED)]
        resolved = [t for t in over if t.resolved_at is not None]
        counted = [call for call in self.counted_calls() if wanted(self.call_key(call))]
        found = {
            Figure.RECEIVED: len(opened),
            Figure.CANCELLED_LATE: count(t.state is State.CANCELLED and self.ended_late(t) for t in opened),
            Figure.CANCELLED_AGAIN: count(t.state is State.CANCELLED and self.comes_again(t) for t in opened),
            Figure.SETTLED_AGAIN: count(t.state is State.SETTLED and self.comes_again(t) for t in opened),
            Figure.MERGED_LATE: count(t.state is State.MERGED and self.ended_late(t) for t in opened),
            Figure.MERGED_UNLIKE: count(t.merged_into is not None and self.is_unlike(t) for t in opened),
            Figure.SETTLED_LATE: count(t.state is State.SETTLED and self.ended_late(t) for t in opened),
            Figure.SETTLED: count(t.state is State.SETTLED for t in opened),
            Figure.OPENED: len(valid),
            Figure.CANCELLED: count(t.state is State.CANCELLED for t in opened),
            Figure.MERGED: count(t.state is State.MERGED for t in opened),
            Figure.SETTLED: count(t.state is State.SETTLED for t in opened),
            Figure.RESOLVED: len(resolved),
            Figure.UNFINISHED: len(over) - len(resolved),
            Figure.CALLED_BACK: count(t.callback is not None for t in resolved),
            Figure.ANSWERED: count(self.answer(t) in ANSWERS for t in valid),
            Figure.SATISFIED: count(self.answer(t) is CallbackResult.SATISFIED for t in valid),
            Figure.PLACED: count(t.place_id is not None for t in valid),
            Figure.REPEATED: count(self.repeats(t) for t in valid),
            Figure.RETURNED: count(c.returned for c in charged) if by_crew else self.have(valid, "returns"),
            Figure.EXTENDED: self.have(valid, "extensions"),
            Figure.CHASED: count(t.chases > 0 for t in valid),
            Figure.UNDONE: count(t.id in {each.subject_id for each in self.undone} for t in opened),
            Figure.RERATED: self.have(valid, "reratings"),
            Figure.REOPENED: (
                count(c.reopenings > 0 for c in charged) if by_crew else count(t.reopenings > 0 for t in valid)
            ),
            Figure.REOPENINGS: sum(each.reopenings for each in (charged if by_crew else valid)),
            Figure.HANDLED: len(
                {(t.id, t.crew_id) for t in valid} | {(c.ticket.id, c.crew) for c in charged if by_crew}
            ),
            Figure.ASSISTS: count(wanted(self.assist_key(a)) for a in self.assists),
            Figure.CALLS: len(counted),
            Figure.CHASES: count(call.kind is CallKind.CHASE for call in counted),
            Figure.RANG: count(wanted(self.ring_key(ring)) for ring in self.rings),
            Figure.PROMPT: count(wanted(self.ring_key(ring)) and is_prompt(ring) for ring in self.rings),
            **self.outage_work(wanted),
        }
        assert set(found) == {*TICKET_FIGURES, *CALL_FIGURES}, "count each figure here once more"
        return Work(Counter(found))

    @staticmethod
    def answer(ticket: Row[Any]) -> CallbackResult | None:
        """The first answer to a callback; of a ticket that was reopened before it was kept, the present one."""
        return ticket.first_answer or ticket.callback  # type: ignore[no-any-return]

    def with_merged(self, ticket: Row[Any]) -> list[Row[Any]]:
        """A ticket and those merged into it, directly or through others."""
        merged = [each for each in self.tickets.values() if each.merged_into == ticket.id]
        return [ticket, *(further for each in merged for further in self.with_merged(each))]

    def have(self, valid: list[Row[Any]], name: str) -> int:
        """How many tickets have a count above 0, their own or that of a ticket merged into them."""
        return count(any(getattr(each, name) for each in self.with_merged(ticket)) for ticket in valid)

    def is_unlike(self, ticket: Row[Any]) -> bool:
        """Whether a merged ticket had another fault than the kept one, or a known place other than its known place."""
        kept = self.tickets[ticket.merged_into]
        known = None not in (kept.place_id, ticket.place_id)
        return kept.fault != ticket.fault or (known and kept.place_id != ticket.place_id)

    def assist_key(self, assist: Row[Any]) -> Any:
        ticket = self.tickets[assist.ticket_id]
        return self.key(assist if self.scope.by is Breakdown.CREW else ticket, ticket, ticket.opened)

    def charges(self) -> list[Any]:
        """What is charged to the scope's crews: ticket, crew, key, whether it was returned, how often reopened."""
        found = []
        for ticket in (t for t in self.tickets.values() if self.within(t.opened) and t.state not in DROPPED):
            returned = [clock for each in self.with_merged(ticket) for clock in self.clocks_of(each.id) if each.returns]
            returns = {clock.crew_id for clock in returned if clock.outcome is Outcome.RETURNED}
            own = self.clocks_of(ticket.id)
            begun = [clock.id for clock in own if clock.stage is Stage.ACCEPT]
            done = [clock for clock in own if clock.stage is Stage.RESOLVE and clock.outcome is Outcome.DONE]
            repairs = Counter(clock.crew_id for clock in done if max(begun) > clock.id and ticket.reopenings)
            if ticket.reopenings and not repairs:
                repairs[None] = ticket.reopenings
            for crew in {*returns, *repairs}:
                charge: Any = SimpleNamespace(crew_id=crew, priority=ticket.priority)
                if self.fits(charge, ticket):
                    key = self.key(charge if self.scope.by is Breakdown.CREW else ticket, ticket, ticket.opened)
                    found.append(
                        SimpleNamespace(
                            ticket=ticket, crew=crew, key=key, returned=crew in returns, reopenings=repairs[crew]
                        )
                    )
        return found

    def ended_late(self, ticket: Row[Any]) -> bool:
        return any(
            rules.on_time(clock_of(row)) is False or self.ended_unmet(row, ticket) for row in self.clocks_of(ticket.id)
        )

    def ended_unmet(self, row: Row[Any], ticket: Row[Any]) -> bool:
        """Whether the last round of a stage was given up and fell due before its ticket ended."""
        last = max(other.round for other in self.same_stage(row, ticket.id)) == row.round
        return last and row.outcome in GIVEN_UP and bool(row.deadline < ticket.ended_at)

    def opened(self) -> list[Row[Any]]:
        return [t for t in self.tickets.values() if self.within(t.opened) and self.fits(t, t)]

    def counted_calls(self) -> list[Row[Any]]:
        found = []
        for call in self.calls:
            ticket = self.tickets.get(call.ticket_id)
            if call.kind is not CallKind.UNDONE and self.within(call.at) and self.fits(ticket, ticket):
                found.append(call)
        return found

    def outage_work(self, wanted: Callable[[Any], bool]) -> dict[Figure, int]:
        """The figures of the outages in the scope, and of the calls that they answered."""
        counted: Counter[Figure] = Counter(dict.fromkeys(OUTAGE_FIGURES, 0))
        for figure, outage, at, number in self.outage_cases():
            ticket = self.tickets.get(outage.ticket_id)
            if self.within(at) and self.fits(ticket, ticket) and wanted(self.key(ticket, ticket, at)):
                counted[figure] += number
        return dict(counted)

    def outage_cases(self) -> Iterator[tuple[Figure, Row[Any], datetime, int]]:
        """Each count of a figure: the outage, the instant by which it belongs to a period, and the number."""
        for outage in self.outages.values():
            first, until = outage.first_expected, outage.until
            if outage.withdrawn:
                continue
            if first is not None and (until is not None or first < self.now):
                yield Figure.OUTAGES_DUE, outage, first, 1
                yield Figure.OUTAGES_KEPT, outage, first, int(until is not None and until <= first)
            if until is not None and outage.households:
                minutes = seconds_between(outage.since, until) // 60
                yield Figure.DRY_MINUTES, outage, until, outage.households * minutes
        for call in self.calls:
            if call.outage_id is not None:
                yield Figure.BY_OUTAGE, self.outages[call.outage_id], call.at, 1

    def outage_keys(self) -> set[Any]:
        """The groups of the outages and of the calls that they answered."""
        found = set()
        for _figure, outage, at, number in self.outage_cases():
            ticket = self.tickets.get(outage.ticket_id)
            if number and self.within(at) and self.fits(ticket, ticket):
                found.add(self.key(ticket, ticket, at))
        return found

    def ring_ticket(self, ring: Row[Any]) -> Row[Any] | None:
        """The ticket of the call that an incoming call was logged as."""
        logged = [call for call in self.calls if call.id == ring.call_id and call.kind is not CallKind.UNDONE]
        return self.tickets.get(logged[0].ticket_id) if logged else None

    def rang(self, ring: Row[Any]) -> bool:
        ticket = self.ring_ticket(ring)
        return self.within(ring.rang_at) and self.fits(ticket, ticket)

    def ring_key(self, ring: Row[Any]) -> Any:
        ticket = self.ring_ticket(ring)
        return self.key(ticket, ticket, ring.rang_at)

    def handling(self) -> Lengths:
        done = [ring for ring in self.rings if ring.claimed_at is not None and self.ring_ticket(ring) is not None]
        return lengths([seconds_between(ring.claimed_at, ring.logged_at) for ring in done])

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

    def comes_again(self, ticket: Row[Any]) -> bool:
        """Whether the same place has a newer ticket, or the same telephone a newer call on another, soon enough.

        The place of a merged ticket counts, too.
        """
        end = plus(ticket.ended_at, 86_400)
        own = [call for call in self.calls if call.ticket_id == ticket.id and call.phone_digits]
        return any(
            other.place_id is not None and other.place_id == one.place_id
            and other.id > one.id and ticket.opened <= other.opened < end
            and other.merged_into not in (one.id, ticket.id)
            for one in self.with_merged(ticket)
            for other in self.tickets.values()
        ) or any(
            call.phone_digits == mine.phone_digits and call.id > mine.id and call.kind is not CallKind.UNDONE
            and call.ticket_id not in (None, ticket.id) and ticket.opened <= call.at < end
            for mine in own
            for call in self.calls
        )  # fmt: skip

    def keys(self) -> set[Any]:
        """Every group with any figures."""
        of_due = {self.clock_key(c, c.deadline) for c in self.clocks if self.within(c.deadline)}
        of_way = {self.key(t, t, t.resolved_at) for t in self.resolved()}
        of_done = {self.clock_key(c, c.stopped) for stage in TICKET_STAGES for c in self.finished(stage)}
        of_tickets = {self.key(t, t, t.opened) for t in self.opened()}
        by_crew = self.scope.by is Breakdown.CREW or self.scope.crew_id is not None
        of_charges = {each.key for each in self.charges() if by_crew}
        of_help = {self.assist_key(assist) for assist in self.assists}
        of_calls = {self.call_key(call) for call in self.counted_calls()}
        of_rings = {self.ring_key(ring) for ring in self.rings}
        return of_due | of_way | of_done | of_tickets | of_help | of_charges | of_calls | of_rings | self.outage_keys()


def is_prompt(ring: Row[Any]) -> bool:
    """Return whether a call was answered within a minute, and not said to be missed."""
    answered = ring.claimed_at is not None and ring.missed_at is None
    return answered and seconds_between(ring.rang_at, ring.claimed_at) <= 60


def as_recorded(clock: Clock) -> Clock:
    """Return a clock without the consent to its times or to leaving it out."""
    clock = replace(clock, started=clock.first_started or clock.started)
    if clock.consent is None:
        return clock
    return replace(clock, stopped=clock.entered or clock.stopped, entered=None, consent=None)


def counted_stop(row: Row[Any]) -> datetime:
    """Return when a finished clock counts as stopped: consented, or not before it was entered."""
    stop = rules.counted_stop(clock_of(row))
    assert stop is not None
    return stop


def lengths(values: list[int]) -> Lengths:
    """Return the percentiles of some durations."""
    if not values:
        return Lengths()
    return Lengths(len(values), nearest_rank(values, 0.5), nearest_rank(values, 0.9), max(values))


def rates(work: Work) -> dict[str, float | None]:
    """Return every rate of the report, by name."""
    shares = {
        "callback_rate": (Figure.CALLED_BACK, Figure.RESOLVED),
        "satisfied_rate": (Figure.SATISFIED, Figure.ANSWERED),
        "repeat_rate": (Figure.REPEATED, Figure.PLACED),
        "return_rate": (Figure.RETURNED, Figure.HANDLED),
        "extension_rate": (Figure.EXTENDED, Figure.OPENED),
        "chase_rate": (Figure.CHASED, Figure.OPENED),
        "rerating_rate": (Figure.RERATED, Figure.OPENED),
        "reopening_rate": (Figure.REOPENED, Figure.HANDLED),
        "prompt_rate": (Figure.PROMPT, Figure.RANG),
        "outage_kept_rate": (Figure.OUTAGES_KEPT, Figure.OUTAGES_DUE),
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
        due = plain.due(figures.stage)
        assert figures.punctuality == plain.punctuality(due)
        assert figures.receipt == plain.receipt(due)
        counted = figures.punctuality
        assert counted.due + counted.given_up + figures.receipt.left_out + figures.receipt.waiting == len(due)
        assert figures.durations == plain.durations(figures.stage)
        assert figures.parts == plain.parts(figures.stage)
        assert found.spread[figures.stage] == plain.spread(figures.stage)
        trend = sum((bar.stages.get(figures.stage, Punctuality()) for bar in found.trend), Punctuality())
        assert trend == figures.punctuality
        changed = sum((bar.changed.get(figures.stage, Counter()) for bar in found.trend), Counter[ConsentKind]())
        assert changed == figures.receipt.changed
    assert found.work == plain.work()
    assert found.work[Figure.RECEIVED] == sum(found.work[figure] for figure in RECONCILED)
    assert found.whole_way == plain.whole_way()
    assert found.handling == plain.handling()
    assert {rate.name: rate.of(found.work) for rate in RATES} == rates(plain.work())
    assert found.empty == (not plain.keys())
    if scope.by is Breakdown.NONE:
        assert found.groups == ()
        return plain
    assert {group.key for group in found.groups} == plain.keys()
    for group in found.groups:

        def own(key: Any, wanted: Any = group.key) -> bool:
            return bool(key == wanted)

        for figures in group.stages:
            due = plain.due(figures.stage, own)
            assert figures.punctuality == plain.punctuality(due)
            assert figures.receipt == plain.receipt(due)
            assert figures.durations == plain.durations(figures.stage, own)
            assert figures.parts == plain.parts(figures.stage, own, gross=False)
        assert group.work == plain.work(own)
        assert group.whole_way == plain.whole_way(own)
    return plain
