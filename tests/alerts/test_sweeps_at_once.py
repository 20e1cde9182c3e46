"""Any number of concurrent sweeps, on a file and on a server: each alert once, counted once, delivered once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier, Event

import pytest
from sqlalchemy import insert, select, update

from tests.alerts.test_watch import HandTimer
from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tickets.actions.progress import accept
from tickets.alerts.ledger import Sweep
from tickets.rules.words import AlertOutcome, Channel, State
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.schema import open_store
from tickets.store.tables import alerts, clocks, deliveries, digests, watches
from tickets.watch.watch import AGAIN_AFTER, Watch

pytestmark = [pytest.mark.on_both, pytest.mark.slow]
SWEEPERS = 6
TICKETS = 40
ROWS_EACH = 3


@pytest.fixture
def desks(desk: TicketService, clock: HandClock) -> Iterator[list[TicketService]]:
    """Several services on the same database, each with a store of its own."""
    with desk.store.writing() as connection:
        connection.execute(insert(watches).values(name="w", host="h", started=clock.now, trouble=""))
    others = [TicketService(_again(desk.store), clock) for _ in range(SWEEPERS)]
    yield others
    for other in others:
        other.close()


def _again(store: Store) -> Store:
    return open_store(store.url, credentials=store.credentials)


def all_at_once(desks: list[TicketService], work: Callable[[TicketService], Sweep]) -> list[Sweep]:
    """Let all of them do the same at the same moment."""
    start = Barrier(len(desks))

    def begin(desk: TicketService) -> Sweep:
        start.wait(10)
        return work(desk)

    with ThreadPoolExecutor(len(desks)) as pool:
        return list(pool.map(begin, desks))


def test_many_clocks_due_at_once_are_raised_once_and_counted_once(
    desks: list[TicketService], hand: Hand, clock: HandClock
) -> None:
    for _ in range(TICKETS):
        hand.log()
    clock.advance(minutes=11)
    swept = all_at_once(desks, TicketService.sweep)
    rows = hand.rows(alerts)
    keys = {(row.clock_id, row.term, row.rung_id, row.recipient) for row in rows}
    assert len(rows) == len(keys) == TICKETS * ROWS_EACH
    assert sum(sweep.raised for sweep in swept) == len(rows)
    for channel in (Channel.SCREEN, Channel.LOG):
        assert {row.alert_id for row in hand.rows(deliveries, channel=channel)} == {row.id for row in rows}
    assert hand.desk.sweep().raised == 0


def test_old_alerts_are_in_one_digest_each_and_no_digest_is_empty(
    desks: list[TicketService], hand: Hand, clock: HandClock
) -> None:
    for _ in range(TICKETS):
        hand.log()
    clock.advance(hours=9)
    swept = all_at_once(desks, TicketService.sweep)
    rows = hand.rows(alerts)
    assert sum(sweep.digested for sweep in swept) == len(rows)
    counted = {row.id: row.alerts for row in hand.rows(digests)}
    assert all(counted.values())
    assert {key: sum(row.digest_id == key for row in rows) for key in counted} == counted
    assert len(hand.rows(deliveries, channel=Channel.LOG)) == len(counted)


def test_alerts_already_in_the_ledger_are_in_no_further_digest(
    desks: list[TicketService], hand: Hand, clock: HandClock
) -> None:
    hand.log()
    armed = hand.rows(clocks)[0].next_rung
    clock.advance(hours=9)
    first = hand.desk.sweep().digested
    with hand.desk.store.writing() as connection:
        connection.execute(update(clocks).values(next_rung=armed))
    clock.advance(minutes=10)
    assert hand.desk.sweep().digested == 0
    assert [row.alerts for row in hand.rows(digests)] == [first]


def test_sweeps_and_steps_at_once_leave_each_rung_with_one_row(
    desks: list[TicketService], hand: Hand, clock: HandClock
) -> None:
    """A step writes the rungs that its clock has crossed; concurrent sweeps write the others."""
    keys = [hand.bring_to(State.DISPATCHED) for _ in range(TICKETS)]
    clock.advance(minutes=11)
    done = Event()

    def work(desk: TicketService) -> Sweep:
        if desk is not desks[0]:
            while not done.is_set():
                desk.sweep()
            return desk.sweep()
        for key in keys:
            desk.execute(accept(key, None), EVERYONE)
        done.set()
        return desk.sweep()

    all_at_once(desks, work)
    rows = hand.rows(alerts)
    written = {(row.clock_id, row.term, row.rung_id, row.recipient) for row in rows}
    assert len(rows) == len(written) == TICKETS * ROWS_EACH
    sent = {row.id for row in rows if row.outcome is AlertOutcome.SENT}
    assert {row.alert_id for row in hand.rows(deliveries, channel=Channel.SCREEN)} == sent


def test_a_sweep_skips_clocks_locked_by_a_command_and_retries_them(server_store: Store, clock: HandClock) -> None:
    """Only on a server: a file is locked as a whole."""
    with closing(TicketService(server_store, clock)) as desk:
        Hand(desk).log()
        clock.advance(minutes=8)
        timer = HandTimer(clock)
        watch = Watch(desk, timer)
        with server_store.writing() as holding:
            holding.execute(select(clocks).with_for_update(key_share=True)).all()
            watch.sweep()
            assert watch.state.trouble == ""
            assert Hand(desk).rows(alerts) == []
            assert timer.instant == clock.now + timedelta(seconds=AGAIN_AFTER)
        watch.sweep()
        assert len(Hand(desk).rows(alerts)) == 1
