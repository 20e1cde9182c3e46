"""Random courses of a ticket in which a desk without a supervisor tries to make late stages look punctual.

Each course is told twice: as the desk recorded it, with every trick it tried, and plainly, as the same steps entered at
the same instants of the machine without the tricks. The plain account is computed here from the limits alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, bindparam, select
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from tests.checking.trial_store import TrialStore
from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.command import Command
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import note, reopen
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call
from tickets.actions.people import save_staff
from tickets.actions.progress import TAKEN_BY, accept, hold, resolve, resume
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.errors import Conflict, Refused
from tickets.reports.scope import Scope
from tickets.reports.verdicts import verdict_columns, verdict_of
from tickets.rules.instants import local_hour, plus, seconds_between
from tickets.rules.limits import Case, Limit, choose
from tickets.rules.moves import next_move
from tickets.rules.stages import LAST, TICKET_STAGES, ended_by
from tickets.rules.undoing import SLIP_SECONDS
from tickets.rules.words import WORKING_STATES, Move, Priority, Role, Stage, State, SubjectKind, Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import list_crews, list_faults, list_limits
from tickets.store.rows import Fault, Ticket, Who, move_context, one_row
from tickets.store.tables import clocks, tickets

CALL = CallDetails(phone="13800000000", words="路上冒水")
BY_APPOINTMENT = "meter_stopped"
FAULTS = ("burst_main", "visible_leak", "low_pressure", BY_APPOINTMENT)
PAUSES = (0, 5, 120, 400, 590, 610, 1500, 1790, 1810, 4000, 14_500, 86_500)  # seconds, around the limits
STEPS_AT_MOST = 9
FORKS, WAYS = (3, 6, 8), 2  # after so many steps, a course goes on in so many ways
WHOLE = Scope(START - timedelta(days=4000), START + timedelta(days=4000))
FAILED = ("late", "overdue")

_TICKET = select(tickets).where(tickets.c.id == bindparam("key"))
_STANDING = select(clocks.c.stage).where(
    clocks.c.subject_kind == "ticket",
    clocks.c.subject_id.in_(bindparam("tickets", expanding=True)),
    clocks.c.outcome == "done",
)

Trick = Callable[["Course"], Command[int] | None]


@dataclass(frozen=True, slots=True)
class Desk:
    """A database with its people, none of whom is a supervisor, and what doesn't change in it."""

    store: TrialStore
    service: TicketService
    clock: HandClock
    people: tuple[Who, ...]
    crews: tuple[int, ...]
    limits: tuple[Limit, ...]
    faults: Mapping[str, Fault]


@dataclass
class Course:
    """One repair as a desk without a supervisor records it; `told` lists what succeeded, for a failure's message.

    `ended` are the instants at which the steps that end a stage were entered and stand. `key` is the ticket that the
    work goes on with, `keys` are all of the course; those `brought` had been accepted before.
    """

    desk: Desk
    chance: Random
    opened: datetime
    rating: Ticket
    keys: list[int]
    ended: dict[Stage, datetime] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    brought: set[int] = field(default_factory=set)
    undone: dict[Stage, datetime] = field(default_factory=dict)  # when stages ended whose end, no slip, was taken back
    over: datetime | None = None
    agreed: datetime | None = None  # with the caller, when a crew comes

    @property
    def key(self) -> int:
        """The ticket that the work goes on with."""
        return self.keys[-1]

    def ticket(self, key: int) -> Ticket:
        """Return a ticket's row."""
        return one_row(Ticket, self.desk.store.connection.execute(_TICKET, {"key": key}).one())

    def do(self, command: Command[int] | None) -> int | None:
        """Execute a command as somebody who may; return its result, None if it is refused."""
        if command is None:
            return None
        who = self.chance.choice([each for each in self.desk.people if each.roles & command.roles])
        try:
            result = self.desk.service.execute(command, who).result
        except (Refused, Conflict):
            return None
        self.told.append(f"{(self.desk.clock.now - self.opened).total_seconds():.0f}s {command.name} by {who.name}")
        return result

    def earlier(self) -> datetime | None:
        """Return no time, or one in the past for a late entry."""
        return self.chance.choice((None, None, self.desk.clock.ago(self.chance.choice((1, 60, 500, 1700, 10_000)))))

    def take_step(self) -> bool:
        """Let time pass, try a trick or none, and take the next step; return whether the course goes on."""
        self.desk.clock.advance(self.chance.choice(PAUSES))
        if self.chance.random() < 0.6:
            self.trick()
            self.desk.clock.advance(self.chance.choice((0, 0, 3, 700)))
        return self.over is None and (self.take_next() or self.reopen())

    def fork(self) -> "Course":
        """Return a course that goes on from here by itself."""
        return replace(
            self,
            keys=[*self.keys],
            ended={**self.ended},
            told=[*self.told],
            brought={*self.brought},
            undone={**self.undone},
        )

    def take_next(self) -> bool:
        """Take the next step of the work; return whether there is one."""
        ticket = self.ticket(self.key)
        move = next_move(move_context(ticket, self.desk.faults[ticket.fault]))
        if ticket.state not in WORKING_STATES or move is None:
            return False
        at = self.earlier()
        if self.do(self._command(move, at)) is None and (at is None or self.do(self._command(move, None)) is None):
            return True
        ended = ended_by(move)
        if ended is not None:
            self.ended.setdefault(ended.stage, self.desk.clock.now)
        return True

    def reopen(self) -> bool:
        """Open the repaired ticket again, as often as not; return whether the work goes on.

        One by appointment sometimes gets another appointment.
        """
        if self.chance.random() < 0.5:
            return False
        by_appointment = self.ticket(self.key).priority is Priority.P4
        agreed = self.desk.clock.now + timedelta(seconds=self.chance.choice(PAUSES) + 60) if by_appointment else None
        again = self.chance.choice((None, agreed))
        return self.do(reopen(self.key, None, "又漏了", self.earlier(), again)) is not None

    def _command(self, move: Move, at: datetime | None) -> Command[int]:
        if move is Move.DISPATCH:
            return dispatch(self.key, None, self.chance.choice(self.desk.crews), at)
        if move is Move.RESUME:
            return resume(self.key, None, at)
        return resolve(self.key, None, "", at) if move is LAST.end.move else TAKEN_BY[move](self.key, None, at)

    def trick(self) -> None:
        """Try one trick."""
        name = self.chance.choice(tuple(TRICKS))
        before = dict(self.ended)
        match name:
            case "merge":
                self._merge_into_a_fresh_one()
            case "undo":
                for _ in range(self.chance.choice((1, 1, 2, 4))):
                    self._undo()
                if self.undone and self.chance.random() < 0.5:
                    self.desk.clock.advance(self.chance.choice(PAUSES))
                    self.end("cancel")
            case "cancel" | "settle":
                if self.chance.random() < 0.15:
                    self.end(name)
            case _:
                self.do(TRICKS[name](self))
        assert self.ended == before or name in ("undo", "merge")

    def end(self, name: str) -> None:
        """End the ticket without work by one of the tricks, if it may be."""
        if self.do(TRICKS[name](self)) is not None:
            self.over = self.desk.clock.now

    def _merge_into_a_fresh_one(self) -> None:
        fresh = self.do(log_call(CALL, ReportedFault(self.rating.fault)))
        assert fresh is not None
        accepted = self.chance.random() < 0.3
        returned = accepted and self.chance.random() < 0.5
        if accepted:
            self.do(dispatch(fresh, None, self.desk.crews[0]))
            self.do(accept(fresh, None))
        if returned:
            self.do(return_(fresh, None, "去不了"))
        if self.do(merge(self.key, None, fresh)) is not None:
            self.keys.append(fresh)
            if accepted:
                self.brought.add(fresh)
            if accepted and not returned:
                self.ended.setdefault(Stage.ACCEPT, self.desk.clock.now)
        elif self.do(merge(fresh, None, self.key)) is not None:
            self.keys.insert(0, fresh)

    def _undo(self) -> None:
        """Take back the last step; a stage whose end is taken back has not ended."""
        before = self._standing()
        if self.do(undo(self.key, None)) is None:
            return
        apart = [key for key in self.keys if self.ticket(key).state is not State.MERGED]
        for key in sorted(apart)[1:]:  # a merge was taken back: the other ticket is no longer of this course
            self.keys.remove(key)
        self.keys.sort(key=lambda key: self.ticket(key).state is not State.MERGED)
        for stage in before - self._standing():
            at = self.ended.pop(stage, None)
            if at is not None and len(apart) < 2 and seconds_between(at, self.desk.clock.now) > SLIP_SECONDS:
                self.undone.setdefault(stage, at)

    def _standing(self) -> set[Stage]:
        """Return the stages whose recorded end stands."""
        return set(self.desk.store.connection.execute(_STANDING, {"tickets": self.keys}).scalars())

    def _end_of(self, stage: Stage) -> datetime | None:
        """Return when a stage ended, also if that was taken back, unless the next one may still begin."""
        at = self.ended.get(stage)
        return at if at is None and self.over is None else self.undone.get(stage, at)

    def late(self) -> set[Stage]:
        """Return the stages that the plain account finds late or overdue."""
        now = self.over or self.desk.clock.now
        found: set[Stage] = set()
        start: dict[Stage, datetime | None] = {
            Stage.ACCEPT: self.opened,
            Stage.ARRIVE: self._end_of(Stage.ACCEPT),
            Stage.RESOLVE: self._end_of(Stage.ARRIVE),
            Stage.ISOLATE: self._end_of(Stage.ARRIVE) if self.desk.faults[self.rating.fault].isolate else None,
        }
        for stage, began in start.items():
            if began is not None:
                rating = self.rating
                case = Case(stage, rating.fault, rating.priority, rating.zone, rating.dn, local_hour(began))
                limit = choose(self.desk.limits, case)
                assert limit is not None
                by_the_end = self.ended.get(LAST.stage, now)  # whoever repaired a burst has stopped the water
                end = self.ended.get(stage, by_the_end if stage is Stage.ISOLATE else now)
                if end > plus(began, limit.seconds):
                    found.add(stage)
        if self.agreed is not None and self.ended.get(Stage.ARRIVE, now) > self.agreed:
            found.add(Stage.ARRIVE)
        return found


TRICKS: dict[str, Trick] = {
    "hold": lambda c: hold(c.key, None, "等材料", c.earlier()),
    "hold again": lambda c: hold(c.key, None, "等燃气交底", c.earlier()),
    "resume": lambda c: resume(c.key, None, c.earlier()),
    "return": lambda c: return_(c.key, None, "去不了", c.earlier()),
    "reassign": lambda c: reassign(c.key, None, c.chance.choice(c.desk.crews), "离得近", c.earlier()),
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


@cache
def _verdicts() -> Select[Any]:
    """Return the stages and verdicts of the clocks of `tickets` at `now`; built once, as that takes long."""
    wanted = select(clocks.c.stage, verdict_columns(WHOLE, START).code).where(
        clocks.c.subject_kind == SubjectKind.TICKET, clocks.c.subject_id.in_(bindparam("tickets", expanding=True))
    )
    now = bindparam("now", type_=BigInteger)

    def at_any_time(part: ExternallyTraversible, **_: Any) -> ExternallyTraversible | None:
        return now if isinstance(part, BindParameter) and part.value == int(START.timestamp()) else None

    return replacement_traverse(wanted, {}, at_any_time)


def recorded(store: TrialStore, keys: list[int], now: datetime) -> dict[Stage, Counter[str]]:
    """Return how many clocks of these tickets the report counts with each verdict, by stage."""
    counts: dict[Stage, Counter[str]] = {stage: Counter() for stage in TICKET_STAGES}
    for stage, code in store.connection.execute(_verdicts(), {"tickets": keys, "now": int(now.timestamp())}):
        verdict = verdict_of(code)
        assert verdict.changed is None, "nobody consented to anything"
        assert verdict.present == verdict.recorded
        counts[stage][str(verdict.recorded)] += 1
    return counts


def play(desk: Desk, chance: Random) -> Iterator[Course]:
    """Play random courses of one call, and yield each at its end; what it wrote is taken back then.

    They are the same up to the first fork, half of them up to the second, a quarter up to the third.
    """
    with desk.store.trial():
        opened = START + timedelta(minutes=chance.randrange(24 * 60))
        desk.clock.set(opened)
        fault = chance.choice(FAULTS)
        agreed = None
        if fault == BY_APPOINTMENT:
            agreed = chance.choice((None, *(plus(opened, 60 + pause) for pause in PAUSES)))
        priority = chance.choice((None, None, Priority.P3, Priority.P4)) if agreed is None else None
        report = ReportedFault(fault, priority=priority, appointment=agreed)
        key = desk.service.execute(log_call(CALL, report), desk.people[0]).result
        ticket = one_row(Ticket, desk.store.connection.execute(select(tickets).where(tickets.c.id == key)).one())
        due = min(ticket.priority, desk.faults[fault].priority)  # the more urgent of the chosen and the usual one
        course = Course(
            desk, chance, opened, replace(ticket, priority=due), [key], told=[f"{fault} {priority} {agreed}"]
        )
        course.agreed = agreed
        yield from _go_on(course, 0)


def _go_on(course: Course, taken: int) -> Iterator[Course]:
    """Take further steps after those `taken`, and yield the course at its end, or both at a fork."""
    desk = course.desk
    for number in range(taken + 1, STEPS_AT_MOST + 1):
        if not course.take_step():
            break
        if number in FORKS:
            now = desk.clock.now
            for _ in range(WAYS):
                desk.clock.set(now)
                with desk.store.trial():
                    yield from _go_on(course.fork(), number)
            return
    desk.clock.advance(course.chance.choice((0, 100, 2_000, 200_000)))
    if course.over is None and course.chance.random() < 0.2:
        course.end(course.chance.choice(("cancel", "settle")))
        desk.clock.advance(course.chance.choice((0, 100)))
    yield course


def require_nothing_gained(course: Course) -> None:
    """Fail if the record is better than the plain account: a late stage is missing, or counts as on time."""
    late = course.late()
    counts = recorded(course.desk.store, course.keys, course.desk.clock.now)
    for stage in TICKET_STAGES:
        failed = sum(counts[stage][word] for word in FAILED)
        own = len(course.brought.intersection(course.keys)) if stage is Stage.ACCEPT else 0
        on_time = counts[stage]["on_time"]
        if stage in late:
            assert failed >= 1, f"{stage} is late, and the record does not say so: {counts}"
            assert on_time <= own, f"{stage} is late, and counts as on time: {counts}"
        else:
            assert on_time <= own + 1, f"{stage} counts as on time more than once: {counts}"


def open_desk(store: TrialStore) -> Desk:
    """Return a desk with an operator and a dispatcher on a new database."""
    clock = HandClock()
    service = TicketService(store, clock)
    hand = Hand(service)
    people = tuple(
        Who(hand.do(save_staff(None, f"演示{role.label}", frozenset({role}))), role.label, frozenset({role}), "1 号席")
        for role in (Role.OPERATOR, Role.DISPATCHER)
    )
    return Desk(
        store,
        service,
        clock,
        people,
        tuple(crew.id for crew in service.read(list_crews)),
        tuple(line.limit for line in service.read(list_limits)),
        {fault.code: fault for fault in service.read(list_faults)},
    )
