"""A frozen server is waited for only for the promised time, also without a feed that notices it first."""

import pytest
from psycopg.errors import QueryCanceled
from sqlalchemy import text

from tests.desk_fixtures import Hand
from tickets.actions.alerting import acknowledge
from tickets.actions.command import Command
from tickets.errors import Unavailable
from tickets.store.engine import Store
from tickets.store.postgres.engine import STATEMENT_SECONDS
from tickets.store.postgres.errors import SILENT, Disconnected, Silent
from tickets.store.rows import Who


@pytest.mark.slow
def test_an_answer_later_than_the_timeout_closes_the_connection(server_store: Store) -> None:
    raw = None
    with pytest.raises(Silent) as caught, server_store.reading() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None and raw.patience == STATEMENT_SECONDS
        connection.execute(text("SET statement_timeout = '20s'"))  # so that a wait without end fails
        raw.patience = 0.2
        connection.execute(text("SELECT pg_sleep(600)"))
    assert raw is not None and raw.closed
    link: BaseException | None = caught.value
    while link is not None:
        assert not isinstance(link, QueryCanceled), "the server ended it"
        link = link.__cause__ or link.__context__


@pytest.mark.parametrize(("error", "tries"), [(Silent(SILENT), 1), (Disconnected("断线了。"), 2)])
def test_a_command_is_retried_after_a_broken_connection_but_not_after_a_timeout(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, error: Disconnected, tries: int
) -> None:
    tried: list[str] = []

    def fail(command: Command[int], _who: Who) -> None:
        tried.append(command.request)
        raise error

    monkeypatch.setattr(hand.desk, "_written", fail)
    with pytest.raises(Unavailable):
        hand.do(acknowledge(frozenset({1}), frozenset()))
    assert len(tried) == tries
