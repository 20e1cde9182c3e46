"""The verdicts in SQL are those of the pure rules, for any rows, on either database."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, update

from tests.desk_fixtures import START, Hand, HandClock
from tests.reports.plain import compare
from tickets.actions.alerting import acknowledge
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import callback, close, reopen
from tickets.actions.progress import accept, arrive, depart, extend, hold, resume
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import CLOCK_FIGURES, Figure, Lengths, Punctuality, Receipt, StageFigures
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.instants import plus, seconds_between
from tickets.rules.rounds import GIVEN_UP
from tickets.rules.words import (
    CallbackResult,
    ConsentKind,
    ConsentState,
    Move,
    Outcome,
    Priority,
    Stage,
    State,
    SubjectKind,
)
from tickets.store.tables import alerts, clocks, consents, tickets

WHOLE = Scope(START - timedelta(days=3), START + timedelta(days=3))
TICKETS, CLOCKS = 60, 600
OUTCOMES = [Outcome.DONE] * 6 + [*GIVEN_UP] * 2 + [each for each in Outcome if each is not Outcome.UNDONE]


def scattered(chance: Random, hand: Hand) -> None:
    """Write tickets in any state, merged into others, with clocks of any times and outcomes."""
    keys = [hand.log() for _ in range(TICKETS)]
    crews = (None, hand.crew(), hand.crew(1))
    with hand.desk.store.writing() as connection:
        for key in keys:
            state = chance.choice((*State, State.MERGED, State.MERGED, State.CANCELLED))
            ended = {
                "state": state,
                "merged_into": chance.choice([each for each in keys if each != key]) if state is State.MERGED else None,
                "resolved_at": plus(START, chance.randrange(900)) if state in (State.RESOLVED, State.CLOSED) else None,
                "first_call": plus(START, -chance.randrange(900)) if chance.random() < 0.5 else None,
                "ended_at": plus(START, chance.randrange(-900, 900)),
            }
            connection.execute(update(tickets).where(tickets.c.id == key).values(ended))
        connection.execute(update(clocks).values(subject_kind=SubjectKind.UNDONE, round=clocks.c.id + 1000))
        seen: dict[tuple[Any, ...], dict[str, Any]] = {}
        for _ in range(CLOCKS):
            row = any_clock(chance, chance.choice(keys), chance.choice(crews))
            place = tuple(row[name] for name in ("subject_id", "subject_kind", "stage", "round"))
            if place not in seen:
                seen[place] = row
                earlier = [each for key, each in seen.items() if key[:3] == place[:3] and key[3] < place[3]]
                given_up = [each["deadline"] for each in earlier if each["outcome"] in GIVEN_UP]
                if given_up and chance.random() < 0.7:
                    take_over(row, min(given_up))
                connection.execute(insert(clocks).values(row))


def take_over(row: dict[str, Any], promise: datetime) -> None:
    """Give a clock's columns the deadline of an earlier round, if that is the stricter one."""
    allowance = min(row["limit"], seconds_between(row["started"], promise))
    row["promised"], row["deadline"] = promise, plus(row["started"], allowance + row["extended"] + row["held"])


def any_clock(chance: Random, key: int, crew: int | None) -> dict[str, Any]:
    """Return the columns of a clock that ran around START, stopped or not, held or not, consented to or not."""
    started = plus(START, chance.randrange(-900, 300))
    limit, extended, held = (chance.choice(some) for some in ((300, 600), (0, 0, 400), (0, 0, 300, 600)))
    stopped = None if chance.random() < 0.3 else plus(started, held + chance.randrange(0, 900))
    is_held = stopped is None and chance.random() < 0.6
    held_since = plus(started, chance.randrange(0, 600)) if is_held else None
    held_until = (
        None
        if held_since is None or chance.random() < 0.3
        else max(held_since, chance.choice((START, START, plus(held_since, chance.randrange(900)))))
    )
    promised = None if chance.random() < 0.5 else plus(started, chance.randrange(-300, 900))
    own = limit if promised is None else min(limit, seconds_between(started, promised))
    entered = (
        None if stopped is None or chance.random() < 0.2 else plus(stopped, chance.choice((0, 0, 1, 60, 600, -60)))
    )
    return {
        "subject_kind": SubjectKind.TICKET, "subject_id": key, "stage": chance.choice(list(Stage)[:2]),
        "round": chance.randrange(1, 4), "started": started, "limit": limit, "extended": extended, "held": held,
        "held_since": held_since, "held_until": held_until, "granted": is_held and chance.random() < 0.5,
        "split": None if chance.random() < 0.4 else plus(started, chance.randrange(0, 900)), "stopped": stopped,
        "entered": entered,
        "outcome": None if stopped is None else chance.choice(OUTCOMES),
        "consent": chance.choice([None] * 4 + list(ConsentKind)),
        "first_due": None if chance.random() < 0.2 else plus(started, chance.choice((limit, limit, 300, 200))),
        "first_started": None if chance.random() < 0.8 else plus(started, chance.randrange(-400, 400)),
        "promised": promised, "repeats": chance.random() < 0.1,
        "deadline": plus(started, own + extended + held), "priority": "P3", "crew_id": crew,
    }  # fmt: skip


@pytest.mark.on_both
def test_the_verdict_on_any_clock_is_that_of_the_pure_rules(hand: Hand, clock: HandClock) -> None:
    chance = Random(4)
    scattered(chance, hand)
    plain = compare(hand.desk, WHOLE)
    for by in (Breakdown.CREW, Breakdown.FAULT):
        compare(hand.desk, replace(WHOLE, by=by))
    for stage in (Stage.ACCEPT, Stage.ARRIVE):
        for figure in CLOCK_FIGURES:
            assert behind(hand, figure, stage) == plain.behind(stage, figure), (stage, figure)
    assert plain.behind(Stage.ACCEPT, Figure.TAKEN_OVER)
    for kind in ConsentKind:
        found = [plain.behind(stage, Figure.CHANGED, kind) for stage in (Stage.ACCEPT, Stage.ARRIVE)]
        assert [behind(hand, Figure.CHANGED, stage, kind) for stage in (Stage.ACCEPT, Stage.ARRIVE)] == found
        assert any(found), f"the rows should have a verdict changed by {kind}"


def behind(hand: Hand, figure: Figure, stage: Stage, kind: ConsentKind | None = None) -> set[int]:
    question = Question(WHOLE, figure, stage, kind)
    return {row.id for row in hand.desk.read(drilldown_page, question, hand.desk.now(), None, 1000)}


def figures(hand: Hand, stage: Stage = Stage.ACCEPT) -> StageFigures:
    """Return the figures of a stage, which equal those of a plain count."""
    compare(hand.desk, WHOLE)
    found = hand.desk.read(report, WHOLE, hand.desk.now())
    return next(each for each in found.stages if each.stage is stage)


def grant(hand: Hand) -> ConsentKind:
    """Let a supervisor grant what was asked for, and return its kind."""
    asked = hand.rows(consents, state=ConsentState.ASKED)
    hand.decide()
    return ConsentKind(asked[-1].kind)


def test_a_clock_that_fell_due_before_it_was_held_is_due_and_late(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=11)
    hand.do(hold(key, None, "等材料"))
    assert figures(hand).punctuality == Punctuality(overdue=1)
    clock.advance(hours=1)
    hand.do(resume(key, None))
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    assert figures(hand).punctuality == Punctuality(late=1)


def test_a_hold_that_nobody_grants_stops_the_clock_only_for_a_while(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(hold(key, None, "等材料"))
    clock.advance(minutes=11)
    assert figures(hand).punctuality == Punctuality()
    clock.advance(hours=2)
    assert figures(hand).punctuality == Punctuality(overdue=1)
    assert grant(hand) is ConsentKind.HOLD
    assert figures(hand).punctuality == Punctuality()
    clock.advance(days=2)
    assert figures(hand).punctuality == Punctuality(overdue=1), "a granted hold has a cap"


def test_a_granted_hold_that_saved_a_stage_is_a_changed_verdict(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(hold(key, None, "等材料"))
    grant(hand)
    clock.advance(minutes=15)
    hand.do(resume(key, None))
    hand.do(accept(key, None))
    found = figures(hand)
    assert found.punctuality == found.receipt.consented == Punctuality(on_time=1)
    assert found.receipt.changed == {ConsentKind.HOLD: 1}


def test_a_late_entry_is_late_as_recorded_and_on_time_after_consent(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=12)
    hand.do(accept(key, None, clock.ago(minutes=5)))
    assert figures(hand).punctuality == figures(hand).receipt.consented == Punctuality(late=1)
    assert (figures(hand).durations.median, figures(hand).parts.after.median) == (720, 720), "a stated time is no gain"
    assert grant(hand) is ConsentKind.LATE_ENTRY
    found = figures(hand)
    assert (found.durations.median, found.parts.after.median) == (420, 420)
    assert (found.punctuality, found.receipt.consented) == (Punctuality(late=1), Punctuality(on_time=1))
    assert found.receipt.changed == {ConsentKind.LATE_ENTRY: 1}
    assert (found.parts.typed, found.parts.known, found.parts.typed_share) == (1, 1, 1)


def test_an_extension_that_saved_a_stage_is_a_changed_verdict(hand: Hand, clock: HandClock) -> None:
    for pause in (5, 15):
        key = hand.log()
        hand.do(dispatch(key, None, hand.crew()))
        hand.do(extend(key, None, 1200, "夜间"))
        clock.advance(minutes=pause)
        hand.do(accept(key, None))
    found = figures(hand)
    assert (found.punctuality, found.receipt.changed) == (Punctuality(on_time=2), {ConsentKind.EXTEND: 1})


@pytest.mark.parametrize("consented", [False, True])
def test_a_ticket_cancelled_after_it_was_due_stays_late_unless_a_supervisor_consents(
    hand: Hand, clock: HandClock, consented: bool
) -> None:
    early, late = hand.log(), hand.log()
    hand.do(cancel(early, None, "误报"))
    clock.advance(minutes=11)
    hand.do(cancel(late, None, "误报"))
    if consented:
        assert grant(hand) is ConsentKind.CANCEL
    found = figures(hand)
    assert found.punctuality == Punctuality(late=1), "the headline is without exclusions"
    assert found.receipt == Receipt(
        Punctuality(late=int(not consented)), {ConsentKind.CANCEL: 1} if consented else {}, 1, 1, 0
    )
    work = hand.desk.read(report, WHOLE, clock()).work
    assert (work[Figure.RECEIVED], work[Figure.CANCELLED], work[Figure.CANCELLED_LATE]) == (2, 2, 1)
    rows = hand.desk.read(drilldown_page, Question(WHOLE, Figure.CANCELLED_LATE), clock())
    assert [row.id for row in rows] == [late]


@pytest.mark.parametrize(("minutes", "verdict"), [(9, Punctuality(1)), (11, Punctuality(late=1))])
def test_the_promise_of_a_merged_ticket_is_judged_at_the_kept_one(
    hand: Hand, clock: HandClock, minutes: int, verdict: Punctuality
) -> None:
    first = hand.log()
    clock.advance(minutes=5)
    kept = hand.log()
    hand.do(merge(first, None, kept))
    hand.do(dispatch(kept, None, hand.crew()))
    clock.advance(minutes=minutes - 5)
    hand.do(accept(kept, None))
    clock.advance(minutes=30)
    found = figures(hand)
    assert (found.punctuality, found.receipt.left_out) == (verdict, 1)


def test_a_stage_that_the_kept_ticket_never_begins_is_late_when_its_promise_has_passed(
    hand: Hand, clock: HandClock
) -> None:
    arriving, kept = hand.bring_to(State.ACCEPTED), hand.log()
    hand.do(merge(arriving, None, kept))
    assert figures(hand, Stage.ARRIVE).punctuality == Punctuality()
    clock.advance(days=1)
    assert figures(hand, Stage.ARRIVE).punctuality == Punctuality(late=1)


def test_merging_after_the_deadline_is_counted_and_leads_to_the_ticket(hand: Hand, clock: HandClock) -> None:
    first = hand.log()
    clock.advance(minutes=11)
    hand.do(merge(first, None, hand.log()))
    assert figures(hand).punctuality == Punctuality(late=1), "it stays late, whatever it is merged into"
    assert hand.desk.read(report, WHOLE, clock()).work[Figure.MERGED_LATE] == 1
    assert [row.id for row in hand.desk.read(drilldown_page, Question(WHOLE, Figure.MERGED_LATE), clock())] == [first]


@pytest.mark.parametrize("handed_on", [return_, reassign])
@pytest.mark.parametrize(
    ("minutes", "verdict"), [(9, Punctuality(1, given_up=1)), (11, Punctuality(late=1, given_up=1))]
)
def test_a_stage_handed_on_before_its_deadline_is_given_up_and_the_next_round_keeps_its_promise(
    hand: Hand, clock: HandClock, handed_on: Any, minutes: int, verdict: Punctuality
) -> None:
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=5)
    if handed_on is return_:
        hand.do(return_(key, None, "不归本班"))
        hand.do(dispatch(key, None, hand.crew(1)))
    else:
        hand.do(reassign(key, None, hand.crew(1), "近"))
    assert figures(hand).punctuality == Punctuality(given_up=1)
    clock.advance(minutes=minutes - 5)
    hand.do(accept(key, None))
    clock.advance(minutes=30)
    assert figures(hand).punctuality == verdict


def test_the_share_of_the_desk_and_that_of_the_crew_are_told_apart(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=15)
    assert figures(hand).receipt.late_at_split == 1, "not dispatched yet"
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(30)
    hand.do(accept(key, None))
    clock.advance(600)
    hand.do(depart(key, None))
    clock.advance(1200)
    hand.do(arrive(key, None))
    accepted, arrived = figures(hand), figures(hand, Stage.ARRIVE)
    assert (accepted.parts.before.median, accepted.parts.after.median) == (900, 30)
    assert (arrived.parts.before.median, arrived.parts.after.median) == (600, 1200)
    assert (accepted.punctuality.late, accepted.receipt.late_at_split, arrived.receipt.late_at_split) == (1, 1, 0)
    groups = hand.desk.read(report, replace(WHOLE, by=Breakdown.CREW), clock()).groups
    assert [(group.label, group.stages[0].receipt.late_at_split) for group in groups] == [("一班", 1)]
    found = hand.desk.read(drilldown_page, Question(WHOLE, Figure.LATE_AT_SPLIT, Stage.ACCEPT), clock())
    assert [row.id for row in found] == [key]


@pytest.mark.on_both
def test_a_typed_time_of_the_first_step_shows_beside_the_share_that_it_moves(hand: Hand, clock: HandClock) -> None:
    typed, entered, corrected, in_time = (hand.log() for _ in range(4))
    clock.advance(minutes=9)
    hand.do(dispatch(in_time, None, hand.crew(), clock.ago(minutes=5)))
    hand.do(accept(in_time, None))
    clock.advance(minutes=3)
    hand.do(dispatch(typed, None, hand.crew(), clock.ago(minutes=5)))
    for key in (entered, corrected):
        hand.do(dispatch(key, None, hand.crew()))
    hand.do(correct_time(corrected, None, Move.DISPATCH, clock.ago(minutes=5), "按派单记录"))
    found = figures(hand)
    assert (found.receipt.late_at_split, found.receipt.split_typed, found.parts.typed) == (1, 2, 0)
    hand.do(accept(typed, None))
    clock.advance(minutes=10)
    hand.do(depart(typed, None, clock.ago(minutes=5)))
    clock.advance(minutes=21)
    assert [figures(hand, stage).receipt.split_typed for stage in (Stage.ACCEPT, Stage.ARRIVE)] == [2, 1]
    rows = hand.desk.read(drilldown_page, Question(WHOLE, Figure.SPLIT_TYPED, Stage.ACCEPT), clock())
    assert {row.id for row in rows} == {typed, corrected}


def test_the_whole_way_is_from_the_first_call_to_the_last_repair(hand: Hand, clock: HandClock) -> None:
    first = hand.log()
    clock.advance(minutes=20)
    kept = hand.log()
    hand.do(merge(first, None, kept))
    for move in MAIN_STEPS:
        hand.take(kept, move)
    assert way(hand) == Lengths(1, 1200, 1200, 1200)
    clock.advance(hours=3)
    hand.do(reopen(kept, None, "又漏了"))
    assert way(hand) == Lengths()
    for move in MAIN_STEPS:
        hand.take(kept, move)
    assert way(hand) == Lengths(1, 12_000, 12_000, 12_000)
    rows = hand.desk.read(drilldown_page, Question(WHOLE, Figure.WHOLE_WAY), clock())
    assert [(row.id, row.rank) for row in rows] == [(kept, 12_000)]


MAIN_STEPS = (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE)


def way(hand: Hand) -> Lengths:
    compare(hand.desk, WHOLE)
    return hand.desk.read(report, WHOLE, hand.desk.now()).whole_way


def test_an_end_or_a_handing_on_that_was_in_time_by_consent_says_so(hand: Hand, clock: HandClock) -> None:
    cancelled, moved = hand.log(), hand.log()
    hand.do(dispatch(moved, None, hand.crew()))
    clock.advance(minutes=5)
    hand.do(hold(cancelled, None, "等材料"))
    hand.do(extend(moved, None, 3600, "路远"))
    hand.decide()
    clock.advance(hours=1)
    hand.do(cancel(cancelled, None, "误报"))
    hand.do(reassign(moved, None, hand.crew(1), "近"))
    hand.do(accept(moved, None))
    found = figures(hand)
    assert (found.punctuality, found.receipt.changed) == (
        Punctuality(1, given_up=1), {ConsentKind.HOLD: 1, ConsentKind.EXTEND: 2}
    )  # fmt: skip


@pytest.mark.on_both
@pytest.mark.parametrize("kind", [ConsentKind.HOLD, ConsentKind.EXTEND, ConsentKind.RERATE])
@pytest.mark.parametrize("merged", [False, True])
def test_a_consent_to_a_promise_that_nobody_would_have_met_in_time_says_so(
    hand: Hand, clock: HandClock, kind: ConsentKind, merged: bool
) -> None:
    key = hand.bring_to(State.ACCEPTED)  # to arrive within 30 minutes
    match kind:
        case ConsentKind.HOLD:
            hand.do(hold(key, None, "等材料"))
            clock.advance(minutes=15)
            hand.do(resume(key, None))
        case ConsentKind.EXTEND:
            hand.do(extend(key, None, 900, "路远"))
        case ConsentKind.RERATE:
            hand.do(rerate(key, None, "不急", priority=Priority.P3))
    clock.set(START + timedelta(minutes=20))
    hand.do(return_(key, None, "去不了"))
    clock.set(START + timedelta(minutes=35))
    assert figures(hand, Stage.ARRIVE).punctuality.late == (kind is not ConsentKind.EXTEND)
    hand.decide()
    if merged:
        hand.do(merge(key, None, hand.log()))
    found = figures(hand, Stage.ARRIVE)
    assert (found.punctuality.late, found.receipt.changed) == (0, {kind: 1})


def test_a_stage_that_began_under_a_milder_rating_says_so(hand: Hand, clock: HandClock) -> None:
    key = hand.log("burst_main")
    hand.do(rerate(key, None, "只是渗水", fault="hidden_leak", priority=Priority.P3))
    hand.decide()
    hand.take(key, Move.DISPATCH)
    hand.take(key, Move.ACCEPT)
    clock.advance(minutes=50)
    hand.take(key, Move.ARRIVE)
    found = figures(hand, Stage.ARRIVE)
    assert (found.punctuality, found.receipt.changed) == (Punctuality(1), {ConsentKind.RERATE: 1})


@pytest.mark.on_both
@pytest.mark.parametrize(("rerated", "typed"), [(False, ""), (True, "20260120-0001 并入 20260120-0002")])
def test_a_rating_that_only_a_merger_asked_for_is_told_as_a_merger(
    hand: Hand, clock: HandClock, rerated: bool, typed: str
) -> None:
    burst, kept = hand.log("burst_main"), hand.log("hidden_leak")
    if rerated:
        hand.do(rerate(kept, None, typed, priority=Priority.P4))
    hand.do(merge(burst, None, kept))
    hand.decide()
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    clock.advance(minutes=50)
    hand.take(kept, Move.ARRIVE)
    kind = ConsentKind.RERATE if rerated else ConsentKind.MERGE
    assert figures(hand, Stage.ARRIVE).receipt.changed == {kind: 1}
    (row,) = hand.desk.read(drilldown_page, Question(WHOLE, Figure.CHANGED, Stage.ARRIVE, kind), clock())
    (changed,) = row.changed
    assert changed.kind is kind
    assert changed.consent is not None
    merger = " 并入 ".join(hand.ticket(key).number for key in (burst, kept))
    assert changed.consent.reason == (typed if rerated else merger)


@pytest.mark.on_both
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("undone", [False, True])
def test_a_stage_that_a_correction_of_an_earlier_clock_made_punctual_says_so(
    hand: Hand, clock: HandClock, merged: bool, undone: bool
) -> None:
    key = kept = hand.log()
    for move in (Move.DISPATCH, Move.ACCEPT):  # to arrive within 30 minutes
        hand.take(key, move)
    supervisor = hand.other_supervisor()
    clock.advance(minutes=15)
    if undone:
        supervisor.do(undo(key, None))
    else:
        hand.do(return_(key, None, "缺料"))
    if merged:
        kept = hand.log()
        hand.do(merge(key, None, kept))
    clock.advance(minutes=2)
    for move in (Move.DISPATCH, Move.ACCEPT):
        if move is Move.ACCEPT or not hand.ticket(kept).crew_id:
            hand.take(kept, move)
    clock.advance(minutes=22)
    hand.take(kept, Move.ARRIVE)
    if not undone:
        supervisor.do(correct_time(key, None, Move.ACCEPT, START + timedelta(minutes=14), "抄错", 1))
    found = figures(hand, Stage.ARRIVE)
    assert set(found.receipt.changed) == {ConsentKind.CORRECTION}


def test_a_rating_that_was_raised_and_lowered_again_says_so(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "hidden_leak")
    hand.do(rerate(key, None, "急", priority=Priority.P1))
    hand.do(rerate(key, None, "不急", priority=Priority.P3))
    hand.decide()
    clock.advance(minutes=50)
    hand.take(key, Move.ARRIVE)
    found = figures(hand, Stage.ARRIVE)
    assert (found.punctuality, found.receipt.changed) == (Punctuality(1), {ConsentKind.RERATE: 1})


def test_a_stage_that_a_granted_rating_makes_needless_is_left_out(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED, "burst_main")
    hand.do(return_(key, None, "不归我们"))
    hand.do(rerate(key, None, "是漏水", fault="hidden_leak", priority=Priority.P3))
    hand.decide()
    for move in MAIN_STEPS:
        hand.take(key, move)
    clock.advance(hours=5)
    found = figures(hand, Stage.ISOLATE)
    assert (found.punctuality, found.receipt.changed) == (Punctuality(), {ConsentKind.RERATE: 1})


@pytest.mark.on_both
@pytest.mark.parametrize(("reopened", "late"), [(None, 0), (200, 1), (300, 0)])
def test_a_merged_promise_ends_with_the_repair_whenever_the_kept_ticket_is_closed_or_reopened(
    hand: Hand, clock: HandClock, reopened: int | None, late: int
) -> None:
    burst, kept = hand.bring_to(State.ARRIVED, "burst_main"), hand.log()
    hand.do(merge(burst, None, kept))
    hand.decide()
    for move in MAIN_STEPS:
        hand.take(kept, move)
    assert hand.clock(burst, Stage.ISOLATE).clock.deadline == START + timedelta(minutes=240)
    assert figures(hand, Stage.ISOLATE).punctuality == Punctuality()
    clock.set(START + timedelta(minutes=reopened or 1200))
    if reopened:
        hand.do(reopen(kept, None, "又漏了"))
        clock.set(START + timedelta(minutes=1200))
    else:
        hand.do(callback(kept, None, CallbackResult.SATISFIED))
        hand.do(close(kept, None))
    assert figures(hand, Stage.ISOLATE).punctuality == Punctuality(late=late)


@pytest.mark.on_both
def test_an_appointment_that_a_crew_missed_and_handed_back_counts_once_and_for_that_crew(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("meter_stopped", appointment=START + timedelta(minutes=20))
    for crew, arrives in ((0, None), (1, 50)):
        hand.do(dispatch(key, None, hand.crew(crew)))
        hand.take(key, Move.ACCEPT)
        clock.set(START + timedelta(minutes=arrives or 40))
        if arrives is None:
            hand.do(return_(key, None, "去不了"))
    hand.take(key, Move.ARRIVE)
    scope = replace(WHOLE, by=Breakdown.CREW)
    compare(hand.desk, scope)
    groups = hand.desk.read(report, scope, clock()).groups
    arriving = {group.label: group.stages[1] for group in groups}
    assert {name: (each.punctuality.due, each[Figure.LATE]) for name, each in arriving.items() if each.clocks} == {
        "一班": (1, 1), "二班": (0, 0)
    }  # fmt: skip


@pytest.mark.on_both
@pytest.mark.parametrize(("undos", "seen"), [(0, False), (1, False), (1, True), (2, False)])
def test_a_typed_time_is_told_as_such_although_a_step_was_entered_then_and_undone(
    hand: Hand, clock: HandClock, undos: int, seen: bool
) -> None:
    key = hand.log()
    clock.advance(minutes=8)
    hand.do(dispatch(key, None, hand.crew()))
    at = clock()
    hand.desk.sweep()
    if seen:
        hand.do(acknowledge(frozenset(row.id for row in hand.rows(alerts)), frozenset()))
    if undos:
        hand.do(undo(key, None))
    if undos == 2:
        hand.do(dispatch(key, None, hand.crew(), clock.ago(minutes=1)))
        hand.do(undo(key, None))
    clock.advance(minutes=6)
    if undos:
        hand.do(dispatch(key, None, hand.crew(), at))
    hand.do(accept(key, None))
    compare(hand.desk, WHOLE)
    assert figures(hand).receipt.split_typed == bool(undos)


@pytest.mark.on_both
def test_a_typed_dispatch_is_told_as_such_although_an_earlier_round_was_dispatched_then(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    at = clock()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=4)
    hand.do(return_(key, None, "去不了", at))
    clock.advance(minutes=9)
    hand.do(dispatch(key, None, hand.crew(1), at))
    hand.do(accept(key, None))
    compare(hand.desk, WHOLE)
    assert figures(hand).receipt.split_typed == 1


@pytest.mark.on_both
def test_a_typed_departure_is_told_as_such_although_the_crew_was_dispatched_then(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    at = clock()
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    clock.advance(minutes=40)
    hand.do(depart(key, None, at))
    compare(hand.desk, WHOLE)
    assert figures(hand, Stage.ARRIVE).receipt.split_typed == 1


@pytest.mark.on_both
@pytest.mark.parametrize("by_merger", [False, True])
def test_a_clock_that_is_late_keeps_the_deadline_that_it_missed(hand: Hand, clock: HandClock, by_merger: bool) -> None:
    key = hand.bring_to(State.ARRIVED, "hidden_leak")
    due = hand.clock(key, Stage.RESOLVE).clock.deadline
    clock.set(due + timedelta(minutes=30))
    if by_merger:
        hand.do(merge(hand.log("no_water"), None, key))
    else:
        hand.do(rerate(key, None, "停水", fault="no_water"))
    assert hand.clock(key, Stage.RESOLVE).clock.deadline == due, "a report of an earlier day stays as it was printed"
    hand.take(key, Move.RESOLVE)
    assert list(hand.desk.read(check, clock())) == []
