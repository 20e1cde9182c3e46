"""An operator ends a dispatched ticket with assisting crews on a server, and takes it back."""

from datetime import timedelta

import pytest

from tests.staffed import DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions.assisting import assist
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, rerate, return_
from tickets.actions.followup import reopen
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.progress import accept, arrive
from tickets.actions.settling import log_settled_call, settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules.words import ConsentKind, Move, Priority, Stage, State
from tickets.store.tables import assists, consents

pytestmark = pytest.mark.slow

CALL, LEAK = CallDetails("13800000000", words="路上冒水"), ReportedFault("visible_leak")


def test_a_merge_keeps_an_appointment_and_a_rating_under_an_operator_s_rights(staffed_desk: StaffedDesk) -> None:
    operator, dispatcher = staffed_desk.hand(OPERATOR), staffed_desk.hand(DISPATCHER)
    soon, later = (operator.desk.now() + timedelta(days=days) for days in (1, 20))
    meters = [operator.log("meter_stopped", appointment=at) for at in (soon, later)]
    bursts = operator.log("burst_main"), operator.log("hidden_leak")
    operator.do(rerate(bursts[0], None, "是暗漏", fault="hidden_leak", priority=Priority.P3))
    for merged, main in (meters, bursts):
        operator.do(merge(merged, None, main))
        dispatcher.do(dispatch(main, None, dispatcher.crew()))
        dispatcher.do(accept(main, None))
    due, arriving = (operator.clock(main, Stage.ARRIVE).clock for _, main in (meters, bursts))
    assert (due.deadline, arriving.limit) == (soon, 1800)
    dispatcher.do(arrive(bursts[1], None))
    assert operator.clock(bursts[1], Stage.ISOLATE).clock.limit
    assert operator.desk.read(check, operator.desk.now()) == []


def test_an_appointment_limits_the_next_crew_s_arrival_only_if_it_was_agreed_on_since_the_last_one(
    staffed_desk: StaffedDesk,
) -> None:
    operator, dispatcher = staffed_desk.hand(OPERATOR), staffed_desk.hand(DISPATCHER)
    soon, later = (operator.desk.now() + timedelta(minutes=minutes) for minutes in (30, 300))
    kept, merged = (operator.log("meter_stopped", appointment=at) for at in (soon, later))
    for step in (Move.ARRIVE, Move.ACCEPT):
        for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
            dispatcher.take(kept, move)
            if move is step:
                break
        if step is Move.ARRIVE:
            dispatcher.do(return_(kept, None, "缺配件"))
            operator.do(merge(merged, None, kept))
    arriving = [row.clock for row in operator.clocks(kept) if row.clock.stage is Stage.ARRIVE]
    assert [clock.deadline for clock in arriving] == [soon, later]
    bounds = (
        "SELECT limit_for(c, t) FROM clocks c JOIN tickets t ON t.id = subject_id "
        f"WHERE stage = 'arrive' AND t.id = {kept}"
    )
    with staffed_desk.store.reading() as connection:
        assert sorted(connection.exec_driver_sql(bounds).scalars()) == [clock.limit for clock in arriving]
    assert operator.desk.read(check, operator.desk.now()) == []


@pytest.mark.parametrize("kind", ["cancel", "settle", "merge"])
def test_a_ticket_ends_after_an_appointment_that_a_consent_dropped(staffed_desk: StaffedDesk, kind: str) -> None:
    hand = staffed_desk.hand(OPERATOR if kind != "cancel" else DISPATCHER)
    ends = {
        "cancel": lambda key: cancel(key, None, "误报"),
        "settle": lambda key: settle(key, None, "已告知"),
        "merge": lambda key: merge(key, None, hand.log("meter_stopped")),
    }
    key = hand.log("meter_stopped", appointment=hand.desk.now() + timedelta(minutes=30))
    hand.do(rerate(key, None, "急", priority=Priority.P3))
    (asked,) = hand.rows(consents, ticket_id=key)
    staffed_desk.hand(SUPERVISOR).do(decide(asked.id, True))
    passed = f"UPDATE tickets SET appointment = appointment - 3600 WHERE id = {key}"
    staffed_desk.execute(f"SET session_replication_role = replica; {passed}")
    hand.do(ends[kind](key))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.started, arriving.consent) == (arriving.stopped, ConsentKind.RERATE)


@pytest.mark.parametrize("old", [False, True])
def test_the_next_crew_has_the_limit_of_the_rules_once_one_has_kept_the_appointment(
    staffed_desk: StaffedDesk, old: bool
) -> None:
    hand = staffed_desk.hand(DISPATCHER)
    key = hand.log("meter_stopped", appointment=hand.desk.now() + timedelta(minutes=30))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    hand.do(return_(key, None, "缺配件"))
    if old:  # from before schema 0005
        staffed_desk.execute(
            "SET session_replication_role = replica; "
            f"UPDATE clocks SET entered = NULL, first_due = NULL WHERE subject_id = {key} AND stopped IS NOT NULL"
        )
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    assert hand.clock(key, Stage.ARRIVE).clock.limit == 86_400
    assert old or hand.desk.read(check, hand.desk.now()) == []


def test_an_operator_reopens_with_another_appointment_and_the_earlier_start_can_be_corrected(
    staffed_desk: StaffedDesk,
) -> None:
    operator, dispatcher, supervisor = (staffed_desk.hand(role) for role in (OPERATOR, DISPATCHER, SUPERVISOR))
    first, again = (operator.desk.now() + timedelta(days=days) for days in (2, 4))
    key = operator.log("meter_stopped", appointment=first)
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        dispatcher.take(key, move)
    dispatched = operator.ticket(key).dispatched_at
    assert dispatched is not None
    operator.do(reopen(key, None, "又停了", None, again))
    supervisor.do(correct_time(key, None, Move.ACCEPT, dispatched, "记错了", 1))
    for move in (Move.DISPATCH, Move.ACCEPT):
        dispatcher.take(key, move)
    due = [row.clock.deadline for row in operator.clocks(key) if row.clock.stage is Stage.ARRIVE]
    assert due == [first, again]
    assert operator.desk.read(check, operator.desk.now()) == []


def test_what_an_operator_settles_or_merges_can_be_taken_back_with_the_crews(staffed_desk: StaffedDesk) -> None:
    operator, dispatcher = staffed_desk.hand(OPERATOR), staffed_desk.hand(DISPATCHER)
    settled, merged, main = (operator.do(log_call(CALL, LEAK)) for _ in range(3))
    for key, end in ((settled, settle(settled, None, "请关总阀")), (merged, merge(merged, None, main))):
        dispatcher.do(dispatch(key, None, dispatcher.crew(0)))
        dispatcher.do(assist(key, None, dispatcher.crew(1)))
        operator.do(end)
        assert operator.ticket(key).state in (State.SETTLED, State.MERGED)
        operator.do(undo(key, None))
        assert (operator.ticket(key).state, operator.ticket(key).crew_id) == (State.DISPATCHED, dispatcher.crew(0))
        assert [(row.crew_id, row.left_at) for row in operator.rows(assists, ticket_id=key, undone=False)] == [
            (dispatcher.crew(1), None)
        ]
    assert operator.ticket(operator.do(log_settled_call(CALL, LEAK, "请关总阀"))).state is State.SETTLED
    assert operator.desk.read(check, operator.desk.now()) == []
