"""A promise to the caller outlives a return, a reassignment and a merge."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import reopen
from tickets.actions.progress import accept, arrive, extend, hold, isolate, resolve, resume
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.clocks import on_time
from tickets.rules.promises import TicketTiming
from tickets.rules.triage import Answers
from tickets.rules.words import ConsentKind, ConsentState, Move, Outcome, Priority, Stage, State, SubjectKind, Zone
from tickets.store.queries.merging import merge_outcome
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.tables import clocks, consents

pytestmark = pytest.mark.on_both


def minute(count: int) -> datetime:
    """Return the instant this many minutes after the call."""
    return START + timedelta(minutes=count)


def test_a_returned_stage_keeps_its_deadline_in_the_next_round(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=29)
    hand.do(return_(key, None, "去不了"))
    hand.do(dispatch(key, None, hand.crew(1)))
    hand.do(accept(key, None))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.round, arriving.limit, arriving.deadline) == (2, 1800, minute(30))
    clock.advance(minutes=2)
    hand.do(arrive(key, None))
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is False
    assert list(hand.desk.read(check, clock())) == []


def test_a_stage_given_up_after_its_deadline_hands_nothing_on(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=11)
    hand.do(reassign(key, None, hand.crew(1), "离得近"))
    assert hand.clock(key, Stage.ACCEPT).clock.deadline == minute(21)
    assert on_time(hand.clocks(key)[0].clock) is False


def test_a_merge_keeps_a_rating_that_nobody_has_consented_to_change(hand: Hand, clock: HandClock) -> None:
    burst = hand.log("burst_main", answers=Answers(danger_to_people=True))
    hand.do(rerate(burst, None, "是暗漏", fault="hidden_leak", priority=Priority.P3))
    second = hand.log("hidden_leak")
    hand.do(merge(burst, None, second))
    third = hand.log("hidden_leak")
    hand.do(merge(second, None, third))
    assert hand.ticket(third).danger_to_people
    hand.do(dispatch(third, None, hand.crew()))
    hand.do(accept(third, None))
    assert hand.clock(third, Stage.ARRIVE).clock.deadline == minute(30)
    hand.do(arrive(third, None))
    assert hand.clock(third, Stage.ISOLATE).clock.limit
    assert list(hand.desk.read(check, clock())) == []


def test_a_merge_keeps_the_earlier_appointment(hand: Hand, clock: HandClock) -> None:
    tomorrow, none, far = (
        hand.log("meter_stopped", appointment=at) for at in (minute(1440), None, START + timedelta(days=20))
    )
    within_a_day = hand.log("meter_stopped", appointment=minute(2880))
    hand.do(merge(tomorrow, None, far))
    hand.do(merge(none, None, within_a_day))
    for key in (far, within_a_day):
        hand.do(dispatch(key, None, hand.crew()))
        hand.do(accept(key, None))
    assert hand.clock(far, Stage.ARRIVE).clock.deadline == minute(1440)
    usual = hand.clock(within_a_day, Stage.ARRIVE).clock
    assert usual.limit_id is not None and usual.deadline < minute(2880)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("merges", [False, True])
def test_an_appointment_days_ahead_is_dropped_only_with_consent_or_an_extension(
    hand: Hand, clock: HandClock, merges: bool
) -> None:
    key = hand.log("meter_stopped", appointment=minute(1500))
    if merges:
        key = hand.do(merge(key, None, hand.log("meter_stopped", priority=Priority.P3)))
    else:
        hand.do(rerate(key, None, "急", priority=Priority.P3))
    clock.advance(minutes=1482)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(1500)
    assert list(hand.desk.read(check, clock())) == []
    hand.do(extend(key, None, 60, "另约了时间")) if merges else hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.deadline > minute(1500)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize(("hours", "waits"), [(4, False), (30, True)])
def test_a_forgotten_appointment_that_is_added_later_frees_no_ticket_of_its_limit_without_consent(
    hand: Hand, clock: HandClock, hours: int, waits: bool, accepted: bool
) -> None:
    """The rules give 24 hours from the acceptance."""
    key, agreed = hand.log("meter_stopped"), minute(60 * hours)
    for move in (Move.DISPATCH, Move.ACCEPT)[: 2 * accepted]:
        hand.take(key, move)
    clock.advance(minutes=10)
    hand.do(rerate(key, None, "忘了登记", appointment=agreed))
    if not accepted:
        for move in (Move.DISPATCH, Move.ACCEPT):
            hand.take(key, move)
    by_rule = minute(24 * 60 + (0 if accepted else 10))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == (by_rule if waits else agreed)
    assert [row.state for row in hand.rows(consents)] == [ConsentState.ASKED] * waits
    assert hand.ticket(key).reratings == 0
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []
    if waits:
        hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == agreed
    hand.do(return_(key, None, "去不了"))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == agreed, "the caller still waits"
    assert list(hand.desk.read(check, clock())) == []


def test_an_appointment_beyond_the_limit_of_the_rules_stays_when_a_crew_hands_its_ticket_back(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("meter_stopped", appointment=minute(3000))
    for step in (Move.DISPATCH, Move.ACCEPT, return_(key, None, "去不了"), Move.DISPATCH, Move.ACCEPT):
        hand.take(key, step) if isinstance(step, Move) else hand.do(step)
        clock.advance(minutes=1)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(3000)
    assert list(hand.desk.read(check, clock())) == []


def test_an_appointment_that_is_added_after_a_crew_gave_up_binds_the_next_one(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "meter_stopped")
    hand.do(return_(key, None, "家里没人"))
    hand.do(rerate(key, None, "约好了", appointment=minute(300)))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(300)
    assert list(hand.desk.read(check, clock())) == []


def test_an_appointment_that_is_added_after_an_undone_acceptance_frees_nobody_of_its_deadline(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.ACCEPTED, "meter_stopped")
    clock.set(minute(1000))
    hand.do(undo(key, None))
    hand.do(rerate(key, None, "忘了登记", appointment=minute(1600)))
    clock.set(minute(1010))
    hand.take(key, Move.ACCEPT)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(1440)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("rounds", [2, 3])
def test_an_added_appointment_is_granted_after_rounds_that_were_given_up(hand: Hand, rounds: int) -> None:
    key = hand.log("meter_stopped")
    hand.do(rerate(key, None, "忘了登记", appointment=minute(1800)))
    for count in range(rounds):
        for move in (Move.DISPATCH, Move.ACCEPT):
            hand.take(key, move)
        if count < rounds - 1:
            hand.do(return_(key, None, "去不了"))
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(1800)
    assert list(hand.desk.read(check, hand.desk.now())) == []


def test_a_stricter_rating_that_waits_for_consent_keeps_its_limit_beside_an_added_appointment(hand: Hand) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ARRIVE, 3600, "meter_stopped", zone=Zone.URBAN)))
    key = hand.bring_to(State.ACCEPTED, "meter_stopped")
    hand.do(rerate(key, None, "在乡下", zone=Zone.RURAL))
    hand.do(rerate(key, None, "忘了登记", appointment=minute(600)))
    assert hand.clock(key, Stage.ARRIVE).clock.limit == 3600


@pytest.mark.parametrize(
    ("state", "fault", "agreed", "reason"),
    [
        (State.ACCEPTED, "visible_leak", 600, "只有“预约”"),
        (State.ACCEPTED, "meter_stopped", 0, "晚于现在"),
        (State.ACCEPTED, "meter_stopped", 1100 * 1440, "三年以后"),
        (State.ARRIVED, "meter_stopped", 600, "到过现场"),
    ],
)
def test_no_appointment_is_added_that_no_crew_could_keep(
    hand: Hand, state: State, fault: str, agreed: int, reason: str
) -> None:
    key = hand.bring_to(state, fault)
    assert reason in hand.refused(rerate(key, None, "忘了登记", appointment=minute(agreed)))
    if state is State.ARRIVED:
        hand.do(return_(key, None, "缺配件"))
        assert reason in hand.refused(rerate(key, None, "约好了", appointment=minute(agreed)))


def test_a_ticket_that_has_an_appointment_is_given_no_other(hand: Hand) -> None:
    key = hand.log("meter_stopped", appointment=minute(60))
    assert "已经约过" in hand.refused(rerate(key, None, "改期", appointment=minute(600)))


@pytest.mark.parametrize("hours", [1, 47])
def test_an_appointment_that_passes_before_the_crew_accepts_is_not_kept(
    hand: Hand, clock: HandClock, hours: int
) -> None:
    key = hand.log("meter_stopped", appointment=minute(30))
    clock.advance(hours=hours)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    hand.do(arrive(key, None))
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is False
    hand.do(resolve(key, None))
    hand.do(reopen(key, None, "又停了"))
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    hand.do(arrive(key, None))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert on_time(arriving) is True, "the appointment was for the first time"
    assert (arriving.limit, arriving.limit_id is None) == (86_400, False), "the rule for 预约 without an appointment"
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


ENDS = {
    ConsentKind.MERGE: lambda key, kept: merge(key, None, kept),
    ConsentKind.CANCEL: lambda key, _kept: cancel(key, None, "误报"),
    ConsentKind.SETTLE: lambda key, _kept: settle(key, None, "已告知"),
}


@pytest.mark.parametrize("kind", ENDS)
def test_an_appointment_that_passed_is_late_on_a_ticket_that_ends_before_a_crew_accepts(
    hand: Hand, clock: HandClock, kind: ConsentKind
) -> None:
    kept = hand.bring_to(State.ARRIVED)
    key, in_time = (hand.log("meter_stopped", appointment=minute(20)) for _ in range(2))
    clock.set(minute(20))
    hand.do(ENDS[kind](in_time, kept))
    handed_on = [Stage.ARRIVE] if kind is ConsentKind.MERGE else []
    assert [row.clock.stage for row in hand.clocks(in_time)] == [Stage.ACCEPT, *handed_on]
    assert all(on_time(row.clock) for row in hand.clocks(in_time))
    clock.set(minute(21))
    hand.do(ENDS[kind](key, kept))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.deadline, arriving.stopped, on_time(arriving)) == (minute(20), minute(21), False)
    assert [row.state for row in hand.rows(consents, ticket_id=key, kind=kind)] == [ConsentState.ASKED]
    assert list(hand.desk.read(check, clock())) == []
    clock.advance(minutes=11)
    hand.do(undo(key, None))
    assert [row.subject.kind for row in hand.clocks(key)] == [SubjectKind.TICKET, SubjectKind.UNDONE]
    assert list(hand.desk.read(check, clock())) == []
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(20), "the undo gives no time back"
    assert list(hand.desk.read(check, clock())) == []


def _returned_before_a_merger(hand: Hand, clock: HandClock, step: Move) -> int:
    """Return a ticket that was handed back after a step; it keeps the appointment at minute 40 of one merged then."""
    kept = hand.log("meter_stopped")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE)[: 3 if step is Move.ARRIVE else 2]:
        hand.take(kept, move)
    merged = hand.log("meter_stopped", appointment=minute(40))
    clock.set(minute(35))
    hand.do(return_(kept, None, "去不了"))
    clock.set(minute(36))
    hand.do(merge(merged, None, kept))
    return kept


@pytest.mark.parametrize("step", [Move.ACCEPT, Move.ARRIVE])
@pytest.mark.parametrize("kind", ENDS)
def test_an_appointment_of_a_merged_ticket_is_late_on_one_that_was_handed_back_and_ends(
    hand: Hand, clock: HandClock, kind: ConsentKind, step: Move
) -> None:
    kept = _returned_before_a_merger(hand, clock, step)
    clock.set(minute(45))
    hand.do(ENDS[kind](kept, hand.bring_to(State.ARRIVED)))
    assert late(hand, Stage.ARRIVE)[1] == 1
    assert [row.state for row in hand.rows(consents, ticket_id=kept, kind=kind)] == [ConsentState.ASKED]
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("step", [Move.ACCEPT, Move.ARRIVE])
def test_an_appointment_of_a_merged_ticket_binds_the_next_crew_of_one_that_was_handed_back(
    hand: Hand, clock: HandClock, step: Move
) -> None:
    kept = _returned_before_a_merger(hand, clock, step)
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(accept(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(40)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("end", ["arrive", "settle", "merge"])
@pytest.mark.parametrize(("own", "accepted", "left", "kept"), [
    (None, False, 30, False), (None, True, 30, False), (60, False, 30, False), (60, True, 30, False),
    (None, False, 100, True), (60, True, 110, True),
])  # fmt: skip
def test_an_appointment_binds_the_next_crew_unless_one_was_there_when_it_came(
    hand: Hand, clock: HandClock, own: int | None, accepted: bool, left: int, kept: bool, end: str
) -> None:
    main = hand.log("meter_stopped", appointment=own and minute(own))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(main, move)
    merged = hand.log("meter_stopped", appointment=minute(100))
    if accepted:
        for move in (Move.DISPATCH, Move.ACCEPT):
            hand.take(merged, move)
    clock.set(minute(30))
    hand.do(merge(merged, None, main))
    clock.set(minute(left))
    hand.do(return_(main, None, "没有配件"))
    clock.set(minute(111))
    if end == "arrive":
        for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
            hand.take(main, move)
    else:
        hand.do(ENDS[ConsentKind(end)](main, hand.log("meter_stopped")))
    assert late(hand, Stage.ARRIVE)[1] == int(not kept)
    assert list(hand.desk.read(check, clock())) == []


def _merged_while_there(hand: Hand, clock: HandClock) -> int:
    """Return a ticket with a crew there, into which one with an appointment at minute 100 was merged at minute 30."""
    kept = hand.log("meter_stopped")
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(kept, move)
    clock.set(minute(30))
    hand.do(merge(hand.log("meter_stopped", appointment=minute(100)), None, kept))
    return kept


def _sent_again(hand: Hand, key: int) -> datetime:
    """Return when the next crew of a ticket is due."""
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    return hand.clock(key, Stage.ARRIVE).clock.deadline


@pytest.mark.parametrize(("until", "due"), [(99, 100), (100, 125 + 1440)])
def test_an_appointment_binds_the_ticket_into_which_one_is_merged_whose_crew_was_there(
    hand: Hand, clock: HandClock, until: int, due: int
) -> None:
    kept = _merged_while_there(hand, clock)
    clock.set(minute(until))
    third = hand.log("meter_stopped")
    hand.do(merge(kept, None, third))
    clock.set(minute(125))
    assert _sent_again(hand, third) == minute(due)
    hand.do(cancel(third, None, "没有找到"))
    assert late(hand, Stage.ARRIVE)[1] == int(due == 100)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize(("undone_at", "due"), [(98, 130 + 1440), (105, 100)])
def test_a_return_that_was_undone_after_the_appointment_tells_that_nobody_was_there(
    hand: Hand, clock: HandClock, undone_at: int, due: int
) -> None:
    kept = _merged_while_there(hand, clock)
    clock.set(minute(80))
    hand.do(return_(kept, None, "缺料"))
    clock.set(minute(undone_at))
    hand.do(undo(kept, None))
    clock.set(minute(130))
    hand.do(return_(kept, None, "缺料"))
    assert _sent_again(hand, kept) == minute(due)
    assert list(hand.desk.read(check, clock())) == []


def test_an_arrival_before_the_merger_that_is_entered_after_it_keeps_no_appointment(
    hand: Hand, clock: HandClock
) -> None:
    kept = hand.log("meter_stopped")
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    clock.set(minute(30))
    hand.do(merge(hand.log("meter_stopped", appointment=minute(100)), None, kept))
    clock.set(minute(35))
    hand.do(arrive(kept, None, minute(20)))
    hand.do(return_(kept, None, "缺料"))
    assert _sent_again(hand, kept) == minute(100)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("merged_first", [True, False])
def test_an_appointment_of_a_merged_ticket_binds_though_the_kept_one_missed_its_own(
    hand: Hand, clock: HandClock, merged_first: bool
) -> None:
    kept, merged = (hand.log("meter_stopped", appointment=minute(at)) for at in (40, 100))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    clock.set(minute(50))
    for step in (merge(merged, None, kept), return_(kept, None, "去不了"))[:: 1 if merged_first else -1]:
        hand.do(step)
    assert _sent_again(hand, kept) == minute(100)
    clock.set(minute(101))
    hand.take(kept, Move.ARRIVE)
    assert late(hand, Stage.ARRIVE)[1] == 2
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("order", ["apart", "merged first", "returned first"])
def test_a_stricter_rating_hides_no_later_appointment_of_a_merged_ticket(
    hand: Hand, clock: HandClock, order: str
) -> None:
    kept = hand.bring_to(State.ARRIVED, "hidden_leak")
    clock.set(minute(60))
    merged = hand.log("hidden_leak", priority=Priority.P4, appointment=minute(130))
    clock.set(minute(65))
    steps = [return_(kept, None, "缺料"), merge(merged, None, kept)]
    for step in steps[:: -1 if order == "merged first" else 1][: 2 - (order == "apart")]:
        hand.do(step)
    clock.set(minute(90))
    assert _sent_again(hand, kept) == minute(150 if order == "apart" else 130)
    assert list(hand.desk.read(check, clock())) == []


def test_a_merger_lets_no_limit_of_the_rules_run_before_a_crew_accepts(hand: Hand, clock: HandClock) -> None:
    merged = hand.log("hidden_leak", priority=Priority.P4, appointment=minute(300))
    kept = hand.log("hidden_leak")
    hand.do(merge(merged, None, kept))
    clock.set(minute(29))
    assert _sent_again(hand, kept) == minute(29 + 60)
    assert list(hand.desk.read(check, clock())) == []


def test_an_own_appointment_binds_though_a_merged_one_was_missed_before_it(hand: Hand, clock: HandClock) -> None:
    kept, merged = (hand.log("meter_stopped", appointment=minute(at)) for at in (240, 200))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    clock.set(minute(65))
    hand.do(merge(merged, None, kept))
    clock.set(minute(210))
    hand.do(return_(kept, None, "去不了"))
    assert _sent_again(hand, kept) == minute(240)
    clock.set(minute(241))
    hand.do(return_(kept, None, "去不了"))
    assert _sent_again(hand, kept) == minute(241 + 1440), "each was told once"
    assert late(hand, Stage.ARRIVE)[1] == 2
    assert list(hand.desk.read(check, clock())) == []


def test_a_later_appointment_is_handed_on_beside_a_nearer_one(hand: Hand, clock: HandClock) -> None:
    third, between = hand.log("meter_stopped"), hand.log("meter_stopped", appointment=minute(70))
    for key in (third, between):
        for move in (Move.DISPATCH, Move.ACCEPT):
            hand.take(key, move)
    hand.take(third, Move.ARRIVE)
    clock.set(minute(20))
    for merged, kept in ((hand.log("meter_stopped", appointment=minute(100)), between), (between, third)):
        hand.do(merge(merged, None, kept))
    clock.set(minute(72))
    hand.do(return_(third, None, "缺料"))
    assert _sent_again(hand, third) == minute(100), "the crew was there for the nearer one"
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("own", [None, 240])
def test_a_nearer_appointment_is_handed_on_beside_a_later_one_of_a_crew_on_its_way(
    hand: Hand, clock: HandClock, own: int | None
) -> None:
    between = hand.log("hidden_leak", priority=Priority.P4, appointment=own and minute(own))
    third = hand.bring_to(State.ARRIVED, "hidden_leak")
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(between, move)
    clock.set(minute(34))
    hand.do(merge(hand.log("meter_stopped", appointment=minute(100)), None, between))
    clock.set(minute(36))
    hand.do(merge(between, None, third))
    clock.set(minute(70))
    hand.do(return_(third, None, "缺料"))
    clock.set(minute(95))
    assert _sent_again(hand, third) == minute(100)
    assert list(hand.desk.read(check, clock())) == []


def test_a_promise_that_a_crew_missed_binds_no_further_one(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "hidden_leak")
    due = hand.clock(key, Stage.ARRIVE).clock.deadline
    clock.set(due - timedelta(minutes=10))
    hand.do(return_(key, None, "去不了"))
    assert _sent_again(hand, key) == due
    clock.set(due + timedelta(minutes=10))
    hand.do(return_(key, None, "去不了"))
    assert _sent_again(hand, key) == clock() + timedelta(minutes=60)
    assert late(hand, Stage.ARRIVE)[1] == 1
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("merges", [False, True])
def test_a_merger_brings_back_no_appointment_that_a_consent_dropped(hand: Hand, clock: HandClock, merges: bool) -> None:
    kept = hand.log("meter_stopped", appointment=minute(60))
    hand.do(rerate(kept, None, "急", priority=Priority.P3))
    hand.decide()
    if merges:
        hand.do(merge(hand.log("meter_stopped", appointment=minute(360)), None, kept))
    assert not hand.rows(consents, state=ConsentState.ASKED)
    clock.set(minute(30))
    assert _sent_again(hand, kept) == minute(90)


def test_a_consent_that_dropped_an_appointment_leaves_out_no_promise_of_another_ticket(
    hand: Hand, clock: HandClock
) -> None:
    between, third = hand.log("meter_stopped", appointment=minute(60)), hand.log("meter_stopped")
    hand.do(rerate(between, None, "急", priority=Priority.P3))
    hand.decide()
    clock.set(minute(50))
    leak = hand.bring_to(State.ACCEPTED, "hidden_leak")
    clock.set(minute(65))
    for merged, kept in ((leak, between), (between, third)):
        hand.do(merge(merged, None, kept))
    assert _sent_again(hand, third) == minute(110)
    assert list(hand.desk.read(check, clock())) == []


def test_an_appointment_that_was_kept_is_handed_on_by_no_later_round(hand: Hand, clock: HandClock) -> None:
    merged, kept = hand.log("meter_stopped", appointment=minute(60)), hand.bring_to(State.ARRIVED)
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(merged, move)
    hand.do(return_(merged, None, "缺料"))
    assert _sent_again(hand, merged) > minute(60)
    hand.do(merge(merged, None, kept))
    assert not hand.rows(consents)
    file = hand.desk.read(ticket_file, kept, clock())
    assert file is not None
    assert file.promised is None


@pytest.mark.parametrize("kind", ENDS)
def test_a_promise_of_a_merged_ticket_that_passed_is_late_on_one_that_ends_before_a_crew_accepts(
    hand: Hand, clock: HandClock, kind: ConsentKind
) -> None:
    merged, kept = hand.bring_to(State.ACCEPTED), hand.log("low_pressure")
    due = hand.clock(merged, Stage.ARRIVE).clock.deadline
    hand.do(merge(merged, None, kept))
    clock.set(due + timedelta(seconds=1))
    hand.do(ENDS[kind](kept, hand.bring_to(State.ARRIVED)))
    arriving = hand.clock(kept, Stage.ARRIVE).clock
    assert (arriving.deadline, on_time(arriving)) == (due, False)
    assert list(hand.desk.read(check, clock())) == []


def test_the_time_of_an_undone_step_that_a_crew_was_late_by_binds_no_further_one(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "hidden_leak")
    clock.set(minute(20))
    hand.do(undo(key, None))
    clock.set(minute(21))
    hand.take(key, Move.ACCEPT)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(60)
    clock.set(minute(118))
    hand.do(return_(key, None, "去不了"))
    clock.set(minute(130))
    assert _sent_again(hand, key) == minute(190)
    assert late(hand, Stage.ARRIVE)[1] == 1
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("give_up", [None, return_, undo])
@pytest.mark.parametrize("rated", [False, True])
def test_a_stricter_rating_of_a_crew_on_its_way_hides_no_later_appointment(
    hand: Hand, clock: HandClock, rated: bool, give_up: Callable[..., Command[int]] | None
) -> None:
    kept = hand.bring_to(State.ARRIVED, "meter_stopped")
    clock.set(minute(60))
    merged = hand.log("meter_stopped", appointment=minute(200))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(merged, move)
    if rated:
        hand.do(rerate(merged, None, "急", priority=Priority.P3))
    clock.set(minute(64))
    if give_up is return_:
        hand.do(return_(merged, None, "去不了"))
    elif give_up is undo:
        hand.do(undo(merged, None))
    clock.set(minute(65))
    hand.do(merge(merged, None, kept))
    clock.set(minute(66))
    hand.do(return_(kept, None, "缺料"))
    clock.set(minute(180))
    assert _sent_again(hand, kept) == minute(200)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("mergers", [0, 1, 2])
def test_a_stage_that_is_late_by_an_undone_acceptance_is_told_once(hand: Hand, clock: HandClock, mergers: int) -> None:
    key = hand.bring_to(State.ACCEPTED)
    due = hand.clock(key, Stage.ARRIVE).clock.deadline
    clock.set(due - timedelta(minutes=5))
    hand.do(undo(key, None))
    for _ in range(mergers):
        kept = hand.log("hidden_leak")
        hand.do(merge(key, None, kept))
        key = kept
    for move in (Move.DISPATCH, Move.ACCEPT)[0 if mergers else 1 :]:
        hand.take(key, move)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == due
    clock.set(due + timedelta(minutes=5))
    hand.do(return_(key, None, "去不了"))
    clock.advance(minutes=1)
    hand.do(cancel(key, None, "误报"))
    assert late(hand, Stage.ARRIVE)[1] == 1
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("by_appointment", [False, True])
def test_an_undone_acceptance_binds_a_ticket_that_began_anew_before_the_merger(
    hand: Hand, clock: HandClock, by_appointment: bool
) -> None:
    kept, merged = hand.bring_to(State.ARRIVED), hand.bring_to(State.ACCEPTED)
    clock.set(minute(25))
    hand.do(return_(kept, None, "缺料"))
    if by_appointment:
        kept = hand.log("meter_stopped", appointment=minute(35))
    hand.do(undo(merged, None))
    hand.do(merge(merged, None, kept))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(30)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("step", [Move.ACCEPT, Move.ARRIVE])
def test_a_later_appointment_of_a_merged_ticket_binds_no_crew_on_its_way(
    hand: Hand, clock: HandClock, step: Move
) -> None:
    kept, merged = (hand.log("meter_stopped", appointment=minute(at)) for at in (40, 100))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE)[: 3 if step is Move.ARRIVE else 2]:
        hand.take(kept, move)
    hand.do(merge(merged, None, kept))
    assert not hand.rows(consents), "an appointment is a promise, nothing to ask for"
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(40)
    hand.take(kept, Move.ARRIVE if step is Move.ACCEPT else Move.RESOLVE)
    clock.set(minute(101))
    hand.do(cancel(kept, None, "没有找到") if step is Move.ACCEPT else reopen(kept, None, "又停了"))
    assert late(hand, Stage.ARRIVE)[1] == 0
    assert list(hand.desk.read(check, clock())) == []


def test_a_missed_appointment_is_late_once_however_often_its_ticket_is_merged(hand: Hand, clock: HandClock) -> None:
    merged = hand.log("meter_stopped", appointment=minute(20))
    clock.set(minute(25))
    for at in (26, 27):
        kept = hand.log("meter_stopped", appointment=minute(60))
        hand.do(merge(merged, None, kept))
        clock.set(minute(at))
        merged = kept
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(60)
    hand.take(kept, Move.ARRIVE)
    clock.advance(days=1)
    assert late(hand, Stage.ARRIVE) == (0, 1), "what was late on a merged ticket counts no second time"
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize(("arrived", "returned", "due"), [(True, 35, None), (True, 50, None), (False, 35, 40)])
def test_an_appointment_binds_the_next_crew_unless_one_has_been_there(
    hand: Hand, clock: HandClock, arrived: bool, returned: int, due: int | None
) -> None:
    key = hand.log("meter_stopped", appointment=minute(40))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE)[: 2 + arrived]:
        hand.take(key, move)
    clock.set(minute(returned))
    hand.do(return_(key, None, "缺配件"))
    hand.do(dispatch(key, None, hand.crew(1)))
    hand.do(accept(key, None))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert arriving.deadline == minute(returned + 1440 if due is None else due)
    assert arriving.limit == 86_400, "the rule for 预约 without an appointment"
    assert list(hand.desk.read(check, clock())) == []


def test_check_finds_nothing_where_an_older_program_bound_the_next_crew_by_an_appointment_that_was_over(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = hand.log("meter_stopped", appointment=minute(40))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    clock.set(minute(50))
    hand.do(return_(key, None, "缺配件"))
    hand.do(dispatch(key, None, hand.crew(1)))
    with monkeypatch.context() as older:
        older.setattr(TicketTiming, "_as_binding", lambda _self, ratings, _stage, **_: list(ratings))
        hand.do(accept(key, None))
    assert hand.clock(key, Stage.ARRIVE).clock.promised == minute(40)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("kind", ENDS)
@pytest.mark.parametrize("merged", [True, False])
def test_a_consent_to_the_end_of_a_ticket_leaves_the_appointment_that_it_missed(
    hand: Hand, clock: HandClock, kind: ConsentKind, merged: bool
) -> None:
    key = hand.log("meter_stopped", appointment=minute(20))
    if merged:
        kept = hand.log("meter_stopped")
        hand.do(merge(key, None, kept))
        key = kept
    else:
        hand.do(rerate(key, None, "一起修", priority=Priority.P3))
        hand.do(hold(key, None, "等材料"))
    clock.set(minute(26))
    hand.do(ENDS[kind](key, hand.bring_to(State.ARRIVED)))
    before = late(hand, Stage.ARRIVE)
    hand.decide()
    _, arriving, *_ = hand.desk.read(report, Scope(START, minute(6000)), clock()).stages
    assert before == late(hand, Stage.ARRIVE) == (1, 1), "the other ticket's is on time"
    assert dict(arriving.receipt.changed) == {kind: 1}
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("kind", ENDS)
def test_an_appointment_that_a_consent_ended_is_told_as_changed_on_a_ticket_that_ends_after_it(
    hand: Hand, clock: HandClock, kind: ConsentKind
) -> None:
    key = hand.log("meter_stopped", appointment=minute(20))
    hand.do(rerate(key, None, "一起修", priority=Priority.P3))
    hand.decide()
    clock.set(minute(26))
    hand.do(ENDS[kind](key, hand.bring_to(State.ARRIVED)))
    _, arriving, *_ = hand.desk.read(report, Scope(START, minute(6000)), clock()).stages
    assert dict(arriving.receipt.changed) == {ConsentKind.RERATE: 1}
    assert late(hand, Stage.ARRIVE)[1] == 0
    assert list(hand.desk.read(check, clock())) == []


def test_an_appointment_that_a_consent_ended_binds_no_ticket_that_is_merged_into(hand: Hand, clock: HandClock) -> None:
    key, kept = hand.log("meter_stopped", appointment=minute(20)), hand.log("meter_stopped")
    hand.do(rerate(key, None, "一起修", priority=Priority.P3))
    hand.decide()
    clock.set(minute(26))
    hand.do(merge(key, None, kept))
    hand.decide()
    clock.set(minute(200))
    hand.take(kept, Move.DISPATCH)
    hand.take(kept, Move.ACCEPT)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline >= minute(260), "as if it had begun there"
    assert list(hand.desk.read(check, clock())) == []


def test_a_reopening_sets_another_appointment_for_a_stage_that_does_not_count_again(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("meter_stopped", appointment=minute(30))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        hand.take(key, move)
    clock.advance(hours=3)
    hand.do(reopen(key, None, "又停了", None, minute(600)))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.deadline, arriving.first_due, arriving.repeats) == (minute(600), minute(600), True)
    assert (hand.ticket(key).reratings, hand.rows(consents)) == (0, [])
    hand.do(return_(key, None, "去不了"))
    assert hand.ticket(key).appointment == minute(600), "the crew handed it back; the caller still waits"
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


def _accepted_at_once(hand: Hand, clock: HandClock, fault: str) -> int:
    """Log a ticket that the crew accepts at once, and let five minutes pass."""
    key = hand.log(fault, answers=Answers(danger_to_people=fault == "hidden_leak"))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    clock.advance(minutes=5)
    return key


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("faults", list(product(("burst_main", "hidden_leak", "meter_stopped"), repeat=2)))
def test_a_merger_changes_the_deadlines_that_were_told_beforehand(
    hand: Hand, clock: HandClock, faults: tuple[str, str], held: bool
) -> None:
    older, newer = (_accepted_at_once(hand, clock, fault) for fault in faults)
    if held:
        hand.do(hold(newer, None, "等材料"))
    clock.advance(minutes=7)
    for key in (hand.log(faults[0]), older):
        told = hand.desk.read(merge_outcome, key, newer, hand.desk.now()).changes
        before = {row.id: row.clock for row in hand.clocks(newer)}
        hand.do(merge(key, None, newer, "同一处"))
        after = {row.id: row.clock for row in hand.clocks(newer) if row.id in before}
        changed = {key: due.deadline for key, due in after.items() if due.deadline != before[key].deadline}
        assert {each.id: each.after.deadline for each in told} == changed


def test_a_former_rating_that_still_counts_loses_an_appointment_that_a_reopening_ended(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("meter_stopped", appointment=minute(30))
    hand.do(rerate(key, None, "一起修", priority=Priority.P3))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        hand.take(key, move)
    clock.advance(hours=3)
    hand.do(reopen(key, None, "又停了"))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.limit, arriving.promised) == (3600, None)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize(("fault", "minutes"), [("meter_stopped", 0), ("visible_leak", 600)])
def test_a_reopening_refuses_an_appointment_that_has_passed_or_is_not_for_this_priority(
    hand: Hand, fault: str, minutes: int
) -> None:
    key = hand.bring_to(State.RESOLVED, fault)
    assert "约定" in hand.refused(reopen(key, None, "又停了", None, minute(minutes)))


@pytest.mark.parametrize(("isolated", "punctual"), [(60, True), (251, False)])
def test_the_water_stopped_by_the_crew_of_a_merged_burst_counts_when_it_was_stopped(
    hand: Hand, clock: HandClock, isolated: int, punctual: bool
) -> None:
    burst, leak = hand.bring_to(State.ARRIVED, "burst_main"), hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=20)
    hand.do(merge(burst, None, leak, "同一处"))
    hand.take(leak, Move.ARRIVE)
    clock.advance(minutes=isolated - 20)
    hand.take(leak, Move.ISOLATE)
    clock.advance(hours=5)
    isolating = hand.desk.read(report, Scope(START, clock() + timedelta(days=1)), clock()).stages
    found = next(each.punctuality for each in isolating if each.stage is Stage.ISOLATE)
    assert (found.on_time, found.late, found.overdue) == (punctual, not punctual, 0)


@pytest.mark.parametrize(("merged_at", "punctual"), [(20, True), (251, False)])
def test_water_stopped_before_a_burst_was_merged_keeps_its_promise(
    hand: Hand, clock: HandClock, merged_at: int, punctual: bool
) -> None:
    leak = hand.bring_to(State.ARRIVED)
    hand.take(leak, Move.ISOLATE)
    clock.advance(minutes=10)
    burst = hand.bring_to(State.ARRIVED, "burst_main")
    clock.advance(minutes=merged_at - 10)
    hand.do(merge(burst, None, leak, "同一处"))
    hand.do(undo(burst, None))
    assert not hand.rows(clocks, subject_id=leak, subject_kind=SubjectKind.TICKET, stage=Stage.ISOLATE)
    hand.do(merge(burst, None, leak, "同一处"))
    for request in hand.rows(consents, kind=ConsentKind.RERATE, state=ConsentState.ASKED):
        hand.other_supervisor().do(decide(request.id, True))
    hand.do(resolve(leak, None))
    clock.advance(hours=5)
    isolating = hand.desk.read(report, Scope(START, clock() + timedelta(days=1)), clock()).stages
    found = next(each.punctuality for each in isolating if each.stage is Stage.ISOLATE)
    assert (found.on_time, found.late, found.overdue) == (punctual, not punctual, 0)
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


def test_water_that_need_not_be_stopped_any_more_is_stopped_in_time_for_a_merged_burst(
    hand: Hand, clock: HandClock
) -> None:
    burst, leak = hand.bring_to(State.ARRIVED, "burst_main"), hand.log()
    hand.do(merge(burst, None, leak))
    hand.decide()
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(leak, move)
    clock.set(minute(20))
    hand.do(isolate(leak, None))
    clock.set(minute(300))
    hand.do(resolve(leak, None))
    assert late(hand, Stage.ISOLATE) == (1, 0)
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("returned_first", [True, False])
def test_a_merger_at_the_instant_of_a_return_hands_its_promise_on(
    hand: Hand, clock: HandClock, returned_first: bool
) -> None:
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=2)
    kept = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=2)
    steps = [return_(kept, None, "去不了"), merge(waiting, None, kept)]
    for step in steps if returned_first else reversed(steps):
        hand.do(step)
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(30)


def test_a_kept_ticket_keeps_a_promise_that_is_still_to_come(hand: Hand, clock: HandClock) -> None:
    waiting = hand.log("burst_main")
    clock.advance(minutes=8)
    fresh = hand.log("burst_main")
    hand.do(merge(waiting, None, fresh))
    assert hand.clock(fresh, Stage.ACCEPT).clock.deadline == minute(10)
    clock.advance(minutes=4)
    hand.do(dispatch(fresh, None, hand.crew()))
    hand.do(accept(fresh, None))
    assert on_time(hand.clock(fresh, Stage.ACCEPT).clock) is False


def test_a_merged_ticket_that_was_late_stays_late(hand: Hand, clock: HandClock) -> None:
    waiting = hand.log("burst_main")
    clock.advance(hours=2)
    fresh = hand.log("burst_main")
    hand.do(merge(waiting, None, fresh))
    hand.desk.sweep()
    hand.do(dispatch(fresh, None, hand.crew()))
    hand.do(accept(fresh, None))
    assert on_time(hand.clocks(waiting)[0].clock) is False, "it was late before it was merged, and stays so"
    assert hand.clock(fresh, Stage.ACCEPT).clock.repeats, "and the kept ticket's does not make up for it"
    assert hand.ticket(fresh).first_call == START
    hand.do(arrive(fresh, None))
    assert on_time(hand.clock(fresh, Stage.ARRIVE).clock) is True
    assert list(hand.desk.read(check, clock())) == []


def test_a_promise_that_the_kept_ticket_has_met_does_not_weigh_on_it(hand: Hand, clock: HandClock) -> None:
    main = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    twin = hand.log()
    clock.advance(minutes=9)
    hand.do(merge(twin, None, main))
    clock.advance(minutes=20)
    assert on_time(hand.clock(main, Stage.ACCEPT).clock) is True
    assert hand.rows(consents) == []


def test_a_stage_done_in_time_counts_although_a_late_ticket_is_merged_into_its_own(
    hand: Hand, clock: HandClock
) -> None:
    late = hand.log()
    clock.advance(hours=2)
    main = hand.bring_to(State.ACCEPTED)
    hand.do(merge(late, None, main))
    accepting, *_ = hand.desk.read(report, Scope(START, minute(600)), clock()).stages
    assert (accepting.punctuality.on_time, accepting.punctuality.late) == (1, 1), "each by its own clock"
    assert not hand.clock(main, Stage.ACCEPT).clock.repeats
    hand.do(return_(main, None, "去不了"))
    assert hand.clock(main, Stage.ACCEPT).clock.repeats, "what is done once more counts no second time"
    hand.decide()
    clock.advance(hours=24)
    hand.desk.sweep()
    assert not hand.clocks(main)[0].clock.repeats
    assert list(hand.desk.read(check, clock())) == []


def test_a_ticket_counts_as_on_time_once_however_often_it_is_reopened_and_each_time_it_is_late(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.RESOLVED)
    for _ in range(3):
        hand.do(reopen(key, None, "又漏了"))
        for command in (dispatch(key, None, hand.crew()), accept(key, None), arrive(key, None), resolve(key, None, "")):
            hand.do(command)
    hand.do(reopen(key, None, "又漏了"))
    clock.advance(minutes=11)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    for stage in hand.desk.read(report, Scope(START, minute(6000)), clock()).stages:
        found = stage.punctuality.on_time, stage.punctuality.late, stage.receipt.left_out
        rounds = len([row for row in hand.clocks(key) if row.clock.stage is stage.stage])
        late = stage.stage is Stage.ACCEPT
        waiting = stage.stage is Stage.ARRIVE
        assert found == (int(rounds > 0), late, max(0, rounds - 1 - late - waiting)), stage.stage
    assert list(hand.desk.read(check, clock())) == []


def test_with_consent_a_merged_ticket_s_promise_weighs_no_more(hand: Hand, clock: HandClock) -> None:
    waiting = hand.log()
    clock.advance(minutes=11)
    fresh = hand.log()
    hand.do(merge(waiting, None, fresh, "同一处"))
    hand.desk.sweep()
    hand.decide()
    assert hand.clock(fresh, Stage.ACCEPT).clock.deadline == minute(21)
    assert hand.clocks(waiting)[0].clock.outcome is Outcome.MERGED
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


def test_a_stage_that_the_merged_ticket_had_reached_first_hands_its_deadline_on(hand: Hand, clock: HandClock) -> None:
    ahead = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    main = hand.log()
    hand.do(merge(ahead, None, main))
    hand.do(dispatch(main, None, hand.crew()))
    clock.advance(minutes=5)
    hand.do(accept(main, None))
    assert hand.clock(main, Stage.ARRIVE).clock.deadline == minute(30)
    hand.do(arrive(main, None))
    hand.do(resolve(main, None))
    assert list(hand.desk.read(check, clock())) == []


def late(hand: Hand, stage: Stage) -> tuple[int, int]:
    """Return how many clocks of a stage the report counts as on time and how many as late or overdue."""
    figures = hand.desk.read(report, Scope(minute(-60), minute(60_000)), hand.desk.now()).stages
    counted = next(each.punctuality for each in figures if each.stage is stage)
    return counted.on_time, counted.late + counted.overdue


def test_a_round_that_the_kept_ticket_gave_up_carries_no_promise(hand: Hand, clock: HandClock) -> None:
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=29)
    kept = hand.bring_to(State.ACCEPTED)
    hand.do(return_(kept, None, "去不了"))
    hand.do(merge(waiting, None, kept))
    clock.advance(minutes=9)
    hand.do(cancel(kept, None, "误报"))
    assert late(hand, Stage.ARRIVE) == (0, 1)


def test_what_ended_before_a_promise_fell_due_breaks_it_no_more(hand: Hand, clock: HandClock) -> None:
    waiting, kept = hand.bring_to(State.ACCEPTED), hand.log()
    hand.do(merge(waiting, None, kept))
    clock.advance(minutes=5)
    hand.do(cancel(kept, None, "误报"))
    clock.advance(days=1)
    assert late(hand, Stage.ARRIVE) == (0, 0)


def test_a_promise_is_met_by_whichever_ticket_it_is_handed_on_to(hand: Hand, clock: HandClock) -> None:
    first, second, third = hand.bring_to(State.ACCEPTED), hand.log(), hand.log()
    hand.do(merge(first, None, second))
    hand.do(merge(second, None, third))
    clock.advance(minutes=9)
    hand.do(dispatch(third, None, hand.crew()))
    hand.do(accept(third, None))
    clock.advance(minutes=20)
    hand.do(arrive(third, None))
    clock.advance(days=1)
    assert late(hand, Stage.ARRIVE) == (1, 0)


@pytest.mark.parametrize("step", [Move.ACCEPT, Move.ARRIVE])
@pytest.mark.parametrize("returned", [True, False])
def test_a_promise_that_a_ticket_has_met_is_not_handed_on_when_that_is_merged(
    hand: Hand, clock: HandClock, step: Move, returned: bool
) -> None:
    first = hand.bring_to(State.ACCEPTED if step is Move.ARRIVE else State.NEW)
    second = hand.bring_to(State.DISPATCHED)
    hand.do(merge(first, None, second))
    clock.advance(minutes=9)
    hand.take(second, Move.ACCEPT)
    if step is Move.ARRIVE:
        clock.advance(minutes=20)
        hand.take(second, Move.ARRIVE)
    clock.advance(minutes=30)
    if returned:
        hand.do(return_(second, None, "缺配件"))
    third = hand.log()
    told = hand.desk.read(merge_outcome, second, third, hand.desk.now()).changes
    hand.do(merge(second, None, third))
    assert told == ()
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(third, move)
    assert (late(hand, Stage.ACCEPT)[1], late(hand, Stage.ARRIVE)[1]) == (0, 0)
    assert list(hand.desk.read(check, clock())) == []


def test_a_promise_is_handed_on_although_the_machine_s_clock_was_set_back(hand: Hand, clock: HandClock) -> None:
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=20)
    kept = hand.log()
    clock.set(minute(5))
    hand.do(merge(waiting, None, kept))
    clock.set(minute(20))
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(accept(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(30)


def test_a_promise_that_was_met_binds_no_later_round_and_no_later_course(hand: Hand, clock: HandClock) -> None:
    twin, kept = hand.log(), hand.bring_to(State.ACCEPTED)
    hand.do(merge(twin, None, kept))
    clock.advance(minutes=29)
    hand.do(reassign(kept, None, hand.crew(1), "离得近"))
    assert hand.clock(kept, Stage.ACCEPT).clock.deadline == clock.now + timedelta(minutes=10)
    for move in (Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        hand.take(kept, move)
    clock.advance(days=1)
    hand.do(reopen(kept, None, "又漏了"))
    assert hand.clock(kept, Stage.ACCEPT).clock.deadline == clock.now + timedelta(minutes=10)


def test_a_round_before_the_merge_meets_no_promise_once_the_kept_ticket_began_anew(
    hand: Hand, clock: HandClock
) -> None:
    kept = hand.bring_to(State.ARRIVED)
    clock.advance(hours=3)
    waiting = hand.bring_to(State.ACCEPTED)
    clock.advance(minutes=5)
    hand.do(reassign(kept, None, hand.crew(1), "离得近"))
    hand.do(accept(kept, None))
    hand.do(merge(waiting, None, kept))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(180 + 30)
    clock.advance(minutes=26)
    hand.do(arrive(kept, None))
    assert late(hand, Stage.ARRIVE) == (1, 1), "the first round of the kept ticket, and its second"
    assert list(hand.desk.read(check, clock())) == []


def test_a_promise_that_a_later_round_has_met_binds_no_round_after_that(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for crew in (1, 0):
        clock.advance(minutes=6)
        hand.do(reassign(key, None, hand.crew(crew), "换班"))
        for move in (Move.ACCEPT, Move.ARRIVE):
            hand.take(key, move)
    assert hand.clock(key, Stage.ARRIVE).clock.round == 3
    assert hand.clocks(key)[-2].clock.deadline == clock.now + timedelta(minutes=30)
    assert list(hand.desk.read(check, clock())) == []


def test_a_promise_that_a_supervisor_extended_is_handed_on_as_extended(hand: Hand, clock: HandClock) -> None:
    waiting = hand.log()
    clock.advance(minutes=5)
    kept = hand.log()
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(merge(waiting, None, kept))
    hand.do(extend(kept, None, 3600, "路远"))
    clock.advance(minutes=20)
    hand.do(reassign(kept, None, hand.crew(1), "离得近"))
    assert hand.clock(kept, Stage.ACCEPT).clock.deadline == clock.now + timedelta(minutes=10)


@pytest.mark.parametrize(("stood", "late"), [(9, False), (11, True)])
def test_an_undone_step_that_stood_longer_than_a_slip_leaves_its_deadline(
    hand: Hand, clock: HandClock, stood: int, late: bool
) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.do(accept(key, None))
    clock.advance(minutes=stood)
    hand.do(undo(key, None))
    clock.advance(minutes=15)
    hand.do(accept(key, None))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert arriving.deadline == (minute(30) if late else minute(stood + 15 + 30 - stood))
    clock.advance(minutes=14)
    hand.do(arrive(key, None))
    assert on_time(hand.clock(key, Stage.ARRIVE).clock) is not late
    assert list(hand.desk.read(check, clock())) == []


def test_an_undone_step_gives_no_time_back_where_an_appointment_is_the_stricter_limit_then(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("meter_stopped", appointment=minute(150))
    hand.do(rerate(key, None, "一起修", priority=Priority.P3))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    due = hand.clock(key, Stage.ARRIVE).clock.deadline
    assert due == minute(60)
    clock.set(minute(58))
    hand.do(undo(key, None))
    clock.set(minute(100))
    hand.take(key, Move.ACCEPT)
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.limit_id, arriving.deadline) == (None, due)
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("merged", [True, False])
def test_a_near_appointment_leaves_the_limit_of_the_next_crew_as_it_was(
    hand: Hand, clock: HandClock, merged: bool
) -> None:
    if merged:
        key = hand.log("meter_stopped", appointment=minute(50))
        hand.do(merge(hand.log("hidden_leak"), None, key))
    else:
        key = hand.log("hidden_leak", priority=Priority.P4, appointment=minute(50))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    clock.set(minute(50))
    hand.do(return_(key, None, "缺料"))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(50 + 60)
    assert [row.state for row in hand.rows(consents, ticket_id=key)] == [ConsentState.ASKED]
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.parametrize("merged", [True, False])
def test_a_stage_whose_step_was_undone_is_late_once_if_it_went_on(hand: Hand, clock: HandClock, merged: bool) -> None:
    key = hand.bring_to(State.ACCEPTED)
    kept = hand.bring_to(State.ACCEPTED) if merged else key
    clock.advance(minutes=20)
    hand.do(undo(key, None))
    if merged:
        hand.do(merge(key, None, kept))
    else:
        hand.take(key, Move.ACCEPT)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(30)
    clock.advance(minutes=20)
    hand.do(cancel(kept, None, "误报"))
    assert late(hand, Stage.ARRIVE) == (0, 1)
    assert list(hand.desk.read(check, clock())) == []


def test_a_slip_leaves_a_consent_to_an_appointment_as_it_is(hand: Hand, clock: HandClock) -> None:
    key = hand.log("hidden_leak", priority=Priority.P4, appointment=minute(300))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    clock.set(minute(1))
    hand.do(undo(key, None))
    hand.take(key, Move.ACCEPT)
    hand.decide()
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == minute(300)
    hand.desk.sweep()
    assert list(hand.desk.read(check, clock())) == []


def test_a_hold_that_waits_at_a_merge_can_still_be_granted(hand: Hand, clock: HandClock) -> None:
    held, kept = hand.log(), hand.log()
    hand.do(hold(held, None, "等燃气交底"))
    clock.advance(minutes=9)
    hand.do(merge(held, None, kept))
    assert hand.clock(kept, Stage.ACCEPT).clock.deadline == minute(10)
    hand.decide()
    assert hand.clock(kept, Stage.ACCEPT).clock.deadline == minute(10), "its own limit"
    assert hand.clocks(held)[0].clock.held == 540


@pytest.mark.parametrize("eased", ["hold", "extend", "rerate"])
def test_a_consent_that_a_merged_ticket_had_is_counted_on_the_kept_one(
    hand: Hand, clock: HandClock, eased: str
) -> None:
    first = hand.log("burst_main")
    clock.advance(minutes=2)
    match eased:
        case "hold":
            hand.do(hold(first, None, "等燃气交底"))
            hand.decide()
            clock.advance(minutes=6)
            hand.do(resume(first, None))
        case "extend":
            hand.do(extend(first, None, 900, "夜间"))
        case _:
            hand.do(rerate(first, None, "渗水", fault="hidden_leak", priority=Priority.P3))
            hand.decide()
    kept = hand.log("hidden_leak")
    hand.do(merge(first, None, kept))
    hand.decide()
    clock.now = minute(14)
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(accept(kept, None))
    accepting, arriving, *_ = hand.desk.read(report, Scope(START, minute(6000)), clock()).stages
    assert (accepting.punctuality.on_time, accepting.receipt.changed.total()) == (1, 1)
    if eased == "rerate":
        clock.advance(minutes=45)
        hand.do(arrive(kept, None))
        _, arriving, *_ = hand.desk.read(report, Scope(START, minute(6000)), clock()).stages
        assert (arriving.punctuality.on_time, arriving.receipt.changed.total()) == (1, 1)
    assert list(hand.desk.read(check, clock())) == []


def test_a_slip_leaves_an_appointment_beyond_the_limit_to_the_next_crew(hand: Hand, clock: HandClock) -> None:
    agreed = START + timedelta(minutes=3000)
    key = hand.log("meter_stopped", appointment=agreed)
    for command in (dispatch(key, None, hand.crew()), accept(key, None), return_(key, None, "去不了")):
        hand.do(command)
    for command in (dispatch(key, None, hand.crew()), accept(key, None)):
        hand.do(command)
    clock.advance(minutes=2)
    hand.do(undo(key, None))
    hand.do(accept(key, None))
    assert [row.clock for row in hand.clocks(key) if row.clock.stage is Stage.ARRIVE][-1].deadline == agreed
    assert list(hand.desk.read(check, clock())) == []
