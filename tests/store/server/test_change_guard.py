"""On a server a change of a ticket or a clock needs its own account in the journal, whoever makes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from tests.desk_fixtures import START, Hand
from tests.staffed import DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tests.store.server.entries import NOW, entry, told
from tests.store.server.forbidden import request
from tickets.actions import followup, intake, rating, ticket_edit
from tickets.actions.asking import ask
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import merge, rerate
from tickets.actions.followup import reopen
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.progress import arrive, hold, resolve, resume
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.actions.ticket_edit import TicketEdit
from tickets.actions.undo import undo
from tickets.actions.unit_of_work import UnitOfWork
from tickets.checking.invariants import check
from tickets.errors import Conflict, Refused
from tickets.rules.clocks import Clock
from tickets.rules.hold_requests import EarlierHolds
from tickets.rules.instants import local_hour, plus
from tickets.rules.promises import TicketTiming
from tickets.rules.words import ConsentState, Move, Priority, Stage, State, Zone
from tickets.store.postgres.security.change_guard import ADDED, CHANGED, GUARDED
from tickets.store.ratings import rating_of
from tickets.store.tables import consents, requests

pytestmark = pytest.mark.slow


def test_a_change_is_accepted_with_its_account_and_refused_without(staffed_desk: StaffedDesk) -> None:
    hand, member = staffed_desk.hand(OPERATOR), staffed_desk[OPERATOR]
    key = hand.log()
    rated = f"UPDATE tickets SET version = version + 1, material = 'PE' WHERE id = {key}"
    columns = {"version": ("1", "2"), "material": ("''", "'PE'")}
    account = entry(
        told("tickets", f"id = {key}", **columns),
        staff_id=str(member.id), ticket_id=str(key), ticket_version="2", action="'rerate'", touched="'tickets'",
    )  # fmt: skip
    with staffed_desk.server.connect(staffed_desk.database, member.login, member.password) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="does not explain this change of table tickets"):
            connection.execute(rated.encode())
        assert hand.ticket(key).version == 1
        connection.execute(
            f"{rated}; {account}; INSERT INTO requests (request, action, at) VALUES ('x', 'rerate', 0)".encode()
        )
    assert hand.ticket(key).version == 2
    assert len(hand.rows(requests, request="x")) == 1
    assert hand.desk.read(check, hand.desk.now()) == []


def forged(**columns: tuple[str, str]) -> str:
    """Return an UPDATE of a ticket with a true account of it; in braces are the ticket and the author."""
    sets = ", ".join(f"{name} = {new}" for name, (_, new) in columns.items())
    now = {name: (old, "") for name, (old, _) in columns.items()}
    account = entry(
        told("tickets", "id = {ticket}", version=("version - 1", ""), **now),
        staff_id="{me}", ticket_id="{ticket}", ticket_version="(SELECT version FROM tickets WHERE id = {ticket})",
    )  # fmt: skip
    return f"UPDATE tickets SET {sets}, version = version + 1 WHERE id = {{ticket}}; {account}"


@pytest.mark.parametrize(
    ("state", "statement"),
    [
        (State.ACCEPTED, forged(state=("'accepted'", "'arrived'"))),
        (State.ACCEPTED, forged(state=("'accepted'", "'closed'"), ended_at=("NULL", f"floor({NOW})::bigint"))),
        (State.ACCEPTED, forged(held=("false", "true"))),
        (State.CANCELLED, forged(state=("'cancelled'", "'new'"))),
        (State.ACCEPTED, forged(calls=("1", "0"))),
        (State.CLOSED, forged(first_answer=("'satisfied'", "'unsatisfied'"))),
        (State.RESOLVED, forged(callback=("NULL", "'satisfied'"))),
        (State.RESOLVED, forged(callback_tries=("0", "1"))),
        (State.RESOLVED, forged(callback=("NULL", "'no_answer'"), callback_tries=("0", "3"))),
        (State.RESOLVED, forged(callback=("NULL", "'satisfied'"), first_answer=("NULL", "'unsatisfied'"))),
        (State.ACCEPTED, forged(priority=("'P2'", "'P1'"))),
        (State.RESOLVED, forged(resolved_at=("resolved_at + 60", "resolved_at - 60"))),
        (State.RESOLVED, forged(resolved_at=("resolved_at", "NULL"))),
        (State.CLOSED, forged(ended_at=("ended_at - 60", "ended_at + 60"))),
        (State.CLOSED, forged(ended_at=("ended_at", "NULL"))),
        (State.RESOLVED, forged(state=("'resolved'", "'closed'"), ended_at=("NULL", f"floor({NOW})::bigint + 600"))),
        (State.RESOLVED, forged(state=("'resolved'", "'closed'"), ended_at=("NULL", "5"))),
        (State.CLOSED, forged(state=("'closed'", "'resolved'"))),
        (State.NEW, forged(merged_into=("NULL", "1"))),
        (State.ACCEPTED, forged(reratings=("0", "1"))),
        (State.ACCEPTED, forged(appointment=("NULL", "1999999999"))),
    ],
)
def test_a_true_account_of_what_cannot_be_is_refused(shared_desk: StaffedDesk, state: State, statement: str) -> None:
    member, hand = shared_desk[DISPATCHER], shared_desk.hand(DISPATCHER)
    key = hand.bring_to(state)
    with (
        shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection,
        pytest.raises(psycopg.Error, match=r"not match its state|permission denied for this change|no re-rating"),
    ):
        connection.execute(statement.format(ticket=key, me=member.id).encode())
    assert hand.ticket(key).state is state
    assert hand.desk.read(check, hand.desk.now()) == []


@pytest.mark.parametrize(
    ("fault", "rated"),
    [
        ("visible_leak", {"priority": ("'P2'", "'P3'")}),
        ("burst_main", {"fault": ("'burst_main'", "'visible_leak'")}),
    ],
    ids=["a longer limit", "no water to be stopped"],
)
def test_a_milder_rating_is_refused_while_nobody_is_asked_for_it(
    shared_desk: StaffedDesk, fault: str, rated: dict[str, tuple[str, str]]
) -> None:
    member, hand = shared_desk[DISPATCHER], shared_desk.hand(DISPATCHER)
    key = hand.bring_to(State.ARRIVED, fault)
    before = hand.ticket(key)
    with (
        shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="nobody was asked for this rating"),
    ):
        connection.execute(forged(**rated, reratings=("0", "1")).format(ticket=key, me=member.id).encode())
    assert hand.ticket(key) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("first_answer", "satisfied"),
        ("callback", "satisfied"),
        ("reratings", 9),
        ("reopenings", 7),
        ("first_call", START),
    ],
)
def test_a_new_ticket_has_no_past(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch, column: str, value: object
) -> None:
    written = intake.add_ticket
    monkeypatch.setattr(intake, "add_ticket", lambda unit, ticket: written(unit, replace(ticket, **{column: value})))
    with pytest.raises(Conflict) as caught:
        shared_desk.hand(OPERATOR).log()
    assert "a new ticket has no past" in str(caught.value.__cause__)


def test_a_new_ticket_below_its_fault_is_refused_while_nobody_is_asked_for_it(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(OPERATOR)
    assert hand.log("burst_main", priority=Priority.P3)
    monkeypatch.setattr(intake, "ask_for_rating", lambda *_: None)
    with pytest.raises(Conflict) as caught:
        hand.log("burst_main", priority=Priority.P3)
    assert "nobody was asked for this rating" in str(caught.value.__cause__)
    assert hand.log("burst_main")


def test_an_added_appointment_gives_a_running_stage_no_more_time_while_nobody_is_asked(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    key = hand.log("meter_stopped")
    hand.take(key, Move.DISPATCH)
    hand.take(key, Move.ACCEPT)
    limit = hand.clock(key, Stage.ARRIVE).clock
    while hand.desk.now() <= limit.started:
        hand.desk.sweep()
    later = rerate(
        key, None, "忘了登记", appointment=plus(limit.deadline, 1)
    )  # the rule would give as much from now on
    monkeypatch.setattr(rating, "ask_for_rating", lambda *_: None)
    assert "nobody was asked" in refused_by_guard(hand, later)
    monkeypatch.undo()
    assert hand.do(rerate(key, None, "忘了登记", appointment=plus(limit.deadline, 1)))


def test_a_request_that_names_another_step_than_the_one_that_asked_is_refused(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    key = hand.log("burst_main")

    def ask_as_merger(unit: UnitOfWork, *args: Any, **named: Any) -> int:
        unit.action = "merge"
        request = ask(unit, *args, **named)
        unit.action = "rerate"
        return request

    monkeypatch.setattr(rating, "ask", ask_as_merger)
    assert "another step asked" in refused_by_guard(hand, rerate(key, None, "不急", priority=Priority.P3))
    monkeypatch.undo()
    assert hand.do(rerate(key, None, "不急", priority=Priority.P3))


def test_a_rating_that_is_milder_at_another_hour_is_refused_while_nobody_is_asked_for_it(
    staffed_desk: StaffedDesk,
) -> None:
    member, hand = staffed_desk[DISPATCHER], staffed_desk.hand(DISPATCHER)
    later = (local_hour(hand.desk.now()) + 4) % 24
    week = LimitDraft(Stage.RESOLVE, 604_800, "valve", hour_from=later, hour_to=(later + 2) % 24)
    staffed_desk.hand(SUPERVISOR).do(save_limit(None, week))
    key = hand.bring_to(State.ARRIVED, "hidden_leak")
    rated = forged(fault=("'hidden_leak'", "'valve'"), reratings=("0", "1")).format(ticket=key, me=member.id)
    with (
        staffed_desk.server.connect(staffed_desk.database, member.login, member.password) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="nobody was asked for this rating"),
    ):
        connection.execute(rated.encode())
    assert hand.ticket(key).fault == "hidden_leak"


def test_an_appointment_days_ahead_is_not_dropped_while_nobody_is_asked_for_it(shared_desk: StaffedDesk) -> None:
    member, hand = shared_desk[DISPATCHER], shared_desk.hand(DISPATCHER)
    key = hand.log("meter_stopped", appointment=hand.desk.now() + timedelta(days=5))
    rated = forged(priority=("'P4'", "'P3'"), reratings=("0", "1")).format(ticket=key, me=member.id)
    with (
        shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="nobody was asked for this rating"),
    ):
        connection.execute(rated.encode())
    assert hand.ticket(key).priority is Priority.P4


def test_an_appointment_is_not_added_while_nobody_is_asked_for_its_longer_limit(shared_desk: StaffedDesk) -> None:
    member, hand = shared_desk[DISPATCHER], shared_desk.hand(DISPATCHER)
    key = hand.log("meter_stopped")
    rated = forged(appointment=("NULL", f"floor({NOW})::bigint + 5 * 86400")).format(ticket=key, me=member.id)
    with (
        shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="nobody was asked for this rating"),
    ):
        connection.execute(rated.encode())
    assert hand.ticket(key).appointment is None


@pytest.mark.parametrize("asked_before", [False, True])
def test_an_added_appointment_is_asked_for_beside_every_rating_that_counts(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch, asked_before: bool
) -> None:
    hand, supervisor = shared_desk.hand(DISPATCHER), shared_desk.hand(SUPERVISOR)
    if asked_before:
        supervisor.do(save_limit(None, LimitDraft(Stage.ARRIVE, 3600, "meter_stopped", zone=Zone.URBAN)))
    key, soon = hand.log("meter_stopped"), plus(hand.desk.now(), 5 * 3600)
    if asked_before:
        hand.do(rerate(key, None, "在乡下", zone=Zone.RURAL))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(key, move)
    if asked_before:
        with monkeypatch.context() as patch:
            patch.setattr(TicketEdit, "ratings", property(lambda edit: (rating_of(edit.ticket),)))
            assert "nobody was asked" in refused_by_guard(hand, rerate(key, None, "忘了", appointment=soon))
    hand.do(rerate(key, None, "忘了", appointment=soon))
    assert hand.desk.read(check, hand.desk.now()) == []


def test_a_re_rating_is_granted_for_what_ended_under_it_whatever_the_ticket_was_rated_since(
    shared_desk: StaffedDesk,
) -> None:
    hand, supervisor = shared_desk.hand(DISPATCHER), shared_desk.hand(SUPERVISOR)
    soon = plus(hand.desk.now(), 5 * 3600)
    keys = [hand.log("visible_leak") for _ in range(3)]
    for key, later in zip(keys, ("stricter", "reopened", "an appointment"), strict=True):
        agreed = {"appointment": soon} if later == "an appointment" else {}
        hand.do(rerate(key, None, "不急", priority=Priority.P4, **agreed))
        for move in (Move.DISPATCH, Move.ACCEPT):
            hand.take(key, move)
        if later == "stricter":
            hand.do(rerate(key, None, "急", priority=Priority.P2))
        else:
            for move in (Move.ARRIVE, Move.RESOLVE):
                hand.take(key, move)
            hand.do(reopen(key, None, "又漏了", appointment=plus(soon, 3600)))
        for asked in hand.rows(consents, ticket_id=key, state=ConsentState.ASKED):
            supervisor.do(decide(asked.id, True))
    assert hand.clock(keys[0], Stage.ACCEPT).clock.limit == 1800, "that of the milder rating"
    assert hand.desk.read(check, hand.desk.now()) == []


def test_a_hold_while_another_waits_is_never_in_effect(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, supervisor = shared_desk.hand(DISPATCHER), shared_desk.hand(SUPERVISOR)
    key = hand.log()

    def hold_again(by: Hand) -> None:
        by.do(hold(key, None, "等材料"))
        by.do(resume(key, None))

    def decide_first(granted: bool) -> None:
        supervisor.do(decide(hand.rows(consents, ticket_id=key, state=ConsentState.ASKED)[0].id, granted))

    for _ in range(2):
        hold_again(hand)
    with monkeypatch.context() as patch:
        patch.setattr("tickets.actions.progress.holds_before", lambda *_: EarlierHolds(waits=False, refused=False))
        assert "in effect" in refused_by_guard(hand, hold(key, None, "等材料"))
    decide_first(False)
    with pytest.raises(Refused, match="有一次挂起未核准"):
        hand.do(hold(key, None, "等材料"))
    with monkeypatch.context() as patch:
        patch.setattr("tickets.actions.progress.holds_before", lambda *_: EarlierHolds(waits=True, refused=False))
        assert "in effect" in refused_by_guard(hand, hold(key, None, "等材料"))
    decide_first(True)
    for by in (hand, supervisor):
        hold_again(by)
    assert hand.desk.read(check, hand.desk.now()) == []


def refused_by_guard(hand: Hand, command: Command[int]) -> str:
    """Return why the server refuses a command of a program that was tampered with."""
    with pytest.raises((Refused, Conflict)) as caught:
        hand.do(command)
    return str(caught.value.__cause__)


@pytest.mark.parametrize(
    "changed",
    [
        lambda clock: replace(clock, first_due=None),
        lambda clock: replace(clock, started=plus(clock.started, 600)),
    ],
    ids=["without a first deadline", "ahead of the clock"],
)
def test_a_clock_begins_now_and_with_its_first_deadline(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch, changed: Callable[[Clock], Clock]
) -> None:
    start = TicketTiming.start
    monkeypatch.setattr(TicketTiming, "start", lambda *given: changed(start(*given)))
    call = log_call(CallDetails(phone="13800000000"), ReportedFault("visible_leak"))
    assert "a clock does not begin like this" in refused_by_guard(shared_desk.hand(OPERATOR), call)


def test_a_repair_is_said_to_be_when_its_clock_stopped(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    key = hand.bring_to(State.ARRIVED)
    save = TicketEdit.save

    def earlier(edit: TicketEdit) -> int:
        edit.change(resolved_at=plus(edit.unit.now, -7200))
        return save(edit)

    monkeypatch.setattr(TicketEdit, "save", earlier)
    assert "do not match its state" in refused_by_guard(hand, resolve(key, None))


def test_the_water_is_timed_from_the_arrival_until_it_is_stopped(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    coming, there = hand.bring_to(State.ACCEPTED, "burst_main"), hand.bring_to(State.ARRIVED, "burst_main")
    monkeypatch.setattr(ticket_edit, "has_stage", lambda *_: False)
    assert "stopping the water is not timed" in refused_by_guard(hand, arrive(coming, None))
    assert "the water is still to be stopped" in refused_by_guard(hand, rerate(there, None, "核实", dn=100))


def test_tickets_are_not_merged_in_a_circle(shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = shared_desk.hand(DISPATCHER)
    first, second, third = (hand.log() for _ in range(3))
    hand.do(merge(first, None, second))
    end = TicketEdit.end

    def circle(edit: TicketEdit, *given: Any, **values: Any) -> None:
        end(edit, *given, **values | {"merged_into": first})

    monkeypatch.setattr(TicketEdit, "end", circle)
    assert "merged into each other" in refused_by_guard(hand, merge(second, None, third))


DAY = 86_400


@pytest.mark.parametrize(
    ("fault", "agreed", "again"),
    [("visible_leak", None, DAY), ("meter_stopped", DAY, -60), ("meter_stopped", DAY, None)],
)
def test_a_reopening_makes_an_appointment_to_come_of_a_ticket_by_appointment(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch, fault: str, agreed: int | None, again: int | None
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    first, second = (None if ahead is None else plus(hand.desk.now(), ahead) for ahead in (agreed, again))
    key = hand.log(fault, appointment=first)
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        hand.take(key, move)
    with monkeypatch.context() as patch:
        patch.setattr(followup, "_next_appointment", lambda *_: second)
        assert "no reopening makes this appointment" in refused_by_guard(hand, reopen(key, None, "又坏了"))
    hand.do(reopen(key, None, "又坏了"))
    assert hand.ticket(key).appointment == first


def test_a_reopening_clears_an_appointment_that_is_over_and_its_undo_brings_it_back(shared_desk: StaffedDesk) -> None:
    hand = shared_desk.hand(DISPATCHER)
    came, agreed = (plus(hand.desk.now(), -hours * 3600).replace(microsecond=0) for hours in (3, 2))
    visit = ReportedFault("meter_stopped", appointment=agreed)
    key = hand.do(log_call(CallDetails(phone="13800000000", at=came), visit))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE):
        hand.take(key, move)
    hand.do(reopen(key, None, "又坏了"))
    assert hand.ticket(key).appointment is None
    hand.do(undo(key, None))
    assert hand.ticket(key).appointment == agreed


@pytest.mark.parametrize("ended", ["[]", '"x"', "null"])
def test_a_re_rating_says_which_stages_had_ended(shared_desk: StaffedDesk, ended: str) -> None:
    member, desk = shared_desk[OPERATOR], shared_desk.hand(DISPATCHER)
    key = desk.bring_to(State.ACCEPTED)
    rating = (
        f'{{"fault": "no_water", "priority": "P1", "zone": "urban", "dn": 1, "appointment": null, "ended": {ended}}}'
    )
    asked = request(f"'rerate', 'asked', floor({NOW}), {member.id}, NULL, NULL, '{rating}'", str(key))
    with (
        shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="has ended is not rated again"),
    ):
        connection.execute(asked.encode())


@pytest.mark.parametrize("guard", [ADDED, CHANGED])
@pytest.mark.parametrize("table", [table.name for table in GUARDED])
def test_a_missing_guard_is_found(shared_desk: StaffedDesk, table: str, guard: str) -> None:
    desk = shared_desk.desk(OPERATOR)
    shared_desk.execute(f"ALTER TABLE {table} DISABLE TRIGGER {guard}")
    assert [violation.where for violation in desk.read(check, desk.now())] == [table]
    shared_desk.execute(f"ALTER TABLE {table} ENABLE TRIGGER {guard}")
    assert desk.read(check, desk.now()) == []
