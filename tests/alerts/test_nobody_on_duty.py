"""A rung with nobody on duty says so and is escalated at once; nothing is lost, and nothing is sent twice."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from tests.desk_fixtures import EVERYONE, Hand, HandClock, WarmFile
from tests.staffed import DISPATCHER, OPERATOR, StaffedDesk
from tickets.actions.dispatch import rerate
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_staff, set_duty
from tickets.actions.progress import hold, resume
from tickets.actions.rulemaking import RungDraft, save_rung
from tickets.alerts.deliveries import post
from tickets.alerts.log_notifier import LogWriter
from tickets.checking.invariants import check
from tickets.rules.ladder import NOBODY, WENT_UP
from tickets.rules.words import AlertOutcome, Priority, Role, RungKind
from tickets.service import TicketService
from tickets.store.rows import Who
from tickets.store.schema import open_store
from tickets.store.tables import alerts, staff, watches
from tickets.watch.side_tasks import SideTasks
from tickets.watch.watch import WatchState

WARNED, OVERDUE = 420, 600  # seconds into the acceptance of a P2
EVERY_ROLE = {str(role) for role in Role}


def employ(hand: Hand, name: str, *roles: Role, on_duty: bool = True) -> int:
    """Add a member of staff, on duty or not."""
    key = hand.do(save_staff(None, name, frozenset(roles)))
    hand.do(set_duty(key, on_duty))
    return key


def send_home(hand: Hand) -> None:
    """Let nobody be on duty."""
    with hand.desk.store.writing() as connection:
        connection.execute(update(staff).values(on_duty=False))


def recipients(hand: Hand) -> dict[str, str]:
    """Return the recipients of the sent alerts, each with the reason."""
    return {str(row.recipient): row.reason for row in hand.rows(alerts, outcome=AlertOutcome.SENT)}


@pytest.mark.on_both
def test_an_alert_with_nobody_on_duty_says_so_and_is_escalated_in_the_same_sweep(hand: Hand, clock: HandClock) -> None:
    send_home(hand)
    employ(hand, "王值班长", Role.SUPERVISOR)
    hand.log()
    clock.advance(WARNED)
    assert hand.desk.sweep().raised == 2
    assert recipients(hand) == {"dispatcher": NOBODY, "supervisor": WENT_UP}
    assert hand.desk.sweep().raised == 0
    assert hand.desk.read(check, clock()) == []


def test_the_log_of_a_watch_says_that_nobody_is_on_duty(hand: Hand, clock: HandClock) -> None:
    send_home(hand)
    employ(hand, "王值班长", Role.SUPERVISOR)
    key = hand.log()
    clock.advance(WARNED)
    hand.desk.sweep()
    out = StringIO()
    with hand.desk.store.writing() as connection:
        connection.execute(insert(watches).values(name="w", host="h", started=clock(), swept=clock(), trouble=""))
        post(connection, [row.id for row in hand.rows(alerts)], clock())
    watch = SideTasks(hand.desk, LogWriter(out), "hall", "host")
    watch.run(WatchState(clock()))
    assert watch.wait(60)
    number = hand.ticket(key).number
    assert f"{number} 受理 临期 → 调度员（无人在班） 告警#1" in out.getvalue()
    assert f"{number} 受理 临期 → 值班长（下级无人在班） 告警#2" in out.getvalue()


@pytest.mark.on_both
def test_an_alert_with_one_of_its_roles_on_duty_is_not_escalated(hand: Hand, clock: HandClock) -> None:
    send_home(hand)
    employ(hand, "李接线员", Role.OPERATOR)
    employ(hand, "王值班长", Role.SUPERVISOR)
    hand.log()
    clock.advance(OVERDUE)
    hand.desk.sweep()
    overdue = [row for row in hand.rows(alerts) if row.due == clock()]
    assert {(str(row.recipient), row.reason) for row in overdue} == {("dispatcher", NOBODY), ("operator", "")}


@pytest.mark.on_both
def test_with_nobody_on_duty_at_all_every_role_gets_the_alert(hand: Hand, clock: HandClock) -> None:
    send_home(hand)
    hand.log("low_pressure")
    clock.advance(minutes=24)
    hand.desk.sweep()
    assert set(recipients(hand)) == EVERY_ROLE
    assert recipients(hand)["dispatcher"] == NOBODY
    assert hand.desk.read(check, clock()) == []


@pytest.mark.on_both
@pytest.mark.parametrize("ended", [{"active": False}, {"expires": 1}], ids=["retired", "expired"])
def test_staff_with_an_expired_account_do_not_count_as_on_duty(
    hand: Hand, clock: HandClock, ended: dict[str, object]
) -> None:
    send_home(hand)
    key = employ(hand, "赵调度员", Role.DISPATCHER)
    employ(hand, "王值班长", Role.SUPERVISOR)
    values = {"expires": clock.ago(seconds=1)} if "expires" in ended else ended
    with hand.desk.store.writing() as connection:
        connection.execute(update(staff).where(staff.c.id == key).values(**values))
    hand.log()
    clock.advance(WARNED)
    hand.desk.sweep()
    assert recipients(hand) == {"dispatcher": NOBODY, "supervisor": WENT_UP}


@pytest.mark.on_both
def test_the_user_at_the_sweeping_seat_counts_as_on_duty(hand: Hand, clock: HandClock) -> None:
    send_home(hand)
    key = employ(hand, "赵调度员", Role.DISPATCHER, on_duty=False)
    hand.desk.at_seat = lambda: frozenset({key})
    hand.log()
    clock.advance(WARNED)
    hand.desk.sweep()
    assert recipients(hand) == {"dispatcher": ""}


@pytest.mark.on_both
def test_alerts_raised_by_a_command_are_escalated_too_but_its_author_counts_as_on_duty(
    hand: Hand, clock: HandClock
) -> None:
    send_home(hand)
    hand.who = Who(None, "导入", frozenset(Role), "1 号席")
    key = hand.log()
    clock.advance(WARNED)
    hand.do(hold(key, None, "等材料"))
    assert set(recipients(hand)) == EVERY_ROLE
    hand.who = EVERYONE
    hand.decide()
    hand.do(resume(key, None))
    hand.do(rerate(key, None, "整片无水", priority=Priority.P1))
    clock.advance(OVERDUE - WARNED)
    hand.do(hold(key, None, "等材料"))
    overdue = [row for row in hand.rows(alerts) if row.due == clock()]
    assert {row.reason for row in overdue} == {""}


def test_the_author_of_a_ladder_change_counts_as_on_duty_for_the_alerts_it_raises(hand: Hand, clock: HandClock) -> None:
    send_home(hand)
    employ(hand, "王值班长", Role.SUPERVISOR)
    hand.log()
    clock.advance(WARNED)
    hand.do(save_rung(None, RungDraft(RungKind.WARNING, 50, None, frozenset({Role.SUPERVISOR}))))
    assert recipients(hand) == {"dispatcher": ""}, "its author is of every role"


@pytest.mark.on_both
def test_an_alert_sent_before_a_rerating_is_not_escalated_when_its_recipient_goes_off_duty(
    hand: Hand, clock: HandClock
) -> None:
    key = hand.log("visible_leak")
    clock.advance(WARNED)
    hand.desk.sweep()
    send_home(hand)
    employ(hand, "王值班长", Role.SUPERVISOR)
    hand.do(rerate(key, None, "交通受阻", priority=Priority.P1))
    assert hand.desk.sweep().raised == 0
    assert recipients(hand) == {"dispatcher": ""}
    assert hand.desk.read(check, clock()) == []


def test_a_user_signed_in_at_a_server_counts_as_on_duty(staffed_desk: StaffedDesk) -> None:
    staffed_desk.execute("UPDATE staff SET on_duty = false")
    staffed_desk.hand(OPERATOR).log()
    ago = "started = started - 420, deadline = deadline - 420, next_rung = next_rung - 420"
    staffed_desk.execute(f"UPDATE clocks SET {ago}")
    staffed_desk.desk(OPERATOR).sweep()
    assert recipients(staffed_desk.hand(OPERATOR)) == {"dispatcher": NOBODY, "operator": WENT_UP}
    staffed_desk.execute("DELETE FROM deliveries")
    staffed_desk.execute("DELETE FROM alerts")
    staffed_desk.execute("UPDATE clocks SET next_rung = started + 420")
    staffed_desk.hand(DISPATCHER).rows(alerts)  # signs in
    staffed_desk.desk(OPERATOR).sweep()
    assert recipients(staffed_desk.hand(OPERATOR)) == {"dispatcher": ""}


@pytest.fixture(scope="module")
def one_of_each(
    blank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[WarmFile, dict[Role, int]]]:
    """A database with two workstations and one person of each role, none of them on duty."""
    path = tmp_path_factory.mktemp("people") / "desk.db"
    shutil.copy(blank_file, path)
    with closing(TicketService(open_store(f"sqlite:///{path}"), HandClock())) as desk:
        hand = Hand(desk)
        send_home(hand)
        people = {role: employ(hand, role.label, role, on_duty=False) for role in Role}
    with closing(WarmFile(path, tmp_path_factory.mktemp("duty"), stores=2)) as file:
        yield file, people


STEP = st.tuples(st.sampled_from((60, 180, 420, 2000)), st.sampled_from(("sweep", "other sweep", *Role)))


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(STEP, max_size=12), priority=st.sampled_from(("visible_leak", "low_pressure", "burst_main")))
def test_for_any_changes_of_duty_each_alert_is_raised_once_and_somebody_gets_it(
    one_of_each: tuple[WarmFile, dict[Role, int]],
    steps: list[tuple[int, str]],
    priority: str,
) -> None:
    file, people = one_of_each
    file.fresh()
    clock = HandClock()
    desks = [TicketService(store, clock) for store in file.stores]
    hand, there = Hand(desks[0]), set[Role]()
    try:
        hand.do(log_call(CallDetails(phone="1"), ReportedFault(priority)))
        for seconds, step in steps:
            clock.advance(seconds)
            if isinstance(step, Role):
                there ^= {step}
                hand.do(set_duty(people[step], step in there))
                continue
            desks[step == "sweep"].sweep()
            _require_somebody_got_each(hand, there, clock)
        for desk in desks:
            desk.sweep()
            assert desk.sweep().raised == 0
        assert hand.desk.read(check, clock()) == []
    finally:
        for desk in desks:
            desk.close()


def _require_somebody_got_each(hand: Hand, there: set[Role], clock: HandClock) -> None:
    """Each rung raised at this instant has one row per recipient, one of them on duty or all of them."""
    raised = hand.rows(alerts, raised=clock())
    keys = Counter((row.clock_id, row.term, row.rung_id, row.recipient) for row in raised)
    assert all(count == 1 for count in keys.values())
    for rung in {(row.clock_id, row.rung_id) for row in raised}:
        rows = [row for row in raised if (row.clock_id, row.rung_id) == rung]
        to = {row.recipient for row in rows}
        assert to & there or to == set(Role)
        assert all((row.reason == NOBODY) <= (row.recipient not in there) for row in rows)
