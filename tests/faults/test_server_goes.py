"""The server goes away at any step: a sentence, a visible status, an automatic return, and each call logged once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk_fixtures import Hand, proper_sentence
from tests.faults.relay import Relay
from tests.faults.serving import COMMIT, PATIENCE, address, call, follow, seat, seat_at, wait_for
from tests.servers import Server
from tickets.errors import Refused, Unavailable
from tickets.store.feed import listen_connection as link
from tickets.store.feed import postgres as listening
from tickets.store.queries.board import open_tickets
from tickets.store.tables import calls, requests

pytestmark = pytest.mark.slow


@pytest.fixture
def relay(up: Server) -> Iterator[Relay]:
    """A connection to the server that the test may cut."""
    relay = Relay(up.port)
    yield relay
    relay.close()


NOTHING_SAVED, NOBODY_KNOWS = "没有保存", "不知道是否已保存"


def outcome_in(error: Unavailable) -> str:
    """Return the error for somebody who wanted to save it."""
    sentence = proper_sentence(error.sentence)
    assert error.unsaved
    assert "还在" in sentence
    assert ("再按一次不会重复" in sentence) == error.in_doubt
    (outcome,) = (words for words in (NOTHING_SAVED, NOBODY_KNOWS) if words in sentence)
    return outcome


def entered(hand: Hand, words: str) -> int:
    """Return how often a call is in the database."""
    return len(hand.rows(calls, words=words))


def test_a_server_missing_at_the_start_is_reported_and_connected_to_later(up: Server) -> None:
    up.stop()
    with pytest.raises(Unavailable) as caught, seat(up):
        pass
    assert "连不上" in proper_sentence(caught.value.sentence)
    up.start()
    with seat(up) as hand:
        assert hand.log()


def test_a_database_missing_on_the_server_is_reported_as_such(up: Server) -> None:
    with pytest.raises(Refused) as caught, seat_at(address(up.port, database="nowhere")):
        pass
    assert "没有这个数据库" in proper_sentence(caught.value.sentence)


@pytest.mark.parametrize("slip", [{"sslmod": "verify-full"}, {"keepalives_idle": "soon"}])
def test_a_mistake_in_the_address_is_not_reported_as_an_unreachable_server(up: Server, slip: dict[str, str]) -> None:
    with pytest.raises(Refused) as caught, seat_at(address(up.port, **slip)):
        pass
    assert "参数" in proper_sentence(caught.value.sentence)


def test_a_call_refused_while_the_server_is_away_is_logged_once_it_is_back(up: Server) -> None:
    with seat(up) as hand:
        command = call("停机时的来电")
        up.stop()
        with pytest.raises(Unavailable) as caught:
            hand.execute(command)
        assert "还在" in proper_sentence(caught.value.sentence)
        with pytest.raises(Unavailable):
            hand.desk.read(open_tickets)
        up.start()
        assert not hand.execute(command).repeated
        assert hand.execute(command).repeated
        assert entered(hand, "停机时的来电") == 1


def test_a_server_restart_between_two_calls_goes_unnoticed(up: Server) -> None:
    with seat(up) as hand:
        hand.log()
        hand.desk.read(open_tickets)
        up.stop("fast")
        up.start()
        assert hand.desk.read(open_tickets)
        up.stop("immediate")
        up.start()
        assert not hand.execute(call("重启之后")).repeated
        assert entered(hand, "重启之后") == 1


@pytest.mark.parametrize("words", [b"INSERT INTO calls", b"INSERT INTO journal", COMMIT])
def test_a_connection_cut_during_a_command_neither_loses_nor_doubles_it(up: Server, relay: Relay, words: bytes) -> None:
    words_logged = f"断在 {words!r}"
    with seat(up, relay.port) as hand:
        hand.log()
        relay.cut_before(words)
        assert not hand.execute(call(words_logged)).repeated
        assert relay.sprung.is_set()
        assert entered(hand, words_logged) == 1


def test_a_commit_whose_answer_is_lost_is_known_by_its_request_and_not_done_again(up: Server, relay: Relay) -> None:
    with seat(up, relay.port) as hand:
        hand.log()
        relay.cut_after(COMMIT)
        done = hand.execute(call("回音丢了"))
        assert relay.sprung.is_set()
        assert done.repeated
        assert done.result == hand.rows(calls, words="回音丢了")[0].ticket_id
        assert entered(hand, "回音丢了") == 1


@pytest.mark.parametrize("words", [b"INSERT INTO calls", COMMIT])
def test_a_server_killed_in_the_middle_of_a_command_has_none_of_it(up: Server, relay: Relay, words: bytes) -> None:
    command = call(f"杀在 {words!r} 之前")
    with seat(up, relay.port) as hand:
        hand.log()
        before = len(hand.rows(requests))
        relay.cut_before(words, up.kill)
        with pytest.raises(Unavailable) as caught:
            hand.execute(command)
        assert outcome_in(caught.value) == (NOBODY_KNOWS if words == COMMIT else NOTHING_SAVED)
        up.start()
        assert len(hand.rows(requests)) == before
        assert not hand.execute(command).repeated
        assert entered(hand, f"杀在 {words!r} 之前") == 1


def test_a_commit_right_before_a_server_crash_survives_and_a_repeat_changes_nothing(up: Server, relay: Relay) -> None:
    command = call("杀在提交之后")
    with seat(up, relay.port) as hand:
        hand.log()
        relay.cut_after(COMMIT, up.kill)
        for _ in range(2):  # sent again while the server is unreachable, the outcome of the first try is still unknown
            with pytest.raises(Unavailable) as caught:
                hand.execute(command)
            assert outcome_in(caught.value) == NOBODY_KNOWS
        with pytest.raises(Unavailable) as caught:
            hand.execute(call("杀了以后才按"))
        assert outcome_in(caught.value) == NOTHING_SAVED
        up.start()
        assert hand.execute(command).repeated
        assert entered(hand, "杀在提交之后") == 1


def test_an_idle_feed_notices_a_server_stop_at_once_and_reconnects(up: Server) -> None:
    with seat(up) as hand, seat(up) as other:
        news, lines = follow(hand.desk)
        assert lines.get().connected
        up.stop("immediate")
        broken = wait_for(lines, lambda line: not line.connected)
        assert broken.next_try is not None
        proper_sentence(broken.sentence)
        again = wait_for(lines, lambda line: not line.connected)
        assert again.broken_at == broken.broken_at
        up.start()
        wait_for(lines, lambda line: line.connected)
        wait_for(news, lambda changes: changes.lost)
        key = other.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}


def test_a_frozen_server_is_noticed_and_used_again_when_it_recovers(
    up: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connections look alive all the while."""
    monkeypatch.setattr(listening, "BEAT_SECONDS", 1)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 1)
    with seat(up) as hand:
        news, lines = follow(hand.desk)
        assert lines.get().connected
        up.freeze()
        try:
            broken = wait_for(lines, lambda line: not line.connected)
            proper_sentence(broken.sentence)
        finally:
            up.thaw()
        wait_for(lines, lambda line: line.connected)
        wait_for(news, lambda changes: changes.lost)
        key = hand.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}


@pytest.mark.parametrize("words", [b"INSERT INTO calls", COMMIT])
def test_a_command_to_a_frozen_server_times_out_and_is_carried_out_once_when_it_recovers(
    up: Server, relay: Relay, monkeypatch: pytest.MonkeyPatch, words: bytes
) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 1)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 1)
    command = call(f"停在 {words!r}")
    with seat(up, relay.port) as hand:
        _, lines = follow(hand.desk)
        relay.stall_at(words, up.freeze)
        try:
            with pytest.raises(Unavailable) as caught:
                hand.execute(command)
            assert outcome_in(caught.value) == (NOBODY_KNOWS if words == COMMIT else NOTHING_SAVED)
            wait_for(lines, lambda line: not line.connected)
        finally:
            up.thaw()
        wait_for(lines, lambda line: line.connected)
        hand.execute(command)
        assert entered(hand, f"停在 {words!r}") == 1


def test_a_server_that_freezes_right_after_its_restart_blocks_no_call(up: Server, relay: Relay) -> None:
    command = call("回来就停住")
    with seat(up, relay.port) as hand, ThreadPoolExecutor(1) as pool:
        _, lines = follow(hand.desk)
        hand.log()
        up.stop("immediate")
        wait_for(lines, lambda line: not line.connected)
        up.start()
        relay.stall_at(b"begin_command", up.freeze)
        try:
            with pytest.raises(Unavailable) as caught:
                pool.submit(hand.execute, command).result(PATIENCE)
            assert "没有保存" in proper_sentence(caught.value.sentence)
        finally:
            up.thaw()
        wait_for(lines, lambda line: line.connected)
        hand.execute(command)
        assert entered(hand, "回来就停住") == 1


def test_an_unresponsive_server_is_shown_as_soon_as_a_command_waits_for_it(
    up: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 1000)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 1000)
    with seat(up) as hand, ThreadPoolExecutor(1) as pool:
        hand.log()
        _, lines = follow(hand.desk)
        up.freeze()
        try:
            pressed = pool.submit(hand.log)
            silent = wait_for(lines, lambda line: not line.is_well)
            assert silent.connected
        finally:
            up.thaw()
        wait_for(lines, lambda line: line.is_well)
        assert pressed.result(PATIENCE)


def test_a_report_does_not_wait_for_a_frozen_server(up: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 1)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 1)
    with seat(up) as hand:
        follow(hand.desk)
        before = hand.desk.read(open_tickets)
        up.freeze()
        try:
            with pytest.raises(Unavailable):
                hand.desk.read(open_tickets)
        finally:
            up.thaw()
        assert hand.desk.read(open_tickets) == before


def test_the_program_can_end_while_its_server_is_frozen(up: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 0.2)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 1)
    with seat(up) as hand:
        follow(hand.desk)
        up.freeze()
        try:
            hand.desk.feed.stop()
        finally:
            up.thaw()
