"""Turning the deeds of a scenario into commands, each with what the drill notes once it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tickets.actions.command import Command
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.progress import TAKEN_BY, extend, hold, resolve, resume
from tickets.drill.cast import Cast
from tickets.drill.courses import Do, DrillStep
from tickets.drill.record import KnownTicket, Record
from tickets.drill.scenario import Incident
from tickets.rules.instants import plus
from tickets.rules.stages import MILESTONES, ended_by
from tickets.rules.words import CallbackResult, Move
from tickets.store.rows import Who


@dataclass(frozen=True, slots=True)
class Stance:
    """What deeds are played from: the people, the drill's book, and the ticket of each incident."""

    cast: Cast
    record: Record
    tickets: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Played:
    """A command, who sends it, what to note when it is done, and which other tickets it changes."""

    command: Command[int]
    who: Who
    note: Callable[[], None]
    also: tuple[int, ...] = ()


def play(
    stance: Stance, incident: Incident, key: int, deed: DrillStep, done: datetime, late: datetime | None
) -> Played | None:
    """Return how the deed is played; None when the ticket's fate has made it pointless."""
    player = _Player(stance, incident, key, deed, done, late)
    return player.mishap() if deed.do in _MISHAPS else player.progress()


_MISHAPS = (
    Do.EXTEND, Do.RETURN, Do.REASSIGN, Do.RERATE, Do.CANCEL, Do.MERGE, Do.REOPEN, Do.CORRECT, Do.NOTE, Do.SUPERVISE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Player:
    """One deed about to be played. `done` is its true time, `late` the same where it is entered later."""

    stance: Stance
    incident: Incident
    key: int
    deed: DrillStep
    done: datetime
    late: datetime | None

    @property
    def ticket(self) -> KnownTicket:
        """The ticket as the drill knows it."""
        return self.stance.record.tickets[self.key]

    def progress(self) -> Played | None:
        """Return how a step of the ordinary course is played."""
        key, version, late, done = self.key, self.ticket.version, self.late, self.done
        record, cast = self.stance.record, self.stance.cast
        match self.deed.do:
            case Do.STEP if self.deed.step is not None:
                step = self.deed.step
                return self._by(self._taking(step), lambda: record.take(key, step, done))
            case Do.HOLD:
                return self._by(hold(key, version, self.deed.text, late), lambda: record.disturb(key))
            case Do.RESUME:
                return self._by(resume(key, version, late))
            case Do.CALLBACK:
                result = self.deed.result or CallbackResult.SATISFIED
                return self._by(callback(key, version, result), who=cast.operator)
            case Do.CLOSE:
                return self._by(close(key, version, self.deed.text), lambda: record.end(key, done), cast.operator)
        return None

    def mishap(self) -> Played | None:
        """Return how what goes wrong, or is put right, is played."""
        key, version, deed, done = self.key, self.ticket.version, self.deed, self.done
        record, cast = self.stance.record, self.stance.cast
        match deed.do:
            case Do.RETURN:
                return self._by(return_(key, version, deed.text), lambda: record.begin_again(key, done))
            case Do.REASSIGN:
                again = reassign(key, version, self._crew(other=True), deed.text)
                return self._by(again, lambda: record.begin_again(key, done))
            case Do.REOPEN:
                return self._by(reopen(key, version, deed.text), lambda: record.begin_again(key, done), cast.operator)
            case Do.EXTEND:
                command = extend(key, version, deed.seconds, deed.text)
                return self._by(command, lambda: record.disturb(key), cast.supervisor)
            case Do.RERATE:
                command = rerate(key, version, deed.text, fault=deed.fault, priority=deed.priority, dn=deed.dn)
                return self._by(command, self._rerated)
            case Do.CANCEL:
                return self._by(cancel(key, version, deed.text), lambda: record.end(key, done))
            case Do.MERGE:
                return self._merge()
            case Do.CORRECT:
                return self._correct()
            case Do.NOTE:
                return self._by(note(key, version, deed.text), who=cast.operator)
            case Do.SUPERVISE:
                return self._by(supervise(key, version, True, deed.text), who=cast.supervisor)
        return None

    def _by(self, command: Command[int], note_it: Callable[[], None] | None = None, who: Who | None = None) -> Played:
        return Played(command, who or self.stance.cast.dispatcher, note_it or (lambda: None))

    def _crew(self, other: bool = False) -> int:
        """Return a crew of the ticket's zone; the `other` one of that zone when it is passed on."""
        crews = self.stance.cast.crews
        near = crews[self.incident.place.zone.value == "rural" :: 2]
        return near[(self.key + other) % len(near)]

    def _taking(self, step: Move) -> Command[int]:
        key, version, late = self.key, self.ticket.version, self.late
        match step:
            case Move.DISPATCH:
                return dispatch(key, version, self._crew(), late)
            case Move.RESOLVE:
                return resolve(key, version, self.deed.text, late)
        return TAKEN_BY[step](key, version, late)

    def _rerated(self) -> None:
        ticket, deed = self.ticket, self.deed
        ticket.priority = deed.priority or ticket.priority
        ticket.dn = deed.dn or ticket.dn
        if deed.fault is not None:
            ticket.fault, ticket.isolate = deed.fault, True
            for milestone in MILESTONES:
                self.stance.record.start(self.key, milestone.stage, self.done)
        self.stance.record.disturb(self.key)

    def _merge(self) -> Played:
        record, key = self.stance.record, self.key
        into = self.stance.tickets.get(self.incident.same_as or 0)
        if into is None or not record.tickets[into].unstopped:
            command = cancel(key, self.ticket.version, "重复登记，原工单已处置")
            return self._by(command, lambda: record.end(key, self.done))
        command = merge(key, self.ticket.version, into)
        return Played(command, self.stance.cast.operator, lambda: record.merge(key, into, self.done), (into,))

    def _correct(self) -> Played | None:
        step = self.deed.step
        ended = None if step is None else ended_by(step)
        if step is None or ended is None:
            return None
        clock = next((one for one in reversed(self.ticket.clocks) if one.stage is ended.stage), None)
        if clock is None or clock.stopped is None:
            return None
        old, at = clock.stopped, plus(clock.stopped, self.deed.seconds)

        def note_it() -> None:
            for one in self.ticket.clocks:
                if one is clock or one.started == old:
                    one.plain = False

        command = correct_time(self.key, self.ticket.version, step, at, self.deed.text)
        return self._by(command, note_it, self.stance.cast.supervisor)
