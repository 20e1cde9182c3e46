"""The service when the database fails at first."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import Mock

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tickets.actions.followup import note
from tickets.actions.people import save_crew
from tickets.errors import Conflict, DeskError, Unavailable
from tickets.rules.words import AlertOutcome, Channel, DeliveryState
from tickets.service import RETRY_AFTER, TicketService
from tickets.store.engine import Store
from tickets.store.postgres.errors import SILENT, Contended, Disconnected, Silent
from tickets.store.queries.board import open_tickets
from tickets.store.queries.lookups import list_staff
from tickets.store.tables import alerts, crews, deliveries, journal, tickets

BUSY, CUT, STILL = Contended("很多座席正同时改同一处。"), Disconnected("连不上数据库服务器。"), Silent(SILENT)

Fail = Callable[[str, list[DeskError]], list[str]]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Let a method of the store fail with these errors first; return a list of its calls."""

    def fail(way: str, errors: list[DeskError]) -> list[str]:
        original, taken = getattr(Store, way), []

        @contextmanager
        def instead(store: Store) -> Iterator[Connection]:
            taken.append(way)
            if errors:
                raise errors.pop(0)
            with original(store) as connection:
                yield connection

        monkeypatch.setattr(Store, way, instead)
        return taken

    return fail


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between two tries, which take no time here."""
    paused: list[float] = []
    monkeypatch.setattr(time, "sleep", paused.append)
    return paused


def test_a_command_kept_waiting_by_locks_is_retried_with_growing_pauses(
    hand: Hand, failing: Fail, pauses: list[float]
) -> None:
    tries = failing("writing", [BUSY] * 3)
    key = hand.log()
    assert hand.ticket(key).id == key
    assert len(tries) == 4
    assert len(hand.rows(journal, ticket_id=key)) == 1
    assert len(pauses) == len(RETRY_AFTER)
    assert all(least <= pause <= 2 * least for least, pause in zip(RETRY_AFTER, pauses, strict=True))


def test_a_command_that_never_gets_its_turn_ends_in_a_sentence(hand: Hand, failing: Fail, pauses: list[float]) -> None:
    tries = failing("writing", [BUSY] * 9)
    with pytest.raises(Unavailable) as caught:
        hand.log()
    proper_sentence(caught.value.sentence)
    assert len(tries) == 4
    assert hand.rows(tickets) == []


@pytest.mark.parametrize(("errors", "tries"), [([CUT], 2), ([CUT, CUT], 2), ([STILL], 1), ([CUT, BUSY], 3)])
def test_a_command_is_retried_once_after_a_broken_connection_and_never_after_a_timeout(
    hand: Hand, failing: Fail, pauses: list[float], errors: list[DeskError], tries: int
) -> None:
    saved = len(errors) < tries
    taken = failing("writing", list(errors))
    command = save_crew(None, "三班")
    if saved:
        hand.do(command)
    else:
        with pytest.raises(Unavailable):
            hand.do(command)
    assert len(taken) == tries
    assert len(hand.rows(crews, name="三班")) == saved


@pytest.mark.parametrize("way", ["reading", "autocommit_read"])
def test_a_read_is_retried_once_after_a_broken_connection_and_never_after_a_timeout(
    hand: Hand, failing: Fail, way: str
) -> None:
    query = open_tickets if way == "autocommit_read" else list_staff
    answer = list(hand.desk.read(query))
    for errors, tries in (([CUT], 2), ([BUSY], 2), ([CUT, CUT], 2), ([STILL], 1)):
        fails = len(errors) >= tries
        taken = failing(way, list(errors))
        if fails:
            with pytest.raises(Unavailable):
                hand.desk.read(query)
        else:
            assert list(hand.desk.read(query)) == answer
        assert taken == [way] * tries


def test_a_sweep_blocked_by_a_lock_is_retried_once_at_once(hand: Hand, clock: HandClock, failing: Fail) -> None:
    hand.log("burst_main")
    clock.advance(hours=1)
    taken = failing("writing", [BUSY])
    swept = hand.desk.sweep()
    assert len(taken) == 2
    assert swept.raised + swept.digested == len(hand.rows(alerts, outcome=AlertOutcome.SENT)) > 0
    failing("writing", [BUSY, BUSY])
    with pytest.raises(Contended):
        hand.desk.sweep()


def test_a_sweep_wakes_the_feed_exactly_when_it_raised_something(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr(hand.desk.feed, "wake", lambda: woken.append(True))
    hand.log("burst_main")
    del woken[:]
    hand.desk.sweep()
    assert woken == []
    clock.advance(hours=1)
    hand.desk.sweep()
    hand.desk.sweep()
    assert woken == [True]


def test_a_constraint_violation_is_a_conflict_that_says_typed_text_is_kept(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        hand.desk, "_written", Mock(side_effect=IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed")))
    )
    with pytest.raises(Conflict) as caught:
        hand.log()
    assert "还在" in proper_sentence(caught.value.sentence)


def test_a_command_without_an_answer_is_found_by_its_request(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    key = hand.log()
    command = note(key, None, "问过了")
    written = hand.desk._written

    def lose_the_answer(*given: object) -> None:
        written(*given)  # type: ignore[arg-type]
        raise Contended("很多座席正同时改同一处。")

    monkeypatch.setattr(hand.desk, "_written", lose_the_answer)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    done = hand.execute(command)
    assert done.repeated
    assert len(hand.rows(journal, request=command.request)) == 1


@pytest.mark.slow
def test_a_command_with_an_unknown_outcome_is_reported_as_such_until_it_is_known(
    server_store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(TicketService(server_store, clock))
    hand.desk.feed.stop()
    command, written = save_crew(None, "三班"), hand.desk._written
    in_doubt = Disconnected("连不上数据库服务器。")
    in_doubt.in_doubt = True
    failures: list[DeskError] = []

    def fail(*given: object) -> object:
        if failures:
            raise failures.pop(0)
        return written(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(hand.desk, "_written", fail)
    said = []
    for errors in ([in_doubt, CUT], [CUT, CUT]):
        failures[:] = errors
        with pytest.raises(Unavailable) as caught:
            hand.do(command)
        said.append(caught.value.sentence)
    assert all("不知道是否已保存" in proper_sentence(sentence) for sentence in said)
    assert hand.do(command) == hand.rows(crews, name="三班")[0].id
    failures[:] = [CUT, CUT]
    with pytest.raises(Unavailable, match="没有保存"):
        hand.do(save_crew(None, "四班"))


def test_an_unreadable_file_after_a_failed_command_raises_the_read_error(
    hand: Hand, failing: Fail, pauses: list[float]
) -> None:
    gone = Unavailable("读不到数据库文件。")
    failing("writing", [Unavailable("写不进数据库文件。")])
    failing("reading", [gone])
    with pytest.raises(Unavailable) as caught:
        hand.log()
    assert caught.value is gone


def test_the_time_until_an_instant_includes_fractions_of_a_second(hand: Hand, clock: HandClock) -> None:
    assert hand.desk.until(clock.now + timedelta(seconds=90)) == 90
    assert hand.desk.until(clock.now - timedelta(seconds=1)) == -1
    own = TicketService(hand.desk.store)
    left = own.until(own.now() + timedelta(seconds=2))
    assert 0 < left <= 2


def test_the_next_due_time_is_the_first_rung_of_the_running_clock(hand: Hand, clock: HandClock) -> None:
    assert hand.desk.next_due() is None
    hand.log("burst_main")
    due = hand.desk.next_due()
    assert due is not None and due > clock.now
    clock.set(due - timedelta(seconds=1))
    assert hand.desk.sweep().raised == 0
    clock.set(due)
    assert hand.desk.sweep().raised > 0


def test_only_the_first_showing_of_an_alert_is_recorded(hand: Hand, clock: HandClock) -> None:
    hand.log("burst_main")
    clock.advance(hours=1)
    hand.desk.sweep()
    (key, *_) = [row.id for row in hand.rows(alerts, outcome=AlertOutcome.SENT)]
    first = clock.now
    hand.desk.shown(frozenset({key}), first)
    hand.desk.shown(frozenset({key}), clock.advance(minutes=1))
    (shown,) = hand.rows(deliveries, alert_id=key, channel=Channel.SCREEN)
    assert (shown.state, shown.at) == (DeliveryState.DELIVERED, first)


def test_a_desk_on_a_file_needs_no_clock_of_a_server(hand: Hand) -> None:
    before = hand.desk.now()
    hand.desk.set_clock()
    assert hand.desk.server_clock is None
    assert hand.desk.now() == before
