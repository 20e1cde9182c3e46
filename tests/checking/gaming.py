"""Random courses of a ticket in which a desk without a supervisor tries to make late stages look punctual.

Each course is told twice: as the desk recorded it, with every trick it tried, and plainly, as the same steps entered at
the same instants of the machine without the tricks. The plain account is computed here from the limits alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from tests.desk_fixtures import HandClock
from tickets.actions.command import Command
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import note
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call
from tickets.actions.progress import TAKEN_BY, hold, resolve, resume
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.errors import Conflict, Refused
from tickets.reports.scope import Scope
from tickets.reports.verdicts import verdict_columns, verdict_of
from tickets.rules.instants import local_hour, plus
from tickets.rules.limits import Case, Limit, choose
from tickets.rules.moves import next_move
from tickets.rules.stages import LAST, ended_by
from tickets.rules.words import WORKING_STATES, Move, Priority, Stage, State, SubjectKind, Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import list_faults, list_limits
from tickets.store.rows import Ticket, Who, move_context, one_row
from tickets.store.tables import clocks, tickets

CALL = CallDetails(phone="13800000000", words="路上冒水")
FAULTS = ("burst_main", "visible_leak", "low_pressure")
PAUSES = (0, 5, 120, 400, 590, 610, 1500, 1790, 1810, 4000, 14_500, 86_500)  # seconds, around the limits
STEPS_AT_MOST = 14
FAILED = ("late", "overdue")

Trick = Callable[["Course"], Command[int] | None]


@dataclass
class Course:
    """One repair as a desk without a supervisor records it; `told` lists what succeeded, for a failure's message.

    `ended` are the instants at which the steps that end a stage were entered and stand. `key` is the ticket that the
    work goes on with, `keys` are all of the course.
    """

    desk: TicketService
    clock: HandClock
    chance: Random
    people: tuple[Who, ...]
    crews: tuple[int, ...]
    opened: datetime
    rating: Ticket
    keys: list[int]
    ended: dict[Stage, datetime] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    over: datetime | None = None
    _undoable: list[tuple[Stage | None, int]] = field(default_factory=list)

    @property
    def key(self) -> int:
        """The ticket that the work goes on with."""
        return self.keys[-1]

    def ticket(self, key: int) -> Ticket:
        """Return a ticket's row."""
        with self.desk.store.reading() as connection:
            return one_row(Ticket, connection.execute(select(tickets).where(tickets.c.id == key)).one())

    def do(self, command: Command[int] | None) -> int | None:
        """Execute a command as somebody who may; return its result, None if it is refused."""
        if command is None:
            return None
        who = self.chance.choice([each for each in self.people if each.roles & command.roles])
        try:
            result = self.desk.execute(command, who).result
        except (Refused, Conflict):
            return None
        self.told.append(f"{(self.clock.now - self.opened).total_seconds():.0f}s {command.name} by {who.name}")
        return result

    def earlier(self) -> datetime | None:
        """Return no time, or one in the past for a late entry."""
        return self.chance.choice((None, None, self.clock.ago(self.chance.choice((1, 60, 500, 1700, 10_000)))))

    def take_next(self) -> bool:
        """Take the next step of the work; return whether there is one."""
        ticket = self.ticket(self.key)
        move = next_move(move_context(ticket, self._fault_of(ticket)))
        if ticket.state not in WORKING_STATES or move is None:
            return False
        at = self.earlier()
        if self.do(self._command(move, at)) is None and (at is None or self.do(self._command(move, None)) is None):
            return True
        ended = ended_by(move)
        if ended is not None:
            self.ended.setdefault(ended.stage, self.clock.now)
        return True

    def _command(self, move: Move, at: datetime | None) -> Command[int]:
        if move is Move.DISPATCH:
            return dispatch(self.key, None, self.chance.choice(self.crews), at)
        if move is Move.RESUME:
            return resume(self.key, None, at)
        return resolve(self.key, None, "", at) if move is LAST.end.move else TAKEN_BY[move](self.key, None, at)

    def _fault_of(self, ticket: Ticket) -> Any:
        return self.desk.read(_faults)[ticket.fault]

    def trick(self) -> None:
        """Try one trick."""
        name = self.chance.choice(tuple(TRICKS))
        before = dict(self.ended)
        match name:
            case "merge":
                self._merge_into_a_fresh_one()
            case "undo":
                self._undo()
            case "cancel" | "settle":
                if self.chance.random() < 0.15 and self.do(TRICKS[name](self)) is not None:
                    self.over = self.clock.now
            case _:
                self.do(TRICKS[name](self))
        assert self.ended == before or name == "undo"

    def _merge_into_a_fresh_one(self) -> None:
        fresh = self.do(log_call(CALL, ReportedFault(self.rating.fault)))
        assert fresh is not None
        if self.do(merge(self.key, None, fresh)) is not None:
            self.keys.append(fresh)
        elif self.do(merge(fresh, None, self.key)) is not None:
            self.keys.insert(0, fresh)

    def _undo(self) -> None:
        """Take back the last step; a stage whose end is taken back has not ended."""
        with self.desk.store.reading() as connection:
            before = dict(_standing(connection, self.keys))
        if self.do(undo(self.key, None)) is None:
            return
        apart = [key for key in self.keys if self.ticket(key).state is not State.MERGED]
        for key in sorted(apart)[1:]:  # a merge was taken back: the other ticket is no longer of this course
            self.keys.remove(key)
        self.keys.sort(key=lambda key: self.ticket(key).state is not State.MERGED)
        with self.desk.store.reading() as connection:
            after = dict(_standing(connection, self.keys))
        for stage in before.keys() - after.keys():
            self.ended.pop(stage, None)

    def late(self, limits: tuple[Limit, ...], needs_isolation: bool) -> set[Stage]:
        """Return the stages that the plain account finds late or overdue."""
        now = self.over or self.clock.now
        found: set[Stage] = set()
        start: dict[Stage, datetime | None] = {
            Stage.ACCEPT: self.opened,
            Stage.ARRIVE: self.ended.get(Stage.ACCEPT),
            Stage.RESOLVE: self.ended.get(Stage.ARRIVE),
            Stage.ISOLATE: self.ended.get(Stage.ARRIVE) if needs_isolation else None,
        }
        for stage, began in start.items():
            if began is not None:
                rating = self.rating
                case = Case(stage, rating.fault, rating.priority, rating.zone, rating.dn, local_hour(began))
                limit = choose(limits, case)
                assert limit is not None
                by_the_end = self.ended.get(LAST.stage, now)  # whoever repaired a burst has stopped the water
                end = self.ended.get(stage, by_the_end if stage is Stage.ISOLATE else now)
                if end > plus(began, limit.seconds):
                    found.add(stage)
        return found


TRICKS: dict[str, Trick] = {
    "hold": lambda c: hold(c.key, None, "等材料", c.earlier()),
    "hold again": lambda c: hold(c.key, None, "等燃气交底", c.earlier()),
    "resume": lambda c: resume(c.key, None, c.earlier()),
    "return": lambda c: return_(c.key, None, "去不了", c.earlier()),
    "reassign": lambda c: reassign(c.key, None, c.chance.choice(c.crews), "离得近", c.earlier()),
    "priority": lambda c: rerate(c.key, None, "不急", priority=c.chance.choice((Priority.P3, Priority.P2))),
    "zone": lambda c: rerate(c.key, None, "在乡下", zone=Zone.RURAL),
    "size": lambda c: rerate(c.key, None, "大管", dn=800),
    "fault": lambda c: rerate(c.key, None, "看错了", fault=c.chance.choice(("low_pressure", "hidden_leak"))),
    "merge": lambda _: None,
    "undo": lambda _: None,
    "cancel": lambda c: cancel(c.key, None, "误报"),
    "settle": lambda c: settle(c.key, None, "自己关了阀门"),
    "chase": lambda c: chase(c.key, None, CALL),
    "attach": lambda c: attach_call(c.key, None, CALL),
    "note": lambda c: note(c.key, None, "在路上"),
}


def _faults(connection: Any) -> dict[str, Any]:
    return {fault.code: fault for fault in list_faults(connection)}


def _standing(connection: Any, keys: list[int]) -> list[tuple[Stage, int]]:
    found = connection.execute(
        select(clocks.c.stage, clocks.c.id).where(
            clocks.c.subject_kind == "ticket", clocks.c.subject_id.in_(keys), clocks.c.outcome == "done"
        )
    )
    return [(row.stage, row.id) for row in found]


def recorded(desk: TicketService, keys: list[int], now: datetime) -> dict[Stage, Counter[str]]:
    """Return how many clocks of these tickets the report counts with each verdict, by stage."""
    scope = Scope(now - timedelta(days=4000), now + timedelta(days=4000))
    wanted = select(clocks.c.stage, verdict_columns(scope, now).code).where(
        clocks.c.subject_kind == SubjectKind.TICKET, clocks.c.subject_id.in_(keys)
    )
    counts: dict[Stage, Counter[str]] = {stage: Counter() for stage in Stage}
    with desk.store.reading() as connection:
        for stage, code in connection.execute(wanted):
            verdict = verdict_of(code)
            assert verdict.changed is None, "nobody consented to anything"
            assert verdict.present == verdict.recorded
            counts[stage][str(verdict.recorded)] += 1
    return counts


def play(
    desk: TicketService, clock: HandClock, chance: Random, people: tuple[Who, ...], crews: tuple[int, ...]
) -> Course:
    """Play one random course and return it."""
    fault = chance.choice(FAULTS)
    opened = clock.now
    priority = chance.choice((None, None, Priority.P3, Priority.P4))
    key = desk.execute(log_call(CALL, ReportedFault(fault, priority=priority)), people[0]).result
    with desk.store.reading() as connection:
        ticket = one_row(Ticket, connection.execute(select(tickets).where(tickets.c.id == key)).one())
        due = min(ticket.priority, _faults(connection)[fault].priority)  # the more urgent of the chosen and the usual
    course = Course(desk, clock, chance, people, crews, opened, replace(ticket, priority=due), [key])
    for _ in range(STEPS_AT_MOST):
        clock.advance(chance.choice(PAUSES))
        while chance.random() < 0.5 and course.over is None:
            course.trick()
            clock.advance(chance.choice((0, 0, 3, 700)))
        if course.over is not None or not course.take_next():
            break
    clock.advance(chance.choice((0, 100, 200_000)))
    return course


def require_nothing_gained(course: Course, limits: tuple[Limit, ...]) -> None:
    """Fail if the record is better than the plain account: a late stage is missing, or counts as on time."""
    desk, now = course.desk, course.clock.now
    needs_isolation = bool(desk.read(_faults)[course.rating.fault].isolate)
    late = course.late(limits, needs_isolation)
    counts = recorded(desk, course.keys, now)
    for stage in Stage:
        failed = sum(counts[stage][word] for word in FAILED)
        on_time = counts[stage]["on_time"]
        if stage in late:
            assert failed >= 1, f"{stage} is late, and the record does not say so: {counts}"
            assert on_time == 0, f"{stage} is late, and counts as on time: {counts}"
        else:
            assert on_time <= 1, f"{stage} counts as on time more than once: {counts}"


def limits_of(desk: TicketService) -> tuple[Limit, ...]:
    """Return the limits in force."""
    return tuple(line.limit for line in desk.read(list_limits))
