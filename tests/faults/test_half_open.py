"""Packets are dropped silently: workstation and server detect it in time, and continue when the link works again."""

import os
import socket
from collections.abc import Callable, Iterator
from time import monotonic

import psutil
import pytest
from sqlalchemy import event

from tests.desk_fixtures import Hand, proper_sentence
from tests.faults.cable import Cable, laid_cable
from tests.faults.serving import DATABASE, address, call, desk_server, follow, seat_at, wait_for
from tests.servers import Server
from tickets.errors import Unavailable
from tickets.store.queries.board import open_tickets
from tickets.store.tables import calls

pytestmark = pytest.mark.slow

PROMISED = 15  # seconds
BUSY = 1  # second more, of a busy machine
BY_BEAT = 8  # seconds to wait for the answer to the feed's own query: TCP is faster in these tests
AT_ONCE = {"keepalives_idle": "1", "keepalives_interval": "1", "keepalives_count": "2"}
SERVER_AT_ONCE = {"options": "-c%20tcp_keepalives_idle=1%20-c%20tcp_keepalives_interval=1%20-c%20tcp_user_timeout=2000"}
WATCHED = ("keepalives_idle", "keepalives_interval", "keepalives_count", "user_timeout")


@pytest.fixture(scope="module")
def far_cable() -> Iterator[Cable]:
    with laid_cable() as cable:
        yield cable


@pytest.fixture(scope="module")
def far_server(far_cable: Cable) -> Iterator[Server]:
    """A server with a database, at the other end of the link."""
    with desk_server(far_cable.place) as running:
        yield running


@pytest.fixture
def cable(far_cable: Cable) -> Iterator[Cable]:
    """The link; it works again when the test ends."""
    yield far_cable
    far_cable.mend()


@pytest.fixture
def inside(far_server: Server, cable: Cable) -> Iterator[Hand]:
    """A service that doesn't use the link."""
    url = f"postgresql+psycopg:///{DATABASE}?host={far_server.folder}&port={far_server.port}"
    with seat_at(url) as hand:
        yield hand


def before(hand: Hand, words: str, then: Callable[[], None]) -> None:
    """Do something once, just before a client sends `words` to the server."""
    left = [then]

    def say(said: str) -> None:
        if left and said.startswith(words):
            left.pop()()

    event.listen(hand.desk.store.engine, "before_cursor_execute", lambda *told: say(told[2]))
    event.listen(hand.desk.store.engine, "commit", lambda _: say("COMMIT"))


def short(server: Server, **more: str) -> str:
    """Return an address with which a vanished server is detected in two or three seconds."""
    return address(server.port, server.place.host, **AT_ONCE, **more)


def plain(server: Server) -> str:
    """Return an address with the program's default time-outs."""
    return server.url(DATABASE)


@pytest.mark.parametrize(("way", "within"), [(short, BY_BEAT), (plain, PROMISED + BUSY)], ids=["short", "plain"])
def test_an_idle_feed_reports_a_broken_connection_in_time_and_reconnects(
    far_server: Server, cable: Cable, inside: Hand, way: Callable[[Server], str], within: float
) -> None:
    with seat_at(way(far_server)) as hand:
        news, lines = follow(hand.desk)
        assert lines.get().connected
        cable.cut()
        began = monotonic()
        broken = wait_for(lines, lambda line: not line.connected)
        assert monotonic() - began < within
        assert not broken.refused
        proper_sentence(broken.sentence)
        meanwhile = inside.log()
        again = wait_for(lines, lambda line: not line.connected)
        assert again.broken_at == broken.broken_at
        assert news.empty()
        cable.mend()
        wait_for(lines, lambda line: line.connected)
        assert wait_for(news, lambda changes: changes.lost)
        assert meanwhile in {row.id for row in hand.desk.read(open_tickets)}
        key = inside.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}


@pytest.mark.parametrize(
    ("words", "fault", "repeated"),
    [
        ("INSERT INTO calls", Cable.cut, False),
        ("COMMIT", Cable.cut, False),
        ("COMMIT", Cable.deafen, True),  # the server gets it, but its answer is lost
    ],
)
def test_a_command_with_lost_packets_is_reported_and_carried_out_once_after_the_retry(
    far_server: Server, cable: Cable, inside: Hand, words: str, fault: Callable[[Cable], None], repeated: bool
) -> None:
    words_logged = f"{fault.__name__} {words}"
    command = call(words_logged)
    with seat_at(short(far_server, **SERVER_AT_ONCE)) as hand:
        hand.log()
        before(hand, words, lambda: fault(cable))
        began = monotonic()
        with pytest.raises(Unavailable) as caught:
            hand.execute(command)
        assert monotonic() - began < PROMISED
        assert "还在" in proper_sentence(caught.value.sentence)
        assert len(inside.rows(calls, words=words_logged)) == repeated
        cable.mend()
        assert hand.execute(command).repeated == repeated
        assert hand.execute(command).repeated
        assert len(inside.rows(calls, words=words_logged)) == 1


def test_a_seat_that_vanishes_in_the_middle_of_a_command_does_not_keep_the_others_from_logging(
    far_server: Server, cable: Cable, inside: Hand
) -> None:
    """The server detects it itself, and releases the locks."""
    with seat_at(short(far_server)) as hand:
        hand.log()
        before(hand, "COMMIT", cable.cut)
        with pytest.raises(Unavailable):
            hand.execute(call("座席断电"))
        began = monotonic()
        inside.log(words="别的座席")
        assert monotonic() - began < PROMISED + BUSY
        assert not inside.rows(calls, words="座席断电")


def test_a_query_without_a_feed_waits_no_longer_than_the_timeout(far_server: Server, cable: Cable) -> None:
    """The query has arrived: only keepalives can show that no answer will come."""
    began = 0.0

    def cut(_notice: object) -> None:
        nonlocal began
        cable.cut()
        began = monotonic()

    with seat_at(plain(far_server)) as hand, pytest.raises(Unavailable) as caught, hand.desk.store.reading() as reading:
        raw = reading.connection.driver_connection
        assert raw is not None
        raw.add_notice_handler(cut)
        reading.exec_driver_sql("DO $$ BEGIN RAISE NOTICE 'heard'; PERFORM pg_sleep(60); END $$")
    assert monotonic() - began < PROMISED + BUSY
    proper_sentence(caught.value.sentence)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux tells how a connection is watched")
def test_both_ends_of_every_connection_have_the_documented_keepalive_settings(up: Server) -> None:
    with seat_at(up.url(DATABASE)) as hand:
        hand.log()
        pooled = watched(up)
        follow(hand.desk)
        assert len(watched(up)) > len(pooled) > 0
        for idle, interval, count, unanswered in watched(up):
            assert idle + interval * count < PROMISED
            assert 0 < unanswered < PROMISED * 1000
        with hand.desk.store.reading() as reading:
            there = [reading.exec_driver_sql(f"SELECT current_setting('tcp_{name}')").scalar_one() for name in WATCHED]
        assert_promised(*map(int, there))


def assert_promised(idle: int, interval: int, count: int, unanswered: int) -> None:
    """Check seconds, seconds, tries and milliseconds: Linux checks the last only when it sends a probe."""
    tries = range(idle, idle + interval * count + 1, interval)
    assert 0 < unanswered <= max(tries) * 1000
    assert max(tries) < PROMISED


def watched(server: Server) -> list[tuple[int, ...]]:
    """Return the system's keepalive settings of each connection of this program to a server."""
    options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)
    found = []
    for connection in psutil.Process().net_connections("tcp"):
        if connection.raddr and connection.raddr.port == server.port:
            with socket.socket(fileno=os.dup(connection.fd)) as line:
                assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
                found.append(tuple(line.getsockopt(socket.IPPROTO_TCP, option) for option in options))
    return found
