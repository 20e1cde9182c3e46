"""On a server an undo restores what its step changed, all of it and no more, whatever program asks for it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection

from tests.desk_fixtures import Hand
from tests.staffed import DISPATCHER, DISPATCHER_2, OPERATOR, SUPERVISOR, SUPERVISOR_2, StaffedDesk
from tests.store.server.entries import entry, told
from tickets.actions import undo as undoing
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge, rerate, supervise
from tickets.actions.followup import callback, note, reopen
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.actions.inverse import take_back
from tickets.actions.progress import accept, arrive, hold, resolve
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.errors import Conflict, Refused
from tickets.rules.instants import seconds_between
from tickets.rules.promises import TicketTiming, UndoneSeconds
from tickets.rules.words import CallbackResult, Outcome, Priority, Stage, State
from tickets.store.changes import Change
from tickets.store.queries.last_step import Entry, last_entries
from tickets.store.tables import clocks, consents, journal, tickets

pytestmark = pytest.mark.slow


@pytest.fixture
def accepted(shared_desk: StaffedDesk) -> int:
    """A ticket whose crew has accepted, as the dispatcher entered."""
    return dispatched_and_accepted(shared_desk)


@pytest.fixture
def accepted_alone(staffed_desk: StaffedDesk) -> int:
    """The same in a database of the test's own, for tests that look at all of it."""
    return dispatched_and_accepted(staffed_desk)


def dispatched_and_accepted(desk: StaffedDesk) -> int:
    """Log a ticket, send a crew, and let it accept."""
    hand = desk.hand(DISPATCHER)
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    return key


def test_an_undo_while_the_ticket_is_merged_says_that_it_was_changed(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatcher, supervisor = shared_desk.hand(DISPATCHER), shared_desk.hand(SUPERVISOR)
    merged, kept = dispatcher.log(), dispatcher.log()
    dispatcher.do(dispatch(merged, None, dispatcher.crew()))
    merges = iter([merge(merged, None, kept)])

    def entries_before_the_merge(connection: Connection, ticket_id: int) -> list[Entry]:
        found = last_entries(connection, ticket_id)
        for command in merges:  # while the undo waits for the ticket
            dispatcher.do(command)
        return found

    monkeypatch.setattr(undoing, "last_entries", entries_before_the_merge)
    with pytest.raises(Conflict, match="并单"):
        supervisor.do(undo(merged, None))
    assert supervisor.ticket(merged).state is State.MERGED
    supervisor.do(undo(merged, None))
    assert supervisor.ticket(merged).state is State.DISPATCHED


def permit_everything(patch: pytest.MonkeyPatch) -> None:
    """Let the program ask nobody who they are."""
    patch.setattr(undoing, "why_no_undo", lambda *_: None)


def change(patch: pytest.MonkeyPatch, changed: Callable[[list[Change]], list[Change]]) -> None:
    """Let the program take back other changes than those of the step."""
    patch.setattr(undoing, "take_back", lambda unit, changes, *more: take_back(unit, changed(changes), *more))


def of_clocks(changes: list[Change]) -> list[Change]:
    """Return the changes of clocks and of the version alone."""
    version = [
        {**each, "old": {"version": each["old"]["version"]}, "new": {"version": each["new"]["version"]}}
        for each in changes
        if each["table"] == "tickets"
    ]
    return [each for each in changes if each["table"] == "clocks"] + version


def without_new(changes: list[Change]) -> list[Change]:
    """Return the changes without inserted rows."""
    return [each for each in changes if "old" in each]


def without_a_column(changes: list[Change]) -> list[Change]:
    """Return the changes without the time at which a stop was entered."""
    kept = [
        {side: {name: each[side][name] for name in each[side] if name != "entered"} for side in ("old", "new")}
        if each["table"] == "clocks" and "old" in each
        else {}
        for each in changes
    ]
    return [{**each, **less} for each, less in zip(changes, kept, strict=True)]


def with_more(changes: list[Change]) -> list[Change]:
    """Return the changes and another one of the ticket."""
    return [
        {**each, "old": {**each["old"], "chases": 9}, "new": {**each["new"], "chases": 0}}
        if each["table"] == "tickets"
        else each
        for each in changes
    ]


def refused(hand: Hand, key: int) -> None:
    """Require that the server refuses an undo and nothing changes."""
    before = [hand.rows(table) for table in (tickets, clocks, journal)]
    with pytest.raises((Refused, Conflict)) as caught:
        hand.do(undo(key, None))
    assert re.search(
        "permission denied|a stop is entered now|does not take back|do not match its state|"
        "has not stood for so long|become late is not undone|no outcome of a clock|gives no more time",
        str(caught.value.__cause__),
    )
    assert [hand.rows(table) for table in (tickets, clocks, journal)] == before


def test_a_step_is_taken_back_by_who_took_it_and_by_a_supervisor(
    staffed_desk: StaffedDesk, accepted_alone: int
) -> None:
    mine = staffed_desk.hand(DISPATCHER)
    mine.do(undo(accepted_alone, None))
    assert mine.ticket(accepted_alone).state is State.DISPATCHED
    mine.do(accept(accepted_alone, None))
    staffed_desk.hand(SUPERVISOR).do(undo(accepted_alone, None))
    assert [row.stopped for row in mine.rows(clocks, subject_id=accepted_alone, subject_kind="ticket")] == [None]
    assert mine.desk.read(check, mine.desk.now()) == []


def test_the_server_lets_nobody_else_take_it_back(
    shared_desk: StaffedDesk, accepted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit_everything(monkeypatch)
    refused(shared_desk.hand(DISPATCHER_2), accepted)


@pytest.mark.parametrize("changed", [of_clocks, without_new, without_a_column, with_more])
def test_the_server_lets_nobody_take_back_a_part_or_more(
    shared_desk: StaffedDesk, accepted: int, monkeypatch: pytest.MonkeyPatch,
    changed: Callable[[list[Change]], list[Change]],
) -> None:  # fmt: skip
    change(monkeypatch, changed)
    refused(shared_desk.hand(DISPATCHER), accepted)


@pytest.fixture
def reopened(shared_desk: StaffedDesk) -> int:
    """A ticket that was reopened an hour ago, as it seems."""
    hand = shared_desk.hand(DISPATCHER)
    ago = hand.desk.now() - timedelta(hours=2)
    key = hand.do(log_call(CallDetails("13800000000", words="路上冒水", at=ago), ReportedFault("visible_leak")))
    hand.do(dispatch(key, None, hand.crew(), ago))
    for take in (accept, arrive, resolve):
        hand.do(take(key, None, at=ago))
    hand.do(reopen(key, None, "又漏了", at=ago + timedelta(hours=1)))
    long_ago(shared_desk, key, "reopen")
    return key


def test_the_server_lets_nobody_undo_a_stage_that_has_become_late(
    shared_desk: StaffedDesk, reopened: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    with pytest.raises(Refused, match="已经超时"):
        hand.do(undo(reopened, None))
    monkeypatch.setattr(undoing, "_overdue", lambda *_: set())
    refused(hand, reopened)


def test_the_server_lets_nobody_undo_their_own_dispatch_once_the_acceptance_has_become_late(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    long_ago(shared_desk, key, "dispatch", 300)
    shared_desk.execute(
        "SET session_replication_role = replica; "
        f"UPDATE clocks SET started = started - 700, deadline = deadline - 700 WHERE subject_id = {key}"
    )
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "_overdue", lambda *_: set())
        refused(hand, key)
    shared_desk.hand(SUPERVISOR).do(undo(key, None))
    assert hand.ticket(key).state is State.NEW


def test_an_end_after_an_appointment_that_had_passed_is_undone_later(shared_desk: StaffedDesk) -> None:
    hand = shared_desk.hand(DISPATCHER)
    called = hand.desk.now() - timedelta(hours=3)
    report = ReportedFault("meter_stopped", appointment=called + timedelta(hours=1))
    key = hand.do(log_call(CallDetails("13900000000", words="表不走", at=called), report))
    hand.do(cancel(key, None, "误报"))
    assert hand.clock(key, Stage.ARRIVE).clock.outcome is Outcome.CANCELLED
    long_ago(shared_desk, key, "cancel")
    hand.do(undo(key, None))
    assert hand.ticket(key).state is State.NEW


def test_the_time_for_which_an_undone_step_stood_is_lost(
    shared_desk: StaffedDesk, accepted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    began = int(hand.clock(accepted, Stage.ARRIVE).clock.started.timestamp())
    earlier = ", ".join(f"{name} = {name} - 300" for name in ("started", "stopped", "entered", "split", "deadline"))
    shared_desk.execute(
        f"SET session_replication_role = replica; UPDATE clocks SET {earlier} WHERE subject_id = {accepted}; "
        f"UPDATE tickets SET opened = opened - 300, dispatched_at = dispatched_at - 300 WHERE id = {accepted}; "
        f"UPDATE journal SET at = at - 300, changes = replace(changes::text, '{began}', '{began - 300}')::json "
        f"WHERE ticket_id = {accepted} AND action = 'accept'"
    )
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "take_back", lambda unit, changes, of, *_: take_back(unit, changes, of, 0))
        refused(hand, accepted)
    hand.do(undo(accepted, None))
    with monkeypatch.context() as patch:
        patch.setattr(TicketTiming, "undone_seconds", lambda *_: UndoneSeconds(0, 0))
        with pytest.raises(Conflict) as caught:
            hand.do(accept(accepted, None))
    assert "does not begin like this" in str(caught.value.__cause__)
    hand.do(accept(accepted, None))
    clock = hand.clock(accepted, Stage.ARRIVE).clock
    assert seconds_between(clock.started, clock.deadline) in range(clock.limit - 310, clock.limit - 299)


def long_ago(desk: StaffedDesk, key: int, action: str, seconds: int = 3600) -> None:
    """Let a step of a ticket seem to be so old."""
    desk.execute(
        "SET session_replication_role = replica; "
        f"UPDATE journal SET at = at - {seconds} WHERE ticket_id = {key} AND action = '{action}'"
    )


@pytest.mark.parametrize("slip", [True, False])
def test_an_answer_stays_the_first_one_exactly_if_its_undo_is_not_that_of_a_slip(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch, slip: bool
) -> None:
    hand, key = shared_desk.hand(DISPATCHER), shared_desk.hand(DISPATCHER).bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.UNSATISFIED))
    if not slip:
        long_ago(shared_desk, key, "callback")
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "is_slip", lambda *_: not slip)
        refused(hand, key)
    hand.do(undo(key, None))
    assert hand.ticket(key).callback is None
    assert hand.ticket(key).first_answer is (None if slip else CallbackResult.UNSATISFIED)
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    hand.do(undo(key, None))


def test_a_dispatch_a_repair_and_a_chase_are_taken_back_later_by_supervisors_only(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, lead = shared_desk.hand(DISPATCHER), shared_desk.hand(SUPERVISOR)
    dispatched = hand.bring_to(State.DISPATCHED)
    long_ago(shared_desk, dispatched, "dispatch")
    with monkeypatch.context() as patch:
        permit_everything(patch)
        refused(hand, dispatched)
    lead.do(undo(dispatched, None))
    key = hand.bring_to(State.RESOLVED)
    hand.do(chase(key, None, CallDetails("13900000000", words="还在漏")))
    for action, state in (("chase", State.RESOLVED), ("resolve", State.ARRIVED)):
        long_ago(shared_desk, key, action)
        with monkeypatch.context() as patch:
            permit_everything(patch)
            refused(hand, key)
        lead.do(undo(key, None))
        assert hand.ticket(key).state is state


@pytest.mark.parametrize("rated", [{"priority": Priority.P1}, {"fault": "burst_main"}])
def test_the_server_lets_nobody_take_back_a_stricter_rating_that_is_no_slip(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch, rated: dict[str, Any]
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    key = hand.bring_to(State.ACCEPTED, "low_pressure")
    hand.do(rerate(key, None, "核实", **rated))
    hand.do(undo(key, None))
    hand.do(rerate(key, None, "核实", **rated))
    long_ago(shared_desk, key, "rerate")
    with pytest.raises(Refused, match="会放宽时限"):
        hand.do(undo(key, None))
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "gives_longer", lambda *_: False)
        refused(hand, key)
        refused(shared_desk.hand(SUPERVISOR), key)


def test_the_server_lets_only_another_supervisor_take_back_a_stricter_merge_that_is_no_slip(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = shared_desk.hand(SUPERVISOR)
    kept, burst = lead.bring_to(State.ACCEPTED, "low_pressure"), lead.bring_to(State.ACCEPTED, "burst_main")
    lead.do(merge(burst, None, kept))
    for key in (kept, burst):
        long_ago(shared_desk, key, "merge")
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "gives_longer", lambda *_: False)
        refused(lead, kept)
        refused(lead, burst)
    shared_desk.hand(SUPERVISOR_2).do(undo(kept, None))
    assert lead.ticket(burst).state is State.ACCEPTED


def test_a_milder_rating_that_waits_for_consent_is_taken_back_at_any_time(shared_desk: StaffedDesk) -> None:
    hand = shared_desk.hand(DISPATCHER)
    key = hand.bring_to(State.ARRIVED, "burst_main")
    hand.do(rerate(key, None, "核实", fault="visible_leak", priority=Priority.P3))
    long_ago(shared_desk, key, "rerate")
    hand.do(undo(key, None))
    assert hand.ticket(key).fault == "burst_main"


def test_the_server_lets_nobody_take_back_an_earlier_step(
    shared_desk: StaffedDesk, accepted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shared_desk.hand(DISPATCHER)
    with hand.desk.store.reading() as connection:
        steps = undoing.last_entries(connection, accepted)
    hand.do(note(accepted, None, "已告知"))
    monkeypatch.setattr(undoing, "last_entries", lambda *_: steps)
    refused(hand, accepted)


def test_below_a_step_that_was_taken_back_lies_the_one_before(
    staffed_desk: StaffedDesk, accepted_alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = staffed_desk.hand(DISPATCHER)
    with hand.desk.store.reading() as connection:
        steps = undoing.last_entries(connection, accepted_alone)
    staffed_desk.hand(SUPERVISOR).do(note(accepted_alone, None, "已告知"))
    staffed_desk.hand(SUPERVISOR).do(undo(accepted_alone, None))
    hand.do(undo(accepted_alone, None))
    hand.do(note(accepted_alone, None, "已告知"))
    hand.do(undo(accepted_alone, None))
    with monkeypatch.context() as patch:
        permit_everything(patch)
        patch.setattr(undoing, "last_entries", lambda *_: steps)  # which was taken back
        with pytest.raises(Conflict):
            hand.do(undo(accepted_alone, None))
        patch.undo()
        permit_everything(patch)
        refused(staffed_desk.hand(DISPATCHER_2), accepted_alone)
    hand.do(undo(accepted_alone, None))
    assert hand.ticket(accepted_alone).state is State.NEW
    assert hand.desk.read(check, hand.desk.now()) == []


def test_the_server_lets_no_other_supervisor_take_back_a_decision(
    staffed_desk: StaffedDesk, accepted_alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, lead = staffed_desk.hand(DISPATCHER), staffed_desk.hand(SUPERVISOR)
    other = staffed_desk.hand(SUPERVISOR_2)
    hand.do(hold(accepted_alone, None, "等材料"))
    lead.do(decide(hand.rows(consents)[0].id, False))
    with monkeypatch.context() as patch:
        permit_everything(patch)
        refused(other, accepted_alone)
        refused(hand, accepted_alone)
    lead.do(undo(accepted_alone, None))
    other.do(decide(hand.rows(consents)[0].id, True))
    assert hand.desk.read(check, hand.desk.now()) == []


def test_a_decision_about_a_merged_ticket_is_taken_back_on_both(staffed_desk: StaffedDesk) -> None:
    hand, lead = staffed_desk.hand(DISPATCHER), staffed_desk.hand(SUPERVISOR)
    came = CallDetails("13800000000", words="路上冒水", at=hand.desk.now() - timedelta(hours=1))
    late, main = hand.do(log_call(came, ReportedFault("visible_leak"))), hand.log()
    hand.do(merge(late, None, main))
    before = hand.rows(clocks), hand.rows(consents)
    for taken_back in (late, main):
        lead.do(decide(hand.rows(consents)[0].id, True))
        assert [hand.last_entry(key).action for key in (late, main)] == ["decide"] * 2
        assert (hand.rows(clocks), hand.rows(consents)) != before
        lead.do(undo(taken_back, None))
        assert (hand.rows(clocks), hand.rows(consents)) == before
    hand.do(undo(main, None))
    assert hand.ticket(late).state is State.NEW
    assert hand.desk.read(check, hand.desk.now()) == []


def test_nobody_can_call_another_entry_an_undo_to_uncover_a_step(shared_desk: StaffedDesk, accepted: int) -> None:
    hand, member = shared_desk.hand(DISPATCHER), shared_desk[DISPATCHER]
    shared_desk.hand(SUPERVISOR).do(supervise(accepted, None, True))
    made_up = entry(
        told("tickets", f"id = {accepted}", version=("4", "5")), action="'undo'", staff_id=str(member.id),
        ticket_id=str(accepted), ticket_version="5", touched="'tickets'",
    )  # fmt: skip
    bump = f"UPDATE tickets SET version = version + 1 WHERE id = {accepted}"
    kept = "INSERT INTO requests (request, action, at) VALUES ('x', 'undo', 0)"
    with (
        shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection,
        pytest.raises(InsufficientPrivilege, match="does not take back the last step"),
    ):
        connection.execute(f"{bump}; {made_up}; {kept}".encode())
    assert hand.ticket(accepted).supervised


def test_nobody_can_make_up_a_step_and_take_it_back(shared_desk: StaffedDesk, accepted: int) -> None:
    hand, member = shared_desk.hand(DISPATCHER), shared_desk[DISPATCHER]
    row = next(each for each in hand.rows(clocks, subject_id=accepted) if each.stopped is not None)
    times = {"stopped": ("NULL::bigint", ""), "entered": ("NULL::bigint", ""), "outcome": ("NULL::text", "")}
    changes = (
        f"SELECT (({told('tickets', f'id = {accepted}', version=('3', '4'))})::jsonb "
        f"|| ({told('clocks', f'id = {row.id}', **times)})::jsonb)::text"
    )
    made_up = entry(
        changes, staff_id=str(member.id), ticket_id=str(accepted), ticket_version="4", touched="'clocks,tickets'"
    )
    bump = f"UPDATE tickets SET version = version + 1 WHERE id = {accepted}"
    kept = "INSERT INTO requests (request, action, at) VALUES ('x', 'note', 0)"
    with shared_desk.server.connect(shared_desk.database, member.login, member.password) as connection:
        connection.execute(f"{bump}; {made_up}; {kept}".encode())
    assert hand.ticket(accepted).version == 4
    refused(hand, accepted)


def test_a_merge_after_other_merges_that_were_undone_can_be_taken_back(shared_desk: StaffedDesk) -> None:
    hand = shared_desk.hand(OPERATOR)
    first, second, third = hand.log(), hand.log(), hand.log()
    hand.do(merge(first, None, third))
    hand.do(undo(first, None))
    hand.do(merge(first, None, second))
    hand.do(merge(second, None, third))
    hand.do(undo(third, None))
    assert hand.ticket(second).state is State.NEW


def test_a_dispatcher_stops_a_clock_late_whose_start_was_corrected(shared_desk: StaffedDesk, accepted: int) -> None:
    hand = shared_desk.hand(DISPATCHER)
    earlier = ", ".join(f"{name} = {name} - 300" for name in ("started", "stopped", "entered", "split", "deadline"))
    shared_desk.execute(
        f"SET session_replication_role = replica; UPDATE clocks SET {earlier} WHERE subject_id = {accepted}; "
        f"UPDATE clocks SET consent = 'correction' WHERE subject_id = {accepted} AND stage = 'arrive'; "
        f"UPDATE tickets SET opened = opened - 300, dispatched_at = dispatched_at - 300 WHERE id = {accepted}"
    )
    hand.do(arrive(accepted, None, hand.desk.now() - timedelta(seconds=100)))
    assert hand.clock(accepted, Stage.ARRIVE).clock.consent is None
