"""A program that was open during an upgrade of the database is told so and can write no more."""

from collections.abc import Iterator
from queue import Queue

import pytest

from tests.desk_fixtures import Hand, HandClock, proper_sentence, superuser
from tests.faults.serving import call, wait_for
from tests.servers import Server
from tickets.errors import Refused
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.feed import postgres as listening
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.schema import open_store
from tickets.store.tables import calls, tickets
from tickets.store.version import HEAD

pytestmark = pytest.mark.slow


@pytest.fixture
def seat(server: Server, server_store: Store) -> Iterator[Hand]:
    """An open service; afterwards the database has its old version again."""
    desk = TicketService(open_store(str(server_store.engine.url), credentials=superuser()), HandClock())
    yield Hand(desk)
    desk.close()
    become(server, HEAD)


def become(server: Server, version: str) -> None:
    server.execute(f"UPDATE alembic_version SET version_num = '{version}'", "warm")


def test_after_a_schema_upgrade_an_old_seat_writes_nothing_until_its_program_fits(seat: Hand, server: Server) -> None:
    command = call("升级的时候")
    become(server, "0099")
    before = seat.rows(tickets)
    for do in (lambda: seat.execute(command), seat.desk.sweep):
        with pytest.raises(Refused) as caught:
            do()
        assert "升级过了" in proper_sentence(caught.value.sentence)
    assert seat.rows(tickets) == before
    become(server, HEAD)
    assert not seat.execute(command).repeated
    assert len(seat.rows(calls, words="升级的时候")) == 1


def test_an_idle_seat_shows_that_the_schema_was_upgraded(
    seat: Hand, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(listening, "ASK_AGAIN_AFTER", 0.1)
    lines: Queue[ConnectionStatus] = Queue()
    seat.desk.feed.subscribe(lambda _: None)
    seat.desk.feed.follow_status(lambda line: lines.put(line) if line is not None else None)
    wait_for(lines, lambda line: line.connected)
    become(server, "0099")
    refused = wait_for(lines, lambda line: line.refused)
    assert "升级过了" in refused.sentence
    become(server, HEAD)
    wait_for(lines, lambda line: line.connected)
