"""Leases on open forms, as seen by other workstations: on a file and on a server."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tests.staffed import StaffedDesk
from tickets.editing import LEASE_SECONDS, RENEW_SECONDS, Editing
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.editing import Lease
from tickets.store.rows import Who
from tickets.store.tables import editing as editing_table
from tickets.store.tables import staff

pytestmark = pytest.mark.on_both


@pytest.fixture
def second(desk: TicketService) -> Who:
    """Somebody else, at another workstation."""
    row = {"name": "李四", "roles": frozenset({Role.DISPATCHER})}
    with desk.store.writing() as connection:
        key = connection.execute(insert(staff).values(row).returning(staff.c.id)).scalar_one()
    return Who(key, "李四", frozenset({Role.DISPATCHER}), "2 号席")


@pytest.fixture
def here(desk: TicketService) -> Editing:
    return Editing(desk)


@pytest.fixture
def there(desk: TicketService) -> Editing:
    return Editing(desk)


def test_others_see_who_is_working_on_a_ticket_at_what_and_since_when(
    here: Editing, there: Editing, hand: Hand, second: Who, clock: HandClock
) -> None:
    ticket = hand.log()
    began = clock.now
    there.hold(ticket, second, "派单")
    clock.advance(RENEW_SECONDS)
    there.hold(ticket, second, "派单")
    until = clock.now + timedelta(seconds=LEASE_SECONDS)
    assert here.others() == (Lease(ticket, "李四", "2 号席", "派单", began, until),)
    assert there.others() == (), "nobody is told of themselves"
    there.let_go(ticket, second)
    assert here.others() == ()


def test_a_dead_seat_disappears_when_its_lease_expires(
    desk: TicketService, here: Editing, there: Editing, hand: Hand, second: Who, clock: HandClock
) -> None:
    ticket, other = hand.log(), hand.log()
    there.hold(ticket, second, "派单")
    clock.advance(LEASE_SECONDS - 1)
    assert len(here.others()) == 1
    clock.advance(1)
    assert here.others() == ()
    Editing(desk).hold(other, second, "备注")
    assert [row.ticket_id for row in hand.rows(editing_table)] == [other]


def test_another_action_on_the_ticket_starts_a_new_lease(
    here: Editing, there: Editing, hand: Hand, second: Who, clock: HandClock
) -> None:
    ticket = hand.log()
    there.hold(ticket, second, "派单")
    clock.advance(5)
    there.hold(ticket, second, "作废")
    assert [(lease.doing, lease.since) for lease in here.others()] == [("作废", clock.now)]


def test_two_windows_of_one_person_do_not_end_each_others_leases(
    desk: TicketService, here: Editing, there: Editing, hand: Hand, second: Who
) -> None:
    ticket, third = hand.log(), Editing(desk)
    there.hold(ticket, second, "派单")
    third.hold(ticket, second, "备注")
    assert [lease.doing for lease in here.others()] == ["派单", "备注"]
    assert [lease.doing for lease in there.others()] == ["备注"]
    there.let_go(ticket, second)
    assert [lease.doing for lease in here.others()] == ["备注"]


def test_a_lease_changes_only_its_own_table(desk: TicketService, here: Editing, hand: Hand, second: Who) -> None:
    ticket = hand.log()
    before = {name: rows for name, rows in hand.dump().items() if name != "editing"}
    here.hold(ticket, second, "派单")
    assert {name: rows for name, rows in hand.dump().items() if name != "editing"} == before


def test_an_unknown_person_holds_no_lease(here: Editing, there: Editing, hand: Hand) -> None:
    ticket, nobody = hand.log(), replace(EVERYONE, staff_id=None)
    there.hold(ticket, nobody, "派单")
    there.let_go(ticket, nobody)
    assert hand.rows(editing_table) == []


def test_a_lease_on_a_missing_ticket_is_refused(here: Editing, second: Who) -> None:
    with pytest.raises(Refused):
        here.hold(999_999, second, "派单")


@pytest.mark.slow
def test_leases_are_only_in_the_own_name_and_use_the_server_time(staffed_desk: StaffedDesk) -> None:
    operator, dispatcher = staffed_desk["operator"].who, staffed_desk["dispatcher"].who
    ticket = staffed_desk.hand("operator").log()
    here, there = Editing(staffed_desk.desk("operator")), Editing(staffed_desk.desk("dispatcher"))
    there.hold(ticket, dispatcher, "派单")
    there.hold(ticket, dispatcher, "派单")
    here.hold(ticket, operator, "备注")
    (lease,) = here.others()
    assert (lease.staff, lease.seat, lease.doing) == (dispatcher.name, dispatcher.seat, "派单")
    assert lease.until - lease.since in (timedelta(seconds=LEASE_SECONDS), timedelta(seconds=LEASE_SECONDS + 1))
    with staffed_desk.store.reading() as connection:
        now = connection.exec_driver_sql("SELECT extract(epoch FROM now())::bigint").scalar_one()
    assert abs(lease.since.timestamp() - now) < LEASE_SECONDS / 2
    with pytest.raises(Refused):
        here.hold(ticket, dispatcher, "作废")
    there.let_go(ticket, dispatcher)
    assert here.others() == ()
    assert [one.doing for one in there.others()] == ["备注"]
