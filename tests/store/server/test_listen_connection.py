"""The feed's own connection waits a limited time for each answer, and reports slow ones."""

import threading
from collections.abc import Iterator
from contextlib import closing
from unittest.mock import Mock

import psycopg
import pytest
from sqlalchemy import text

from tests.desk_fixtures import Hand
from tests.servers import Server
from tickets.errors import Refused, Unavailable
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.feed import listen_connection, postgres
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.feed.connections_in_use import ConnectionsInUse
from tickets.store.feed.id_gaps import IdGapTracker
from tickets.store.feed.listen_connection import ListenConnection, Waker
from tickets.store.feed.postgres import ServerChangeSource
from tickets.store.postgres.errors import UPGRADED, Disconnected, Silent

pytestmark = pytest.mark.slow

LOCK = 4711
STATEMENTS = (
    "PREPARE nap AS SELECT pg_sleep(600); PREPARE wrong AS SELECT 1 / 0; PREPARE pair AS SELECT 1, NULL; "
    f"PREPARE hold AS SELECT pg_advisory_lock({LOCK})"
)


@pytest.fixture
def slow() -> list[bool]:
    """The reports of slow answers."""
    return []


@pytest.fixture
def connection(server_store: Store, slow: list[bool]) -> Iterator[ListenConnection]:
    with closing(ListenConnection(server_store.engine, STATEMENTS, slow.append)) as connection:
        yield connection


@pytest.fixture
def lock(server: Server, server_store: Store) -> Iterator[psycopg.Connection]:
    """Somebody who holds the lock that `hold` waits for."""
    with server.connect(server_store.engine.url.database or "") as connection:
        connection.execute(f"SELECT pg_advisory_lock({LOCK})")
        yield connection


@pytest.fixture
def source(server_store: Store) -> Iterator[ServerChangeSource]:
    with closing(ServerChangeSource(server_store, None)) as source:
        yield source


def test_a_query_returns_the_rows_as_texts(connection: ListenConnection, slow: list[bool]) -> None:
    assert connection.query("pair") == [("1", None)]
    assert slow == []


def test_a_statement_refused_by_the_server_raises_the_programs_own_error(connection: ListenConnection) -> None:
    with pytest.raises(Unavailable):
        connection.query("wrong")


def test_a_connection_that_cannot_be_prepared_is_closed(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[ListenConnection] = []
    close = ListenConnection.close
    monkeypatch.setattr(ListenConnection, "close", lambda made: closed.append(made) or close(made))
    with pytest.raises(Unavailable):
        ListenConnection(server_store.engine, "SELECT nothing FROM nowhere")
    (made,) = closed
    assert made.socket is None
    with pytest.raises(Disconnected):
        made.notifications()


def test_a_slow_answer_is_reported_when_it_is_late_and_when_it_has_arrived(
    server_store: Store, lock: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen_connection, "SLOW_SECONDS", 0.02)
    slow_reports: list[bool] = []

    def slow(is_slow: bool) -> None:
        slow_reports.append(is_slow)
        if is_slow:
            lock.execute("SELECT pg_advisory_unlock_all()")

    with closing(ListenConnection(server_store.engine, STATEMENTS, slow)) as connection:
        connection.query("hold")
    assert slow_reports == [True, False]


def test_an_answer_that_does_not_come_times_out(
    connection: ListenConnection, slow: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen_connection, "ANSWER_SECONDS", 0.1)
    with pytest.raises(Silent):
        connection.query("nap")
    assert False not in slow


def test_a_waker_ends_only_the_next_wait() -> None:
    waker = Waker()
    waker.wake()
    waker.wait(None, 600)
    waker.wait(None, 0.01)
    for _ in range(10_000):  # more than a socket buffers
        waker.wake()
    waker.close()
    waker.wake()


def test_a_statement_in_use_can_be_ended_from_another_thread(server_store: Store) -> None:
    in_use = ConnectionsInUse(server_store.engine)
    assert in_use.since() is None
    server_store.engine.dispose()
    failed: list[Exception] = []

    def sleep() -> None:
        try:
            with server_store.reading() as connection:
                asking.set()
                connection.execute(text("SELECT pg_sleep(600)"))
        except Unavailable as error:
            failed.append(error)

    asking = threading.Event()
    sleeper = threading.Thread(target=sleep)
    sleeper.start()
    assert asking.wait(20)
    assert in_use.since() is not None
    in_use.end()
    sleeper.join(20)
    assert [type(error) for error in failed] == [Disconnected]
    assert in_use.since() is None


def test_a_schema_of_another_program_ends_the_feed_with_a_sentence(
    source: ServerChangeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "HEAD", "0000")
    with pytest.raises(Refused, match=UPGRADED):
        source.poll()
    assert source.status.refused
    assert (source.status.connected, source.status.is_well) == (False, False)
    monkeypatch.undo()
    changes = source.poll()
    assert changes is not None and changes.lost
    assert source.status.is_well


def ask_first(source: ServerChangeSource, statement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the source send another query before each poll."""
    assert source._session is not None
    source._session.connection._raw.exec_(STATEMENTS.encode())
    query = ListenConnection.query

    def instead(connection: ListenConnection, name: str, *parameters: str) -> object:
        if name == "poll":
            query(connection, statement)
        return query(connection, name, *parameters)

    monkeypatch.setattr(ListenConnection, "query", instead)


def test_a_server_that_is_slow_is_shown_as_such_until_it_has_answered(
    source: ServerChangeSource, lock: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.poll()
    seen: list[ConnectionStatus] = []

    def follow() -> None:
        seen.append(source.status)
        lock.execute("SELECT pg_advisory_unlock_all()")

    source._follow = follow
    monkeypatch.setattr(listen_connection, "SLOW_SECONDS", 0.02)
    ask_first(source, "hold", monkeypatch)
    source.poll()
    assert [(status.connected, status.is_well) for status in seen] == [(True, False), (True, True)]


def test_an_unresponsive_server_counts_as_lost_and_running_statements_are_ended(
    source: ServerChangeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.poll()
    ended: list[bool] = []
    monkeypatch.setattr(ConnectionsInUse, "end", lambda _in_use: ended.append(source.status.connected))
    monkeypatch.setattr(listen_connection, "ANSWER_SECONDS", 0.1)
    ask_first(source, "nap", monkeypatch)
    with pytest.raises(Silent):
        source.poll()
    assert ended == [False]  # later queries are told that the connection is broken


def test_a_notification_during_a_query_of_the_tables_is_handled_at_once(
    source: ServerChangeSource, server_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.poll()
    other = TicketService(server_store)
    keys: list[int] = []
    query = ListenConnection.query

    def meanwhile(connection: ListenConnection, name: str, *parameters: str) -> object:
        answer = query(connection, name, *parameters)
        if name == "poll" and not keys:
            keys.append(Hand(other).log())
            for _ in range(2):  # with its answers the server sends pending notifications
                query(connection, "heads")
        return answer

    monkeypatch.setattr(ListenConnection, "query", meanwhile)
    assert source.poll() is None
    source.wait()  # would take until the next regular poll
    changes = source.receive()
    assert changes is not None and changes.tickets == set(keys)
    other.feed.stop()


def test_a_missing_id_is_queried_at_the_next_regular_poll(
    source: ServerChangeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.poll()
    bounds: list[int | None] = []
    monkeypatch.setattr(IdGapTracker, "wants_bound", property(lambda _gaps: True))
    monkeypatch.setattr(IdGapTracker, "take", lambda _gaps, _ids, _oldest, bound: bounds.append(bound))
    source.poll()
    source._due = 0.0
    source.poll()
    assert bounds[:2] == [None, None]
    assert len(bounds) == 4 and None not in bounds[2:]


def test_a_program_error_is_shown_as_a_lost_connection_and_raised_again(
    source: ServerChangeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.poll()

    monkeypatch.setattr(ListenConnection, "query", Mock(side_effect=ValueError("a mistake")))
    with pytest.raises(ValueError, match="a mistake"):
        source.poll()
    assert not source.status.connected
    assert source._session is None
    with pytest.raises(ValueError, match="a mistake"):
        source.poll()
    monkeypatch.undo()
    source.poll()
    assert source.status.connected


def test_a_source_that_was_never_read_waits_for_nothing_and_can_be_closed(server_store: Store) -> None:
    source = ServerChangeSource(server_store, None)
    source.wait()
    source.wake()
    source.close()
