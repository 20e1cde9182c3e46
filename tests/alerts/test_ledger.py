"""The ledger: after any order of commands and sweeps it has each crossed rung once, and nothing else."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.bench.databases import spoken
from tests.desk_fixtures import EVERYONE, START, Hand, HandClock, WarmFile
from tickets.actions.command import Command
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, rerate, return_
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_staff
from tickets.actions.progress import accept, arrive, extend, hold, resolve, resume
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.checking.invariants import check
from tickets.errors import Refused
from tickets.rules.words import AlertOutcome, Move, Priority, Role, RungKind, Stage, State
from tickets.service import TicketService
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.lookups import list_crews
from tickets.store.tables import alerts, clocks, digests, rungs

pytestmark = pytest.mark.on_both
LADDER = tomllib.loads((Path(__file__).parents[2] / "resources/defaults/ladder.toml").read_text("utf-8"))["rungs"]
LIMITS = {  # the defaults for a visible leak in town
    "accept": {"P1": 600, "P2": 600, "P3": 1800},
    "arrive": {"P1": 1800, "P2": 1800, "P3": 3600},
    "resolve": {"P1": 86_400, "P2": 86_400, "P3": 86_400},
}
Key = tuple[str, int, int, str, str, int | None, int | None, str]


@dataclass
class ModelClock:
    """A clock in plain seconds, and the alerts expected until now."""

    stage: str
    round: int
    start: int
    limit: int
    priority: str
    extended: int = 0
    held: int = 0
    term: int = 0
    since: int | None = None
    until: int = 0
    granted: bool = False
    stopped: bool = False

    @property
    def deadline(self) -> int:
        """The instant at which it is overdue."""
        return self.start + self.held + self.limit + self.extended

    def counted(self, now: int) -> int:
        """Return the seconds of the present hold that count."""
        return min(now, self.until) - self.since if self.since is not None and self.granted else 0

    def fell_due(self, now: int) -> bool:
        """Return whether the deadline has passed: before a hold that is in effect, or by now."""
        if self.since is not None and now < self.until:
            return self.since > self.deadline
        return now > self.deadline + self.counted(now)

    def crossed(self, now: int) -> set[Key]:
        """Return the rungs of the present term crossed up to now."""
        found: set[Key] = set()
        for rung in LADDER:
            share, after = rung.get("share"), rung.get("after")
            allowance = self.limit + self.extended
            at = self.start + self.held + (allowance * share // 100 if share else allowance + after)
            if self.since is not None and at > self.since:
                at = max(at + self.counted(self.until), self.until)
            if rung["priority"] == self.priority and at <= now:
                told = (self.stage, self.round, self.term, rung["kind"], self.priority, share, after)
                found |= {(*told, role) for role in rung["roles"]}
        return found


@dataclass
class Model:
    """A model of one ticket by the rules, without any of the program's code."""

    now: int = 0
    priority: str = "P2"
    former: list[str] = field(default_factory=list)  # priorities that count until somebody consents to the change
    refused: set[str] = field(default_factory=set)
    # Requests in their order: an ended hold, the open one, or a former priority.
    asked: list[tuple[ModelClock, int, int] | ModelClock | str] = field(default_factory=list)
    clocks: list[ModelClock] = field(default_factory=list)
    expected: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.start("accept")

    def start(self, stage: str) -> None:
        """Start the next round of a stage."""
        round_ = 1 + sum(clock.stage == stage for clock in self.clocks)
        self.clocks.append(ModelClock(stage, round_, self.now, self.limit(stage), self.priority))

    def limit(self, stage: str) -> int:
        """Return the strictest limit of the priorities that count."""
        return min(LIMITS[stage][each] for each in {self.priority, *self.former, *self.refused})

    @property
    def clock(self) -> ModelClock | None:
        """The clock that has not stopped."""
        return next((clock for clock in self.clocks if not clock.stopped), None)

    def live(self, seconds: int) -> None:
        """Let time pass: the rungs that a clock crosses are expected, whether a sweep sees them or not."""
        self.now += seconds
        if self.clock is not None:
            self.expected |= self.clock.crossed(self.now)

    def do(self, kind: str) -> None:
        """Do what was done in the database."""
        clock = self.clock
        if clock is None:
            return
        match kind:
            case "accept" | "arrive" | "resolve" | "cancel" | "return":
                self._resume(clock)
                clock.stopped = True
                following = {"accept": "arrive", "arrive": "resolve", "return": "accept"}.get(kind)
                if following is not None:
                    self.start(following)
            case "hold":
                overdue = self.now > clock.deadline
                clock.since, clock.until, clock.granted = self.now, self.now + (0 if overdue else GRACE), False
                self.asked.append(clock)
            case "resume":
                self._resume(clock)
            case "grant":
                self._grant()
            case "refuse":
                if clock.since is not None and clock in self.asked:
                    clock.until = min(clock.until, self.now)
                self.asked.clear()
                self.refused |= set(self.former)
                self.former.clear()
            case "extend":
                clock.extended += 900
                clock.term += 1
            case "P1" | "P2" | "P3":
                self._rerate(clock, kind)

    def _resume(self, clock: ModelClock) -> None:
        if clock.since is None:
            return
        if clock in self.asked:
            self.asked[self.asked.index(clock)] = (clock, clock.since, self.now)
        clock.held += clock.counted(self.now)
        clock.since = None
        self.expected |= clock.crossed(self.now)

    def _grant(self) -> None:
        for asked in self.asked:
            if isinstance(asked, str):
                self.former.remove(asked)
                if self.clock is not None:
                    self._rerate(self.clock, self.priority)
                continue
            clock = asked if isinstance(asked, ModelClock) else asked[0]
            if isinstance(asked, ModelClock):
                clock.term += self.now >= clock.until
                clock.granted, clock.until = True, (clock.since or 0) + CAP
            else:
                counted = min(asked[2] - asked[1], CAP)
                clock.term += not clock.stopped and counted > 0
                clock.held += counted
            if not clock.stopped:
                self.expected |= clock.crossed(self.now)
        self.asked.clear()

    def _rerate(self, clock: ModelClock, priority: str) -> None:
        if any(limits[priority] > limits[self.priority] for limits in LIMITS.values()):
            self.former.append(self.priority)
            self.asked.append(self.priority)
        self.priority = clock.priority = priority
        limit = self.limit(clock.stage)
        if limit < clock.limit and clock.fell_due(self.now):
            limit = clock.limit
        clock.term += limit != clock.limit
        clock.limit = limit
        self.expected |= clock.crossed(self.now)


KINDS = (
    "dispatch", "accept", "arrive", "resolve", "hold", "resume", "grant", "extend", "return", "P1", "P2", "P3",
    "cancel", "refuse",
)  # fmt: skip
GRACE, CAP = 1800, 86_400  # seconds: of a hold without consent, and with it
STEPS = st.lists(
    st.tuples(
        st.sampled_from((0, 1, 60, 419, 420, 421, 600, 901, 1260, 1800, 2700, 7000, 61_000)),
        st.sampled_from((*KINDS, *KINDS[:8], "sweep", "sweep", "sweep", "another seat")),
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(steps=STEPS)
def test_any_order_of_commands_and_sweeps_raises_exactly_the_crossed_rungs(
    file: WarmFile, steps: list[tuple[int, str]]
) -> None:
    raised, expected = lived(file, steps)
    assert raised == Counter(expected)


@pytest.mark.slow
@settings(max_examples=250)
@given(steps=STEPS)
def test_many_orders_of_commands_and_sweeps(file: WarmFile, steps: list[tuple[int, str]]) -> None:
    raised, expected = lived(file, steps)
    assert raised == Counter(expected)


@pytest.fixture(scope="module")
def file(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmFile]:
    """A database with two workstations for one order after the other."""
    with closing(WarmFile(blank_file, tmp_path_factory.mktemp("ledger"), stores=2)) as file:
        yield file


def lived(file: WarmFile, steps: list[tuple[int, str]]) -> tuple[Counter[Key], set[Key]]:
    """Return the ledger's content after these steps and a last sweep, and the model's expectation."""
    file.fresh()
    clock, model = HandClock(), Model()
    desks = [TicketService(store, clock) for store in file.stores]
    try:
        crew = desks[0].read(list_crews)[0].id
        Hand(desks[0]).do(save_staff(None, "演示值班长", frozenset({Role.SUPERVISOR})))
        key = desks[0].execute(log_call(CallDetails(phone="1"), ReportedFault("visible_leak")), EVERYONE).result
        for seconds, kind in steps:
            clock.advance(seconds)
            model.live(seconds)
            _do(desks, kind, key, crew, model)
        model.live(0)
        desks[0].sweep()
        return ledger_keys(desks[1]), model.expected
    finally:
        for desk in desks:
            desk.close()


def _do(desks: list[TicketService], kind: str, key: int, crew: int, model: Model) -> None:
    if kind in ("sweep", "another seat"):
        desks[kind == "sweep"].sweep()
        return
    if kind in ("grant", "refuse"):
        Hand(desks[0]).decide(granted=kind == "grant")
        model.do(kind)
        return
    commands: dict[str, Command[int]] = {
        "dispatch": dispatch(key, None, crew),
        "accept": accept(key, None),
        "arrive": arrive(key, None),
        "resolve": resolve(key, None),
        "hold": hold(key, None, "等材料"),
        "resume": resume(key, None),
        "extend": extend(key, None, 900, "夜间"),
        "return": return_(key, None, "不归本班"),
        "cancel": cancel(key, None, "误报"),
        **{str(p): rerate(key, None, "现场核实", priority=p) for p in (Priority.P1, Priority.P2, Priority.P3)},
    }
    try:
        desks[0].execute(commands[kind], EVERYONE)
    except Refused:
        return
    model.do(kind)


def ledger_keys(desk: TicketService) -> Counter[Key]:
    """Return the ledger's content, described by the rungs' values."""
    with desk.store.reading() as connection:
        found = connection.execute(
            select(
                clocks.c.stage, clocks.c.round, alerts.c.term, rungs.c.kind, rungs.c.priority, rungs.c.share,
                rungs.c.after, alerts.c.recipient,
            )
            .select_from(alerts)
            .join(clocks, clocks.c.id == alerts.c.clock_id)
            .join(rungs, rungs.c.id == alerts.c.rung_id)
        )  # fmt: skip
        return Counter((str(r[0]), r[1], r[2], str(r[3]), str(r[4]), r[5], r[6], str(r[7])) for r in found)


def sent(hand: Hand) -> list[tuple[RungKind, Role]]:
    """Return kind and recipient of the sent alerts, in their order."""
    with hand.desk.store.reading() as connection:
        found = connection.execute(
            select(rungs.c.kind, alerts.c.recipient)
            .join(rungs, rungs.c.id == alerts.c.rung_id)
            .where(alerts.c.outcome == AlertOutcome.SENT)
            .order_by(alerts.c.id)
        )
        return [(row.kind, row.recipient) for row in found]


def unsent(hand: Hand) -> set[tuple[AlertOutcome, str]]:
    """Return outcome and reason of the unsent alerts."""
    return {(row.outcome, row.reason) for row in hand.rows(alerts) if row.outcome is not AlertOutcome.SENT}


def test_a_rung_is_raised_at_its_second_and_not_before(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(419)
    assert hand.desk.sweep().raised == 0
    clock.advance(1)
    assert hand.desk.sweep().raised == 1
    assert sent(hand) == [(RungKind.WARNING, Role.DISPATCHER)]
    assert hand.desk.sweep().raised == 0


def test_a_sweep_says_when_the_next_rung_is_due(hand: Hand, clock: HandClock) -> None:
    hand.log()
    assert hand.desk.sweep().due == clock.now + timedelta(seconds=420)
    clock.advance(420)
    assert hand.desk.sweep().due == START + timedelta(seconds=600)


@pytest.mark.parametrize("seconds", [420, 500])  # exactly at the rung, and after it
def test_the_alert_of_a_stage_done_before_the_sweep_is_recorded_as_suppressed(
    hand: Hand, clock: HandClock, seconds: int
) -> None:
    key = hand.log()
    clock.advance(seconds)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    hand.desk.sweep()
    assert sent(hand) == []
    assert unsent(hand) == {(AlertOutcome.SUPPRESSED, "受理已完成")}


def test_a_rung_crossed_before_a_hold_is_raised_without_a_sweep(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(500)
    hand.do(hold(key, None, "等材料"))
    assert sent(hand) == [(RungKind.WARNING, Role.DISPATCHER)]


def test_a_resumption_entered_late_raises_the_rungs_crossed_since_then(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(100)
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    clock.advance(900)
    hand.do(resume(key, None, clock.ago(800)))
    hand.desk.sweep()
    assert [row.due for row in hand.rows(alerts)] == [START + timedelta(seconds=s) for s in (520, 700, 700, 1000)]


def test_rungs_a_second_apart_are_raised_each_in_its_second(hand: Hand, clock: HandClock) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 2, "visible_leak")))
    hand.log()
    raised = []
    for _ in range(3):
        clock.advance(1)
        raised.append(hand.desk.sweep().raised)
    assert raised == [1, 2, 0]


def test_rerating_a_held_clock_raises_the_rungs_crossed_under_the_new_limit(hand: Hand, clock: HandClock) -> None:
    key = hand.log("low_pressure")
    clock.advance(900)
    hand.do(hold(key, None, "等材料"))
    hand.decide()
    hand.do(rerate(key, None, "只有一户", priority=Priority.P4))
    hand.decide()
    assert hand.rows(alerts) == [], "so much time is left that nothing has been crossed"
    hand.do(rerate(key, None, "整片无水", priority=Priority.P1))
    hand.desk.sweep()
    assert (RungKind.OVERDUE, Role.OPERATOR) in sent(hand)
    before = sent(hand)
    clock.advance(3600)
    hand.do(resume(key, None))
    hand.desk.sweep()
    assert sent(hand) == before


def test_correcting_the_start_of_a_held_clock_keeps_its_crossed_rungs(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(60)
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(60)
    hand.do(accept(key, None))
    clock.advance(1200)
    hand.do(hold(key, None, "等材料"))
    hand.do(correct_time(key, None, Move.ACCEPT, START + timedelta(seconds=61), "记错"))
    assert hand.clock(key, Stage.ARRIVE).clock.term == 1
    clock.advance(1200)
    hand.do(resume(key, None))
    hand.desk.sweep()
    assert hand.desk.read(check, clock()) == []


def test_raising_the_priority_under_the_same_limit_raises_no_alert_twice(hand: Hand, clock: HandClock) -> None:
    key = hand.log("visible_leak")
    clock.advance(600)
    hand.desk.sweep()
    before = sent(hand)
    hand.do(rerate(key, None, "交通受阻", priority=Priority.P1))
    hand.desk.sweep()
    assert sent(hand) == before
    assert unsent(hand) == {(AlertOutcome.SUPPRESSED, "改判前已发出")}
    clock.advance(300)
    hand.desk.sweep()
    assert sent(hand) == [*before, (RungKind.ESCALATION, Role.SUPERVISOR)]


def test_rerating_without_a_new_deadline_suppresses_no_alert(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(hours=17)
    hand.do(rerate(key, None, "现场测得管径", dn=300))
    hand.desk.sweep()
    assert sent(hand) == [(RungKind.WARNING, Role.DISPATCHER)]


def test_old_missed_alerts_become_one_digest_and_recent_ones_are_raised(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(minutes=35)
    hand.log()
    clock.advance(minutes=8)
    swept = hand.desk.sweep()
    assert (swept.raised, swept.digested) == (3, 3)  # both escalations and the new warning; the others are old
    (digest,) = hand.rows(digests)
    assert (digest.alerts, digest.since, digest.until) == (
        3,
        START + timedelta(seconds=420),
        START + timedelta(seconds=600),
    )
    panel = hand.desk.read(alert_panel)
    assert (len(panel.alerts), len(panel.digests)) == (3, 1)


def test_a_digest_counts_only_alerts_that_are_new_to_the_ledger(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(420)
    hand.do(hold(key, None, "等材料"))
    clock.advance(60)
    hand.do(resume(key, None))
    clock.advance(minutes=20)
    hand.desk.sweep()
    clock.advance(hours=2)
    hand.desk.sweep()
    assert sum(digest.alerts for digest in hand.rows(digests)) == sum(
        a.digest_id is not None for a in hand.rows(alerts)
    )
    assert all(digest.alerts for digest in hand.rows(digests))


def test_a_sweep_finds_due_clocks_by_an_index_in_a_database_of_any_size(hand: Hand) -> None:
    hand.log()
    statements = spoken(hand.desk, hand.desk.sweep, ("SELECT",))
    due = [(sql, parameters) for sql, parameters in statements if "FROM clocks" in sql and "next_rung" in sql]
    assert len(due) == 2  # what is crossed, and when the next one is due
    explain = "EXPLAIN QUERY PLAN" if hand.desk.store.is_sqlite else "EXPLAIN"
    with hand.desk.store.writing() as connection:
        if not hand.desk.store.is_sqlite:
            # else the small table would be read as a whole
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for sql, parameters in due:
            plan = "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}", parameters))
            assert "ix_clocks_next_rung" in plan
            assert not re.search(r"Seq Scan|SCAN clocks(?! USING)", plan), plan


@pytest.mark.parametrize(("late", "digested"), [(30 * 60, False), (30 * 60 + 1, True)])
def test_an_alert_of_more_than_half_an_hour_ago_comes_in_a_digest(
    hand: Hand, clock: HandClock, late: int, digested: bool
) -> None:
    hand.log("burst_main")
    due = hand.desk.next_due()
    assert due is not None
    clock.set(due + timedelta(seconds=late))
    hand.desk.sweep()
    first = [row for row in hand.rows(alerts) if row.due == due]
    assert {row.digest_id is not None for row in first} == {digested}
