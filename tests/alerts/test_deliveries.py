"""Deliveries: claimed by one, confirmed by the claimant, free again after the claim has expired."""

import sqlite3
from collections.abc import Sequence
from threading import Barrier, Thread
from typing import cast

import pytest
from sqlalchemy import insert

from tests.desk_fixtures import START, Hand, HandClock, WarmFile
from tickets.alerts.deliveries import LEASE, Claimed, claim, confirm
from tickets.rules.words import Channel, DeliveryState
from tickets.service import TicketService
from tickets.store.tables import alerts, deliveries, watches

pytestmark = pytest.mark.on_both
ROWS_EACH = 3  # for one ticket that nobody accepted: the warning and overdue to two roles


@pytest.fixture(autouse=True)
def log_keeper(desk: TicketService, clock: HandClock) -> None:
    """A started watch, so that there is a log to deliver to."""
    with desk.store.writing() as connection:
        connection.execute(insert(watches).values(name="w", host="h", started=clock.now, trouble=""))


def raise_alerts(hand: Hand, clock: HandClock, tickets: int = 1) -> int:
    """Let tickets become overdue; return the number of alerts."""
    for _ in range(tickets):
        hand.log()
    clock.advance(minutes=11)
    return hand.desk.sweep().raised


def claim_all(desk: TicketService, by: str, limit: int = 1000) -> list[Claimed]:
    """Claim what waits for the log."""
    with desk.store.writing() as connection:
        return claim(connection, Channel.LOG, by, desk.now(), limit=limit)


def confirm_all(desk: TicketService, claimed: Sequence[Claimed], by: str) -> int:
    """Confirm what was claimed."""
    with desk.store.writing() as connection:
        return confirm(connection, [one.id for one in claimed], by, desk.now())


def states(hand: Hand) -> list[tuple[DeliveryState, int, str | None]]:
    """Return state, tries and claimant of each delivery to the log."""
    return [(row.state, row.tries, row.claimed_by) for row in hand.rows(deliveries, channel=Channel.LOG)]


def test_each_alert_sent_waits_for_the_screen_and_for_the_log(hand: Hand, clock: HandClock) -> None:
    raised = raise_alerts(hand, clock)
    assert raised == ROWS_EACH
    assert states(hand) == [(DeliveryState.PENDING, 0, None)] * raised
    assert len(hand.rows(deliveries, channel=Channel.SCREEN)) == raised


def test_a_digest_is_delivered_once_to_the_log_and_alert_by_alert_to_the_screen(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(hours=9)
    digested = hand.desk.sweep().digested
    assert digested > 1
    assert len(states(hand)) == 1
    assert len(hand.rows(deliveries, channel=Channel.SCREEN)) == digested


@pytest.mark.parametrize("late", [0, 1])
def test_without_a_watch_for_a_day_no_log_deliveries_are_queued(hand: Hand, clock: HandClock, late: int) -> None:
    clock.advance(24 * 3600 - 11 * 60 + late)
    raised = raise_alerts(hand, clock)  # after eleven minutes
    assert len(states(hand)) == (0 if late else raised)


def test_only_the_first_screen_that_shows_an_alert_is_recorded(hand: Hand, clock: HandClock) -> None:
    raise_alerts(hand, clock)
    first = clock.now
    ids = frozenset(row.id for row in hand.rows(alerts))
    for _ in range(2):
        hand.desk.shown(ids, clock.now)
        clock.advance(1)
    shown = hand.rows(deliveries, channel=Channel.SCREEN)
    assert {(row.state, row.tries, row.at) for row in shown} == {(DeliveryState.DELIVERED, 1, first)}


def test_a_claimed_delivery_is_not_given_to_another(hand: Hand, clock: HandClock) -> None:
    raised = raise_alerts(hand, clock)
    first, second = claim_all(hand.desk, "a", limit=2), claim_all(hand.desk, "b")
    assert [len(first), len(second), len(claim_all(hand.desk, "c"))] == [2, raised - 2, 0]
    assert not {one.id for one in first} & {one.id for one in second}


def test_a_confirmed_delivery_is_done(hand: Hand, clock: HandClock) -> None:
    raised = raise_alerts(hand, clock)
    claimed = claim_all(hand.desk, "a")
    assert confirm_all(hand.desk, claimed, "a") == raised
    assert states(hand) == [(DeliveryState.DELIVERED, 1, "a")] * raised
    clock.advance(hours=1)
    assert claim_all(hand.desk, "b") == []


def test_an_expired_claim_can_be_taken_over_and_no_longer_confirmed(hand: Hand, clock: HandClock) -> None:
    raised = raise_alerts(hand, clock)
    claimed = claim_all(hand.desk, "dead")
    clock.advance(LEASE)
    assert claim_all(hand.desk, "b") == []
    clock.advance(1)
    assert claim_all(hand.desk, "b") == claimed
    assert confirm_all(hand.desk, claimed, "dead") == 0
    assert confirm_all(hand.desk, claimed, "b") == raised
    assert {state for state, _, _ in states(hand)} == {DeliveryState.DELIVERED}


def test_confirming_nothing_counts_zero_deliveries(hand: Hand) -> None:
    assert confirm_all(hand.desk, [], "a") == 0


def test_simultaneous_claims_share_the_pending_deliveries(hand: Hand, clock: HandClock) -> None:
    raised = raise_alerts(hand, clock, tickets=10)
    start, got = Barrier(4), list[list[Claimed]]()

    def take(by: str) -> None:
        start.wait(10)
        while claimed := claim_all(hand.desk, by, limit=2):
            got.append(claimed)

    threads = [Thread(target=take, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    ids = [one.id for claimed in got for one in claimed]
    assert len(ids) == len(set(ids)) == raised


def test_a_claim_reads_only_what_waits(warm_file: WarmFile) -> None:
    with warm_file.fresh().writing() as connection:
        statements: list[str] = []
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        driver.set_trace_callback(statements.append)
        claim(connection, Channel.LOG, "a", START)
        driver.set_trace_callback(None)
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statements[0]}").all()
    assert any("ix_deliveries_waiting" in step[3] for step in steps), steps
