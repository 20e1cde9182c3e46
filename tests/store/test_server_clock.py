"""A workstation knows the server's time, whatever its own clock shows."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk_fixtures import EVERYONE, Hand
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.postgres.clock import WARN_SECONDS, ServerClock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.floats(0, 4e9)


class Hands:
    """A monotonic clock and a wall clock, set by the test."""

    counted = 0.0
    wall = 0.0


def clock_with(hands: Hands) -> ServerClock:
    return ServerClock(lambda: hands.counted, lambda: hands.wall)


@given(server=MOMENTS, wall=MOMENTS, passed=st.floats(0, 1e6), jump=st.floats(-1e6, 1e6))
def test_the_server_time_does_not_depend_on_the_seats_wall_clock(
    server: float, wall: float, passed: float, jump: float
) -> None:
    hands = Hands()
    hands.wall = wall
    clock = clock_with(hands)
    clock.look(lambda: server)
    hands.counted += passed
    hands.wall += passed + jump
    assert abs((clock() - EPOCH).total_seconds() - (server + passed)) <= 1.001
    assert clock.offset is not None
    assert clock.offset == pytest.approx(wall + jump - server, abs=0.01)


@given(there=st.floats(0, 5), back=st.floats(0, 5))
def test_a_slow_answer_causes_an_error_of_at_most_half_its_round_trip(there: float, back: float) -> None:
    hands = Hands()
    clock = clock_with(hands)

    def ask() -> float:
        hands.counted += there
        answer = 1_000_000 + hands.counted
        hands.counted += back
        return answer

    clock.look(ask)
    measured = (clock() - EPOCH).total_seconds()
    assert abs(measured - (1_000_000 + hands.counted)) <= (there + back) / 2 + 1.001


def test_a_slow_measurement_does_not_replace_a_better_one() -> None:
    hands = Hands()
    clock = clock_with(hands)
    clock.look(lambda: 1_000_000)

    def frozen() -> float:
        hands.counted += 60
        return 1_000_000

    clock.look(frozen)
    assert clock().timestamp() == 1_000_060


def test_before_the_first_measurement_the_seats_own_clock_is_used() -> None:
    hands = Hands()
    hands.wall = 1_700_000_000.9
    clock = clock_with(hands)
    assert clock().timestamp() == 1_700_000_000
    assert clock.offset is None


@pytest.mark.slow
def test_entries_of_a_seat_with_a_wrong_clock_get_the_server_time(server_store: Store) -> None:
    desk = TicketService(server_store)
    desk.feed.stop()
    hands = Hands()
    hands.wall = 3600.0  # 1970: as wrong as possible
    desk.server_clock = desk.now = clock_with(hands)
    key = desk.execute(log_call(CallDetails(words="路上冒水"), ReportedFault("visible_leak")), EVERYONE).result
    with server_store.reading() as connection, closing(connection.connection.cursor()) as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        now = float(cursor.fetchone()[0])  # type: ignore[index]
    ticket = Hand(desk).ticket(key)
    assert 0 <= now - ticket.opened.timestamp() < 30
    desk.set_clock()
    assert desk.server_clock.offset == pytest.approx(3600 - now, abs=30)
    assert abs(desk.now().timestamp() - now) < 30


@pytest.mark.parametrize(("ahead", "wrong"), [(0, False), (WARN_SECONDS, False), (6, True), (-5, False), (-6, True)])
def test_a_clock_counts_as_wrong_above_a_difference_of_a_few_seconds(ahead: int, wrong: bool) -> None:
    assert ConnectionStatus("db", ahead=ahead).clock_is_wrong is wrong
