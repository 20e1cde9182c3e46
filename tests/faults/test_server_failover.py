"""A standby replaces a server: the program finds it by itself, with both in its address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_fixtures import Hand, proper_sentence
from tests.faults.serving import DATABASE, PATIENCE, call, desk_server, follow, seat, seat_at, wait_for
from tests.servers import Server, throw_away
from tickets.errors import Unavailable
from tickets.store.tables import calls

pytestmark = pytest.mark.slow


@pytest.fixture
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """A server and the standby that follows it."""
    with desk_server() as first:
        second = first.copy_to(Path(f"{first.folder}-standby"))
        second.start()
        try:
            yield first, second
        finally:
            throw_away(second)


def both(pair: tuple[Server, Server]) -> str:
    hosts = "&".join(f"host=127.0.0.1:{server.port}" for server in pair)
    return f"postgresql+psycopg:///{DATABASE}?{hosts}&connect_timeout=2&tcp_user_timeout=2000"


def catch_up(pair: tuple[Server, Server]) -> None:
    """Wait until the standby has all that the first server has."""
    first, second = pair
    with first.connect() as there, second.connect() as here:
        (reached,) = there.execute("SELECT pg_current_wal_lsn()").fetchone() or ("",)
        here.execute(f"SET statement_timeout = '{PATIENCE}s'")
        (caught_up,) = here.execute(
            "WITH RECURSIVE wait(done) AS (SELECT pg_last_wal_replay_lsn() >= %(lsn)s UNION ALL "
            "SELECT pg_last_wal_replay_lsn() >= %(lsn)s FROM wait, pg_sleep(0.01) WHERE NOT done) "
            "SELECT bool_or(done) FROM wait",
            {"lsn": reached},
        ).fetchone() or (False,)
        assert caught_up


def test_a_seat_switches_to_the_promoted_standby(pair: tuple[Server, Server]) -> None:
    first, second = pair
    with seat_at(both(pair)) as hand:
        news, lines = follow(hand.desk)
        assert wait_for(lines, lambda line: line.connected)
        key = hand.log(words="之前")
        catch_up(pair)
        first.kill()
        command = call("之间")
        with pytest.raises(Unavailable) as caught:  # a standby doesn't write
            hand.execute(command)
        assert "备用" in proper_sentence(caught.value.sentence)
        broken = wait_for(lines, lambda line: not line.connected)
        proper_sentence(broken.sentence)
        second.promote()
        wait_for(lines, lambda line: line.connected)
        wait_for(news, lambda changes: changes.lost)
        assert not hand.execute(command).repeated
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets
        assert hand.ticket(key).id == key
        assert_each_once(hand, "之前", "之间")


def test_a_seat_that_knows_only_the_standby_can_write_once_it_is_promoted(
    pair: tuple[Server, Server],
) -> None:
    first, second = pair
    catch_up(pair)
    with seat(second) as hand:
        with pytest.raises(Unavailable) as caught:
            hand.execute(call("只读"))
        assert "备用" in proper_sentence(caught.value.sentence)
        first.stop()
        second.promote()
        command = call("只读")
        assert not hand.execute(command).repeated
        assert_each_once(hand, "只读")


def assert_each_once(hand: Hand, *words: str) -> None:
    assert [len(hand.rows(calls, words=said)) for said in words] == [1] * len(words)
