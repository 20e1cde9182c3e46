"""The feed reports every change, whoever made it; after a failure it reports that changes may be lost."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from queue import Queue

import pytest
from sqlalchemy import delete, event, insert, update

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.alerting import acknowledge
from tickets.actions.dispatch import dispatch, merge
from tickets.actions.followup import note
from tickets.actions.people import save_crew
from tickets.errors import Refused
from tickets.service import TicketService
from tickets.store.feed import feed, sqlite
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.schema import open_store
from tickets.store.tables import editing, tickets

ROOT = Path(__file__).parents[2]
PATIENCE = 20  # seconds: far more than the feed ever needs


@pytest.fixture
def news(hand: Hand) -> Queue[Changes]:
    """The changes reported since the test began."""
    heard: Queue[Changes] = Queue()
    hand.desk.feed.subscribe(heard.put)
    return heard


@pytest.fixture
def elsewhere(hand: Hand) -> Iterator[Hand]:
    """Another service on the same database."""
    store = hand.desk.store
    desk = TicketService(open_store(str(store.engine.url), credentials=store.credentials), HandClock())
    yield Hand(desk)
    desk.close()


def hear(news: Queue[Changes], enough: Callable[[Changes], bool]) -> Changes:
    """Return all reported changes, combined, once the condition holds."""
    heard = Changes()
    while not enough(heard):
        more = news.get(timeout=PATIENCE)
        heard = Changes(heard.tickets | more.tickets, heard.tables | more.tables, heard.lost or more.lost)
    return heard


@pytest.mark.on_both
def test_the_feed_reports_nothing_while_nothing_changes(hand: Hand) -> None:
    hand.desk.feed.subscribe(lambda _: None)
    assert hand.desk.feed.poll() is None
    with pytest.raises(Refused):
        hand.do(note(4711, None, "看看"))
    assert hand.desk.feed.poll() is None


@pytest.mark.on_both
def test_own_changes_and_alerts_are_reported_at_once_and_not_at_the_next_poll(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "POLL_SECONDS", 3600)
    changes: Queue[Changes] = Queue()
    hand.desk.feed.subscribe(changes.put)
    key = hand.log()
    assert changes.get(timeout=PATIENCE) == Changes(frozenset({key}), frozenset({"tickets", "calls", "clocks"}))
    clock.advance(minutes=7)
    hand.desk.sweep()
    assert changes.get(timeout=PATIENCE) == Changes(frozenset(), frozenset({"alerts"}))


@pytest.mark.on_both
def test_a_change_of_two_tickets_reports_both(hand: Hand, news: Queue[Changes]) -> None:
    main, twin = hand.log(), hand.log()
    hear(news, lambda heard: heard.tickets == {main, twin})
    hand.do(merge(twin, None, main))
    assert news.get(timeout=PATIENCE).tickets == {main, twin}


@pytest.mark.on_both
def test_a_change_without_a_ticket_reports_its_table(hand: Hand, news: Queue[Changes]) -> None:
    hand.do(save_crew(None, "三班"))
    assert news.get(timeout=PATIENCE) == Changes(frozenset(), frozenset({"crews"}))


@pytest.mark.on_both
def test_changes_by_another_seat_are_reported(hand: Hand, news: Queue[Changes], elsewhere: Hand) -> None:
    key = elsewhere.log()
    assert news.get(timeout=PATIENCE).tickets == {key}
    hand.do(dispatch(key, 1, hand.crew()))
    assert news.get(timeout=PATIENCE).tickets == {key}


@pytest.mark.slow
def test_changes_by_another_process_are_reported(hand: Hand, news: Queue[Changes], desk_url: str) -> None:
    subprocess.run([sys.executable, "-m", "tests.faults.caller", desk_url, "3"], cwd=ROOT, check=True, timeout=60)
    heard = hear(news, lambda heard: len(heard.tickets) == 3)
    assert heard.tickets == {row.id for row in hand.rows(tickets)}


@pytest.mark.on_both
def test_alerts_raised_by_another_program_are_reported(
    hand: Hand, clock: HandClock, news: Queue[Changes], elsewhere: Hand
) -> None:
    hand.log()
    news.get(timeout=PATIENCE)
    elsewhere.desk.now = clock
    clock.advance(minutes=7)
    assert elsewhere.desk.sweep().raised == 1
    assert news.get(timeout=PATIENCE) == Changes(frozenset(), frozenset({"alerts"}))


@pytest.mark.on_both
def test_an_acknowledgement_of_an_alert_is_reported(hand: Hand, clock: HandClock, news: Queue[Changes]) -> None:
    key = hand.log()
    clock.advance(minutes=7)
    hand.desk.sweep()
    hear(news, lambda heard: "alerts" in heard.tables)
    hand.do(acknowledge(frozenset(alert.id for alert in hand.desk.read(alert_panel).alerts)))
    assert news.get(timeout=PATIENCE) == Changes(frozenset({key}), frozenset({"alerts"}))


@pytest.mark.on_both
def test_no_change_is_missed_while_many_write_at_once(hand: Hand, news: Queue[Changes], elsewhere: Hand) -> None:
    def log_many(at: Hand) -> None:
        for _ in range(25):
            at.log()

    writers = [threading.Thread(target=log_many, args=[at]) for at in (hand, elsewhere, hand, elsewhere)]
    for writer in writers:
        writer.start()
    heard = hear(news, lambda heard: len(heard.tickets) == 100)
    for writer in writers:
        writer.join()
    assert heard.tickets == {row.id for row in hand.rows(tickets)}
    assert not heard.lost


def test_after_a_lost_connection_the_feed_requests_a_full_reload(
    hand: Hand, news: Queue[Changes], elsewhere: Hand
) -> None:
    broken = threading.Event()
    event.listen(hand.desk.store.engine, "handle_error", lambda _: broken.set())
    with elsewhere.desk.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE journal RENAME TO away")
    hand.desk.feed.wake()
    assert broken.wait(PATIENCE)
    with elsewhere.desk.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO journal")
    assert hear(news, lambda heard: heard.lost).lost
    key = elsewhere.log()
    heard = hear(news, lambda heard: key in heard.tickets)
    assert not heard.lost


def test_a_database_restored_from_a_backup_requests_a_full_reload(hand: Hand) -> None:
    hand.log()
    hand.desk.feed.subscribe(lambda _: None)
    hand.desk.feed.stop()
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_refuses_delete")
        connection.exec_driver_sql("DELETE FROM journal")
    changes = hand.desk.feed.poll()
    assert changes is not None
    assert changes.lost


@pytest.mark.on_both
def test_several_listeners_get_changes_and_each_may_unsubscribe(hand: Hand, news: Queue[Changes]) -> None:
    other: Queue[Changes] = Queue()
    leave = hand.desk.feed.subscribe(other.put)
    key = hand.log()
    assert other.get(timeout=PATIENCE) == news.get(timeout=PATIENCE)
    leave()
    second = hand.log()
    assert news.get(timeout=PATIENCE).tickets == {second}
    assert key != second
    assert other.empty()


@pytest.mark.on_both
def test_a_later_listener_gets_only_later_changes(hand: Hand) -> None:
    hand.log()
    changes: Queue[Changes] = Queue()
    hand.desk.feed.subscribe(changes.put)
    key = hand.log()
    assert changes.get(timeout=PATIENCE).tickets == {key}


def test_a_closed_desk_leaves_no_thread_behind(desk_url: str, hand: Hand) -> None:
    desk = TicketService(open_store(desk_url), HandClock())
    desk.feed.subscribe(lambda _: None)
    feeds = [thread for thread in threading.enumerate() if thread.name == "feed"]
    desk.close()
    assert not any(thread.is_alive() for thread in feeds)


@pytest.mark.on_both
def test_the_begin_and_end_of_work_on_a_ticket_are_reported(hand: Hand, news: Queue[Changes], elsewhere: Hand) -> None:
    key = hand.log()
    hear(news, lambda heard: heard.tickets == {key})
    row = {"ticket_id": key, "staff_id": 1, "seat": "2 号席", "doing": "派单", "since": START}
    the_ticket, only_that_a_form_goes_on = frozenset({key}), frozenset[int]()
    for statement, tickets_told in (
        (insert(editing).values(**row, until=START + timedelta(seconds=30)), the_ticket),
        (update(editing).values(until=START + timedelta(seconds=60)), only_that_a_form_goes_on),
        (update(editing).values(doing="退单"), the_ticket),
        (delete(editing), the_ticket),
    ):
        with elsewhere.desk.store.writing() as connection:
            connection.execute(statement)
        assert news.get(timeout=PATIENCE) == Changes(tickets_told, frozenset({"editing"}))


@pytest.mark.on_both
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_failing_listener_is_reported_and_the_others_still_get_changes(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: Queue[threading.ExceptHookArgs] = Queue()
    monkeypatch.setattr(threading, "excepthook", reported.put)
    changes: Queue[Changes] = Queue()

    def fail(_changes: Changes) -> None:
        raise ZeroDivisionError

    hand.desk.feed.subscribe(fail)
    hand.desk.feed.subscribe(changes.put)
    for _ in range(2):
        key = hand.log()
        assert changes.get(timeout=PATIENCE).tickets == {key}
        assert reported.get(timeout=PATIENCE).exc_type is ZeroDivisionError


def test_the_first_poll_reads_no_journal_entries(hand: Hand) -> None:
    hand.log()
    statements: list[str] = []
    event.listen(hand.desk.store.engine, "before_cursor_execute", lambda *news: statements.append(news[2]))
    assert hand.desk.feed.poll() is None
    assert statements
    assert not [sql for sql in statements if "touched" in sql]
    key = hand.log()
    assert hand.desk.feed.poll() == Changes(frozenset({key}), frozenset({"tickets", "calls", "clocks"}))


@pytest.mark.on_both
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(("step", "error"), [("wait", SystemExit), ("receive", ZeroDivisionError)])
def test_an_unexpected_error_is_reported_and_does_not_stop_the_feed(
    hand: Hand, news: Queue[Changes], elsewhere: Hand, monkeypatch: pytest.MonkeyPatch, step: str,
    error: type[BaseException],
) -> None:  # fmt: skip
    """Not even an exception that ends a thread, together with a failing report, ends it."""
    monkeypatch.setattr(feed, "AGAIN_SECONDS", 0.05)
    reported: Queue[threading.ExceptHookArgs] = Queue()

    def report(found: threading.ExceptHookArgs) -> None:
        reported.put(found)
        raise MemoryError

    monkeypatch.setattr(threading, "excepthook", report)
    source = hand.desk.feed._source
    whole = getattr(source, step)

    def fail() -> None:
        monkeypatch.setattr(source, step, whole)
        raise error

    monkeypatch.setattr(source, step, fail)
    elsewhere.log()
    assert reported.get(timeout=PATIENCE).exc_type is error
    key = elsewhere.log()
    hear(news, lambda heard: key in heard.tickets or heard.lost)
    key = elsewhere.log()
    hear(news, lambda heard: key in heard.tickets)


def test_a_file_database_has_no_connection_status(hand: Hand) -> None:
    lines: list[ConnectionStatus | None] = []
    hand.desk.feed.follow_status(lines.append)()
    assert lines == [None]


def test_each_change_of_the_connection_is_in_the_log_once(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "tickets.store.feed.feed")
    source = hand.desk.feed._source
    broken = ConnectionStatus("db:5432", broken_at=START, next_try=START, sentence="服务器没有应答。")
    states = [
        ConnectionStatus("db:5432"),
        ConnectionStatus("db:5432", round_trip=3),
        broken,
        replace(broken, next_try=None),
        ConnectionStatus("db:5432"),
    ]
    for line in states:
        source.status = line  # type: ignore[misc]
        hand.desk.feed._follow()
    messages = [entry.getMessage() for entry in caplog.records]
    assert messages == [
        "和服务器 db:5432 连上了",
        "和服务器 db:5432 的连接断了：服务器没有应答。",
        "和服务器 db:5432 连上了",
    ]


def test_a_poll_on_request_reports_each_change_once(hand: Hand) -> None:
    reported: list[Changes] = []
    hand.desk.feed.poll()
    hand.desk.feed.subscribe(reported.append)
    hand.desk.feed.stop()
    key = hand.log()
    hand.desk.feed.notify()
    hand.desk.feed.notify()
    assert [changes.tickets for changes in reported] == [{key}]
