"""At a server no commit is missed, whatever their order, and whatever happens to the connection."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty, Queue

import psycopg
import pytest

from tests.desk_fixtures import Hand, HandClock, superuser
from tests.servers import SUPERUSER_PASSWORD, Server
from tests.store.server.entries import entry
from tickets.actions.followup import note
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.feed import postgres as listening
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.feed.listen_connection import ListenConnection
from tickets.store.feed.notify_triggers import TELL_AGAIN, TELL_NOT
from tickets.store.schema import open_store

pytestmark = pytest.mark.slow

PATIENCE = 20  # seconds: far more than the feed ever needs
BEGIN = "SELECT begin_command(NULL, false)"
ENTRY = entry(touched="%s", ticket_id="%s").encode()
TICKETS = range(1001, 1009)  # entries of one ticket, or of none, can't be concurrent
OTHERS_LISTENING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND query LIKE '%LISTEN desk%'"
)


@pytest.fixture
def seat(server_store: Store) -> Iterator[TicketService]:
    """A service that has been listening since before the test."""
    desk = TicketService(open_on_same(server_store))
    yield desk
    desk.close()


@pytest.fixture
def quick_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are polled constantly, independent of notifications; for services that begin to listen after this."""
    monkeypatch.setattr(listening, "BEAT_SECONDS", 0.2)


@pytest.fixture
def news(seat: TicketService) -> Queue[Changes]:
    """The changes that its feed has reported."""
    changes: Queue[Changes] = Queue()
    seat.feed.subscribe(changes.put)
    return changes


@pytest.fixture
def lines(seat: TicketService) -> Queue[ConnectionStatus]:
    """The statuses of its connection."""
    shown: Queue[ConnectionStatus] = Queue()
    seat.feed.follow_status(lambda line: shown.put(line) if line is not None else None)
    return shown


@pytest.fixture
def other(server_store: Store) -> Iterator[Hand]:
    """Another service."""
    desk = TicketService(open_on_same(server_store), HandClock())
    yield Hand(desk)
    desk.close()


def open_on_same(store: Store) -> Store:
    return open_store(str(store.engine.url), credentials=superuser())


@contextmanager
def transaction(server: Server, store: Store) -> Iterator[psycopg.Connection]:
    """Give a plain transaction that has begun as the program's commands do; the test ends it."""
    with server.connect(store.engine.url.database or "") as connection:
        connection.autocommit = False
        connection.execute(BEGIN)
        yield connection


@pytest.fixture(autouse=True)
def tickets_apart(server: Server, server_store: Store) -> None:
    """Tickets without journal entries."""
    with server.connect(server_store.engine.url.database or "") as connection:
        connection.cursor().executemany(
            "INSERT INTO tickets (id, number, version, state, fault, priority, zone, address, phone, caller, "
            "household_no, material, triage, opened, resolution, source) VALUES (%s, %s, 1, 'new', 'valve', 'P2', "
            "'urban', '', '', '', '', '', '', 0, '', 'desk')",
            [(key, f"19700101-{key}") for key in TICKETS],
        )


def enter(connection: psycopg.Connection, touched: str, ticket: int | None = None) -> None:
    connection.execute(ENTRY, [ticket, touched])


def listeners(server: Server, store: Store) -> list[int]:
    with server.connect(store.engine.url.database or "") as connection:
        return [pid for (pid,) in connection.execute(OTHERS_LISTENING).fetchall()]


def cut(server: Server, store: Store) -> None:
    """End every listening connection, as an administrator would."""
    with server.connect(store.engine.url.database or "") as connection:
        for pid in listeners(server, store):
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])


def hear_lost(news: Queue[Changes]) -> None:
    while not news.get(timeout=PATIENCE).lost:
        pass


def test_a_late_commit_is_reported_though_a_higher_id_was_reported_before(
    server: Server, server_store: Store, news: Queue[Changes]
) -> None:
    with transaction(server, server_store) as early, transaction(server, server_store) as late:
        enter(early, "crews", TICKETS[0])
        enter(late, "places")
        late.commit()
        assert news.get(timeout=PATIENCE).tables == {"places"}
        early.commit()
        assert news.get(timeout=PATIENCE).tables == {"crews"}


def test_an_id_that_never_comes_is_given_up_and_hides_no_change(
    server: Server, server_store: Store, seat: TicketService, news: Queue[Changes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 0.05)
    with transaction(server, server_store) as aborted, transaction(server, server_store) as kept:
        enter(aborted, "crews")
        enter(kept, "places", TICKETS[0])
        kept.commit()
        assert news.get(timeout=PATIENCE).tables == {"places"}
        aborted.rollback()
    with server.connect(server_store.engine.url.database or "") as connection:
        for touched in ("limits", "faults", "rungs"):
            enter(connection, touched)
            assert news.get(timeout=PATIENCE).tables == {touched}
    source = seat.feed._source
    assert isinstance(source, listening.ServerChangeSource)
    session = source._session
    assert session is not None
    given_up_by = time.monotonic() + PATIENCE
    while len(session.journal.gaps) > 1:  # regular polls come by themselves
        assert time.monotonic() < given_up_by
        threading.Event().wait(0.01)
    assert session.journal.gaps[0].is_open


def test_a_transaction_open_when_listening_began_is_reported(
    server: Server, server_store: Store, seat: TicketService
) -> None:
    changes: Queue[Changes] = Queue()
    with transaction(server, server_store) as early, transaction(server, server_store) as late:
        enter(early, "crews", TICKETS[0])
        enter(late, "places")
        late.commit()
        seat.feed.subscribe(changes.put)
        early.commit()
        assert changes.get(timeout=PATIENCE).tables == {"crews"}


def test_an_alert_that_is_committed_late_is_reported(
    server: Server, server_store: Store, news: Queue[Changes], other: Hand
) -> None:
    key = other.log()
    assert news.get(timeout=PATIENCE).tickets == {key}
    raise_alert = (
        "INSERT INTO alerts (clock_id, term, rung_id, recipient, due, raised, outcome, reason) "
        "SELECT min(c.id), %s, min(r.id), 'dispatcher', 0, 0, 'sent', '' FROM clocks c, rungs r"
    )
    with transaction(server, server_store) as early, transaction(server, server_store) as late:
        early.execute(raise_alert, [7])
        late.execute(raise_alert, [8])
        for connection in (late, early):
            connection.commit()
            assert news.get(timeout=PATIENCE) == Changes(frozenset(), frozenset({"alerts"}))


def test_each_entry_is_reported_once_while_many_transactions_overlap(
    server: Server, server_store: Store, news: Queue[Changes]
) -> None:
    names = [f"t{number}" for number in range(40)]

    def write(mine: list[str], apart: tuple[int, int]) -> None:
        with ExitStack() as stack:
            pair = [stack.enter_context(transaction(server, server_store)) for _ in range(2)]
            for first, second in zip(mine[::2], mine[1::2], strict=True):
                enter(pair[0], first, apart[0])
                enter(pair[1], second, apart[1])
                pair[1].commit()
                pair[0].commit()

    pairs = zip(TICKETS[::2], TICKETS[1::2], strict=True)
    writers = [threading.Thread(target=write, args=[names[start::4], pair]) for start, pair in enumerate(pairs)]
    for writer in writers:
        writer.start()
    tables: list[str] = []
    while len(tables) < len(names):
        tables += news.get(timeout=PATIENCE).tables
    for writer in writers:
        writer.join()
    assert sorted(tables) == sorted(names)
    with pytest.raises(Empty):
        news.get(timeout=0.3)


def test_a_cut_connection_is_shown_and_restored_and_a_full_reload_is_requested(
    server: Server, server_store: Store, news: Queue[Changes], lines: Queue[ConnectionStatus], other: Hand
) -> None:
    assert lines.get(timeout=PATIENCE).connected
    cut(server, server_store)
    broken = lines.get(timeout=PATIENCE)
    assert not broken.connected
    assert not broken.refused
    assert "连不上" in broken.sentence
    assert lines.get(timeout=PATIENCE).connected
    hear_lost(news)
    key = other.log()
    assert news.get(timeout=PATIENCE) == Changes(frozenset({key}), frozenset({"tickets", "calls", "clocks"}))


def test_a_missing_notification_is_made_up_for_by_the_next_poll(
    server: Server, server_store: Store, quick_beat: None, news: Queue[Changes]
) -> None:
    with transaction(server, server_store) as connection:
        connection.execute(TELL_NOT)
        enter(connection, "places")
        connection.execute(TELL_AGAIN)
        connection.commit()
    assert news.get(timeout=PATIENCE).tables == {"places"}


def test_the_next_poll_does_not_repeat_what_a_notification_reported(
    quick_beat: None, seat: TicketService, news: Queue[Changes], other: Hand
) -> None:
    key = other.log()
    assert news.get(timeout=PATIENCE).tickets == {key}
    beats = [seat.feed.poll() for _ in range(3)]
    assert beats == [None] * 3
    with pytest.raises(Empty):
        news.get(timeout=0.5)


def test_a_complete_notification_needs_no_query_of_the_tables(
    seat: TicketService, news: Queue[Changes], other: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    query = ListenConnection.query
    monkeypatch.setattr(
        ListenConnection, "query", lambda link, name, *rest: asked.append(name) or query(link, name, *rest)
    )
    keys = {other.log() for _ in range(5)}
    reported: set[int] = set()
    while reported != keys:
        reported |= news.get(timeout=PATIENCE).tickets
    assert asked == []
    seat.feed.poll()
    assert asked == ["poll"], "the test would not have seen a question"


@pytest.mark.parametrize("forged", ["journal {next} {ticket} tickets", "journal {next} - ", "editing", "alerts", "?"])
def test_a_forged_notification_hides_nothing_that_is_committed_later(
    server: Server, server_store: Store, news: Queue[Changes], other: Hand, forged: str
) -> None:
    key = other.log()
    assert news.get(timeout=PATIENCE).tickets == {key}
    database = server_store.engine.url.database or ""
    with server.connect(database) as connection:
        (last,) = connection.execute("SELECT max(id) FROM journal").fetchone() or (0,)
        text = forged.format(next=last + 1, ticket=key)
        connection.execute("SELECT pg_notify('desk', %s)", [text])
    other.do(note(key, None, "看看"))
    while key not in news.get(timeout=PATIENCE).tickets:
        pass
    other.do(note(key, None, "再看看"))
    while key not in news.get(timeout=PATIENCE).tickets:
        pass


def test_after_sign_in_the_feed_listens_under_the_new_users_login(
    server: Server,
    server_store: Store,
    news: Queue[Changes],
    lines: Queue[ConnectionStatus],
    seat: TicketService,
    other: Hand,
) -> None:
    name = f"{server_store.engine.url.database}_twin"
    server.execute(f"CREATE ROLE {name} SUPERUSER LOGIN PASSWORD '{SUPERUSER_PASSWORD}'")
    try:
        seat.store.sign_in(name, SUPERUSER_PASSWORD)
        seat.feed.wake()
        hear_lost(news)
        with server.connect(server_store.engine.url.database or "") as connection:
            logins = connection.execute(OTHERS_LISTENING.replace("pid FROM", "usename FROM")).fetchall()
        assert logins == [(name,)]
        key = other.log()
        assert news.get(timeout=PATIENCE).tickets == {key}
        assert lines.get(timeout=PATIENCE).connected
    finally:
        seat.close()
        server.execute(f"DROP ROLE {name}")


def test_a_feed_whose_account_is_closed_says_so_and_reconnects_when_it_is_opened(
    server: Server,
    server_store: Store,
    seat: TicketService,
    lines: Queue[ConnectionStatus],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listening, "ASK_AGAIN_AFTER", 0.2)
    name = f"{server_store.engine.url.database}_guest"
    server.execute(f"CREATE ROLE {name} SUPERUSER LOGIN PASSWORD '{SUPERUSER_PASSWORD}'")
    try:
        seat.store.sign_in(name, SUPERUSER_PASSWORD)
        seat.feed.subscribe(lambda _: None)
        wait_for(lines, lambda line: line.connected and line.round_trip >= 0)
        server.execute(f"ALTER ROLE {name} NOLOGIN")
        cut(server, server_store)
        refused = wait_for(lines, lambda line: line.refused)
        assert "不能登录" in refused.sentence
        server.execute(f"ALTER ROLE {name} LOGIN")
        wait_for(lines, lambda line: line.connected)
    finally:
        seat.close()
        server.execute(f"DROP ROLE {name}")


def test_listening_sets_the_seats_clock_by_the_servers(seat: TicketService) -> None:
    assert seat.server_clock is not None
    assert seat.server_clock.offset is None
    seat.feed.subscribe(lambda _: None)
    assert seat.server_clock.offset is not None
    assert abs(seat.server_clock.offset) < 2


def test_a_seat_uses_one_connection_for_its_feed_and_closes_it(
    server: Server, server_store: Store, seat: TicketService, news: Queue[Changes], other: Hand
) -> None:
    key = other.log()
    assert news.get(timeout=PATIENCE).tickets == {key}
    assert len(listeners(server, server_store)) == 1
    seat.close()
    assert not any(thread.name == "feed" for thread in threading.enumerate())


def wait_for(lines: Queue[ConnectionStatus], enough: Callable[[ConnectionStatus], bool]) -> ConnectionStatus:
    while not enough(line := lines.get(timeout=PATIENCE)):
        pass
    return line
