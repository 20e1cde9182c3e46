"""Random courses of tickets for property tests: commands in any order, legal or not, with time passing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tickets.actions.alerting import acknowledge
from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call, log_other_call
from tickets.actions.people import set_duty
from tickets.actions.progress import accept, arrive, depart, extend, hold, isolate, locate, resolve, resume
from tickets.actions.rulemaking import LimitDraft, RungDraft, retire_rung, save_fault, save_limit, save_rung
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.errors import Conflict, Refused
from tickets.rules.clocks import Clock
from tickets.rules.granting import follow_from_others
from tickets.rules.recorded_times import RecordedTimes
from tickets.rules.words import (
    CallbackResult,
    CallKind,
    ConsentState,
    FaultGroup,
    Move,
    Priority,
    Role,
    RungKind,
    Stage,
    SubjectKind,
    Zone,
)
from tickets.service import TicketService
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.consents import consent_requests
from tickets.store.queries.lookups import list_crews, list_faults, list_rungs
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.queries.timings import ticket_timings
from tickets.store.rows import StageClock, clock_of, stage_clock_of
from tickets.store.tables import assists, clocks, journal, tickets

CALL = CallDetails(phone="13800000000", words="路上冒水", address="文化街北头")
FAULTS = ("burst_main", "visible_leak", "low_pressure", "meter_stopped")
AT_CALLBACK = tuple(CallbackResult)
PAUSES = (0, 0, 1, 59, 300, 420, 421, 600, 900, 1300, 1800, 1801, 4000, 20_000, 90_000)


@dataclass(frozen=True)
class Step:
    """One command, `pause` seconds after the last: what, on which ticket, with which choices."""

    kind: str
    pause: int
    pick: int
    choice: int
    late: int | None

    def __repr__(self) -> str:
        late = "" if self.late is None else f" late {self.late}"
        return f"+{self.pause}s {self.kind}({self.pick}, {self.choice}){late}"


def verdict(clock: Clock) -> tuple[object, ...]:
    """Return what decides whether a clock is on time, and whether it counts."""
    return clock.deadline, clock.consent, clock.held_until, clock.granted, clock.repeats, clock.limit


def require_clocks_follow_from_the_rows(life: "Life") -> None:
    """What a clock carries follows from the rows, until a ticket ends: that withdraws the requests about its rating."""
    timings = life.desk.read(ticket_timings, life.tickets)
    for key, timing in ((key, timings[key]) for key in timings if life.hand.ticket(key).ended_at is None):
        before = {each.id: verdict(each.clock) for each in timing.rounds}
        due = {each.id: each.clock.deadline for each in timing.merged}
        after = {id_: verdict(clock) for id_, clock in follow_from_others(timing, due, life.clock.now).items()}
        assert after == {id_: before[id_] for id_ in after}, f"ticket {key}"


def verdicts(hand: Hand) -> dict[int, tuple[object, ...]]:
    """Return what decides each clock of every ticket, by its id."""
    return {row.id: verdict(clock_of(row)) for row in hand.rows(clocks, subject_kind=SubjectKind.TICKET)}


@dataclass
class Life:
    """A database on which steps are tried, and what must be true after each of them."""

    desk: TicketService
    clock: HandClock
    tickets: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hand = Hand(self.desk)
        self.crews = [crew.id for crew in self.desk.read(list_crews)]
        self._stopped: dict[int, StageClock] = {}

    def live(self, step: Step) -> None:
        """Execute the step: it succeeds as a whole or changes nothing, and a stopped clock stays as it is."""
        self.clock.advance(step.pause)
        if step.kind == "sweep":
            self._sweep()
        elif step.kind == "decide":
            self._decide(granted=step.choice % 4 != 0)
            self._stopped = {}  # consent changes them
        elif command := self._command(step):
            self._execute(step, command)
        self._require_stopped_clocks_stay()

    def _decide(self, granted: bool) -> None:
        """Decide every request, one after the other: granting one changes exactly what the list said before."""
        while asked := self.desk.read(consent_requests, ConsentState.ASKED, self.desk.now()).rows:
            before = verdicts(self.hand)
            self.hand.other_supervisor().do(decide(asked[0].id, granted))
            if granted:
                after = verdicts(self.hand)
                changed = {key: after[key] for key in before if after[key] != before[key]}
                told = {change.id: verdict(change.after) for change in asked[0].changes}
                assert {key: value for key, value in told.items() if value != before[key]} == changed

    def _sweep(self) -> None:
        swept = self.desk.sweep()
        assert swept.due is None or swept.due > self.clock.now
        again = self.desk.sweep()
        assert (again.raised, again.digested) == (0, 0)

    def _execute(self, step: Step, command: Command[int] | Command[str]) -> None:
        before, versions = self.hand.dump(), self._versions()
        try:
            done = self.hand.execute(command)
        except (Refused, Conflict) as refusal:
            proper_sentence(refusal.sentence)
            assert self.hand.dump() == before, "a refused command changed the database"
            return
        if step.kind != "acknowledge":  # which changes no ticket
            self._require_recorded(command, done.tickets, versions)
        after = self.hand.dump()
        again = self.hand.execute(command)
        assert (again.result, again.repeated) == (done.result, True)
        assert self.hand.dump() == after, "a command that was sent twice changed the database twice"
        if step.kind == "log" and isinstance(done.result, int):
            self.tickets.append(done.result)
        if step.kind in ("correct", "undo"):
            self._stopped = {key: row for key, row in self._stopped.items() if row.subject.id not in done.tickets}

    def _versions(self) -> dict[int, int]:
        return {row.id: row.version for row in self.hand.rows(tickets)}

    def _require_recorded(self, command: Command[Any], changed: frozenset[int], before: dict[int, int]) -> None:
        """Each ticket that changed has one more version and an entry in the journal, and no other has."""
        after = self._versions()
        assert {key: after[key] for key in changed} == {key: before.get(key, 0) + 1 for key in changed}
        assert {key for key in after if after[key] != before.get(key)} == changed
        entries = self.hand.rows(journal, request=command.request)
        assert {entry.ticket_id for entry in entries if entry.ticket_id} == changed

    def _require_stopped_clocks_stay(self) -> None:
        for row in map(stage_clock_of, self.hand.rows(clocks)):
            if row.clock.stopped is not None:
                assert self._stopped.setdefault(row.id, row) == row

    def _command(self, step: Step) -> Command[int] | Command[str] | None:
        at = None if step.late is None else self.clock.now - timedelta(seconds=step.late)
        if step.kind in WITHOUT_TICKET:
            return WITHOUT_TICKET[step.kind](self, step)
        if not self.tickets or step.kind == "decide":
            return None
        if step.kind == "advance":
            return self._next_command(step)
        key = self.tickets[step.pick % len(self.tickets)]
        other = self.tickets[step.choice % len(self.tickets)]
        crew = self.crews[step.choice % len(self.crews)]
        commands: dict[str, Callable[[], Command[int]]] = {
            "dispatch": lambda: dispatch(key, None, crew, at),
            "accept": lambda: accept(key, None, at),
            "depart": lambda: depart(key, None, at),
            "arrive": lambda: arrive(key, None, at),
            "locate": lambda: locate(key, None, at),
            "isolate": lambda: isolate(key, None, at),
            "resolve": lambda: resolve(key, None, "换管", at),
            "hold": lambda: hold(key, None, "等材料", at),
            "resume": lambda: resume(key, None, at),
            "extend": lambda: extend(key, None, (1, 600, 3600)[step.choice % 3], "夜间"),
            "return": lambda: return_(key, None, "不归本班", at),
            "reassign": lambda: reassign(key, None, crew, "近", at),
            "rerate": lambda: rerate(key, None, "现场核实", **(_added(self, key, step) or self._rerating(step.choice))),
            "merge": lambda: merge(key, None, other),
            "cancel": lambda: cancel(key, None, "误报"),
            "callback": lambda: callback(key, None, CallbackResult.SATISFIED, "", at),
            "reopen": lambda: reopen(key, None, "又漏了", at, _agreed(self, key, step)),
            "close": lambda: close(key, None),
            "correct": lambda: self._correction(key, step),
            "chase": lambda: chase(key, None, CALL),
            "attach": lambda: attach_call(key, None, CALL),
            "note": lambda: note(key, None, "备注"),
            "settle": lambda: settle(key, None, "请关总阀"),
            "undo": lambda: undo(key, None),
            "assist": lambda: self._assist(key, crew, step.choice, at),
            "supervise": lambda: supervise(key, None, step.choice % 2 == 0),
        }
        return commands[step.kind]()

    def _next_command(self, step: Step) -> Command[int] | Command[str] | None:
        """Return the usual next step of the ticket picked, so that courses get far."""
        file = self.desk.read(ticket_file, self.tickets[step.pick % len(self.tickets)], self.desk.now())
        assert file is not None
        return None if file.next_move is None else self._command(replace(step, kind=str(file.next_move)))

    def _assist(self, key: int, crew: int, choice: int, at: datetime | None) -> Command[int]:
        """Return the sending of a crew, or the next step of the crew sent last."""
        sent = self.hand.rows(assists, ticket_id=key)
        if not sent or choice % 3 == 0:
            return assist(key, None, crew, at)
        return (assist_arrived, assist_left)[choice % 2](sent[-1].id, at)

    def _correction(self, key: int, step: Step) -> Command[int]:
        """Return a correction of any recorded step of the ticket, to a time around it or to now."""
        file = self.desk.read(ticket_file, key, self.desk.now())
        assert file is not None
        steps = RecordedTimes(file.record).steps
        if not steps:
            return correct_time(key, None, Move.ACCEPT, self.clock.now, "记错")
        mark = steps[(step.choice + step.pick * 12) % len(steps)]
        assert mark.move is not None
        times = RecordedTimes(file.record).times[mark.cells[0]]
        by = {None: 0, 1: -1, 60: 30, 400: 90, 1000: -600, 5000: 4000}[step.late]
        at = times + timedelta(seconds=by) if step.late else self.clock.now
        return correct_time(key, None, mark.move, at, "记错", mark.number)

    def _rerating(self, choice: int) -> dict[str, Any]:
        ratings: tuple[dict[str, Any], ...] = (
            {"priority": Priority.P1},
            {"priority": Priority.P3},
            {"fault": "burst_main"},
            {"fault": "visible_leak", "zone": Zone.RURAL},
            {"dn": 600},
            {"fault": "low_pressure", "priority": Priority.P2},
        )
        return ratings[choice % 6]


def _agreed(life: Life, key: int, step: Step) -> datetime | None:
    """Return another appointment for a ticket by appointment, or None."""
    by_appointment = life.hand.ticket(key).priority is Priority.P4
    return life.clock.now + timedelta(hours=step.choice + 1) if by_appointment and step.pick % 2 else None


def _added(life: Life, key: int, step: Step) -> dict[str, Any]:
    """Return an appointment to add to a ticket by appointment that has none."""
    ticket = life.hand.ticket(key)
    adds = step.pick % 2 and ticket.priority is Priority.P4 and ticket.appointment is None
    hours = (1, 5, 20, 30, 60)[step.choice % 5]
    return {"priority": Priority.P4, "appointment": life.clock.now + timedelta(hours=hours)} if adds else {}


def _log(life: Life, step: Step) -> Command[int]:
    at = None if step.late is None else life.clock.now - timedelta(seconds=step.late)
    details = CallDetails(CALL.phone, "", CALL.words, CALL.address, "", at)
    fault = FAULTS[step.choice % len(FAULTS)]
    agreed = life.clock.now + timedelta(hours=step.choice) if fault == "meter_stopped" and step.pick else None
    return log_call(details, ReportedFault(fault, appointment=agreed))


def _edit_ladder(life: Life, step: Step) -> Command[int]:
    rungs = life.desk.read(list_rungs)
    key = rungs[step.pick % len(rungs)].id
    if step.choice % 3 == 0:
        return retire_rung(key)
    share, after = ((50, None), (None, 60), (90, None))[step.choice % 3]
    draft = RungDraft(RungKind.WARNING, share, after, frozenset({Role.OPERATOR}))
    return save_rung(key if step.choice % 2 else None, draft)


def _edit_fault(life: Life, step: Step) -> Command[str]:
    fault = life.desk.read(list_faults)[0]
    return save_fault(fault.code, fault.name, FaultGroup.MAIN, fault.priority, isolate=step.choice % 2 == 0)


def _limit(choice: int) -> LimitDraft:
    """Return a limit of its own scope for each choice."""
    return LimitDraft(Stage.ACCEPT, 300 + choice, "burst_main", hour_from=choice, hour_to=choice + 12)


def _acknowledge(life: Life, step: Step) -> Command[int]:
    panel = life.desk.read(alert_panel)
    return acknowledge(frozenset(a.id for a in panel.alerts), frozenset(d.id for d in panel.digests))


WITHOUT_TICKET: dict[str, Callable[[Life, Step], Command[int] | Command[str]]] = {
    "log": _log,
    "edit ladder": _edit_ladder,
    "edit limit": lambda life, step: save_limit(None, _limit(step.choice)),
    "edit fault": _edit_fault,
    "acknowledge": _acknowledge,
    "enquire": lambda life, step: log_other_call(CALL, CallKind.ENQUIRY),
    "duty": lambda life, step: set_duty(1, step.choice % 2 == 0),
}
WORK = ("dispatch", "accept", "depart", "arrive", "locate", "isolate", "resolve")
TWISTS = (
    "hold", "resume", "extend", "return", "reassign", "rerate", "merge", "cancel", "callback", "reopen", "close",
    "correct", "decide", "chase", "attach", "note", "supervise", "settle", "assist",
)  # fmt: skip
KINDS = (*WORK, *TWISTS, *WITHOUT_TICKET, *["sweep"] * 4, *["advance"] * 20)


def steps(kinds: tuple[str, ...] = KINDS, *, late: bool = True, jumps: bool = False) -> st.SearchStrategy[Step]:
    """Return steps of these kinds; `late` lets some be entered late, `jumps` lets the machine's clock be set back."""
    pauses = st.sampled_from((*PAUSES, -30, -3600) if jumps else PAUSES)
    lateness = st.one_of(st.none(), st.sampled_from((1, 60, 400, 1000, 5000))) if late else st.none()
    return st.builds(Step, st.sampled_from(kinds), pauses, st.integers(0, 3), st.integers(0, 11), lateness)


def lives(
    kinds: tuple[str, ...] = KINDS, *, longest: int = 30, late: bool = True, jumps: bool = False
) -> st.SearchStrategy[list[Step]]:
    """Return a course of steps that begins with a call."""
    first = st.builds(Step, st.just("log"), st.just(0), st.integers(0, 1), st.integers(0, 3), st.none())
    further = st.lists(steps(kinds, late=late, jumps=jumps), max_size=longest)
    return st.tuples(first, further).map(lambda both: [both[0], *both[1]])


def random_life(chance: Random, kinds: tuple[str, ...]) -> list[Step]:
    """Return a course of 10 to 40 steps of these kinds that begins with a call: longer than Hypothesis makes most."""

    def step(kind: str) -> Step:
        late = chance.choice((None, None, None, 1, 60, 400, 1000, 5000))
        return Step(kind, chance.choice(PAUSES), chance.randrange(4), chance.randrange(12), late)

    return [step("log"), *(step(chance.choice(kinds)) for _ in range(chance.randrange(10, 40)))]
