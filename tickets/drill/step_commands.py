"""Turns the steps of a scenario into commands, each with what the drill records when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tickets.actions.command import Command
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.progress import TAKEN_BY, extend, hold, resolve, resume
from tickets.actions.settling import settle
from tickets.drill.cast import Cast
from tickets.drill.courses import Aside, DrillStep
from tickets.drill.record import KnownTicket, Record
from tickets.drill.scenario import Incident
from tickets.rules.instants import plus
from tickets.rules.stages import MILESTONES, STEP_OF, ended_by
from tickets.rules.words import CallbackResult, Move
from tickets.store.rows import Who


@dataclass(frozen=True, slots=True)
class DrillContext:
    """What commands are made from: the people, the drill's record, and the ticket of each incident."""

    cast: Cast
    record: Record
    tickets: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Played:
    """A command, its author, what to record when it is done, and which other tickets it changes."""

    command: Command[int]
    who: Who
    note: Callable[[], None]
    also: tuple[int, ...] = ()


def play(
    context: DrillContext, incident: Incident, key: int, step: DrillStep, done: datetime, late: datetime | None
) -> Played | None:
    """Return the command of a step; None when the ticket's state has made it pointless."""
    player = _Player(context, incident, key, step, done, late)
    return player.mishap() if step.what in _MISHAPS else player.progress()


_MISHAPS = (
    *Aside, Move.EXTEND, Move.RETURN, Move.REASSIGN, Move.RERATE, Move.CANCEL, Move.SETTLE, Move.MERGE, Move.REOPEN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Player:
    """One step to be carried out. `done` is its true time, `late` the same where it is entered later."""

    context: DrillContext
    incident: Incident
    key: int
    step: DrillStep
    done: datetime
    late: datetime | None

    @property
    def ticket(self) -> KnownTicket:
        return self.context.record.tickets[self.key]

    def progress(self) -> Played | None:
        """Return the command of a normal step."""
        key, version, late, done = self.key, self.ticket.version, self.late, self.done
        record, cast = self.context.record, self.context.cast
        match self.step.what:
            case Move() as step if step in STEP_OF:
                return self._by(self._taking(step), lambda: record.take(key, step, done))
            case Move.HOLD:
                return self._by(hold(key, version, self.step.text, late), lambda: record.disturb(key))
            case Move.RESUME:
                return self._by(resume(key, version, late))
            case Move.CALLBACK:
                result = self.step.result or CallbackResult.SATISFIED
                return self._by(callback(key, version, result), who=cast.operator)
            case Move.CLOSE:
                return self._by(close(key, version, self.step.text), lambda: record.end(key, done), cast.operator)
        return None

    def mishap(self) -> Played | None:
        """Return the command of a mishap or a correction."""
        key, version, step, done = self.key, self.ticket.version, self.step, self.done
        record, cast = self.context.record, self.context.cast
        match step.what:
            case Move.RETURN:
                return self._by(return_(key, version, step.text), lambda: record.begin_again(key, done))
            case Move.REASSIGN:
                again = reassign(key, version, self._crew(other=True), step.text)
                return self._by(again, lambda: record.begin_again(key, done))
            case Move.REOPEN:
                return self._by(reopen(key, version, step.text), lambda: record.begin_again(key, done), cast.operator)
            case Move.EXTEND:
                command = extend(key, version, step.seconds, step.text)
                return self._by(command, lambda: record.disturb(key), cast.supervisor)
            case Move.RERATE:
                command = rerate(key, version, step.text, fault=step.fault, priority=step.priority, dn=step.dn)
                return self._by(command, self._rerated)
            case Move.CANCEL:
                return self._by(cancel(key, version, step.text), lambda: record.end(key, done))
            case Move.SETTLE:
                return self._by(settle(key, version, step.text), lambda: record.end(key, done), cast.operator)
            case Move.MERGE:
                return self._merge()
            case Aside.CORRECT:
                return self._correct()
            case Aside.NOTE:
                return self._by(note(key, version, step.text), who=cast.operator)
            case Aside.SUPERVISE:
                return self._by(supervise(key, version, True, step.text), who=cast.supervisor)
        return None

    def _by(self, command: Command[int], note_it: Callable[[], None] | None = None, who: Who | None = None) -> Played:
        return Played(command, who or self.context.cast.dispatcher, note_it or (lambda: None))

    def _crew(self, other: bool = False) -> int:
        """Return a crew of the ticket's zone; the `other` one for a reassignment."""
        crews = self.context.cast.crews
        near = crews[self.incident.place.zone.value == "rural" :: 2]
        return near[(self.key + other) % len(near)]

    def _taking(self, step: Move) -> Command[int]:
        key, version, late = self.key, self.ticket.version, self.late
        match step:
            case Move.DISPATCH:
                return dispatch(key, version, self._crew(), late)
            case Move.RESOLVE:
                return resolve(key, version, self.step.text, late)
        return TAKEN_BY[step](key, version, late)

    def _rerated(self) -> None:
        ticket, step = self.ticket, self.step
        ticket.priority = step.priority or ticket.priority
        ticket.dn = step.dn or ticket.dn
        if step.fault is not None:
            ticket.fault, ticket.isolate = step.fault, True
            for milestone in MILESTONES:
                self.context.record.start(self.key, milestone.stage, self.done)
        self.context.record.disturb(self.key)

    def _merge(self) -> Played:
        record, key = self.context.record, self.key
        into = self.context.tickets.get(self.incident.same_as or 0)
        if into is None or not record.tickets[into].unstopped:
            command = cancel(key, self.ticket.version, "重复登记，原工单已处置")
            return self._by(command, lambda: record.end(key, self.done))
        command = merge(key, self.ticket.version, into)
        return Played(command, self.context.cast.operator, lambda: record.merge(key, into, self.done), (into,))

    def _correct(self) -> Played | None:
        step = self.step.corrected
        ended = None if step is None else ended_by(step)
        if step is None or ended is None:
            return None
        clock = next((one for one in reversed(self.ticket.clocks) if one.stage is ended.stage), None)
        if clock is None or clock.stopped is None:
            return None
        old, at = clock.stopped, plus(clock.stopped, self.step.seconds)

        def note_it() -> None:
            for one in self.ticket.clocks:
                if one is clock or one.started == old:
                    one.plain = False

        command = correct_time(self.key, self.ticket.version, step, at, self.step.text)
        return self._by(command, note_it, self.context.cast.supervisor)
