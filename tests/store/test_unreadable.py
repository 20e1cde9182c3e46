"""One unreadable row affects no other row, wherever rows are read, and is never left out silently."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, Table

from tests.archive_pages import page
from tests.desk_fixtures import START, Hand, HandClock
from tests.store.damaged import NO_TIME, Damage, let_be_none
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.backup import ledger as backup_ledger
from tickets.checking import invariants
from tickets.checking.invariants import examine
from tickets.checking.violations import Violation
from tickets.errors import Refused, Unavailable
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.export import as_json
from tickets.reports.figures import Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.limits import Case, choose
from tickets.rules.words import CallKind, Priority, Role, Stage, State, Zone
from tickets.service import TicketService
from tickets.store import tables
from tickets.store.queries import lookups
from tickets.store.queries.accounts import list_accounts
from tickets.store.queries.alert_history import alert_history, history_key
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.board import board_rows, open_tickets, strip
from tickets.store.queries.callers import earlier_calls, open_for_likeness, recent_calls
from tickets.store.queries.incoming import waiting_calls
from tickets.store.queries.subscribers import find_subscribers
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.queries.ticket_remains import ticket_remains
from tickets.store.rows import Fault
from tickets.store.rulebook import read_rulebook
from tickets.store.schema import open_store
from tickets.store.seed import general_limit
from tickets.store.unreadable import (
    WATCH_IT,
    BrokenRow,
    broken_in,
    broken_value,
    collecting_broken,
    lenient_reads,
    readable,
    reminder,
    sentence,
)

WHOLE = Scope(START - timedelta(days=1), START + timedelta(days=1), Breakdown.PRIORITY)
Read = Callable[[Connection], Sequence[Any]]

# Every list of rows: how it is read, and a column of one of its rows. A list missing here fails the test below.
LISTS: dict[str, tuple[Read, str]] = {
    "queue": (open_tickets, "tickets.departed_at"),
    "queue, the clock": (open_tickets, "clocks.deadline"),
    "queue, some": (lambda connection: board_rows(connection, frozenset({1, 2, 3})), "tickets.departed_at"),
    "archive": (lambda connection: page(connection, ArchiveFilter()), "tickets.resolved_at"),
    "alert bar": (lambda connection: alert_panel(connection).alerts, "alerts.due"),
    "alerts": (lambda connection: alert_history(connection, frozenset(Role), START), "alerts.due"),
    "calls": (recent_calls, "calls.at"),
    "incoming calls": (lambda connection: waiting_calls(connection, START).calls, "incoming_calls.missed_at"),
    "candidates": (open_for_likeness, "tickets.opened"),
    "staff": (lookups.list_staff, "staff.expires"),
    "accounts": (list_accounts, "staff.expires"),
    "limits": (lookups.list_limits, "limits.since"),
    "rungs": (lookups.list_rungs, "rungs.since"),
    "rungs, the end": (lookups.list_rungs, "rungs.until"),
    "outages": (lookups.list_outages, "outages.since"),
    "outages, the end": (lookups.list_outages, "outages.until"),
    "backups": (backup_ledger.latest, "backups.ended"),
    "behind a figure": (
        lambda connection: drilldown_page(
            connection, Question(WHOLE, Figure.DUE, Stage.ACCEPT), START + timedelta(hours=9)
        ),
        "tickets.opened",
    ),
    "calls of a ticket": (lambda connection: ticket_file(connection, 1, START).calls, "calls.at"),  # type: ignore[union-attr]
}
IN_A_FILE: dict[str, tuple[Read, str, object]] = {  # a server rejects these itself
    "queue, state": (open_tickets, "tickets.state", "confused"),
    "queue, state before all": (open_tickets, "tickets.state", ""),
    "queue, state after all": (open_tickets, "tickets.state", "zzz"),
    "queue, some, state": (
        lambda connection: board_rows(connection, frozenset({1, 2, 3})), "tickets.state", "confused",
    ),
    "queue, priority": (open_tickets, "tickets.priority", "high"),
    "queue, text for an instant": (open_tickets, "tickets.opened", "yesterday"),
    "queue, text for a number": (open_tickets, "tickets.calls", "many"),
    "archive, source": (lambda connection: page(connection, ArchiveFilter()), "tickets.source", "a newer version's"),
    "archive, state": (lambda connection: page(connection, ArchiveFilter()), "tickets.state", "confused"),
    "crews": (lookups.list_crews, "crews.zone", "the moon"),
    "places": (lookups.list_places, "places.zone", "the moon"),
    "faults": (lookups.list_faults, "faults.priority", "high"),
    "staff": (lookups.list_staff, "staff.roles", "dispatcher,king"),
    "limits": (lookups.list_limits, "limits.stage", "wait"),
    "crews, in use": (lookups.list_crews, "crews.active", 2),
    "members, in use": (lookups.list_members, "members.active", "yes"),
    "staff, in use": (lookups.list_staff, "staff.active", b"\x01"),
    "accounts, in use": (list_accounts, "staff.active", 7),
    "outages, planned": (lookups.list_outages, "outages.planned", "no"),
    "queue, held": (open_tickets, "tickets.held", "a while"),
    "rungs": (lookups.list_rungs, "rungs.kind", "cry"),
    "households": (lambda connection: find_subscribers(connection, "370"), "subscribers.zone", "the moon"),
}  # fmt: skip


def look(desk: TicketService, read: Read) -> tuple[Sequence[Any], list[BrokenRow]]:
    with collecting_broken() as heard:
        rows = list(desk.read(read))
    return rows, list(dict.fromkeys(heard))


def check_all(desk: TicketService) -> list[Violation]:
    return [violation for found in examine(desk, desk.now()) for violation in found.first]


def check(desk: TicketService, damage: Damage, read: Read, column: str, value: object) -> None:
    whole = list(desk.read(read))
    assert len(whole) >= 1
    damage(column, value)
    rows, broken = look(desk, read)
    assert len(broken) == 1, broken
    name = column.partition(".")[2]
    assert len(rows) == len(whole) - 1 or name == "deadline"
    assert rows == [row for row in whole if row in rows]
    assert "读不出" in sentence(broken) and "管理员" in sentence(broken)
    assert broken[0].name, "what people know it by"
    if value != "many":  # numbers are checked only where broken rows are collected
        with pytest.raises(Unavailable):
            desk.read(read)


@pytest.mark.on_both
@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_every_row_but_the_one_whose_date_can_not_be_read(busy: Hand, damage: Damage, name: str) -> None:
    read, column = LISTS[name]
    check(busy.desk, damage, read, column, NO_TIME)


@pytest.mark.parametrize("name", IN_A_FILE)
def test_a_list_shows_every_row_but_the_one_with_an_unknown_word(busy: Hand, damage: Damage, name: str) -> None:
    read, column, value = IN_A_FILE[name]
    check(busy.desk, damage, read, column, value)


def test_a_null_in_a_required_column_is_reported(busy: Hand, damage: Damage) -> None:
    whole = busy.desk.read(open_tickets)
    let_be_none(busy.desk, "tickets", "address TEXT")
    damage("tickets.address", None)
    rows, broken = look(busy.desk, open_tickets)
    assert len(rows) == len(whole) - 1
    assert [(row.words, row.columns) for row in broken] == [(f"工单 {whole[0].number}", ("address",))]


@pytest.mark.on_both
def test_an_unreadable_clock_does_not_prevent_alerts_of_others(
    hand: Hand, damage: Damage, clock: HandClock, surprises: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        hand.log()
    damage("clocks.started", NO_TIME)
    clock.advance(minutes=9)
    with caplog.at_level(logging.ERROR):
        swept = hand.desk.sweep()
    assert swept.raised == 2
    assert [row.what for row in swept.broken] == ["计时"]
    assert caplog.text.count("读不出") == 1
    assert swept.due is not None and swept.due > swept.at, "what can't be read is looked for by the heartbeat only"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *product(("limit", "extended", "held"), ("long", 10**17, -(10**17), b"\xff", float("inf"))),
        ("started", 253_402_300_799),  # the last second of the calendar: nothing can be added to it
    ],
)
def test_a_clock_with_an_invalid_number_does_not_prevent_alerts_of_others(
    hand: Hand, damage: Damage, clock: HandClock, column: str, value: object
) -> None:
    for _ in range(3):
        hand.log()
    damage(f'clocks."{column}"', value)
    clock.advance(minutes=9)
    swept = hand.desk.sweep()
    assert swept.raised == 2
    assert [(row.what, row.columns) for row in swept.broken] == [("计时", (column,))]


def test_an_unreadable_rung_or_member_of_staff_prevents_no_alert(hand: Hand, damage: Damage, clock: HandClock) -> None:
    hand.log()
    damage("rungs.roles", "king")
    damage("staff.roles", "king")
    clock.advance(minutes=11)
    desk = TicketService(hand.desk.store, clock)  # it hasn't read the rules before
    swept = desk.sweep()
    assert swept.raised
    assert {row.what for row in swept.broken} == {"告警规则", "人员"}


BROKEN_RULES: dict[str, tuple[str, object]] = {
    "a stage that nobody knows": ("limits.stage", "wait"),
    "a priority that nobody knows": ("limits.priority", "high"),
    "a limit of text": ("limits.seconds", "long"),
    "a limit longer than all time": ("limits.seconds", 10**17),
    "a limit of nothing": ("limits.seconds", -5),
    "a rung of an unknown kind": ("rungs.kind", "cry"),
    "a rung to nobody known": ("rungs.roles", "king"),
    "a rung to a lump of bytes": ("rungs.roles", b"\xff\x00"),
    "a rung after all time": ("rungs.after", 10**17),
    "a fault of an unknown priority": ("faults.priority", "high"),
    "a fault of no known place in the order": ("faults.position", "first"),
}


@pytest.mark.parametrize("name", BROKEN_RULES)
def test_a_call_is_logged_despite_an_unreadable_rule_and_its_row_is_reported(
    hand: Hand, damage: Damage, name: str
) -> None:
    column, value = BROKEN_RULES[name]
    if column == "limits.seconds":  # the one that applies to this call
        known = hand.desk.read(read_rulebook).limits
        case = Case(Stage.ACCEPT, "visible_leak", Priority.P2, Zone.URBAN, None, 10)
        chosen = choose(known, case)
        assert chosen is not None
        damage(column, value, f"id = {chosen.id}")
    else:
        damage(column, value, "code = 'burst_main'" if column.startswith("faults") else "")
    desk = TicketService(hand.desk.store, hand.desk.now)  # it hasn't read the rules before
    with collecting_broken() as broken:
        assert Hand(desk).log()
    assert [row.columns for row in broken] == [(column.partition(".")[2],)]
    assert desk.sweep().broken == tuple(broken)


@pytest.mark.parametrize("stage", [Stage.ACCEPT, Stage.ARRIVE])
def test_a_call_is_logged_and_answered_though_no_limit_of_a_stage_can_be_read(
    hand: Hand, damage: Damage, stage: Stage
) -> None:
    damage("limits.seconds", "long", f"stage = '{stage}'")
    hand = Hand(TicketService(hand.desk.store, hand.desk.now))
    with collecting_broken() as broken:
        ticket = hand.bring_to(State.ACCEPTED)
    assert {row.what for row in broken} == {"时限"}
    (clock,) = [row for row in hand.rows(tables.clocks, subject_id=ticket) if row.stage is stage]
    assert (clock.limit, clock.limit_id) == (general_limit(stage), None)
    named = {violation.invariant for violation in hand.desk.read(invariants.check, hand.desk.now())}
    assert "limits_are_those_of_the_rules" in named


@pytest.mark.parametrize("column", ["staff.active", "staff.on_duty"])
def test_a_member_of_staff_with_an_unreadable_duty_is_reported_and_the_alert_is_escalated(
    hand: Hand, damage: Damage, clock: HandClock, column: str
) -> None:
    hand.log()
    damage(column, 2)
    clock.advance(minutes=9)
    swept = hand.desk.sweep()
    assert [(row.what, row.columns) for row in swept.broken] == [("人员", (column.partition(".")[2],))]
    assert swept.raised


@pytest.mark.parametrize("until", ["some day", 10**17, -(10**17)])
def test_the_last_version_of_a_limit_applies_even_if_its_end_is_unreadable(
    hand: Hand, damage: Damage, until: object
) -> None:
    damage("limits.until", until, "stage = 'accept'")
    for desk in (hand.desk, TicketService(hand.desk.store, hand.desk.now)):
        with collecting_broken() as broken:
            assert hand.clocks(Hand(desk).log())[0].clock.limit == 600
        assert {(row.what, row.columns) for row in broken} == {("时限", ("until",))}
    lines, broken = look(hand.desk, lookups.list_limits)
    assert len(broken) == len([line for line in lines if line.stage is Stage.ACCEPT])


def test_a_replaced_limit_stays_retired_even_if_its_end_is_unreadable(hand: Hand, damage: Damage) -> None:
    first = next(line for line in hand.desk.read(lookups.list_limits) if line.stage is Stage.ACCEPT)
    hand.do(save_limit(first.rule, LimitDraft(Stage.ACCEPT, 60, first.fault, first.priority, first.zone)))
    before = hand.desk.read(read_rulebook).limits
    damage("limits.until", "some day", f"id = {first.id}")
    assert hand.desk.read(read_rulebook).limits == before


@pytest.mark.on_both
def test_an_unreadable_end_of_a_rule_is_reported_and_loses_no_alert(
    hand: Hand, damage: Damage, clock: HandClock
) -> None:
    key = hand.log()
    damage("rungs.until", NO_TIME, "id > 0")
    damage("limits.until", NO_TIME, "stage = 'arrive'")
    clock.advance(minutes=11)
    desk = TicketService(hand.desk.store, clock)  # it hasn't read the rules before
    swept = desk.sweep()
    assert swept.raised == 3
    assert {(row.what, row.columns) for row in swept.broken} == {("告警规则", ("until",)), ("时限", ("until",))}
    if hand.desk.store.is_sqlite:
        assert Hand(desk).clocks(key)


def test_a_rung_with_an_unreadable_start_still_raises_its_alert(hand: Hand, damage: Damage, clock: HandClock) -> None:
    hand.log()
    damage("rungs.since", "some day", "id > 0")
    clock.advance(minutes=11)
    swept = TicketService(hand.desk.store, clock).sweep()
    assert swept.raised == 3
    assert {(row.what, row.columns) for row in swept.broken} == {("告警规则", ("since",))}


def test_an_unknown_role_does_not_remove_the_known_roles(hand: Hand, damage: Damage) -> None:
    damage("staff.roles", "operator,king", "id = 1")
    assert hand.log()
    damage("staff.roles", "king", "id = 1")
    with pytest.raises(Refused):
        hand.log()


@pytest.mark.parametrize("column", ["tickets.address", "tickets.state", "staff.name", "faults.name", "calls.words"])
def test_invalid_utf8_hides_no_row_and_stops_neither_alerts_nor_calls(
    busy: Hand, clock: HandClock, desk_url: str, column: str
) -> None:
    table, _, name = column.partition(".")
    where = " WHERE code = 'visible_leak'" if table == "faults" else ""
    with busy.desk.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql(f"UPDATE {table} SET {name} = CAST(x'41ff42' AS TEXT){where}")
    store = open_store(desk_url)
    try:
        desk = TicketService(store, clock)
        with collecting_broken() as broken:
            rows = desk.read(open_tickets)
        assert len(rows) + len(set(broken)) == 3
        with collecting_broken() as unheard:
            assert len(desk.read(recent_calls)) + len(set(unheard)) == 3
        clock.advance(minutes=9)
        assert TicketService(store, clock).sweep().raised
    finally:
        store.close()
    store = open_store(desk_url)  # it has met no such text yet
    try:
        assert Hand(TicketService(store, clock)).log()
        clock.advance(minutes=9)
        assert TicketService(store, clock).sweep().raised
    finally:
        store.close()


@pytest.mark.parametrize(
    "wanted", [ArchiveFilter(), ArchiveFilter(faults=frozenset({"visible_leak"}), zone=Zone.URBAN)]
)
def test_a_completely_unreadable_page_does_not_hide_the_following_rows(
    hand: Hand, clock: HandClock, damage: Damage, wanted: ArchiveFilter
) -> None:
    for _ in range(9):
        clock.advance(seconds=1)
        hand.log()
    damage("tickets.source", "a newer version's", "id BETWEEN 4 AND 8")
    with collecting_broken() as broken:
        assert [row.id for row in hand.desk.read(page, wanted, None, 2)] == [9, 3]
    assert len(set(broken)) == 5


def check_that_it_is_named(busy: Hand, wanted: ArchiveFilter) -> None:
    with busy.desk.store.reading() as connection:
        numbers = list(connection.exec_driver_sql("SELECT number FROM tickets ORDER BY id").scalars())
    with collecting_broken() as broken:
        rows = busy.desk.read(page, wanted)
    assert [row.number for row in rows] == numbers[:0:-1]
    assert [(row.words, row.columns) for row in set(broken)] == [(f"工单 {numbers[0]}", ("opened",))]
    assert broken_in(rows) == tuple(dict.fromkeys(broken))
    assert busy.desk.read(report, WHOLE, busy.desk.now()).unread.numbers == (numbers[0],)
    assert numbers[0] in {row.where for row in check_all(busy.desk)}


@pytest.mark.on_both
@pytest.mark.parametrize("opened", [NO_TIME, -NO_TIME, 20_000_000_000, -5_000_000_000, 253_402_300_799])
def test_archive_and_report_name_a_ticket_with_an_out_of_range_opening_time(
    busy: Hand, damage: Damage, opened: int
) -> None:
    damage("tickets.opened", opened)
    check_that_it_is_named(busy, ArchiveFilter())


@pytest.mark.parametrize("opened", ["yesterday", b"\xff", float("inf")])
@pytest.mark.parametrize("wanted", [ArchiveFilter(), ArchiveFilter(faults=frozenset({"visible_leak"}))])
def test_archive_and_report_name_a_ticket_with_an_unreadable_opening_time(
    busy: Hand, damage: Damage, opened: object, wanted: ArchiveFilter
) -> None:
    damage("tickets.opened", opened)
    check_that_it_is_named(busy, wanted)


def test_archive_and_report_name_a_ticket_without_an_opening_time(busy: Hand, damage: Damage) -> None:
    let_be_none(busy.desk, "tickets", "opened BIGINT")
    damage("tickets.opened", None)
    check_that_it_is_named(busy, ArchiveFilter())


@pytest.mark.on_both
def test_the_readable_parts_of_an_unreadable_ticket_are_returned(busy: Hand, damage: Damage) -> None:
    damage("tickets.opened", NO_TIME)
    damage("calls.at", NO_TIME)
    with pytest.raises(Unavailable):
        busy.desk.read(ticket_file, 1, busy.desk.now())
    found = busy.desk.read(ticket_remains, 1)
    assert found is not None
    assert (found.number, found.state, found.phone, found.opened) == ("20260120-0001", State.NEW, "13800000000", None)
    assert [(call.at, call.kind, call.words) for call in found.calls] == [(None, CallKind.REPORT, "路上冒水")]
    assert [(entry.staff, entry.action) for entry in found.journal] == [("值班员", "log_call")]
    assert busy.desk.read(ticket_remains, 99) is None


def test_the_status_strip_counts_despite_an_unreadable_clock(busy: Hand, damage: Damage) -> None:
    damage("clocks.deadline", NO_TIME)
    assert busy.desk.read(strip, busy.desk.now()).by_stage[Stage.ACCEPT] == 3


@pytest.mark.on_both
def test_a_report_says_how_many_tickets_it_could_not_read(busy: Hand, damage: Damage) -> None:
    now = busy.desk.now()
    assert busy.desk.read(report, WHOLE, now).unread.words == ""
    numbers = [row.number for row in busy.desk.read(open_tickets)]
    damage("tickets.departed_at", NO_TIME, "id = 1")
    damage("clocks.stopped", NO_TIME, "subject_id = 2")
    if busy.desk.store.is_sqlite:
        damage("tickets.priority", "high", "id = 3")
        damage("clocks.priority", "high", "subject_id = 3")
        damage("calls.kind", "sung", "ticket_id = 3")
    found = busy.desk.read(report, WHOLE, now)
    unread = numbers if busy.desk.store.is_sqlite else numbers[:2]
    assert found.unread.words == f"有 {len(unread)} 张工单读不出，没有算全：{'、'.join(unread)}"
    assert as_json(found)["unread"] == {"tickets": len(unread), "first": unread}


def test_these_tests_cover_every_table_with_words_or_times() -> None:
    """Tables that are no list of any screen: they are reached from a list that is."""
    besides = {"alembic_version", "holds", "deliveries", "journal", "requests", "digests", "editing", "watches"}
    besides |= {"passwords", "clocks", "consents", "assists", "subscriber_imports", "slips"}
    listed = {column.partition(".")[0] for _, column in LISTS.values()}
    listed |= {column.partition(".")[0] for _, column, _ in IN_A_FILE.values()}

    def may_break(table: Table) -> bool:
        return any(type(column.type).__name__ in ("WordType", "UtcTime", "RoleSet") for column in table.c)

    assert {table.name for table in tables.metadata.tables.values() if may_break(table)} <= listed | besides


def test_an_unreadable_clock_in_the_archive_is_named_by_its_ticket_with_a_warning(busy: Hand, damage: Damage) -> None:
    ticket = busy.bring_to(State.ACCEPTED)
    damage("clocks.deadline", NO_TIME, f"subject_id = {ticket} AND stage = 'arrive'")
    _, broken = look(busy.desk, lambda connection: page(connection, ArchiveFilter()))
    assert [row.words for row in broken] == [f"计时 {busy.ticket(ticket).number}"]
    assert WATCH_IT in sentence(broken)
    assert "人工盯住" in reminder(broken)


def test_the_rows_of_several_reads_keep_the_unreadable_rows_of_each(busy: Hand, damage: Damage) -> None:
    damage("alerts.due", NO_TIME)
    with collecting_broken() as broken:
        rows = busy.desk.read(alert_history, frozenset(Role), START)
    assert broken_in(rows) == tuple(dict.fromkeys(broken))
    assert [row.what for row in broken] == ["告警"]
    assert State.NEW in {entry.alert.state for entry in rows}


@pytest.mark.parametrize("column", ["tickets.state", "tickets.fault", "faults.fault_group"])
def test_an_unreadable_open_ticket_is_reported_by_the_search_for_likely_tickets(
    busy: Hand, damage: Damage, column: str
) -> None:
    number = busy.ticket(1).number
    with busy.desk.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    damage(column, "unheard of", "code = 'visible_leak'" if column.startswith("faults") else "")
    rows, broken = look(busy.desk, open_for_likeness)
    assert f"工单 {number}" in {row.words for row in broken}
    assert len(rows) + len(broken) == 3


def test_an_earlier_call_with_an_unknown_word_is_reported(busy: Hand, damage: Damage) -> None:
    damage("tickets.state", "unheard of", "id = 1")
    damage("calls.kind", "unheard of", "ticket_id = 2")
    rows, broken = look(busy.desk, partial(earlier_calls, numbers="13800000000"))
    assert [row.ticket_id for row in rows] == [3]
    assert [row.what for row in broken] == ["来电", "来电"]


def test_a_ticket_with_an_unknown_state_is_reported_only_when_it_is_requested(busy: Hand, damage: Damage) -> None:
    damage("tickets.state", "confused", "id = 3")
    rows, broken = look(busy.desk, lambda connection: board_rows(connection, frozenset({1, 2})))
    assert {row.id for row in rows} == {1, 2}
    assert broken == []


def test_unseen_alerts_are_all_listed_despite_an_unreadable_one_on_a_page(
    busy: Hand, damage: Damage, clock: HandClock
) -> None:
    clock.advance(minutes=9)
    busy.desk.sweep()
    whole = busy.desk.read(alert_history, frozenset(Role), START)
    assert len(whole) > 4
    with busy.desk.store.writing() as connection:  # the oldest has been seen already
        connection.exec_driver_sql(f"UPDATE alerts SET seen_at = raised, seen_by = 1 WHERE id = {whole[-1].id}")
    damage("alerts.due", NO_TIME, f"id = {whole[0].id}")
    listed, after = [], None
    for _ in whole:
        page, _ = look(busy.desk, partial(alert_history, roles=frozenset(Role), since=START, after=after, limit=2))
        listed += [row.id for row in page]
        after = history_key(page[-1]) if page else after
    assert listed == [row.id for row in whole[1:]]


def test_values_read_while_iterating_over_rows_are_read_strictly() -> None:
    with collecting_broken(), lenient_reads():
        rows = readable(Fault, [(1,), (2,)], ("position",))
        next(rows)
        with pytest.raises(Unavailable):
            broken_value()


def test_a_clock_with_an_unreadable_due_time_does_not_prevent_alerts_of_others(
    hand: Hand, damage: Damage, clock: HandClock
) -> None:
    for _ in range(2):
        hand.log()
    damage("clocks.next_rung", "some day")
    clock.advance(hours=9)  # nothing of the other is still to come
    swept = hand.desk.sweep()
    assert swept.raised + swept.digested > 1
    assert swept.due is None
    assert [row.columns for row in swept.broken] == [("next_rung",)]
