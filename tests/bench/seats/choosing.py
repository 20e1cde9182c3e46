"""Chooses the ticket that a workstation works on next, from its board, and the command for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from tests.bench.seats.mix import FAULTS, Kind, PlannedAction
from tickets.actions.alerting import acknowledge
from tickets.actions.command import Command
from tickets.actions.dispatch import cancel, dispatch
from tickets.actions.followup import callback, close, note
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call, log_other_call
from tickets.actions.progress import accept, arrive, depart, isolate, resolve
from tickets.rules.words import CallbackResult, CallKind, State
from tickets.store.queries.board import BoardRow

WANTED = {
    Kind.DISPATCH: State.NEW,
    Kind.CANCEL: State.NEW,
    Kind.ACCEPT: State.DISPATCHED,
    Kind.DEPART: State.ACCEPTED,
    Kind.ARRIVE: State.ACCEPTED,
    Kind.ISOLATE: State.ARRIVED,
    Kind.RESOLVE: State.ARRIVED,
    Kind.NOTE: State.ARRIVED,
    Kind.CALLBACK: State.RESOLVED,
    Kind.CLOSE: State.RESOLVED,
}
INSTEAD = (Kind.RESOLVE, Kind.ISOLATE, Kind.ARRIVE, Kind.ACCEPT, Kind.DISPATCH)  # the furthest first: things get done
AFTERWARDS = (Kind.CLOSE, Kind.CALLBACK)
CALLS = (Kind.LOG, Kind.CHASE, Kind.ATTACH, Kind.ENQUIRY)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A command, its kind, its ticket, and the words that only its call has."""

    kind: Kind
    command: Command[int]
    ticket: int | None = None
    tag: str = ""


@dataclass
class Chooser:
    """A workstation's board. Dispatchers share the tickets by number, operators the callbacks."""

    seat: int
    share: int  # this workstation's index among those of its role
    shares: int
    crews: tuple[int, ...]
    places: tuple[int, ...]
    isolating: frozenset[str]
    random: Random
    rows: dict[int, BoardRow] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)  # ticket → the version its command was for
    called_back: set[int] = field(default_factory=set)
    unseen: frozenset[int] = frozenset()  # alerts that nobody has acknowledged
    calls: int = 0

    def take(self, asked: frozenset[int], rows: Iterable[BoardRow]) -> None:
        """Update the board with the rows read of the requested tickets."""
        found = {row.id: row for row in rows}
        for gone in asked - found.keys():
            self.rows.pop(gone, None)
        self.rows.update(found)

    def done(self, chosen: Chosen) -> None:
        """Store what the board doesn't show of a finished command: that the caller was called back."""
        if chosen.kind is Kind.CALLBACK and chosen.ticket is not None:
            self.called_back.add(chosen.ticket)

    def choose(self, planned: PlannedAction) -> Chosen | None:
        """Return what to do: another step if no ticket waits for this one, None when none waits at all."""
        if planned.kind in CALLS:
            return self._call(planned.kind)
        if planned.kind is Kind.ACKNOWLEDGE:
            return Chosen(planned.kind, acknowledge(self.unseen, frozenset())) if self.unseen else None
        others = AFTERWARDS if planned.kind in AFTERWARDS else INSTEAD
        for near in (False, True) if planned.stray else (True, False):
            for kind in (planned.kind, *others):
                row = self._row_for(kind, near)
                if row is not None:
                    return Chosen(kind, self._step(kind, row), row.id)
        return None

    def _call(self, kind: Kind) -> Chosen | None:
        self.calls += 1
        tag = f"{self.seat}席第{self.calls}通"
        phone = f"138{self.random.randrange(10**8):08}"
        call = CallDetails(phone, "演示来电人", f"{tag}，路上冒水，水很大，请快点来人", "文化街北头路口西侧")
        if kind is Kind.LOG:
            report = ReportedFault(self.random.choice(FAULTS), place_id=self.random.choice(self.places))
            return Chosen(kind, log_call(call, report), tag=tag)
        if kind is Kind.ENQUIRY:
            return Chosen(kind, log_other_call(call, CallKind.ENQUIRY), tag=tag)
        if not self.rows:
            return None
        ticket = self.random.choice(list(self.rows))
        join = chase if kind is Kind.CHASE else attach_call
        return Chosen(kind, join(ticket, None, call), ticket, tag)

    def _row_for(self, kind: Kind, near: bool) -> BoardRow | None:
        return next((row for row in self.rows.values() if self._fits(kind, row, near)), None)

    def _fits(self, kind: Kind, row: BoardRow, near: bool) -> bool:
        if row.state is not WANTED[kind] or (row.id % self.shares == self.share) is not near:
            return False
        if self.sent.get(row.id, 0) >= row.version:
            return False  # its command has been sent, and the board isn't updated yet
        match kind:
            case Kind.DEPART:
                return row.departed_at is None
            case Kind.ISOLATE:
                return row.fault in self.isolating and row.isolated_at is None
            case Kind.RESOLVE:
                return row.fault not in self.isolating or row.isolated_at is not None
            case Kind.CALLBACK:
                return row.id not in self.called_back
            case Kind.CLOSE:
                return row.id in self.called_back
        return True

    def _step(self, kind: Kind, row: BoardRow) -> Command[int]:
        self.sent[row.id] = row.version
        key, version = row.id, row.version
        match kind:
            case Kind.DISPATCH:
                return dispatch(key, version, self.random.choice(self.crews))
            case Kind.CANCEL:
                return cancel(key, version, "误报")
            case Kind.ACCEPT:
                return accept(key, version)
            case Kind.DEPART:
                return depart(key, version)
            case Kind.ARRIVE:
                return arrive(key, version)
            case Kind.ISOLATE:
                return isolate(key, version)
            case Kind.RESOLVE:
                return resolve(key, version, "换管")
            case Kind.NOTE:
                return note(key, version, "现场已围挡")
            case Kind.CALLBACK:
                return callback(key, version, CallbackResult.SATISFIED)
            case _:
                return close(key, version)
