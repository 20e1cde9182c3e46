"""Runs a scenario: each call and each step becomes a real command at its simulated instant."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tickets.actions.command import Command
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call, log_other_call
from tickets.drill.cast import Cast
from tickets.drill.record import KnownCall, KnownTicket, Record
from tickets.drill.room import Room
from tickets.drill.scenario import Incident, Scenario, SimulatedCall
from tickets.drill.step_commands import DrillContext, Played, play
from tickets.errors import Conflict, Refused
from tickets.rules.instants import plus
from tickets.rules.stages import FIRST
from tickets.rules.triage import triage
from tickets.rules.words import CallKind, Source
from tickets.store.rows import Who

SLEEP_SECONDS = 90 * 60
HOLDER = "演练来电人"


@dataclass(frozen=True, slots=True)
class _Turn:
    """The progress of an incident: its next step, and when the previous one was done."""

    number: int
    ticket: int
    step: int
    since: datetime


class Rehearsal:
    """One run of a scenario. Everything known to have happened is written to `record`."""

    def __init__(self, room: Room, cast: Cast, scenario: Scenario, record: Record) -> None:
        self.record = record
        self._room = room
        self._clock = room.clock
        self._cast = cast
        self._scenario = scenario
        self._tickets: dict[int, int] = {}
        self._stance = DrillContext(cast, record, self._tickets)

    def run(self) -> None:
        """Run from the first call until the last ticket has ended; the watch is suspended once and restarted once."""
        for call in self._scenario.calls:
            self._clock.at(plus(call.at, call.late), partial(self._take, call))
        length = int(self._scenario.hours * 3600)
        self._clock.at(plus(self._scenario.start, length * 2 // 5), lambda: self._room.timer.sleep(SLEEP_SECONDS))
        self._clock.at(plus(self._scenario.start, length * 7 // 10), self._room.restart)
        self._clock.run(after=self._room.tell)

    def _take(self, call: SimulatedCall) -> None:
        at = call.at if call.late else None
        details = CallDetails(call.phone, HOLDER, call.words, call.address, "", at)
        number = call.incident
        if number is None:
            self._other(call, details, call.kind)
        elif number not in self._tickets and call.kind is CallKind.REPORT and self._first_of(number) is call:
            self._open(call, details, number)
        elif (key := self._tickets.get(number)) is None or self.record.tickets[key].ended:
            self._other(call, details, CallKind.ENQUIRY)
        else:
            self._further(call, details, key)

    def _first_of(self, number: int) -> SimulatedCall:
        return next(call for call in self._scenario.calls if call.incident == number)

    def _open(self, call: SimulatedCall, details: CallDetails, number: int) -> None:
        incident = self._scenario.incidents[number]
        appointment = None if incident.appointment is None else plus(call.at, incident.appointment)
        report = ReportedFault(
            incident.fault.code, incident.place.id, answers=incident.answers, dn=incident.dn, appointment=appointment,
            source=Source.DRILL,
        )  # fmt: skip
        key = self._do(log_call(details, report), self._cast.operator)
        if key is None:
            return
        self._tickets[number] = key
        self.record.tickets[key] = _as_known(incident, appointment)
        self._note_call(call, CallKind.REPORT, key)
        self.record.start(key, FIRST.stage, call.at)
        self._await(_Turn(number, key, 0, self._clock()))

    def _further(self, call: SimulatedCall, details: CallDetails, key: int) -> None:
        ticket = self.record.tickets[key]
        action = chase if call.kind is CallKind.CHASE else attach_call
        if self._do(action(key, ticket.version, details), self._cast.operator) is not None:
            ticket.version += 1
            self._note_call(call, call.kind, key)

    def _other(self, call: SimulatedCall, details: CallDetails, kind: CallKind) -> None:
        if self._do(log_other_call(details, kind), self._cast.operator) is not None:
            self._note_call(call, kind, None)

    def _note_call(self, call: SimulatedCall, kind: CallKind, key: int | None) -> None:
        self.record.calls.append(KnownCall(key, kind, call.phone, call.words, call.address, call.at))

    def _await(self, turn: _Turn) -> None:
        course = self._scenario.incidents[turn.number].course
        if turn.step < len(course):
            step = course[turn.step]
            true = plus(turn.since, step.after)
            self._clock.at(plus(true, step.late), lambda: self._take_turn(turn, true if step.late else None))

    def _take_turn(self, turn: _Turn, late: datetime | None) -> None:
        if self.record.tickets[turn.ticket].ended:
            return
        incident = self._scenario.incidents[turn.number]
        done = late or self._clock()
        played = play(self._stance, incident, turn.ticket, incident.course[turn.step], done, late)
        if played is not None:
            self._carry_out(played, turn.ticket)
        self._await(_Turn(turn.number, turn.ticket, turn.step + 1, done))

    def _carry_out(self, played: Played, key: int) -> None:
        if self._do(played.command, played.who) is not None:
            for touched in (key, *played.also):
                self.record.tickets[touched].version += 1
            played.note()

    def _do(self, command: Command[int], who: Who) -> int | None:
        try:
            return self._room.execute(command, who)
        except (Refused, Conflict) as refusal:
            self._room.trouble.append(f"{command.label}：{refusal.sentence}")
            return None


def _as_known(incident: Incident, appointment: datetime | None) -> KnownTicket:
    priority = triage(incident.fault.priority, incident.answers).priority
    fault = incident.fault
    return KnownTicket(fault.code, fault.isolate, priority, incident.place.zone, incident.dn, appointment)
