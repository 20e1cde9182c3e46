"""After any order of commands, legal or not, on time or late, the data are consistent."""

import shutil
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tickets.actions.command import Command
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call
from tickets.actions.progress import accept, arrive, depart, extend, hold, isolate, locate, resolve, resume
from tickets.actions.rulemaking import save_fault
from tickets.errors import Refused
from tickets.rules import clocks as timing
from tickets.rules.instants import plus, seconds_between
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import CallbackResult, FaultGroup, Move, Outcome, Priority, Stage, State, Zone
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.rows import StageClock, Ticket, one_row
from tickets.store.tables import alerts, calls, holds, journal, tickets

pytestmark = pytest.mark.on_both

WORKING = (State.NEW, State.DISPATCHED, State.ACCEPTED, State.ARRIVED)
STEP_OF = {
    Stage.ACCEPT: Move.ACCEPT,
    Stage.ARRIVE: Move.ARRIVE,
    Stage.ISOLATE: Move.ISOLATE,
    Stage.RESOLVE: Move.RESOLVE,
}
SATISFIED = CallbackResult.SATISFIED
FAULTS = ("burst_main", "visible_leak", "meter_stopped")
picks = st.integers(0, 30)
# None: entered at once. Else seconds before now; negative values are in the future.
lateness = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 120), st.sampled_from([0, -1, 3000]))
sometimes = st.integers(0, 9).map(lambda number: number == 0)


class AnyOrder(RuleBasedStateMachine):
    """A database on which random commands are executed."""

    file: ClassVar[Path]
    store: ClassVar[Store]

    def __init__(self) -> None:
        super().__init__()
        self.store.close()
        path = Path(str(self.store.engine.url.database))
        for leftover in path.parent.iterdir():
            leftover.unlink()
        shutil.copy(self.file, path)
        self.clock = HandClock()
        self.hand = Hand(TicketService(self.store, self.clock))
        self.finished: dict[int, StageClock] = {}
        self.changed: set[int] = set()

    @initialize(steps=st.integers(0, 7))
    def a_first_call(self, steps: int) -> None:
        self.command(log_call(CallDetails("1"), ReportedFault("burst_main")))
        for _ in range(steps):
            self.clock.advance(60)
            self.the_next_step(0, None)

    def command(self, command: Command[Any], correcting: int | None = None) -> None:
        """Execute a command: it succeeds completely, and a repeat changes nothing; or it is refused and
        changes nothing.
        """
        before = self.hand.dump()
        versions = self.versions()
        try:
            done = self.hand.execute(command)
        except Refused as refusal:
            proper_sentence(refusal.sentence)
            assert self.hand.dump() == before
            return
        after = self.versions()
        assert {key for key in after if after[key] != versions.get(key)} == done.tickets
        assert all(after[key] == versions.get(key, 0) + 1 for key in done.tickets)
        told = self.hand.rows(journal, request=command.request)
        assert {entry.ticket_id for entry in told if entry.ticket_id} == done.tickets
        kept = self.hand.dump()
        again = self.hand.execute(command)
        assert (again.result, again.repeated) == (done.result, True)
        assert self.hand.dump() == kept
        if correcting is not None:
            self.finished = {k: v for k, v in self.finished.items() if v.subject.id != correcting}
        self.changed |= done.tickets

    def versions(self) -> dict[int, int]:
        return {row.id: row.version for row in self.hand.rows(tickets)}

    def some(self, pick: int) -> Ticket:
        found = self.hand.rows(tickets)
        return one_row(Ticket, found[pick % len(found)])

    def at(self, late: int | None) -> datetime | None:
        return None if late is None else self.clock.ago(late)

    @rule(seconds=st.one_of(st.integers(0, 60), st.integers(0, 5000)))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @precondition(lambda self: self.clock.now > HandClock().now + timedelta(hours=1))
    @rule(seconds=st.integers(1, 3000), really=sometimes)
    def the_machine_s_clock_is_set_back(self, seconds: int, really: bool) -> None:
        if really:
            self.clock.advance(-seconds)

    @rule()
    def the_watch_sweeps(self) -> None:
        swept = self.hand.desk.sweep()
        assert swept.due is None or swept.due > self.clock.now
        again = self.hand.desk.sweep()
        assert (again.raised, again.digested) == (0, 0)

    @precondition(lambda self: len(self.hand.rows(tickets)) < 4)
    @rule(fault=st.sampled_from(FAULTS), late=lateness, agreed=st.sampled_from([None, 3600]))
    def a_call(self, fault: str, late: int | None, agreed: int | None) -> None:
        appointment = None if agreed is None else self.clock.ago(-agreed)
        self.command(log_call(CallDetails("1", at=self.at(late)), ReportedFault(fault, appointment=appointment)))

    @rule(pick=picks, late=lateness, chasing=st.booleans())
    def a_further_call(self, pick: int, late: int | None, chasing: bool) -> None:
        further = chase if chasing else attach_call
        self.command(further(self.some(pick).id, None, CallDetails("2", at=self.at(late))))

    @rule(pick=picks, steps=st.integers(1, 4), seconds=st.one_of(st.just(0), st.integers(0, 900)))
    def the_next_steps(self, pick: int, steps: int, seconds: int) -> None:
        for _ in range(steps):
            self.clock.advance(seconds)
            self.the_next_step(pick, None)

    @rule(pick=picks, late=lateness)
    def the_next_step(self, pick: int, late: int | None) -> None:
        ticket = self.some(pick)
        at = self.at(late)
        if ticket.held:
            self.command(resume(ticket.id, None, at))
        elif ticket.state is State.NEW:
            self.command(dispatch(ticket.id, None, self.hand.crew(pick % 2), at))
        elif ticket.state in (State.DISPATCHED, State.ACCEPTED):
            self.command((accept if ticket.state is State.DISPATCHED else arrive)(ticket.id, None, at))
        elif ticket.state is State.ARRIVED:
            dry = ticket.isolated_at is not None or ticket.fault == "meter_stopped"
            self.command(resolve(ticket.id, None, at=at) if dry else isolate(ticket.id, None, at))
        elif ticket.state is State.RESOLVED:
            called = ticket.callback is not None
            self.command(close(ticket.id, None) if called else callback(ticket.id, None, SATISFIED, at=at))

    @rule(pick=picks, late=lateness, step=st.sampled_from([accept, depart, arrive, locate, isolate, resolve, resume]))
    def any_step(self, pick: int, late: int | None, step: Any) -> None:
        self.command(step(self.some(pick).id, None, at=self.at(late)))

    @rule(pick=picks, crew=picks, late=lateness)
    def a_crew_is_sent(self, pick: int, crew: int, late: int | None) -> None:
        self.command(dispatch(self.some(pick).id, None, self.hand.crew(crew % 2), self.at(late)))

    @rule(pick=picks, crew=picks, late=lateness)
    def another_crew_is_sent(self, pick: int, crew: int, late: int | None) -> None:
        self.command(reassign(self.some(pick).id, None, self.hand.crew(crew % 2), "离得近", self.at(late)))

    @rule(pick=picks, late=lateness)
    def the_crew_hands_it_back(self, pick: int, late: int | None) -> None:
        self.command(return_(self.some(pick).id, None, "车坏了", self.at(late)))

    @rule(pick=picks, late=lateness)
    def it_is_held(self, pick: int, late: int | None) -> None:
        self.command(hold(self.some(pick).id, None, "等材料", self.at(late)))

    @rule(pick=picks, seconds=st.integers(0, 900), later=st.integers(0, 60))
    def it_rests_for_a_while(self, pick: int, seconds: int, later: int) -> None:
        key = self.some(pick).id
        self.command(hold(key, None, "等材料"))
        self.clock.advance(seconds)
        self.command(resume(key, None))
        self.clock.advance(later)

    @rule(pick=picks, seconds=st.integers(-1, 9000))
    def it_is_extended(self, pick: int, seconds: int) -> None:
        self.command(extend(self.some(pick).id, None, seconds, "等材料"))

    @rule(
        pick=picks,
        fault=st.sampled_from([None, *FAULTS]),
        priority=st.sampled_from([None, *Priority]),
        zone=st.sampled_from([None, *Zone]),
    )
    def it_is_rerated(self, pick: int, fault: str | None, priority: Priority | None, zone: Zone | None) -> None:
        self.command(rerate(self.some(pick).id, None, "看过现场", fault=fault, priority=priority, zone=zone))

    @rule(pick=picks, other=picks)
    def it_is_merged(self, pick: int, other: int) -> None:
        self.command(merge(self.some(pick).id, None, self.some(other).id))

    @rule(pick=picks, really=sometimes)
    def it_is_cancelled(self, pick: int, really: bool) -> None:
        if really:
            self.command(cancel(self.some(pick).id, None, "误报"))

    @rule(pick=picks, late=lateness, result=st.sampled_from(CallbackResult))
    def the_caller_is_asked(self, pick: int, late: int | None, result: CallbackResult) -> None:
        self.command(callback(self.some(pick).id, None, result, at=self.at(late)))

    @rule(pick=picks, late=lateness)
    def it_is_opened_again(self, pick: int, late: int | None) -> None:
        self.command(reopen(self.some(pick).id, None, "又漏了", self.at(late)))

    @rule(pick=picks, act=st.sampled_from(["close", "note", "supervise"]))
    def it_is_closed_or_spoken_of(self, pick: int, act: str) -> None:
        key = self.some(pick).id
        match act:
            case "close":
                self.command(close(key, None))
            case "note":
                self.command(note(key, None, "门口有狗"))
            case _:
                self.command(supervise(key, None, True))

    @rule(pick=picks, step=st.sampled_from(Move), late=st.integers(-10, 4000))
    def any_time_is_corrected(self, pick: int, step: Move, late: int) -> None:
        self.correct(self.some(pick), step, self.clock.ago(late))

    @rule(pick=picks, which=picks, by=st.one_of(st.integers(-90, 90), st.integers(-900, 900)))
    def a_known_time_is_corrected(self, pick: int, which: int, by: int) -> None:
        ticket = self.some(pick)
        done = [row.clock for row in self.hand.clocks(ticket.id) if row.clock.outcome is Outcome.DONE][-4:]
        if done:
            chosen = done[which % len(done)]
            assert chosen.stopped is not None
            self.correct(ticket, STEP_OF[chosen.stage], chosen.stopped + timedelta(seconds=by))

    def correct(self, ticket: Ticket, step: Move, at: datetime) -> None:
        self.command(correct_time(ticket.id, None, step, at, "记错了"), correcting=ticket.id)

    @rule(isolate_it=st.booleans(), really=sometimes)
    def a_fault_is_edited(self, isolate_it: bool, really: bool) -> None:
        if really:
            self.command(save_fault("visible_leak", "明漏", FaultGroup.MAIN, Priority.P2, isolate_it))

    @invariant()
    def every_ticket_that_changed_is_in_balance(self) -> None:
        for key in self.changed:
            ticket, rows = self.hand.ticket(key), self.hand.clocks(key)
            self.check_what_runs(ticket, rows)
            self.check_segments(ticket, rows)
            self.check_holds(rows)
            self.check_finished(rows)
        self.changed = set()

    @invariant()
    def every_alert_is_there_once_and_every_call_is_counted(self) -> None:
        found = [(row.clock_id, row.term, row.rung_id, row.recipient) for row in self.hand.rows(alerts)]
        assert len(found) == len(set(found))
        told = self.hand.rows(calls)
        merged = {row.id for row in self.hand.rows(tickets) if row.merged_into is not None}
        for row in self.hand.rows(tickets):
            attached = sum(call.ticket_id == row.id for call in told)
            assert attached == (0 if row.id in merged else row.calls)

    def check_what_runs(self, ticket: Ticket, rows: list[StageClock]) -> None:
        unstopped = [row for row in rows if row.clock.stopped is None]
        main = [row for row in unstopped if row.clock.stage in MAIN_STAGES]
        assert len(main) == (ticket.state in WORKING)
        assert len(unstopped) - len(main) <= (ticket.state is State.ARRIVED)
        assert all(row.crew_id == ticket.crew_id and row.priority is ticket.priority for row in unstopped)
        for row in rows:
            if row.clock.due is None:
                assert row.next_rung is None
            assert (row.clock.held_since is not None) == (ticket.held and row.clock.stopped is None)
            assert (row.clock.outcome is None) == (row.clock.stopped is None)
            assert row.clock.limit >= 1
        assert not ticket.held or ticket.state in WORKING
        assert ticket.extensions <= 2
        assert (ticket.ended_at is not None) == (ticket.state in (State.CLOSED, State.CANCELLED, State.MERGED))

    def check_segments(self, ticket: Ticket, rows: list[StageClock]) -> None:
        """Rounds follow one another without overlap, and all segments add up to the ticket's whole time."""
        course = [row.clock for row in rows if row.clock.stage in MAIN_STAGES]
        latest = max(c.stopped or c.held_since or plus(c.started, c.held) for c in course)
        now = ticket.ended_at or max(self.clock.now, latest)  # the machine's clock may have been set back
        assert course[0].started == ticket.opened
        idle = 0
        for earlier, later in pairwise(course):
            assert earlier.stopped is not None
            gap = seconds_between(earlier.stopped, later.started)
            repaired = earlier.stage is Stage.RESOLVE and earlier.outcome is Outcome.DONE
            assert gap >= 0 if repaired else gap == 0
            idle += gap
        last = course[-1]
        idle += 0 if last.stopped is None else seconds_between(last.stopped, now)
        spent = sum(timing.elapsed(c, now) + timing.held_seconds(c, now) for c in course)
        assert spent + idle == seconds_between(ticket.opened, now)
        for stage in Stage:
            rounds = [row.clock for row in rows if row.clock.stage is stage]
            assert [c.round for c in rounds] == list(range(1, len(rounds) + 1))
            for first, second in pairwise(rounds):
                assert first.stopped is not None
                assert first.stopped <= second.started

    def check_holds(self, rows: list[StageClock]) -> None:
        for row in rows:
            found = self.hand.rows(holds, clock_id=row.id)
            closed = [line for line in found if line.until is not None]
            assert sum(seconds_between(line.since, line.until) for line in closed) == row.clock.held
            assert [line.since for line in found if line.until is None] == (
                [row.clock.held_since] if row.clock.held_since else []
            )
            edges = [edge for line in found for edge in (line.since, line.until) if edge is not None]
            assert edges == sorted(edges)
            assert all(row.clock.started <= edge for edge in edges)
            assert row.clock.stopped is None or all(edge <= row.clock.stopped for edge in edges)

    def check_finished(self, rows: list[StageClock]) -> None:
        for row in rows:
            if row.clock.stopped is not None:
                assert self.finished.setdefault(row.id, row) == row


@pytest.fixture
def any_order(blank_file: Path, warm_store: Store) -> type[AnyOrder]:
    AnyOrder.file, AnyOrder.store = blank_file, warm_store
    return AnyOrder


def run(machine: type[AnyOrder], examples: int, steps: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    lenient = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=lenient)
    )


def test_any_order_of_commands_keeps_the_books_in_balance(any_order: type[AnyOrder]) -> None:
    run(any_order, examples=20, steps=25)


@pytest.mark.slow
def test_any_long_order_of_commands_keeps_the_books_in_balance(any_order: type[AnyOrder]) -> None:
    run(any_order, examples=60, steps=60)
