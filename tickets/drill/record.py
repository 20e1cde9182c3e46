"""The drill's own record of what happened, independent of the database, for comparison with it."""

from dataclasses import dataclass, field
from datetime import datetime

from tickets.rules.instants import local_hour, seconds_between
from tickets.rules.limits import Case, Limit, choose
from tickets.rules.stages import FIRST, ended_by, goes_by_appointment, has_stage, started_by
from tickets.rules.subjects import Subject, ticket_subject
from tickets.rules.words import CallKind, Move, Priority, Stage, Zone


@dataclass(slots=True)
class KnownCall:
    """A call that was made. `ticket` follows merges; None for an enquiry or a complaint."""

    ticket: int | None
    kind: CallKind
    phone: str
    words: str
    address: str
    at: datetime


@dataclass(slots=True)
class KnownClock:
    """A stage as recorded by the drill. `plain` while it has only been started and stopped."""

    subject: Subject
    stage: Stage
    round: int
    started: datetime
    limit: int
    priority: Priority
    stopped: datetime | None = None
    plain: bool = True


@dataclass(slots=True)
class KnownTicket:
    """A ticket as recorded by the drill. What was `disturbed` may start its next clocks under other limits."""

    fault: str
    isolate: bool
    priority: Priority
    zone: Zone
    dn: int | None
    appointment: datetime | None
    version: int = 1
    ended: bool = False
    disturbed: bool = False
    clocks: list[KnownClock] = field(default_factory=list)

    @property
    def unstopped(self) -> list[KnownClock]:
        """The clocks that have not stopped."""
        return [clock for clock in self.clocks if clock.stopped is None]


class Record:
    """The drill's record of calls, tickets and clocks."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self.calls: list[KnownCall] = []
        self.tickets: dict[int, KnownTicket] = {}
        self._limits = limits

    def start(self, key: int, stage: Stage, at: datetime) -> None:
        """Record that a stage has begun."""
        ticket, subject = self.tickets[key], ticket_subject(key)
        round_ = 1 + sum(clock.stage is stage for clock in ticket.clocks)
        clock = KnownClock(subject, stage, round_, at, self._limit(ticket, stage, at), ticket.priority)
        clock.plain = not ticket.disturbed
        ticket.clocks.append(clock)

    def stop(self, key: int, at: datetime, *stages: Stage) -> None:
        """Record that these stages have ended; all of them when none is named."""
        for clock in self.tickets[key].unstopped:
            if not stages or clock.stage in stages:
                clock.stopped = at

    def take(self, key: int, step: Move, at: datetime) -> None:
        """Record a step of the work."""
        ended = ended_by(step)
        if ended is not None:
            self.stop(key, at, ended.stage)
        for begun in started_by(step):
            if has_stage(begun.stage, self.tickets[key].isolate):
                self.start(key, begun.stage, at)

    def begin_again(self, key: int, at: datetime) -> None:
        """Record that the ticket goes back to 受理."""
        self.stop(key, at)
        self.tickets[key].disturbed = True
        self.start(key, FIRST.stage, at)

    def disturb(self, key: int) -> None:
        """Record a change of the running clocks."""
        self.tickets[key].disturbed = True
        for clock in self.tickets[key].unstopped:
            clock.plain = False

    def end(self, key: int, at: datetime) -> None:
        """Record that the ticket has ended."""
        self.stop(key, at)
        self.tickets[key].ended = True

    def merge(self, key: int, into: int, at: datetime) -> None:
        """Record that a ticket's calls were moved to another."""
        self.end(key, at)
        self.disturb(into)
        for call in self.calls:
            if call.ticket == key:
                call.ticket = into

    def _limit(self, ticket: KnownTicket, stage: Stage, at: datetime) -> int:
        if goes_by_appointment(stage, ticket.priority) and ticket.appointment is not None:
            return max(60, seconds_between(at, ticket.appointment))
        limit = choose(self._limits, Case(stage, ticket.fault, ticket.priority, ticket.zone, ticket.dn, local_hour(at)))
        return 0 if limit is None else limit.seconds
